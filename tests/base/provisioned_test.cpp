#include "content/base/provisioned.h"

#include "content/base/file.h"
#include "content/base/network_settings.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

using namespace accanto;

namespace {

struct Kiosk {
    tests::TemporaryFolder folder;
    Kiosk(const std::string& settings = "[point]\nid = \"demo\"\nname = \"By hand\"\n[kiosk]\nletter = \"B\"\n") {
        write_file_durably(folder / "accanto.toml", "state = \"" + folder.path().string() + "\"\n" + settings);
    }
    LoadedSettings load() const {
        LoadedSettings loaded = load_settings(folder / "accanto.toml", true);
        add_provisioned(loaded);
        return loaded;
    }
};

} // namespace

TEST_CASE("what was decided on the kiosk counts more than the settings file, and leaves the rest of it") {
    Kiosk kiosk;
    CHECK(kiosk.load().problems.empty());
    CHECK(decide(kiosk.load().settings, {{"point.id", "lecce-centro"}, {"screen.pitch_mm", 0.2768}, {"point.languages", std::vector<std::string>{"it", "ar"}},
                                         {"point.hours.mon", "09:00-13:00"}, {"printer.width_mm", int64_t(58)}, {"voice.available", false}})
              .empty());
    const LoadedSettings loaded = kiosk.load();
    CHECK(loaded.problems.empty());
    CHECK(loaded.settings.point.id == "lecce-centro");
    CHECK(loaded.settings.point.name == "By hand");
    CHECK(loaded.settings.screen.pitch_mm == 0.2768);
    CHECK(loaded.settings.point.languages == std::vector<std::string>{"it", "ar"});
    CHECK(loaded.settings.point.hours[0].size() == 1);
    CHECK(loaded.settings.printer.width_mm == 58);
    CHECK_FALSE(loaded.settings.voice.available);
}

TEST_CASE("a later decision replaces its own value and keeps the others") {
    Kiosk kiosk;
    CHECK(decide(kiosk.load().settings, {{"kiosk.letter", "C"}, {"screen.pitch_mm", 0.3}}).empty());
    CHECK(decide(kiosk.load().settings, {{"screen.pitch_mm", 0.25}}).empty());
    CHECK(kiosk.load().settings.kiosk.letter == "C");
    CHECK(kiosk.load().settings.screen.pitch_mm == 0.25);
}

TEST_CASE("what the machine's own files say is known apart from what the network decided over them") {
    Kiosk kiosk("[point]\nid = \"demo\"\nlanguages = [\"it\", \"es\"]\nofficial_language = \"es\"\n[kiosk]\nletter = \"B\"\n");
    const LoadedSettings first = kiosk.load();
    CHECK(first.problems.empty());
    CHECK(keep_network_settings(*first.own, "[point]\nlanguages = [\"ca\", \"es\", \"it\"]\nofficial_language = \"ca\"\n").empty());
    const LoadedSettings then = kiosk.load();
    CHECK(then.problems.empty());
    CHECK(then.settings.point.official_language == "ca");
    CHECK(then.own->point.official_language == "es");
    CHECK(keep_network_settings(*then.own, "").empty());
    CHECK(kiosk.load().problems.empty());
    CHECK(kiosk.load().settings.point.official_language == "es");
}

TEST_CASE("what the settings do not allow is told and not written") {
    Kiosk kiosk;
    CHECK(decide(kiosk.load().settings, {{"kiosk.letter", "C"}}).empty());
    const auto problems = decide(kiosk.load().settings, {{"kiosk.letter", "O"}, {"point.name", "Lecce"}});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].key == "kiosk.letter");
    CHECK(kiosk.load().settings.kiosk.letter == "C");
    CHECK(kiosk.load().settings.point.name == "By hand");
    CHECK_FALSE(decide(kiosk.load().settings, {{"point.colour", "red"}}).empty());
    CHECK_FALSE(decide(kiosk.load().settings, {{"state", "/tmp"}}).empty());
}

TEST_CASE("a damaged file of decisions is a problem with its line, and the settings file stands") {
    Kiosk kiosk;
    write_file_durably(provisioned_file(kiosk.load().settings), "[kiosk]\nletter = \n");
    const LoadedSettings loaded = kiosk.load();
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].line == 2);
    CHECK(loaded.settings.kiosk.letter == "B");
    CHECK_THROWS(decide(loaded.settings, {{"kiosk.letter", "C"}}));
}
