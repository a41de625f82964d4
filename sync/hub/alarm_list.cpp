#include "sync/hub/alarm_list.h"

#include "sync/hub/moments.h"

#include <fmt/format.h>

namespace accanto::hub {

namespace {

std::string said(const Speaker& say, const Alarm& alarm) {
    const std::string key = "kiosks.alarm_" + alarm.kind;
    // Of a kind that a newer hub over the same database raised.
    return say.has(key) ? say(key, {{"epoch", alarm.epoch}, {"seq", alarm.seq}}) : "<bdi>" + escaped(alarm.detail) + "</bdi>";
}

} // namespace

std::string alarm_list(const Speaker& say, const std::vector<Alarm>& alarms, const std::string& kiosk,
                       const content::Words& kiosk_words, const Here& here, const std::string& zone) {
    std::string rows;
    for (const Alarm& alarm : alarms)
        if (alarm.kiosk == kiosk)
            rows += fmt::format("<li><bdi>{}</bdi><br>{}</li>",
                                escaped(moment_text(kiosk_words, say.viewer().language, alarm.at_ms, here.now_ms, zone)), said(say, alarm));
    if (rows.empty())
        return "";
    return fmt::format(R"(<details open><summary>{} {}</summary><p>{}</p><ul>{}</ul></details>)", light_picture(Light::red),
                       say("kiosks.alarms"), say("kiosks.alarms_hint"), rows);
}

} // namespace accanto::hub
