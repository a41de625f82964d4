#include "sync/hub/demo/day.h"

#include "content/base/clock.h"
#include "sync/hub/demo/skills.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace accanto::hub::demo {

namespace {

// Midnight of a day in Rome: one hour or two before midnight UTC.
int64_t midnight(const std::string& date) {
    int64_t utc = int64_t(*days_between("1970-01-01", date)) * 86'400'000;
    for (int64_t ahead : {2, 1})
        if (int64_t at = utc - ahead * 3'600'000;
            local_date(at, "Europe/Rome") == date && local_time(at, "Europe/Rome").minute_of_day == 0)
            return at;
    return utc;
}

class Day {
public:
    Day(const DemoWorld& world, const DemoPoint& point, int day, Agenda& agenda, Dice& dice)
        : m_world(world),
          m_point(point),
          m_day(day),
          m_agenda(agenda),
          m_dice(dice),
          m_date(*days_after(world.first_day, day)),
          m_midnight(midnight(m_date)),
          m_tell([this](int64_t at, size_t kiosk, const char* type, std::string data) {
              m_out.push_back({at, kiosk, type, std::move(data)});
          }),
          m_queue(point, m_date, m_midnight, dice, m_tell) {}

    std::vector<Happening> live() {
        tell_of_the_point();
        for (const DemoAppointment& one : m_agenda.begin(m_date, m_midnight, m_tell))
            keep(one);
        const double busyness = busy(m_world, m_point, m_day);
        if (busyness > 0) {
            for (int i = m_dice.poisson(m_point.visits_a_day * busyness); i > 0; --i)
                visit(m_midnight + minute_of_arrival() * minute_ms + m_dice.from_to(0, 59'999));
            m_queue.serve();
        }
        std::stable_sort(m_out.begin(), m_out.end(),
                         [](const Happening& a, const Happening& b) { return a.at_ms < b.at_ms; });
        return std::move(m_out);
    }

private:
    void add(int64_t at, size_t kiosk, const char* type, std::string data) {
        m_tell(at, kiosk, type, std::move(data));
    }

    void tell_of_the_point() {
        const int64_t morning = m_midnight + 8 * 60 * minute_ms;
        if (m_day == m_point.first_day)
            add(morning, 0, "point.described.v1",
                fmt::format(
                    R"({{"organisation":"{}","organisation_kind":"{}","neighbourhood":"{}","services":["help","learn"],"hours":{{"mon":"09:00-13:00{}"}}}})",
                    m_point.organisation, m_point.kind, m_point.neighbourhood,
                    m_point.afternoons ? " 15:00-19:00" : ""));
        for (const DemoMentor& mentor : m_point.mentors) {
            const bool trained = mentor.credential == "in_training" && m_day == mentor.from_day + 120;
            if (m_day == mentor.from_day || (trained && m_dice.happens(0.6)))
                add(morning + 1, 0, "mentor.credential.v1",
                    fmt::format(
                        R"({{"mentor":"{}","credential":"{}","since":"{}","framework":"DigComp 2.2"}})",
                        mentor.id, trained ? "certified" : mentor.credential,
                        trained ? m_date : mentor.since));
        }
    }

    int minute_of_arrival() {
        static const std::vector<double> hours{9, 14, 12, 8, 0, 0, 7, 9, 8, 4}; // from nine o'clock
        static const std::vector<double> mornings{9, 14, 12, 8};
        return (9 + int(m_dice.weighted(m_point.afternoons ? hours : mornings))) * 60 + m_dice.from_to(0, 59);
    }

    void visit(int64_t at) {
        const size_t kiosk = m_point.kiosks.size() > 1 && m_dice.happens(0.4) ? 1 : 0;
        Guest guest{uuid_at(at, m_dice), demo_languages()[m_dice.weighted(m_point.languages)], kiosk,
                    m_dice.normal(), m_dice.happens(0.45)};
        const int64_t started = at;
        add(at, kiosk, "visit.started.v1",
            fmt::format(R"({{"visit":"{}","language":"{}"}})", guest.visit, guest.language));
        at += m_dice.from_to(8'000, 40'000);
        std::string stuck = "null", topic;
        if (m_dice.happens(0.58))
            at = tutorial(guest, at, stuck, topic);
        if (m_dice.happens(0.03))
            at = check_skills(guest, at);
        if (m_dice.happens(stuck != "null" ? 0.62 : 0.26)) {
            if (topic.empty())
                topic = m_dice.one_of(m_world.tutorials).topic;
            // Some would rather come when it is their turn.
            if (m_dice.happens(0.12))
                book(guest, at, topic);
            else
                m_queue.take(guest, at, topic, stuck, false);
            at += m_dice.from_to(5'000, 40'000);
        }
        const bool finished = m_dice.happens(0.6);
        if (finished && m_dice.happens(0.4))
            add(at, kiosk, "feedback.given.v1",
                fmt::format(R"({{"visit":"{}","language":"{}","face":{},"reasons":[{}]}})", guest.visit,
                            guest.language, 1 + m_dice.weighted({6, 18, 76}),
                            m_dice.happens(0.5) ? R"("clear")" : ""));
        add(at + 1000, kiosk, "visit.ended.v1",
            fmt::format(R"({{"visit":"{}","language":"{}","end":"{}","lasted_s":{}}})", guest.visit,
                        guest.language, finished ? "finished" : "idle", (at + 1000 - started) / 1000));
    }

    // Who booked a time comes a little before it, and is called for it.
    void keep(const DemoAppointment& one) {
        Guest guest = one.guest;
        const int64_t at = m_midnight + (one.from_minute - m_dice.from_to(1, 12)) * minute_ms;
        guest.visit = uuid_at(at, m_dice);
        add(at, guest.kiosk, "visit.started.v1",
            fmt::format(R"({{"visit":"{}","language":"{}"}})", guest.visit, guest.language));
        const std::string ticket = m_queue.take(guest, at + 20'000, one.topic, "null", true);
        add(at + 20'000, guest.kiosk, "appointment.arrived.v1",
            fmt::format(R"({{{},"ticket":"{}","in_time":true}})", Agenda::common(one, "arrived"), ticket));
        add(at + 30'000, guest.kiosk, "visit.ended.v1",
            fmt::format(R"({{"visit":"{}","language":"{}","end":"finished","lasted_s":30}})", guest.visit,
                        guest.language));
    }

    // So many days ahead, or the first day after that on which the point is open.
    std::string open_day(int ahead) const {
        int day = m_day + ahead;
        while (busy(m_world, m_point, day) == 0 && day < m_day + 40)
            ++day;
        return days_after(m_world.first_day, day).value();
    }
    void book(const Guest& guest, int64_t at, const std::string& topic) {
        const int ahead = m_dice.from_to(2, 12);
        m_agenda.book(guest, at, m_date, open_day(ahead), open_day(ahead + m_dice.from_to(1, 6)), topic, m_dice, m_tell);
    }

    int64_t tutorial(const Guest& guest, int64_t at, std::string& stuck, std::string& topic) {
        const DemoTutorial& lesson = m_dice.one_of(m_world.tutorials);
        const int steps = int(lesson.kinds.size());
        topic = lesson.topic;
        const int64_t opened = at;
        add(at, guest.kiosk, "tutorial.opened.v1",
            fmt::format(R"({{"visit":"{}","tutorial":"{}","language":"{}"}})", guest.visit, lesson.id,
                        guest.language));
        for (int step = 1; step <= steps; ++step) {
            at += int64_t(m_dice.around(14'000, 0.5));
            const double hazard = (step == lesson.hard_step ? 0.16 : 0.015) * std::exp(-0.4 * guest.ability);
            if (m_dice.happens(hazard)) {
                stuck =
                    fmt::format(R"({{"tutorial":"{}","step":{},"steps":{},"hints_used":{},"alone":true}})",
                                lesson.id, step, steps, m_dice.from_to(0, 3));
                add(at, guest.kiosk, "tutorial.stopped.v1",
                    fmt::format(R"({{"visit":"{}","tutorial":"{}","step":{},"steps":{}}})", guest.visit,
                                lesson.id, step, steps));
                return at;
            }
            add_step(guest, lesson, step, at);
        }
        practised(guest, lesson, at);
        add(at, guest.kiosk, "tutorial.finished.v1",
            fmt::format(
                R"({{"visit":"{}","tutorial":"{}","language":"{}","lasted_s":{},"completed":true,"passed":true,"satisfied":true}})",
                guest.visit, lesson.id, guest.language, (at - opened) / 1000));
        return at;
    }

    void add_step(const Guest& guest, const DemoTutorial& lesson, int step, int64_t at) {
        const std::string& kind = lesson.kinds[size_t(step - 1)];
        const char* result = "read";
        int wrong = 0, hints = 0;
        bool alone = false;
        if (kind != "read" && kind != "ask_mentor") {
            const bool well = m_dice.happens(std::clamp(0.74 + 0.14 * guest.ability, 0.2, 0.98));
            result = well ? "done" : m_dice.happens(0.8) ? "done_with_hint" : "shown";
            alone = well && step > 3;
            wrong = well ? 0 : m_dice.from_to(1, 3);
            hints = well ? 0 : 1;
        }
        add(at, guest.kiosk, "tutorial.step.v1",
            fmt::format(
                R"({{"visit":"{}","tutorial":"{}","step":{},"kind":"{}","result":"{}","alone":{},"wrong":{},"hints":{}}})",
                guest.visit, lesson.id, step, kind, result, alone, wrong, hints));
    }

    void practised(const Guest& guest, const DemoTutorial& lesson, int64_t at) {
        static constexpr std::array<const char*, 4> seen{"alone", "with_hint", "with_mentor", "not_done"};
        const double well = std::clamp(0.6 + 0.15 * guest.ability, 0.1, 0.95);
        add(at, guest.kiosk, "tutorial.practice.v1",
            fmt::format(R"({{"visit":"{}","tutorial":"{}","language":"{}","step":{},"observed":"{}","competences":["{}"]}})",
                        guest.visit, lesson.id, guest.language, lesson.kinds.size() - 1,
                        seen[m_dice.weighted({well, (1 - well) * 0.7, (1 - well) * 0.1, (1 - well) * 0.2})],
                        fmt::join(lesson.competences, R"(",")")));
    }

    int64_t check_skills(const Guest& guest, int64_t at) {
        at += int64_t(m_dice.around(170'000, 0.3));
        add(at, guest.kiosk, "skills.checked.v1", skills_data(m_world.instrument, guest, at, m_dice));
        return at;
    }

    const DemoWorld& m_world;
    const DemoPoint& m_point;
    const int m_day;
    Agenda& m_agenda;
    Dice& m_dice;
    const std::string m_date;
    const int64_t m_midnight;
    std::vector<Happening> m_out;
    const Queue::Tell m_tell;
    Queue m_queue;
};

} // namespace

std::vector<Happening> live(const DemoWorld& world, const DemoPoint& point, int day, Agenda& agenda, Dice& dice) {
    return Day(world, point, day, agenda, dice).live();
}

} // namespace accanto::hub::demo
