#include "kiosk/platform/printer_reasons.h"

#include <algorithm>
#include <array>

namespace accanto::platform {

namespace {

// The severity that may end a reason says how bad the printer takes it; what the reason is stays the same.
std::string_view without_severity(std::string_view reason) {
    for (const std::string_view severity : {"-error", "-warning", "-report"})
        if (reason.ends_with(severity))
            return reason.substr(0, reason.size() - severity.size());
    return reason;
}

struct Known {
    std::string_view reason;
    PrinterCondition condition;
};

constexpr std::array known = {
    Known{"media-empty", PrinterCondition::out_of_paper},
    Known{"media-needed", PrinterCondition::out_of_paper},
    Known{"input-tray-missing", PrinterCondition::out_of_paper},
    Known{"media-low", PrinterCondition::near_end},
    Known{"cover-open", PrinterCondition::cover_open},
    Known{"door-open", PrinterCondition::cover_open},
    Known{"interlock-open", PrinterCondition::cover_open},
    Known{"offline", PrinterCondition::offline},
    Known{"shutdown", PrinterCondition::offline},
    Known{"timed-out", PrinterCondition::offline},
    Known{"media-jam", PrinterCondition::failed},
    Known{"paused", PrinterCondition::failed},
    Known{"moving-to-paused", PrinterCondition::failed},
    Known{"stopped-partly", PrinterCondition::failed},
    Known{"cups-missing-filter", PrinterCondition::failed},
    Known{"cups-insecure-filter", PrinterCondition::failed},
    Known{"other", PrinterCondition::failed},
};

// Of several reasons the one a person can do most about: the order of the conditions below.
int weight(PrinterCondition condition) {
    constexpr std::array order = {PrinterCondition::unknown,      PrinterCondition::ready,
                                  PrinterCondition::near_end,     PrinterCondition::failed,
                                  PrinterCondition::offline,      PrinterCondition::gone,
                                  PrinterCondition::out_of_paper, PrinterCondition::cover_open};
    return int(std::find(order.begin(), order.end(), condition) - order.begin());
}

} // namespace

PrinterReport report_of(const QueueState& queue) {
    PrinterReport out{PrinterCondition::ready, ""};
    if (queue.stopped || !queue.accepting)
        out = {PrinterCondition::failed, queue.stopped ? "the queue is stopped" : "the queue takes no jobs"};
    for (const std::string& reason : queue.reasons) {
        const auto found = std::find_if(known.begin(), known.end(),
                                        [&](const Known& k) { return k.reason == without_severity(reason); });
        // "other-warning" is anything at all; only as an error does it keep a job from coming out.
        const bool counts = found != known.end() && (found->reason != "other" || reason == "other-error");
        if (counts && weight(found->condition) > weight(out.condition))
            out = {found->condition, reason};
    }
    return out;
}

} // namespace accanto::platform
