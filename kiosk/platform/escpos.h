#pragma once
// ESC/POS, as far as a slip needs it: what is sent, and what comes back. The bytes are those of Epson's
// reference for its TM printers, which most receipt printers of other makers follow.

#include "kiosk/platform/bitmap.h"
#include "kiosk/platform/printer.h"

#include <array>
#include <cstdint>

namespace accanto::platform::escpos {

// ESC @: whatever was set before is forgotten.
inline constexpr std::string_view begin{"\x1b@", 2};
// ESC d 4: four lines of 1/6 inch, which bring the slip past the cutter or the edge it is torn at; GS V 1:
// partial cut.
inline constexpr std::string_view feed_and_cut{"\x1b\x64\x04\x1dV\x01", 6};
// GS r 1: answered when everything before it has been worked off, which DLE EOT, answered at once, cannot
// tell.
inline constexpr std::string_view ask_worked_off{"\x1dr\x01", 3};
// DLE DC4 8 with its fixed parameters: forget what was received and not yet printed. Obeyed at once, even out
// of paper.
inline constexpr std::string_view forget_received{"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", 10};

// Each is a whole GS v 0 command with as many rows as stay within `band_bytes`: printers have buffers of 4
// KB, and two bands are on their way at a time.
inline constexpr size_t band_bytes = 1536;
inline constexpr size_t band_rows_at = 6; // where it says how many: one byte is enough
std::vector<std::string> bands(const Bitmap& bitmap);
// The whole slip in one piece, for a queue that hands on what it is given.
std::string whole(const Bitmap& bitmap);

// DLE EOT 1 to 4: of the printer, of what takes it offline, of its errors, of its paper.
enum class Status { printer = 1, offline_cause = 2, error_cause = 3, paper = 4 };
std::string ask(Status status);
// Whether dots read, by chance, as a question of that kind: a printer may answer it.
bool reads_as_question(std::string_view bytes);

// Sorts what a printer sends. Fixed bits tell the kinds apart; XON and XOFF are neither.
enum class Sent { answer, worked_off, automatic, other };
Sent kind_of(uint8_t byte);
inline constexpr int automatic_bytes =
    4; // an automatic status (GS a, on by default on some) and the three after it

// Of the answers to the four questions, 0 for those not asked.
PrinterReport report_of(const std::array<uint8_t, 5>& answers);

} // namespace accanto::platform::escpos
