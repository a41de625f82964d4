// What the kiosk's visit by night found, for the staff in the morning.
#include "kiosk/desk/snapshot_parts.h"

#include "kiosk/doctor/night.h"

namespace accanto::desk {

Json night_json(store::Store& store, const Settings& settings, const Texts& texts, const std::string& language) {
    // What cannot wait for the morning.
    if (const doctor::Finding now = doctor::check_safe_mode(doctor::surroundings(settings, store.clock()), &store); now.light != doctor::Light::green)
        return {{"light", "red"}, {"text", texts.kiosk_word(language, now.key, now.arguments)}, {"lines", Json::array()}};
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
