#include "kiosk/store/wishes.h"

#include "kiosk/store/named_values.h"

#include <nlohmann/json.hpp>

namespace accanto::store {

namespace {

constexpr const char* report_key = "network_report";
constexpr const char *enrol_key = "wish_enrol_with", *answer_key = "enrol_answer";
const char* key_of(Wish wish) { return wish == Wish::sync_now ? "wish_sync_now" : wish == Wish::enrol ? "wish_enrol" : "wish_look_at_network"; }
void count(Store& store, Wish wish) { store.set_value(key_of(wish), std::to_string(times_asked(store, wish) + 1)); }

} // namespace

void ask(Store& store, Wish wish) {
    store.transaction([&] { count(store, wish); });
}

int64_t times_asked(Store& store, Wish wish) { return stored_number(store.value(key_of(wish))); }

int64_t ask_to_enrol(Store& store, const EnrolWish& wish) {
    const nlohmann::json tree = {{"hub", wish.hub}, {"code", wish.code}};
    store.transaction([&] {
        store.set_value(enrol_key, tree.dump());
        count(store, Wish::enrol);
    });
    return times_asked(store, Wish::enrol);
}

std::optional<EnrolWish> enrol_wish(Store& store) {
    const auto tree = nlohmann::json::parse(store.value(enrol_key).value_or(""), nullptr, false);
    if (!tree.is_object())
        return std::nullopt;
    return EnrolWish{tree.value("hub", ""), tree.value("code", "")};
}

void keep_enrol_answer(Store& store, const EnrolAnswer& answer) {
    const nlohmann::json tree = {{"asked", answer.asked}, {"word", answer.word}, {"point", answer.point}, {"hub_key", answer.hub_key}};
    store.transaction([&] {
        store.set_value(answer_key, tree.dump());
        if (times_asked(store, Wish::enrol) == answer.asked)   // else another was typed meanwhile
            store.set_value(enrol_key, "");
    });
}

std::optional<EnrolAnswer> enrol_answer(Store& store) {
    const auto tree = nlohmann::json::parse(store.value(answer_key).value_or(""), nullptr, false);
    if (!tree.is_object())
        return std::nullopt;
    return EnrolAnswer{tree.value("asked", int64_t(0)), tree.value("word", ""), tree.value("point", ""), tree.value("hub_key", "")};
}

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
