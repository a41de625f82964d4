// Points from afar: their settings, their schedule, and erasing what somebody left.
#include "sync/hub/form_read.h"
#include "sync/hub/moments.h"
#include "sync/hub/offices.h"
#include "sync/hub/overview.h"
#include "sync/hub/point_orders.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::hub {

namespace {

constexpr size_t most_order_form = 512 << 10; // a schedule, as a form writes it
constexpr size_t most_erasures_shown = 50;

struct OrdersPage {
    const Speaker& say;
    std::vector<Point> points; // that this visitor may see
    std::string point;         // the one that is looked at
    std::vector<Order> orders; // of it
    std::vector<Kiosk> kiosks; // of it, in service
};

std::string in_box(const std::string& id, const std::string& name, const std::string& label,
                   const std::string& text, const std::string& hint) {
    return fmt::format(
        R"(<div class="field wide"><label for="{0}">{1}</label><p class="calm" id="{0}-hint">{4}</p><textarea id="{0}" name="{2}" rows="12" dir="ltr" spellcheck="false" autocapitalize="none" aria-describedby="{0}-hint">{3}</textarea></div>)",
        id, label, name, escaped(text), hint);
}

std::string ordered(const OrdersPage& page, const std::string& kiosk, const std::string& what) {
    for (const Order& one : page.orders)
        if (one.kiosk == kiosk && one.what == what)
            return one.text;
    return "";
}

std::string point_choice(const OrdersPage& page) {
    Options options;
    for (const Point& one : page.points)
        options.emplace_back(one.id, escaped(one.name.empty() ? one.id : one.name));
    return fmt::format(
        R"(<form class="card" method="get" action="/orders"><input type="hidden" name="lang" value="{}">{}<button type="submit">{}</button></form>)",
        escaped(page.say.viewer().language),
        choose("point", "point", page.say("orders.point"), options, page.point), page.say("orders.look"));
}

std::string settings_form(const OrdersPage& page, const std::string& kiosk, const std::string& name) {
    const Speaker& say = page.say;
    const std::string id = kiosk.empty() ? "settings" : "settings-" + kiosk;
    return form(say, "/orders/settings",
                hidden("point", page.point) + hidden("kiosk", kiosk) +
                    in_box(id, "text",
                           kiosk.empty() ? say("orders.settings_of_point")
                                         : say("orders.settings_of_kiosk", {{"name", name}}),
                           ordered(page, kiosk, "settings"), say("orders.settings_hint")),
                say("orders.order"));
}

std::string settings_part(const OrdersPage& page) {
    std::string of_kiosks;
    for (const Kiosk& one : page.kiosks) {
        const std::string name = one.name.empty() ? one.id : one.name;
        of_kiosks += fmt::format(R"(<details><summary>{}</summary>{}</details>)",
                                 page.say("orders.settings_of_kiosk", {{"name", name}}),
                                 settings_form(page, one.id, name));
    }
    return fmt::format(R"(<section><h2>{}</h2><p class="lead">{}</p><div class="card">{}{}</div></section>)",
                       page.say("orders.settings"), page.say("orders.settings_lead"),
                       settings_form(page, "", ""), of_kiosks);
}

std::string schedule_part(const OrdersPage& page) {
    const Speaker& say = page.say;
    return fmt::format(
        R"(<section><h2>{}</h2><p class="lead">{}</p><div class="card">{}</div></section>)",
        say("orders.schedule"), say("orders.schedule_lead"),
        form(say, "/orders/schedule",
             hidden("point", page.point) + in_box("schedule", "text", say("orders.schedule"),
                                                  ordered(page, "", "schedule"), say("orders.schedule_hint")),
             say("orders.order")));
}

std::string erase_part(const OrdersPage& page) {
    const Speaker& say = page.say;
    const auto sure_tick = [&](const char* id) { return tick(id, "sure", say("orders.erase_sure"), true); };
    return fmt::format(
        R"(<section><h2>{}</h2><p class="lead">{}</p><div class="card">{}</div><div class="card">{}</div></section>)",
        say("orders.erase"), say("orders.erase_lead"),
        form(say, "/orders/erase",
             hidden("point", page.point) +
                 input({"code", "code", say("orders.code"), "", "text",
                        R"(required maxlength="12" autocapitalize="characters" autocomplete="off")",
                        say("orders.code_hint")}) +
                 sure_tick("sure-code"),
             say("orders.erase")),
        form(say, "/orders/erase",
             hidden("point", page.point) +
                 input({"label", "label", say("orders.ticket"), "", "text",
                        R"(required maxlength="6" autocapitalize="characters" autocomplete="off")",
                        say("orders.ticket_hint")}) +
                 input({"day", "day", say("orders.day"), "", "date", "required"}) + sure_tick("sure-ticket"),
             say("orders.erase")));
}

std::string standing_part(const OrdersPage& page, Storage& storage, const content::Words& kiosk_words,
                          int64_t now_ms, const std::string& zone) {
    const Speaker& say = page.say;
    std::string rows;
    for (const OrderStanding& one : standing_of_orders(storage)) {
        if (one.kiosk.point != page.point)
            continue;
        const bool has = one.has == one.wished && one.problem.empty(),
                   refused = one.has == one.wished && !has;
        rows += fmt::format(
            R"(<li>{}<span><bdi>{}</bdi> · {}: {}</span>{}</li>)",
            light_picture(has       ? Light::green
                          : refused ? Light::red
                                    : Light::amber),
            escaped(one.kiosk.name.empty() ? one.kiosk.id : one.kiosk.name), say("orders." + one.what),
            say(has       ? "orders.has"
                : refused ? "orders.refused"
                          : "orders.waits"),
            refused ? fmt::format(R"(<p lang="en" dir="ltr">{}</p>)", escaped(one.problem)) : "");
    }
    auto erasures = standing_of_erasures(storage);
    std::reverse(erasures.begin(), erasures.end());
    size_t shown = 0;
    for (const ErasureStanding& one : erasures) {
        if (one.erasure.point != page.point || ++shown > most_erasures_shown)
            continue;
        rows +=
            fmt::format(R"(<li>{}<span>{}</span></li>)",
                        light_picture(one.done == one.kiosks ? Light::green : Light::amber),
                        say("orders.erased_at", {{"when", moment_text(kiosk_words, say.viewer().language,
                                                                      one.erasure.asked_ms, now_ms, zone)},
                                                 {"done", int64_t(one.done)},
                                                 {"of", int64_t(one.kiosks)}}));
    }
    return rows.empty() ? ""
                        : fmt::format(R"(<section><h2>{}</h2><ul class="card lights">{}</ul></section>)",
                                      say("orders.standing"), rows);
}

std::string refusal_told(const Speaker& say, const OrderRefusal& refused) {
    std::string out = "<p>" + say(refused.key()) + "</p>";
    if (refused.lines().empty())
        return out;
    out += R"(<ul lang="en" dir="ltr">)";
    for (const std::string& line : refused.lines())
        out += "<li>" + escaped(line) + "</li>";
    return out + "</ul>";
}

Outcome change(PointOrders orders, const std::string& what, const Form& asked, const Speaker& say) {
    const std::string point = asked["point"], code = asked["code"];
    if (what == "settings") {
        orders.settings(point, asked["kiosk"], asked.raw("text"));
    } else if (what == "schedule") {
        orders.schedule(point, asked.raw("text"));
    } else if (what == "erase") {
        if (asked["sure"] != "yes")
            return {say("orders.not_erased"), true};
        code.empty() ? orders.erase_ticket(point, asked["label"], asked["day"])
                     : orders.erase_booking(point, code);
        return {say("orders.erased")};
    }
    return {say("orders.ordered")};
}

} // namespace

