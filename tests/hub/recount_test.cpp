// Every figure that a page shows, counted a second time from the raw events of an invented network.
#include "tests/hub/recount.h"

#include "content/base/clock.h"
#include "content/base/file.h"
#include "content/library/exports/csv_check.h"
#include "content/library/exports/xapi.h"
#include "sync/hub/demo/fill.h"
#include "sync/hub/exports.h"
#include "sync/hub/figure_table.h"
#include "sync/hub/figures.h"
#include "sync/hub/ingest.h"
#include "tests/agent/world.h"
#include "tests/hub/pouring.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <set>

using namespace accanto;
using namespace accanto::test;

namespace {

bool fill(const std::filesystem::path& into, const hub::demo::DemoOptions& options) {
    const std::atomic<bool> stop = false;
    return hub::demo::fill(into, data_dir() / "content", options, stop, [](const hub::demo::Progress&) {}).has_value();
}

// One for all tests of this file: making it takes a second or two.
struct Network {
    Folder folder;
    std::filesystem::path data = folder.path / "hub";
    std::filesystem::path raw = folder.path / "raw.db"; // the events alone, by type: a question reads what it asks for
    std::unique_ptr<hub::Storage> storage;
    content::Library library = content::load_library({data_dir() / "content" / "tutorials"}, "");

    Network() {
        REQUIRE(fill(data, {3, 45, 7, "2026-10-10"}));
        REQUIRE(system(fmt::format("sqlite3 '{}' \"ATTACH '{}' AS hub; CREATE TABLE events AS SELECT point, kiosk, type, disposition, to_ms, bytes, json_extract(bytes, '\\$.data.visit') AS visit FROM hub.events;"
                                   " CREATE INDEX by_type ON events (type); CREATE INDEX by_visit ON events (visit, type)\"",
                                   raw.string(), (data / "hub.db").string())
                           .c_str()) == 0);
        storage = hub::open_sqlite(data);
        if (const std::string url = tests::new_store_url(); !url.empty())
            storage = Pouring(*storage, url).pour();
    }
    hub::Overview overview(const hub::Selection& selection, const std::vector<hub::Target>* targets = nullptr, bool with_point_waits = false) {
        hub::OverviewRequest asked;
        asked.now_ms = 1'791'656'000'000; // 2026-10-10, evening
        asked.zone = "Europe/Rome";
        asked.selection = selection;
        asked.library = &library;
        asked.targets = targets;
        asked.with_point_waits = with_point_waits;
        return hub::overview(*storage, asked);
    }
};
Network& network() {
    static Network one;
    return one;
}

hub::Selection all(const std::string& from = "2026-08-27", const std::string& to = "2026-10-10") { return {from, to, "", "", "", "", ""}; }

int64_t sum(const Recount& counts) {
    int64_t out = 0;
    for (const auto& [key, count] : counts)
        out += count;
    return out;
}
Recount as_recount(const hub::Counts& counts) {
    Recount out;
    for (const auto& [code, count] : counts)
        if (count != 0)
            out[code] = count;
    return out;
}
Recount crossed(const std::map<std::string, hub::Counts>& counts) {
    Recount out;
    for (const auto& [first, inner] : counts)
        for (const auto& [second, count] : inner)
            out[first + "/" + second] = count;
    return out;
}

// Nearest rank, from a sorted list of everybody: the definition, not the way pages count it.
int rank(const Recount& tens, int of_ten) {
    std::vector<int64_t> everybody;
    for (const auto& [ten, people] : tens)
        everybody.insert(everybody.end(), size_t(people), std::stoll(ten));
    if (everybody.empty())
        return 0;
    std::sort(everybody.begin(), everybody.end());
    return int(everybody[(everybody.size() * size_t(of_ten) + 9) / 10 - 1]) * 10;
}

void compare(const hub::Sums& now, const Period& period) {
    const auto file = network().raw;
    auto again = [&](const char* what) { return recount(file, what, period); };
    CHECK(as_recount(now.languages) == again("visits"));
    CHECK(now.visits == sum(again("visits")));
    CHECK(now.visits_with_ticket == sum(again("visits_with_ticket")));
    CHECK(now.tickets == sum(again("tickets")));
    CHECK(now.missed == sum(again("missed")));
    CHECK(now.left == sum(again("left")));
    CHECK(now.services == sum(again("help")));
    CHECK(as_recount(now.help) == again("help"));
    CHECK(as_recount(now.outcome) == again("outcomes"));
    CHECK(as_recount(now.ages) == again("ages"));
    CHECK(as_recount(now.genders) == again("genders"));
    CHECK(as_recount(now.appointments) == again("appointments"));
    CHECK(as_recount(now.educations) == again("educations"));
    CHECK(as_recount(now.occupations) == again("occupations"));
    CHECK(as_recount(now.citizenships) == again("citizenships"));
    CHECK(crossed(now.confidence) == again("confidence"));
    CHECK(now.newcomers == again("newcomers")["0"]);
    const Recount waits = again("waits");
    CHECK(now.waits.people == sum(waits));
    CHECK(now.waits.median_s == rank(waits, 5));
    CHECK(now.waits.nine_of_ten_s == rank(waits, 9));
    Recount hours;
    for (size_t hour = 0; hour < now.hours.size(); ++hour)
        if (now.hours[hour].people > 0)
            hours[std::to_string(hour)] = now.hours[hour].people;
    CHECK(hours == again("hours"));
    CHECK(now.first_success.people == sum(again("first_success")));
    CHECK(as_recount(now.faces) == again("faces"));
    CHECK(as_recount(now.stars) == again("stars"));
    CHECK(as_recount(now.skills) == again("skills"));
    CHECK(crossed(now.skill_areas) == again("skill_areas"));
    CHECK(crossed(now.observed) == again("observed"));
    Recount opened = again("opened"), finished = again("finished"), stopped = again("stopped"), funnels;
    for (const hub::Funnel& funnel : now.funnels) {
        CHECK(funnel.opened == opened[funnel.tutorial]);
        CHECK(funnel.finished == finished[funnel.tutorial]);
        for (const hub::StepView& step : funnel.steps)
            if (step.stopped > 0)
                funnels[fmt::format("{}/{}", funnel.tutorial, step.step)] = step.stopped;
    }
    CHECK(funnels == stopped);
}

} // namespace

