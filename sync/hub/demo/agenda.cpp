#include "sync/hub/demo/agenda.h"

#include "content/base/clock.h"

#include <fmt/format.h>

namespace accanto::hub::demo {

namespace {

constexpr std::string_view code_letters = "234679CDFHJKMNPRTWXY";

std::string code(Dice& dice) {
    std::string out;
    for (int i = 0; i < 6; ++i)
        out += code_letters[size_t(dice.from_to(0, int(code_letters.size()) - 1))];
    return out;
}

} // namespace

std::string Agenda::common(const DemoAppointment& of, const char* state) {
    return fmt::format(R"("booking":"{}","state":"{}","day":"{}","from_minute":{},"minutes":30,"topic":"{}")",
                       of.id, state, of.day, of.from_minute, of.topic);
}

void Agenda::book(const Guest& guest, int64_t at_ms, const std::string& today, const std::string& day,
                  const std::string& after, const std::string& topic, Dice& dice, const Queue::Tell& tell) {
    using Fate = DemoAppointment::Fate;
    DemoAppointment out{uuid_at(at_ms, dice), topic, day,  9 * 60 + 30 * dice.from_to(1, 7), guest,
                        Fate::kept,           "",    after};
    out.fate =
        std::array{Fate::kept, Fate::missed, Fate::moved, Fate::cancelled}[dice.weighted({75, 11, 5, 9})];
    // Who changes or cancels does so in between; that nobody came is told on the day after.
    out.told_on = days_after(out.fate == Fate::missed ? day : today, 1).value();
    tell(at_ms, guest.kiosk, "appointment.booked.v1",
         fmt::format(R"({{{},"code":"{}","visit":"{}","language":"{}","for_other":{},"has_contact":false}})",
                     common(out, "booked"), code(dice), guest.visit, guest.language, dice.happens(0.15)));
    m_open.push_back(std::move(out));
}

std::vector<DemoAppointment> Agenda::begin(const std::string& today, int64_t midnight_ms,
                                           const Queue::Tell& tell) {
    using Fate = DemoAppointment::Fate;
    const int64_t morning = midnight_ms + 8 * 60 * minute_ms + 1;
    std::vector<DemoAppointment> coming, open;
    for (DemoAppointment& one : m_open) {
        const bool now = one.told_on <= today;
        if (one.fate == Fate::kept && one.day == today)
            coming.push_back(one);
        else if (one.fate == Fate::missed && now)
            tell(morning, one.guest.kiosk, "appointment.missed.v1", "{" + common(one, "missed") + "}");
        else if (one.fate == Fate::cancelled && now)
            tell(morning, one.guest.kiosk, "appointment.cancelled.v1", "{" + common(one, "cancelled") + "}");
        else {
            if (one.fate == Fate::moved && now) {
                const std::string before = std::exchange(one.day, one.day_after_move);
                tell(morning, one.guest.kiosk, "appointment.moved.v1",
                     fmt::format(R"({{{},"day_before":"{}","from_minute_before":{}}})", common(one, "booked"),
                                 before, one.from_minute));
                one.fate = Fate::kept;
            }
            if (one.day >= today)
                open.push_back(std::move(one));
        }
    }
    m_open = std::move(open);
    return coming;
}

} // namespace accanto::hub::demo
