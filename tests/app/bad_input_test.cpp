// Whatever is wrong around it, the kiosk says so in a sentence, starts if it can, and loses nothing.

#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include "content/base/file.h"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <fstream>

using namespace accanto;
using namespace accanto::tests;
namespace fs = std::filesystem;

namespace {

struct Ended {
    int code = 0;
    std::string errors;
    bool says(const std::string& words) const { return errors.find(words) != std::string::npos; }
};

Ended run(const KioskOptions& options) {
    Kiosk kiosk(options);
    int code = kiosk.finish(90'000);
    return {code, kiosk.errors()};
}

const std::string quick = KioskOptions::quick_settings;
const char* const learns = "see @language.en within 20s\ntap @language.en\ntap \"Learn\"\ntap @learn.email\ntap \"Create an e-mail account\"\nsee \"Step 1 of\"\n";

// A copy of what the programs read, to be broken.
fs::path copy_of_data(const TemporaryFolder& folder) {
    fs::path to = folder / "data";
    fs::create_directories(to);
    fs::copy(data_dir() / "content", to / "content", fs::copy_options::recursive);
    fs::create_directory_symlink(fs::absolute(data_dir() / "assets"), to / "assets");
    return to;
}

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::trunc) << text;
}

std::string font_config(const std::string& accept) {
    return "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\"><fontconfig>" +
           (accept.empty() ? "<dir>/nonexistent</dir>"
                           : "<dir>/usr/share/fonts/truetype/noto</dir><selectfont>"
                             "<rejectfont><pattern><patelt name=\"scalable\"><bool>true</bool></patelt></pattern></rejectfont>"
                             "<acceptfont><pattern><patelt name=\"family\"><string>" +
                                 accept + "</string></patelt></pattern></acceptfont></selectfont>") +
           "<cachedir prefix=\"xdg\">fontconfig</cachedir></fontconfig>";
}

} // namespace

TEST_CASE("a settings file that is no TOML is told with its line, and gives no number that another kiosk may give") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.settings = "[point]\nname = \"Library\n";
    kiosk.visit = "see @trouble.retry within 20s\nnot @language.en\n";
    Ended ended = run(kiosk);
    CHECK(ended.code == 0);
    CHECK(ended.says("accanto.toml:2"));
}

TEST_CASE("a wrong value is told with what is allowed, and the kiosk works with the default") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.settings = quick + "pitch_mm = 9.0\ntheme = \"pink\"\n[idle]\nask_after_s = \"soon\"\n";
    kiosk.visit = learns;
    Ended ended = run(kiosk);
    CHECK(ended.code == 0);
    CHECK(ended.says("accanto.toml:6: screen.pitch_mm"));
    CHECK(ended.says("0.05 to 1.0"));
    CHECK(ended.says("accanto.toml:7: screen.theme"));
    CHECK(ended.says("accanto.toml:9: idle.ask_after_s"));
}

TEST_CASE("a letter that two kiosks could share stops the numbers, in words of its own") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.settings = quick + "[kiosk]\nletter = \"O\"\n";
    kiosk.settings.insert(kiosk.settings.find("[point]\n") + 8, "official_language = \"en\"\n");
    kiosk.visit = "see \"A setting of this machine is wrong. Please tell the staff.\" within 20s\nnot @language.en\ntap \"Try again\"\n"
                  "see \"A setting of this machine is wrong\"\n";
    Ended ended = run(kiosk);
    CHECK(ended.code == 0);
    CHECK(ended.says("kiosk.letter"));
    CHECK(DeskHand(kiosk.state()).tickets().empty());
}

TEST_CASE("a language that is not there is not offered, and the others are") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.settings = "[point]\nlanguages = [\"en\", \"xx\", \"ar\"]\n[screen]\nmotion = false\n";
    kiosk.visit = std::string(learns) + "key home\ntap @home.settings\ntap @settings.language\nsee @language.ar\nnot @language.xx\n";
    Ended ended = run(kiosk);
    CHECK(ended.code == 0);
    CHECK(ended.says("xx"));
}

TEST_CASE("without any font the kiosk ends with a sentence that says what to install") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    write(folder / "fonts.conf", font_config(""));
    kiosk.environment["FONTCONFIG_FILE"] = folder / "fonts.conf";
    kiosk.visit = learns;
    Ended ended = run(kiosk);
    CHECK(ended.code == 1);
    CHECK(ended.says("fonts-noto-core"));
}

TEST_CASE("without Arabic letters Arabic is not offered, and the rest works") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    write(folder / "fonts.conf", font_config("Noto Sans"));
    kiosk.environment["FONTCONFIG_FILE"] = folder / "fonts.conf";
    kiosk.visit = std::string("see @language.sv within 20s\nnot @language.ar\n") + learns;
    Ended ended = run(kiosk);
    CHECK(ended.code == 0);
    CHECK(ended.says("language \"ar\" is not offered"));
}

TEST_CASE("a display that cannot be opened is told, and the kiosk ends") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.environment = {{"SDL_VIDEODRIVER", "x11"}, {"DISPLAY", ""}};
    kiosk.visit = learns;
    Ended ended = run(kiosk);
    CHECK(ended.code == 1);
    CHECK(ended.says("display"));
}

