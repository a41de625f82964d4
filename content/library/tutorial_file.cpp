// Reads tutorial.toml into the typed model. What its entries mean to each other is looked at in
// tutorial_links.cpp.

#include "content/library/tutorial_parts.h"

namespace accanto::content {

namespace {

constexpr std::string_view step_kinds[] = {"read",  "tap",   "type",  "choose",    "free_try",
                                           "order", "match", "check", "ask_mentor"};

struct Maker {
    const std::string& file;
    std::vector<Problem>& problems;

    std::optional<TextCondition> text_condition(TableReader& reader) {
        std::string written = reader.text("when");
        auto [word, rest] = split_at_colon(written);
        auto number = small_number(rest);
        static const std::map<std::string, TextIs> simple = {{"empty", TextIs::empty},
                                                             {"has_space", TextIs::has_space},
                                                             {"has_at", TextIs::has_at},
                                                             {"lacks_at", TextIs::lacks_at},
                                                             {"only_digits", TextIs::only_digits},
                                                             {"other_letters", TextIs::other_letters}};
        if (written.empty())
            return std::nullopt;
        if (auto it = simple.find(written); it != simple.end())
            return TextCondition{it->second, 0, ""};
        if (word == "shorter_than" && number && *number > 0)
            return TextCondition{TextIs::shorter_than, *number, ""};
        if (word == "same_as" && !rest.empty())
            return TextCondition{TextIs::same_as_field, 0, rest};
        if (word == "containing" && !rest.empty())
            return TextCondition{TextIs::containing, 0, rest};
        reader.fault(reader.line(), "unknown-condition",
                     fmt::format("when = \"{}\" is not known; allowed: empty, has_space, has_at, lacks_at, "
                                 "only_digits, other_letters, "
                                 "shorter_than:N, same_as:FIELD, containing:TEXT",
                                 written));
        return std::nullopt;
    }

    void wrong_answers(TableReader& reader, Step& step, const std::string& key) {
        for (const Node* node : reader.tables("wrong")) {
            TableReader inner(*node, file, fmt::format("step \"{}\", wrong answer", step.id), problems);
            WrongAnswer wrong;
            wrong.line = node->line;
            wrong.name = inner.need_id("name");
            wrong.element = inner.text("element");
            wrong.when = text_condition(inner);
            if (wrong.element.empty() && inner.text("when").empty())
                inner.fault(node->line, "missing", "say which: element = \"ID\", or when = \"CONDITION\"");
            if (!wrong.element.empty() && wrong.when)
                inner.fault(node->line, "too-much", "say element or when, not both");
            wrong.explanation = key + "wrong." + wrong.name;
            step.wrong.push_back(std::move(wrong));
            inner.no_more();
        }
    }

    void options(TableReader& reader, Step& step, const std::string& key) {
        for (const Node* node : reader.tables("option")) {
            TableReader inner(*node, file, fmt::format("step \"{}\", option", step.id), problems);
            Option option;
            option.line = node->line;
            option.id = inner.need_id("id");
            option.right = inner.truth("right");
            option.picture = inner.text("picture");
            option.label = key + "option." + option.id;
            option.explanation = key + "because." + option.id;
            step.options.push_back(std::move(option));
            inner.no_more();
        }
        size_t count = step.options.size();
        size_t right = size_t(std::count_if(step.options.begin(), step.options.end(), [](const Option& o) { return o.right; }));
        if (step.kind == StepKind::choose && (count < 2 || count > 5 || right == 0 || right == count))
            reader.fault(step.line, "options", "a choice has 2 to 5 options, one right and one wrong at least");
        if (step.kind == StepKind::check && (count < 2 || count > 6))
            reader.fault(step.line, "options", "a check has 2 to 6 options");
        if (step.kind == StepKind::check && !step.own && right == 0)
            reader.fault(step.line, "options",
                         "no option is right; mark those to tick, or say own = true for a list where nothing is wrong");
        if (step.own && right > 0)
            reader.fault(step.line, "options", "in a list of one's own nothing is right or wrong");
    }

