// What the kiosk's visit by night found, for the staff in the morning.
#include "kiosk/desk/snapshot_parts.h"

#include "kiosk/doctor/night.h"

namespace accanto::desk {

Json night_json(store::Store& store, const Settings& settings, const Texts& texts, const std::string& language) {
    const auto night = doctor::last_night(store);
    if (!night)
        return nullptr;   // no timer runs here: a kiosk that is tried
    if (store.clock().wall_ms() - night->at_ms > doctor::night_is_good_ms)
        return {{"light", "amber"}, {"text", texts.say(language, "night.none")}, {"lines", Json::array()}};
    const std::string light = doctor::to_text(night->light());
    Json lines = Json::array();
    for (const doctor::Finding& one : night->findings)
        if (one.light != doctor::Light::green)
            lines.push_back({{"name", texts.kiosk_word(language, doctor::name_key(one))}, {"text", texts.kiosk_word(language, one.key, one.arguments)}});
    return {{"light", light}, {"text", texts.say(language, "night." + light, {{"time", clock_text(night->at_ms, settings.point.time_zone)}})}, {"lines", std::move(lines)}};
}

} // namespace accanto::desk
