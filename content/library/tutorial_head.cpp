// Reads the head of tutorial.toml: who, what for, since when, from where.

#include "content/library/tutorial_parts.h"

namespace accanto::content {

namespace {

void facts(TableReader& reader, Tutorial& out, std::vector<Problem>& problems) {
    for (const Node* node : reader.tables("fact")) {
        TableReader inner(*node, out.file, "fact", problems);
        Fact fact;
        fact.line = node->line;
        fact.id = inner.need_id("id");
        inner.name(fmt::format("fact \"{}\"", fact.id));
        fact.states = inner.need_text("states");
        fact.source = {inner.need_text("source"), inner.need_text("url")};
        fact.verified_on = inner.need_day("verified_on");
        fact.review_by = inner.need_day("review_by");
        inner.no_more();
        if (out.fact(fact.id))
            inner.fault(node->line, "twice", "there are two of it; keep one");
        out.facts.push_back(std::move(fact));
    }
}

} // namespace

void read_head(TableReader& reader, Tutorial& out, std::vector<Problem>& problems) {
    static constexpr std::string_view rules[] = {"completed", "passed", "completed_and_passed", "completed_or_passed"};
    out.topic = reader.need_id("topic");
    out.picture = reader.need_text("picture");
    out.service = reader.text("service");
    out.minutes = reader.whole("minutes", 1, 60, 5);
    out.level = reader.whole("level", 1, 3, 1);
    out.after = reader.texts("after");
    static constexpr std::string_view gifts[] = {"", "email", "eid"};
    out.gives = gifts[size_t(reader.word("gives", gifts, 0))];
    out.shown_by = reader.texts("shown_by");
    out.move_on = MoveOn(reader.word("move_on", rules, int(MoveOn::completed_or_passed)));
    out.needs = reader.texts("needs");
    out.authors = reader.texts("authors");
    out.licence = reader.need_text("licence");
    out.verified_on = reader.need_day("verified_on");
    out.review_by = reader.need_day("review_by");
    for (const Node* node : reader.tables("competence")) {
        TableReader inner(*node, out.file, "competence", problems);
        out.competences.push_back({inner.need_text("framework"), inner.need_text("version"), inner.need_text("code")});
        inner.no_more();
    }
    for (const Node* node : reader.tables("source")) {
        TableReader inner(*node, out.file, "source", problems);
        out.sources.push_back({inner.need_text("title"), inner.need_text("url")});
        inner.no_more();
    }
    facts(reader, out, problems);
}

} // namespace accanto::content