    void pieces(TableReader& reader, Step& step, const std::string& key) {
        bool match = step.kind == StepKind::match;
        for (const Node* node : reader.tables("item")) {
            TableReader inner(*node, file, fmt::format("step \"{}\", item", step.id), problems);
            Piece piece;
            piece.line = node->line;
            piece.id = inner.need_id("id");
            piece.picture = inner.text("picture");
            piece.label = key + "item." + piece.id;
            piece.explanation = key + "because." + piece.id;
            if (match) {
                piece.partner = key + "partner." + piece.id;
                piece.partner_picture = inner.text("partner_picture");
            }
            step.pieces.push_back(std::move(piece));
            inner.no_more();
        }
        size_t count = step.pieces.size();
        if (match ? count < 2 || count > 4 : count < 3 || count > 5)
            reader.fault(step.line, "items", match ? "a match has 2 to 4 items" : "an order has 3 to 5 items");
    }

    void goal(TableReader& reader, Step& step) {
        for (const std::string& written : reader.texts("goal"))
            step.goal.push_back(read_condition(reader, written));
        if (step.goal.empty())
            reader.fault(step.line, "missing", "\"goal\" is missing: what must be true at the end?");
    }

    void what_is_done(TableReader& reader, Step& step, const std::string& key) {
        switch (step.kind) {
        case StepKind::tap:
        case StepKind::type:
        case StepKind::free_try:
            step.screen = reader.need_text("screen");
            wrong_answers(reader, step, key);
            break;
        case StepKind::check:
            step.own = reader.truth("own");
            [[fallthrough]];
        case StepKind::choose: options(reader, step, key); break;
        case StepKind::order:
        case StepKind::match: pieces(reader, step, key); break;
        case StepKind::read:
        case StepKind::ask_mentor: break;
        }
        if (step.kind == StepKind::tap) {
            step.targets = reader.texts("targets");
            if (step.targets.empty())
                reader.fault(step.line, "missing", "\"targets\" is missing: which element is to be touched?");
        }
        if (step.kind == StepKind::type)
            step.field = reader.need_text("field");
        if (step.kind == StepKind::free_try)
            goal(reader, step);
    }

    Step step(const Node& node) {
        TableReader reader(node, file, "step", problems);
        Step out;
        out.line = node.line;
        out.id = reader.need_id("id");
        reader.name(fmt::format("step \"{}\"", out.id));
        out.kind = StepKind(reader.word("kind", step_kinds, -1));
        const std::string key = "step." + out.id + ".";
        out.title = key + "title";
        out.body = key + "body";
        int hints = reader.whole("hints", 0, 3, 0);
        for (int i = 1; i <= hints; ++i)
            out.hints.push_back(fmt::format("{}hint.{}", key, i));
        out.picture = reader.text("picture");
        out.facts = reader.texts("facts");
        out.on_card = reader.truth_or("card", out.kind == StepKind::tap || out.kind == StepKind::type);
        what_is_done(reader, out, key);
        reader.no_more();
        return out;
    }
};

} // namespace

void read_structure(const Node& root, Tutorial& out, std::vector<Problem>& problems) {
    Maker maker{out.file, problems};
    TableReader reader(root, out.file, "tutorial", problems);
    std::string id = reader.need_id("id");
    if (!id.empty() && id != out.id)
        reader.fault(
            root.find("id")->line, "wrong-id",
            fmt::format("id = \"{}\", but its folder is called \"{}\"; they must be the same", id, out.id));
    read_head(reader, out, problems);
    for (const Node* node : reader.tables("step"))
        out.steps.push_back(maker.step(*node));
    for (const Node* node : reader.tables("screen"))
        out.screens.push_back(read_screen(*node, out.file, problems));
    if (out.steps.empty() || out.steps.size() > 200)
        reader.fault(0, "step-count", "a tutorial has 1 to 200 steps");
    if (out.screens.size() > 60)
        reader.fault(0, "screen-count", "a tutorial has at most 60 screens");
    reader.no_more();
}

} // namespace accanto::content
