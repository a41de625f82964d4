#include "content/library/exports/profile.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/library/check.h"
#include "content/library/exports/core_record.h"
#include "content/library/table_reader.h"
#include "content/library/words_file.h"

#include <set>

namespace accanto::content {

namespace {

class Reading {
public:
    Reading(const Node& root, const std::string& file, Profile& out)
        : m_root(root), m_file(file), m_out(out) {}

    void run() {
        static constexpr std::string_view formats[] = {"csv", "xapi"};
        TableReader reader(m_root, m_file, "profile", m_out.problems);
        m_out.id = reader.need_id("profile");
        m_out.version = reader.need_text("version");
        m_out.title = reader.need_text("title");
        m_out.source = reader.need_text("source");
        m_out.format = Profile::Format(reader.word("format", formats, -1));
        for (const Node* node : reader.tables("code_list"))
            code_list(*node);
        if (m_out.format == Profile::Format::csv)
            csv(reader);
        else
            for (const Node* node : reader.tables("statement"))
                statement(*node);
        if (m_out.columns.empty() && m_out.statements.empty())
            reader.fault(reader.line(), "missing",
                         "it has no [[column]] and no [[statement]]: nothing would be told");
        reader.no_more();
    }

private:
    void csv(TableReader& reader) {
        const std::string separator = reader.need_text("separator");
        if (separator.size() == 1)
            m_out.separator = separator[0];
        else
            reader.fault(reader.line(), "separator", "\"separator\" must be one character");
        m_out.list_separator = reader.need_text("list_separator");
        m_out.quotes_removed = reader.truth("quotes_removed");
        m_out.rows_per_file = reader.whole("rows_per_file", 1, 1'000'000, 0);
        for (const Node* node : reader.tables("column"))
            column(*node);
        for (const auto& [name, node] : m_agreeing)
            agreement(name, *node);
        for (const Node* node : reader.tables("small_cells"))
            small_cells(*node);
    }

    void code_list(const Node& node) {
        TableReader reader(node, m_file, "code_list", m_out.problems);
        const std::string name = reader.need_id("name");
        reader.name(fmt::format("code_list \"{}\"", name));
        if (m_out.code_lists.contains(name))
            reader.fault(node.line, "twice", "there are two of it; keep one");
        CodeList& list = m_out.code_lists[name];
        for (const Node* entry : reader.tables("entry")) {
            TableReader inner(*entry, m_file, fmt::format("code_list \"{}\"", name), m_out.problems);
            const std::string of = inner.need_text("of");
            if (!list.emplace(of, inner.texts("is")).second)
                inner.fault(entry->line, "twice", fmt::format("\"{}\" is there twice", of));
            inner.no_more();
        }
        reader.no_more();
    }

    ColumnSource source(const Node& node, const std::string& what) {
        TableReader reader(node, m_file, what, m_out.problems);
        ColumnSource out{reader.need_text("field"), reader.text("codes")};
        if (!out.field.empty() && !is_core_field(out.field))
            reader.fault(node.line, "unknown-field",
                         fmt::format("a record has no field \"{}\"; it has {}", out.field,
                                     fmt::join(core_fields(), ", ")));
        know_list(reader, node, out.codes);
        reader.no_more();
        return out;
    }

    void know_list(TableReader& reader, const Node& node, const std::string& name) {
        if (!name.empty() && !m_out.code_lists.contains(name))
            reader.fault(node.line, "unknown-list", fmt::format("there is no code_list \"{}\"", name));
    }

