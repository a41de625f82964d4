#include "sync/hub/fleet_list.h"

#include "content/base/spelling.h"
#include "content/library/exports/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace accanto::hub {

namespace {

struct Column {
    std::string_view name;
    std::string wire::Provisioning::* value;
    bool needed;
};
constexpr Column columns[] = {{"point", &wire::Provisioning::point, true},
                              {"letter", &wire::Provisioning::letter, true},
                              {"point_name", &wire::Provisioning::point_name, false},
                              {"time_zone", &wire::Provisioning::time_zone, false},
                              {"kiosk_name", &wire::Provisioning::kiosk_name, false}};

std::string trimmed(std::string_view text) {
    const size_t from = text.find_first_not_of(" \t\r"), to = text.find_last_not_of(" \t\r");
    return from == std::string_view::npos ? std::string() : std::string(text.substr(from, to - from + 1));
}

const Column* column_named(std::string_view name) {
    const auto at = std::find_if(std::begin(columns), std::end(columns), [&](const Column& column) { return column.name == name; });
    return at == std::end(columns) ? nullptr : at;
}

// Which column stands where; nothing, with faults told, when a heading is wrong.
std::optional<std::vector<const Column*>> headings_of(const content::CsvRow& row, std::vector<std::string>& faults) {
    std::vector<std::string_view> names;
    for (const Column& column : columns)
        names.push_back(column.name);
    std::vector<const Column*> out;
    for (const std::string& cell : row.cells) {
        const std::string name = trimmed(cell);
        const Column* column = column_named(name);
        if (!column) {
            const std::string_view meant = nearest_word(name, names);
            faults.push_back(fmt::format("line {}: \"{}\" is no heading{}", row.line, name,
                                         meant.empty() ? "; there are point, letter, point_name, time_zone and kiosk_name" : fmt::format("; did you mean \"{}\"?", meant)));
        } else if (std::find(out.begin(), out.end(), column) != out.end()) {
            faults.push_back(fmt::format("line {}: the heading \"{}\" stands twice", row.line, name));
        }
        out.push_back(column);
    }
    for (const Column& column : columns)
        if (column.needed && std::find(out.begin(), out.end(), &column) == out.end())
            faults.push_back(fmt::format("line {}: the heading \"{}\" is missing", row.line, column.name));
    return faults.empty() ? std::optional(out) : std::nullopt;
}

// As the signed file will refuse it, found before a code is made.
std::string fault_of(wire::Provisioning kiosk, const SecretKey& any) {
    kiosk.hub = "https://hub.example.org";
    kiosk.code = "ABCDEFGH";
    try {
        wire::seal_provisioning(std::move(kiosk), any);
        return {};
    } catch (const std::invalid_argument& e) {
        return e.what();
    }
}

char separator_of(std::istream& in) {
    std::string first;
    std::getline(in, first);
    in.clear();
    in.seekg(0);
    return std::count(first.begin(), first.end(), ';') > std::count(first.begin(), first.end(), ',') ? ';' : ',';
}

} // namespace

std::string name_of(const wire::Provisioning& kiosk) { return kiosk.point + "-" + kiosk.letter; }

FleetList read_fleet_list(std::istream& in) {
    FleetList out;
    content::CsvReader reader(in, separator_of(in));
    content::CsvRow row;
    if (!reader.next(row)) {
        out.faults.push_back(reader.fault() ? fmt::format("line {}: {}", reader.fault()->line, reader.fault()->why) : "line 1: there is nothing in it");
        return out;
    }
    const auto headings = headings_of(row, out.faults);
    const SecretKey any = SecretKey::generate();
    std::map<std::string, int64_t> lines;
    while (headings && reader.next(row)) {
        if (row.cells.size() != headings->size()) {
            out.faults.push_back(fmt::format("line {}: has {} cells where there are {} headings", row.line, row.cells.size(), headings->size()));
            continue;
        }
        wire::Provisioning kiosk;
        for (size_t i = 0; i < row.cells.size(); ++i)
            kiosk.*((*headings)[i]->value) = trimmed(row.cells[i]);
        if (kiosk.point_name.empty())
            kiosk.point_name = kiosk.point;
        if (const std::string fault = fault_of(kiosk, any); !fault.empty())
            out.faults.push_back(fmt::format("line {}: {}", row.line, fault));
        else if (const auto [before, is_new] = lines.emplace(name_of(kiosk), row.line); !is_new)
            out.faults.push_back(fmt::format("line {}: the letter {} of the point {} stands in line {} already", row.line, kiosk.letter, kiosk.point, before->second));
        else
            out.kiosks.push_back(std::move(kiosk));
    }
    if (reader.fault())
        out.faults.push_back(fmt::format("line {}: {}", reader.fault()->line, reader.fault()->why));
    if (out.faults.empty() && out.kiosks.empty())
        out.faults.push_back("line 2: no kiosk is in the list");
    if (out.kiosks.size() > most_kiosks_of_a_list) {
        out.faults.push_back(fmt::format("line {}: more than {} kiosks; make two lists", row.line, most_kiosks_of_a_list));
        out.kiosks.clear();
    }
    return out;
}

} // namespace accanto::hub
