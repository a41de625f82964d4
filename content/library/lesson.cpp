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
    case StepOutcome::done_with_mentor:
        return "done_with_mentor";
    case StepOutcome::shown:
        return "shown";
    case StepOutcome::skipped:
        return "skipped";
    }
    return "";
}

const char* to_text(Observed observed) {
    switch (observed) {
    case Observed::alone:
        return "alone";
    case Observed::with_hint:
        return "with_hint";
    case Observed::with_mentor:
        return "with_mentor";
    case Observed::not_done:
        return "not_done";
    }
    return "";
}

Lesson::Lesson(std::shared_ptr<const Tutorial> tutorial) : m_inner(std::make_unique<Inner>(std::move(tutorial))) {
    ACCANTO_ASSERT(!m_inner->tutorial.steps.empty());
    m_inner->enter();
}

Lesson::Lesson(const Tutorial& tutorial) : Lesson(std::shared_ptr<const Tutorial>(std::shared_ptr<void>(), &tutorial)) {}

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
    return m_inner->record().answers.chosen;
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
        return in.next_target();
    default:
        return std::nullopt;
    }
}

void Lesson::tap(std::string_view part_id) {
    Inner& in = *m_inner;
    if (in.end || !in.practises() || !in.can_touch(part_id))
        return;
    in.remember();
    if (in.step().kind == StepKind::free_try)
        in.tap_free(part_id);
    else
        in.tap_guided(part_id);
    in.forget_if_same();
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
    if (in.end || in.record().done)
        return;
    if (in.step().kind == StepKind::choose)
        in.choose(option_id);
    else if (in.step().kind == StepKind::check)
        in.tick(option_id);
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
    if (in.end || in.is_done())
        return;
    in.remember();
    in.record().shown = true;
    in.do_it(words);
    if (in.is_done())
        in.say(Tone::good, "feedback.shown");
}

void Lesson::mentor_is_here() {
    m_inner->record().mentor = true;
}

bool Lesson::next() {
    Inner& in = *m_inner;
    if (in.end)
        return false;
    if (!in.is_done()) {
        if (in.step().kind == StepKind::type)
            in.explain_text(*in.tutorial.control(in.step().field));
        else if (in.step().kind != StepKind::check)
            in.say(Tone::try_again, "feedback.not_yet");
        else if (in.ticks_are_right())
            in.record().done = true; // what was said of it is to be read before going on
        return false;
    }
    in.leave(in.outcome());
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

void Lesson::resume_at(int step, const TutorialWords& words) {
    Inner& in = *m_inner;
    size_t last = in.tutorial.steps.size() - 1;
    size_t wanted = std::min(size_t(std::max(step, 1)) - 1, last);
    while (in.at < wanted) {
        if (in.step().kind == StepKind::tap || in.step().kind == StepKind::type)
            in.do_it(words);
        for (Record& record : in.records[in.at])
            record.done = record.left = true;
        in.phase = Phase::alone; // both phases of a free try
        in.go_on();
    }
}

std::vector<PracticeResult> Lesson::practices() const {
    std::vector<PracticeResult> out;
    for (size_t i = 0; i < m_inner->records.size(); ++i) {
        if (m_inner->tutorial.steps[i].kind != StepKind::free_try)
            continue;
        Observed seen = Observed::not_done;
        const auto& [guided, alone] = m_inner->records[i];
        if (alone.left && alone.outcome == StepOutcome::done)
            seen = Observed::alone;
        else
            for (const Record* record : {&guided, &alone})
                if (record->left && record->outcome == StepOutcome::done_with_mentor)
                    seen = Observed::with_mentor;
                else if (record->left && record->outcome != StepOutcome::skipped && seen == Observed::not_done)
                    seen = Observed::with_hint;
        out.push_back({int(i) + 1, seen});
    }
    return out;
}

bool Lesson::completed() const {
    return std::all_of(m_inner->records.begin(), m_inner->records.end(),
                       [](const auto& phases) { return phases[size_t(Phase::guided)].left; });
}

bool Lesson::passed() const {
    auto all = practices();
    return std::all_of(all.begin(), all.end(), [](const PracticeResult& one) { return one.observed == Observed::alone; });
}

bool Lesson::satisfied() const {
    switch (m_inner->tutorial.move_on) {
    case MoveOn::completed:
        return completed();
    case MoveOn::passed:
        return passed();
    case MoveOn::completed_and_passed:
        return completed() && passed();
    case MoveOn::completed_or_passed:
        return completed() || passed();
    }
    return false;
}

void Lesson::wipe() {
    Inner& in = *m_inner;
    in.shared.wipe();
    in.shared = fresh_state(in.tutorial, "");
    for (auto& phases : in.records)
        for (Record& record : phases) {
            record.own.wipe();
            record = Record();
        }
    in.forget_past();
    in.at = 0;
    in.phase = Phase::guided;
    in.end = false;
    in.enter();
}

} // namespace accanto::content
