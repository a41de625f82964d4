#include "kiosk/ui/keyboard.h"
#include "tests/ui/desk_of_tests.h"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <set>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

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
    bool masked = false, by_ear = false;

    void draw() {
        float h = ui::keyboard_height(ui, 1200, letters, kind, state);
        KeyResult r = ui::keyboard(ui, {100, 300, 1200, h}, letters, kind, state, masked, by_ear);
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
    static constexpr float mm_of_corner = 3;
    // How far down the ink of each key reaches, by its label.
    std::map<std::string, float> lowest_ink() {
        std::map<std::string, float> out;
        ui.begin(context);
        draw();
        const ImDrawData& drawn = ui.end();
        for (int list = 0; list < drawn.CmdListsCount; ++list)
            for (const ImDrawVert& corner : drawn.CmdLists[list]->VtxBuffer)
                for (const ui::Node& n : ui.semantics().nodes)
                    // A picture of letters ends within its key; the pieces of the key's own shape at its edges and round corners.
                    if (n.rect.inset(mm_of_corner / 0.277f + 1, 1).contains(corner.pos.x, corner.pos.y))
                        out[n.label] = std::max(out[n.label], corner.pos.y);
        return out;
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
    for (const bool alphabetic : {false, true})
        for (const auto& [language, keys] : wanted) {
            letters = language, state.alphabetic = alphabetic;
            std::set<std::string> there = labels();
            INFO(letters);
            for (const std::string& key : keys)
                CHECK_MESSAGE(there.contains(key), key);
            if (language != "ar")
                for (char c = 'a'; c <= 'z'; ++c)
                    CHECK(there.contains(std::string(1, c)));
        }
}

TEST_CASE_FIXTURE(Keys, "Keys are at least 16 mm and 1.5 mm apart in every language, also with the key that has them said") {
    for (const char* language : {"en", "es", "ca", "it", "pt", "sv", "ar"})
        for (const KeyKind k : {KeyKind::text, KeyKind::name, KeyKind::email, KeyKind::digits})
            for (const bool hidden : {false, true}) {
                letters = language, kind = k, masked = by_ear = state.alphabetic = hidden;
                const std::vector<ui::Node> nodes = look().nodes;
                for (const ui::Node& n : nodes) {
                    CHECK(n.role == ui::NodeRole::key);
                    CHECK(n.rect.w >= ui.mm(16) - 1);
                    CHECK(n.rect.h >= ui.mm(16) - 1);
                    CHECK_FALSE(n.clipped);
                    CHECK_FALSE(n.speech.empty());
                    const auto near = [&](const ui::Node& o) { return &o != &n && o.rect.grown(ui.mm(1.5f) - 1).overlaps(n.rect); };
                    CHECK(std::none_of(nodes.begin(), nodes.end(), near));
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

TEST_CASE_FIXTURE(Keys, "A name may be written in the letters of another language; what citizens write is in their own") {
    for (const char* language : {"en", "es", "ca", "it", "pt", "sv", "ar"}) {
        letters = language, state.page = KeyPage::letters;
        kind = KeyKind::text;
        CHECK_FALSE(look().find_id("key.language"));
        kind = KeyKind::name;
        CHECK(press("key.language").what == KeyResult::What::language);
        CHECK(press("key.space").text == " ");
        state.page = KeyPage::digits;
        CHECK_FALSE(look().find_id("key.language"));
        CHECK(press("key.7").text == "7");
    }
}

TEST_CASE_FIXTURE(Keys, "Letters may stand in the order of the alphabet, in every language, for all boxes of a visit") {
    CHECK_FALSE(look().find_id("key.order")->chosen);
    CHECK(press("key.order").what == KeyResult::What::order);
    for (const char* language : {"en", "es", "ca", "it", "pt", "sv"})
        for (const KeyKind k : {KeyKind::text, KeyKind::email}) {
            letters = language, kind = k, state.alphabetic = true;
            const ui::Semantics& list = look();
            CHECK(list.find_id("key.order")->chosen);
            for (char c = 'a'; c < 'z'; ++c) {
                const ui::Rect one = list.find_id(std::string("key.") + c)->rect, next = list.find_id(std::string("key.") + char(c + 1))->rect;
                CHECK((one.y < next.y || (one.y == next.y && one.x < next.x)));
            }
            CHECK(press("key.m").text == "m");
        }
    state.shift = state.aloud = true, state.page = KeyPage::digits;
    state.begin_anew();
    CHECK(state.alphabetic);
    CHECK_FALSE(state.shift);
    CHECK_FALSE(state.aloud);
    CHECK(state.page == KeyPage::letters);
}

TEST_CASE_FIXTURE(Keys, "The letters of a row stand on one base line, however high or low each of them is") {
    for (const ui::TextSize size : {ui::TextSize::normal, ui::TextSize::large, ui::TextSize::extra}) {
        context.look = ui::make_look(ui::Theme::day, size, 1 / 0.277f, true);
        const std::map<std::string, float> ink = lowest_ink();
        // Round letters go a hair deeper than straight ones; each picture has whole pixels.
        for (const char* letter : {"w", "e", "r", "t", "u", "i", "o"}) {
            CAPTURE(letter);
            CHECK(std::abs(ink.at(letter) - ink.at("r")) <= 2);
        }
        for (const char* letter : {"q", "y", "p"})
            CHECK(ink.at(letter) > ink.at("r") + 5);
        for (const char* letter : {"d", "f", "h", "k", "l"})
            CHECK(std::abs(ink.at(letter) - ink.at("s")) <= 2);
    }
    letters = "ar";
    const std::map<std::string, float> ink = lowest_ink();
    CHECK(std::abs(ink.at("ف") - ink.at("ث")) <= 3);
    CHECK(ink.at("ح") > ink.at("ف") + 5);
}

TEST_CASE_FIXTURE(Keys, "A dot before letters stays before them where one writes from the right") {
    context.language = "ar", letters = "ar", kind = KeyKind::email;
    const std::string label = look().find_id("key..com")->label;
    CHECK(label == "\u200E.com");
    CHECK(press("key..com").text == ".com");
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

TEST_CASE_FIXTURE(Keys, "Each sign is said by its name, and each letter by itself") {
    for (const char* language : {"en", "es", "ca", "it", "pt", "sv", "ar"})
        for (const KeyKind k : {KeyKind::text, KeyKind::email})
            for (const KeyPage p : {KeyPage::letters, KeyPage::digits}) {
                context.language = letters = language, kind = k, state.page = p;
                for (const ui::Node& n : look().nodes) {
                    const icu::UnicodeString label = icu::UnicodeString::fromUTF8(n.label), speech = icu::UnicodeString::fromUTF8(n.speech);
                    CAPTURE(n.label);
                    CHECK(u_isalpha(speech.char32At(0)) + u_isdigit(speech.char32At(0)) == 1);
                    if (label.countChar32() == 1 && u_isalpha(label.char32At(0)))
                        CHECK(n.speech == n.label);
                }
            }
    context.language = letters = "es", kind = KeyKind::email, state.page = KeyPage::letters;
    CHECK(look().find_id("key.@")->speech == "arroba");
    CHECK(look().find_id("key..com")->speech == "punto com");
    CHECK(look().find_id("key.q")->language == "es");
}

TEST_CASE_FIXTURE(Keys, "The keys of a password do not say their letters") {
    kind = KeyKind::email;
    masked = true;
    const ui::Semantics& f = look();
    for (const char* id : {"key.q", "key.1", "key.@"})
        CHECK(f.find_id(id)->speech != f.find_id(id)->label);
}

TEST_CASE_FIXTURE(Keys, "Who listens may have the keys of a hidden box said, by a key that is heard before them") {
    masked = by_ear = true;
    for (const KeyKind k : {KeyKind::text, KeyKind::email, KeyKind::digits}) {
        kind = k;
        const std::string sign = k == KeyKind::digits ? "5" : "q";
        state.aloud = false;
        CHECK(look().nodes.front().id == "key.aloud");
        CHECK(look().find_id("key." + sign)->speech == ui.word("keyboard.masked_key").speech);
        CHECK(press("key.aloud").what == KeyResult::What::aloud);
        state.aloud = true;
        CHECK(look().find_id("key." + sign)->speech == sign);
        CHECK(look().find_id("key.aloud")->chosen);
        CHECK(press("key." + sign).text == sign);
    }
}

TEST_CASE_FIXTURE(Keys, "The keys of a hidden box are said to nobody who has not asked, and the key for it is where it is of use") {
    state.aloud = true;
    CHECK_FALSE(look().find_id("key.aloud"));   // nothing is hidden
    masked = true;
    CHECK_FALSE(look().find_id("key.aloud"));   // nothing is said
    CHECK(look().find_id("key.q")->speech == ui.word("keyboard.masked_key").speech);
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
