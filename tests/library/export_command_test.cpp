#include "content/library/exports/xapi.h"
#include "tests/library/command_run.h"
#include "tests/library/exports.h"
#include "tests/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <fstream>

using namespace accanto;
using namespace accanto::content;
using namespace accanto::tests;

namespace {

struct Desk {
    TemporaryFolder folder;
    std::string file = (folder / "file.csv").string();

    CommandRun check(const std::string& text, const std::string& more = "",
                     const std::string& profile = "it-facilita") {
        std::ofstream(file, std::ios::binary) << text;
        return run_accanto("export check --profile " + profile + " '" + file + "' " + more);
    }
    std::string named(const std::string& text) const { return file + text; }
};

Experience a_step() {
    Experience out;
    out.id = "019ac1f2-0000-7000-8000-00000000000a";
    out.what = "step";
    out.visit = "v1";
    out.point = "bari-centro";
    out.language = "it";
    out.tutorial = "create-email";
    out.at_ms = 1'795'425'300'000;
    out.step = 3;
    out.kind = "tap";
    out.result = "done_with_hint";
    out.success = true;
    out.alone = false;
    out.hints = 1;
    out.wrong = 2;
    return out;
}
const Profile& xapi() {
    return profile_of("xapi");
}

} // namespace

TEST_CASE("a good file ends with 0 and says what is left to the mentor") {
    Desk desk;
    const CommandRun result = desk.check(file_of({good_cells()}));
    CHECK(result.code == 0);
    CHECK(
        result.out ==
        desk.named(
            ": 0 of 1 rows would be refused by it-facilita 1\n"
            "to be filled in by the mentor before uploading (empty rows): IDFacilitatore (1), "
            "NominativoFacilitatore (1), IDSede (1), "
            "AN1 (1), AN2 (1), AN3 (1), AN4 (1), AN7 (1), AN8 (1), AN9 (1), AN10 (1), AN11 (1), AN12 (1)\n"));
    CHECK(desk.check(file_of({complete_cells()}), "--complete").code == 0);
    CHECK(desk.check(file_of({good_cells()}), "--complete").code == 1);
}

TEST_CASE("what would be refused ends with 1, with line, row, column and reason") {
    Desk desk;
    Cells bad = good_cells();
    bad["SE1"] = "ieri";
    const CommandRun result = desk.check(file_of({good_cells(), bad}));
    CHECK(result.code == 1);
    CHECK(result.out.starts_with(desk.named(":3: row 2, SE1: \"ieri\" is no day; write it as 2026-11-23\n")));

    const auto json = nlohmann::json::parse(desk.check(file_of({good_cells(), bad}), "--json").out);
    CHECK(json["accepted"] == false);
    CHECK(json["rows"] == 2);
    CHECK(json["refused_rows"] == 1);
    CHECK(json["refusals"][0] == nlohmann::json{{"line", 3},
                                                {"row", 2},
                                                {"column", "SE1"},
                                                {"rule", "day"},
                                                {"why", "\"ieri\" is no day; write it as 2026-11-23"}});
    CHECK(json["later"]["AN3"] == 2);
}

TEST_CASE("a long file is split into numbered files that each pass, with every row once") {
    Desk desk;
    std::filesystem::create_directory(desk.folder / "parts");
    const std::string parts = (desk.folder / "parts").string();
    std::string text = header_line(facilita()), rows;
    for (int i = 0; i < 9001; ++i) {
        Cells cells = good_cells();
        cells["SE7"] = "riga\n" + std::to_string(i);
        rows += line_of(cells);
    }
    const CommandRun result = desk.check(text + rows, "--split '" + parts + "'");
    CHECK(result.code == 0);
    CHECK(result.out.find("written: " + parts + "/file-001.csv\nwritten: " + parts + "/file-002.csv\n") !=
          std::string::npos);
    const std::string first = *read_file(parts + "/file-001.csv"),
                      second = *read_file(parts + "/file-002.csv");
    CHECK(first.substr(text.size()) + second.substr(text.size()) == rows);
    CHECK(seen(first).told() == "");
    CHECK(seen(second).told() == "");
    CHECK(seen(second).checked.rows == 1);

    const CommandRun again = desk.check(text + rows, "--split '" + parts + "'");
    CHECK(again.code == 1);
    CHECK(again.out.find("is there already, and is not written over") != std::string::npos);
    CHECK(desk.check(text + line_of(good_cells()), "--split '" + parts + "'")
              .out.find("not split: all rows fit into one file") != std::string::npos);
    CHECK(desk.check(text + rows, "--split /nowhere/at/all")
              .out.find("there is no such folder; make it first") != std::string::npos);
}

