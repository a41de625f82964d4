#pragma once
// Who is signed in at which desk. Kept in memory alone: a restart asks everybody to sign in again.

#include "content/base/clock.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace accanto::desk {

struct Session {
    std::string mentor, name;          // id and name of the mentor
    std::string desk;                  // "2"
    int64_t began_ms = 0, seen_ms = 0; // by the clock since boot
};

// Any thread.
class Sessions {
public:
    static constexpr int64_t longest_ms = 8 * 60 * 60 * 1000; // a working day
    static constexpr int64_t idle_ms = 30 * 60 * 1000;        // without a sign of life from the page

    explicit Sessions(const Clock& clock);

    // A new session; returns its cookie: 256 random bits in hex. Only a digest of it is kept.
    std::string begin(const std::string& mentor, const std::string& name, const std::string& desk);
    // The session of a cookie, unless it has run out. `alive`: the page gave a sign of life.
    std::optional<Session> find(std::string_view cookie, bool alive);
    void end(std::string_view cookie);

    // The token that requests with this cookie must carry in X-Accanto-Token: a keyed digest of the cookie,
    // so it needs no memory, serves before signing in too, and cannot be made without the key of this run.
    std::string token(std::string_view cookie) const;
    bool token_fits(std::string_view cookie, std::string_view token) const; // in constant time

private:
    bool expired(const Session& session, int64_t now_ms) const;

    const Clock& m_clock;
    const std::string m_key;
    std::mutex m_mutex;
    std::map<std::string, Session> m_sessions; // by digest of the cookie
};

// Too many tries from one address are refused before the slow hash of the PIN is computed. Any thread.
class Throttle {
public:
    Throttle(const Clock& clock, int tries, int64_t within_ms);
    bool allow(const std::string& address);

private:
    struct Count {
        int64_t since_ms = 0;
        int tries = 0;
    };
    const Clock& m_clock;
    const int m_tries;
    const int64_t m_within_ms;
    std::mutex m_mutex;
    std::map<std::string, Count> m_counts;
};

} // namespace accanto::desk
