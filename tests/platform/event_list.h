#pragma once
// What a window reports, one word for each thing: "down 0 at 100,50", "up key", "text a".

#include "kiosk/platform/window.h"

#include <cmath>
#include <string>
#include <vector>

namespace accanto::tests {

using Words = std::vector<std::string>;

inline std::string word_of(const platform::Contact& contact) {
    const std::string place =
        " at " + std::to_string(std::lround(contact.x)) + "," + std::to_string(std::lround(contact.y));
    const std::string finger = " " + std::to_string(contact.finger);
    switch (contact.kind) {
    case platform::Contact::Kind::down:
        return "down" + finger + place;
    case platform::Contact::Kind::move:
        return "move" + finger + place;
    case platform::Contact::Kind::up:
        return "up" + finger + place;
    default:
        return "cancel" + finger;
    }
}

inline std::string word_of(platform::Key key) {
    static constexpr const char* names[] = {"tab",  "back tab", "enter",     "escape",  "up",        "down",
                                            "left", "right",    "backspace", "page up", "page down", "home",
                                            "F1",   "louder",   "softer",    "other"};
    return names[size_t(key)];
}

inline Words words_of(const std::vector<platform::Event>& events) {
    Words out;
    for (const auto& event : events)
        if (event.kind == platform::Event::Kind::contact)
            out.push_back(word_of(event.contact));
        else if (event.kind == platform::Event::Kind::key)
            out.push_back(word_of(event.key) + " key");
        else if (event.kind == platform::Event::Kind::text)
            out.push_back("text " + event.text);
        else
            out.push_back("something else");
    return out;
}

} // namespace accanto::tests