Sheet Offices::orders(HttpRequest& request, const Visitor& visitor, const Speaker& say) {
    Outcome told;
    std::string point = query_value(request.message.query, "point").value_or("");
    if (request.message.method == "POST") {
        const Form asked(request, most_order_form);
        point = asked["point"];
        try {
            told = change({m_storage, m_clock, visitor.name, visitor.organisation},
                          request.message.path.substr(std::string_view("/orders/").size()), asked, say);
        } catch (const OrderRefusal& refused) {
            told = {refusal_told(say, refused), true, refused.status()};
        }
    }
    OrdersPage page{say, m_storage.points(), "", {}, {}};
    if (!visitor.organisation.empty()) {
        const auto own = points_of(m_storage, visitor.organisation);
        std::erase_if(page.points, [&](const Point& one) { return !own.contains(one.id); });
    }
    std::string zone = m_zone;
    for (const Point& one : page.points)
        if (page.point.empty() || one.id == point)
            page.point = one.id, zone = one.zone.empty() ? m_zone : one.zone;
    for (Order& one : m_storage.orders().orders())
        if (one.point == page.point)
            page.orders.push_back(std::move(one));
    for (const KioskHealth& one : m_storage.kiosks())
        if (one.kiosk.point == page.point && !one.kiosk.revoked)
            page.kiosks.push_back(one.kiosk);
    std::string main = told_box(told);
    if (page.points.empty())
        main += fmt::format(R"(<p class="card">{}</p>)", say("orders.no_points"));
    else
        main += point_choice(page) + standing_part(page, m_storage, m_kiosk_words, m_clock.wall_ms(), zone) +
                settings_part(page) + schedule_part(page) +
                (visitor.may(Right::erase) ? erase_part(page) : "");
    return {told.fault ? told.status : 200, "orders.title", main};
}

} // namespace accanto::hub
