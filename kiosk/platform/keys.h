#pragma once
// What a keyboard or a keypad reports, as keys and as text: by xkbcommon, as on every desk.

#include "kiosk/platform/window.h"

#include <filesystem>
#include <memory>
#include <string>

struct input_event;
struct xkb_compose_state;
struct xkb_compose_table;
struct xkb_context;
struct xkb_keymap;
struct xkb_state;

namespace accanto::platform {

// In the words of xkb: "pc105", "it", "nodeadkeys", "compose:menu".
struct KeyboardLayout {
    std::string model, layout = "us", variant, options;
};
// Debian's /etc/default/keyboard; what does not stand there is as above.
KeyboardLayout keyboard_layout(const std::filesystem::path& file);

// What each key means on a keyboard of this layout. Read from many files: for the first keyboard, not before.
class Keymap {
public:
    // A layout that xkb does not know is "us". Two keys together make the letters that use_compose_file
    // (system.h) says. Throws Error when xkb knows none at all.
    explicit Keymap(const KeyboardLayout& layout);
    ~Keymap();
    Keymap(const Keymap&) = delete;
    Keymap& operator=(const Keymap&) = delete;

private:
    friend class KeyReader;
    xkb_context* m_context = nullptr;
    xkb_keymap* m_keymap = nullptr;
    xkb_compose_table* m_composed = nullptr; // null: dead keys make nothing
};

// One keyboard: what is held down on it, and the dead key before. It begins with its number block typing
// numbers.
class KeyReader {
public:
    explicit KeyReader(std::shared_ptr<const Keymap> keymap);
    ~KeyReader();
    KeyReader(const KeyReader&) = delete;
    KeyReader& operator=(const KeyReader&) = delete;

    // A key held down counts once (EN 301 549, 5.7).
    void hear(const input_event& event, std::vector<Event>& events);
    // Lights of LED_NUML and LED_CAPSL.
    bool is_lit(int led) const;

private:
    std::string text_of(uint32_t key, uint32_t symbol);

    std::shared_ptr<const Keymap> m_keymap;
    xkb_state* m_state = nullptr;
    xkb_compose_state* m_composing = nullptr;
};

} // namespace accanto::platform
