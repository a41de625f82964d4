#pragma once
// A receipt printer behind a device file: /dev/usb/lp0, a serial line, or any path.

#include "kiosk/platform/escpos_talk.h"

namespace accanto::platform {

// Opened for each job and each look, so that a printer may be unplugged and come back. Before a job its state
// is read back; the slip goes out band by band, at most two ahead of what the printer has worked off, so that
// little can come out later when it stops in the middle. A printer that answers nothing from the start is
// trusted to print; one that did answer and falls silent is offline.
std::unique_ptr<PrintDevice> escpos_device(const std::filesystem::path& path, const EscPosTimes& times = {});

} // namespace accanto::platform
