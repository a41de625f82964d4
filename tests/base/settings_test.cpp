#include "tests/base/settings_said.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace accanto;
using namespace accanto::tests;

namespace {

struct WrongValue {
    const char* section;
    const char* line;
    const char* key;
    const char* says; // a part of the message: what is wrong or what is allowed
};

const WrongValue wrong_values[] = {
    {"", "state = 3", "state", "is a whole number; allowed: a folder from the root"},
    {"", "state = \"var/lib\"", "state", "\"var/lib\" is not allowed"},
    {"[point]", "id = \"Town Hall\"", "point.id", "1 to 40 of a-z, 0-9 and -"},
    {"[point]", "name = \" \"", "point.name", "text on one line"},
    {"[point]", "name = \"a\\nb\"", "point.name", "\"a?b\" is not allowed"},
    {"[point]", "address = \"a\\tb\"", "point.address", "on one line"},
    {"[point]", "help_phone = \"call me\"", "point.help_phone", "digits, spaces"},
    {"[point]", "time_zone = \"Europe/Madird\"", "point.time_zone", "Europe/Madrid"},
    {"[point]", "place = \"Spain\"", "point.place", "ISO 3166"},
    {"[point]", "official_language = \"Spanish\"", "point.official_language", "two or three small letters"},
    {"[point]", "languages = \"en\"", "point.languages", "must be a list"},
    {"[point]", "languages = []", "point.languages", "at least one"},
    {"[point]", "languages = [\"en\", \"EN\"]", "point.languages", "\"EN\" is not allowed"},
    {"[point]", "languages = [\"en\", \"en\"]", "point.languages", "twice"},
    {"[point]", "languages = [\"en\", 7]", "point.languages", "holds a whole number"},
    {"[point]", "organisation = \"Red de bibliotecas\"", "point.organisation", "a-z, 0-9 and -"},
    {"[point]", "organisation_kind = \"bakery\"", "point.organisation_kind", "town_hall"},
    {"[point]", "neighbourhood = \"El Carme\"", "point.neighbourhood", "a-z, 0-9 and -"},
    {"[point]", "services = [\"coffee\"]", "point.services", "mentor, courses"},
    {"[point]", "services = [\"print\", \"print\"]", "point.services", "twice"},
    {"[point]", "hours = \"always\"", "point.hours", "must be a section: [point.hours]"},
    {"[point.hours]", "mon = \"9-14\"", "point.hours.mon", "09:00-14:00 16:00-19:00"},
    {"[point.hours]", "mon = \"14:00-09:00\"", "point.hours.mon", "in order"},
    {"[point.hours]", "mon = \"09:00-14:00 13:00-19:00\"", "point.hours.mon", "in order"},
    {"[point.hours]", "mon = \"09:00-24:01\"", "point.hours.mon", "cannot be read"},
    {"[point.hours]", "mon = \"09:60-11:00\"", "point.hours.mon", "cannot be read"},
    {"[point.hours]", "mon = 9", "point.hours.mon", "is a whole number"},
    {"[kiosk]", "letter = \"O\"", "kiosk.letter", "not I, O, Q, S, Z"},
    {"[kiosk]", "letter = \"AB\"", "kiosk.letter", "one letter"},
    {"[kiosk]", "letter = \"b\"", "kiosk.letter", "one letter"},
    {"[kiosk]", "daily_limit = -1", "kiosk.daily_limit", "-1 is too small; allowed: 0 to 999"},
    {"[kiosk]", "daily_limit = 1.5", "kiosk.daily_limit", "must be a whole number"},
    {"[kiosk]", "daily_limits = 3", "kiosk.daily_limits", "must be a section: [kiosk.daily_limits]"},
    {"[kiosk.daily_limits]", "email = 1000", "kiosk.daily_limits.email",
     "1000 is too large; allowed: 0 to 999 (tickets of this topic a day, 0 for no limit)"},
    {"[kiosk.daily_limits]", "email = \"few\"", "kiosk.daily_limits.email", "must be a whole number"},
    {"[screen]", "pitch_mm = 9.0", "screen.pitch_mm",
     "9.0 is too large; allowed: 0.05 to 1.0 (millimetres a pixel), or 0"},
    {"[screen]", "pitch_mm = 0.01", "screen.pitch_mm", "too small"},
    {"[screen]", "pitch_mm = nan", "screen.pitch_mm", "is not a number"},
    {"[screen]", "pitch_mm = inf", "screen.pitch_mm", "too large"},
    {"[screen]", "pitch_mm = \"fine\"", "screen.pitch_mm", "must be a number"},
    {"[screen]", "turned = 45", "screen.turned", "allowed: 0, 90, 180, 270 (degrees clockwise that the panel hangs turned)"},
    {"[screen]", "turned = -90", "screen.turned", "allowed: 0, 90, 180, 270"},
    {"[screen]", "turned = 90.0", "screen.turned", "must be a whole number"},
    {"[screen]", "viewing_distance_mm = 10", "screen.viewing_distance_mm", "300 to 600 (millimetres)"},
    {"[screen]", "full_screen = \"yes\"", "screen.full_screen", "allowed: true, false"},
    {"[screen]", "theme = \"evning\"", "screen.theme", "did you mean \"evening\"?"},
    {"[screen]", "theme = \"purple\"", "screen.theme", "allowed: day, evening, high_contrast"},
    {"[technician]", "language = \"italiano\"", "technician.language", "two or three small letters"},
    {"[screen]", "text_size = 3", "screen.text_size", "allowed: normal, large, extra"},
    {"[screen]", "motion = 1", "screen.motion", "allowed: true, false"},
    {"[idle]", "ask_after_s = 19", "idle.ask_after_s", "20 to 1800"},
    {"[idle]", "ask_after_reading_s = 1801", "idle.ask_after_reading_s", "too large"},
    {"[idle]", "answer_within_s = 5", "idle.answer_within_s", "20 to 600"},
    {"[idle]", "ticket_s = 9223372036854775807", "idle.ticket_s", "too large"},
    {"[touch]", "double_tap_s = 0.05", "touch.double_tap_s", "0.1 to 1.0"},
    {"[touch]", "margin_mm = -1", "touch.margin_mm", "0.0 to 10.0"},
    {"[voice]", "available = 0", "voice.available", "allowed: true, false"},
    {"[voice]", "on_at_start = []", "voice.on_at_start", "is a list"},
    {"[voice]", "words_per_minute = 300", "voice.words_per_minute", "80 to 250"},
    {"[voice]", "volume_percent = 101", "voice.volume_percent", "0 to 100"},
    {"[printer]", "kind = \"laser\"", "printer.kind", "allowed: none, png, escpos, cups"},
    {"[printer]", "kind = \"escpos\"", "printer.kind", "is \"escpos\", which needs printer.device"},
    {"[printer]", "kind = \"cups\"", "printer.kind", "is \"cups\", which needs printer.queue"},
    {"[printer]", "device = \"lp0\"", "printer.device", "a path from the root, such as \"/dev/usb/lp0\""},
    {"[printer]", "queue = \"front desk\"", "printer.queue", "without blanks"},
    {"[printer]", "queue = \"-P\"", "printer.queue", "\"-P\" is not allowed"},
    {"[printer]", "width_mm = 57", "printer.width_mm",
     "57 is not known; allowed: 58, 80 (millimetres of the roll)"},
    {"[printer]", "width_mm = \"80\"", "printer.width_mm", "is a text, and must be a whole number"},
    {"[printer]", "folder = \"printed\"", "printer.folder", "from the root"},
    {"[host]", "address = \"192.168.1.10:8460\"", "host.address", "http://192.168.1.10:8460"},
    {"[host]", "address = \"http://desk.lan/kiosk\"", "host.address", "accanto-desk of that kiosk"},
    {"[host]", "key = \"AAAA\"", "host.key", "accanto point key"},
    {"[guests]", "S = \"\"", "guests.S", "not I, O, Q, S, Z"},
    {"[guests]", "C = 3", "guests.C", "is a whole number; allowed: a public key"},
    {"[guests]", "C = \"AAAA\"", "guests.C", "\"AAAA\" is not allowed; allowed: a public key"},
    {"[desk]", "listen = \"library\"", "desk.listen", "an IP address"},
    {"[desk]", "listen = \"10.0.0.256\"", "desk.listen", "an IP address"},
    {"[desk]", "listen = \"1::2::3\"", "desk.listen", "an IP address"},
    {"[desk]", "port = 0", "desk.port", "1 to 65535"},
    {"[desk]", "port = 2026-01-01", "desk.port", "is a date or a time"},
    {"[desk]", "certificate = \"certificate.pem\"", "desk.certificate", "a file from the root"},
    {"[desk]", "certificate = \"/etc/accanto/desk/certificate.pem\"", "desk.certificate",
     "is given without desk.key"},
    {"[desk]", "key = \"/etc/accanto/desk/key.pem\"", "desk.key", "is given without desk.certificate"},
    {"[desk]", "plain_http = \"yes\"", "desk.plain_http", "allowed: true, false"},
    {"[content]", "key = \"content.pub\"", "content.key", "a file from the root"},
    {"[content]", "key = 7", "content.key", "is a whole number"},
    {"[contact]", "key = \"abc\"", "contact.key", "base64, 44 characters"},
    {"[contact]", "key = \"c2hvcnQ=\"", "contact.key", "is not allowed"},
    // A point that nothing can be sealed to.
    {"[contact]", "key = \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"", "contact.key", "is not allowed"},
    {"[sync]", "hub = \"hub.example.org\"", "sync.hub", "https://hub.example.org"},
    {"[sync]", "hub = \"http://hub.example.org\"", "sync.hub", "is not allowed"},
    {"[sync]", "hub = \"https://hub:99999\"", "sync.hub", "is not allowed"},
    {"[sync]", "hub = \"https://user@hub\"", "sync.hub", "is not allowed"},
    {"[sync]", "every_s = 0", "sync.every_s", "1 to 86400"},
};

} // namespace

TEST_CASE("each wrong value is one problem that names file, line, key and what is allowed, and its default "
          "stands in") {
    const Settings defaults;
    for (const WrongValue& wrong : wrong_values) {
        CAPTURE(wrong.line);
        LoadedSettings loaded = load_text(fmt::format("# first line\n\n{}\n{}\n", wrong.section, wrong.line));
        CHECK(loaded.problems.size() == 1);
        CHECK(says(loaded, 4, wrong.key, wrong.says));
        if (!loaded.problems.empty()) {
            CHECK(loaded.problems[0].file.ends_with("/accanto.toml"));
            CHECK(loaded.problems[0].text().find(fmt::format("accanto.toml:4: {}: ", wrong.key)) !=
                  std::string::npos);
        }
        CHECK(loaded.settings.kiosk.letter == defaults.kiosk.letter);
        CHECK(loaded.settings.screen.pitch_mm == defaults.screen.pitch_mm);
        CHECK(loaded.settings.screen.theme == defaults.screen.theme);
        CHECK(loaded.settings.idle.ticket_s == defaults.idle.ticket_s);
        CHECK(loaded.settings.point.languages == defaults.point.languages);
        CHECK(loaded.settings.point.hours[0].empty());
        CHECK(loaded.settings.desk.listen == defaults.desk.listen);
        CHECK(loaded.settings.desk.certificate.empty());
        CHECK(loaded.settings.desk.key.empty());
        CHECK(!loaded.settings.desk.plain_http);
        CHECK(loaded.settings.sync.hub.empty());
    }
}

TEST_CASE("a misspelt setting or section is a problem that offers the right name") {
    LoadedSettings loaded =
        load_text("[screen]\npitch_m = 0.2\n[printr]\nkind = \"none\"\n[desk]\ncolour = 3\n");
    CHECK(loaded.problems.size() == 3);
    CHECK(says(loaded, 2, "screen.pitch_m", "no such setting; did you mean \"pitch_mm\"?"));
    CHECK(says(loaded, 3, "printr", "no such section; did you mean \"printer\"?"));
    CHECK(says(loaded, 6, "desk.colour", "known here: listen, port, certificate, key, plain_http"));
}

TEST_CASE("one wrong value leaves the right ones of the same file in force") {
    LoadedSettings loaded =
        load_text("[kiosk]\nletter = \"7\"\ndaily_limit = 30\n[voice]\nwords_per_minute = 120\n");
    CHECK(loaded.problems.size() == 1);
    CHECK(loaded.settings.kiosk.daily_limit == 30);
    CHECK(loaded.settings.voice.words_per_minute == 120);
}

TEST_CASE("single topics have limits of their own, and a wrong one leaves the others") {
    LoadedSettings loaded = load_text("[kiosk.daily_limits]\nemail = 20\npayments = -1\nscam = 0\n");
    CHECK(loaded.problems.size() == 1);
    CHECK(loaded.settings.kiosk.daily_limits == std::map<std::string, int>{{"email", 20}, {"scam", 0}});
}

TEST_CASE("problems come in the order of the lines") {
    LoadedSettings loaded = load_text("[sync]\nevery_s = 0\n[kiosk]\nletter = \"7\"\n[desk]\nport = 0\n");
    REQUIRE(loaded.problems.size() == 3);
    CHECK(loaded.problems[0].line == 2);
    CHECK(loaded.problems[1].line == 4);
    CHECK(loaded.problems[2].line == 6);
}

TEST_CASE("a file that is no TOML names the line and leaves all defaults") {
    LoadedSettings loaded = load_text("[kiosk]\nletter = \"C\"\ndaily_limit = = 3\n");
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].line == 3);
    CHECK_FALSE(loaded.problems[0].message.empty());
    CHECK(loaded.settings.kiosk.letter == "B");
    CHECK_FALSE(load_text(std::string("[kiosk]\nletter = \"\xff\xfe\"\n")).problems.empty());
}

