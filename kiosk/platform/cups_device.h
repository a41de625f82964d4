#pragma once
// A queue of the print server on this machine, through a helper program of ours (print_helper.cpp says why).

#include "kiosk/platform/printer.h"

namespace accanto::platform {

// `helper`: path of accanto-print, one process for each job and each look. `socket`: the print server's;
// empty: CUPS's usual one.
std::unique_ptr<PrintDevice> cups_device(const std::filesystem::path& helper, const std::string& queue,
                                         const std::filesystem::path& socket = {});

} // namespace accanto::platform
