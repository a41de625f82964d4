#include "content/library/lesson.h"

#include "content/base/error.h"
#include "content/library/lesson_inner.h"

#include <algorithm>

namespace accanto::content {

const char* to_text(StepOutcome outcome) {
    switch (outcome) {
    case StepOutcome::read:
        return "read";
    case StepOutcome::done:
        return "done";
    case StepOutcome::done_with_hint:
        return "done_with_hint";
    case StepOutcome::shown:
        return "shown";
    case StepOutcome::skipped:
        return "skipped";
    }
    return "";
}

Lesson::Lesson(const Tutorial& tutorial) : m_inner(std::make_unique<Inner>(tutorial)) {
    ACCANTO_ASSERT(!tutorial.steps.empty());
    m_inner->enter();
}

Lesson::~Lesson() {
    wipe();
}

const Tutorial& Lesson::tutorial() const {
    return m_inner->tutorial;
}
const Step& Lesson::step() const {
    return m_inner->step();
}
Phase Lesson::phase() const {
    return m_inner->phase;
}
Progress Lesson::progress() const {
    return {int(m_inner->at) + 1, int(m_inner->tutorial.steps.size())};
}
bool Lesson::at_end() const {
    return m_inner->end;
}
const Screen* Lesson::screen() const {
    return m_inner->tutorial.screen(m_inner->state().screen);
}
const PracticeState& Lesson::state() const {
    return m_inner->state();
}
int Lesson::wrong_count() const {
    return m_inner->record().wrong;
}
int Lesson::hints_shown() const {
    return m_inner->record().hints;
}
bool Lesson::has_hint() const {
    return !m_inner->step().hints.empty();
}
std::optional<Feedback> Lesson::feedback() const {
    return m_inner->feedback;
}
const std::vector<std::string>& Lesson::chosen() const {
    return m_inner->record().chosen;
}
bool Lesson::can_go_next() const {
    return !m_inner->end && m_inner->is_done();
}
const std::vector<StepResult>& Lesson::results() const {
    return m_inner->results;
}

std::optional<std::string> Lesson::glowing_target() const {
    const Inner& in = *m_inner;
    if (in.end || in.phase == Phase::alone || in.is_done())
        return std::nullopt;
    switch (in.step().kind) {
    case StepKind::tap:
        return in.step().targets.front();
    case StepKind::type:
        return in.step().field;
    case StepKind::free_try:
        return next_on_the_way(in.tutorial, in.state(), in.step().goal);
    default:
        return std::nullopt;
    }
}

void Lesson::tap(std::string_view part_id) {
    Inner& in = *m_inner;
    if (in.end || !in.practises() || !in.can_touch(part_id))
        return;
    if (in.step().kind == StepKind::free_try)
        in.tap_free(part_id);
    else
        in.tap_guided(part_id);
}

void Lesson::type_text(std::string_view utf8) {
    Inner& in = *m_inner;
    if (in.end || !in.practises())
        return;
    if (in.state().focused.empty() && in.step().kind == StepKind::type)
        in.state().focused = in.step().field; // a real keyboard needs no touch first
    if (in.state().focused.empty())
        return;
    append(in.tutorial, in.state(), in.state().focused, utf8);
    in.feedback.reset();
    in.look_at_done(in.state().focused);
}

void Lesson::erase_last() {
    Inner& in = *m_inner;
    if (in.end || !in.practises() || in.state().focused.empty())
        return;
    content::erase_last(in.tutorial, in.state(), in.state().focused);
    in.feedback.reset();
}

void Lesson::set_field(std::string_view field, std::string_view utf8) {
    Inner& in = *m_inner;
    const Element* control = in.tutorial.control(field);
    bool open = in.step().kind == StepKind::free_try ? !in.record().done : in.step().field == field;
    if (in.end || !in.practises() || !open || !control || control->kind != ElementKind::field)
        return;
    write(in.tutorial, in.state(), field, utf8);
    in.feedback.reset();
    in.look_at_done(field);
}

void Lesson::accept_field() {
    Inner& in = *m_inner;
    const Element* field = in.practises() && !in.end ? in.tutorial.control(in.state().focused) : nullptr;
    if (!field)
        return;
    if (!is_satisfied(in.tutorial, in.state(), field->id))
        return in.explain_text(*field);
    in.state().focused.clear();
    in.say(Tone::good, "feedback.done", field->id);
}

void Lesson::choose(std::string_view option_id) {
    Inner& in = *m_inner;
    if (in.end || in.step().kind != StepKind::choose || in.record().done)
        return;
    for (const Option& option : in.step().options)
        if (option.id == option_id) {
            in.record().chosen.push_back(option.id);
            in.record().done = option.right;
            if (!option.right)
                return in.wrong(option.explanation, option.id);
            return in.say(Tone::good, option.explanation, option.id);
        }
}

void Lesson::ask_hint() {
    Inner& in = *m_inner;
    if (in.end || in.step().hints.empty())
        return;
    int most = int(in.step().hints.size());
    in.record().hints = std::min(in.record().hints + 1, most);
    in.say(Tone::hint, in.step().hints[size_t(in.record().hints) - 1]);
}

void Lesson::show_me(const TutorialWords& words) {
    Inner& in = *m_inner;
    if (in.end || in.step().kind == StepKind::read || in.is_done())
        return;
    in.record().shown = true;
    in.do_it(words);
    if (in.is_done())
        in.say(Tone::good, "feedback.shown");
}

bool Lesson::next() {
    Inner& in = *m_inner;
    if (in.end)
        return false;
    if (!in.is_done()) {
        if (in.step().kind == StepKind::type)
            in.explain_text(*in.tutorial.control(in.step().field));
        else
            in.say(Tone::try_again, "feedback.not_yet");
        return false;
    }
    const Record& done = in.record();
    in.leave(in.step().kind == StepKind::read ? StepOutcome::read
             : done.shown                     ? StepOutcome::shown
             : done.hints > 0                 ? StepOutcome::done_with_hint
                                              : StepOutcome::done);
    in.go_on();
    return true;
}

void Lesson::skip(const TutorialWords& words) {
    Inner& in = *m_inner;
    if (in.end)
        return;
    if (in.is_done()) {
        next();
        return;
    }
    if (in.step().kind == StepKind::tap || in.step().kind == StepKind::type)
        in.do_it(words);
    in.leave(StepOutcome::skipped);
    in.go_on();
}

bool Lesson::back() {
    Inner& in = *m_inner;
    if (in.end) {
        in.end = false;
    } else if (in.phase == Phase::alone) {
        in.phase = Phase::guided;
    } else if (in.at > 0) {
        --in.at;
        in.phase = in.step().kind == StepKind::free_try ? Phase::alone : Phase::guided;
    } else {
        return false;
    }
    in.enter();
    return true;
}

void Lesson::wipe() {
    Inner& in = *m_inner;
    in.shared.wipe();
    for (auto& phases : in.records)
        for (Record& record : phases) {
            record.own.wipe();
            record = Record();
        }
    in.at = 0;
    in.phase = Phase::guided;
    in.end = false;
    in.enter();
}

} // namespace accanto::content
