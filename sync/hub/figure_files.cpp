// Tables as files for other programs.
#include "sync/hub/figure_table.h"

#include <nlohmann/json.hpp>

namespace accanto::hub {

namespace {

std::string csv_cell(const TableCell& cell) {
    if (cell.hidden)
        return "hidden";
    if (cell.number)
        return std::to_string(*cell.number);
    std::string text = cell.text;
    if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
        text.insert(0, 1, '\'');
    if (text.find_first_of("\",\r\n") == std::string::npos)
        return text;
    std::string out = "\"";
    for (char c : text)
        out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

} // namespace

std::string to_csv(const FigureTable& table) {
    std::string out;
    for (size_t i = 0; i < table.columns.size(); ++i)
        out += (i ? "," : "") + table.columns[i];
    out += "\r\n";
    for (const auto& row : table.rows) {
        for (size_t i = 0; i < row.size(); ++i)
            out += (i ? "," : "") + csv_cell(row[i]);
        out += "\r\n";
    }
    return out;
}

std::string to_json(const FigureTable& table, const Selection& selection) {
    nlohmann::ordered_json out;
    out["figure"] = table.name;
    out["from"] = selection.from;
    out["to"] = selection.to;
    for (const auto& [name, value] :
         {std::pair("organisation", selection.organisation), std::pair("point", selection.point),
          std::pair("neighbourhood", selection.neighbourhood), std::pair("language", selection.language),
          std::pair("topic", selection.topic)})
        if (!value.empty())
            out["selection"][name] = value;
    out["told_apart"] = table.known;
    out["fewest_shown"] = fewest_shown;
    out["rows"] = nlohmann::ordered_json::array();
    for (const auto& row : table.rows) {
        nlohmann::ordered_json cells;
        for (size_t i = 0; i < row.size(); ++i) {
            const TableCell& cell = row[i];
            if (cell.hidden) {
                cells[table.columns[i]] = nullptr;
                cells["hidden"].push_back(table.columns[i]);
            } else if (cell.number) {
                cells[table.columns[i]] = *cell.number;
            } else {
                cells[table.columns[i]] = cell.text;
            }
        }
        out["rows"].push_back(std::move(cells));
    }
    return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace accanto::hub
