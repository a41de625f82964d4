// What `accanto doctor accessibility` says. ACCANTO_SAMPLE=60 walks one moment in sixty and holds the
// verdicts to the kept report; without it all is walked, and every line counts.

#include "content/base/file.h"
#include "kiosk/walk/report.h"
#include "tests/screens/sample.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace accanto;
using walk::Report;
using walk::Verdict;

namespace {

const std::filesystem::path source = ACCANTO_SOURCE_DIR;
const std::filesystem::path kept = source / "tests" / "golden" / "accessibility.txt";

// The lines that begin with a verdict: clause and plain name.
std::vector<std::string> verdicts(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        for (const Verdict verdict : {Verdict::met, Verdict::met_in_part, Verdict::not_met,
                                      Verdict::needs_hardware, Verdict::needs_people})
            if (line.starts_with(std::string(to_text(verdict)) + "  "))
                out.push_back(line);
    return out;
}

void nothing(int) {}

} // namespace

TEST_CASE("the report of accessibility is the one that is kept, and no clause is not met") {
    const walk::World world = walk::read_world(source);
    walk::Wish wish;
    wish.one_in = tests::sampled_of();
    const Report made(source, world, wish, nothing);
    CHECK(made.not_met() == 0);
    const std::string golden = read_file(kept).value_or("");
    const bool same = wish.whole() ? made.text() == golden : verdicts(made.text()) == verdicts(golden);
    if (!same || made.not_met() != 0) {
        const std::filesystem::path actual = std::filesystem::current_path() / "accessibility.txt";
        std::ofstream(actual) << made.text();
        MESSAGE("what the report says now: "
                << actual.string()
                << "; if that is right, make it whole (accanto doctor accessibility) and keep it as "
                << kept.string());
    }
    CHECK(same);
    CHECK(verdicts(golden).size() > 60);
    const size_t full = made.text().find("\nWhere the largest words come closest");
    REQUIRE(full != std::string::npos);
    MESSAGE(made.text().substr(full));
    // What has been reached; these limits only rise.
    constexpr int twice_percent = 50, tall_percent = 75;
    constexpr double least_times = 0.9;
    const walk::Growth& growth = made.growth();
    CHECK(growth.texts() > 500);
    CHECK(growth.twice() * 100 > twice_percent * growth.texts());
    CHECK(growth.tall() * 100 > tall_percent * growth.texts());
    CHECK(growth.missing() * 40 < growth.texts());
    for (const walk::Grown& one : growth.least(3))
        CHECK(one.times() > least_times);
    MESSAGE(growth.texts() << " texts, " << growth.twice() << " twice as large, " << growth.tall()
                           << " of 16 mm and more, " << growth.missing() << " only in smaller sizes");
}

TEST_CASE("a text that grows less than others is among the worst three, a title is told against a sentence, "
          "and what is gone is "
          "counted") {
    const walk::World world = walk::read_world(source);
    const auto moment = walk::a_moment(world, "en", "made up", app::ScreenId::home);
    walk::Growth growth;
    const auto see = [&](ui::TextSize size, std::initializer_list<std::pair<const char*, float>> texts) {
        ui::Semantics frame;
        frame.screen = "home";
        for (const auto& [id, em_mm] : texts) {
            ui::Node node;
            node.id = id, node.label = id, node.em_px = em_mm;
            frame.nodes.push_back(node);
        }
        walk::View view;
        view.size = size;
        growth.look(frame, *moment, view);
    };
    see(ui::TextSize::normal, {{"title", 17.0f}, {"sentence", 10.0f}, {"gone", 10.0f}});
    see(ui::TextSize::extra, {{"title", 21.6f}, {"sentence", 15.0f}});
    growth.end();
    REQUIRE(growth.least(3).size() == 1);
    CHECK(growth.least(3).front().node == "sentence");
    CHECK(growth.least(3).front().times() == doctest::Approx(1.5));
    CHECK(growth.texts() == 2);
    CHECK(growth.twice() == 1);
    CHECK(growth.tall() == 1);
    CHECK(growth.missing() == 1);
}

TEST_CASE("words that do not fit are told as not met, with the screen they are on") {
    const tests::TemporaryFolder folder;
    std::filesystem::copy(source / "content" / "words", folder / "words");
    std::string english = read_file(folder / "words" / "en.toml").value();
    const size_t at = english.find("[home]"), learn = english.find("\nlearn = \"", at);
    REQUIRE(learn != std::string::npos);
    english.insert(learn + 10, std::string(120, 'W'));
    std::ofstream(folder / "words" / "en.toml") << english;
    walk::World world = walk::read_world(source);
    world.words = content::Words::load(folder / "words", "es");
    walk::Wish wish;
    wish.languages = {"en"}, wish.screens = {"home"};
    const Report made(source, world, wish, nothing);
    CHECK(made.not_met() > 0);
    CHECK(made.text().find("not met         11.1.4.4 ") != std::string::npos);
    CHECK(made.text().find("home / no ticket (en 1920x1080 normal day): home.learn") != std::string::npos);
    CHECK(made.json().find("\"not met\"") != std::string::npos);
}

TEST_CASE("a part of the walk says that it is one, and a part that there is not is told with those that "
          "there are") {
    const walk::World world = walk::read_world(source);
    walk::Wish wish;
    wish.languages = {"it"}, wish.screens = {"settings", "hours"};
    CHECK(trouble_with(wish, world).empty());
    const Report made(source, world, wish, nothing);
    CHECK(made.frames() > 100);
    CHECK(made.text().find("Walked: the screens settings hours, in it; ") != std::string::npos);
    CHECK(made.json().find("\"whole\": false") != std::string::npos);
    wish.screens = {"sitting"};
    CHECK(trouble_with(wish, world)
              .find("\"sitting\" is no screen of the kiosk. There are: attract language home") == 0);
    wish.languages = {"xx"};
    CHECK(trouble_with(wish, world) == "\"xx\" is no language of the kiosk. There are: en es ca it pt sv ar");
}

TEST_CASE("each test that is left to people says how many, and each to hardware where to look") {
    for (const walk::Chapter& chapter : walk::chapters())
        for (const walk::Clause& clause : chapter.clauses) {
            CAPTURE(clause.number);
            CHECK(!clause.evidence.empty());
            for (const walk::Evidence& one : clause.evidence) {
                const bool has_number =
                    one.what.find_first_of("123456789") != std::string::npos || one.what.starts_with("one ");
                CHECK((one.kind != walk::Evidence::Kind::people || has_number));
                CHECK(!one.what.empty());
            }
        }
}
