#include "kiosk/store/last_trouble.h"

#include "kiosk/store/guard.h"
#include "kiosk/store/named_values.h"
#include "kiosk/store/recovery.h"

#include <fmt/format.h>

#include <sstream>

namespace accanto::store {

namespace {

constexpr const char* trouble_key = "last_trouble"; // what, and for how many nights more
constexpr int nights_told = 7;

struct LastTrouble {
    std::string what;
    int nights = 0;
};

LastTrouble last_trouble(const std::optional<std::string>& value) {
    LastTrouble out;
    std::istringstream in(value.value_or(""));
    in >> out.what >> out.nights;
    return out;
}

} // namespace

std::string trouble_to_tell(Store& store) {
    if (is_suspect(store.folder()))
        return "suspect";
    if (!has_reserve(store.folder()))
        return "disk_full";
    const LastTrouble last = last_trouble(store.value(trouble_key));
    return last.nights > 0 ? last.what : "ok";
}

void keep_trouble(Database& database, std::string_view what) {
    store_value(database, trouble_key, fmt::format("{} {}", what, nights_told));
}

void age_trouble(Store& store) {
    const LastTrouble last = last_trouble(store.value(trouble_key));
    if (last.nights > 0)
        store.set_value(trouble_key, fmt::format("{} {}", last.what, last.nights - 1));
}

} // namespace accanto::store
