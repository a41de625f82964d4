// Whichever way a visit ends, nothing of what its citizen typed is left: not in the memory of a program that
// lives on, not in a file, a log or a paper of the point. The programs are the real ones: kiosk, voice, desk,
// sync and hub.

#include "content/base/file.h"
#include "tests/app/canary.h"
#include "tests/app/kiosk_run.h"
#include "tests/faults/apart_scene.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fmt/format.h>

using namespace accanto;
using namespace accanto::tests;
namespace fs = std::filesystem;

namespace {

// Words that are typed into every kind of box: a sealed suggestion, one that is given up, a number for a call
// back, the open boxes of a practice, and its masked one.
struct Typed {
    std::string language;
    std::string sealed, given_up, first_name, last_name, address = canary(), password = canary(),
                                                         digits = canary_number();
    Searched searched;

    explicit Typed(const std::string& in_language)
        : language(in_language),
          sealed(word()),
          given_up(word()),
          first_name(word()),
          last_name(word()),
          searched(sealed) {
        for (const std::string& one : {given_up, first_name, last_name, address, password})
            searched.also(one);
        searched.also(digits, piece_of_a_number);
    }

    // From the greeting to the masked box, with a paper printed on the way.
    std::string visit() const {
        return fmt::format("see @language.{0} within 20s\ntap @language.{0}\ntap @bar.help\ntap "
                           "@voice.on\ntap @settings.done\n",
                           language) +
               "tap @home.mentor within 20s\ntap @topic.email\ntap @needs.continue\ntap @ticket.take\nsee "
               "@ticket.number within 20s\n"
               "tap @bar.home\ntap @home.community within 20s\ntap @community.suggest\ntap @about.place\n" +
               tapped(sealed) + "tap @words.use\ntap @contact.skip\ntap @sent.home within 20s\n" +
               "tap @home.community\ntap @community.suggest\ntap @about.place\n" + tapped(given_up) +
               "tap @words.use\nsee @contact.digits\n" + tapped(digits) +
               "tap @bar.home\ntap @home.learn\ntap @learn.email\ntap @lesson.create-email\ntap "
               "@lesson.next\ntap @option.address\n"
               "tap @lesson.next\ntap @device.mail\ntap @lesson.next\ntap @device.create\ntap "
               "@lesson.next\ntap @device.first_name\n" +
               tapped(first_name) + said_alone() +
               "tap @bar.listen\ntap @lesson.next\ntap @device.last_name\n" + tapped(last_name) +
               "tap @lesson.next\ntap @device.continue\ntap @lesson.next\ntap @device.address\n" +
               tapped(address) +
               "tap @lesson.next\ntap @device.continue\ntap @lesson.next\ntap @device.password\n" +
               tapped(password) + "tap @bar.listen\nwait 1s\n";
    }

private:
    // In headphones what was written is said: the voice has all of it.
    static std::string said_alone() {
        return "plug in\nreach @device.last_name\nreach @device.first_name\nwait 2s\nplug out\n";
    }
    std::string word() const { return language == "ar" ? canary(arabic_letters) : canary(); }
};

bool lives(pid_t pid) {
    std::error_code gone;
    return !fs::read_symlink(fmt::format("/proc/{}/exe", pid), gone).empty();
}

// A point at work, and the visit of somebody who types.
struct Scene {
    Apart point;
    Typed typed;
    KioskOptions options{point.host.state.parent_path()};
    TemporaryFolder outside; // of the point
    std::unique_ptr<Kiosk> kiosk;
    std::vector<pid_t> helpers; // of the visit

