#include "content/library/instrument.h"

#include "content/library/table_reader.h"
#include "content/library/words_file.h"

#include <algorithm>

namespace accanto::content {

namespace {

class Reading {
public:
    Reading(const Node& root, const std::string& file, Instrument& out)
        : m_root(root), m_file(file), m_out(out) {}

    void run() {
        TableReader reader(m_root, m_file, "instrument", m_out.problems);
        m_out.id = reader.need_id("instrument");
        m_out.version = reader.need_text("version");
        m_out.framework = reader.need_text("framework");
        m_months = reader.need_whole("months", 1, 24);
        for (const Node* node : reader.tables("area"))
            area(*node);
        if (m_out.areas.size() != skill_area_count)
            reader.fault(reader.line(), "areas",
                         fmt::format("has {} areas, and must have {}", m_out.areas.size(), skill_area_count));
        for (const Node* node : reader.tables("longer"))
            longer(*node);
        for (const Node* node : reader.tables("question"))
            question(*node);
        questions_together(reader);
        reader.no_more();
    }

private:
    void area(const Node& node) {
        TableReader reader(node, m_file, "area", m_out.problems);
        SkillArea area;
        area.id = reader.need_id("id");
        reader.name(fmt::format("area \"{}\"", area.id));
        if (m_out.area(area.id))
            reader.fault(node.line, "twice", "there are two of it; keep one");
        for (const std::string& id : reader.texts("items")) {
            const bool twice =
                m_out.area_of_item(id) || std::any_of(area.items.begin(), area.items.end(),
                                                      [&](const SkillItem& i) { return i.id == id; });
            if (!is_id(id))
                reader.fault(node.line, "id",
                             fmt::format("\"{}\" is no id: small letters, digits, _ and -", id));
            else if (twice)
                reader.fault(node.line, "twice", fmt::format("the item \"{}\" is there twice", id));
            area.items.push_back({id, m_months});
        }
        const int most = std::max(1, int(area.items.size()));
        area.basic = reader.need_whole("basic", 1, most);
        area.above_basic = reader.need_whole("above_basic", 1, most);
        if (area.above_basic <= area.basic)
            reader.fault(node.line, "levels", "above_basic must be more than basic");
        reader.no_more();
        m_out.areas.push_back(std::move(area));
    }

    void longer(const Node& node) {
        TableReader reader(node, m_file, "longer", m_out.problems);
        const std::string id = reader.need_id("item");
        const int months = reader.need_whole("months", 1, 24);
        reader.no_more();
        for (SkillArea& area : m_out.areas)
            for (SkillItem& item : area.items)
                if (item.id == id) {
                    item.months = months;
                    return;
                }
        reader.fault(node.line, "unknown-item", fmt::format("no area has an item \"{}\"", id));
    }

    // "65-74", "75+"
    static bool is_answer(const std::string& id) {
        return is_id(id.ends_with('+') ? id.substr(0, id.size() - 1) : id);
    }

    void question(const Node& node) {
        TableReader reader(node, m_file, "question", m_out.problems);
        SkillQuestion question;
        question.id = reader.need_id("id");
        reader.name(fmt::format("question \"{}\"", question.id));
        question.area = reader.text("area");
        question.topics = reader.truth("topics");
        question.everyone = reader.truth("everyone");
        question.about_ticked = reader.truth("about_ticked");
        question.many = reader.truth("many") || !question.area.empty();
        for (const Node* one : reader.tables("answer")) {
            TableReader inner(*one, m_file, fmt::format("answer of \"{}\"", question.id), m_out.problems);
            SkillQuestion::Answer answer{inner.need_text("id"), inner.need_text("picture")};
            inner.no_more();
            if (!is_answer(answer.id))
                inner.fault(one->line, "id", fmt::format("\"{}\" is no id: small letters, digits, _ and -, and + at the end", answer.id));
            for (const SkillQuestion::Answer& other : question.answers)
                if (other.id == answer.id)
                    inner.fault(one->line, "twice", fmt::format("the answer \"{}\" is there twice", answer.id));
            question.answers.push_back(std::move(answer));
        }
        if (!question.area.empty() && !m_out.area(question.area))
            reader.fault(node.line, "unknown-area", fmt::format("there is no area \"{}\"", question.area));
        if (int(!question.area.empty()) + int(question.topics) + int(!question.answers.empty()) != 1)
            reader.fault(node.line, "answers", "needs one of \"area\", \"topics\" and \"answer\"");
        for (const SkillQuestion& other : m_out.questions)
            if (other.id == question.id || (!other.area.empty() && other.area == question.area))
                reader.fault(node.line, "twice", "it is asked twice; keep one");
        reader.no_more();
        m_out.questions.push_back(std::move(question));
    }

    void questions_together(TableReader& reader) {
        auto has = [](const SkillQuestion& q, const char* id) {
            return std::any_of(q.answers.begin(), q.answers.end(), [&](const SkillQuestion::Answer& a) { return a.id == id; });
        };
        const std::vector<SkillQuestion>& all = m_out.questions;
        if (all.empty() || all[0].id != "used_internet" || !all[0].everyone || all[0].many || !has(all[0], "yes") || !has(all[0], "no"))
            reader.fault(reader.line(), "first", "the first question must be \"used_internet\", for everyone, with the answers yes and no");
        for (const SkillArea& area : m_out.areas)
            if (std::none_of(all.begin(), all.end(), [&](const SkillQuestion& q) { return q.area == area.id; }))
                reader.fault(reader.line(), "not-asked", fmt::format("no question is about the area \"{}\"", area.id));
        if (all.size() > most_skill_questions)
            reader.fault(reader.line(), "questions", fmt::format("has {} questions; {} at most", all.size(), most_skill_questions));
        if (const size_t few = m_out.asked(false).size(); few > most_questions_without_internet)
            reader.fault(reader.line(), "questions",
                         fmt::format("asks {} questions of somebody without internet; {} at most", few, most_questions_without_internet));
    }

    const Node& m_root;
    const std::string& m_file;
    Instrument& m_out;
    int m_months = 3;
};

} // namespace

std::vector<const SkillQuestion*> Instrument::asked(bool used_internet) const {
    std::vector<const SkillQuestion*> out;
    for (const SkillQuestion& question : questions)
        if (used_internet || question.everyone)
            out.push_back(&question);
    return out;
}

const SkillArea* Instrument::area(std::string_view wanted) const {
    auto at = std::find_if(areas.begin(), areas.end(), [&](const SkillArea& a) { return a.id == wanted; });
    return at == areas.end() ? nullptr : &*at;
}

const SkillArea* Instrument::area_of_item(std::string_view item) const {
    for (const SkillArea& area : areas)
        for (const SkillItem& one : area.items)
            if (one.id == item)
                return &area;
    return nullptr;
}

Instrument load_instrument(const std::filesystem::path& file) {
    Instrument out;
    auto text = read_content_file(file, "", out.problems);
    auto root = text ? parse_toml(*text, file.string(), "", out.problems) : std::nullopt;
    if (root)
        Reading(*root, file.string(), out).run();
    return out;
}

} // namespace accanto::content
