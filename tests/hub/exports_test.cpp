#include "content/library/exports/csv.h"
#include "content/library/exports/csv_check.h"
#include "content/library/exports/xapi.h"
#include "sync/hub/exports.h"
#include "tests/hub/town.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>
#include <sys/wait.h>

using namespace accanto;
using namespace accanto::test;

namespace {

constexpr const char* today = "2026-11-23";

std::string uuid(int n) {
    return fmt::format("019ac1f2-0000-7000-8000-{:012}", n);
}

// A point whose kiosk tells what a test wants told.
struct Place {
    World world;
    Kiosk kiosk{world, "bari-centro", "Biblioteca Centro", "entrance"};
    Folder out;
    int services = 0;

    void opened(int visit, const std::string& tutorial) {
        kiosk.event("tutorial.opened.v1", fmt::format(R"({{"visit":"{}","tutorial":"{}","language":"it"}})",
                                                      uuid(visit), tutorial));
    }
    void practised(int visit, const std::string& competence, const std::string& observed) {
        kiosk.event(
            "tutorial.practice.v1",
            fmt::format(
                R"({{"visit":"{}","tutorial":"pay-notice","step":2,"observed":"{}","competences":["{}"]}})",
                uuid(visit), observed, competence));
    }
    std::string service_data(int visit, const std::string& language = "it", const std::string& note = "",
                             const std::string& day = today) {
        ++services;
        const nlohmann::json data = {{"service", uuid(1000 + services)},
                                     {"ticket", uuid(2000 + services)},
                                     {"label", "B07"},
                                     {"visit", uuid(visit)},
                                     {"service_day", day},
                                     {"language", language},
                                     {"desk", "1"},
                                     {"mentor", uuid(9)},
                                     {"class", "normal"},
                                     {"topics", {"payments"}},
                                     {"help", "with"},
                                     {"outcome", "done"},
                                     {"obstacle", ""},
                                     {"note", note},
                                     {"stuck", nullptr},
                                     {"waited_s", 60},
                                     {"served_s", services % 2 ? nlohmann::json(1800.4) : nlohmann::json()}};
        return data.dump();
    }
    template <typename... Parts>
    void service(Parts... parts) {
        kiosk.event("service.recorded.v1", service_data(parts...));
    }
    hub::ExportReport export_as(const std::string& profile, const std::filesystem::path& to,
                                const std::string& from = today, const std::string& until = today,
                                const std::string& point = "") {
        kiosk.push();
        return hub::export_records(world.hub().storage(), content::profile_named(profile),
                                   {from, until, point, to}, world.hub().public_key().fingerprint());
    }
};

std::string told(const std::string& profile, const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string out;
    content::check_csv(in, content::profile_named(profile), {},
                       [&](const content::Refusal& one) { out += one.column + ": " + one.why + "\n"; });
    return out;
}

std::vector<std::map<std::string, std::string>> rows_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    content::CsvReader reader(in, ',');
    content::CsvRow header, row;
    std::vector<std::map<std::string, std::string>> out;
    REQUIRE(reader.next(header));
    while (reader.next(row)) {
        auto& cells = out.emplace_back();
        for (size_t i = 0; i < header.cells.size(); ++i)
            cells[header.cells[i]] = row.cells.at(i);
    }
    return out;
}

} // namespace

