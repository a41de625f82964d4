#include "kiosk/point/host_word.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace accanto::point {

using nlohmann::ordered_json;
using store::Store;

namespace {

constexpr const char *word_key = "host_word", *heard_key = "host_heard"; // "<wall> <mono> <boot>"
constexpr int64_t heard_grain_ms = 60'000;

std::vector<Present> present_of(const ordered_json& list) {
    std::vector<Present> out;
    for (const ordered_json& one : list) {
        const std::optional<Presence> presence = presence_of(one.value("presence", ""));
        if (presence && *presence != Presence::off)
            out.push_back({{one.value("mentor", ""), "", false}, one.value("desk", ""), *presence});
    }
    return out;
}

} // namespace

// On the clock that cannot be turned; after a restart of this machine on the wall clock, as far as it can be
// right.
std::optional<int64_t> host_heard_ms_ago(Store& store) {
    std::istringstream in(store.value(heard_key).value_or(""));
    int64_t wall = 0, mono = 0;
    std::string boot;
    if (!(in >> wall >> mono >> boot))
        return std::nullopt;
    const int64_t age = boot == store.clock().boot() ? store.clock().mono_ms() - mono : store.clock().wall_ms() - wall;
    return age >= 0 ? std::optional(age) : std::nullopt;
}

std::optional<HostWord> host_word(Store& store) {
    const std::optional<int64_t> age = host_heard_ms_ago(store);
    if (!age || *age > host_word_holds_ms)
        return std::nullopt;
    const ordered_json said = ordered_json::parse(store.value(word_key).value_or(""), nullptr, false);
    if (!said.is_object())
        return std::nullopt;
    return HostWord{said.value("closed", false), said.value("reason", ""), said.value("message", ""),
                    present_of(said.value("mentors", ordered_json::array()))};
}

bool is_host_word_fresh(Store& store) {
    const std::optional<int64_t> age = host_heard_ms_ago(store);
    return age && *age < heard_grain_ms;
}

void keep_host_word(Store& store, const ordered_json& said) {
    if (said.is_object()) {
        ordered_json kept;
        for (const char* field : {"closed", "reason", "message", "mentors"})
            kept[field] = said.value(field, ordered_json());
        const std::string text = kept.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
        if (store.value(word_key) != text)
            store.set_value(word_key, text);
    }
    if (!is_host_word_fresh(store))
        store.set_value(heard_key,
                        fmt::format("{} {} {}", store.clock().wall_ms(), store.clock().mono_ms(), store.clock().boot()));
}

void forget_host_word(Store& store) {
    for (const char* key : {word_key, heard_key})
        if (store.value(key).value_or("") != "")
            store.set_value(key, "");
}

} // namespace accanto::point
