#include "content/library/exports/csv.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

namespace accanto::content {

CsvReader::CsvReader(std::istream& in, char separator) : m_in(*in.rdbuf()), m_separator(separator) {
    std::string mark;
    for (char expected : {'\xef', '\xbb', '\xbf'}) {
        if (m_in.sgetc() != std::char_traits<char>::to_int_type(expected)) {
            // Part of a mark is no mark, and its bytes are not the beginning of any UTF-8 text either.
            if (!mark.empty())
                m_fault =
                    CsvFault{1, "the file begins with a broken byte order mark; save it as CSV in UTF-8"};
            return;
        }
        mark.push_back(char(m_in.sbumpc()));
    }
}

int CsvReader::take(CsvRow& row) {
    int c = m_in.sbumpc();
    if (c == std::char_traits<char>::eof())
        return end;
    row.raw.push_back(char(c));
    if (c == '\n')
        ++m_line;
    return c;
}

int CsvReader::broken(int64_t line, std::string why) {
    m_fault = CsvFault{line, std::move(why)};
    return end;
}

int CsvReader::plain_cell(CsvRow& row, int c) {
    std::string& cell = row.cells.emplace_back();
    for (; c != end && c != m_separator && c != '\n'; c = take(row)) {
        cell.push_back(char(c));
        if (cell.size() > longest_row)
            return broken(row.line, "this row has more than 1 MiB; is it a CSV file?");
    }
    if (c != m_separator && cell.ends_with('\r'))
        cell.pop_back();
    return c;
}

int CsvReader::quoted_cell(CsvRow& row) {
    const int64_t opened = m_line;
    std::string& cell = row.cells.emplace_back();
    const std::string unclosed = "a quote is opened in this line and never closed";
    for (int c = take(row);; c = take(row)) {
        if (c == end || cell.size() > longest_row)
            return broken(opened, unclosed);
        if (c != '"') {
            cell.push_back(char(c));
            continue;
        }
        c = take(row);
        if (c == '"') {
            cell.push_back('"');
            continue;
        }
        if (c == '\r' && m_in.sgetc() == '\n')
            c = take(row);
        if (c == end || c == m_separator || c == '\n')
            return c;
        const std::string after = c >= ' ' && c < 127 ? std::string(1, char(c)) : "?";
        return broken(
            opened,
            fmt::format(
                "the quote that opens in this line closes{} before \"{}\", where a \"{}\" or the end of "
                "the line must follow; a quote within a value breaks it",
                m_line == opened ? "" : fmt::format(" in line {}", m_line), after, m_separator));
    }
}

bool CsvReader::next(CsvRow& row) {
    while (!m_fault) {
        row = CsvRow{};
        row.line = m_line;
        int c = take(row);
        if (c == end)
            return false;
        for (;; c = take(row)) {
            c = c == '"' ? quoted_cell(row) : plain_cell(row, c);
            if (c != m_separator)
                break;
        }
        if (m_fault)
            return false;
        while (row.raw.ends_with('\n') || row.raw.ends_with('\r'))
            row.raw.pop_back();
        if (!row.raw.empty())
            return true;
    }
    return false;
}

std::string csv_cell(std::string_view text, char separator) {
    const bool quoted = text.find_first_of("\"\r\n") != text.npos || text.find(separator) != text.npos ||
                        text.starts_with(' ') || text.ends_with(' ');
    if (!quoted)
        return std::string(text);
    std::string out = "\"";
    for (char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

std::optional<int64_t> characters(std::string_view text) {
    int64_t count = 0;
    for (int32_t at = 0; at < int32_t(text.size()); ++count) {
        UChar32 c = 0;
        U8_NEXT(text.data(), at, int32_t(text.size()), c);
        if (c < 0)
            return std::nullopt;
    }
    return count;
}

std::string_view first_characters(std::string_view text, int64_t most) {
    int32_t at = 0;
    for (int64_t i = 0; i < most && at < int32_t(text.size()); ++i)
        U8_FWD_1(text.data(), at, int32_t(text.size()));
    return text.substr(0, size_t(at));
}

} // namespace accanto::content
