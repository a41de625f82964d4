#include "content/library/exports/row.h"

#include "content/library/exports/csv.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace accanto::content {

namespace {

bool is_in(const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

// In the order of the format's own list: the same service gives the same row, whatever came first.
void sort_codes(std::vector<std::string>& codes, const std::vector<std::string>& allowed) {
    auto place = [&](const std::string& code) { return std::find(allowed.begin(), allowed.end(), code); };
    std::stable_sort(codes.begin(), codes.end(),
                     [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

std::vector<std::string> codes_of(const Profile& profile, const Column& column, const CoreRecord& record) {
    std::vector<std::string> out;
    for (const ColumnSource& source : column.from) {
        std::vector<std::string> values = values_of(record, source.field);
        if (!source.codes.empty())
            values = translated(profile.code_lists.find(source.codes)->second, values, {});
        for (std::string& value : values)
            if (!is_in(out, value) && (column.allowed.empty() || is_in(column.allowed, value)))
                out.push_back(std::move(value));
        if (column.first && !out.empty())
            break;
    }
    sort_codes(out, column.allowed);
    if (out.size() > 1 && !column.alone.empty())
        std::erase(out, column.alone);
    if (!column.list && out.size() > 1)
        out.resize(1);
    return out;
}

// Whole minutes; what took less than one took one.
std::string hours_and_minutes(const std::string& seconds) {
    int64_t s = 0;
    std::from_chars(seconds.data(), seconds.data() + seconds.size(), s);
    const int64_t minutes = std::clamp<int64_t>((s + 30) / 60, 1, 99 * 60 + 59);
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

// Line breaks stay; other control characters are nobody's text.
std::string plain(const Profile& profile, const std::string& text) {
    std::string out;
    for (char c : text)
        if (!(static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') && c != '\x7f' &&
            !(c == '"' && profile.quotes_removed))
            out.push_back(c);
    return out;
}

std::string text_of(const Profile& profile, const Column& column, const CoreRecord& record, bool& shortened) {
    std::vector<std::string> values;
    for (const ColumnSource& source : column.from)
        for (const std::string& value : values_of(record, source.field))
            values.push_back(plain(profile, value));
    if (values.empty())
        return "";
    if (column.kind == Column::Kind::duration)
        return hours_and_minutes(values.front());
    std::string text = fmt::format("{}", fmt::join(values, profile.list_separator));
    const auto length = characters(text);
    if (!length)
        return ""; // no text at all: nothing that could be read
    if (column.longest > 0 && *length > column.longest) {
        text = first_characters(text, column.longest);
        shortened = true;
    }
    return text;
}

} // namespace

std::vector<std::string> translated(const CodeList& list, const std::vector<std::string>& codes,
                                    const std::vector<std::string>& allowed) {
    std::vector<std::string> out;
    for (const std::string& code : codes)
        if (auto at = list.find(code); at != list.end())
            for (const std::string& is : at->second)
                if (!is_in(out, is))
                    out.push_back(is);
    sort_codes(out, allowed);
    return out;
}

std::vector<std::string> split_list(std::string_view text, std::string_view separator) {
    std::vector<std::string> out;
    for (size_t from = 0;;) {
        const size_t at = text.find(separator, from);
        out.emplace_back(text.substr(from, at == text.npos ? at : at - from));
        if (at == text.npos)
            return out;
        from = at + separator.size();
    }
}

Row row_of(const Profile& profile, const CoreRecord& record) {
    Row row;
    for (const Column& column : profile.columns)
        row.cells.push_back(
            column.kind == Column::Kind::code
                ? fmt::format("{}", fmt::join(codes_of(profile, column, record), profile.list_separator))
                : text_of(profile, column, record, row.shortened));
    // Only now are there codes to follow from.
    for (size_t i = 0; i < profile.columns.size(); ++i) {
        const Column& column = profile.columns[i];
        const std::string& other = column.agrees_with.field;
        if (other.empty() || !column.from.empty())
            continue;
        const auto codes = split_list(row.cells[profile.place_of(other)], profile.list_separator);
        const CodeList& list = profile.code_lists.find(column.agrees_with.codes)->second;
        row.cells[i] =
            fmt::format("{}", fmt::join(translated(list, codes, column.allowed), profile.list_separator));
    }
    return row;
}

std::string header_line(const Profile& profile) {
    std::vector<std::string> names;
    for (const Column& column : profile.columns)
        names.push_back(column.name);
    return row_line(profile, names);
}

std::string row_line(const Profile& profile, const std::vector<std::string>& cells) {
    std::string out;
    for (const std::string& cell : cells) {
        if (&cell != &cells.front())
            out += profile.separator;
        out += csv_cell(cell, profile.separator);
    }
    return out + "\r\n";
}

} // namespace accanto::content
