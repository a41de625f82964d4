#pragma once
// What the hub counts of its own work since it was started, for Prometheus (text format 0.0.4). Any thread.

#include "sync/hub/storage/storage.h"

#include <array>
#include <atomic>
#include <filesystem>
#include <optional>

namespace accanto::hub {

class Metrics {
public:
    // A batch became this; `seconds` from its being handed to the writer until it was on the disk.
    void pushed(const PushResult& result, size_t events, double seconds);
    void push_failed() { ++m_failed; }      // a commit that could not be made
    void turned_away() { ++m_turned_away; } // a 429
    // Somebody tried to sign in, or a kiosk to enrol. refused: unheard, after too many wrong tries.
    enum class Try { good, wrong, refused };
    void signed_in(Try became) { ++m_sign_ins[size_t(became)]; }
    void enrolled(Try became) { ++m_enrolments[size_t(became)]; }

    // All of it, and how things stand now; `copied_ms`: when the store was last copied (backup.h). Throws Error when the store cannot
    // be read.
    std::string text(Storage& storage, int64_t now_ms, std::optional<int64_t> copied_ms) const;

private:
    static constexpr std::array bounds_s{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                         0.1,   0.25,   0.5,   1.0,  2.5,   5.0};
    using Count = std::atomic<int64_t>;

    std::array<Count, 3> m_sign_ins{}, m_enrolments{}; // by Try
    std::array<Count, 4> m_results{};      // by PushResult::What
    std::array<Count, 5> m_dispositions{}; // by wire::Disposition
    std::array<Count, bounds_s.size() + 1> m_commits{};
    std::atomic<double> m_commit_seconds = 0;
    Count m_failed = 0, m_turned_away = 0;
};

} // namespace accanto::hub
