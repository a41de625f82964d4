#pragma once
// What the printer's thread tells.

#include "kiosk/platform/printer.h"

namespace accanto::app {

// What came of a job, or, without a result, of a look at the printer.
struct PrintNews {
    std::string job;
    std::optional<platform::PrintResult> result;
    platform::PrinterReport report;
};

} // namespace accanto::app
