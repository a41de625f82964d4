#include "content/base/point_key.h"

#include "content/base/file.h"

#include <fmt/format.h>

#include <unistd.h>

namespace accanto {

namespace fs = std::filesystem;

SecretKey point_key(const Settings& settings) {
    const fs::path folder = settings.state / "sync", file = folder / "point.key";
    if (fs::exists(file))
        return SecretKey::load(file);
    fs::create_directories(folder);
    // Written whole beside it, and given the name only if nobody else was quicker.
    const fs::path own = folder / fmt::format("point.key.{}", getpid());
    SecretKey::generate().save(own);
    std::error_code taken;
    fs::create_hard_link(own, file, taken);
    fs::remove(own);
    sync_path(folder);
    return SecretKey::load(file);
}

} // namespace accanto
