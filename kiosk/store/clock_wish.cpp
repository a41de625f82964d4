#include "kiosk/store/clock_wish.h"

#include "content/base/file.h"

#include <algorithm>

namespace accanto::store {

namespace {

constexpr const char *clock_wish = "clock-wish", *clock_said = "clock-said";

} // namespace

void ask_to_set_clock(const std::filesystem::path& folder, int64_t wall_ms) {
    std::error_code none;
    std::filesystem::remove(folder / clock_said, none);
    write_file_durably(folder / clock_wish, std::to_string(wall_ms / 1000) + "\n", 0600);
}

void withdraw_clock(const std::filesystem::path& folder) {
    std::error_code none;
    std::filesystem::remove(folder / clock_wish, none);
}

std::optional<std::string> clock_answer(const std::filesystem::path& folder) {
    std::optional<std::string> said = read_file(folder / clock_said);
    if (said)
        said->resize(std::min(said->find('\n'), said->size()));
    return said;
}

} // namespace accanto::store
