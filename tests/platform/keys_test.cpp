// Keyboards and keypads of several countries, key by key as the kernel reports them.

#include "kiosk/platform/keys.h"
#include "kiosk/platform/system.h"
#include "tests/platform/device_models.h"
#include "tests/platform/event_list.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

using namespace accanto::platform;
using namespace accanto::tests;

namespace {

struct Keyboard {
    explicit Keyboard(const std::string& layout, const std::string& variant = "")
        : reader(std::make_shared<const Keymap>(KeyboardLayout{"pc105", layout, variant, ""})) {}
    Words key(int code, int value) {
        std::vector<Event> events;
        reader.hear(reported(EV_KEY, code, value), events);
        reader.hear(end_of_report, events);
        return words_of(events);
    }
    Words press(int code) {
        const Words out = key(code, 1);
        CHECK(key(code, 0).empty());
        return out;
    }
    Words shifted(int code) {
        key(KEY_LEFTSHIFT, 1);
        const Words out = press(code);
        key(KEY_LEFTSHIFT, 0);
        return out;
    }
    KeyReader reader;
};

// The accents that the kiosk brings.
struct Accents {
    Accents() {
        unsetenv("XCOMPOSEFILE");
        use_compose_file(std::filesystem::path(ACCANTO_SOURCE_DIR) / "assets" / "keyboard" / "compose");
    }
    ~Accents() { unsetenv("XCOMPOSEFILE"); }
};

} // namespace

TEST_CASE("a keypad's keys have their names and type nothing") {
    Keyboard keypad("us");
    CHECK(keypad.press(KEY_UP) == Words{"up key"});
    CHECK(keypad.press(KEY_DOWN) == Words{"down key"});
    CHECK(keypad.press(KEY_LEFT) == Words{"left key"});
    CHECK(keypad.press(KEY_RIGHT) == Words{"right key"});
    CHECK(keypad.press(KEY_ENTER) == Words{"enter key"});
    CHECK(keypad.press(KEY_F1) == Words{"F1 key"});
    CHECK(keypad.press(KEY_VOLUMEUP) == Words{"louder key"});
    CHECK(keypad.press(KEY_VOLUMEDOWN) == Words{"softer key"});
    CHECK(keypad.press(KEY_HOME) == Words{"home key"});
    CHECK(keypad.press(KEY_PAGEUP) == Words{"page up key"});
    CHECK(keypad.press(KEY_PAGEDOWN) == Words{"page down key"});
    CHECK(keypad.press(KEY_ESC) == Words{"escape key"});
    CHECK(keypad.press(KEY_BACKSPACE) == Words{"backspace key"});
    CHECK(keypad.press(KEY_DELETE) == Words{"other key"});
    CHECK(keypad.press(KEY_TAB) == Words{"tab key"});
    CHECK(keypad.shifted(KEY_TAB) == Words{"back tab key"});
}

TEST_CASE("a key held down counts once") {
    Keyboard keyboard("us");
    CHECK(keyboard.key(KEY_A, 1) == Words{"other key", "text a"});
    CHECK(keyboard.key(KEY_A, 2).empty());
    CHECK(keyboard.key(KEY_A, 2).empty());
    CHECK(keyboard.key(KEY_A, 0).empty());
    CHECK(keyboard.key(KEY_A, 1) == Words{"other key", "text a"});
}

TEST_CASE("letters are those of the country's keyboard, with Shift, Caps Lock and AltGr") {
    Keyboard us("us"), italian("it"), swedish("se"), arabic("ara");
    CHECK(us.press(KEY_SEMICOLON) == Words{"other key", "text ;"});
    CHECK(us.shifted(KEY_A) == Words{"other key", "text A"});
    us.press(KEY_CAPSLOCK);
    CHECK(us.reader.is_lit(LED_CAPSL));
    CHECK(us.press(KEY_A) == Words{"other key", "text A"});
    CHECK(italian.press(KEY_SEMICOLON) == Words{"other key", "text ò"});
    CHECK(italian.shifted(KEY_SEMICOLON) == Words{"other key", "text ç"});
    italian.key(KEY_RIGHTALT, 1);
    CHECK(italian.press(KEY_E) == Words{"other key", "text €"});
    CHECK(swedish.press(KEY_SEMICOLON) == Words{"other key", "text ö"});
    CHECK(arabic.press(KEY_F) == Words{"other key", "text ب"});
}

TEST_CASE("what Control does to a letter is no text") {
    Keyboard keyboard("us");
    keyboard.key(KEY_LEFTCTRL, 1);
    CHECK(keyboard.press(KEY_C) == Words{"other key"});
}

TEST_CASE("a dead key and a letter make one letter, by the accents that the kiosk brings") {
    const Accents accents;
    Keyboard spanish("es");
    CHECK(spanish.press(KEY_APOSTROPHE) == Words{"other key"});
    CHECK(spanish.press(KEY_A) == Words{"other key", "text á"});
    CHECK(spanish.press(KEY_A) == Words{"other key", "text a"});
    spanish.press(KEY_APOSTROPHE);
    CHECK(spanish.shifted(KEY_E) == Words{"other key", "text É"});
    CHECK(spanish.press(KEY_SEMICOLON) == Words{"other key", "text ñ"});
    // Two that make nothing together are nothing, and do not spoil the next one.
    spanish.press(KEY_APOSTROPHE);
    CHECK(spanish.press(KEY_X) == Words{"other key"});
    CHECK(spanish.press(KEY_X) == Words{"other key", "text x"});
}

TEST_CASE("a number block types numbers, until Num Lock makes arrows of it") {
    Keyboard keyboard("us");
    CHECK(keyboard.reader.is_lit(LED_NUML));
    CHECK_FALSE(keyboard.reader.is_lit(LED_CAPSL));
    CHECK(keyboard.press(KEY_KP8) == Words{"other key", "text 8"});
    CHECK(keyboard.press(KEY_KPENTER) == Words{"enter key"});
    keyboard.press(KEY_NUMLOCK);
    CHECK_FALSE(keyboard.reader.is_lit(LED_NUML));
    CHECK(keyboard.press(KEY_KP8) == Words{"up key"});
}

TEST_CASE("a layout that xkb does not know is the American one") {
    Keyboard keyboard("no such country");
    CHECK(keyboard.press(KEY_A) == Words{"other key", "text a"});
}

TEST_CASE("the layout is the machine's own, as Debian keeps it") {
    const TemporaryFolder folder;
    std::ofstream(folder / "keyboard")
        << "# KEYBOARD CONFIGURATION FILE\n\nXKBMODEL=\"pc104\"\nXKBLAYOUT=\"it,us\"\n"
           "XKBVARIANT='nodeadkeys,'\nXKBOPTIONS=compose:menu\n\nBACKSPACE=\"guess\"\n";
    const KeyboardLayout read = keyboard_layout(folder / "keyboard");
    CHECK(read.model == "pc104");
    CHECK(read.layout == "it,us");
    CHECK(read.variant == "nodeadkeys,");
    CHECK(read.options == "compose:menu");
    std::ofstream(folder / "empty") << "XKBLAYOUT=\"\"\n";
    CHECK(keyboard_layout(folder / "empty").layout == "us");
    CHECK(keyboard_layout(folder / "missing").layout == "us");
}
