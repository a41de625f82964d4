#include "kiosk/store/wishes.h"

#include "kiosk/store/named_values.h"

#include <nlohmann/json.hpp>

namespace accanto::store {

namespace {

constexpr const char* report_key = "network_report";
const char* key_of(Wish wish) { return wish == Wish::sync_now ? "wish_sync_now" : "wish_look_at_network"; }

} // namespace

void ask(Store& store, Wish wish) {
    store.transaction([&] { store.set_value(key_of(wish), std::to_string(times_asked(store, wish) + 1)); });
}

int64_t times_asked(Store& store, Wish wish) { return stored_number(store.value(key_of(wish))); }

void keep_report(Store& store, const NetworkReport& report) {
    nlohmann::ordered_json steps = nlohmann::ordered_json::array();
    for (const NetworkStep& one : report.steps)
        steps.push_back({{"step", one.step}, {"good", one.good}, {"reason", one.reason}});
    const nlohmann::ordered_json tree = {{"asked", report.asked}, {"at_ms", report.at_ms}, {"steps", std::move(steps)}};
    store.transaction([&] { store.set_value(report_key, tree.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)); });
}

std::optional<NetworkReport> network_report(Store& store) {
    const auto tree = nlohmann::json::parse(store.value(report_key).value_or(""), nullptr, false);
    if (!tree.is_object())
        return std::nullopt;
    NetworkReport out{tree.value("asked", int64_t(0)), tree.value("at_ms", int64_t(0)), {}};
    for (const auto& one : tree.value("steps", nlohmann::json::array()))
        out.steps.push_back({one.value("step", ""), one.value("good", false), one.value("reason", "")});
    return out;
}

} // namespace accanto::store
