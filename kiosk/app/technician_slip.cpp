#include "kiosk/app/technician_slip.h"

#include "content/base/clock.h"

#include <fmt/format.h>

namespace accanto::app {

platform::Image draw_technician_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const std::string& language, int64_t wall_ms) {
    const LocalTime local = local_time(wall_ms, settings.point.time_zone);
    const auto say = [&](const std::string& of, const char* key) {
        const content::Phrase phrase = words.say(of, key);
        return ui::Label{phrase.text, {}, phrase.language, phrase.fallback};
    };
    std::vector<ui::SlipLine> lines = {
        {say(language, "technician.slip_title"), 9, 700},
        {ui.plain(settings.point.name, settings.point.official_language), 5, 600},
        {ui.plain(fmt::format("{} {:02}:{:02}", local_date(wall_ms, settings.point.time_zone), local.minute_of_day / 60, local.minute_of_day % 60), "en"), 5, 400},
        {{}, 0, 400, ui::Align::centre, 3, {}, 0, true},
    };
    for (const std::string& one : settings.point.languages)
        lines.push_back({say(one, "technician.slip_void"), 4.2f, 400, ui::Align::centre, 1});
    return ui::draw_slip(ui, lines, ui::slip_dots(settings.printer.width_mm));
}

platform::Image draw_mentor_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const std::string& language, const std::string& pin) {
    const auto say = [&](const char* key) {
        const content::Phrase phrase = words.say(language, key);
        return ui::Label{phrase.text, {}, phrase.language, phrase.fallback};
    };
    const std::vector<ui::SlipLine> lines = {
        {say("technician.mentor_slip"), 6, 700},
        {ui.plain(settings.point.name, settings.point.official_language), 5, 600},
        {{}, 0, 400, ui::Align::centre, 3, {}, 0, true},
        {ui.plain(pin, "en"), 12, 700},
        {{}, 0, 400, ui::Align::centre, 3, {}, 0, true},
        {say("technician.mentor_slip_text"), 4.2f, 400, ui::Align::centre, 1},
    };
    return ui::draw_slip(ui, lines, ui::slip_dots(settings.printer.width_mm));
}

} // namespace accanto::app
