#pragma once
// What a print queue says of itself, in the words of IPP (RFC 8011 sections 5.4.11 and 5.4.12, PWG 5100.9),
// as a condition.

#include "kiosk/platform/printer.h"

#include <vector>

namespace accanto::platform {

struct QueueState {
    bool stopped = false;             // printer-state is 5
    bool accepting = true;            // printer-is-accepting-jobs
    std::vector<std::string> reasons; // printer-state-reasons: "media-empty-error", "none"
};

PrinterReport report_of(const QueueState& queue);

} // namespace accanto::platform
