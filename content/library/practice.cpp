#include "content/library/practice.h"

#include "content/library/letters.h"
#include "content/library/tutorial.h"

#include <algorithm>

namespace accanto::content {

namespace {

const Part* find_part(const std::vector<Part>& all, std::string_view id) {
    auto it = std::find_if(all.begin(), all.end(), [&](const Part& part) { return part.id == id; });
    return it == all.end() ? nullptr : &*it;
}

void go_to(PracticeState& state, const std::string& screen) {
    // A screen that is behind us already is gone back to, so that a trail never runs in circles.
    auto behind = std::find(state.trail.begin(), state.trail.end(), screen);
    if (behind != state.trail.end())
        state.trail.erase(behind, state.trail.end());
    else if (screen != state.screen)
        state.trail.push_back(state.screen);
    state.screen = screen;
    state.focused.clear();
    state.message.clear();
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
        go_to(state, element.action.screen);
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

} // namespace

const Element* Screen::find(std::string_view wanted) const {
    for (const Element& element : elements)
        if (element.id == wanted)
            return &element;
    return nullptr;
}

std::vector<Part> parts(const Element& element) {
    const Rect& r = element.rect;
    std::vector<Part> out;
    switch (element.kind) {
    case ElementKind::list:
    case ElementKind::tabs: {
        double n = double(element.items.size());
        for (size_t i = 0; i < element.items.size(); ++i) {
            Rect rect = element.kind == ElementKind::list
                            ? Rect{r.x, r.y + r.h * double(i) / n, r.w, r.h / n}
                            : Rect{r.x + r.w * double(i) / n, r.y, r.w / n, r.h};
            out.push_back({element.id + "/" + element.items[i].id, rect, &element, &element.items[i]});
        }
        break;
    }
    case ElementKind::keypad: {
        static constexpr const char* keys[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0"};
        for (int i = 0; i < int(std::size(keys)); ++i)
            out.push_back({element.id + "/" + keys[i],
                           {r.x + r.w * (i % 3) / 3, r.y + r.h * (i / 3) / 4, r.w / 3, r.h / 4},
                           &element,
                           nullptr});
        break;
    }
    case ElementKind::field:
    case ElementKind::check_box:
    case ElementKind::button:
    case ElementKind::link:
        out.push_back({element.id, r, &element, nullptr});
        break;
    default:
        if (element.action.kind != ActionKind::none)
            out.push_back({element.id, r, &element, nullptr});
    }
    return out;
}

Input input_for(const Element& field) {
    switch (field.rule.kind) {
    case RuleKind::email:
        return Input::email;
    case RuleKind::address_name:
        return Input::latin;
    case RuleKind::digits:
        return Input::digits;
    default:
        return field.masked ? Input::latin : Input::text; // few services take other letters in a password
    }
}

std::string fill_in(const Tutorial& tutorial, const PracticeState& state, std::string_view text) {
    static constexpr std::string_view opening = "{field:";
    static constexpr std::string_view isolate = "\u2068", pop = "\u2069";
    std::string out;
    while (!text.empty()) {
        size_t start = text.find(opening);
        size_t end = start == std::string_view::npos ? start : text.find('}', start);
        if (end == std::string_view::npos)
            break;
        std::string_view id = text.substr(start + opening.size(), end - start - opening.size());
        const Element* field = tutorial.control(id);
        out += text.substr(0, start);
        out += isolate;
        std::string_view value = trimmed(state.value(id));
        if (field && field->masked)
            for (size_t i = 0; i < letter_count(value); ++i)
                out += "\u2022";
        else
            out += value;
        out += pop;
        text.remove_prefix(end + 1);
    }
    return out += text;
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
    const Screen* screen = tutorial.screen(state.screen);
    if (!screen)
        return Effect::nothing;
    for (const Element& element : screen->elements) {
        std::vector<Part> all = parts(element);
        const Part* part = find_part(all, part_id);
        if (!part)
            continue;
        if (element.kind == ElementKind::keypad) {
            std::string key = part->id.substr(element.id.size() + 1);
            if (key == "erase")
                erase_last(tutorial, state, element.field);
            else
                append(tutorial, state, element.field, key);
            return Effect::typed;
        }
        const Action& action = part->item ? part->item->action : element.action;
        switch (action.kind) {
        case ActionKind::none:
            return Effect::nothing;
        case ActionKind::focus:
            state.focused = element.id;
            return Effect::focused;
        case ActionKind::toggle:
            if (!state.checked.erase(element.id))
                state.checked.insert(element.id);
            forget_mended(tutorial, state);
            return Effect::toggled;
        case ActionKind::go:
            go_to(state, action.screen);
            return Effect::moved;
        case ActionKind::back:
            return go_back(state);
        case ActionKind::submit:
            return submit(tutorial, state, element);
        }
    }
    return Effect::nothing;
}

} // namespace accanto::content
