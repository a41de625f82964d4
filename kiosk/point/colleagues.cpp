// "I need a colleague", as one named value of the store.

#include "kiosk/point/quick_actions.h"

#include <nlohmann/json.hpp>

namespace accanto::point {

using nlohmann::json;
using store::Store;

namespace {

constexpr std::string_view key =
    "colleagues_wanted"; // {"<desk>": {"mentor", "asked", "boot", "coming_desk", "coming_mentor"}}

bool still_wanted(Store& store, const json& wish) {
    return wish.value("boot", "") == store.clock().boot() &&
           store.clock().mono_ms() - wish.value("asked", int64_t(0)) < colleague_wanted_ms;
}

// Only what is still wanted. Within a transaction or a read.
json read_all(Store& store) {
    json all = json::parse(store.value(key).value_or("{}"), nullptr, false);
    json out = json::object();
    if (all.is_object())
        for (const auto& [desk, wish] : all.items())
            if (wish.is_object() && still_wanted(store, wish))
                out[desk] = wish;
    return out;
}

void write_all(Store& store, const json& all) {
    store.set_value(key, all.dump(-1, ' ', false, json::error_handler_t::replace));
}

} // namespace

void want_colleague(Store& store, const DeskUser& who) {
    store.transaction([&] {
        json all = read_all(store);
        all[who.desk] = {{"mentor", who.mentor}, {"asked", store.clock().mono_ms()}, {"boot", store.clock().boot()}};
        write_all(store, all);
    });
}

void end_colleague_wanted(Store& store, const std::string& desk) {
    store.transaction([&] {
        json all = read_all(store);
        if (all.erase(desk) > 0)
            write_all(store, all);
    });
}

bool go_to_colleague(Store& store, const DeskUser& who, const std::string& desk) {
    bool goes = false;
    store.transaction([&] {
        json all = read_all(store);
        goes = all.contains(desk) && all[desk].value("coming_desk", "").empty();
        if (!goes)
            return;
        all[desk]["coming_desk"] = who.desk;
        all[desk]["coming_mentor"] = who.mentor;
        write_all(store, all);
    });
    return goes;
}

std::vector<ColleagueWanted> colleagues_wanted(Store& store) {
    std::vector<ColleagueWanted> out;
    store.read([&] {
        const json all = read_all(store);
        for (const auto& [desk, wish] : all.items())
            out.push_back({desk, wish.value("mentor", ""), wish.value("coming_desk", ""),
                           wish.value("coming_mentor", "")});
    });
    return out;
}

} // namespace accanto::point