TEST_CASE("right values arrive") {
    LoadedSettings loaded = load_text(R"(
state = "/srv/accanto"
[point]
id = "lecce-3"
name = "Biblioteca Bernardini"
help_phone = "+39 (0832) 12-34.56"
time_zone = "Europe/Rome"
place = "IT-75"
official_language = "it"
languages = ["it", "ar"]
[point.hours]
mon = "09:00-14:00  16:00-24:00"
sun = ""
[kiosk]
letter = "C"
[screen]
pitch_mm = 1
turned = 270
[touch]
double_tap_s = 1
[printer]
kind = "none"
folder = "/srv/printed"
[desk]
listen = "fe80::1"
port = 80
[content]
key = "/srv/keys/region.pub"
[sync]
hub = "https://hub.example.org:8443/"
)");
    for (const SettingsProblem& problem : loaded.problems)
        MESSAGE(problem.text());
    REQUIRE(loaded.problems.empty());
    const Settings& s = loaded.settings;
    CHECK(s.state == "/srv/accanto");
    CHECK(s.point.id == "lecce-3");
    CHECK(s.point.help_phone == "+39 (0832) 12-34.56");
    CHECK(s.point.languages == std::vector<std::string>{"it", "ar"});
    REQUIRE(s.point.hours[0].size() == 2);
    CHECK(s.point.hours[0][0].from_minute == 9 * 60);
    CHECK(s.point.hours[0][1].from_minute == 16 * 60);
    CHECK(s.point.hours[0][1].to_minute == 24 * 60);
    CHECK(s.kiosk.letter == "C");
    CHECK(s.screen.pitch_mm == 1.0);
    CHECK(s.screen.turned == 270);
    CHECK(s.touch.double_tap_s == 1.0);
    CHECK(s.printer.kind == "none");
    CHECK(s.printer.folder == "/srv/printed");
    CHECK(s.desk.listen == "fe80::1");
    CHECK(s.content.key == "/srv/keys/region.pub");
    CHECK(s.sync.hub == "https://hub.example.org:8443/");
}

