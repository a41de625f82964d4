#include "content/base/file.h"
#include "kiosk/doctor/checks.h"
#include "kiosk/doctor/update.h"

namespace accanto::doctor {

Surroundings surroundings(const Settings& settings, const Clock& clock) {
    const std::filesystem::path built = std::filesystem::path(ACCANTO_SOURCE_DIR) / "deploy/lockdown/lock-down";
    const std::filesystem::path installed = "/usr/libexec/accanto/lock-down";
    std::error_code unreadable;
    return {settings, clock, data_dir(), helper_program("accanto-voice"), std::filesystem::exists(installed, unreadable) ? installed : built, "/"};
}

std::vector<Finding> examine(const Surroundings& s) {
    std::unique_ptr<store::Store> store;
    std::vector<Finding> out;
    out.push_back(check_store(s, &store));
    out.push_back(check_safe_mode(s, store.get()));
    out.push_back(check_mentors(s, store.get()));
    out.push_back(check_disk(s));
    out.push_back(check_clock(s, store.get()));
    out.push_back(check_contents(s));
    out.push_back(check_voices(s));
    out.push_back(check_sound(s));
    out.push_back(check_printer(s, store.get()));
    out.push_back(check_touch(s));
    out.push_back(check_screen(s));
    out.push_back(check_sync(s, store.get()));
    out.push_back(check_update(s));
    for (Finding& one : check_lock_down(s))
        out.push_back(std::move(one));
    return out;
}

} // namespace accanto::doctor