TEST_CASE("a wrong name is answered with a sentence") {
    Desk desk;
    const CommandRun missing = run_accanto("export check --profile it-facilita /nowhere/file.csv");
    CHECK(missing.code == 1);
    CHECK(missing.out == "accanto: /nowhere/file.csv: there is no such file\n");
    CHECK(run_accanto("export check --profile it-facilita /tmp").out ==
          "accanto: /tmp: that is a folder; name one file\n");
    const CommandRun unknown = desk.check("", "", "it-facilta");
    CHECK(unknown.code == 1);
    CHECK(unknown.out.find("there is no profile \"it-facilta\"") != std::string::npos);
    CHECK(unknown.out.find("there is it-facilita, open-data, xapi") != std::string::npos);
    CHECK(run_accanto("export check --profile it-facilita").code == 2);
}

TEST_CASE("a statement says what happened, and nobody is in it") {
    const XapiWriter writer(xapi(), "1a2b-3c4d-5e6f-7081");
    const std::string line = *writer.line(a_step());
    CHECK(faults_of_statement(line, xapi()).empty());
    const auto json = nlohmann::json::parse(line);
    CHECK(json["id"] == "019ac1f2-0000-7000-8000-00000000000a");
    CHECK(json["actor"]["account"]["homePage"] == "https://hub-1a2b-3c4d-5e6f-7081.accanto.invalid/visits");
    CHECK(json["actor"]["account"]["name"].get<std::string>().size() == 32);
    CHECK(json["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered");
    CHECK(json["object"]["id"] == "urn:accanto:tutorial:create-email:step:3");
    CHECK(json["object"]["definition"]["interactionType"] == "performance");
    CHECK(json["timestamp"] == "2026-11-23T09:15:00.000Z");
    CHECK(json["result"]["success"] == true);
    CHECK(line.find("v1\"") == std::string::npos);

    CoreRecord record = a_record();
    const std::string service = *writer.line(record);
    CHECK(faults_of_statement(service, xapi()).empty());
    CHECK(nlohmann::json::parse(service)["result"]["duration"] == "PT30M30S");
    for (const std::string& secret : {record.note, record.mentor, record.visit})
        CHECK(service.find(secret) == std::string::npos);
    CHECK(*writer.line(record) == service);
}

TEST_CASE("every kind of experience is a statement that a record store takes") {
    const XapiWriter writer(xapi(), "x");
    for (const char* what : {"opened", "read", "step", "finished", "stopped"})
        for (const char* kind :
             {"read", "tap", "type", "choose", "order", "match", "check", "free_try", "ask_mentor"}) {
            Experience experience = a_step();
            experience.what = what;
            experience.kind = kind;
            experience.lasted_s = 61.5;
            experience.completed = true;
            const auto faults = faults_of_statement(*writer.line(experience), xapi());
            CHECK_MESSAGE(faults.empty(), what, " ", kind, ": ", faults.empty() ? "" : faults.front());
        }
}

TEST_CASE("durations are written as ISO 8601") {
    CHECK(iso_duration(0) == "PT0S");
    CHECK(iso_duration(-3) == "PT0S");
    CHECK(iso_duration(12.5) == "PT12.50S");
    CHECK(iso_duration(754) == "PT12M34S");
    CHECK(iso_duration(3600) == "PT1H");
    CHECK(iso_duration(86399.999) == "PT24H");
    CHECK(iso_duration(3661) == "PT1H1M1S");
}

TEST_CASE("each rule of a statement, broken once, is told") {
    const XapiWriter writer(xapi(), "x");
    const auto good = nlohmann::json::parse(*writer.line(a_step()));
    auto fault = [&](const char* where, const nlohmann::json& value) {
        auto broken = good;
        broken[nlohmann::json::json_pointer(where)] = value;
        const auto faults = faults_of_statement(broken.dump(), xapi());
        return faults.empty() ? "" : faults.front();
    };
    CHECK(fault("/id", "12") == "\"id\" must be a UUID");
    CHECK(fault("/timestamp", "2026-11-23T09:15:00")
              .starts_with("\"timestamp\" must be a time with its offset"));
    CHECK(fault("/timestamp", "2026-11-23T09:15:00-00:00")
              .starts_with("\"timestamp\" must be a time with its offset"));
    CHECK(fault("/version", "2.0.0").starts_with("\"version\" must be"));
    CHECK(fault("/actor/objectType", "Group") == "\"actor.objectType\" must be Agent");
    CHECK(fault("/actor/name", "Maria").starts_with("\"actor\" may not hold \"name\""));
    CHECK(fault("/actor/mbox", "mailto:a@b.example").starts_with("\"actor\" may not hold \"mbox\""));
    CHECK(fault("/actor/account/name", "Maria Rossi")
              .starts_with("\"actor.account.name\" must be a pseudonym"));
    CHECK(fault("/actor/account/homePage", "here") == "\"actor.account.homePage\" must be a URL");
    CHECK(fault("/verb/id", "http://example.org/met") == "\"verb.id\" must be one of the profile's verbs");
    CHECK(fault("/verb/display", "answered") == "\"verb.display\" must be texts by language");
    CHECK(fault("/object/id", "no iri") == "\"object\" must have an IRI as its id");
    CHECK(fault("/object/objectType", "Person") == "\"object\" must be an Activity");
    CHECK(fault("/object/definition/interactionType", "tap")
              .starts_with("\"object.definition.interactionType\" must be one of"));
    CHECK(fault("/result/success", "yes") == "\"result.success\" must be true or false");
    for (const char* wrong : {"12", "PT", "P", "12:30", "PT1S1H", "-PT1S"})
        CHECK_MESSAGE(fault("/result/duration", wrong).starts_with("\"result.duration\" must be a duration"),
                      wrong);
    for (const char* right : {"PT0S", "PT1H1M1.50S", "P1DT2H", "P3W"})
        CHECK_MESSAGE(fault("/result/duration", right) == "", right);
    CHECK(fault("/result/extensions/plain", 1) == "\"plain\" in result.extensions must be an IRI");
    CHECK(fault("/result/success", nullptr) == "\"result.success\" is null; leave it out");
    CHECK(fault("/context/language", "italiano!") ==
          "\"context.language\" must be a language tag, such as ca");
    CHECK(fault("/context/instructor", nlohmann::json{{"name", "Giulia"}})
              .starts_with("\"context\" may not hold \"instructor\""));
    CHECK(fault("/stored", "now").starts_with("the statement may not hold \"stored\""));
    CHECK(faults_of_statement("[]", xapi()) == std::vector<std::string>{"the line is no JSON object"});

    Desk desk;
    CHECK(desk.check(good.dump() + "\n" + good.dump() + "\n", "", "xapi").out ==
          desk.named(": 0 of 2 rows would be refused by xapi 1\n"));
    const CommandRun broken = desk.check(good.dump() + "\n{}\n", "", "xapi");
    CHECK(broken.code == 1);
    CHECK(broken.out.starts_with(desk.named(":2: row 2: \"id\" must be a UUID\n")));
    CHECK(desk.check("", "", "xapi").code == 1);
}
