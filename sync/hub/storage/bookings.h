#pragma once
// Appointments, as far as the kiosks of their point have told of them; what a store keeps of them is its own. For the .cpp
// files of this folder.

#include "sync/hub/storage/storage.h"

namespace accanto::hub {

class BookingRollup {
public:
    using Read = std::function<std::optional<BookingPart>(const std::string& booking)>;
    using Write = std::function<void(const BookingPart&)>;

    void add(const BookingPart& part);
    std::vector<std::string> ids() const;
    // What was counted of an appointment before (`read`) is taken back, and what is known now is counted instead and kept.
    void settle(const Read& read, const Write& write, const std::function<void(const Figure&)>& count);

private:
    std::map<std::string, BookingPart> m_told;
};

} // namespace accanto::hub
