#pragma once
// What the program is told when it starts.

#include "content/base/settings.h"
#include "kiosk/platform/window.h"

#include <filesystem>
#include <optional>
#include <string>

namespace accanto::app {

struct AppOptions {
    LoadedSettings loaded;
    std::filesystem::path data;             // content/ and assets/
    platform::WindowOptions window;
    std::filesystem::path voice_helper;     // accanto-voice
    std::filesystem::path print_helper;     // accanto-print
    std::filesystem::path speech_log;       // every utterance as a line, for tests; empty: none
    bool keep_frames = false;
    bool begin_setup = false;               // with the wizard, where no point is known of (kiosk/setup/progress.h)
    std::filesystem::path lock_down_open = "/run/accanto-open";   // there while a technician has opened the machine (deploy/lockdown)
    // An author at work: opens at this lesson, and shows it anew whenever its files are saved.
    struct Preview {
        std::string tutorial, language;
        int step = 1;
    };
    std::optional<Preview> preview;
};

} // namespace accanto::app
