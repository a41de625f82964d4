#include "kiosk/store/arrivals.h"

#include <nlohmann/json.hpp>

namespace accanto::store {

namespace {

constexpr const char* key = "content_arrivals";

bool is_news(const std::vector<Arrival>& before, const std::vector<Arrival>& now) {
    if (before.size() != now.size())
        return true;
    for (size_t i = 0; i < now.size(); ++i) {
        Arrival same_bytes = before[i];
        same_bytes.have = now[i].have;
        if (same_bytes != now[i] || now[i].have < before[i].have || now[i].have - before[i].have >= std::max<int64_t>(1, now[i].bytes / 20))
            return true;
    }
    return false;
}

} // namespace

std::vector<Arrival> read_arrivals(Store& store) {
    std::vector<Arrival> out;
    const auto tree = nlohmann::json::parse(store.value(key).value_or(""), nullptr, false);
    if (!tree.is_array())
        return out;
    for (const auto& one : tree)
        if (one.is_object())
            out.push_back({one.value("pack", ""), one.value("version", 0), one.value("bytes", int64_t(0)), one.value("have", int64_t(0)),
                           one.value("state", ""), one.value("reason", "")});
    return out;
}

void note_arrivals(Store& store, const std::vector<Arrival>& arrivals) {
    if (!is_news(read_arrivals(store), arrivals))
        return;
    nlohmann::json out = nlohmann::json::array();
    for (const Arrival& one : arrivals)
        out.push_back({{"pack", one.pack}, {"version", one.version}, {"bytes", one.bytes}, {"have", one.have}, {"state", one.state}, {"reason", one.reason}});
    store.transaction([&] { store.set_value(key, out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)); });
}

} // namespace accanto::store
