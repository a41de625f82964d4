// Killed at any moment: the old version or the new one is there, whole, and the next call clears up.

#include "tests/library/station.h"

#include <chrono>
#include <csignal>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace accanto;
using namespace accanto::content;
using maker::Station;

namespace {

using Microseconds = std::chrono::microseconds;

// Does `work` in a process of its own, killed (-9) after `after` unless it was done before. Was it killed?
bool killed_after(Microseconds after, const std::function<void()>& work) {
    pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        work();
        _exit(0);
    }
    usleep(useconds_t(after.count()));
    kill(child, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status);
}

Microseconds time_of(const std::function<void()>& work) {
    auto start = std::chrono::steady_clock::now();
    killed_after(Microseconds(0), [] {}); // a fork costs too
    work();
    return std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now() - start);
}

maker::Files many_files(int version) {
    maker::Files files = maker::good_files("Version " + std::to_string(version));
    for (int i = 0; i < 25; ++i)
        files[fmt::format("audio/es/{:02}.ogg", i)] =
            std::string(size_t(1000 * (i + 1)), char('a' + version % 26));
    return files;
}

// Only what the record names is there once the folder was opened by somebody who changes things.
void check_cleared(const Station& station) {
    REQUIRE(std::holds_alternative<PackKeeper>(PackKeeper::open(station.content())));
    CHECK_FALSE(std::filesystem::exists(station.content() / "incoming"));
    auto installed = installed_packs(station.content());
    size_t expected = 0;
    for (const InstalledPack& pack : installed.packs)
        expected += pack.record.previous > 0 ? 3 : 2;
    size_t found = 0;
    for (const std::string& id : pack_ids(station.content()))
        for (const auto& entry : std::filesystem::directory_iterator(station.content() / "packs" / id))
            found += entry.exists() ? 1 : 0;
    CHECK(found == expected);
}

} // namespace

TEST_CASE("an installation that is killed leaves the old version or the new one, never a mixture") {
    Station station;
    int version = 1;
    station.publish(version, many_files(version));
    const Microseconds whole = time_of([&] { REQUIRE(Station::why(station.install()).empty()); });
    std::mt19937 random(20261123);
    // Half of the moments anywhere, half towards the end, where the versions change places.
    std::uniform_int_distribution<int64_t> anywhere(0, whole.count()),
        late(whole.count() * 2 / 3, whole.count() * 3 / 2);
    int killed = 0, old_left = 0, new_there = 0;
    for (int round = 0; round < 80; ++round) {
        station.publish(version + 1, many_files(version + 1));
        const Microseconds moment(round % 2 == 0 ? anywhere(random) : late(random));
        killed += killed_after(moment, [&] { station.install(); }) ? 1 : 0;
        int shown = station.shown(); // and whole: it reads every byte
        CHECK((shown == version || shown == version + 1));
        (shown == version ? old_left : new_there) += 1;
        check_cleared(station);
        CHECK(station.shown() == shown);
        CHECK(Station::why(station.install()).empty());
        CHECK(station.shown() == ++version);
    }
    MESSAGE("killed " << killed << " of 80; the old version was left " << old_left
                      << " times, the new one there " << new_there);
    CHECK(killed > 0);
}

TEST_CASE("going back, removing and mending may be killed as well") {
    Station station;
    for (int version : {1, 2}) {
        station.publish(version, many_files(version));
        REQUIRE(Station::why(station.install()).empty());
    }
    const std::filesystem::path file = station.content() / "packs/sample-pack/2/tutorials/sample/en.toml";
    const std::string sound = *read_file(file);
    const Microseconds whole = time_of([&] { // of a mending, the longest of them
        write_file_durably(file, "rubbish");
        REQUIRE(Station::why(station.install()).empty());
    });
    std::mt19937 random(7);
    std::uniform_int_distribution<int64_t> early(0, whole.count() / 4), any(0, whole.count());
    for (int round = 0; round < 8; ++round) {
        write_file_durably(file, "rubbish");
        killed_after(Microseconds(any(random)), [&] { station.install(); });
        const std::string found = *read_file(file);
        CHECK((found == "rubbish" || found == sound));
        REQUIRE(Station::why(station.install()).empty());

        killed_after(Microseconds(early(random)), [&] { roll_back(station.content(), "sample-pack"); });
        int shown = station.shown();
        CHECK((shown == 1 || shown == 2));
        station.options.again = true;
        REQUIRE(Station::why(station.install()).empty());
        CHECK(station.shown() == 2);

        killed_after(Microseconds(early(random)), [&] { remove_pack(station.content(), "sample-pack"); });
        shown = station.shown();
        CHECK((shown == 0 || shown == 2));
        check_cleared(station);
        for (int version : {1, 2}) {
            station.publish(version, many_files(version));
            if (station.shown() <= version)
                REQUIRE(Station::why(station.install()).empty());
        }
        // A removal that came to nothing left version 1 in its place; one that was done brought it back.
        REQUIRE(station.shown() == 2);
    }
}