TEST_CASE("a printer that lacks its device or its queue is none, and one that has it stands") {
    CHECK(load_text("[printer]\nkind = \"escpos\"\n").settings.printer.kind == "none");
    CHECK(load_text("[printer]\nkind = \"cups\"\ndevice = \"/run/cups/cups.sock\"\n").settings.printer.kind == "none");
    for (const char* text : {"[printer]\nkind = \"escpos\"\ndevice = \"/dev/usb/lp0\"\nwidth_mm = 58\n",
                             "[printer]\nkind = \"cups\"\nqueue = \"front-desk_2\"\nwidth_mm = 58\n"}) {
        const LoadedSettings loaded = load_text(text);
        CHECK_MESSAGE(loaded.problems.empty(), text);
        CHECK(loaded.settings.printer.kind != "none");
        CHECK(loaded.settings.printer.width_mm == 58);
    }
}

TEST_CASE("a hub in the clear is allowed on this machine alone") {
    for (const char* hub :
         {"http://127.0.0.1:8470", "http://localhost:8470", "http://[::1]:8470", "https://[2001:db8::1]/"})
        CHECK_MESSAGE(load_text(fmt::format("[sync]\nhub = \"{}\"\n", hub)).problems.empty(), hub);
    for (const char* hub : {"http://10.0.0.1", "http://127.0.0.1.example.org", "http://localhost.example.org",
                            "https://[::1]x8", "https://", "ftp://127.0.0.1", "https://hub:0", "https://a b",
                            "https://hub/?x", "https://hub/region", "https://hub//"})
        CHECK_MESSAGE(load_text(fmt::format("[sync]\nhub = \"{}\"\n", hub)).problems.size() == 1, hub);
}

