// Numbers without the store: each is on the disk before anybody sees it.
#include "content/base/file.h"
#include "kiosk/store/safe_mode.h"
#include "kiosk/store/safe_numbers.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <set>

using namespace accanto;
using namespace accanto::store;
namespace fs = std::filesystem;

namespace {

constexpr int64_t hour_ms = 3'600'000;

struct Place {
    tests::TemporaryFolder folder;
    ManualClock clock{1'795'420'800'000};
    SafePlaces places{folder / "state", folder / "spare"};

    Place() {
        fs::create_directories(places.state);
        fs::create_directories(places.spare);
    }
    std::string give() {
        const auto given = give_safe_number(places, "B", "es", clock);
        return given ? given->label() : "none";
    }
    std::string all() {
        std::string out;
        for (const SafeNumber& n : safe_numbers(places))
            out += n.label() + " ";
        return out;
    }
};

} // namespace

TEST_CASE(
    "numbers without the store begin where its own end, and go on over nights and restarts of the machine") {
    Place at;
    CHECK(at.all() == "");
    CHECK(at.give() == "B900");
    CHECK(at.give() == "B901");
    at.clock.advance_ms(20 * hour_ms);
    at.clock.reboot();
    CHECK(at.give() == "B902");
    const auto numbers = safe_numbers(at.places);
    REQUIRE(numbers.size() == 3);
    CHECK(numbers[2].language == "es");
    CHECK(numbers[2].wall_ms == at.clock.wall_ms());
    CHECK(numbers[2].boot == at.clock.boot());
    CHECK(numbers[0].id != numbers[1].id);
}

TEST_CASE(
    "after the hundredth they begin again, but never while the same label is twelve hours old or younger") {
    Place at;
    std::set<std::string> labels;
    for (int i = 0; i < safe_number_count; ++i)
        labels.insert(at.give());
    CHECK(labels.size() == size_t(safe_number_count));
    CHECK(at.give() == "none");
    at.clock.advance_ms(11 * hour_ms);
    CHECK(at.give() == "none");
    at.clock.advance_ms(2 * hour_ms);
    CHECK(at.give() == "B900");
    CHECK(safe_numbers(at.places).back().round() == 1);
}

TEST_CASE(
    "where the state folder takes nothing the spare keeps them, and nothing is given that nobody keeps") {
    Place at;
    fs::remove_all(at.places.state);
    std::ofstream(at.places.state) << "no folder\n";
    CHECK(at.give() == "B900");
    CHECK(at.give() == "B901");
    SUBCASE("the folder comes back: they go on, and none is forgotten") {
        fs::remove(at.places.state);
        fs::create_directories(at.places.state);
        CHECK(at.give() == "B902");
        CHECK(at.all() == "B900 B901 B902 ");
    }
    SUBCASE("no spare either") {
        at.places.spare.clear();
        CHECK_THROWS_AS(at.give(), StoreError);
    }
}

TEST_CASE("a line torn by a power cut spoils no other, and a whole one is not given again") {
    Place at;
    at.give();
    at.give();
    const fs::path file = at.places.state / "safe-numbers";
    const std::string whole = read_file(file).value();
    for (const size_t kept : {1u, 40u, 100u, 255u}) {
        CAPTURE(kept);
        std::ofstream(file, std::ios::binary | std::ios::trunc) << whole.substr(0, 256 + kept);
        const std::string left = at.all();
        CHECK(left.starts_with("B900 "));
        CHECK(at.give() == (left == "B900 B901 " ? "B902" : "B901"));
        CHECK(safe_numbers(at.places).front().label() == "B900");
    }
}

TEST_CASE("room is taken beforehand: the next hundred numbers make no file longer") {
    Place at;
    prepare_safe_numbers(at.places.state);
    const auto size = fs::file_size(at.places.state / "safe-numbers");
    CHECK(at.all() == "");
    for (int i = 0; i < safe_number_count; ++i)
        at.give();
    CHECK(fs::file_size(at.places.state / "safe-numbers") == size);
    prepare_safe_numbers(at.places.state);
    CHECK(fs::file_size(at.places.state / "safe-numbers") > size);
    CHECK(safe_numbers(at.places).size() == size_t(safe_number_count));
}

TEST_CASE("safe mode stays over restarts; one leave is one start of the whole program") {
    Place at;
    CHECK_FALSE(safe_mode_since(at.places));
    std::ofstream(at.places.state / "safe-mode").flush();
    CHECK(safe_mode_since(at.places));
    CHECK_FALSE(use_up_try(at.places));
    try_whole_program(at.places);
    CHECK(use_up_try(at.places));
    CHECK_FALSE(use_up_try(at.places));
    CHECK(safe_mode_since(at.places));
    std::ofstream(at.places.spare / "safe-mode").flush();
    end_safe_mode(at.places);
    CHECK_FALSE(safe_mode_since(at.places));
}
