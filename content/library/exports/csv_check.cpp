#include "content/library/exports/csv_check.h"

#include "content/base/clock.h"
#include "content/base/spelling.h"
#include "content/library/exports/csv.h"
#include "content/library/exports/fiscal_code.h"
#include "content/library/exports/row.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace accanto::content {

namespace {

bool has(const std::vector<std::string>& list, std::string_view value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

class Check {
public:
    Check(const Profile& profile, const CsvCheckOptions& options,
          const std::function<void(const Refusal&)>& tell)
        : m_profile(profile), m_options(options), m_tell(tell) {
        m_out.later.resize(profile.columns.size());
    }

    CheckedCsv run(std::istream& in) {
        // UTF-16 and UTF-32 are what spreadsheets call "Unicode text"; both begin with one of these or hold
        // zeros.
        if (in.peek() == 0xff || in.peek() == 0xfe || in.peek() == 0)
            return stop(0, "encoding", "the file is not in UTF-8; save it as \"CSV UTF-8\"");
        CsvReader reader(in, m_profile.separator);
        CsvRow row;
        if (!reader.next(row)) {
            if (reader.fault())
                return stop(reader.fault()->line, "broken", reader.fault()->why);
            return stop(0, "empty", "the file is empty");
        }
        if (!header(row))
            return std::move(m_out);
        while (reader.next(row)) {
            ++m_out.rows;
            check_row(row);
        }
        if (reader.fault())
            return stop(reader.fault()->line, "broken", reader.fault()->why);
        if (m_out.rows == 0)
            return stop(0, "empty", "there are no rows under the header");
        if (m_profile.rows_per_file > 0 && m_out.rows > m_profile.rows_per_file && !m_options.split)
            refuse(
                {0, 0, "", "rows",
                 fmt::format("the file has {} rows, and at most {} are taken; split it with --split FOLDER",
                             m_out.rows, m_profile.rows_per_file)});
        return std::move(m_out);
    }

private:
    void refuse(const Refusal& refusal) {
        m_out.refused = true;
        m_tell(refusal);
    }
    CheckedCsv stop(int64_t line, const char* rule, std::string why) {
        m_out.whole = false;
        refuse({line, 0, "", rule, std::move(why)});
        return std::move(m_out);
    }

    bool header(const CsvRow& row) {
        std::vector<std::string> names;
        for (const Column& column : m_profile.columns)
            names.push_back(column.name);
        if (row.cells == names)
            return true;
        if (!characters(row.raw))
            stop(row.line, "encoding", "the header is not in UTF-8; save the file as \"CSV UTF-8\"");
        else if (const char other = m_profile.separator == ';' ? ',' : ';';
                 row.cells.size() == 1 && row.raw.find(other) != std::string::npos)
            stop(row.line, "separator",
                 fmt::format("the columns are separated by \"{}\"; save the file with \"{}\"", other,
                             m_profile.separator));
        else
            stop(row.line, "header", header_difference(row.cells, names));
        return false;
    }

    static std::string header_difference(const std::vector<std::string>& cells,
                                         const std::vector<std::string>& names) {
        std::vector<std::string> missing, unknown;
        for (const std::string& name : names)
            if (!has(cells, name))
                missing.push_back(name);
        for (const std::string& cell : cells)
            if (!has(names, cell))
                unknown.push_back('"' + printable(cell) + '"');
        std::string out = "the first line must name the columns";
        if (missing.size() == names.size())
            return out + fmt::format(": {}", fmt::join(names, ","));
        if (!missing.empty())
            out += fmt::format("; missing: {}", fmt::join(missing, ", "));
        if (!unknown.empty())
            out += fmt::format("; not known: {}", fmt::join(unknown, ", "));
        if (!missing.empty() || !unknown.empty())
            return out;
        const size_t at = size_t(std::mismatch(cells.begin(), cells.end(), names.begin(), names.end()).first -
                                 cells.begin());
        if (at >= names.size())
            return out + "; \"" + cells[at] + "\" stands there twice";
        return out + fmt::format(" in their order; column {} is \"{}\" and must be \"{}\"", at + 1, cells[at],
                                 names[at]);
    }

    void check_row(const CsvRow& row) {
        bool refused = false;
        auto no = [&](const std::string& column, const char* rule, std::string why) {
            refused = true;
            refuse({row.line, m_out.rows, column, rule, std::move(why)});
        };
        if (row.cells.size() != m_profile.columns.size()) {
            no("", "cells",
               fmt::format("the row has {} values, and there are {} columns", row.cells.size(),
                           m_profile.columns.size()));
        } else {
            for (size_t i = 0; i < row.cells.size(); ++i)
                cell(i, row.cells[i], [&](const char* rule, std::string why) {
                    no(m_profile.columns[i].name, rule, std::move(why));
                });
            for (const Column& column : m_profile.columns)
                if (!column.agrees_with.field.empty())
                    agreement(row, column, [&](const char* rule, std::string why) {
                        no(column.name, rule, std::move(why));
                    });
        }
        m_out.refused_rows += refused;
    }

    template <typename No>
    void cell(size_t place, const std::string& text, No&& no) {
        const Column& column = m_profile.columns[place];
        if (text.find_first_not_of(" \t") == std::string::npos) {
            if (column.empty == Column::Empty::later)
                ++m_out.later[place];
            if (column.empty == Column::Empty::refused ||
                (column.empty == Column::Empty::later && m_options.complete))
                no("empty", "it is empty, and must not be");
            else if (!text.empty() && column.kind != Column::Kind::text)
                no("spaces", "there are only spaces in it; leave it empty");
            return;
        }
        const auto length = characters(text);
        if (!length)
            return no("encoding", "it is not in UTF-8; save the file as \"CSV UTF-8\"");
        if (m_profile.quotes_removed && text.find('"') != std::string::npos)
            no("quotes", "it holds a double quote (\"); take it out");
        if (column.longest > 0 && *length > column.longest)
            no("longest",
               fmt::format("it has {} characters, and at most {} are taken", *length, column.longest));
        kind(column, text, no);
    }

    template <typename No>
    void kind(const Column& column, const std::string& text, No&& no) {
        switch (column.kind) {
        case Column::Kind::text:
            return;
        case Column::Kind::code:
            return codes(column, text, no);
        case Column::Kind::day:
            if (!days_after(text, 0))
                no("day", fmt::format("\"{}\" is no day; write it as 2026-11-23", printable(text)));
            return;
        case Column::Kind::duration:
            if (!is_duration(text))
                no("duration",
                   fmt::format("\"{}\" is no duration; write hours and minutes as 01:30", printable(text)));
            return;
        case Column::Kind::fiscal_code:
            // Never repeated: reports are passed on.
            if (!is_fiscal_code(text))
                no("fiscal_code", "it is no valid fiscal code: its form or its last letter is wrong");
        }
    }

    static bool is_duration(std::string_view text) {
        auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
        return text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4) &&
               text[3] <= '5';
    }

    template <typename No>
    void codes(const Column& column, const std::string& text, No&& no) {
        if (text.find_first_of(" \t\r\n") != std::string::npos)
            return no("spaces",
                      column.list
                          ? fmt::format("\"{}\" holds spaces; several values are joined by \"{}\" alone",
                                        printable(text), m_profile.list_separator)
                          : fmt::format("\"{}\" holds spaces; write the code alone", printable(text)));
        const std::vector<std::string> given =
            column.list ? split_list(text, m_profile.list_separator) : std::vector<std::string>{text};
        for (size_t i = 0; i < given.size(); ++i) {
            if (given[i].empty())
                no("list",
                   fmt::format("\"{}\" has a \"{}\" too many", printable(text), m_profile.list_separator));
            else if (!column.allowed.empty() && !has(column.allowed, given[i]))
                no("allowed", fmt::format("\"{}\" is not allowed; allowed: {}", printable(given[i]),
                                          fmt::join(column.allowed, ", ")));
            else if (std::find(given.begin(), given.begin() + ptrdiff_t(i), given[i]) !=
                     given.begin() + ptrdiff_t(i))
                no("list", fmt::format("\"{}\" stands there twice", printable(given[i])));
        }
    }

    // Only codes that are allowed are compared: the others have been told already.
    template <typename No>
    void agreement(const CsvRow& row, const Column& column, No&& no) {
        const std::string& other = column.agrees_with.field;
        const std::string& own_text = row.cells[m_profile.place_of(column.name)];
        const std::string& other_text = row.cells[m_profile.place_of(other)];
        if (own_text.empty() || other_text.empty())
            return;
        const CodeList& list = m_profile.code_lists.find(column.agrees_with.codes)->second;
        const auto own = split_list(own_text, m_profile.list_separator);
        const auto others = split_list(other_text, m_profile.list_separator);
        for (const std::string& code : others)
            for (const std::string& area : translated(list, {code}, {}))
                if (!has(own, area))
                    no("agrees", fmt::format("\"{}\" is missing: {} has \"{}\", which belongs to it", area,
                                             other, code));
        const auto meant = translated(list, others, column.allowed);
        for (const std::string& code : own)
            if (has(column.allowed, code) && !has(meant, code))
                no("agrees", fmt::format("\"{}\" has nothing in {} that belongs to it", code, other));
    }

    const Profile& m_profile;
    const CsvCheckOptions& m_options;
    const std::function<void(const Refusal&)>& m_tell;
    CheckedCsv m_out;
};

} // namespace

CheckedCsv check_csv(std::istream& in, const Profile& profile, const CsvCheckOptions& options,
                     const std::function<void(const Refusal&)>& tell) {
    return Check(profile, options, tell).run(in);
}

} // namespace accanto::content
