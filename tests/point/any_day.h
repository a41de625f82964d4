#pragma once
// Days at a point by chance: two kiosks, three desks, a clock that jumps, programs that die. What must hold
// is checked against a memory of its own, which knows nothing of how the queue is written.

#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"
#include "tests/temporary_folder.h"

#include <map>
#include <random>
#include <string>
#include <vector>

namespace accanto::tests {

// Thrown with a sentence when a promise is broken.
struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class AnyDay {
public:
    explicit AnyDay(unsigned seed);
    ~AnyDay();

    // Lives through this many days, with the nights between them, and looks back at the end.
    void live(int days);

private:
    // What the test remembers of somebody.
    struct Person {
        std::string key, id, label;
        point::TicketClass klass = point::TicketClass::normal;
        point::TicketState state = point::TicketState::waiting;
        int came = 0, first_call = 0; // in one sequence; 0: never called
        int64_t taken_mono = 0;       // the true age, whatever the wall clock says
        int64_t taken_wall = 0;
        bool over = false; // its day has ended
        std::string desk, to_desk;
    };
    struct Step {
        std::string ticket, from, to;
        bool operator==(const Step&) const = default;
    };

    int chance(int below) { return std::uniform_int_distribution(0, below - 1)(m_random); }
    bool one_in(int n) { return chance(n) == 0; }
    store::Store& any_store() { return *m_stores[size_t(chance(int(m_stores.size())))]; }
    Person* any(std::initializer_list<point::TicketState> states);
    Person& person(const std::string& id);
    point::DeskUser desk(int i) const { return {m_mentors[size_t(i)], std::to_string(i + 1)}; }
    Person* at_desk(const std::string& name);
    static std::string word(point::TicketState state) { return point::to_text(state); }

    void open();
    void crash();
    void turn_clock();
    void something_happens();
    void take();
    void take_again();
    void call_next(int i);
    void hand(int i);
    void comes_and_goes(int i);
    void presence();
    void run_out_of_numbers();

    // The day may have ended for somebody: only for those who were taken on another day by the clock that is
    // now.
    void notice_closed();
    void notice_closed(Person& p, const std::string& today);
    void called(Person& p, const std::string& desk);
    // First calls of normals since the last one of a priority, and since that moment of the sequence.
    int normals_called_since(int moment) const;
    void check_label(const std::string& label) const;
    void check_turn(const Person& p, int i);
    bool reserved_from(const Person& p, int i) const;
    void moved(Person& p, const point::Moved& result, point::TicketState to, int i);
    void step(Person& p, point::TicketState to);
    void compare();
    void look_back();
    void need(bool holds, const std::string& what) const;

    unsigned m_seed;
    std::mt19937 m_random;
    std::unique_ptr<TemporaryFolder> m_folder;
    ManualClock m_clock;
    Settings m_settings[2];
    std::vector<std::unique_ptr<store::Store>> m_stores; // kiosk B, kiosk C, the desks
    std::vector<std::string> m_mentors;
    bool m_here[3] = {false, false, false};

    std::vector<Person> m_people;
    std::vector<Step> m_steps;
    int m_sequence = 0, m_keys = 0;
    int64_t m_renewed = 0;
};

} // namespace accanto::tests
