// Kiosks, for technicians: a code for a new one, and taking one out of service.
#include "sync/hub/alarm_list.h"
#include "sync/hub/moments.h"
#include "sync/hub/offices.h"
#include "sync/hub/overview.h"

#include <fmt/format.h>

namespace accanto::hub {

namespace {

constexpr int most_alarms = 500;   // the newest; a device stops at its first

std::string code_form(const Speaker& say, const CodeRequest& typed) {
    return form(say, "/kiosks/code",
                input({"point", "point", say("kiosks.point"), typed.point.id, "text",
                       R"(required pattern="[a-z0-9\-]{1,40}" autocapitalize="none" list="known-points")",
                       say("kiosks.point_hint")}) +
                    input({"point-name", "point_name", say("kiosks.point_name"), typed.point.name, "text",
                           R"(maxlength="120" dir="auto")"}) +
                    input({"kiosk-name", "kiosk_name", say("kiosks.kiosk_name"), typed.kiosk_name, "text",
                           R"(maxlength="120" dir="auto")"}) +
                    input({"zone", "zone", say("kiosks.zone"), typed.point.zone, "text", R"(autocapitalize="none")",
                           say("kiosks.zone_hint")}),
                say("kiosks.make_code"));
}

std::string kiosk_card(const Speaker& say, const KioskHealth& one, const std::map<std::string, Point>& points,
                       const std::vector<Alarm>& alarms, const content::Words& kiosk_words, const Here& here) {
    const auto point = points.find(one.kiosk.point);
    const std::string place = point == points.end() ? one.kiosk.point : point->second.name;
    const std::string zone = point == points.end() || point->second.zone.empty() ? here.zone : point->second.zone;
    std::string rows;
    const auto row = [&](const char* key, const std::string& value) {
        rows += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", say(key), value);
    };
    row("kiosks.id", "<bdi><code>" + escaped(one.kiosk.id) + "</code></bdi>");
    row("detail.key", "<bdi><code>" + one.kiosk.key.fingerprint() + "</code></bdi>");
    if (one.health)
        row("detail.version", "<bdi>" + escaped(one.health->version) + "</bdi>");
    row("kiosks.seen", one.last_seen_ms ? "<bdi>" + escaped(moment_text(kiosk_words, say.viewer().language, *one.last_seen_ms,
                                                                       here.now_ms, zone)) + "</bdi>"
                                        : say("kiosk.never_heard"));
    const std::string end =
        one.kiosk.revoked
            ? fmt::format(R"(<p>{}{}</p>)", light_picture(Light::quiet), say("kiosk.revoked"))
            : fmt::format(R"(<details><summary>{} <bdi>{}</bdi></summary><p>{}</p>{}</details>)",
                          say("kiosks.revoke"), escaped(one.kiosk.name), say("kiosks.revoke_hint"),
                          form(say, "/kiosks/revoke",
                               hidden("kiosk", one.kiosk.id) +
                                   tick("sure-" + one.kiosk.id, "sure", say("people.sure"), true),
                               say("kiosks.revoke")));
    return fmt::format(
        R"(<li class="card person"><h3><bdi>{}</bdi>{}</h3><dl class="small">{}</dl>{}{}</li>)", escaped(place),
        one.kiosk.name.empty() ? "" : " · <bdi>" + escaped(one.kiosk.name) + "</bdi>", rows,
        alarm_list(say, alarms, one.kiosk.id, kiosk_words, here, zone), end);
}

} // namespace

std::string kiosks_page(const Speaker& say, Storage& storage, const content::Words& kiosk_words, const Here& here,
                        const Outcome& told, const CodeRequest& typed) {
    std::map<std::string, Point> points;
    std::string known, cards;
    const auto own = points_of(storage, here.organisation);
    const auto is_shown = [&](const std::string& point) { return here.organisation.empty() || own.contains(point); };
    for (const Point& point : storage.points()) {
        if (!is_shown(point.id))
            continue;
        points[point.id] = point;
        known += fmt::format(R"(<option value="{}">{}</option>)", escaped(point.id), escaped(point.name));
    }
    const std::vector<Alarm> alarms = storage.alarms(most_alarms);
    for (const KioskHealth& one : storage.kiosks())
        if (is_shown(one.kiosk.point))
            cards += kiosk_card(say, one, points, alarms, kiosk_words, here);
    return told_box(told) +
           fmt::format(
               R"(<section><h2>{}</h2><p class="lead">{}</p><div class="card">{}</div><datalist id="known-points">{}</datalist></section>)",
               say("kiosks.new"), say("kiosks.new_lead"), code_form(say, typed), known) +
           fmt::format(R"(<section><h2>{}</h2><ul class="cards">{}</ul></section>)", say("kiosks.all"),
                       cards);
}

} // namespace accanto::hub
