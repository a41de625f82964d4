// The command as a technician gives it, and the tests that its rows name.

#include "content/base/file.h"
#include "kiosk/walk/clauses.h"
#include "tests/process.h"
#include "tests/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <regex>
#include <set>
#include <sstream>

using namespace accanto;
using tests::Process;

namespace {

std::string run(const char* program, const std::vector<std::string>& arguments, int expected) {
    const tests::TemporaryFolder folder;
    Process command(program, arguments, folder / "log");
    CHECK(command.wait() == expected);
    return read_file(folder / "log").value_or("");
}

// All sources of tests, each literal that goes on in the next line made one.
std::string sources_of_tests() {
    std::string out;
    for (const auto& file :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(ACCANTO_SOURCE_DIR) / "tests"))
        if (file.path().string().ends_with("_test.cpp"))
            out += read_file(file.path()).value_or("");
    return std::regex_replace(out, std::regex("\"\\s*\\n\\s*\""), "");
}

std::set<std::string> entries_of_ctest() {
    std::set<std::string> out;
    std::istringstream lines(run(ACCANTO_CTEST, {"--test-dir", ACCANTO_BUILD_DIR, "-N"}, 0));
    for (std::string line; std::getline(lines, line);)
        if (const size_t colon = line.find(": ");
            line.find("Test ") != std::string::npos && colon != std::string::npos)
            out.insert(line.substr(colon + 2));
    return out;
}

} // namespace

TEST_CASE("every test that the report of accessibility names exists, and has that case") {
    const std::set<std::string> entries = entries_of_ctest();
    REQUIRE(entries.size() > 50);
    const std::string sources = sources_of_tests();
    for (const walk::Chapter& chapter : walk::chapters())
        for (const walk::Clause& clause : chapter.clauses)
            for (const walk::Evidence& one : clause.evidence) {
                if (one.kind != walk::Evidence::Kind::test)
                    continue;
                CAPTURE(clause.number);
                CAPTURE(one.what);
                CAPTURE(one.title);
                CHECK(entries.contains(one.what));
                CHECK((one.title.empty() || sources.find("\"" + one.title + "\"") != std::string::npos));
            }
}

TEST_CASE("accanto doctor accessibility gives the report to people and programs, and tells a word it does "
          "not know") {
    const std::string text =
        run(ACCANTO_TOOL_PROGRAM, {"doctor", "accessibility", "--language", "en", "--screen", "hours"}, 0);
    CHECK(text.find("100 % walked") != std::string::npos);
    CHECK(text.find("needs hardware  5.1.3.12 ") != std::string::npos);
    const std::string log =
        run(ACCANTO_TOOL_PROGRAM,
            {"doctor", "accessibility", "--json", "--language", "sv", "--screen", "hours"}, 0);
    const auto json = nlohmann::json::parse(log.substr(log.find("{\n")));
    CHECK(json["not_met"] == 0);
    CHECK(json["clauses"].size() > 60);
    CHECK(json["clauses"][0]["verdict"] == "met");
    CHECK(run(ACCANTO_TOOL_PROGRAM, {"doctor", "accessibility", "--screen", "nowhere"}, 2)
              .find("There are: attract ") != std::string::npos);
    CHECK(run(ACCANTO_TOOL_PROGRAM, {"doctor", "accessibility", "--sampel", "3"}, 2).find("--sampel") !=
          std::string::npos);
    CHECK(run(ACCANTO_TOOL_PROGRAM, {"doctor", "accessibility", "--help"}, 0).find("--sample") !=
          std::string::npos);
}
