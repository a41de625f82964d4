#include "kiosk/app/lesson_slips.h"

#include "content/library/card.h"
#include "kiosk/app/paper_lines.h"

namespace accanto::app {

namespace {

// What a telephone still reads from thermal paper: modules of 0.5 mm on a roll of 80 mm, of 3/8 mm on one of 58.
size_t most_code_bytes(int roll_mm) {
    return roll_mm < 80 ? 1000 : 1400;
}

} // namespace

platform::Image draw_card_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const content::Tutorial& tutorial,
                               const std::string& language) {
    content::TutorialWords own = content::words(tutorial, language, settings.point.official_language);
    PaperLines slip{words, settings, language, {}};
    slip.picture(tutorial.picture, 16, 0);
    slip.add(slip.label(own.say("tutorial.title")), 6, 700, 1);
    slip.rule();
    int number = 0;
    for (content::Phrase& line : content::card_lines(tutorial, own)) {
        line.text = std::to_string(++number) + ". " + line.text;
        slip.add(slip.label(line), 5, 400, 2.4f, ui::Align::start);
    }
    ui::SlipLine code;
    code.code = content::card_text(tutorial, own, most_code_bytes(settings.printer.width_mm));
    code.gap_mm = 3;
    slip.lines.push_back(std::move(code));
    slip.foot();
    return ui::draw_slip(ui, slip.lines, ui::slip_dots(settings.printer.width_mm));
}

platform::Image draw_code_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const KeptHere& kept,
                               const point::PictureCode& code, const std::string& language) {
    PaperLines slip{words, settings, language, {}};
    slip.add(slip.say("keep.title"), 6, 700, 0);
    if (kept.tutorial)
        slip.add(slip.label(content::words(*kept.tutorial, language, settings.point.official_language).say("tutorial.title")), 4.6f, 600, 2);
    else
        slip.add(slip.say("path.title"), 4.6f, 600, 2);
    int number = 0;
    for (int picture : code) {
        std::string name = point::picture_name(picture);
        slip.picture(name, 20, 3);
        slip.add(slip.say("resume.chosen", {{"n", int64_t(++number)}, {"picture", words.say(language, "picture." + name.substr(8)).text}}), 4.8f, 600, 0);
    }
    if (kept.tutorial)
        slip.add(slip.say("keep.text", {{"step", int64_t(kept.step)}}), 4.6f, 400, 3);
    else
        slip.add(slip.say("path.keep_text", {{"done", int64_t(kept.path->done())}, {"of", int64_t(kept.path->stations.size())}}), 4.6f, 400, 3);
    slip.foot();
    return ui::draw_slip(ui, slip.lines, ui::slip_dots(settings.printer.width_mm));
}

} // namespace accanto::app
