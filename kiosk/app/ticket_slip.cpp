#include "kiosk/app/ticket_slip.h"

#include "content/base/clock.h"
#include "kiosk/screens/frame.h"

namespace accanto::app {

platform::Image draw_ticket_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const content::Topics& topics,
                                 const HeldTicket& held, const std::string& language, int64_t now_ms) {
    auto say = [&](const std::string& in, const std::string& key, const content::Arguments& arguments = {}) {
        content::Phrase p = words.say(in, key, arguments);
        return ui::Label{p.text, {}, p.language, p.fallback};
    };
    const std::string& official = settings.point.official_language;
    const std::string& label = held.ticket.label;
    const content::Topic* topic = topics.find(held.ticket.topic);
    int minute = local_time(now_ms, settings.point.time_zone).minute_of_day;

    std::vector<ui::SlipLine> lines;
    lines.push_back({ui.plain(settings.point.name, official), 4.4f, 600, ui::Align::centre, 0});
    lines.push_back({{}, 0, 400, ui::Align::centre, 2, {}, 0, true});
    lines.push_back({say(language, "bar.your_number"), 5, 600, ui::Align::centre, 3});
    // The paper's reason: as large as the paper is wide.
    lines.push_back({ui.plain(label, "en"), 34, 800, ui::Align::centre, 3, {}, 0, false, {}, true});
    lines.push_back({{}, 0, 400, ui::Align::centre, 4, point::ticket_picture(label), 24});
    if (topic) {
        lines.push_back({say(language, topic->word_key()), 5.6f, 700, ui::Align::centre, 2});
        // Whoever reads it at the desk reads the place's language.
        if (language != official)
            lines.push_back({say(official, topic->word_key()), 4.2f, 400, ui::Align::centre, 0});
    }
    lines.push_back({say(language, "ticket.before", {{"n", int64_t(held.people_before)}}), 5, 600, ui::Align::centre, 3});
    lines.push_back({say(language, "print.listen"), 4.2f, 400, ui::Align::centre, 2});
    lines.push_back({say(language, "print.others_first"), 4.2f, 400, ui::Align::centre, 1});
    lines.push_back({{}, 0, 400, ui::Align::centre, 3, {}, 0, true});
    lines.push_back({say(language, "print.taken", {{"time", screens::clock_time(minute)}}), 4.2f, 400, ui::Align::centre, 2});
    lines.push_back({say(language, "print.valid"), 4.2f, 400, ui::Align::centre, 0});
    if (held.copies > 1)
        lines.push_back({say(language, "print.copy", {{"n", int64_t(held.copies)}}), 4.2f, 700, ui::Align::centre, 0});
    return ui::draw_slip(ui, lines, ui::slip_dots(settings.printer.width_mm));
}

platform::Image draw_safe_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const std::string& label, const std::string& language, int64_t now_ms) {
    const auto say = [&](const std::string& in, const char* key, const content::Arguments& arguments = {}) {
        const content::Phrase p = words.say(in, key, arguments);
        return ui::Label{p.text, {}, p.language, p.fallback};
    };
    const std::string& official = settings.point.official_language;
    std::vector<ui::SlipLine> lines = {
        {ui.plain(settings.point.name, official), 4.4f, 600, ui::Align::centre, 0},
        {{}, 0, 400, ui::Align::centre, 2, {}, 0, true},
        {say(language, "bar.your_number"), 5, 600, ui::Align::centre, 3},
        {ui.plain(label, "en"), 34, 800, ui::Align::centre, 3, {}, 0, false, {}, true},
        {{}, 0, 400, ui::Align::centre, 4, point::ticket_picture(label), 24},
        {say(language, "safe.wait"), 5, 600, ui::Align::centre, 3},
    };
    if (language != official)
        lines.push_back({say(official, "safe.wait"), 4.2f, 400, ui::Align::centre, 1});
    lines.push_back({{}, 0, 400, ui::Align::centre, 3, {}, 0, true});
    lines.push_back({say(language, "print.taken", {{"time", screens::clock_time(local_time(now_ms, settings.point.time_zone).minute_of_day)}}), 4.2f, 400, ui::Align::centre, 2});
    lines.push_back({say(language, "print.valid"), 4.2f, 400, ui::Align::centre, 0});
    return ui::draw_slip(ui, lines, ui::slip_dots(settings.printer.width_mm));
}

} // namespace accanto::app
