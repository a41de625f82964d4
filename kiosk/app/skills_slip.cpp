#include "kiosk/app/skills_slip.h"

#include "kiosk/app/paper_lines.h"
#include "kiosk/screens/skills_words.h"

namespace accanto::app {

namespace {

void add_result(PaperLines& slip, const content::Instrument& instrument, const point::SkillsCheck& check) {
    slip.add(slip.say(screens::overall_key(instrument, check)), 5, 600, 2);
    for (size_t i = 0; check.score.areas && i < instrument.areas.size(); ++i) {
        const content::SkillArea& area = instrument.areas[i];
        if (screens::was_skipped(instrument, check, i))
            continue; // nothing to take home
        slip.add(slip.say("skills_area." + area.id), 4.4f, 700, 2, ui::Align::start);
        slip.add(slip.say(screens::told_key(instrument, check, i)), 4.2f, 400, 0, ui::Align::start);
        // What is as it was needs no paper.
        if (const std::string change = screens::change_key(instrument, check, i);
            !change.empty() && change != "skills.change_same")
            slip.add(slip.say(change), 4.2f, 600, 0, ui::Align::start);
    }
    slip.add(slip.say("skills.limits"), 4.2f, 400, 3);
}

void add_path(PaperLines& slip, const content::Library& library, const point::LearningPath& path) {
    slip.rule();
    slip.add(slip.say("path.title"), 5, 700, 1);
    int number = 0;
    for (const point::LearningPath::Station& station : path.stations)
        if (const content::TutorialHead* head = library.find(station.tutorial)) {
            ui::Label line =
                slip.label(head->say("title", slip.language, slip.settings.point.official_language));
            line.text = std::to_string(++number) + ". " + line.text + (station.done ? " ✓" : "");
            slip.add(std::move(line), 4.4f, station.done ? 400 : 600, 1.4f, ui::Align::start);
        }
}

void add_code(PaperLines& slip, ui::Ui& ui, const std::string& code) {
    slip.rule();
    slip.add(slip.say("skills.code"), 5, 600, 2);
    ui::SlipLine line;
    line.label = ui.plain(screens::grouped_skills_code(code), "en");
    line.em_mm = 16;
    line.weight = 800;
    line.whole = true;
    slip.lines.push_back(std::move(line));
    slip.add(slip.say("skills.code_text"), 4.4f, 400, 2);
}

} // namespace

platform::Image draw_skills_slip(ui::Ui& ui, const content::Words& words, const Settings& settings,
                                 const content::Instrument& instrument, const content::Library& library,
                                 const SkillsVisit& skills, const std::string& language) {
    PaperLines slip{words, settings, language, {}};
    if (skills.check) {
        slip.picture("skills", 14, 0);
        slip.add(slip.say("skills.result"), 6, 700, 1);
        slip.rule();
        add_result(slip, instrument, *skills.check);
    }
    if (!skills.path.empty())
        add_path(slip, library, skills.path);
    if (!skills.code.empty())
        add_code(slip, ui, skills.code);
    slip.foot();
    return ui::draw_slip(ui, slip.lines, ui::slip_dots(settings.printer.width_mm));
}

} // namespace accanto::app
