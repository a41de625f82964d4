#pragma once
// A tutorial being followed by one person, as plain rules: no drawing, no clock, no disk. One thread.
//
// All that was typed lives in here alone: wipe() (and the end of the Lesson) overwrites it with zeros.

#include "content/library/tutorial.h"

namespace accanto::content {

// A free try is done twice: guided (its next target glows), then alone. All other steps are guided.
enum class Phase { guided, alone };

enum class Tone { neutral, good, try_again, hint };
struct Feedback {
    Tone tone = Tone::neutral;
    std::string key;     // of the tutorial's words
    std::string element; // the part it is about; "" for none
};

enum class StepOutcome { read, done, done_with_hint, shown, skipped };
const char* to_text(StepOutcome outcome); // "done_with_hint"

struct StepResult {
    int step = 0; // 1-based
    StepKind kind = StepKind::read;
    StepOutcome outcome = StepOutcome::read;
    bool alone = false;
    int wrong = 0, hints = 0;
};

struct Progress {
    int step = 1, of = 1;
};

class Lesson {
public:
    explicit Lesson(const Tutorial& tutorial); // outlives this
    ~Lesson();
    Lesson(const Lesson&) = delete;
    Lesson& operator=(const Lesson&) = delete;

    const Tutorial& tutorial() const;
    const Step& step() const; // the last one once at_end()
    Phase phase() const;
    Progress progress() const;
    bool at_end() const;

    // The practice phone. Where the step has no screen, state().screen is "".
    const Screen* screen() const;
    const PracticeState& state() const;
    // The part that glows: guided phases only, nothing once the step is done.
    std::optional<std::string> glowing_target() const;

    int wrong_count() const; // of this step and phase
    int hints_shown() const;
    bool has_hint() const;                    // is there any hint in this step?
    std::optional<Feedback> feedback() const; // what to say now about the last thing done
    // choose: the options tried so far, in order; the last one is the current answer.
    const std::vector<std::string>& chosen() const;

    // A part of the practice phone was touched ("create", "inbox/first"). Wrong touches change nothing and
    // are explained.
    void tap(std::string_view part_id);
    // Text for the focused field. Control characters are dropped; at most 64 characters are kept.
    void type_text(std::string_view utf8);
    void erase_last(); // one character as a reader sees it
    void set_field(std::string_view field, std::string_view utf8);
    // The focused field is ready (the keyboard's OK): looks at what was typed and explains. Takes the focus
    // away when good.
    void accept_field();
    void choose(std::string_view option_id);
    void ask_hint(); // the next hint; after the last one, that one again
    // Does it for the person, or the next thing of a free try; the result is then "shown". `words` give the
    // examples to type.
    void show_me(const TutorialWords& words);

    // Is the step (in this phase) done?
    bool can_go_next() const;
    // Goes on when it can; else says in feedback() what is missing. A free try goes from guided to alone
    // first.
    bool next();
    // Goes on without the person having done it. Steps but free tries are done for them, since later ones
    // build on them.
    void skip(const TutorialWords& words);
    // One step (or phase) back. All that was typed stays. False at the very beginning.
    bool back();

    // What came of each step and phase, in the order they were first left by next() or skip().
    const std::vector<StepResult>& results() const;

    // Overwrites all that was typed and stands at the beginning again. The results stay.
    void wipe();

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

} // namespace accanto::content
