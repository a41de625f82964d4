#include "kiosk/ui/semantics.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace accanto::ui {

const char* to_text(NodeRole role) {
    switch (role) {
    case NodeRole::button: return "button";
    case NodeRole::choice: return "choice";
    case NodeRole::field: return "field";
    case NodeRole::key: return "key";
    case NodeRole::heading: return "heading";
    case NodeRole::text: return "text";
    case NodeRole::status: return "status";
    case NodeRole::image: return "image";
    case NodeRole::progress: return "progress";
    }
    return "text";
}

const Node* Semantics::find_id(const std::string& id) const {
    for (const Node& n : nodes)
        if (n.id == id)
            return &n;
    return nullptr;
}

const Node* Semantics::find_label(const std::string& label) const {
    for (bool exact : {true, false})
        for (bool control : {true, false})
            for (const Node& n : nodes) {
                bool fits = exact ? n.label == label : n.label.starts_with(label);
                if (fits && !label.empty() && (n.hit.w > 0) == control)
                    return &n;
            }
    return nullptr;
}

namespace {

bool says_something(const Node& n) { return !n.decorative && !n.speech.empty(); }

} // namespace

void add_sentence(std::string& text, const std::string& sentence) {
    if (sentence.empty())
        return;
    if (!text.empty())
        text += ' ';
    text += sentence;
    const char last = text.back();
    if (last != '.' && last != '?' && last != '!' && last != ':' && last != ',')
        text += '.';
}

std::string Semantics::spoken_page() const {
    std::string out;
    for (const SpokenPart& part : spoken_parts())
        add_sentence(out, part.text);
    return out;
}

std::vector<SpokenPart> Semantics::spoken_parts() const {
    std::vector<SpokenPart> out;
    for (const Node& n : nodes) {
        if (n.chrome || !says_something(n) || n.role == NodeRole::key)
            continue;
        if (out.empty() || out.back().language != n.language)
            out.push_back({{}, n.language});
        std::string& text = out.back().text;
        const size_t begin = text.empty() ? 0 : text.size() + 1;
        add_sentence(text, n.speech);
        out.back().pieces.push_back({n.id, begin, begin + n.speech.size()});
    }
    return out;
}

std::vector<const Node*> Semantics::walk(bool all) const {
    std::vector<const Node*> out;
    for (const bool chrome : {false, true})
        for (const Node& n : nodes)
            if (n.chrome == chrome && (all ? says_something(n) : n.focus_index >= 0 && n.enabled))
                out.push_back(&n);
    return out;
}

const Node* Semantics::under(float x, float y) const {
    const Node* found = nullptr;
    for (const Node& n : nodes)
        if (says_something(n) && (n.hit.w > 0 ? n.hit : n.rect).contains(x, y) && (!found || n.hit.w > 0))
            found = &n;
    return found;
}

namespace {

double millimetres(float px, float px_per_mm) { return std::round(double(px) / double(px_per_mm) * 10) / 10; }

nlohmann::json rect_json(const Rect& r, float scale) {
    return {millimetres(r.x, scale), millimetres(r.y, scale), millimetres(r.w, scale), millimetres(r.h, scale)};
}

} // namespace

std::string Semantics::to_json() const {
    nlohmann::json list = nlohmann::json::array();
    for (const Node& n : nodes) {
        nlohmann::json j = {{"id", n.id},
                            {"role", to_text(n.role)},
                            {"label", n.label},
                            {"speech", n.speech},
                            {"language", n.language},
                            {"rect_mm", rect_json(n.rect, px_per_mm)},
                            {"focus_index", n.focus_index},
                            {"private", n.is_private},
                            {"masked", n.masked}};
        if (!n.value.empty())
            j["value"] = n.is_private || n.masked ? "•" : n.value;
        if (n.hit.w > 0)
            j["hit_mm"] = rect_json(n.hit, px_per_mm);
        if (n.em_px > 0) {
            j["em_mm"] = millimetres(n.em_px, px_per_mm);
            j["colours"] = {fmt::format("#{:06x}", n.foreground & 0xFFFFFF), fmt::format("#{:06x}", n.background & 0xFFFFFF)};
        }
        nlohmann::json state = nlohmann::json::array();
        if (!n.enabled)
            state.push_back("disabled");
        if (n.pressed)
            state.push_back("pressed");
        if (n.chosen)
            state.push_back("chosen");
        if (n.fallback)
            state.push_back("fallback");
        if (n.clipped)
            state.push_back("clipped");
        if (n.missing_glyphs)
            state.push_back("missing_glyphs");
        if (n.decorative)
            state.push_back("decorative");
        j["state"] = std::move(state);
        list.push_back(std::move(j));
    }
    nlohmann::json out = {{"screen", screen},
                          {"language", language},
                          {"right_to_left", right_to_left},
                          {"size_mm", {millimetres(float(width), px_per_mm), millimetres(float(height), px_per_mm)}},
                          {"nodes", std::move(list)}};
    return out.dump(1);
}

std::string Semantics::to_lines() const {
    std::string out = fmt::format("screen {} ({})\n", screen, language);
    for (const Node& n : nodes)
        if (!n.label.empty())
            out += fmt::format("  {:8} {}{}{}\n", to_text(n.role), n.label, n.enabled ? "" : " [disabled]",
                               n.chosen ? " [chosen]" : "");
    return out;
}

} // namespace accanto::ui
