#include "kiosk/point/printer_care.h"

#include <nlohmann/json.hpp>

namespace accanto::point {

namespace {

constexpr const char *state_key = "printer_state", *standing_key = "printer_standing";

std::string today(store::Store& store, const Settings& settings) {
    return local_date(store.clock().wall_ms(), settings.point.time_zone);
}

} // namespace

PrinterStanding printer_standing(store::Store& store, const Settings& settings) {
    PrinterStanding out;
    store.read([&] {
        out.state = store.value(state_key).value_or(out.state);
        const auto tree = nlohmann::json::parse(store.value(standing_key).value_or(""), nullptr, false);
        if (!tree.is_object())
            return;
        out.since_ms = tree.value("since_ms", int64_t(0));
        if (tree.value("day", "") != today(store, settings))
            return;
        out.printed = tree.value("printed", 0);
        out.failed = tree.value("failed", 0);
    });
    return out;
}

void note_printer(store::Store& store, const Settings& settings, const PrinterNews& news) {
    PrinterStanding now = printer_standing(store, settings);
    const bool changed = now.state != news.state || now.since_ms == 0;
    if (!changed && news.printed == 0 && news.failed == 0)
        return;
    if (changed)
        now.since_ms = store.clock().wall_ms();
    const nlohmann::json tree{{"since_ms", now.since_ms},
                              {"day", today(store, settings)},
                              {"printed", now.printed + news.printed},
                              {"failed", now.failed + news.failed}};
    store.transaction([&] {
        store.set_value(state_key, news.state);
        store.set_value(standing_key, tree.dump());
    });
}

} // namespace accanto::point
