#include "sync/hub/figure_table.h"
#include "sync/hub/shares.h"
#include "sync/hub/targets.h"
#include "tests/temporary_folder.h"

#include "content/base/error.h"
#include "content/base/file.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <random>

using namespace accanto;
using namespace accanto::hub;
using accanto::tests::TemporaryFolder;

namespace {

Shares of(std::vector<int64_t> counts, bool hide = true) {
    std::vector<std::pair<std::string, int64_t>> named;
    for (size_t i = 0; i < counts.size(); ++i)
        named.emplace_back(std::to_string(i), counts[i]);
    return shares_of(named, hide);
}
std::string hidden(const Shares& shares) {
    std::string out;
    for (const Cell& cell : shares.cells)
        out += cell.hidden ? "x" : "-";
    return out + (shares.total_hidden ? "T" : "");
}

} // namespace

TEST_CASE("shares add to 100, whatever the counts are") {
    CHECK(of({1, 1, 1}, false).cells[0].percent == 34);
    CHECK(of({0, 0}, false).cells[0].percent == 0);
    std::mt19937 dice(5);
    for (int round = 0; round < 500; ++round) {
        std::vector<int64_t> counts(1 + dice() % 9);
        for (int64_t& count : counts)
            count = dice() % (round % 2 ? 12 : 100'000);
        const Shares shares = of(counts, round % 3 == 0);
        int all = 0, shown = 0;
        for (const Cell& cell : shares.cells) {
            all += cell.percent;
            shown += cell.hidden ? 0 : cell.percent;
        }
        CHECK(all == (shares.total > 0 ? 100 : 0));
        CHECK(shown + shares.hidden_percent == all);
    }
}

TEST_CASE("fewer than five are hidden, and what would give them away with them") {
    CHECK(hidden(of({10, 20, 30})) == "---");
    CHECK(hidden(of({0, 20, 30})) == "---");   // nobody is no one
    CHECK(hidden(of({3, 20, 30})) == "xx-");   // alone it could be worked out from the total
    CHECK(hidden(of({3, 4, 30})) == "xx-");
    CHECK(hidden(of({1, 1, 30, 50})) == "xxx-"); // two that make two are one each
    CHECK(hidden(of({3, 0, 0})) == "x--T");
    CHECK(hidden(of({2, 1})) == "xxT");
    CHECK(hidden(of({3, 20, 30}, false)) == "---");
}

TEST_CASE("nobody can work out a hidden cell from what is shown") {
    // Whoever knows the rule, the total and what is shown, and tries every way to fill the hidden cells, finds more than one for each of 1 to 4.
    for (int64_t a = 0; a <= 7; ++a)
        for (int64_t b = 0; b <= 7; ++b)
            for (int64_t c = 0; c <= 7; ++c) {
                const Shares told = of({a, b, c});
                for (size_t i = 0; i < 3; ++i) {
                    if (!told.cells[i].hidden || told.cells[i].count >= fewest_shown)
                        continue;
                    int fitting = 0;
                    for (int64_t value = 1; value <= 7; ++value) {
                        bool fits = false;
                        for (int64_t x = 0; x <= 14 && !fits; ++x)
                            for (int64_t y = 0; y <= 14 && !fits; ++y) {
                                std::vector<int64_t> guess{x, y, 0};
                                guess.insert(guess.begin() + std::ptrdiff_t(i), value);
                                guess.pop_back();
                                bool same = told.total_hidden || guess[0] + guess[1] + guess[2] == told.total;
                                for (size_t k = 0; k < 3; ++k)
                                    same = same && (told.cells[k].hidden ? guess[k] > 0 : guess[k] == told.cells[k].count);
                                fits = same;
                            }
                        fitting += fits;
                    }
                    INFO(a << " " << b << " " << c);
                    CHECK(fitting > 1);
                }
            }
}

TEST_CASE("targets are read with their course, and what is wrong is told with its line") {
    TemporaryFolder folder;
    const auto file = folder.path() / "hub.toml";
    CHECK(load_targets(file).empty());
    auto read = [&](const std::string& text) {
        write_file_durably(file, text);
        return load_targets(file);
    };
    const auto targets = read("[[target]]\nwhat = \"services\"\nfrom = 2026-01-01\nby = \"2026-12-31\"\nper_point = 800\nmonthly_growth_percent = 3\n"
                              "[[target]]\nwhat = \"points\"\nfrom = 2026-01-01\nby = 2026-12-31\ngoal = 231\n");
    REQUIRE(targets.size() == 2);
    CHECK(targets[0].per_point == 800);
    CHECK(targets[1].by == "2026-12-31");
    // Even: so many days of all. Growing: behind the even course until the end, and there on the day.
    CHECK(course(targets[1], 231, "2025-12-31") == 0);
    CHECK(course(targets[1], 365, "2026-01-10") == 10);
    CHECK(course(targets[1], 231, "2026-12-31") == 231);
    CHECK(course(targets[1], 231, "2027-05-01") == 231);
    // (1.03^6 - 1) / (1.03^12 - 1) = 0.4557 after half of a year.
    CHECK(course(targets[0], 100'000, "2026-07-01") == doctest::Approx(45'570).epsilon(0.005));
    for (auto [text, told] : {std::pair("[[target]]\nwhat = \"visits\"\n", ":2: what must be"), std::pair("[[target]]\nwhat = \"points\"\nfrom = 2026-02-01\nby = 2026-01-01\n", ":4: by must be after"),
                              std::pair("[[target]]\nwhat = \"people\"\nfrom = 2026-01-01\nby = 2026-02-01\n", "goal or per_point"),
                              std::pair("[[target]]\nwhat = \"people\"\nfrom = 2026-01-01\nby = 2026-02-01\ngoal = -5\n", ":5: goal must be a whole number"),
                              std::pair("[[target]]\nwhat = \"people\"\nfrom = 2026-01-01\nby = 2026-02-01\ngoal = 5\ngaol = 5\n", ":6: gaol is not known"),
                              std::pair("target = 5\n", "written as [[target]]"), std::pair("[[target\n", ":1:")})
        CHECK_THROWS_WITH_AS(read(text), doctest::Contains(told), Error);
    std::string six;
    for (int i = 0; i < 6; ++i)
        six += "[[target]]\nwhat = \"points\"\nfrom = 2026-01-01\nby = 2026-12-31\ngoal = 1\n";
    CHECK_THROWS_WITH_AS(read(six), doctest::Contains("at most 5"), Error);
}

TEST_CASE("files say what is hidden, quote what they must, and are no formula for a spreadsheet") {
    FigureTable table{"ages", {"age", "count", "percent"}, {}, true, 33, true};
    table.rows = {{{"=1+1", {}, false}, {"", 3, true}, {"", 9, true}}, {{"a, \"b\"\nc", {}, false}, {"", 30, false}, {"", 91, false}}};
    CHECK(to_csv(table) == "age,count,percent\r\n'=1+1,hidden,hidden\r\n\"a, \"\"b\"\"\nc\",30,91\r\n");
    const auto json = nlohmann::json::parse(to_json(table, {"2026-01-01", "2026-01-31", "", "", "", "it", ""}));
    CHECK(json["rows"][0]["count"].is_null());
    CHECK(json["rows"][0]["hidden"] == nlohmann::json({"count", "percent"}));
    CHECK(json["rows"][1]["count"] == 30);
    CHECK(json["selection"]["language"] == "it");
}

TEST_CASE("what is shared never holds one to four people in any table") {
    Overview o;
    o.selection = {"2026-01-01", "2026-01-31", "", "", "", "", ""};
    std::mt19937 dice(3);
    auto counts = [&](std::initializer_list<const char*> codes) {
        Counts out;
        for (const char* code : codes)
            out[code] = dice() % 12;
        return out;
    };
    for (int round = 0; round < 200; ++round) {
        o.now = Sums();
        o.now.visits = dice() % 20;
        o.now.missed = dice() % 6;
        o.now.help = counts({"alone", "with", "for"});
        o.now.ages = counts({"18-24", "65-74", ""});
        o.now.skills = counts({"I_DSK2_N", "I_DSK2_B"});
        o.now.observed["2.1"] = counts({"alone", "with_hint", "not_done"});
        o.now.hours[12] = {int64_t(dice() % 8), 3};
        o.now.funnels = {{"create-email", 12, int64_t(dice() % 12), {{1, 12, int64_t(dice() % 6)}, {2, 9, int64_t(dice() % 9)}}, 1}};
        o.now.moments = {{"2026-01-05", int64_t(dice() % 9), int64_t(dice() % 9)}};
        for (const FigureTable& table : tables_of(o, true)) {
            if (table.name == "targets")
                continue;
            for (const auto& row : table.rows)
                for (size_t i = 1; i < row.size(); ++i) {
                    const std::string& column = table.columns[i];
                    const bool of_people = column != "percent" && column != "hour" && column != "minutes" && column != "step" && column != "hardest_step" &&
                                           column != "kiosks" && row[0].text != "services_per_100_visits";
                    if (of_people && row[i].number && !row[i].hidden)
                        CHECK_MESSAGE((*row[i].number == 0 || *row[i].number >= fewest_shown), table.name << " " << column << " " << *row[i].number);
                }
        }
    }
}
