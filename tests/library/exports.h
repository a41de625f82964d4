#pragma once
// A file as a mentor would upload it, and what an importer's eyes see in it.

#include "content/base/file.h"
#include "content/library/exports/csv_check.h"
#include "content/library/exports/row.h"

#include <doctest/doctest.h>

#include <sstream>

namespace accanto::tests {

inline const content::Profile& profile_of(const std::string& name) {
    static std::map<std::string, content::Profile> read;
    auto at = read.find(name);
    if (at == read.end())
        at = read.emplace(name, content::profile_named(name)).first;
    return at->second;
}
inline const content::Profile& facilita() {
    return profile_of("it-facilita");
}

inline content::CoreRecord a_record() {
    content::CoreRecord out;
    out.id = "019ac1f2-0000-7000-8000-000000000001";
    out.visit = "019ac1f2-0000-7000-8000-000000000002";
    out.point = "bari-centro";
    out.point_name = "Biblioteca \"Centro\", Bari";
    out.day = "2026-11-23";
    out.ended_ms = 1'795'425'300'000;
    out.language = "it";
    out.mode = "both";
    out.channel = "individual";
    out.ticket_class = "booked";
    out.served_s = 1830;
    out.mentor = "019ac1f2-0000-7000-8000-000000000003";
    out.topics = {"payments", "email"};
    out.tutorials = {"pay-notice"};
    out.competences = {"2.3", "4.2"};
    out.help = "with";
    out.outcome = "done";
    out.note = "Avviso pagato";
    return out;
}

// Column by column, so that a test can break one.
using Cells = std::map<std::string, std::string>;
inline Cells good_cells() {
    Cells out;
    const content::Row row = content::row_of(facilita(), a_record());
    for (size_t i = 0; i < row.cells.size(); ++i)
        out[facilita().columns[i].name] = row.cells[i];
    return out;
}
inline Cells complete_cells() {
    Cells out = good_cells();
    for (const auto& [name, value] : Cells{{"IDFacilitatore", "BNCGLI80A41A662I"},
                                           {"NominativoFacilitatore", "Bianchi Giulia"},
                                           {"IDSede", "12"},
                                           {"AN1", "Mario"},
                                           {"AN2", "Rossi"},
                                           {"AN3", "RSSMRA85T10A562S"},
                                           {"AN4", "NO"},
                                           {"AN7", "B"},
                                           {"AN8", "B"},
                                           {"AN9", "C"},
                                           {"AN10", "A"},
                                           {"AN11", "A"},
                                           {"AN12", "BA"}})
        out[name] = value;
    return out;
}
inline std::string line_of(const Cells& cells) {
    std::vector<std::string> row;
    for (const content::Column& column : facilita().columns)
        row.push_back(cells.at(column.name));
    return content::row_line(facilita(), row);
}
inline std::string file_of(const std::vector<Cells>& rows) {
    std::string out = content::header_line(facilita());
    for (const Cells& cells : rows)
        out += line_of(cells);
    return out;
}

struct Seen {
    content::CheckedCsv checked;
    std::vector<content::Refusal> refusals;

    // "SE1 day: ...", one a line.
    std::string told() const {
        std::string out;
        for (const content::Refusal& one : refusals)
            out += (one.column.empty() ? "" : one.column + " ") + one.rule + ": " + one.why + "\n";
        return out;
    }
};
inline Seen seen(const std::string& file, const content::CsvCheckOptions& options = {},
                 const content::Profile& profile = facilita()) {
    Seen out;
    std::istringstream in(file);
    out.checked = content::check_csv(in, profile, options,
                                     [&](const content::Refusal& one) { out.refusals.push_back(one); });
    return out;
}

} // namespace accanto::tests
