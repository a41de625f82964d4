// How the other kiosks of the point are, as the kiosk with the desk hears of them.

#include "kiosk/point/host.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace accanto::point {

using nlohmann::ordered_json;
using store::Store;

namespace {

constexpr int64_t grain_ms = 60'000;
constexpr int64_t silent_after_ms =
    grain_ms + 45'000; // a guest asks every 10 s, and again after an answer that was lost
constexpr std::array printer_states = {"ok", "near_end", "out", "open", "off", "gone", "failed", "none"};

std::string key_of(const std::string& letter) {
    return "guest_" + letter;
}

ordered_json kept(Store& store, const std::string& letter) {
    const ordered_json out = ordered_json::parse(store.value(key_of(letter)).value_or(""), nullptr, false);
    return out.is_object() ? out : ordered_json();
}

// On the clock that cannot be turned, where it tells.
std::optional<int64_t> age_ms(Store& store, const ordered_json& guest) {
    if (!guest.is_object())
        return std::nullopt;
    const int64_t age = guest.value("boot", "") == store.clock().boot()
                            ? store.clock().mono_ms() - guest.value("mono_ms", int64_t(0))
                            : store.clock().wall_ms() - guest.value("wall_ms", int64_t(0));
    return std::max<int64_t>(0, age);
}

std::string printer_of(std::string_view body) {
    const ordered_json asked = ordered_json::parse(body, nullptr, false);
    const auto at = asked.is_object() ? asked.find("printer") : asked.end();
    if (!asked.is_object() || at == asked.end() || !at->is_string() ||
        std::find(printer_states.begin(), printer_states.end(), at->get<std::string>()) ==
            printer_states.end())
        return "unknown";
    return *at;
}

} // namespace

bool note_guest(Store& store, const std::string& letter, std::string_view body) {
    const std::string printer = printer_of(body);
    bool news = false;
    store.read([&] {
        const ordered_json before = kept(store, letter);
        const auto age = age_ms(store, before);
        news = !age || *age >= grain_ms || before.value("printer", "") != printer;
    });
    if (!news)
        return false;
    const ordered_json now = {{"wall_ms", store.clock().wall_ms()},
                              {"mono_ms", store.clock().mono_ms()},
                              {"boot", store.clock().boot()},
                              {"printer", printer}};
    store.transaction([&] { store.set_value(key_of(letter), now.dump()); });
    return true;
}

std::vector<GuestStanding> guests_of(Store& store, const Settings& settings) {
    std::vector<GuestStanding> out;
    for (const auto& [letter, key] : settings.guests) {
        GuestStanding one;
        one.letter = letter;
        const ordered_json guest = kept(store, letter);
        if (const auto age = age_ms(store, guest)) {
            one.heard_ms = store.clock().wall_ms() - *age;
            one.silent = *age > silent_after_ms;
            one.printer = guest.value("printer", one.printer);
        }
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace accanto::point