TEST_CASE("a voice that is not available cannot be on at the start") {
    LoadedSettings loaded = load_text("[voice]\navailable = false\non_at_start = true\n");
    CHECK(loaded.problems.size() == 1);
    CHECK(says(loaded, 3, "voice.on_at_start", "although voice.available is false"));
    CHECK_FALSE(loaded.settings.voice.on_at_start);
}

TEST_CASE("a missing file is a problem only when it must exist, an unreadable one always") {
    TemporaryFolder folder;
    CHECK(load_settings(folder / "none.toml", false).problems.empty());
    CHECK(load_settings("", false).problems.empty());
    LoadedSettings missing = load_settings(folder / "none.toml", true);
    REQUIRE(missing.problems.size() == 1);
    CHECK(missing.problems[0].text().ends_with("none.toml: there is no such file"));
    CHECK(load_settings(folder.path(), false).problems.size() == 1); // a folder cannot be read as a file
}

TEST_CASE("the file that is delivered is right and holds nothing but defaults") {
    LoadedSettings delivered =
        load_settings(std::filesystem::path(ACCANTO_SOURCE_DIR) / "deploy/accanto.toml", true);
    for (const SettingsProblem& problem : delivered.problems)
        MESSAGE(problem.text());
    CHECK(delivered.problems.empty());
    const Settings defaults, &s = delivered.settings;
    CHECK(s.state == defaults.state);
    CHECK(s.point.id == defaults.point.id);
    CHECK(s.point.name == defaults.point.name);
    CHECK(s.point.time_zone == defaults.point.time_zone);
    CHECK(s.point.place == defaults.point.place);
    CHECK(s.point.official_language == defaults.point.official_language);
    CHECK(s.point.languages == defaults.point.languages);
    CHECK(s.kiosk.letter == defaults.kiosk.letter);
    CHECK(s.kiosk.daily_limit == defaults.kiosk.daily_limit);
    CHECK(s.kiosk.daily_limits == defaults.kiosk.daily_limits);
    CHECK(s.screen.pitch_mm == defaults.screen.pitch_mm);
    CHECK(s.screen.turned == defaults.screen.turned);
    CHECK(s.screen.viewing_distance_mm == defaults.screen.viewing_distance_mm);
    CHECK(s.screen.full_screen == defaults.screen.full_screen);
    CHECK(s.screen.theme == defaults.screen.theme);
    CHECK(s.screen.text_size == defaults.screen.text_size);
    CHECK(s.screen.motion == defaults.screen.motion);
    CHECK(s.technician.language == defaults.technician.language);
    CHECK(s.idle.ask_after_s == defaults.idle.ask_after_s);
    CHECK(s.idle.ask_after_reading_s == defaults.idle.ask_after_reading_s);
    CHECK(s.idle.answer_within_s == defaults.idle.answer_within_s);
    CHECK(s.idle.ticket_s == defaults.idle.ticket_s);
    CHECK(s.touch.double_tap_s == defaults.touch.double_tap_s);
    CHECK(s.touch.margin_mm == defaults.touch.margin_mm);
    CHECK(s.voice.available == defaults.voice.available);
    CHECK(s.voice.on_at_start == defaults.voice.on_at_start);
    CHECK(s.voice.words_per_minute == defaults.voice.words_per_minute);
    CHECK(s.voice.volume_percent == defaults.voice.volume_percent);
    CHECK(s.printer.kind == defaults.printer.kind);
    CHECK(s.printer.folder == defaults.printer.folder);
    CHECK(s.printer.device == defaults.printer.device);
    CHECK(s.printer.queue == defaults.printer.queue);
    CHECK(s.printer.width_mm == defaults.printer.width_mm);
    CHECK(s.desk.listen == defaults.desk.listen);
    CHECK(s.desk.port == defaults.desk.port);
    CHECK(s.desk.certificate == defaults.desk.certificate);
    CHECK(s.desk.key == defaults.desk.key);
    CHECK(s.desk.plain_http == defaults.desk.plain_http);
    CHECK(s.content.key == defaults.content.key);
    CHECK(s.sync.hub == defaults.sync.hub);
    CHECK(s.sync.every_s == defaults.sync.every_s);
}

