#include "kiosk/ui/keyboard.h"

#include "kiosk/ui/reach.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cmath>
#include <map>

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

// The same letters, in as many rows.
std::vector<Row> alphabet_rows(const std::string& language) {
    if (language == "ar")
        return {keys("ا ب ت ث ج ح خ د ذ ر ز"), keys("س ش ص ض ط ظ ع غ ف ق ك"), keys("ل م ن ه و ي ء ئ ؤ ى ة"), keys("أ إ آ")};
    if (language == "sv")
        return {keys("abcdefghijk"), keys("lmnopqrstuv"), keys("wxyzåäöé")};
    if (language == "es")
        return {keys("abcdefghi"), keys("jklmnñopq"), keys("rstuvwxyz"), keys("áéíóúü")};
    if (language == "ca")
        return {keys("abcçdefghi"), keys("jklmnopqrs"), keys("tuvwxyz·"), keys("àèéíïòóúü")};
    if (language == "it")
        return {keys("abcdefghij"), keys("klmnopqrs"), keys("tuvwxyz"), keys("àèéìòù")};
    if (language == "pt")
        return {keys("abcçdefghi"), keys("jklmnopqrs"), keys("tuvwxyz"), keys("áàâãéêíóôõú")};
    return {keys("abcdefghij"), keys("klmnopqrs"), keys("tuvwxyz")};
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
// Made of plain letters and digits in every language, without a space.
bool is_plain(KeyKind kind) { return kind == KeyKind::email || kind == KeyKind::machine_name; }

bool is_pad(KeyKind kind) { return kind == KeyKind::digits || kind == KeyKind::code; }

const std::string plain_letters = "en";

std::vector<Row> rows_for(const std::string& letters, KeyKind kind, const KeyboardState& state) {
    if (kind == KeyKind::code)
        return code_rows(letters);
    if (kind == KeyKind::digits)
        return {keys("123"), keys("456"), keys("789"), keys("0")};
    if (state.page == KeyPage::digits)
        return {keys("1234567890"), keys("@.-_!?&+#"), keys("/:;,()*%")};
    const std::string& language = is_plain(kind) ? plain_letters : letters;
    std::vector<Row> rows = state.alphabetic ? alphabet_rows(language) : letter_rows(language);
    if (is_plain(kind))
        rows.insert(rows.begin(), keys("1234567890"));
    if (kind == KeyKind::machine_name)
        rows.back().push_back("-");
    return rows;
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

// A sign has a name, which no voice can be trusted to know; of a letter or a digit "".
std::string name_of_sign(const std::string& key) {
    static const std::map<std::string, std::string> names = {
        {"@", "sign_at"},       {".", "sign_dot"},    {"-", "sign_hyphen"},    {"_", "sign_underscore"}, {"!", "sign_exclamation"},
        {"?", "sign_question"}, {"&", "sign_and"},    {"+", "sign_plus"},      {"#", "sign_number"},     {"/", "sign_slash"},
        {":", "sign_colon"},    {";", "sign_semicolon"}, {",", "sign_comma"},  {"(", "sign_open"},       {")", "sign_close"},
        {"*", "sign_star"},     {"%", "sign_percent"}, {"·", "sign_raised_dot"}, {".com", "dot_com"},
    };
    const auto found = names.find(key);
    return found == names.end() ? std::string() : "keyboard." + found->second;
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
    const bool low = ui.screen().h < ui.mm(ui.portrait() ? squat_mm : 230);
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

namespace {

ButtonSpec pictured(Ui& ui, const std::string& id, const std::string& word, const std::string& picture) {
    ButtonSpec spec;
    spec.id = id, spec.label = ui.word(word), spec.picture = picture, spec.picture_only = true;
    return spec;
}

constexpr float address_key_mm = 16.2f, dot_com_mm = 27;

// One frame of the keys.
class Board {
public:
    Board(Ui& ui, Rect area, const std::string& letters, KeyKind kind, const KeyboardState& state, bool masked, bool by_ear)
        : m_ui(ui), m_area(area), m_letters(letters), m_kind(kind), m_state(state), m_may_be_said(masked && by_ear && kind != KeyKind::code),
          m_silent(masked && !(m_may_be_said && state.aloud)), m_rows(rows_for(letters, kind, state)), m(metrics(ui, area.w, m_rows, kind)) {
        for (const Row& row : m_rows)
            m_letters_em_mm = std::min(m_letters_em_mm, largest_em_mm(row, std::max(14.5f, ui.look().em_mm(Role::heading)), m.key_w));
    }

    KeyResult draw() {
        // Heard before the keys it is about.
        if (m_may_be_said)
            aloud_key();
        float y = m_area.y;
        for (size_t i = 0; i < m_rows.size(); ++i, y += m.key_h + m.gap)
            row(m_rows[i], y, is_pad(m_kind) && i + 1 == m_rows.size());
        if (!is_pad(m_kind))
            last_row(last_place());
        return m_out;
    }

private:
    bool is_cased() const { return m_letters != "ar" && (m_kind == KeyKind::text || m_kind == KeyKind::name) && m_state.page == KeyPage::letters; }
    bool has_order() const { return m_state.page == KeyPage::letters; }
    bool has_languages() const { return m_kind == KeyKind::name && m_state.page == KeyPage::letters; }
    // Of a key at the side of the last row: narrower where what stands between them would have too little.
    float side() const {
        const int count = 2 + (is_cased() ? 1 : 0) + (has_order() ? 1 : 0) + (has_languages() ? 1 : 0) + (m_may_be_said ? 1 : 0);
        const float between = m_kind == KeyKind::email && has_order() ? m_ui.mm(address_key_mm) * 4 + m_ui.mm(dot_com_mm) + m.gap * 4 : m_ui.mm(40);
        const float room = (last_place().w - between) / float(count) - m.gap;
        return std::floor(std::clamp(room, m_ui.mm(16.2f), std::max(m_ui.mm(20), m.key_w * 1.5f)));
    }

    void key(Rect r, ButtonSpec spec, KeyResult result) {
        spec.style = ButtonStyle::key;
        spec.node = NodeRole::key;
        if (m_silent && result.what == KeyResult::What::text && spec.id != "key.space")
            spec.label.speech = m_ui.word("keyboard.masked_key").speech;
        if (m_ui.button(r, spec))
            m_out = std::move(result);
    }

    // Said in the language of the layout; the plain letters of an address are in no Arabic word.
    Label label_of(const std::string& sign) const {
        if (const std::string name = name_of_sign(sign); !name.empty()) {
            const Label word = m_ui.word(name);
            // A dot before letters stays before them, whichever way the language is written.
            const bool is_turned = sign.size() > 1 && content::is_right_to_left(word.language);
            return {is_turned ? "\u200E" + sign : sign, word.speech, word.language};
        }
        const bool is_latin = is_plain(m_kind) && u_isalpha(static_cast<unsigned char>(sign.front()));
        return m_ui.plain(sign, m_kind == KeyKind::code ? m_ui.language() : is_latin && m_letters == "ar" ? plain_letters : m_letters);
    }

    Rect last_place() const {
        const float total = std::min(m_area.w, m.key_w * 10 + m.gap * 9), y = m_area.y + float(m_rows.size()) * (m.key_h + m.gap);
        return {m_area.x + (m_area.w - total) / 2, y, total, m.key_h};
    }

    // Of a digit pad it stands before the zero, where as much is free as behind it; else beside the key of the other page.
    void aloud_key() {
        Rect place = last_place();
        if (is_pad(m_kind))
            place = {place.centre_x() - m.key_w * 1.5f - m.gap, place.y - m.key_h - m.gap, m.key_w, m.key_h};
        else
            place = {place.x + (1.0f + (is_cased() ? 1 : 0) + (has_order() ? 1 : 0) + (has_languages() ? 1 : 0)) * (side() + m.gap), place.y, side(), m.key_h};
        ButtonSpec spec = pictured(m_ui, "key.aloud", "keyboard.say_keys", "listen");
        spec.chosen = m_state.aloud, spec.checkable = true;
        key(place, spec, {KeyResult::What::aloud, {}});
    }

    void order_key(Rect place) {
        ButtonSpec spec = pictured(m_ui, "key.order", "keyboard.abc", "keyboard_abc");
        spec.chosen = m_state.alphabetic, spec.checkable = true;
        key(place, spec, {KeyResult::What::order, {}});
    }

    std::string shown(const std::string& key) const { return m_state.shift && is_cased() ? upper(key, m_letters) : key; }

    // What the letters of a row reach when they stand beside each other, on one base line.
    Band band_of(const Row& row, float em_mm) const {
        Label all = label_of(shown(row.front()));
        all.text.clear();
        for (const std::string& k : row)
            all.text += (all.text.empty() ? "" : " ") + shown(k);
        TextStyle style{Role::button, 600};
        style.em_mm = em_mm;
        return m_ui.band(all, style);
    }
    // Up to this, so that each stands in its key. What they need grows with the em.
    float largest_em_mm(const Row& row, float most_mm, float key_w) const {
        TextStyle style{Role::button, 600};
        style.em_mm = most_mm;
        constexpr float around_px = 2; // a picture's margin, which does not grow
        float part = std::min(1.0f, (m.key_h - m_ui.mm(2) - around_px) / band_of(row, most_mm).h());
        for (const std::string& k : row)
            part = std::min(part, (key_w - m_ui.mm(2) - around_px) / m_ui.measure(label_of(shown(k)), style, 0).w);
        return std::max(m_ui.look().smallest_em_mm(), std::floor(most_mm * part * 2) / 2);
    }

    void row(const Row& keys, float y, bool ends_pad) {
        // Beside the zero of a digit pad the key that erases hangs over; in a row of a code it is one of them.
        const float places = float(keys.size()) + (ends_pad && m_kind == KeyKind::code ? 1.0f : 0.0f);
        const float total = places * m.key_w + (places - 1) * m.gap;
        Rect place{m_area.x + (m_area.w - total) / 2, y, m.key_w, m.key_h};
        const Band band = band_of(keys, m_letters_em_mm);
        for (const std::string& k : keys) {
            const std::string sign = shown(k);
            ButtonSpec spec;
            spec.id = "key." + (m_kind == KeyKind::code ? lower(k) : k);
            spec.label = label_of(sign);
            spec.em_mm = m_letters_em_mm, spec.band = band;
            key(place, spec, {KeyResult::What::text, sign});
            place.x += m.key_w + m.gap;
        }
        if (ends_pad)
            key(place, pictured(m_ui, "key.backspace", "keyboard.backspace", "backspace"), {KeyResult::What::backspace, {}});
    }

    void last_row(Rect last) {
        if (is_cased()) {
            ButtonSpec shift = pictured(m_ui, "key.shift", m_state.shift ? "keyboard.shift_on" : "keyboard.shift", "shift");
            shift.chosen = m_state.shift;
            key(last.cut_start(side(), m.gap), shift, {KeyResult::What::shift, {}});
        }
        const bool digits = m_state.page == KeyPage::digits, is_whole = m_kind == KeyKind::machine_name; // all its signs stand above
        if (!is_whole)
            key(last.cut_start(side(), m.gap),
                pictured(m_ui, "key.page", digits ? "keyboard.letters" : "keyboard.digits", digits ? "keyboard_abc" : "digits"),
                {KeyResult::What::page, {}});
        if (has_order())
            order_key(last.cut_start(side(), m.gap));
        if (has_languages())
            key(last.cut_start(side(), m.gap), pictured(m_ui, "key.language", "keyboard.languages", "language"), {KeyResult::What::language, {}});
        if (m_may_be_said)
            last.cut_start(side(), m.gap);
        key(last.cut_end(side(), m.gap), pictured(m_ui, "key.backspace", "keyboard.backspace", "backspace"), {KeyResult::What::backspace, {}});
        if (is_whole)
            return;
        if (m_kind == KeyKind::email && !digits)
            return address_keys(last);
        ButtonSpec space;
        space.id = "key.space", space.label = m_ui.word("keyboard.space");
        space.role = Role::caption, space.picture = "space";
        TextStyle smallest{Role::caption, 600};
        smallest.em_mm = m_ui.look().smallest_em_mm();
        space.picture_only = !m_ui.fits(space.label, smallest, {last.w - m_ui.mm(2), last.h - m_ui.mm(2)});
        if (!space.picture_only)
            space.picture.clear();
        key(last, space, {KeyResult::What::text, " "});
    }

    // No address has a space: its place is for what addresses are made of.
    void address_keys(Rect place) {
        static const Row pieces = {"@", ".", "-", "_", ".com"};
        const float more = m_ui.mm(dot_com_mm - address_key_mm), each = (place.w - more - 4 * m.gap) / 5;
        const Row signs(pieces.begin(), pieces.end() - 1);
        const float most_mm = std::min(m_letters_em_mm, m_ui.look().em_mm(Role::heading));
        const float em_mm = std::min(largest_em_mm(signs, most_mm, each), largest_em_mm({pieces.back()}, most_mm, each + more));
        const Band band = band_of(pieces, em_mm);
        for (const std::string& piece : pieces) {
            ButtonSpec spec;
            spec.id = "key." + piece, spec.label = label_of(piece), spec.em_mm = em_mm, spec.band = band;
            key(place.cut_start(piece.size() > 1 ? each + more : each, m.gap), spec, {KeyResult::What::text, piece});
        }
    }

    Ui& m_ui;
    const Rect m_area;
    const std::string& m_letters;
    const KeyKind m_kind;
    const KeyboardState& m_state;
    const bool m_may_be_said, m_silent;
    const std::vector<Row> m_rows;
    const Metrics m;
    float m_letters_em_mm = 1000;
    KeyResult m_out;
};

} // namespace

KeyResult keyboard(Ui& ui, Rect area, const std::string& letters, KeyKind kind, const KeyboardState& state, bool masked, bool by_ear) {
    // Keys keep their places in right-to-left: a keyboard is a keyboard.
    Ui::Unmirrored straight(ui, area);
    return Board(ui, area, letters, kind, state, masked, by_ear).draw();
}

} // namespace accanto::ui
