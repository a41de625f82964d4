// Reads one [[screen]] of tutorial.toml.

#include "content/library/tutorial_parts.h"

#include <cmath>

namespace accanto::content {

namespace {

constexpr std::string_view element_kinds[] = {"bar",     "title",   "text",      "field", "button", "link",
                                              "message", "picture", "check_box", "list",  "keypad", "tabs"};
constexpr std::string_view styles[] = {"primary", "plain", "quiet"};
constexpr std::string_view frames[] = {"phone", "browser"};

struct ScreenMaker {
    const std::string& file;
    std::vector<Problem>& problems;

    Action action(TableReader& reader, bool can_be_sent) {
        std::string written = reader.text("action");
        auto [word, screen] = split_at_colon(written);
        Action out;
        if (written.empty() || written == "none")
            return out;
        if (written == "back")
            out.kind = ActionKind::back;
        else if (word == "go" && !screen.empty())
            out = {ActionKind::go, screen};
        else if (word == "submit" && !screen.empty() && can_be_sent)
            out = {ActionKind::submit, screen};
        else
            reader.fault(reader.line(), "unknown-action",
                         fmt::format("action = \"{}\" is not known; allowed: none, back, go:SCREEN{}",
                                     written, can_be_sent ? ", submit:SCREEN" : ""));
        return out;
    }

    Rule rule(TableReader& reader) {
        std::string written = reader.text("rule");
        auto [word, rest] = split_at_colon(written);
        auto number = small_number(rest);
        if (written.empty() || written == "non_empty")
            return {};
        if (written == "email")
            return {RuleKind::email, 0, ""};
        if (written == "address_name")
            return {RuleKind::address_name, 0, ""};
        if (word == "min_length" && number && *number > 0)
            return {RuleKind::min_length, *number, ""};
        if (written == "digits" || (word == "digits" && number && *number > 0))
            return {RuleKind::digits, number.value_or(0), ""};
        if (word == "same_as" && !rest.empty())
            return {RuleKind::same_as, 0, rest};
        if (word == "exact" && !rest.empty())
            return {RuleKind::exact, 0, rest};
        reader.fault(
            reader.line(), "unknown-rule",
            fmt::format(
                "rule = \"{}\" is not known; allowed: non_empty, email, address_name, min_length:N, digits, "
                "digits:N, same_as:FIELD, exact:TEXT",
                written));
        return {};
    }

    Rect rect(TableReader& reader) {
        const Node* list = reader.list("rect");
        auto number = [&](size_t i) {
            return list->items[i].kind == Node::Kind::number ? list->items[i].number : NAN;
        };
        if (list && list->items.size() == 4) {
            Rect out{number(0), number(1), number(2), number(3)};
            bool finite =
                std::isfinite(out.x) && std::isfinite(out.y) && std::isfinite(out.w) && std::isfinite(out.h);
            if (finite && out.w > 0 && out.h > 0 && out.w <= 1 && out.h <= 1 && std::abs(out.x) <= 2 &&
                std::abs(out.y) <= 2)
                return out;
        }
        reader.fault(list ? list->line : reader.line(), "bad-rect",
                     "rect is four fractions of the frame: [start, top, width, height], as in [0.06, 0.1, "
                     "0.88, 0.15]");
        return {0, 0, 1, 1};
    }

    Element element(const Node& node, const std::string& screen) {
        TableReader reader(node, file, fmt::format("screen \"{}\"", screen), problems);
        Element out;
        out.line = node.line;
        out.id = reader.need_id("id");
        reader.name(fmt::format("screen \"{}\", \"{}\"", screen, out.id));
        out.kind = ElementKind(reader.word("kind", element_kinds, -1));
        out.rect = rect(reader);
        out.label = reader.text("label");
        out.picture = reader.text("picture");
        out.style = ElementStyle(reader.word("style", styles, 1));
        bool sends = out.kind == ElementKind::button || out.kind == ElementKind::link;
        if (out.kind == ElementKind::field) {
            out.action.kind = ActionKind::focus;
            out.rule = rule(reader);
            out.masked = reader.truth("masked");
            out.example = reader.need_text("example");
        } else if (out.kind == ElementKind::check_box) {
            out.action.kind = ActionKind::toggle;
        } else if (out.kind == ElementKind::keypad) {
            out.field = reader.need_text("field");
        } else if (out.kind == ElementKind::list || out.kind == ElementKind::tabs) {
            for (const Node* item : reader.tables("item"))
                out.items.push_back(this->item(*item, screen, out.id));
            if (out.items.empty() || out.items.size() > 6)
                reader.fault(node.line, "item-count", "a list or a row of tabs has 1 to 6 items");
        } else {
            out.action = action(reader, sends);
        }
        if (sends) {
            out.needs = reader.texts("needs");
            out.message = reader.text("message");
        }
        reader.no_more();
        return out;
    }

    Item item(const Node& node, const std::string& screen, const std::string& element_id) {
        TableReader reader(node, file, fmt::format("screen \"{}\", \"{}\"", screen, element_id), problems);
        Item out{reader.need_id("id"), reader.need_text("label"), action(reader, false)};
        reader.no_more();
        return out;
    }

    Screen screen(const Node& node) {
        TableReader reader(node, file, "screen", problems);
        Screen out;
        out.line = node.line;
        out.id = reader.need_id("id");
        reader.name(fmt::format("screen \"{}\"", out.id));
        out.frame = FrameKind(reader.word("frame", frames, 0));
        out.title = reader.need_text("title");
        for (const Node* child : reader.tables("element"))
            out.elements.push_back(element(*child, out.id));
        if (out.elements.empty() || out.elements.size() > 20)
            reader.fault(node.line, "element-count", "a screen has 1 to 20 elements");
        reader.no_more();
        return out;
    }
};

} // namespace

Screen read_screen(const Node& node, const std::string& file, std::vector<Problem>& problems) {
    return ScreenMaker{file, problems}.screen(node);
}

} // namespace accanto::content
