// Reads one [[screen]] of tutorial.toml.

#include "content/library/tutorial_parts.h"

#include <cmath>

namespace accanto::content {

namespace {

constexpr std::string_view element_kinds[] = {
    "bar",    "title", "text",   "field",  "button",  "link",   "message",  "picture", "check_box",  "list",   "keypad",
    "tabs",   "switch", "grid", "dialog", "address", "bubble", "document", "notice",  "directions", "camera", "microphone"};
constexpr std::string_view styles[] = {"primary", "plain", "quiet", "danger", "round"};
constexpr std::string_view frames[] = {"phone", "browser"};
constexpr std::string_view accents[] = {"deep", "blue", "plum", "green", "brick"};

struct ScreenMaker {
    const std::string& file;
    std::vector<Problem>& problems;

    Action action(TableReader& reader, bool can_be_sent) {
        std::string written = reader.text("action");
        auto [word, rest] = split_at_colon(written);
        static const std::map<std::string, ActionKind> with_a_name = {
            {"go", ActionKind::go}, {"submit", ActionKind::submit}, {"open", ActionKind::open}, {"toggle", ActionKind::toggle}};
        if (written.empty() || written == "none")
            return {};
        if (written == "back")
            return {ActionKind::back, ""};
        if (written == "close")
            return {ActionKind::close, ""};
        auto it = with_a_name.find(word);
        if (it != with_a_name.end() && !rest.empty() && (it->second != ActionKind::submit || can_be_sent))
            return {it->second, rest};
        reader.fault(reader.line(), "unknown-action",
                     fmt::format("action = \"{}\" is not known; allowed: none, back, close, go:SCREEN, open:DIALOG, "
                                 "toggle:SWITCH{}",
                                 written, can_be_sent ? ", submit:SCREEN" : ""));
        return {};
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

    Item item(const Node& node, const std::string& screen, const Element& element) {
        TableReader reader(node, file, fmt::format("screen \"{}\", \"{}\"", screen, element.id), problems);
        Item out;
        out.id = reader.need_id("id");
        out.label = reader.need_text("label");
        out.detail = reader.text("detail");
        out.picture = reader.text("picture");
        out.action = action(reader, false);
        out.strong = reader.truth("strong");
        if (element.kind == ElementKind::document || element.kind == ElementKind::notice)
            out.touch = reader.truth("touch") || out.action.kind != ActionKind::none;
        // An answered question goes away.
        if (element.kind == ElementKind::dialog && out.action.kind == ActionKind::none)
            out.action.kind = ActionKind::close;
        reader.no_more();
        return out;
    }

    void items(TableReader& reader, const Node& node, Element& out, const std::string& screen) {
        for (const Node* one : reader.tables("item"))
            out.items.push_back(item(*one, screen, out));
        size_t most = out.kind == ElementKind::grid ? 12 : out.kind == ElementKind::dialog ? 2 : 6;
        if (out.items.empty() || out.items.size() > most)
            reader.fault(node.line, "item-count", fmt::format("it has 1 to {} items", most));
        if (out.kind == ElementKind::grid)
            out.columns = reader.whole("columns", 1, 5, 3);
        if (out.kind == ElementKind::dialog)
            out.detail = reader.text("detail");
        if (out.kind == ElementKind::list || out.kind == ElementKind::tabs || out.kind == ElementKind::grid) {
            out.pick = reader.truth("pick");
            out.right = out.pick ? reader.text("right") : "";
        }
    }

    void own_entries(TableReader& reader, const Node& node, Element& out, const std::string& screen) {
        switch (out.kind) {
        case ElementKind::field:
            out.action = {ActionKind::focus, out.id};
            out.rule = rule(reader);
            out.masked = reader.truth("masked");
            out.example = reader.need_text("example");
            break;
        case ElementKind::check_box:
        case ElementKind::switch_:
            out.action = {ActionKind::toggle, out.id};
            out.on = reader.truth("on");
            break;
        case ElementKind::keypad: out.field = reader.need_text("field"); break;
        case ElementKind::camera:
        case ElementKind::microphone: out.control = reader.text("control"); break;
        case ElementKind::bubble: out.mine = reader.truth("mine"); break;
        case ElementKind::address: out.secure = reader.truth("secure"); break;
        case ElementKind::button:
        case ElementKind::link:
            out.needs = reader.texts("needs");
            out.message = reader.text("message");
            break;
        default: break;
        }
        if (has_items(out.kind))
            return items(reader, node, out, screen);
        bool acts_already = out.action.kind != ActionKind::none || out.kind == ElementKind::keypad;
        if (!acts_already) {
            out.action = action(reader, out.kind == ElementKind::button || out.kind == ElementKind::link);
            out.touch = reader.truth("touch");
        }
    }

    Element element(const Node& node, const std::string& screen, FrameKind frame) {
        TableReader reader(node, file, fmt::format("screen \"{}\"", screen), problems);
        Element out;
        out.line = node.line;
        out.frame = frame;
        out.id = reader.need_id("id");
        reader.name(fmt::format("screen \"{}\", \"{}\"", screen, out.id));
        out.kind = ElementKind(reader.word("kind", element_kinds, -1));
        out.rect = rect(reader);
        out.label = reader.text("label");
        out.picture = reader.text("picture");
        out.style = ElementStyle(reader.word("style", styles, 1));
        for (const std::string& written : reader.texts("when"))
            out.when.push_back(read_condition(reader, written));
        own_entries(reader, node, out, screen);
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
        out.accent = Accent(reader.word("accent", accents, 0));
        out.title = reader.need_text("title");
        for (const Node* child : reader.tables("element"))
            out.elements.push_back(element(*child, out.id, out.frame));
        if (out.elements.empty() || out.elements.size() > 20)
            reader.fault(node.line, "element-count", "a screen has 1 to 20 elements");
        reader.no_more();
        return out;
    }
};

} // namespace

Condition read_condition(TableReader& reader, const std::string& written) {
    auto [word, id] = split_at_colon(written);
    static const std::map<std::string, ConditionKind> kinds = {
        {"screen", ConditionKind::screen},   {"filled", ConditionKind::filled},       {"valid", ConditionKind::valid},
        {"checked", ConditionKind::checked}, {"unchecked", ConditionKind::unchecked}, {"picked", ConditionKind::picked},
        {"unpicked", ConditionKind::unpicked}, {"visited", ConditionKind::visited}};
    auto it = kinds.find(word);
    if (it == kinds.end() || id.empty()) {
        reader.fault(reader.line(), "unknown-condition",
                     fmt::format("\"{}\" is not known; allowed: screen:ID, filled:FIELD, valid:FIELD, checked:BOX, "
                                 "unchecked:BOX, picked:LIST, picked:LIST/ITEM, unpicked:LIST, unpicked:LIST/ITEM, visited:SCREEN",
                                 written));
        return {};
    }
    return {it->second, id};
}

Screen read_screen(const Node& node, const std::string& file, std::vector<Problem>& problems) {
    return ScreenMaker{file, problems}.screen(node);
}

} // namespace accanto::content
