#pragma once
// Comma-separated values (RFC 4180), read as they come so that a file of any size needs one row of memory.

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::content {

struct CsvRow {
    int64_t line = 0; // where it begins, from 1
    std::vector<std::string> cells;
    std::string raw; // its bytes, without the end of the line
};

// Where the file stops being CSV. Rows after it cannot be told apart.
struct CsvFault {
    int64_t line = 0;
    std::string why; // a sentence
};

class CsvReader {
public:
    // Begins after a UTF-8 byte order mark, if there is one.
    CsvReader(std::istream& in, char separator);

    // The next row; lines with nothing in them are passed over. False at the end and at a fault.
    bool next(CsvRow& row);
    const std::optional<CsvFault>& fault() const { return m_fault; }

private:
    static constexpr size_t longest_row = 1 << 20; // bytes: beyond it a quote was never closed
    static constexpr int end = -1;

    int take(CsvRow& row);
    bool read_row(CsvRow& row);
    // Both give the character after the cell: a separator, '\n' or the end.
    int plain_cell(CsvRow& row, int first);
    int quoted_cell(CsvRow& row);
    int broken(int64_t line, std::string why);

    std::streambuf& m_in;
    char m_separator;
    int64_t m_line = 1;
    std::optional<CsvFault> m_fault;
};

// One cell as it stands in a file: in quotes where it must be, quotes in it doubled.
std::string csv_cell(std::string_view text, char separator);

// Code points; nothing when the bytes are no UTF-8.
std::optional<int64_t> characters(std::string_view text);
// The first so many code points of a text.
std::string_view first_characters(std::string_view text, int64_t most);

} // namespace accanto::content
