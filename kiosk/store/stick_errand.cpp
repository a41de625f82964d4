#include "kiosk/store/stick_errand.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "kiosk/store/safe_numbers.h"

#include <spdlog/spdlog.h>

#include <sstream>

namespace accanto::store {

namespace {

namespace fs = std::filesystem;

fs::path wish_file(const fs::path& folder) {
    return folder / "stick-wish";
}
fs::path answer_file(const fs::path& folder) {
    return folder / "stick-said";
}

} // namespace

fs::path stick_folder() {
    return safe_places({}).spare;
}

void ask_stick(const fs::path& folder, StickErrand errand) {
    std::error_code none;
    fs::remove(answer_file(folder), none);
    write_file_durably(wish_file(folder), std::string(to_text(errand)) + "\n", 0600);
}

bool is_stick_asked(const fs::path& folder) {
    std::error_code unreadable;
    return fs::exists(wish_file(folder), unreadable);
}

void withdraw_stick(const fs::path& folder) {
    std::error_code none;
    fs::remove(wish_file(folder), none);
}

std::optional<std::string> stick_answer(const fs::path& folder, StickErrand errand) {
    std::istringstream said(read_file(answer_file(folder)).value_or(""));
    std::string asked, word;
    return said >> asked >> word && asked == to_text(errand) ? std::optional(word) : std::nullopt;
}

void tell_technician(const fs::path& folder, bool is_here) {
    if (folder.empty())
        return;
    try {
        write_file_durably(folder / "technician", is_here ? "here\n" : "gone\n", 0600);
    } catch (const Error& e) {
        spdlog::error("the machine is not told whether a technician is here: {}", e.what());
    }
}

} // namespace accanto::store
