// Steps that are answered without a telephone: choose, check, order, match. And taking the last touch back.

#include "content/library/lesson_inner.h"

#include <algorithm>

namespace accanto::content {

namespace {

constexpr size_t most_past = 40;

// FNV-1a: the same on every machine, so that a lesson lies the same way for everybody and in every test.
size_t mixed(const Tutorial& tutorial, const Step& step) {
    uint32_t hash = 2166136261u;
    for (const std::string* text : {&tutorial.id, &step.id})
        for (unsigned char c : *text)
            hash = (hash ^ c) * 16777619u;
    return hash;
}

// Turned round by at least one: nothing lies at its own place.
std::vector<std::string> turned(const Tutorial& tutorial, const Step& step) {
    std::vector<std::string> ids;
    for (const Piece& piece : step.pieces)
        ids.push_back(piece.id);
    if (ids.size() > 1)
        std::rotate(ids.begin(), ids.begin() + long(1 + mixed(tutorial, step) % (ids.size() - 1)), ids.end());
    return ids;
}

} // namespace

void Lesson::Inner::remember() {
    if (past.size() == most_past) {
        past.front().practice.wipe();
        past.erase(past.begin());
    }
    past.push_back({state(), record().answers, record().done});
}

void Lesson::Inner::forget_if_same() {
    if (past.back().practice != state() || past.back().done != record().done)
        return;
    past.back().practice.wipe();
    past.pop_back();
}

void Lesson::Inner::forget_past() {
    for (Before& before : past)
        before.practice.wipe();
    past.clear();
}

void Lesson::Inner::choose(std::string_view option_id) {
    for (const Option& option : step().options)
        if (option.id == option_id) {
            record().answers.chosen.push_back(option.id);
            record().done = option.right;
            if (!option.right)
                return wrong(option.explanation, option.id);
            return say(Tone::good, option.explanation, option.id);
        }
}

void Lesson::Inner::tick(std::string_view option_id) {
    for (const Option& option : step().options)
        if (option.id == option_id) {
            remember();
            if (!record().answers.ticked.erase(option.id))
                record().answers.ticked.insert(option.id);
            return feedback.reset();
        }
}

bool Lesson::Inner::ticks_are_right() {
    const std::set<std::string>& ticked = record().answers.ticked;
    // What was ticked and should not be comes first: it is what the person sees.
    for (bool extra : {true, false})
        for (const Option& option : step().options) {
            bool is_ticked = ticked.contains(option.id);
            if (step().own && !extra && !is_ticked) {
                say(Tone::neutral, option.explanation, option.id);
                return true;
            }
            if (!step().own && is_ticked != option.right && is_ticked == extra) {
                wrong(option.explanation, option.id);
                return false;
            }
        }
    say(Tone::good, "feedback.done");
    return true;
}

const Piece* Lesson::Inner::piece(std::string_view id) const {
    for (const Piece& one : step().pieces)
        if (one.id == id)
            return &one;
    return nullptr;
}

bool Lesson::Inner::all_placed() const { return record().answers.placed.size() == step().pieces.size(); }

void Lesson::Inner::put(std::string_view item, std::string_view place) {
    std::string right;
    for (size_t i = 0; i < step().pieces.size(); ++i)
        if (step().pieces[i].id == item)
            right = step().kind == StepKind::order ? std::to_string(i + 1) : step().pieces[i].id;
    if (right != place)
        return wrong(piece(item)->explanation, item);
    remember();
    record().answers.placed[right] = item;
    held.clear();
    record().done = all_placed();
    if (record().done)
        say(Tone::good, "feedback.done", item);
    else
        feedback.reset();
}

void Lesson::Inner::answer_for_them() {
    Record& here = record();
    switch (step().kind) {
    case StepKind::choose:
        for (const Option& option : step().options)
            if (option.right) {
                here.answers.chosen.push_back(option.id);
                break;
            }
        break;
    case StepKind::check:
        for (const Option& option : step().options)
            if (option.right)
                here.answers.ticked.insert(option.id);
            else
                here.answers.ticked.erase(option.id);
        break;
    case StepKind::order:
    case StepKind::match:
        for (size_t i = 0; i < step().pieces.size(); ++i) {
            const std::string& id = step().pieces[i].id;
            here.answers.placed[step().kind == StepKind::order ? std::to_string(i + 1) : id] = id;
        }
        break;
    default:
        return;
    }
    held.clear();
    here.done = true;
}

std::vector<std::string> Lesson::items_laid_out() const {
    std::vector<std::string> ids;
    if (m_inner->step().kind == StepKind::order)
        return turned(m_inner->tutorial, m_inner->step());
    for (const Piece& piece : m_inner->step().pieces)
        ids.push_back(piece.id);
    return ids;
}

std::vector<std::string> Lesson::places_laid_out() const {
    if (m_inner->step().kind == StepKind::match)
        return turned(m_inner->tutorial, m_inner->step());
    std::vector<std::string> places;
    for (size_t i = 0; i < m_inner->step().pieces.size(); ++i)
        places.push_back(std::to_string(i + 1));
    return places;
}

std::string Lesson::item_at(std::string_view place) const {
    const auto& placed = m_inner->record().answers.placed;
    auto it = placed.find(std::string(place));
    return it == placed.end() ? "" : it->second;
}

bool Lesson::is_placed(std::string_view item) const {
    const auto& placed = m_inner->record().answers.placed;
    return std::any_of(placed.begin(), placed.end(), [&](const auto& one) { return one.second == item; });
}

const std::string& Lesson::held() const { return m_inner->held; }

bool Lesson::is_ticked(std::string_view option) const {
    return m_inner->record().answers.ticked.contains(std::string(option));
}

void Lesson::take_up(std::string_view item_id) {
    Inner& in = *m_inner;
    if (in.end || in.record().done || !in.piece(item_id) || is_placed(item_id))
        return;
    in.held = in.held == item_id ? "" : std::string(item_id); // touched again: put down
    in.feedback.reset();
}

void Lesson::put_at(std::string_view place) {
    Inner& in = *m_inner;
    const auto places = places_laid_out();
    if (in.end || in.record().done || !item_at(place).empty() ||
        std::find(places.begin(), places.end(), place) == places.end())
        return;
    if (in.held.empty())
        return in.say(Tone::hint, "feedback.first_item");
    in.put(std::string(in.held), place);
}

bool Lesson::can_undo() const { return !m_inner->end && !m_inner->past.empty(); }

void Lesson::undo() {
    Inner& in = *m_inner;
    if (!can_undo())
        return;
    Before before = std::move(in.past.back());
    in.past.pop_back();
    in.state().wipe();
    in.state() = std::move(before.practice);
    in.record().answers = std::move(before.answers);
    in.record().done = before.done;
    in.held.clear();
    in.feedback.reset();
}

} // namespace accanto::content
