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

enum class StepOutcome { read, done, done_with_hint, done_with_mentor, shown, skipped };
const char* to_text(StepOutcome outcome); // "done_with_hint"

struct StepResult {
    int step = 0; // 1-based
    StepKind kind = StepKind::read;
    StepOutcome outcome = StepOutcome::read;
    bool alone = false;
    int wrong = 0, hints = 0;
};

// What was seen of a practice (a free try), over both its phases.
enum class Observed { alone, with_hint, with_mentor, not_done };
const char* to_text(Observed observed); // "with_hint"
struct PracticeResult {
    int step = 0; // 1-based
    Observed observed = Observed::not_done;
};

struct Progress {
    int step = 1, of = 1;
};

class Lesson {
public:
    explicit Lesson(std::shared_ptr<const Tutorial> tutorial);
    explicit Lesson(const Tutorial& tutorial); // outlives this
    ~Lesson();
    Lesson(const Lesson&) = delete;
    Lesson& operator=(const Lesson&) = delete;

    const Tutorial& tutorial() const;
    const Step& step() const; // the last one once at_end()
    Phase phase() const;
    Progress progress() const;
    bool at_end() const;

    // Stands at this step (1-based; the last one when there are fewer), as if those before had been done: for
    // someone who comes back. They have no results.
    void resume_at(int step, const TutorialWords& words);

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

    // order, match: pieces and places as they are laid out, mixed in the same way for everybody. In an order the
    // places are "1", "2", ...; in a match the partners, by the id of their piece.
    std::vector<std::string> items_laid_out() const;
    std::vector<std::string> places_laid_out() const;
    std::string item_at(std::string_view place) const; // "" while it is free
    bool is_placed(std::string_view item) const;
    const std::string& held() const;                   // the item that was touched and waits for a place
    // check: is the option ticked?
    bool is_ticked(std::string_view option) const;

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
    void choose(std::string_view option_id); // choose: answers; check: ticks, or takes the tick away
    // order, match: takes an item up, then puts it to a place. A wrong place is explained and the item stays up.
    void take_up(std::string_view item_id);
    void put_at(std::string_view place);
    void ask_hint(); // the next hint; after the last one, that one again
    // Takes the last touch of this step back: the practice and the answers are as before it.
    void undo();
    bool can_undo() const;
    // Does it for the person, or the next thing of a free try; the result is then "shown". `words` give the
    // examples to type.
    void show_me(const TutorialWords& words);
    // A mentor stands beside the person from now on: what is done in this step is done with them.
    void mentor_is_here();

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
    std::vector<PracticeResult> practices() const;
    // cmi5 moveOn: every step was left; every practice was done alone without being shown (or there is none).
    bool completed() const;
    bool passed() const;
    bool satisfied() const; // by the tutorial's move_on

    // Overwrites all that was typed and stands at the beginning again. The results stay.
    void wipe();

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

} // namespace accanto::content
