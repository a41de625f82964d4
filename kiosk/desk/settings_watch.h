#pragma once
// Whether the network has decided something since the settings were read.

#include "content/base/settings.h"

#include <filesystem>

namespace accanto::desk {

class SettingsWatch {
public:
    // To be made before the network's settings are read, so that what comes in between is seen.
    explicit SettingsWatch(const Settings& settings);
    bool changed() const;

private:
    std::filesystem::file_time_type written() const;

    std::filesystem::path m_file;
    std::filesystem::file_time_type m_began;
};

} // namespace accanto::desk
