#pragma once
// The state of a lesson and its moves. For the lesson_*.cpp files alone.

#include "content/library/lesson.h"

#include <array>

namespace accanto::content {

// Answers of steps without a telephone.
struct Answers {
    std::vector<std::string> chosen;            // choose: in order
    std::set<std::string> ticked;               // check
    std::map<std::string, std::string> placed;  // order, match: item by place
};

// What is remembered of a step in one phase.
struct Record {
    int wrong = 0, hints = 0;
    bool entered = false, done = false, shown = false, mentor = false, left = false;
    StepOutcome outcome = StepOutcome::skipped; // once left
    Answers answers;
    PracticeState own; // free tries have a practice of their own
};

// As it was before a touch.
struct Before {
    PracticeState practice;
    Answers answers;
    bool done = false;
};

struct Lesson::Inner {
    std::shared_ptr<const Tutorial> kept;
    const Tutorial& tutorial;
    std::vector<std::array<Record, 2>> records; // by step, then phase
    PracticeState shared;                       // what the steps before a free try build up
    PracticeState none;
    std::vector<Before> past;                   // of this step and phase, oldest first
    std::string held;
    size_t at = 0;
    Phase phase = Phase::guided;
    bool end = false;
    std::optional<Feedback> feedback;
    std::vector<StepResult> results;

    explicit Inner(std::shared_ptr<const Tutorial> t)
        : kept(std::move(t)), tutorial(*kept), records(tutorial.steps.size()), shared(fresh_state(tutorial, "")) {}

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

    // lesson_moves.cpp
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
    std::optional<std::string> next_target() const; // of a free try
    bool is_to_read(std::string_view part_id) const;
    StepOutcome outcome() const;

    // lesson_answers.cpp
    void choose(std::string_view option_id);
    void tick(std::string_view option_id);
    bool ticks_are_right();     // else says what is not
    void put(std::string_view item, std::string_view place);
    const Piece* piece(std::string_view id) const;
    void answer_for_them();
    bool all_placed() const;

    // Remembered before each touch, so that it can be taken back.
    void remember();
    void forget_if_same(); // the touch changed nothing: there is nothing to take back
    void forget_past();
};

} // namespace accanto::content