TEST_CASE("services become the national CSV, which passes its own check") {
    Place place;
    place.opened(1, "pay-notice");
    place.practised(1, "4.2", "alone");
    place.practised(1, "1.1", "not_done");
    place.service(1, "it", "Ha pagato: \"tutto\"\nرقم 7");
    place.service(2, "ar");
    place.service(3, "it", "", "2026-11-24");
    const auto file = place.out.path / "november.csv";
    const hub::ExportReport report = place.export_as("it-facilita", file);
    CHECK(report.files == std::vector<std::filesystem::path>{file});
    CHECK(report.rows == 2);
    CHECK(told("it-facilita", file) == "");
    auto rows = rows_of(file);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0]["NominativoSede"] == "Biblioteca Centro");
    CHECK(rows[0]["SE1"] == "2026-11-23");
    CHECK(rows[0]["SE2"] == "00:30");
    CHECK(rows[0]["SE3"] == "A");
    CHECK(rows[0]["SE4"] == "D");
    CHECK(rows[0]["SE5"] == "12");
    CHECK(rows[0]["SE6"] == "B");
    CHECK(rows[0]["SE7"] == "Ha pagato: tutto\nرقم 7");
    CHECK(rows[1]["SE2"] == "");
    CHECK(rows[1]["SE5"] == "6");
    CHECK(rows[1]["SE6"] == "");
    for (auto& row : rows)
        for (const char* identity : {"IDFacilitatore", "AN1", "AN2", "AN3", "AN6", "AN14", "AN17"})
            CHECK(row[identity] == "");
    CHECK(report.empty[4] == 2);
    CHECK_THROWS_WITH(place.export_as("it-facilita", file), doctest::Contains("is there already"));
}

TEST_CASE("a full record fills every column of the national CSV that is not somebody's identity, and passes its check") {
    Place place;
    place.practised(1, "4.2", "alone");
    place.kiosk.event("skills.checked.v1",
                      nlohmann::json{{"visit", uuid(1)}, {"overall", "I_DSK2_LM"}, {"heard", "acquaintances"}}.dump());
    auto full = nlohmann::json::parse(place.service_data(1, "it", "ok"));
    full.update({{"mode", "mentor"},        {"channel", "individual"},    {"competences", {"2.3", "1.1"}},
                 {"public_services", {"pagopa", "local_taxes_fines"}},    {"age_band", "65-74"},
                 {"gender", "female"},      {"education", "lower_secondary"}, {"occupation", "retired"},
                 {"citizenship", "non_eu"}, {"repeat_visitor", "yes"},    {"confidence_before", 1},
                 {"confidence_after", 3},   {"satisfaction", 3},          {"would_return", ""}});
    place.kiosk.event("service.recorded.v1", full.dump());
    // A record of somebody who said nothing, of another kind of help.
    auto bare = nlohmann::json::parse(place.service_data(2));
    bare.update({{"channel", "remote"}, {"competences", nlohmann::json::array()}, {"public_services", nlohmann::json::array()},
                 {"age_band", ""},      {"education", "none"},                    {"satisfaction", 0},
                 {"would_return", "no"}});
    place.kiosk.event("service.recorded.v1", bare.dump());
    // The person's own stars, given after the mentor's record.
    place.kiosk.event("stars.given.v1", nlohmann::json{{"visit", uuid(1)},   {"language", "it"}, {"ticket", full["ticket"]},
                                                       {"stars", 5}, {"would_return", "yes"}}.dump());
    const auto file = place.out.path / "full.csv";
    place.export_as("it-facilita", file);
    CHECK(told("it-facilita", file) == "");
    auto rows = rows_of(file);
    REQUIRE(rows.size() == 2);
    const std::map<std::string, std::string> wanted = {
        {"AN7", "A"}, {"AN8", "C"}, {"AN9", "B"}, {"AN10", "G"}, {"AN11", "C"},      {"SE1", today}, {"SE2", "00:30"}, {"SE3", "A"},
        {"SE4", "A:B:D"}, {"SE5", "1:6:12"}, {"SE6", "B:O"}, {"SE7", "ok"}, {"ES1", "L"}, {"ES3", "A"}, {"ES6", "5"}};
    for (const auto& one : wanted)
        CHECK_MESSAGE(rows[0][one.first] == one.second, one.first << " is " << rows[0][one.first]);
    CHECK(rows[1]["SE3"] == "E");
    CHECK(rows[1]["AN8"] == "");
    CHECK(rows[1]["AN9"] == "L");
    CHECK(rows[1]["SE5"] == "6"); // what the topic is about
    CHECK(rows[1]["ES3"] == "");
    CHECK(rows[1]["ES6"] == "");

    const auto open = place.out.path / "open.csv";
    place.export_as("open-data", open);
    CHECK(told("open-data", open) == "");
    auto told_openly = rows_of(open);
    CHECK(told_openly[0]["public_services"] == "pagopa:local_taxes_fines");
    CHECK(told_openly[0]["repeat_visitor"] == "yes");
    CHECK(told_openly[0]["satisfaction"] == "5");
    CHECK(told_openly[0]["age_band"] == ""); // one person alone has no such thing in public
    CHECK(told_openly[1]["channel"] == "remote");
}

