#pragma once
// Believable moments of a visit: one for each thing a screen may have to show.

#include "kiosk/screens/screens.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace accanto::tests {

// What is on disk, read once.
struct World {
    std::shared_ptr<const content::Words> words;
    content::Library library, no_library;
    content::Topics topics;
    Settings full, bare;      // a point with a long name, address, phone and hours; and one with nothing of it
    std::vector<std::string> languages;
};
World read_world();

// All that a Scene refers to, kept alive.
struct Moment {
    std::string name;         // "lesson: first_name, keyboard"
    app::ScreenId screen = app::ScreenId::home;
    app::Visit visit;
    app::PointState point;
    const Settings* settings = nullptr;
    const content::Library* library = nullptr;
    const content::Topics* topics = nullptr;
    const std::vector<std::string>* languages = nullptr;
    bool speaking = false, can_speak = true;
    std::string trouble_key;

    app::Scene scene(int64_t now_ms = 0) const;
};

// Every moment worth drawing, for a citizen of this language.
std::vector<std::unique_ptr<Moment>> moments(const World& world, const std::string& language);

} // namespace accanto::tests
