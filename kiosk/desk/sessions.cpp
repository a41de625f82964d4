#include "kiosk/desk/sessions.h"

#include "content/base/bytes.h"

#include <sodium.h>

namespace accanto::desk {

namespace {

std::string digest(std::string_view cookie) {
    const Sha256 hash = sha256(cookie);
    return std::string(view(hash));
}

} // namespace

Sessions::Sessions(const Clock& clock) : m_clock(clock), m_key(random_bytes(crypto_generichash_KEYBYTES)) {}

std::string Sessions::begin(const std::string& mentor, const std::string& name, const std::string& desk) {
    const std::string cookie = to_hex(random_bytes(32));
    const int64_t now = m_clock.mono_ms();
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_sessions, [&](const auto& entry) { return expired(entry.second, now); });
    m_sessions[digest(cookie)] = {mentor, name, desk, now, now};
    return cookie;
}

std::optional<Session> Sessions::find(std::string_view cookie, bool alive) {
    if (cookie.empty())
        return std::nullopt;
    const std::lock_guard lock(m_mutex);
    const auto found = m_sessions.find(digest(cookie));
    if (found == m_sessions.end())
        return std::nullopt;
    const int64_t now = m_clock.mono_ms();
    if (expired(found->second, now)) {
        m_sessions.erase(found);
        return std::nullopt;
    }
    if (alive)
        found->second.seen_ms = now;
    return found->second;
}

void Sessions::end(std::string_view cookie) {
    const std::lock_guard lock(m_mutex);
    m_sessions.erase(digest(cookie));
}

std::string Sessions::token(std::string_view cookie) const {
    unsigned char out[crypto_generichash_BYTES];
    crypto_generichash(out, sizeof out, reinterpret_cast<const unsigned char*>(cookie.data()), cookie.size(),
                       reinterpret_cast<const unsigned char*>(m_key.data()), m_key.size());
    return to_hex({reinterpret_cast<const char*>(out), sizeof out});
}

bool Sessions::token_fits(std::string_view cookie, std::string_view given) const {
    if (cookie.empty())
        return false;
    const std::string right = token(cookie);
    return given.size() == right.size() && sodium_memcmp(given.data(), right.data(), right.size()) == 0;
}

bool Sessions::expired(const Session& session, int64_t now_ms) const {
    return now_ms - session.began_ms >= longest_ms || now_ms - session.seen_ms >= idle_ms;
}

Throttle::Throttle(const Clock& clock, int tries, int64_t within_ms)
    : m_clock(clock), m_tries(tries), m_within_ms(within_ms) {}

bool Throttle::allow(const std::string& address) {
    const int64_t now = m_clock.mono_ms();
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_counts, [&](const auto& entry) { return now - entry.second.since_ms >= m_within_ms; });
    Count& count = m_counts.try_emplace(address, Count{now, 0}).first->second;
    return ++count.tries <= m_tries;
}

} // namespace accanto::desk
