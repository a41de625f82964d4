#include "kiosk/platform/escpos.h"

#include <algorithm>

namespace accanto::platform::escpos {

namespace {

constexpr size_t header_bytes = 8;

std::string band(const Bitmap& bitmap, int from, int rows) {
    const size_t row_bytes = size_t(bitmap.row_bytes());
    std::string out{"\x1dv0", 3};
    out += '\0'; // normal size: one dot is one dot
    for (const int number : {bitmap.row_bytes(), rows}) {
        out += char(number & 0xff);
        out += char(number >> 8);
    }
    return out.append(bitmap.bits, size_t(from) * row_bytes, size_t(rows) * row_bytes);
}

} // namespace

std::vector<std::string> bands(const Bitmap& bitmap) {
    const int rows = std::max(1, int((band_bytes - header_bytes) / size_t(std::max(1, bitmap.row_bytes()))));
    std::vector<std::string> out;
    for (int from = 0; from < bitmap.height; from += rows)
        out.push_back(band(bitmap, from, std::min(rows, bitmap.height - from)));
    return out;
}

std::string whole(const Bitmap& bitmap) {
    std::string out(begin);
    for (const std::string& one : bands(bitmap))
        out += one;
    return out.append(feed_and_cut);
}

std::string ask(Status status) {
    return {'\x10', '\x04', char(status)};
}

bool reads_as_question(std::string_view bytes) {
    for (size_t at = bytes.find("\x10\x04"); at != bytes.npos && at + 2 < bytes.size();
         at = bytes.find("\x10\x04", at + 1))
        if (bytes[at + 2] >= 1 && bytes[at + 2] <= 4)
            return true;
    return false;
}

Sent kind_of(uint8_t byte) {
    if ((byte & 0x93) == 0x12)
        return Sent::answer;
    if ((byte & 0x93) == 0x10)
        return Sent::automatic;
    return (byte & 0x90) == 0 ? Sent::worked_off : Sent::other;
}

PrinterReport report_of(const std::array<uint8_t, 5>& answers) {
    const auto says = [&](Status status, uint8_t bits) { return (answers[size_t(status)] & bits) != 0; };
    // What a person at the printer sees first comes first: an open cover also hides the paper.
    if (says(Status::offline_cause, 0x04))
        return {PrinterCondition::cover_open, "the cover is open"};
    if (says(Status::paper, 0x60) || says(Status::offline_cause, 0x20))
        return {PrinterCondition::out_of_paper, "no paper"};
    if (says(Status::offline_cause, 0x40)) {
        const char* cause = says(Status::error_cause, 0x08)   ? "the cutter is blocked"
                            : says(Status::error_cause, 0x20) ? "a fault that needs repair"
                            : says(Status::error_cause, 0x40) ? "the print head is too hot"
                                                              : "a fault";
        return {PrinterCondition::failed, cause};
    }
    if (says(Status::printer, 0x08) || says(Status::offline_cause, 0x08))
        return {PrinterCondition::offline, "offline, or its feed button is held"};
    if (says(Status::paper, 0x0c))
        return {PrinterCondition::near_end, "the roll is near its end"};
    return {PrinterCondition::ready, ""};
}

} // namespace accanto::platform::escpos
