#include "kiosk/store/take_over.h"

#include "kiosk/store/outbox.h"

#include <nlohmann/json.hpp>

namespace accanto::store {

namespace {

constexpr const char* key = "took_over";

} // namespace

void note_take_over(Store& store, const std::string& kiosk) {
    store.transaction([&] {
        const auto before = nlohmann::json::parse(store.value(key).value_or(""), nullptr, false);
        if (before.is_object() && before.value("kiosk", "") == kiosk)
            return;
        store.set_value(key, nlohmann::json{{"kiosk", kiosk}, {"at_ms", store.clock().wall_ms()}}.dump());
        append_event(store, "org.accanto.kiosk.took_over.v1", nlohmann::json{{"replaces", kiosk}}.dump());
    });
}

std::optional<int64_t> took_over_ms(Store& store) {
    const auto tree = nlohmann::json::parse(store.value(key).value_or(""), nullptr, false);
    return tree.is_object() ? std::optional(tree.value("at_ms", int64_t(0))) : std::nullopt;
}

} // namespace accanto::store
