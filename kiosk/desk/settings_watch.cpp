#include "kiosk/desk/settings_watch.h"

#include "content/base/network_settings.h"

namespace accanto::desk {

SettingsWatch::SettingsWatch(const Settings& settings)
    : m_file(network_settings_file(settings)), m_began(written()) {}

bool SettingsWatch::changed() const {
    return written() != m_began;
}

std::filesystem::file_time_type SettingsWatch::written() const {
    std::error_code none;
    const auto at = std::filesystem::last_write_time(m_file, none);
    return none ? std::filesystem::file_time_type() : at;
}

} // namespace accanto::desk
