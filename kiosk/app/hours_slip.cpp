#include "kiosk/app/hours_slip.h"

#include "kiosk/screens/frame.h"

namespace accanto::app {

platform::Image draw_hours_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const std::string& phone, const std::string& language) {
    const Settings::Point& point = settings.point;
    auto say = [&](const std::string& key, const content::Arguments& arguments = {}) {
        content::Phrase p = words.say(language, key, arguments);
        return ui::Label{p.text, {}, p.language, p.fallback};
    };
    std::vector<ui::SlipLine> lines;
    auto add = [&](ui::Label label, float em_mm, int weight, float gap_mm) {
        lines.push_back({std::move(label), em_mm, weight, ui::Align::centre, gap_mm});
    };
    auto rule = [&] { lines.push_back({{}, 0, 400, ui::Align::centre, 3, {}, 0, true}); };
    add(ui.plain(point.name, point.official_language), 5, 700, 0);
    if (!point.address.empty())
        add(ui.plain(point.address, point.official_language), 4, 400, 1);
    rule();
    bool any = false;
    for (int day = 1; day <= 7; ++day) {
        std::string spans = screens::spans_text(point.hours[size_t(day - 1)]);
        if (spans.empty())
            continue;
        any = true;
        add(say("day." + std::to_string(day)), 4.2f, 600, 2);
        add(ui.plain(spans, "en"), 5, 400, 0);
    }
    if (!any)
        add(say("hours.none"), 4.5f, 400, 2);
    if (!phone.empty()) {
        rule();
        add(say("hours.phone"), 4.2f, 600, 2);
        add(ui.plain(phone, "en"), 8, 700, 0);
    }
    return ui::draw_slip(ui, lines, ui::slip_dots(settings.printer.width_mm));
}

} // namespace accanto::app
