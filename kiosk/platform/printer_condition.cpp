#include "kiosk/platform/printer.h"

#include <array>

namespace accanto::platform {

namespace {

constexpr std::array words = {"unknown", "ok", "near_end", "out", "open", "off", "gone", "failed"};
static_assert(words.size() == size_t(PrinterCondition::failed) + 1);

} // namespace

const char* to_text(PrinterCondition condition) {
    return words[size_t(condition)];
}

std::optional<PrinterCondition> printer_condition_from(std::string_view word) {
    for (size_t i = 0; i < words.size(); ++i)
        if (word == words[i])
            return PrinterCondition(i);
    return std::nullopt;
}

bool can_print(PrinterCondition condition) {
    return condition == PrinterCondition::unknown || condition == PrinterCondition::ready ||
           condition == PrinterCondition::near_end;
}

} // namespace accanto::platform
