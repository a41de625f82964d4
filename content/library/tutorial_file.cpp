// Reads tutorial.toml into the typed model. What its entries mean to each other is looked at in
// tutorial_links.cpp.

#include "content/library/tutorial_parts.h"

namespace accanto::content {

namespace {

// order, match, check and ask_mentor are in the model for later; a lesson cannot follow them.
constexpr std::string_view step_kinds[] = {"read", "tap", "type", "choose", "free_try"};

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

    Condition condition(TableReader& reader, const std::string& written) {
        auto [word, id] = split_at_colon(written);
        static const std::map<std::string, ConditionKind> kinds = {{"screen", ConditionKind::screen},
                                                                   {"filled", ConditionKind::filled},
                                                                   {"valid", ConditionKind::valid},
                                                                   {"checked", ConditionKind::checked}};
        auto it = kinds.find(word);
        if (it == kinds.end() || id.empty()) {
            reader.fault(
                reader.line(), "unknown-condition",
                fmt::format(
                    "goal \"{}\" is not known; allowed: screen:ID, filled:FIELD, valid:FIELD, checked:BOX",
                    written));
            return {};
        }
        return {it->second, id};
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
        auto right =
            std::count_if(step.options.begin(), step.options.end(), [](const Option& o) { return o.right; });
        if (step.options.size() < 2 || step.options.size() > 5 || right == 0 ||
            size_t(right) == step.options.size())
            reader.fault(step.line, "options",
                         "a choice has 2 to 5 options, one right and one wrong at least");
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
        out.fact = reader.text("fact");
        if (out.kind == StepKind::tap || out.kind == StepKind::type || out.kind == StepKind::free_try) {
            out.screen = reader.need_text("screen");
            wrong_answers(reader, out, key);
        }
        if (out.kind == StepKind::tap) {
            out.targets = reader.texts("targets");
            if (out.targets.empty())
                reader.fault(node.line, "missing", "\"targets\" is missing: which element is to be touched?");
        }
        if (out.kind == StepKind::type)
            out.field = reader.need_text("field");
        if (out.kind == StepKind::choose)
            options(reader, out, key);
        if (out.kind == StepKind::free_try) {
            for (const std::string& written : reader.texts("goal"))
                out.goal.push_back(condition(reader, written));
            if (out.goal.empty())
                reader.fault(node.line, "missing", "\"goal\" is missing: what must be true at the end?");
        }
        reader.no_more();
        return out;
    }

    std::string date(TableReader& reader, const char* key) {
        std::string text = reader.need_text(key);
        bool good = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                    std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) == 8;
        if (!text.empty() && !good)
            reader.fault(reader.line(), "bad-date",
                         fmt::format("{} = \"{}\" is no day; write it as 2026-11-23", key, text));
        return text;
    }

    void head(TableReader& reader, Tutorial& out) {
        out.topic = reader.need_id("topic");
        out.picture = reader.need_text("picture");
        out.service = reader.text("service");
        out.minutes = reader.whole("minutes", 1, 60, 5);
        out.needs = reader.texts("needs");
        out.authors = reader.texts("authors");
        out.licence = reader.need_text("licence");
        out.verified_on = date(reader, "verified_on");
        out.review_by = date(reader, "review_by");
        for (const Node* node : reader.tables("competence")) {
            TableReader inner(*node, file, "competence", problems);
            out.competences.push_back(
                {inner.need_text("framework"), inner.need_text("version"), inner.need_text("code")});
            inner.no_more();
        }
        for (const Node* node : reader.tables("source")) {
            TableReader inner(*node, file, "source", problems);
            out.sources.push_back({inner.need_text("title"), inner.need_text("url")});
            inner.no_more();
        }
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
    maker.head(reader, out);
    for (const Node* node : reader.tables("step"))
        out.steps.push_back(maker.step(*node));
    for (const Node* node : reader.tables("screen"))
        out.screens.push_back(read_screen(*node, out.file, problems));
    if (out.steps.empty() || out.steps.size() > 60)
        reader.fault(0, "step-count", "a tutorial has 1 to 60 steps");
    if (out.screens.size() > 30)
        reader.fault(0, "screen-count", "a tutorial has at most 30 screens");
    reader.no_more();
}

} // namespace accanto::content