TEST_CASE("9,000 services are one file and the next begins another; one file alone may not have more") {
    Place place;
    std::vector<std::string> services;
    for (int i = 0; i < 9001; ++i)
        services.push_back(place.service_data(1));
    place.kiosk.events("service.recorded.v1", services);
    const hub::ExportReport report = place.export_as("it-facilita", place.out.path);
    REQUIRE(report.files.size() == 2);
    CHECK(report.files[0].filename() == "it-facilita-2026-11-23-2026-11-23-001.csv");
    CHECK(rows_of(report.files[0]).size() == 9000);
    CHECK(rows_of(report.files[1]).size() == 1);
    for (const auto& file : report.files)
        CHECK(told("it-facilita", file) == "");
    CHECK_THROWS_WITH(place.export_as("it-facilita", place.out.path / "one.csv"),
                      doctest::Contains("give a folder"));
    CHECK_FALSE(std::filesystem::exists(place.out.path / "one.csv"));
}

TEST_CASE("open data hide what is known of a person where fewer than five share it") {
    Place place;
    for (int i = 0; i < 5; ++i)
        place.service(i, "it");
    for (int i = 0; i < 4; ++i)
        place.service(10 + i, "ar");
    const auto file = place.out.path / "open.csv";
    const hub::ExportReport report = place.export_as("open-data", file);
    CHECK(report.rows == 9);
    CHECK(report.hidden == 4);
    CHECK(told("open-data", file) == "");
    int italian = 0, hidden = 0;
    for (auto& row : rows_of(file)) {
        CHECK(row.size() == 20);
        CHECK(row["month"] == "2026-11");
        italian += row["language"] == "it";
        hidden += row["language"].empty();
    }
    CHECK(italian == 5);
    CHECK(hidden == 4);
    const std::string text = *read_file(file);
    for (const std::string& secret : {uuid(1), uuid(9), std::string("2026-11-23")})
        CHECK(text.find(secret) == std::string::npos);
}

TEST_CASE("what people learned and were helped with are statements that a record store takes") {
    Place place;
    place.opened(1, "pay-notice");
    auto told_of = [&](const char* type, const std::string& rest) {
        place.kiosk.event(type, fmt::format(R"({{"visit":"{}","tutorial":"pay-notice",{}}})", uuid(1), rest));
    };
    told_of("tutorial.step.v1",
            R"("step":1,"kind":"read","result":"read","alone":false,"wrong":0,"hints":0)");
    told_of("tutorial.step.v1",
            R"("step":2,"kind":"tap","result":"shown","alone":false,"wrong":2,"hints":3)");
    told_of("tutorial.finished.v1",
            R"("language":"it","lasted_s":754,"completed":true,"passed":false,"satisfied":true)");
    told_of("tutorial.stopped.v1", R"("step":2,"steps":9)");
    place.service(1, "it", "una nota");
    const auto file = place.out.path / "learned.jsonl";
    const hub::ExportReport report = place.export_as("xapi", file);
    CHECK(report.rows == 6);
    std::istringstream lines(*read_file(file));
    std::vector<std::string> verbs;
    std::set<std::string> actors, ids;
    for (std::string line; std::getline(lines, line);) {
        const auto faults = content::faults_of_statement(line, content::profile_named("xapi"));
        CHECK_MESSAGE(faults.empty(), line);
        const auto json = nlohmann::json::parse(line);
        verbs.push_back(json["verb"]["display"]["en"]);
        actors.insert(json["actor"].dump());
        ids.insert(json["id"]);
        for (const std::string& secret : {uuid(1), uuid(9), std::string("una nota")})
            CHECK(line.find(secret) == std::string::npos);
    }
    CHECK(verbs == std::vector<std::string>{"launched", "experienced", "answered", "completed", "suspended",
                                            "attended"});
    CHECK(actors.size() == 1);
    CHECK(ids.size() == 6);
}