TEST_CASE("every figure of the whole network equals a recount of the raw events") {
    const hub::Overview o = network().overview(all());
    CHECK(o.now.visits > 500);
    CHECK(o.now.services > 100);
    for (const char* fate : {"kept", "missed", "cancelled"}) // who is expected yet may be none
        CHECK(o.now.appointments.at(fate) > 0);
    CHECK(o.now.confidence.size() == 2);
    CHECK(o.now.educations.size() > 4);
    CHECK(!o.now.skills.empty());
    compare(o.now, {"2026-08-27", "2026-10-10", 2, ""});
    Recount visits = recount(network().raw, "visits_by_point", {"2026-08-27", "2026-10-10", 2, ""});
    Recount services = recount(network().raw, "services_by_point", {"2026-08-27", "2026-10-10", 2, ""});
    for (const hub::PointView& point : o.points) {
        CHECK(point.visits == visits[point.point.id]);
        CHECK(point.services == services[point.point.id]);
    }
    for (const hub::PointView& point : network().overview(all(), nullptr, true).points) {
        const Recount waits = recount(network().raw, "waits", {"2026-08-27", "2026-10-10", 2, "AND point = '" + point.point.id + "'"});
        CHECK(point.waits.people == sum(waits));
        CHECK(point.waits.median_s == rank(waits, 5));
    }
    Recount changes = recount(network().raw, "changes", {"2026-08-27", "2026-10-10", 2, ""});
    int64_t assessed = 0;
    for (const auto& [change, count] : changes)
        if (change.find("I_DSK2_NA") == std::string::npos)
            assessed += count;
    CHECK(o.now.skills_better + o.now.skills_same + o.now.skills_worse == assessed);
}

TEST_CASE("so does every figure of a few days, of one day, of a month and of days around it") {
    for (auto [from, to] : {std::pair("2026-09-01", "2026-09-30"), std::pair("2026-08-30", "2026-10-02"), std::pair("2026-09-14", "2026-09-14"),
                            std::pair("2026-09-29", "2026-10-04")})
        compare(network().overview(all(from, to)).now, {from, to, 2, ""});
    CHECK(network().overview(all("2031-01-01", "2031-12-31")).now.visits == 0);
    // A month is drawn by its days.
    const auto september = network().overview(all("2026-09-01", "2026-09-30")).now.moments;
    CHECK(september.size() > 20);
    CHECK(september.front().span == "2026-09-01");
}

TEST_CASE("and of one point, of an organisation and of a neighbourhood") {
    const hub::Overview whole = network().overview(all());
    REQUIRE(whole.all_organisations.size() > 1);
    const hub::PointView& first = whole.points.front();
    hub::Selection selection = all();
    selection.point = first.point.id;
    compare(network().overview(selection).now, {"2026-08-27", "2026-10-10", 2, "AND point = '" + first.point.id + "'"});
    for (bool by_organisation : {true, false}) {
        selection = all();
        (by_organisation ? selection.organisation : selection.neighbourhood) = by_organisation ? first.organisation : first.neighbourhood;
        const hub::Overview some = network().overview(selection);
        std::string list;
        for (const hub::PointView& point : some.points)
            list += (list.empty() ? "'" : ",'") + point.point.id + "'";
        compare(some.now, {"2026-08-27", "2026-10-10", 2, "AND point IN (" + list + ")"});
    }
    selection = all();
    selection.neighbourhood = "nowhere";
    CHECK(network().overview(selection).now.visits == 0);
}

