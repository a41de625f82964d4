#include "kiosk/store/safe_mode.h"

#include "content/base/error.h"
#include "content/base/file.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include <sys/stat.h>

namespace accanto::store {

namespace fs = std::filesystem;

namespace {

constexpr const char *mark = "safe-mode", *leave = "safe-mode-try";

std::vector<fs::path> folders(const SafePlaces& places) {
    std::vector<fs::path> out;
    for (const fs::path& folder : {places.spare, places.state})
        if (!folder.empty())
            out.push_back(folder);
    return out;
}

} // namespace

std::optional<int64_t> safe_mode_since(const SafePlaces& places) {
    std::optional<int64_t> since;
    for (const fs::path& folder : folders(places)) {
        struct stat info {};
        if (stat((folder / mark).c_str(), &info) == 0) {
            const int64_t at = int64_t(info.st_mtim.tv_sec) * 1000;
            since = std::min(since.value_or(at), at);
        }
    }
    return since;
}

void try_whole_program(const SafePlaces& places) {
    for (const fs::path& folder : folders(places)) {
        try {
            return write_file_durably(folder / leave, "", 0660);
        } catch (const Error& e) {
            spdlog::warn("safe mode: {}", e.what());
        }
    }
}

bool use_up_try(const SafePlaces& places) {
    bool used = false;
    for (const fs::path& folder : folders(places)) {
        std::error_code failed;
        used = fs::remove(folder / leave, failed) || used;
    }
    return used;
}

void end_safe_mode(const SafePlaces& places) {
    for (const fs::path& folder : folders(places)) {
        std::error_code failed;
        if (fs::remove(folder / mark, failed))
            spdlog::info("safe mode is over");
        else if (failed && fs::exists(folder / mark))
            throw Error((folder / mark).string() + ": " + failed.message(), failed.value());
    }
}

} // namespace accanto::store
