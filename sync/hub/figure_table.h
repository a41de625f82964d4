#pragma once
// Every figure of the pages as a table: what stands beneath its chart, and what CSV and JSON give out.

#include "sync/hub/overview.h"

namespace accanto::hub {

struct TableCell {
    std::string text; // a code, a name or a date; empty for a number
    std::optional<int64_t> number;
    bool hidden = false; // too few people: whoever shows it says so instead
};

struct FigureTable {
    std::string name;                 // "ages": also its place in an address
    std::vector<std::string> columns; // "age", "count", "percent"
    std::vector<std::vector<TableCell>> rows;
    bool known = true;            // false: it cannot be told apart by the language or topic that was chosen
    std::optional<int64_t> total; // of a column "count"; nothing where it would tell of too few
    bool hides = false;           // some cell is hidden
};

// Those of one overview, in the order of the page. Figures about who people are hide small cells always;
// `shared` (files, reports) hides them everywhere, and leaves out what would give them away.
std::vector<FigureTable> tables_of(const Overview& overview, bool shared);
const FigureTable* find_table(const std::vector<FigureTable>& tables, std::string_view name);
bool is_table_name(std::string_view name);

// RFC 4180 with a head line; a hidden cell is "hidden". Texts that a spreadsheet would take for a formula
// begin with an apostrophe.
std::string to_csv(const FigureTable& table);
// {"figure","from","to","selection",...,"rows":[{...}]}; a hidden cell is null and named in the row's
// "hidden".
std::string to_json(const FigureTable& table, const Selection& selection);

} // namespace accanto::hub
