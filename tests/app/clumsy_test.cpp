// A finger that misses by up to 3 mm, slides up to 5, presses from 30 ms to 3 s and doubles one tap in five does what it
// means, and nothing else. ACCANTO_LONG=1 tries many hands.

#include "tests/app/a_schedule.h"
#include "tests/app/learn_visit.h"
#include "tests/app/point_run.h"
#include "tests/form.h"

#include "content/library/library.h"

#include <fmt/format.h>


using namespace accanto;
using namespace accanto::tests;

namespace {

std::vector<int> hands() {
    std::vector<int> out;
    for (int seed = 1; seed <= how_many(2, 40); ++seed)
        out.push_back(seed);
    return out;
}

// Upright every second time.
void play_clumsily(const std::string& visit, int seed, bool schedule = false) {
    CAPTURE(seed);
    Point point;
    if (schedule)
        point::import_schedule(point.desk.store(), {}, a_schedule());
    point.options.size = seed % 2 ? "960x540" : "540x960";
    point.done(*point.start(fmt::format("clumsy {}\n{}", seed, visit)));
}

std::string visit_file(const char* name) {
    const std::string text = read_file(std::filesystem::path(ACCANTO_SOURCE_DIR) / "tests/visits" / name).value_or("");
    REQUIRE(!text.empty());
    return text;
}

} // namespace

TEST_CASE("a clumsy finger learns to write an e-mail address to its very end") {
    const content::Library library = content::load_library({data_dir() / "content" / "tutorials"}, "ES-CT");
    for (const int seed : hands())
        play_clumsily(learn_visit(*library.get("create-email"), seed % 2 ? "en" : "ar"), seed);
}

TEST_CASE("a clumsy finger takes one number") {
    for (const int seed : hands()) {
        CAPTURE(seed);
        Point point;
        point.done(*point.start(fmt::format("clumsy {}\n{}tap @bar.finish\ntap @leave.yes\nsee @finished.start\n", seed, ticket)));
        CHECK(point.desk.tickets().size() == 1);
    }
}

TEST_CASE("a clumsy finger books, moves and cancels a time") {
    for (const int seed : hands())
        play_clumsily(visit_file("booking.visit"), seed, true);
}

TEST_CASE("a clumsy finger checks its skills") {
    for (const int seed : hands())
        play_clumsily(visit_file("skills.visit"), seed);
}
