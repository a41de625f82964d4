#pragma once
// The time, as a technician sets it at the screen. The screen may not set the clock: it leaves a wish in its
// run folder (stick_folder()), and deploy/lockdown/clock, which systemd starts for it, carries that out and
// leaves an answer there. The folder forgets with the machine's next start: a wish that outlived a cut would
// set the clock to a time long gone.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace accanto::store {

// An answer of before goes. Throws Error (errno).
void ask_to_set_clock(const std::filesystem::path& folder, int64_t wall_ms);
void withdraw_clock(const std::filesystem::path& folder); // never throws
// "ok"; "nonsense", which nobody believes to be the time; "failed". Nothing: not yet.
std::optional<std::string> clock_answer(const std::filesystem::path& folder);

} // namespace accanto::store
