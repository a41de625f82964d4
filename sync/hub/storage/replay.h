#pragma once
// All events read again, after an upgrade: the half of it that knows no database.

#include "sync/hub/storage/rollup.h"
#include "sync/hub/storage/storage.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace accanto::hub {

using ReadAgain = std::function<void(const StoredEvent&, const Point&, Incoming&)>;

// What an event is now, where that is not what its row says.
struct Changed {
    StoredEvent event;
    Incoming now; // without its bytes
};

// Takes events a kiosk's at a time and hands out what they add up to. One thread.
class Replay {
public:
    using WriteSums =
        std::function<void(const std::string& point, const std::string& kiosk, Rollup&& rollup)>;

    Replay(const std::vector<Point>& points, ReadAgain read, WriteSums write);

    void add(const StoredEvent& event);
    // After the last one. Rows that change are to be written now and not before: a table must not move under
    // the statement that walks it.
    std::vector<Changed> finish();

private:
    void write();

    std::map<std::string, Point> m_points;
    ReadAgain m_read;
    WriteSums m_write;
    std::string m_point, m_kiosk;
    Rollup m_rollup;
    size_t m_gathered = 0;
    std::vector<Changed> m_changes;
};

} // namespace accanto::hub
