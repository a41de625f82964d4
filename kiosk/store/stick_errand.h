#pragma once
// What the screen asks to be done with a technician's stick. The screen may mount nothing: it leaves a wish
// in its run folder, and deploy/lockdown/stick, which systemd starts for it, carries that out and leaves an
// answer there.

#include <filesystem>
#include <optional>
#include <string>

namespace accanto::store {

enum class StickErrand { logs, bring_out, bring_in, let_go, bring_setup, take_sheet };
inline const char* to_text(StickErrand errand) { // as the wish says it
    static constexpr const char* names[] = {"logs", "export", "import", "remove", "setup", "sheet"};
    return names[size_t(errand)];
}

// Where wish and answer lie; empty: on this machine nobody reads them.
std::filesystem::path stick_folder();

// An answer of before goes. Throws Error (errno).
void ask_stick(const std::filesystem::path& folder, StickErrand errand);
// Whether nobody has begun with it yet.
bool is_stick_asked(const std::filesystem::path& folder);
void withdraw_stick(const std::filesystem::path& folder); // never throws
// "ok", or why not: "none" (no stick), "several", "full", "nothing", "several_files", "busy" (it could not be let go of),
// "failed". Nothing: not yet.
std::optional<std::string> stick_answer(const std::filesystem::path& folder, StickErrand errand);

// Whether a technician is signed in, for the machine, which lets keyboards type meanwhile
// (deploy/lockdown/lock-down). In the folder of the wishes; never throws.
void tell_technician(const std::filesystem::path& folder, bool is_here);

} // namespace accanto::store
