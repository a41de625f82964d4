#include "sync/hub/exports.h"

#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/library/exports/row.h"
#include "content/library/exports/row_files.h"
#include "content/library/exports/xapi.h"
#include "sync/hub/records.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <unordered_map>

namespace accanto::hub {

namespace {

namespace fs = std::filesystem;
using content::CoreRecord;
using content::Profile;

void check_request(const ExportRequest& request, const std::vector<Point>& points) {
    for (const auto& [name, day] : {std::pair("--from", request.from), std::pair("--to", request.to)})
        if (!days_after(day, 0))
            throw Error(fmt::format("{} {}: no day; write it as 2026-11-23", name, day), EINVAL);
    if (request.to < request.from)
        throw Error(fmt::format("--to {} is before --from {}", request.to, request.from), EINVAL);
    std::vector<std::string> known;
    for (const Point& point : points)
        known.push_back(point.id);
    if (!request.point.empty() && std::find(known.begin(), known.end(), request.point) == known.end())
        throw Error(fmt::format("--point {}: this hub has no such point; it has {}", request.point,
                                known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))),
                    EINVAL);
}

content::RowFilesPlan plan_of(const Profile& profile, const ExportRequest& request) {
    const bool csv = profile.format == Profile::Format::csv;
    content::RowFilesPlan plan;
    plan.file = request.out;
    plan.rows_per_file = profile.rows_per_file;
    plan.header = csv ? content::header_line(profile) : "";
    if (fs::is_directory(request.out)) {
        plan.numbered = true;
        plan.file /= fmt::format("{}-{}-{}{}{}", profile.id, request.from, request.to,
                                 request.point.empty() ? "" : "-" + request.point, csv ? ".csv" : ".jsonl");
    }
    return plan;
}

class Export {
public:
    Export(Storage& storage, const Profile& profile, const ExportRequest& request, const std::string& hub)
        : m_storage(storage), m_profile(profile), m_request(request), m_points(storage.points()), m_hub(hub) {
        check_request(request, m_points);
        m_report.empty.resize(profile.columns.size());
    }

    ExportReport run() {
        content::RowFiles files(plan_of(m_profile, m_request));
        if (m_profile.format == Profile::Format::csv)
            csv(files);
        else
            xapi(files);
        m_report.files = files.finish();
        return std::move(m_report);
    }

private:
    template <typename Take>
    void each(bool learning, Take&& take) {
        Records records(m_points);
        m_storage.each_event({m_request.point, {stars_event}}, [&](const StoredEvent& event) {
            records.hear_stars(event);
            return true;
        });
        m_storage.each_event({m_request.point, record_events(learning)}, [&](const StoredEvent& event) {
            std::optional<Records::Made> made = records.take(event);
            if (made && made->day >= m_request.from && made->day <= m_request.to)
                take(made->what);
            return true;
        });
    }
    template <typename Take>
    void each_row(Take&& take) {
        each(false, [&](const auto& made) {
            if (const auto* record = std::get_if<CoreRecord>(&made))
                take(content::row_of(m_profile, *record));
        });
    }

    std::string cell_of(const content::Row& row) const {
        std::string out;
        for (const std::string& name : m_profile.small_cells.by)
            out += row.cells[m_profile.place_of(name)] + '\x1f';
        return out;
    }

    void csv(content::RowFiles& files) {
        const content::SmallCells& small = m_profile.small_cells;
        std::unordered_map<std::string, int> sharing;
        if (small.under > 0)
            each_row([&](const content::Row& row) { ++sharing[cell_of(row)]; });
        each_row([&](content::Row row) {
            if (small.under > 0 && sharing[cell_of(row)] < small.under)
                hide(row);
            write(files, row);
        });
    }

    void hide(content::Row& row) {
        bool hidden = false;
        for (const std::string& name : m_profile.small_cells.hide) {
            std::string& cell = row.cells[m_profile.place_of(name)];
            hidden = hidden || !cell.empty();
            cell.clear();
        }
        m_report.hidden += hidden;
    }

    void write(content::RowFiles& files, const content::Row& row) {
        files.add(content::row_line(m_profile, row.cells));
        ++m_report.rows;
        m_report.shortened += row.shortened;
        for (size_t i = 0; i < row.cells.size(); ++i)
            m_report.empty[i] += row.cells[i].empty();
    }

    void xapi(content::RowFiles& files) {
        const content::XapiWriter writer(m_profile, m_hub);
        each(true, [&](const auto& made) {
            const auto line = std::visit([&](const auto& one) { return writer.line(one); }, made);
            if (line) {
                files.add(*line);
                ++m_report.rows;
            }
        });
    }

    Storage& m_storage;
    const Profile& m_profile;
    const ExportRequest& m_request;
    const std::vector<Point> m_points;
    const std::string& m_hub;
    ExportReport m_report;
};

} // namespace

ExportReport export_records(Storage& storage, const Profile& profile, const ExportRequest& request,
                            const std::string& hub) {
    return Export(storage, profile, request, hub).run();
}

} // namespace accanto::hub