TEST_CASE("a broken tutorial is left out, told with its line, and the rest works") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    fs::path data = copy_of_data(folder);
    fs::copy(data / "content/tutorials/create-email", data / "content/tutorials/broken", fs::copy_options::recursive);
    write(data / "content/tutorials/broken/tutorial.toml", "id = \"broken\"\n[[step]]\nid = \"one\"\nkind = \"dance\"\n");
    kiosk.environment["ACCANTO_DATA"] = data;
    kiosk.visit = std::string("see @language.en within 20s\ntap \"English\"\ntap \"Learn\"\ntap @learn.email\nsee @lesson.create-email\nnot @lesson.broken\nkey home\n"
                              "tap \"Learn\"\ntap @learn.email\ntap \"Create an e-mail account\"\nsee \"Step 1 of\"\n");
    Ended ended = run(kiosk);
    CHECK(ended.code == 0);
    CHECK(ended.says("broken/tutorial.toml:"));
}

TEST_CASE("a tutorial whose head is sound and whose steps are not is told when it is opened, and another can be chosen") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    fs::path data = copy_of_data(folder);
    fs::path file = data / "content/tutorials/create-email/tutorial.toml";
    std::string text = read_file(file).value();
    text.replace(text.find("kind = \"read\""), 13, "kind = \"sing\"");
    write(file, text);
    kiosk.environment["ACCANTO_DATA"] = data;
    kiosk.visit = "see @language.en within 20s\ntap \"English\"\ntap \"Learn\"\ntap @learn.email\ntap @lesson.create-email\n"
                  "see \"This lesson cannot be shown\"\ntap \"Choose another lesson\"\ntap @learn.email\ntap @lesson.email-attachment\n"
                  "see \"Step 1 of\"\n";
    Ended ended = run(kiosk);
    INFO(ended.errors);
    CHECK(ended.code == 0);
    CHECK(ended.says("create-email/tutorial.toml:"));
}

TEST_CASE("with no tutorial that can be read, the kiosk still gives numbers") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    fs::path data = copy_of_data(folder);
    fs::remove_all(data / "content/tutorials");
    write(data / "content/tutorials/create-email/tutorial.toml", "this is not TOML\n");
    kiosk.environment["ACCANTO_DATA"] = data;
    DeskHand desk(kiosk.state());
    desk.on();
    kiosk.visit = std::string("see @language.en within 20s\ntap \"English\"\ntap \"Learn\"\nsee \"There is nothing to learn here yet\"\n"
                              "tap \"Talk to a mentor\"\ntap @topic.email\ntap \"Continue\"\ntap @ticket.take\nshown @ticket.number\n");
    Ended ended = run(kiosk);
    INFO(ended.errors);
    CHECK(ended.code == 0);
    CHECK(desk.tickets().size() == 1);
}

TEST_CASE("a broken words file takes away its language alone") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    fs::path data = copy_of_data(folder);
    write(data / "content/words/it.toml", "[language]\nname = Italiano\n");
    kiosk.environment["ACCANTO_DATA"] = data;
    kiosk.visit = std::string("see @language.en within 20s\nnot @language.it\nsee @language.pt\n") + learns;
    Ended ended = run(kiosk);
    CHECK(ended.code == 0);
    CHECK(ended.says("words/it.toml:2"));
    CHECK(ended.says("language \"it\" is not offered"));
}

TEST_CASE("without English words there is nothing to fall back to: the kiosk ends with a sentence") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    fs::path data = copy_of_data(folder);
    write(data / "content/words/en.toml", "[language\n");
    kiosk.environment["ACCANTO_DATA"] = data;
    kiosk.visit = learns;
    Ended ended = run(kiosk);
    CHECK(ended.code == 1);
    CHECK(ended.says("en.toml"));
}

TEST_CASE("a visit file with a mistake is told with file and line before anything is shown") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    for (const auto& [text, why] : std::vector<std::pair<std::string, std::string>>{{"tap \"Learn\"\nwink \"Learn\"\n", "test.visit:2: \"wink\" is not known"},
                                                                                     {"\n\ntap \"Learn\n", "test.visit:3: the closing"},
                                                                                     {"see\n", "test.visit:1: see needs"},
                                                                                     {"key any\n", "test.visit:1: no key"},
                                                                                     {"see \"x\" soon\n", "test.visit:1: \"soon\" is too much"}}) {
        kiosk.visit = text;
        Ended ended = run(kiosk);
        CHECK(ended.code == 1);
        INFO(ended.errors);
        CHECK(ended.says(why));
    }
}

TEST_CASE("a label that is not on the screen fails the visit with the line and the list of what is") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.visit = "see @language.en within 20s\nsee \"Nothing of the kind\" within 200ms\n";
    Ended ended = run(kiosk);
    CHECK(ended.code == 1);
    CHECK(ended.says("test.visit:2: \"Nothing of the kind\" is not on the screen"));
    CHECK(ended.says("Svenska"));
}
