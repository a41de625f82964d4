#pragma once
// What there is to do so that this kiosk shows what the hub wants. Pure, but for reading what is installed.

#include "sync/wire/desired.h"

#include <filesystem>

namespace accanto::agent {

struct ContentTask {
    enum class What {
        nothing,
        get,         // fetch and install
        go_back,     // to the version before, which is still here
        take_away    // the pack; what came with the program is shown again, until there is something to get
    } what = What::nothing;
    std::string refused;   // why it is not to be done though it is wanted: a sentence
};

// `content`: installed_content(). A newer version than wanted stays unless it was taken back: somebody brought it on a stick. What
// was taken back is shown no minute longer than that takes to hear.
ContentTask task_for(const wire::DesiredPack& wanted, const std::filesystem::path& content);

} // namespace accanto::agent
