// Setting up: the time, where the clock is wrong. The machine sets it (kiosk/store/clock_wish.h).
#include "kiosk/app/setting_up.h"

#include "content/base/error.h"
#include "kiosk/app/technician_tools.h"
#include "kiosk/setup/setup.h"
#include "kiosk/store/clock_wish.h"
#include "kiosk/store/stick_errand.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace accanto::app {

using setup::Step;

namespace {

int number_of(const std::string& digits, size_t at) {
    return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

bool are_digits(const std::string& text, size_t count) {
    return text.size() == count && text.find_first_not_of("0123456789") == text.npos;
}

// "2026-11-28" of day, month and year as they were typed: "281126". Nothing: there is no such day.
std::optional<std::string> day_typed(const std::string& typed) {
    if (!are_digits(typed, 6))
        return std::nullopt;
    return days_after(
        fmt::format("20{:02}-{:02}-{:02}", number_of(typed, 4), number_of(typed, 2), number_of(typed, 0)), 0);
}

// Minutes since 1970 that a clock on the wall there shows.
int64_t minutes_there(int64_t wall_ms, const std::string& zone) {
    return int64_t(days_between("1970-01-01", local_date(wall_ms, zone)).value_or(0)) * 24 * 60 +
           local_time(wall_ms, zone).minute_of_day;
}

// When a clock on the wall there shows that; nothing in the hour that is left out when summer begins.
std::optional<int64_t> wall_ms_of(const std::string& day, int minute, const std::string& zone) {
    constexpr int64_t minute_ms = 60'000;
    const int64_t shown = int64_t(days_between("1970-01-01", day).value_or(0)) * 24 * 60 + minute;
    int64_t wall = shown * minute_ms;
    for (int i = 0; i < 2; ++i) // the second time it is known whether it is summer there
        wall += (shown - minutes_there(wall, zone)) * minute_ms;
    return minutes_there(wall, zone) == shown ? std::optional(wall) : std::nullopt;
}

} // namespace

// The day as this machine believes it to be: often that is right, and the time alone is not.
std::string SettingUp::day_to_type() const {
    const std::string day = local_date(m_clock.wall_ms(), m_visit.setup->then.point.time_zone);
    return day.substr(8, 2) + day.substr(5, 2) + day.substr(2, 2);
}

// Where nobody sets the clock, it stays an open point.
void SettingUp::clock_is_wrong() {
    if (store::stick_folder().empty())
        return note_trial(setup::tried_badly("clock"));
    m_visit.setup->answers.sets_clock = true;
    go_on();
}

void SettingUp::answer_clock(const std::string& answer) {
    SetupVisit& s = *m_visit.setup;
    switch (s.step) {
    case Step::clock:
        s.answers.sets_clock = false;
        return answer == "none" ? clock_is_wrong() : keep_zone(answer);
    case Step::place:
        if (answer != "none")
            return decide_and_go_on({{"point.time_zone", answer}});
        s.answers.sets_clock = false;
        return note_trial(setup::tried_badly("clock"));
    case Step::date:
        s.date = day_typed(s.typed).value_or("");
        return s.date.empty() ? m_tools.tell("setup.bad_date") : go_on();
    default:
        return set_clock();
    }
}

void SettingUp::set_clock() {
    SetupVisit& s = *m_visit.setup;
    const int hours = are_digits(s.typed, 4) ? number_of(s.typed, 0) : 24;
    const int minutes = hours < 24 ? number_of(s.typed, 2) : 60;
    const auto wall =
        minutes < 60 ? wall_ms_of(s.date, hours * 60 + minutes, s.then.point.time_zone) : std::nullopt;
    if (!wall) {
        s.typed.clear();
        return m_tools.tell("setup.bad_time");
    }
    const std::filesystem::path folder = store::stick_folder();
    m_visit.technician->said.clear();
    m_visit.busy = "setup.next";
    s.clock_asked_ms = m_clock.mono_ms();
    m_dirty = true;
    try {
        m_clock_watch = std::make_unique<FolderWatch>(std::vector{folder});
        m_window.watch(m_clock_watch->fd());
        store::ask_to_set_clock(folder, *wall);
    } catch (const Error& e) {
        spdlog::error("the clock cannot be set: {}", e.what());
        end_clock("failed");
    }
}

void SettingUp::woken() {
    if (!m_clock_watch)
        return;
    m_clock_watch->drain();
    if (const auto word = store::clock_answer(store::stick_folder()))
        end_clock(*word);
}

// What the machine said; "silent" when it said nothing.
void SettingUp::end_clock(const std::string& word) {
    if (m_clock_watch)
        m_window.unwatch(m_clock_watch->fd());
    m_clock_watch.reset();
    store::withdraw_clock(store::stick_folder());
    if (!m_visit.setup || m_visit.setup->clock_asked_ms == 0)
        return;
    m_visit.setup->clock_asked_ms = 0;
    m_visit.busy.clear();
    m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
    m_tools.note("clock_set", word);
    if (word == "nonsense")
        return m_tools.tell("setup.clock_nonsense");
    m_moves.request_reading(); // opening hours, and all else that goes by the clock
    note_trial(word == "ok" ? setup::tried_well("clock") : setup::tried_badly("clock"));
    m_tools.tell(word == "ok" ? "setup.clock_set" : "setup.clock_silent");
}

} // namespace accanto::app
