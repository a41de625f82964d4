#include "content/library/practice.h"

#include "content/library/letters.h"
#include "content/library/tutorial.h"

#include <algorithm>

namespace accanto::content {

namespace {

void go_to(PracticeState& state, const std::string& screen) {
    // A screen that is behind us already is gone back to, so that a trail never runs in circles.
    auto behind = std::find(state.trail.begin(), state.trail.end(), screen);
    if (behind != state.trail.end())
        state.trail.erase(behind, state.trail.end());
    else if (screen != state.screen)
        state.trail.push_back(state.screen);
    state.screen = screen;
    state.visited.insert(screen);
    state.focused.clear();
    state.message.clear();
    state.dialog.clear();
    state.missing.clear();
}

Effect go_back(PracticeState& state) {
    if (state.trail.empty())
        return Effect::nothing;
    std::string screen = state.trail.back();
    go_to(state, screen);
    return Effect::moved;
}

Effect submit(const Tutorial& tutorial, PracticeState& state, const Element& element) {
    std::vector<std::string> missing;
    for (const std::string& need : element.needs)
        if (!is_satisfied(tutorial, state, need))
            missing.push_back(need);
    if (missing.empty()) {
        go_to(state, element.action.to);
        return Effect::moved;
    }
    state.missing = std::move(missing);
    state.message = element.message;
    state.focused.clear();
    return Effect::refused;
}

void forget_mended(const Tutorial& tutorial, PracticeState& state) {
    if (state.message.empty() || state.missing.empty())
        return;
    std::erase_if(state.missing, [&](const std::string& id) { return is_satisfied(tutorial, state, id); });
    if (state.missing.empty())
        state.message.clear();
}

Effect type_key(const Tutorial& tutorial, PracticeState& state, const Part& part) {
    std::string key = part.id.substr(part.element->id.size() + 1);
    if (key == "erase")
        erase_last(tutorial, state, part.element->field);
    else
        append(tutorial, state, part.element->field, key);
    return Effect::typed;
}

Effect act(const Tutorial& tutorial, PracticeState& state, const Part& part) {
    const Action& action = part.action();
    switch (action.kind) {
    case ActionKind::none:
        return Effect::nothing;
    case ActionKind::focus:
        state.focused = part.element->id;
        return Effect::focused;
    case ActionKind::toggle:
        if (!state.checked.erase(action.to))
            state.checked.insert(action.to);
        forget_mended(tutorial, state);
        if (part.element->kind == ElementKind::dialog)
            state.dialog.clear(); // an answered question goes away
        return Effect::toggled;
    case ActionKind::go:
        go_to(state, action.to);
        return Effect::moved;
    case ActionKind::back:
        return go_back(state);
    case ActionKind::submit:
        return submit(tutorial, state, *part.element);
    case ActionKind::open:
        state.dialog = action.to;
        state.focused.clear();
        return Effect::opened;
    case ActionKind::close:
        state.dialog.clear();
        return Effect::closed;
    }
    return Effect::nothing;
}

} // namespace

PracticeState fresh_state(const Tutorial& tutorial, const std::string& screen) {
    PracticeState state;
    state.screen = screen;
    if (!screen.empty())
        state.visited.insert(screen);
    for (const Screen& one : tutorial.screens)
        for (const Element& element : one.elements)
            if (element.on)
                state.checked.insert(element.id);
    return state;
}

bool is_shown(const Tutorial& tutorial, const PracticeState& state, const Element& element) {
    if (element.kind == ElementKind::message && state.message != element.id)
        return false;
    if (element.kind == ElementKind::dialog && state.dialog != element.id)
        return false;
    return holds(tutorial, state, element.when);
}

std::vector<Part> parts_now(const Tutorial& tutorial, const PracticeState& state) {
    std::vector<Part> out;
    const Screen* screen = tutorial.screen(state.screen);
    if (!screen)
        return out;
    for (const Element& element : screen->elements) {
        bool asked = element.kind == ElementKind::dialog && state.dialog == element.id;
        if (asked || (state.dialog.empty() && is_shown(tutorial, state, element)))
            for (Part& part : parts(element))
                out.push_back(std::move(part));
    }
    return out;
}

void write(const Tutorial& tutorial, PracticeState& state, std::string_view field, std::string_view utf8) {
    // One allocation for the field's whole life: a grown string would leave its old bytes behind, where no
    // one wipes them.
    std::string& text = state.fields[std::string(field)];
    if (text.capacity() < most_typed_bytes)
        text.reserve(most_typed_bytes);
    if (utf8.data() != text.data()) // the field's own text may be handed back to it
        keep_typable(utf8, text);
    forget_mended(tutorial, state);
}

void append(const Tutorial& tutorial, PracticeState& state, std::string_view field, std::string_view utf8) {
    if (!state.fields.contains(std::string(field)))
        write(tutorial, state, field, "");
    add_typable(utf8, state.fields[std::string(field)]);
    forget_mended(tutorial, state);
}

void erase_last(const Tutorial& tutorial, PracticeState& state, std::string_view field) {
    auto it = state.fields.find(std::string(field));
    if (it != state.fields.end())
        drop_last_letter(it->second);
    forget_mended(tutorial, state);
}

Effect touch(const Tutorial& tutorial, PracticeState& state, std::string_view part_id) {
    const std::vector<Part> now = parts_now(tutorial, state);
    auto part = std::find_if(now.begin(), now.end(), [&](const Part& one) { return one.id == part_id; });
    if (part == now.end())
        return Effect::nothing;
    if (part->element->kind == ElementKind::keypad)
        return type_key(tutorial, state, *part);
    if (!part->element->pick)
        return act(tutorial, state, *part);
    state.picked[part->element->id] = part->item->id;
    forget_mended(tutorial, state);
    Effect effect = act(tutorial, state, *part);
    return effect == Effect::nothing ? Effect::picked : effect;
}

} // namespace accanto::content
