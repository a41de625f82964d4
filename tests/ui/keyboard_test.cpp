#include "kiosk/ui/keyboard.h"
#include "tests/ui/desk_of_tests.h"

#include <set>

using namespace accanto;
using tests::Page;
using ui::KeyboardState;
using ui::KeyKind;
using ui::KeyPage;
using ui::KeyResult;

namespace {

struct Keys : Page {
    KeyboardState state;
    KeyResult got;
    std::string letters = "en";
    KeyKind kind = KeyKind::text;
    bool masked = false;

    void draw() {
        float h = ui::keyboard_height(ui, 1200, letters, kind, state);
        KeyResult r = ui::keyboard(ui, {100, 300, 1200, h}, letters, kind, state, masked);
        if (r.what != KeyResult::What::none)
            got = r;
    }
    const ui::Semantics& look() {
        return frame([this] { draw(); });
    }
    KeyResult press(const std::string& id) {
        got = {};
        look();
        ui.activate(id);
        look();
        return got;
    }
    std::set<std::string> labels() {
        std::set<std::string> out;
        for (const ui::Node& n : look().nodes)
            out.insert(n.label);
        return out;
    }
};

} // namespace

TEST_CASE_FIXTURE(Keys, "Each language has its letters and accents in sight") {
    const std::map<std::string, std::vector<std::string>> wanted = {
        {"en", {"a", "z"}},
        {"es", {"ñ", "á", "é", "í", "ó", "ú", "ü"}},
        {"ca", {"à", "è", "é", "í", "ï", "ò", "ó", "ú", "ü", "ç", "·"}},
        {"it", {"à", "è", "é", "ì", "ò", "ù"}},
        {"pt", {"á", "à", "â", "ã", "ç", "é", "ê", "í", "ó", "ô", "õ", "ú"}},
        {"sv", {"å", "ä", "ö"}},
        {"ar", {"ا", "ب", "ت", "ث", "ج", "ح", "خ", "د", "ذ", "ر", "ز", "س", "ش", "ص", "ض", "ط", "ظ", "ع", "غ",
                "ف", "ق", "ك", "ل", "م", "ن", "ه", "و", "ي", "ى", "ة", "ء", "أ", "إ", "آ", "ؤ", "ئ"}},
    };
    for (const auto& [language, keys] : wanted) {
        letters = language;
        std::set<std::string> there = labels();
        INFO(letters);
        for (const std::string& key : keys)
            CHECK_MESSAGE(there.contains(key), key);
        if (language != "ar")
            for (char c = 'a'; c <= 'z'; ++c)
                CHECK(there.contains(std::string(1, c)));
    }
}

TEST_CASE_FIXTURE(Keys, "Keys are at least 16 mm and 1.5 mm apart in every language") {
    for (const char* language : {"en", "es", "ca", "it", "pt", "sv", "ar"}) {
        letters = language;
        for (KeyKind k : {KeyKind::text, KeyKind::email, KeyKind::digits}) {
            kind = k;
            for (const ui::Node& n : look().nodes) {
                CHECK(n.role == ui::NodeRole::key);
                CHECK(n.rect.w >= ui.mm(16) - 1);
                CHECK(n.rect.h >= ui.mm(16) - 1);
                CHECK_FALSE(n.clipped);
                CHECK_FALSE(n.speech.empty());
            }
        }
    }
}

TEST_CASE_FIXTURE(Keys, "A key gives its letter, in capitals while Shift is on") {
    CHECK(press("key.m").text == "m");
    state.shift = true;
    CHECK(press("key.m").text == "M");
    CHECK(press("key.shift").what == KeyResult::What::shift);
    CHECK(press("key.page").what == KeyResult::What::page);
    CHECK(press("key.backspace").what == KeyResult::What::backspace);
    CHECK(press("key.space").text == " ");
    letters = "es";
    CHECK(press("key.ñ").text == "Ñ");
}

TEST_CASE_FIXTURE(Keys, "An address has plain small letters, digits, its signs, and no space") {
    kind = KeyKind::email;
    letters = "ar";
    state.shift = true;
    std::set<std::string> there = labels();
    for (const char* key : {"q", "1", "0", "@", ".", "-", "_", ".com"})
        CHECK_MESSAGE(there.contains(key), key);
    CHECK(press("key.q").text == "q");
    CHECK(press("key..com").text == ".com");
    CHECK_FALSE(look().find_id("key.space"));
    CHECK_FALSE(look().find_id("key.shift"));
    state.page = KeyPage::digits;
    CHECK(labels().contains("7"));
    CHECK(press("key.page").what == KeyResult::What::page);
}

TEST_CASE_FIXTURE(Keys, "A telephone number has digits only, one on top") {
    kind = KeyKind::digits;
    const ui::Semantics& f = look();
    CHECK(f.nodes.size() == 11);
    CHECK(f.find_id("key.1")->rect.y < f.find_id("key.7")->rect.y);
    CHECK(press("key.0").text == "0");
    CHECK(press("key.backspace").what == KeyResult::What::backspace);
}

TEST_CASE_FIXTURE(Keys, "The keys of a password do not say their letters") {
    kind = KeyKind::email;
    masked = true;
    const ui::Semantics& f = look();
    for (const char* id : {"key.q", "key.1", "key.@"})
        CHECK(f.find_id(id)->speech != f.find_id(id)->label);
}

TEST_CASE_FIXTURE(Keys, "A keyboard is not mirrored in Arabic") {
    context.language = letters = "ar";
    const ui::Semantics& f = look();
    CHECK(f.find_id("key.ض")->rect.x < f.find_id("key.ج")->rect.x);
    context.language = "en";
    float english = look().find_id("key.ض")->rect.x;
    context.language = "ar";
    CHECK(look().find_id("key.ض")->rect.x == doctest::Approx(english + 1920 - 1300 - 100));
}