TEST_CASE("and by language and by topic, as far as events tell them") {
    const auto file = network().raw;
    hub::Selection selection = all();
    selection.language = "en";
    const hub::Sums english = network().overview(selection).now;
    const Period of_english{"2026-08-27", "2026-10-10", 2, "AND json_extract(d, '$.language') = 'en'"};
    CHECK(english.visits > 0);
    for (auto [value, what] : {std::pair(english.visits, "visits"), std::pair(english.tickets, "tickets"), std::pair(english.services, "help")})
        CHECK(value == sum(recount(file, what, of_english)));
    CHECK(as_recount(english.skills) == recount(file, "skills", of_english));
    CHECK(as_recount(english.faces) == recount(file, "faces", of_english));
    CHECK(english.waits.people > 0);
    CHECK(english.waits.people == sum(recount(file, "waits", of_english)));
    CHECK(english.waits.median_s == rank(recount(file, "waits", of_english), 5));
    CHECK(english.missed == sum(recount(file, "missed", of_english)));
    CHECK(english.left == sum(recount(file, "left", of_english)));
    CHECK(crossed(english.observed) == recount(file, "observed", of_english));
    CHECK(as_recount(english.educations) == recount(file, "educations", of_english));
    const auto of_one_language = hub::tables_of(network().overview(selection), false);
    for (const char* name : {"hours", "observed", "help", "appointments"})
        CHECK(hub::find_table(of_one_language, name)->known);
    // Where somebody stopped is of the language of that visit.
    int64_t stops = 0;
    for (const hub::Funnel& funnel : english.funnels)
        for (const hub::StepView& step : funnel.steps)
            stops += step.stopped;
    CHECK(stops == sum(ask(file, "SELECT '', count(*) FROM events s JOIN events v ON s.visit = v.visit AND v.type = 'org.accanto.visit.started.v1'"
                                 " WHERE s.type = 'org.accanto.tutorial.stopped.v1' AND json_extract(v.bytes, '\\$.data.language') = 'en'")));
    selection = all();
    selection.topic = "smartphone";
    const hub::Sums phones = network().overview(selection).now;
    const Period of_topic{"2026-08-27", "2026-10-10", 2, "AND json_extract(d, '$.topic') = 'smartphone'"};
    const Period of_topics{"2026-08-27", "2026-10-10", 2, "AND EXISTS (SELECT 1 FROM json_each(d, '$.topics') WHERE value = 'smartphone')"};
    CHECK(phones.tickets == sum(recount(file, "tickets", of_topic)));
    CHECK(phones.waits.people == sum(recount(file, "waits", of_topic)));
    CHECK(as_recount(phones.help) == recount(file, "help", of_topics));
    CHECK(phones.visits == 0);
    const auto tables = hub::tables_of(network().overview(selection), false);
    CHECK(!hub::find_table(tables, "languages")->known);
    CHECK(hub::find_table(tables, "hours")->known);
}

