#pragma once
// Appointments, as far as the kiosks of their point have told of them. For the .cpp files of this folder.

#include "sync/hub/storage/storage.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace accanto::hub {

class BookingRollup {
public:
    void add(const BookingPart& part);
    // What was counted of an appointment before is taken back, and what is known now is counted instead.
    void settle(SQLite::Database& db, const std::string& point,
                const std::function<void(const Figure&)>& count);

private:
    std::map<std::string, BookingPart> m_told;
};

} // namespace accanto::hub