TEST_CASE("the file that is delivered shows every setting") {
    std::ifstream in(std::string(ACCANTO_SOURCE_DIR) + "/deploy/accanto.toml");
    std::string line, section;
    std::vector<std::string> shown;
    while (std::getline(in, line)) {
        if (line.starts_with("["))
            section = line.substr(1, line.find(']') - 1) + ".";
        else if (auto equals = line.find(" = "); equals != std::string::npos && line[0] != '#')
            shown.push_back(section + line.substr(0, equals));
    }
    // A key that does not exist makes each section name all that are known there.
    for (const char* name : {"", "point", "point.hours", "kiosk", "screen", "idle", "touch", "voice",
                             "printer", "desk", "content", "sync"}) {
        CAPTURE(name);
        std::string head = *name ? fmt::format("[{}]\n", name) : "";
        LoadedSettings loaded = load_text(head + "zzzzzzzzzzzzzzzzzzzz = 1\n");
        REQUIRE(loaded.problems.size() == 1);
        std::string known = loaded.problems[0].message;
        std::istringstream words(known.substr(known.find("known here: ") + 12));
        for (std::string word; std::getline(words >> std::ws, word, ',');) {
            std::string full = *name ? fmt::format("{}.{}", name, word) : word;
            bool is_section = load_text(fmt::format("[{}]\n", full)).problems.empty();
            if (!is_section)
                CHECK_MESSAGE(std::count(shown.begin(), shown.end(), full) == 1, full);
        }
    }
}

TEST_CASE("the key of the content is where the settings say, else beside them") {
    Settings settings;
    CHECK(content_key_file(settings, "/srv/accanto/kiosk.toml") == "/srv/accanto/content.pub");
    CHECK(content_key_file(settings, "") == "/etc/accanto/content.pub");
    settings.content.key = "/srv/keys/region.pub";
    CHECK(content_key_file(settings, "/srv/accanto/kiosk.toml") == "/srv/keys/region.pub");
}

TEST_CASE("the settings file of the environment comes first") {
    setenv("ACCANTO_SETTINGS", "/tmp/other.toml", 1);
    CHECK(default_settings_file() == "/tmp/other.toml");
    unsetenv("ACCANTO_SETTINGS");
    CHECK(default_settings_file() != "/tmp/other.toml");
}
