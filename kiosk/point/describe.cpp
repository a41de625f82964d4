#include "kiosk/point/describe.h"

#include "content/base/settings_text.h"
#include "kiosk/point/event.h"

#include <nlohmann/json.hpp>

namespace accanto::point {

using nlohmann::ordered_json;

namespace {

constexpr const char* days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

ordered_json hours_json(const Settings::Point& point) {
    ordered_json out = ordered_json::object();
    for (size_t day = 0; day < point.hours.size(); ++day)
        if (!point.hours[day].empty())
            out[days[day]] = opening_spans_text(point.hours[day]);
    return out;
}

} // namespace

bool describe_point(store::Store& store, const Settings& settings) {
    const Settings::Point& point = settings.point;
    const ordered_json data = {{"organisation", point.organisation},
                               {"organisation_kind", point.organisation_kind},
                               {"neighbourhood", point.neighbourhood},
                               {"services", point.services},
                               {"hours", hours_json(point)}};
    const std::string now = data.dump();
    bool told = false;
    store.transaction([&] {
        const std::optional<std::string> before = store.value("point_described");
        const bool says_nothing = point.organisation.empty() && point.organisation_kind.empty() &&
                                  point.neighbourhood.empty() && point.services.empty() &&
                                  data["hours"].empty();
        told = before ? *before != now : !says_nothing;
        if (!told)
            return;
        store.set_value("point_described", now);
        tell(store, "point.described", data);
    });
    return told;
}

} // namespace accanto::point