    void column(const Node& node) {
        static constexpr std::string_view kinds[] = {"text", "code", "day", "duration", "fiscal_code"};
        static constexpr std::string_view empties[] = {"allowed", "later", "refused"};
        TableReader reader(node, m_file, "column", m_out.problems);
        Column column;
        column.name = reader.need_text("name");
        reader.name(fmt::format("column \"{}\"", column.name));
        if (m_out.place_of(column.name) < m_out.columns.size())
            reader.fault(node.line, "twice", "there are two of it; keep one");
        for (const Node* from : reader.tables("from"))
            column.from.push_back(source(*from, fmt::format("column \"{}\"", column.name)));
        column.kind = Column::Kind(reader.word("kind", kinds, 0));
        column.empty = Column::Empty(reader.word("empty", empties, 0));
        column.list = reader.truth("list");
        column.first = reader.truth("first");
        column.allowed = reader.texts("allowed");
        column.alone = reader.text("alone");
        column.longest = reader.whole("longest", 1, 100'000, 0);
        column.agrees_with = {reader.text("agrees_with"), reader.text("agrees_by")};
        if (!column.agrees_with.field.empty())
            m_agreeing.emplace_back(column.name, &node);
        if (column.list && column.kind != Column::Kind::code)
            reader.fault(node.line, "list", "only codes can be a list: kind = \"code\"");
        reader.no_more();
        m_out.columns.push_back(std::move(column));
    }

    void agreement(const std::string& name, const Node& node) {
        TableReader reader(node, m_file, fmt::format("column \"{}\"", name), m_out.problems);
        const Column& column = m_out.columns[m_out.place_of(name)];
        know_column(reader, node, column.agrees_with.field);
        if (!m_out.code_lists.contains(column.agrees_with.codes))
            reader.fault(node.line, "unknown-list",
                         fmt::format("\"agrees_by\" must name a code_list; there is no \"{}\"",
                                     column.agrees_with.codes));
    }

    void know_column(TableReader& reader, const Node& node, const std::string& name) {
        if (m_out.place_of(name) == m_out.columns.size())
            reader.fault(node.line, "unknown-column", fmt::format("there is no column \"{}\"", name));
    }

    void small_cells(const Node& node) {
        TableReader reader(node, m_file, "small_cells", m_out.problems);
        m_out.small_cells.under = reader.need_whole("under", 2, 1000);
        m_out.small_cells.by = reader.texts("by");
        m_out.small_cells.hide = reader.texts("hide");
        for (const auto* names : {&m_out.small_cells.by, &m_out.small_cells.hide})
            for (const std::string& name : *names)
                know_column(reader, node, name);
        reader.no_more();
    }

    void statement(const Node& node) {
        static constexpr std::string_view known[] = {"service", "opened",   "read",
                                                     "step",    "finished", "stopped"};
        TableReader reader(node, m_file, "statement", m_out.problems);
        StatementRule rule;
        rule.of = known[reader.word("of", known, -1)];
        reader.name(fmt::format("statement of \"{}\"", rule.of));
        rule.verb = reader.need_text("verb");
        rule.display = reader.need_text("display");
        rule.activity = reader.need_text("activity");
        rule.type = reader.need_text("type");
        reader.no_more();
        m_out.statements.push_back(std::move(rule));
    }

    const Node& m_root;
    const std::string& m_file;
    Profile& m_out;
    std::vector<std::pair<std::string, const Node*>> m_agreeing;
};

// "2" before "10", and "1.2" before "1.10".
std::vector<int64_t> numbers_of(std::string_view version) {
    std::vector<int64_t> out{0};
    for (char c : version) {
        if (c >= '0' && c <= '9')
            out.back() = std::min<int64_t>(out.back() * 10 + (c - '0'), 1'000'000'000);
        else
            out.push_back(0);
    }
    return out;
}

} // namespace

size_t Profile::place_of(std::string_view column) const {
    auto at = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == column; });
    return size_t(at - columns.begin());
}

Profile load_profile(const std::filesystem::path& file) {
    Profile out;
    auto text = read_content_file(file, "", out.problems);
    auto root = text ? parse_toml(*text, file.string(), "", out.problems) : std::nullopt;
    if (root)
        Reading(*root, file.string(), out).run();
    return out;
}

ProfileFound find_profile(const std::filesystem::path& folder, const std::string& name) {
    std::set<std::string> names;
    std::filesystem::path newest;
    std::vector<int64_t> newest_version;
    for (const std::filesystem::path& file : toml_files(folder)) {
        const std::string stem = file.stem().string();
        const size_t dash = stem.rfind('-');
        if (stem == name)
            return file;
        if (dash == std::string::npos)
            continue;
        names.insert(stem.substr(0, dash));
        const std::vector<int64_t> version = numbers_of(std::string_view(stem).substr(dash + 1));
        if (stem.substr(0, dash) == name && (newest.empty() || newest_version < version)) {
            newest = file;
            newest_version = version;
        }
    }
    if (newest.empty())
        return std::vector<std::string>(names.begin(), names.end());
    return newest;
}

Profile profile_named(const std::string& name) {
    const std::filesystem::path folder = data_dir() / "content" / "records";
    const ProfileFound found = find_profile(folder, name);
    if (const auto* names = std::get_if<std::vector<std::string>>(&found))
        throw Error(fmt::format("there is no profile \"{}\" in {}; there is {}", name, folder.string(),
                                names->empty() ? "none" : fmt::format("{}", fmt::join(*names, ", "))),
                    0);
    Profile profile = load_profile(std::get<std::filesystem::path>(found));
    if (!profile.problems.empty())
        throw Error(to_text(profile.problems.front()), 0);
    return profile;
}

} // namespace accanto::content