    explicit Scene(const std::string& language, const fs::path& program = ACCANTO_KIOSK,
                   const std::map<std::string, std::string>& environment = {})
        : typed(language) {
        options.program = program;
        options.environment = environment;
        if (!environment.empty())
            options.environment["ACCANTO_EVERY_BYTE"] = all_writes();
        options.settings = read_file(point.host_file).value() +
                           "[screen]\nmotion = false\n[contact]\nkey = \"" + a_contact_key() + "\"\n";
        options.live = true;
        options.keeps_speech = false; // for tests alone, and it would have what was said
        kiosk = std::make_unique<Kiosk>(options);
        reach(typed.visit(), 120'000);
        helpers = children_of(kiosk->pid());
        CHECK(!helpers.empty()); // the voice has heard some of it
        // All that is not sealed is there, or the search would prove nothing.
        const Found found = found_in_process(kiosk->pid(), typed.searched);
        for (const std::string& one :
             {typed.given_up, typed.digits, typed.first_name, typed.last_name, typed.address, typed.password})
            CHECK(found.has(one));
        CHECK((!found.has(typed.sealed) || program != ACCANTO_KIOSK)); // a careless one may keep it
    }

    // Plays these lines to their end.
    void reach(const std::string& lines, int within_ms = 60'000) {
        kiosk->tell(lines + "print \"there\"\n");
        REQUIRE_MESSAGE(kiosk->wait_for("there", within_ms), kiosk->errors());
    }
    std::vector<pid_t> others() const {
        return {point.desk->id(), point.host_sync->id(), point.guest_sync->id(), point.hub->id()};
    }
    fs::path all_writes() const { return outside / "every-byte"; }
    fs::path folder() const { return point.host.state.parent_path().parent_path(); }
    std::string in_files() const { return found_in_files(folder(), typed.searched).text(); }
    std::string in_others() const {
        std::string out;
        for (const pid_t program : others())
            out += found_in_process(program, typed.searched).text();
        return out;
    }
    std::string in_kiosk() const {
        std::string out = found_in_process(kiosk->pid(), typed.searched).text();
        for (const pid_t child : children_of(kiosk->pid()))
            out += found_in_process(child, typed.searched).text();
        return out;
    }
    bool helpers_are_gone() const { return std::none_of(helpers.begin(), helpers.end(), lives); }
    // On paper, and sealed at the hub: so there was a file of each kind to look into.
    void check_what_is_kept() const {
        CHECK(fs::exists(options.state() / "printed"));
        const Searched told("community.suggested", 19);
        CHECK(Apart::becomes([&] { return !found_in_files(folder() / "hub", told).empty(); }));
    }
    // Has ended; `to_greeting` leads to where somebody else may come.
    void ends(const std::string& to_greeting) {
        CHECK(in_kiosk() == "");
        CHECK(helpers_are_gone());
        reach(to_greeting + "see @language.en within 30s\n");
        CHECK(in_kiosk() == "");
        CHECK(in_others() == "");
        check_what_is_kept();
        kiosk->stop();
        CHECK(kiosk->finish() == 0);
        CHECK(in_files() == "");
    }
    // As the service manager would.
    void comes_up() {
        kiosk = std::make_unique<Kiosk>(options);
        reach("see @language.en within 20s\n");
        CHECK(in_kiosk() == "");
        CHECK(in_files() == "");
    }
};

const std::string finishes = "tap @bar.finish\ntap @leave.yes\nsee @finished.start within 30s\nwait 1s\n";
// Being read to is being here: the voice is off.
const std::string goes_away = "tap @bar.help\ntap @voice.off\ntap @settings.done\nclock +200s\nsee @idle.yes "
                              "within 30s\nclock +61s\nsee @finished.start within 30s\nwait 1s\n";

} // namespace

TEST_CASE("after Finish nothing that was typed is in any memory or file") {
    Scene scene("ar");
    scene.reach(finishes);
    scene.ends("tap @finished.start\n");
}

TEST_CASE("after a visit that was left alone nothing that was typed is in any memory or file") {
    Scene scene("en");
    scene.reach(goes_away);
    scene.ends("clock +60s\n");
}

TEST_CASE("after kill -9 nothing that was typed is in any memory or file, and its voice is gone with it") {
    Scene scene("ar");
    scene.kiosk->kill();
    CHECK(Apart::becomes([&] { return scene.helpers_are_gone(); }));
    CHECK(scene.in_others() == "");
    CHECK(scene.in_files() == "");
    scene.check_what_is_kept();
    scene.comes_up();
}

// What a disk can hold then is at most what the programs had written until that moment.
TEST_CASE("after a power cut nothing that was typed is on the disk, nor in the memory of the kiosk that comes up; "
          "and wherever the power goes: of all that a kiosk ever writes, also of what it overwrites and removes, nothing is what was typed") {
    Scene scene("en", ACCANTO_KIOSK, {{"LD_PRELOAD", ACCANTO_EVERY_BYTE}});
    scene.kiosk->kill();
    for (auto* program :
         {&scene.point.desk, &scene.point.host_sync, &scene.point.guest_sync, &scene.point.hub})
        (*program)->end(SIGKILL);
    CHECK(scene.in_files() == "");
    const Searched told("community.suggested", 19);
    CHECK_FALSE(found_in_files(scene.outside.path(), told).empty()); // it has what was written
    CHECK(found_in_files(scene.outside.path(), scene.typed.searched).text() == "");
    scene.comes_up();
}

TEST_CASE("what a program writes and removes again is found in the account of its writes: it can tell") {
    const TemporaryFolder folder;
    const std::string word = canary(), all = (folder / "every-byte").string();
    const std::string removed = (folder / "removed").string();
    const std::string command =
        fmt::format("LD_PRELOAD='{}' ACCANTO_EVERY_BYTE='{}' sh -c 'echo {} > {}; rm {}'", ACCANTO_EVERY_BYTE, all, word, removed, removed);
    REQUIRE(std::system(command.c_str()) == 0);
    CHECK_FALSE(fs::exists(removed));
    CHECK(found_in_files(folder.path(), Searched(word)).has(word));
}

TEST_CASE(
    "of a kiosk that frees memory without overwriting it the same search finds what was typed: it can tell") {
    Scene scene("en", ACCANTO_CARELESS_KIOSK);
    scene.reach(finishes);
    CHECK(scene.in_kiosk() != "");
}
