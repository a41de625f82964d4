#include "kiosk/ui/keyboard.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <cmath>

namespace accanto::ui {

namespace {

using Row = std::vector<std::string>;

// A string of single letters to a row of keys.
Row keys(const char* utf8) {
    Row out;
    icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
    for (int32_t i = 0; i < text.length();) {
        UChar32 c = text.char32At(i);
        i += U16_LENGTH(c);
        if (c == ' ')
            continue;
        std::string key;
        icu::UnicodeString(c).toUTF8String(key);
        out.push_back(key);
    }
    return out;
}

std::vector<Row> letter_rows(const std::string& language) {
    if (language == "ar")
        return {keys("ض ص ث ق ف غ ع ه خ ح ج"), keys("ش س ي ب ل ا ت ن م ك ط"), keys("ذ ئ ء ؤ ر ى ة و ز ظ د"), keys("أ إ آ")};
    if (language == "sv")
        return {keys("qwertyuiopå"), keys("asdfghjklöä"), keys("zxcvbnmé")};
    if (language == "es")
        return {keys("qwertyuiop"), keys("asdfghjklñ"), keys("zxcvbnm"), keys("áéíóúü")};
    if (language == "ca")
        return {keys("qwertyuiop"), keys("asdfghjklç"), keys("zxcvbnm·"), keys("àèéíïòóúü")};
    if (language == "it")
        return {keys("qwertyuiop"), keys("asdfghjkl"), keys("zxcvbnm"), keys("àèéìòù")};
    if (language == "pt")
        return {keys("qwertyuiop"), keys("asdfghjklç"), keys("zxcvbnm"), keys("áàâãéêíóôõú")};
    return {keys("qwertyuiop"), keys("asdfghjkl"), keys("zxcvbnm")};
}

// So that the last row has room for the key that erases.
std::vector<Row> code_rows(const std::string& signs) {
    constexpr size_t in_a_row = 7;
    std::vector<Row> rows;
    for (size_t from = 0; from < signs.size(); from += in_a_row)
        rows.push_back(keys(signs.substr(from, in_a_row).c_str()));
    return rows;
}

// Keys that need no second page: the one that erases stands in their last row.
bool is_pad(KeyKind kind) { return kind == KeyKind::digits || kind == KeyKind::code; }

std::vector<Row> rows_for(const std::string& letters, KeyKind kind, const KeyboardState& state) {
    if (kind == KeyKind::code)
        return code_rows(letters);
    if (kind == KeyKind::digits)
        return {keys("123"), keys("456"), keys("789"), keys("0")};
    if (state.page == KeyPage::digits)
        return {keys("1234567890"), keys("@.-_!?&+#"), keys("/:;,()*%")};
    // An address is made of plain letters in every language.
    if (kind == KeyKind::email)
        return {keys("1234567890"), keys("qwertyuiop"), keys("asdfghjkl"), keys("zxcvbnm")};
    return letter_rows(letters);
}

std::string upper(const std::string& key, const std::string& language) {
    icu::UnicodeString u = icu::UnicodeString::fromUTF8(key);
    u.toUpper(icu::Locale(language.c_str()));
    std::string out;
    u.toUTF8String(out);
    return out;
}

std::string lower(const std::string& key) {
    std::string out = key;
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    return out;
}

struct Metrics {
    float key_w, key_h, gap;
    int rows;
};

Metrics metrics(Ui& ui, float width, const std::vector<Row>& rows, KeyKind kind) {
    size_t longest = 0;
    for (const Row& r : rows)
        longest = std::max(longest, r.size());
    Metrics m{};
    m.gap = ui.mm(3);
    m.rows = int(rows.size()) + (is_pad(kind) ? 0 : 1);
    float room = (width - m.gap * float(longest - 1)) / float(longest);
    bool low = ui.screen().h < ui.mm(230);
    if (room < ui.mm(16) || low) {
        m.gap = ui.mm(1.5f);
        room = (width - m.gap * float(longest - 1)) / float(longest);
    }
    m.key_w = std::floor(std::min(room, ui.mm(is_pad(kind) ? 30 : 21)));
    // 16 to 20 mm; the larger where the panel is tall enough for words above.
    m.key_h = std::floor(ui.mm(ui.screen().h > ui.mm(280) ? 19.5f : low ? 16.2f : 17.5f));
    return m;
}

} // namespace

float keyboard_least_width(Ui& ui, const std::string& letters, KeyKind kind) {
    size_t longest = 0;
    for (const Row& r : rows_for(letters, kind, {}))
        longest = std::max(longest, r.size());
    return ui.mm(16.2f) * float(longest) + ui.mm(1.5f) * float(longest - 1);
}

float keyboard_height(Ui& ui, float width, const std::string& letters, KeyKind kind, const KeyboardState& state) {
    Metrics m = metrics(ui, width, rows_for(letters, kind, state), kind);
    return float(m.rows) * m.key_h + float(m.rows - 1) * m.gap;
}

KeyResult keyboard(Ui& ui, Rect area, const std::string& letters, KeyKind kind, const KeyboardState& state, bool masked) {
    KeyResult out;
    std::vector<Row> rows = rows_for(letters, kind, state);
    Metrics m = metrics(ui, area.w, rows, kind);
    // Keys keep their places in right-to-left: a keyboard is a keyboard.
    Ui::Unmirrored straight(ui, area);
    float y = area.y;
    auto key = [&](Rect r, ButtonSpec spec) {
        spec.style = ButtonStyle::key;
        spec.node = NodeRole::key;
        return ui.button(r, spec);
    };
    for (size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        bool pad_end = is_pad(kind) && i + 1 == rows.size();
        // Beside the zero of a digit pad the key that erases hangs over; in a row of a code it is one of them.
        float places = float(row.size()) + (pad_end && kind == KeyKind::code ? 1.0f : 0.0f);
        float total = places * m.key_w + (places - 1) * m.gap;
        float x = area.x + (area.w - total) / 2;
        for (const std::string& k : row) {
            ButtonSpec spec;
            std::string shown = state.shift && kind == KeyKind::text && state.page == KeyPage::letters ? upper(k, letters) : k;
            spec.id = "key." + (kind == KeyKind::code ? lower(k) : k);
            spec.label = ui.plain(shown, kind == KeyKind::email ? "en" : kind == KeyKind::code ? ui.language() : letters);
            if (masked)
                spec.label.speech = ui.word("keyboard.masked_key").speech;
            spec.em_mm = std::max(14.5f, ui.look().em_mm(Role::heading));
            if (key({x, y, m.key_w, m.key_h}, spec))
                out = {KeyResult::What::text, shown};
            x += m.key_w + m.gap;
        }
        if (pad_end) {
            ButtonSpec back;
            back.id = "key.backspace", back.label = ui.word("keyboard.backspace"), back.picture = "backspace", back.picture_only = true;
            if (key({x, y, m.key_w, m.key_h}, back))
                out = {KeyResult::What::backspace, {}};
        }
        y += m.key_h + m.gap;
    }
    if (is_pad(kind))
        return out;
    float total = std::min(area.w, m.key_w * 10 + m.gap * 9);
    Rect last{area.x + (area.w - total) / 2, y, total, m.key_h};
    float side = std::floor(std::max(ui.mm(20), m.key_w * 1.5f));
    bool cased = letters != "ar" && kind == KeyKind::text && state.page == KeyPage::letters;
    if (cased) {
        ButtonSpec shift;
        shift.id = "key.shift", shift.label = ui.word(state.shift ? "keyboard.shift_on" : "keyboard.shift");
        shift.picture = "shift", shift.picture_only = true, shift.chosen = state.shift;
        if (key(last.cut_start(side, m.gap), shift))
            out = {KeyResult::What::shift, {}};
    }
    ButtonSpec page;
    bool digits = state.page == KeyPage::digits;
    page.id = "key.page", page.label = ui.word(digits ? "keyboard.letters" : "keyboard.digits");
    page.picture = digits ? "keyboard_abc" : "digits", page.picture_only = true;
    if (key(last.cut_start(side, m.gap), page))
        out = {KeyResult::What::page, {}};
    ButtonSpec back;
    back.id = "key.backspace", back.label = ui.word("keyboard.backspace"), back.picture = "backspace", back.picture_only = true;
    if (key(last.cut_end(side, m.gap), back))
        out = {KeyResult::What::backspace, {}};
    if (kind == KeyKind::email && !digits) {
        // No address has a space: its place is for what addresses are made of.
        static constexpr const char* pieces[] = {"@", ".", "-", "_", ".com"};
        float each = (last.w - 4 * m.gap) / 5;
        for (const char* piece : pieces) {
            ButtonSpec spec;
            spec.id = std::string("key.") + piece, spec.label = ui.plain(piece, "en"), spec.role = Role::heading;
            if (masked)
                spec.label.speech = ui.word("keyboard.masked_key").speech;
            if (key(last.cut_start(each, m.gap), spec))
                out = {KeyResult::What::text, piece};
        }
        return out;
    }
    ButtonSpec space;
    space.id = "key.space", space.label = ui.word("keyboard.space");
    space.role = Role::caption;
    if (key(last, space))
        out = {KeyResult::What::text, " "};
    return out;
}

} // namespace accanto::ui