TEST_CASE("an older hub's figures are worked out again, and come out the same") {
    Folder folder;
    std::filesystem::copy(network().data / "hub.db", folder.path / "hub.db");
    const std::string file = (folder.path / "hub.db").string();
    // As version 1 left it: other tables of figures, and everything else as it was.
    REQUIRE(system(("sqlite3 " + file + " \"DROP TABLE figures; DROP TABLE kinds; DROP TABLE tallies; DROP TABLE visits; DROP TABLE facts; DROP TABLE places;"
                    " DROP TABLE spreads; DROP TABLE point_waits; DROP TABLE bookings;"
                    " DROP TABLE release_points; DROP TABLE releases; DROP TABLE catalogues; DROP TABLE pack_pieces; DROP TABLE offered_keys;"
                    " DROP TABLE orders; DROP TABLE erasures; ALTER TABLE events DROP COLUMN erased; ALTER TABLE streams ADD COLUMN last_happened_ms INTEGER; DROP INDEX events_absent;"
                    " DROP TABLE organisations; DROP TABLE people; DROP TABLE audit; ALTER TABLE codes DROP COLUMN replaces;"
                    " ALTER TABLE kiosks DROP COLUMN replaces; ALTER TABLE kiosks DROP COLUMN replaced_by;"
                    " DROP INDEX events_looked_for; CREATE TABLE figures (point TEXT NOT NULL, day TEXT NOT NULL, kiosk TEXT NOT NULL, what TEXT NOT NULL,"
                    " detail TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (point, day, kiosk, what, detail)) WITHOUT ROWID;"
                    " INSERT INTO figures VALUES ('x', '2026-09-01', 'k', 'visit', 'it', 99);"
                    " UPDATE meta SET value = '1' WHERE name = 'figures_version'; PRAGMA user_version = 1\"").c_str()) == 0);
    ManualClock clock(1'791'656'000'000);
    hub::HubOptions options;
    options.data = folder.path;
    options.content = data_dir() / "content";
    options.zone = "Europe/Rome";
    hub::Hub older(options, clock);
    auto text = [](std::vector<hub::FigureRow> rows) {
        std::set<std::string> out;
        for (const auto& row : rows) {
            std::string spread;
            for (const auto& [value, count] : row.spread)
                spread += fmt::format(" {}x{}", value, count);
            out.insert(fmt::format("{}|{}|{}|{}|{}{}", row.what, row.detail, row.language, row.topics, row.count, spread));
        }
        return out;
    };
    for (const std::vector<std::string>& points : {std::vector<std::string>(), std::vector<std::string>{network().storage->points()[0].id}}) {
        const hub::FigureFilter filter{"2026-08-27", "2026-10-10", points, {}, {}};
        CHECK(text(older.storage().figures(filter)) == text(network().storage->figures(filter)));
    }
    CHECK(older.storage().facts().size() == network().storage->facts().size());
    CHECK(older.storage().tallies("2026-08-27", "2026-10-10").size() == network().storage->tallies("2026-08-27", "2026-10-10").size());
}

TEST_CASE("the same seed invents the same network, another one another; what is there is left alone; a stop leaves nothing") {
    Folder folder;
    const hub::demo::DemoOptions options{2, 8, 7, "2026-10-10"};
    hub::demo::DemoOptions other = options;
    other.seed = 8;
    REQUIRE(fill(folder.path / "once", options));
    REQUIRE(fill(folder.path / "other", other));
    auto bytes = [](const std::filesystem::path& data) {
        Sha256 out{};
        hub::open_sqlite(data)->each_event([&](const hub::StoredEvent& event) {
            out = sha256(view(out), event.bytes);
            return true;
        });
        return out;
    };
    CHECK(bytes(folder.path / "other") != bytes(folder.path / "once"));
    CHECK_THROWS_WITH_AS(fill(folder.path / "once", options), doctest::Contains("there is something here already"), Error);
    std::filesystem::create_directories(folder.path / "killed" / ".demo-unfinished");
    write_file_durably(folder.path / "killed" / ".demo-unfinished" / "hub.db", "half");
    REQUIRE(fill(folder.path / "killed", options));
    CHECK(bytes(folder.path / "killed") == bytes(folder.path / "once"));
    std::atomic<bool> stop = true;
    CHECK(!hub::demo::fill(folder.path / "stopped", data_dir() / "content", {3, 30, 1, "2026-10-10"}, stop, [](const hub::demo::Progress&) {}));
    CHECK(!std::filesystem::exists(folder.path / "stopped"));
}

TEST_CASE("all that the network did is exported: valid xAPI statements, of nobody; a national CSV without a refusal") {
    Folder folder;
    const content::Profile xapi = content::profile_named("xapi"), national = content::profile_named("it-facilita");
    const hub::ExportRequest request{"2026-09-01", "2026-09-30", "", folder.path / "statements.jsonl"};
    const hub::ExportReport statements = hub::export_records(*network().storage, xapi, request, "1a2b-3c4d-5e6f-7081");
    CHECK(statements.rows > 2000);
    std::ifstream lines(request.out);
    int64_t read = 0, faults = 0;
    for (std::string line; std::getline(lines, line); ++read)
        for (const std::string& fault : content::faults_of_statement(line, xapi)) {
            ++faults;
            MESSAGE(fault);
        }
    CHECK(read == statements.rows);
    CHECK(faults == 0);
    const hub::ExportRequest services{"2026-09-01", "2026-09-30", "", folder.path / "services.csv"};
    const hub::ExportReport rows = hub::export_records(*network().storage, national, services, "");
    CHECK(rows.rows == sum(recount(network().raw, "help", {"2026-09-01", "2026-09-30", 2, ""})));
    std::ifstream csv(services.out);
    int refused = 0;
    const auto checked = content::check_csv(csv, national, {}, [&](const content::Refusal& refusal) {
        ++refused;
        MESSAGE(refusal.why);
    });
    CHECK(checked.rows == rows.rows);
    CHECK(refused == 0);
}
