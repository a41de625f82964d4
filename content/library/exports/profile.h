#pragma once
// How records are told to somebody: content/records/<profile>-<version>.toml. Data, so that a changed format
// is a new file and no new program.

#include "content/library/words.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace accanto::content {

// Our codes to those of the format; a code that is not in the list is not told.
using CodeList = std::map<std::string, std::vector<std::string>, std::less<>>;

struct ColumnSource {
    std::string field; // of the core record
    std::string codes; // name of a code list; empty: the values as they are
};

struct Column {
    enum class Kind { text, code, day, duration, fiscal_code };
    // later: the importer refuses an empty cell, and the mentor fills it in before uploading.
    enum class Empty { allowed, later, refused };

    std::string name;
    std::vector<ColumnSource> from; // none: stays empty
    bool first = false;             // of a code column: of its sources only the first that says anything
    Kind kind = Kind::text;
    Empty empty = Empty::allowed;
    bool list = false;                // several codes, joined by the profile's list separator
    std::vector<std::string> allowed; // for codes; none: any
    std::string alone;                // a code that is told only where there is no other
    int longest = 0;                  // characters; 0: any
    // Its codes are those that another column's codes stand for in a code list, no more and no fewer.
    ColumnSource agrees_with; // field: the name of that column
};

// Columns of a person are hidden where fewer than so many rows share them: a rare combination is a name.
struct SmallCells {
    int under = 0;                     // 0: nothing is hidden
    std::vector<std::string> by, hide; // columns
};

// One kind of xAPI statement.
struct StatementRule {
    std::string of; // service, or what happened to a tutorial: opened, read, step, finished, stopped
    std::string verb, display;
    std::string activity; // beginning of the activity's id
    std::string type;     // of the activity
};

struct Profile {
    enum class Format { csv, xapi };

    std::string id, version, title, source;
    Format format = Format::csv;
    char separator = ',';
    std::string list_separator = ":";
    bool quotes_removed = false; // double quotes within values are left out, else doubled
    int rows_per_file = 0;       // 0: any number
    std::vector<Column> columns;
    SmallCells small_cells;
    std::map<std::string, CodeList, std::less<>> code_lists;
    std::vector<StatementRule> statements;
    std::vector<Problem> problems;

    // Its place among the columns; columns.size() when there is none.
    size_t place_of(std::string_view column) const;
};

// Never throws for what the file holds; with problems it must not be used.
Profile load_profile(const std::filesystem::path& file);

// Finds content/records/<name>-<version>.toml, the newest version where `name` names none. Of what is there
// when there is no such profile, the names.
using ProfileFound = std::variant<std::filesystem::path, std::vector<std::string>>;
ProfileFound find_profile(const std::filesystem::path& folder, const std::string& name);

// Finds and reads it. Throws Error with a sentence when there is none or it cannot be used.
Profile profile_named(const std::string& name);

} // namespace accanto::content
