#include "kiosk/platform/keys.h"

#include "content/base/error.h"
#include "kiosk/platform/event_words.h"

#include <fstream>

#include <linux/input.h>
#include <xkbcommon/xkbcommon-compose.h>
#include <xkbcommon/xkbcommon.h>

namespace accanto::platform {

namespace {

constexpr uint32_t first_key = 8; // xkb counts keys as X does

Key key_of(xkb_keysym_t symbol) {
    switch (symbol) {
    case XKB_KEY_Tab:
    case XKB_KEY_KP_Tab:
        return Key::tab;
    case XKB_KEY_ISO_Left_Tab: // with Shift
        return Key::back_tab;
    case XKB_KEY_Return:
    case XKB_KEY_KP_Enter:
    case XKB_KEY_ISO_Enter:
        return Key::enter;
    case XKB_KEY_Escape:
        return Key::escape;
    case XKB_KEY_Up:
    case XKB_KEY_KP_Up:
        return Key::up;
    case XKB_KEY_Down:
    case XKB_KEY_KP_Down:
        return Key::down;
    case XKB_KEY_Left:
    case XKB_KEY_KP_Left:
        return Key::left;
    case XKB_KEY_Right:
    case XKB_KEY_KP_Right:
        return Key::right;
    case XKB_KEY_BackSpace:
        return Key::backspace;
    case XKB_KEY_Prior:
    case XKB_KEY_KP_Prior:
        return Key::page_up;
    case XKB_KEY_Next:
    case XKB_KEY_KP_Next:
        return Key::page_down;
    case XKB_KEY_Home:
    case XKB_KEY_KP_Home:
        return Key::home;
    case XKB_KEY_F1:
        return Key::f1;
    case XKB_KEY_XF86AudioRaiseVolume:
        return Key::louder;
    case XKB_KEY_XF86AudioLowerVolume:
        return Key::softer;
    default:
        return Key::other;
    }
}

bool is_text(const std::string& text) {
    const auto first = text.empty() ? 0 : static_cast<unsigned char>(text.front());
    return first >= ' ' && first != 0x7f; // Delete
}

xkb_keymap* compiled(xkb_context* context, const KeyboardLayout& layout) {
    const xkb_rule_names names{"evdev", layout.model.c_str(), layout.layout.c_str(), layout.variant.c_str(),
                               layout.options.c_str()};
    return xkb_keymap_new_from_names(context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
}

} // namespace

// Lines of the shell's: XKBLAYOUT="it".
KeyboardLayout keyboard_layout(const std::filesystem::path& file) {
    KeyboardLayout out;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        const size_t equals = line.find('=');
        if (equals == std::string::npos)
            continue;
        const std::string name = line.substr(0, equals);
        std::string value = line.substr(equals + 1);
        std::erase_if(value, [](char letter) { return letter == '"' || letter == '\'' || letter == ' '; });
        if (name == "XKBMODEL")
            out.model = value;
        else if (name == "XKBLAYOUT" && !value.empty())
            out.layout = value;
        else if (name == "XKBVARIANT")
            out.variant = value;
        else if (name == "XKBOPTIONS")
            out.options = value;
    }
    return out;
}

Keymap::Keymap(const KeyboardLayout& layout) : m_context(xkb_context_new(XKB_CONTEXT_NO_FLAGS)) {
    if (m_context) {
        m_keymap = compiled(m_context, layout);
        if (!m_keymap)
            m_keymap = compiled(m_context, KeyboardLayout{});
    }
    if (!m_keymap) {
        xkb_context_unref(m_context);
        throw Error("no meaning of keys: xkb-data is not installed, or not whole", 0);
    }
    m_composed = xkb_compose_table_new_from_locale(m_context, "C.UTF-8", XKB_COMPOSE_COMPILE_NO_FLAGS);
}

Keymap::~Keymap() {
    xkb_compose_table_unref(m_composed);
    xkb_keymap_unref(m_keymap);
    xkb_context_unref(m_context);
}

KeyReader::KeyReader(std::shared_ptr<const Keymap> keymap)
    : m_keymap(std::move(keymap)), m_state(xkb_state_new(m_keymap->m_keymap)) {
    ACCANTO_ASSERT(m_state);
    if (m_keymap->m_composed)
        m_composing = xkb_compose_state_new(m_keymap->m_composed, XKB_COMPOSE_STATE_NO_FLAGS);
    for (const auto direction : {XKB_KEY_DOWN, XKB_KEY_UP})
        xkb_state_update_key(m_state, first_key + KEY_NUMLOCK, direction);
}

KeyReader::~KeyReader() {
    xkb_compose_state_unref(m_composing);
    xkb_state_unref(m_state);
}

void KeyReader::hear(const input_event& event, std::vector<Event>& events) {
    constexpr int released = 0, pressed = 1; // 2: still held
    if (event.type != EV_KEY || event.code >= BTN_MISC || event.value > pressed)
        return;
    const uint32_t key = first_key + event.code;
    if (event.value == released) {
        xkb_state_update_key(m_state, key, XKB_KEY_UP);
        return;
    }
    const xkb_keysym_t symbol = xkb_state_key_get_one_sym(m_state, key);
    events.push_back(plain(Event::Kind::key));
    events.back().key = key_of(symbol);
    if (std::string text = text_of(key, symbol); is_text(text)) {
        events.push_back(plain(Event::Kind::text));
        events.back().text = std::move(text);
    }
    xkb_state_update_key(m_state, key, XKB_KEY_DOWN);
}

// Of a dead key nothing yet: the next one says what it becomes.
std::string KeyReader::text_of(uint32_t key, uint32_t symbol) {
    char letters[64] = {};
    const bool fed = m_composing && xkb_compose_state_feed(m_composing, symbol) == XKB_COMPOSE_FEED_ACCEPTED;
    const auto status = fed ? xkb_compose_state_get_status(m_composing) : XKB_COMPOSE_NOTHING;
    if (status == XKB_COMPOSE_COMPOSED)
        xkb_compose_state_get_utf8(m_composing, letters, sizeof letters);
    else if (status == XKB_COMPOSE_NOTHING)
        xkb_state_key_get_utf8(m_state, key, letters, sizeof letters);
    return letters;
}

bool KeyReader::is_lit(int led) const {
    return xkb_state_led_name_is_active(m_state, led == LED_NUML ? XKB_LED_NAME_NUM : XKB_LED_NAME_CAPS) > 0;
}

} // namespace accanto::platform
