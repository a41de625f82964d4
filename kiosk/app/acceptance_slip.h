#pragma once
// The acceptance sheet (kiosk/setup/setup.h) for eyes: a slip that can be kept as a picture or printed.

#include "content/base/settings.h"
#include "kiosk/ui/slip.h"

namespace accanto::app {

// Throws Error when it is no sheet, or not as it was signed.
platform::Image draw_acceptance_slip(ui::Ui& ui, const content::Words& words, const Settings& settings,
                                     const std::string& language, std::string_view sheet);

// `file` is a sheet; the picture stands beside it, ending in .png. Needs no display. Throws Error.
void keep_acceptance_picture(const Settings& settings, const std::filesystem::path& data,
                             const std::filesystem::path& file);

} // namespace accanto::app