TEST_CASE("an export of nothing writes nothing, and what cannot be asked is told in a sentence") {
    Place place;
    place.service(1);
    const auto file = place.out.path / "none.csv";
    const hub::ExportReport report = place.export_as("it-facilita", file, "2025-01-01", "2025-12-31");
    CHECK(report.rows == 0);
    CHECK(report.files.empty());
    CHECK(std::filesystem::is_empty(place.out.path));
    CHECK(place.export_as("it-facilita", place.out.path / "here.csv", today, today, "bari-centro").rows == 1);
    CHECK(place.export_as("it-facilita", place.out.path / "there.csv", today, today, "biblio").rows == 0);
    auto fails = [&](const std::string& from, const std::string& to, const std::string& point,
                     const std::string& words) {
        CHECK_THROWS_WITH(place.export_as("it-facilita", file, from, to, point),
                          doctest::Contains(words.c_str()));
    };
    fails("23/11/2026", today, "", "--from 23/11/2026: no day; write it as 2026-11-23");
    fails(today, "2026-11-31", "", "--to 2026-11-31: no day");
    fails("2026-11-24", today, "", "--to 2026-11-23 is before --from 2026-11-24");
    fails(today, today, "bari", "--point bari: this hub has no such point; it has bari-centro, biblio");
}

TEST_CASE("accanto-hub export says what it wrote and what was left empty") {
    Place place;
    place.service(1);
    place.kiosk.push();
    auto run = [&](const std::string& arguments) {
        FILE* pipe = popen((std::string("'") + ACCANTO_HUB_PROGRAM + "' export --data '" +
                            place.world.hub_folder.path.string() + "' " + arguments + " </dev/null 2>&1")
                               .c_str(),
                           "r");
        REQUIRE(pipe);
        std::string out;
        char buffer[4096];
        while (size_t n = fread(buffer, 1, sizeof buffer, pipe))
            out.append(buffer, n);
        const int status = pclose(pipe);
        return std::pair(WIFEXITED(status) ? WEXITSTATUS(status) : -1, out);
    };
    const std::string days = " --from 2026-11-01 --to 2026-11-30 ";
    const std::string file = (place.out.path / "out.csv").string();
    auto [code, said] = run("--profile it-facilita" + days + "--out '" + file + "'");
    CHECK(code == 0);
    CHECK(said.starts_with("it-facilita 1: services from 2026-11-01 to 2026-11-30: 1\n  " + file +
                           "\nleft empty in every row: IDFacilitatore, "));
    CHECK(said.find("to be filled in by the mentor before uploading: IDFacilitatore, NominativoFacilitatore, "
                    "IDSede, AN1, ") != std::string::npos);
    auto [again, refused] = run("--profile it-facilita" + days + "--out '" + file + "'");
    CHECK(again == 1);
    CHECK(refused ==
          "accanto-hub: " + file + " is there already, and is not written over; choose another name\n");
    auto [statements, xapi] = run("--profile xapi" + days + "--out '" + place.out.path.string() + "'");
    CHECK(statements == 0);
    CHECK(xapi.find("xapi-2026-11-01-2026-11-30-001.jsonl") != std::string::npos);
    auto [unknown, names] = run("--profile x" + days + "--out '" + file + "'");
    CHECK(unknown == 1);
    CHECK(names.find("there is it-facilita, open-data, xapi") != std::string::npos);
}
