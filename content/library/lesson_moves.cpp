// What each touch, word and answer does to a lesson.

#include "content/library/lesson_inner.h"

#include <algorithm>

namespace accanto::content {

void Lesson::Inner::enter() {
    feedback.reset();
    held.clear();
    forget_past();
    if (!practises())
        return;
    bool first = !record().entered;
    record().entered = true;
    if (step().kind != StepKind::free_try) {
        if (shared.screen != step().screen) {
            shared.trail.clear();
            shared.dialog.clear();
        }
        shared.screen = step().screen;
        shared.focused.clear();
        shared.message.clear();
        shared.missing.clear();
    } else if (first) {
        record().own = fresh_state(tutorial, step().screen);
        if (phase == Phase::alone)
            say(Tone::neutral, "feedback.alone");
    }
}

bool Lesson::Inner::is_done() const {
    switch (step().kind) {
    case StepKind::type:
        return is_satisfied(tutorial, state(), step().field);
    case StepKind::read:
    case StepKind::ask_mentor:
        return true; // to read is to have done it
    default:
        return record().done;
    }
}

StepOutcome Lesson::Inner::outcome() const {
    const Record& done = record();
    if (step().kind == StepKind::read || step().kind == StepKind::ask_mentor)
        return StepOutcome::read;
    if (done.mentor)
        return StepOutcome::done_with_mentor;
    return done.shown ? StepOutcome::shown : done.hints > 0 ? StepOutcome::done_with_hint : StepOutcome::done;
}

bool Lesson::Inner::can_touch(std::string_view part_id) const {
    const std::vector<Part> now = parts_now(tutorial, state());
    return std::any_of(now.begin(), now.end(), [&](const Part& part) { return part.id == part_id; });
}

std::optional<std::string> Lesson::Inner::next_target() const {
    return next_on_the_way(tutorial, state(), step().goal, wrong_parts(step()));
}

bool Lesson::Inner::is_to_read(std::string_view part_id) const {
    for (const Part& part : parts_now(tutorial, state()))
        if (part.id == part_id)
            return part.action().kind == ActionKind::none && (part.item ? part.item->touch : part.element->touch);
    return false;
}

const WrongAnswer* Lesson::Inner::named(std::string_view part_id) const {
    for (const WrongAnswer& answer : step().wrong)
        if (!answer.when && answer.element == part_id)
            return &answer;
    return nullptr;
}

void Lesson::Inner::wrong(const std::string& key, std::string_view element) {
    ++record().wrong;
    say(Tone::try_again, key, element);
}

// Says why a field's text is not accepted. In a free try the explanations of the steps that taught the field
// serve again.
void Lesson::Inner::explain_text(const Element& field) {
    const WrongAnswer* mistake = named_mistake(tutorial, state(), field.id);
    wrong(mistake ? mistake->explanation : "feedback.wrong_text", field.id);
}

void Lesson::Inner::tap_guided(std::string_view part_id) {
    const Step& here = step();
    const Element* element = tutorial.screen(state().screen)->find(part_id);
    if (here.kind == StepKind::type) {
        bool keys = part_id.find('/') != std::string_view::npos;
        const Element* pad =
            keys ? tutorial.screen(state().screen)->find(part_id.substr(0, part_id.find('/'))) : nullptr;
        if ((element && element->id == here.field) ||
            (pad && pad->kind == ElementKind::keypad && pad->field == here.field)) {
            touch(tutorial, state(), part_id);
            feedback.reset();
        } else if (!is_done()) {
            const WrongAnswer* answer = named(part_id);
            wrong(answer ? answer->explanation : "feedback.wrong_tap", part_id);
        }
        return;
    }
    bool right = std::find(here.targets.begin(), here.targets.end(), part_id) != here.targets.end();
    bool toggles = false;
    for (const Part& part : parts_now(tutorial, state()))
        toggles = toggles || (part.id == part_id && part.action().kind == ActionKind::toggle);
    // Done again after going back: a box that is checked stays so, a button may be touched again.
    if (record().done && (!right || toggles))
        return;
    const WrongAnswer* answer = named(part_id);
    if (!right)
        return wrong(answer ? answer->explanation : "feedback.wrong_tap", part_id);
    if (touch(tutorial, state(), part_id) == Effect::refused)
        return wrong(answer ? answer->explanation : "feedback.missing", part_id);
    record().done = true;
    say(Tone::good, "feedback.done", part_id);
}

void Lesson::Inner::tap_free(std::string_view part_id) {
    if (record().done)
        return;
    if (const WrongAnswer* answer = named(part_id))
        return wrong(answer->explanation, part_id);
    switch (touch(tutorial, state(), part_id)) {
    case Effect::nothing:
        // Looking closer at something to read is no mistake.
        if (is_to_read(part_id))
            return feedback.reset();
        return wrong("feedback.wrong_tap", part_id);
    case Effect::refused:
        return wrong("feedback.missing", part_id);
    default:
        feedback.reset();
        look_at_done(part_id);
    }
}

// A free try is done when its goal holds; a typed step is never marked, it is looked at each time.
void Lesson::Inner::look_at_done(std::string_view element) {
    if (step().kind == StepKind::free_try && !record().done && holds(tutorial, state(), step().goal)) {
        record().done = true;
        state().focused.clear();
        say(Tone::good, "feedback.done", element);
    }
}

void Lesson::Inner::write_example(const Element& field, const TutorialWords& words) {
    std::string text = words.say(field.example).text;
    write(tutorial, state(), field.id, text);
    state().focused.clear();
}

void Lesson::Inner::do_it(const TutorialWords& words) {
    const Step& here = step();
    if (here.kind == StepKind::tap) {
        record().done = touch(tutorial, state(), here.targets.front()) != Effect::refused;
    } else if (here.kind == StepKind::type) {
        write_example(*tutorial.control(here.field), words);
    } else if (here.kind != StepKind::free_try) {
        answer_for_them();
    } else if (auto target = next_target()) {
        const Element* control = tutorial.control(*target);
        if (control && control->kind == ElementKind::field)
            write_example(*control, words);
        else
            touch(tutorial, state(), *target);
        look_at_done(*target);
    }
}

void Lesson::Inner::leave(StepOutcome outcome) {
    Record& left = record();
    if (!left.left) {
        results.push_back({int(at) + 1, step().kind, outcome, phase == Phase::alone, left.wrong, left.hints});
        left.outcome = outcome;
    }
    left.left = true;
}

void Lesson::Inner::go_on() {
    if (step().kind == StepKind::free_try && phase == Phase::guided) {
        phase = Phase::alone;
        enter();
    } else if (at + 1 < tutorial.steps.size()) {
        ++at;
        phase = Phase::guided;
        enter();
    } else {
        end = true;
        feedback.reset();
    }
}

} // namespace accanto::content
