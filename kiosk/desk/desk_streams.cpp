#include "kiosk/desk/desk.h"
#include "kiosk/desk/snapshot.h"
#include "kiosk/point/safe_tickets.h"
#include "kiosk/store/watch.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <poll.h>

#include <iterator>

namespace accanto::desk {

namespace {

constexpr int look_ms = 5000;
constexpr std::chrono::milliseconds beat{1000}; // a page that misses two of them says so
constexpr int64_t snapshot_keeps_ms = 5000;     // minutes pass without a change in the store

// Counts the streams that are open.
class Seat {
public:
    explicit Seat(std::atomic<int>& taken) : m_taken(taken), m_number(++taken) {}
    ~Seat() { --m_taken; }
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
    int number() const { return m_number; }

private:
    std::atomic<int>& m_taken;
    const int m_number;
};

} // namespace

std::string Desk::cached(const std::string& key, const std::function<std::string(store::Store&)>& make) {
    // The version is read first: a change while the snapshot is made makes it stale, never wrongly fresh.
    const int64_t version = m_feed.version(), now = m_clock.mono_ms();
    {
        const std::lock_guard lock(m_snapshots_mutex);
        const auto found = m_snapshots.find(key);
        if (found != m_snapshots.end() && found->second.version == version &&
            now - found->second.made_mono_ms < snapshot_keeps_ms)
            return found->second.json;
    }
    std::string json;
    m_keeper.with([&](store::Store& store) { json = make(store); });
    const std::lock_guard lock(m_snapshots_mutex);
    std::erase_if(m_snapshots, [&](const auto& entry) { return entry.second.version != version; });
    m_snapshots[key] = {version, now, json};
    return json;
}

std::string Desk::desk_state(const std::string& language, const Session& session) {
    return cached(language + "\n" + session.mentor + "\n" + session.desk, [&](store::Store& store) {
        return desk_snapshot(store, m_setup.settings, m_texts, language, session);
    });
}

std::string Desk::display_state(const std::string& language) {
    return cached(language, [&](store::Store& store) {
        return display_snapshot(store, m_setup.settings, m_texts, m_speaker, language, m_pages.digest());
    });
}

Reply Desk::stream(const Visit& visit, const std::function<std::optional<std::string>()>& state) {
    const auto seat = std::make_shared<Seat>(m_streams);
    if (seat->number() > most_streams) {
        Reply reply = failed(visit, 503, "busy_streams");
        reply.headers.emplace_back("Retry-After", "10");
        return reply;
    }
    Reply reply;
    reply.type = "text/event-stream";
    reply.headers.emplace_back("X-Accel-Buffering", "no");
    reply.stream = [this, seat, state, seen = int64_t(0), last = std::string(),
                    over = false]() mutable -> std::optional<std::string> {
        seen = m_feed.wait(seen, beat);
        if (over || m_feed.is_closed())
            return std::nullopt;
        try {
            auto now = state();
            if (!now) {
                over = true;
                return "event: ended\ndata: {}\n\n";
            }
            if (*now == last)
                return fmt::format("event: beat\ndata: {}\n\n", m_clock.wall_ms());
            last = *std::move(now);
            return fmt::format("retry: 1000\nevent: state\ndata: {{\"now_ms\":{},\"state\":{}}}\n\n",
                               m_clock.wall_ms(), last);
        } catch (const std::exception& error) {
            // No beat: the pages tell by its absence that what they show may be old.
            spdlog::error("a page cannot be kept up to date: {}", error.what());
            return ": trouble\n\n";
        }
    };
    return reply;
}

// What a kiosk in safe mode gives is not in the store, and nobody there brings it: it is looked for now and then. Whether
// something came.
bool Desk::bring_safe_numbers() {
    if (m_clock.mono_ms() < m_safe_look_ms)
        return false;
    m_safe_look_ms = m_clock.mono_ms() + look_ms;
    int brought = 0;
    m_keeper.with([&](store::Store& store) { brought = point::bring_safe_numbers(store, m_setup.settings, store::safe_places(m_setup.settings.state)); });
    return brought > 0;
}

// Tells the pages what other programs committed. Ends with close().
void Desk::watch_store() {
    constexpr int try_again_ms = 2000;
    const auto look = [&](store::Watch& watch) {
        pollfd wakers[] = {{watch.fd(), POLLIN, 0}, {m_closing_fd, POLLIN, 0}};
        poll(wakers, std::size(wakers), look_ms);
        watch.drain();
        if (const bool brought = bring_safe_numbers(); m_keeper.changed_elsewhere() || brought)
            m_feed.changed();
    };
    while (!m_feed.is_closed()) {
        try {
            store::Watch watch(m_setup.settings.state);
            m_feed.changed(); // whatever came while nobody watched
            while (!m_feed.is_closed())
                look(watch);
        } catch (const std::exception& error) {
            spdlog::error("the store cannot be watched: {}", error.what());
            pollfd closing = {m_closing_fd, POLLIN, 0};
            poll(&closing, 1, try_again_ms);
        }
    }
}

} // namespace accanto::desk
