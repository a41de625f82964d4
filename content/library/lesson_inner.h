#pragma once
// The state of a lesson and its moves. For lesson.cpp and lesson_moves.cpp alone.

#include "content/library/lesson.h"

#include <array>

namespace accanto::content {

// What is remembered of a step in one phase.
struct Record {
    int wrong = 0, hints = 0;
    bool entered = false, done = false, shown = false, left = false;
    std::vector<std::string> chosen;
    PracticeState own; // free tries have a practice of their own
};

struct Lesson::Inner {
    const Tutorial& tutorial;
    std::vector<std::array<Record, 2>> records; // by step, then phase
    PracticeState shared;                       // what the steps before a free try build up
    PracticeState none;
    size_t at = 0;
    Phase phase = Phase::guided;
    bool end = false;
    std::optional<Feedback> feedback;
    std::vector<StepResult> results;

    explicit Inner(const Tutorial& t) : tutorial(t), records(t.steps.size()) {}

    const Step& step() const { return tutorial.steps[at]; }
    Record& record() { return records[at][size_t(phase)]; }
    const Record& record() const { return records[at][size_t(phase)]; }
    bool practises() const { return !step().screen.empty(); }
    PracticeState& state() {
        return !practises() ? none : step().kind == StepKind::free_try ? record().own : shared;
    }
    const PracticeState& state() const { return const_cast<Inner*>(this)->state(); }

    void say(Tone tone, std::string key, std::string_view element = {}) {
        feedback = Feedback{tone, std::move(key), std::string(element)};
    }

    void enter();
    void look_at_done(std::string_view element);
    void wrong(const std::string& key, std::string_view element);
    const WrongAnswer* named(std::string_view part_id) const;
    void explain_text(const Element& field);
    void tap_guided(std::string_view part_id);
    void tap_free(std::string_view part_id);
    void write_example(const Element& field, const TutorialWords& words);
    void do_it(const TutorialWords& words);
    void leave(StepOutcome outcome);
    void go_on();
    bool is_done() const;
    bool can_touch(std::string_view part_id) const;
};

} // namespace accanto::content
