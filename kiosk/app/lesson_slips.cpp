#include "kiosk/app/lesson_slips.h"

#include "content/library/card.h"

namespace accanto::app {

namespace {

// What a telephone still reads from thermal paper: modules of 0.5 mm on a roll of 80 mm, of 3/8 mm on one of 58.
size_t most_code_bytes(int roll_mm) {
    return roll_mm < 80 ? 1000 : 1400;
}

struct Slip {
    const content::Words& words;
    const Settings& settings;
    std::string language;
    std::vector<ui::SlipLine> lines;

    ui::Label label(const content::Phrase& p) const { return {p.text, {}, p.language, p.fallback}; }
    ui::Label say(const std::string& key, const content::Arguments& arguments = {}) const {
        return label(words.say(language, key, arguments));
    }
    void add(ui::Label what, float em_mm, int weight, float gap_mm, ui::Align align = ui::Align::centre) {
        lines.push_back({std::move(what), em_mm, weight, align, gap_mm});
    }
    void rule() {
        ui::SlipLine line;
        line.rule = true;
        line.gap_mm = 3;
        lines.push_back(std::move(line));
    }
    void picture(const std::string& name, float mm, float gap_mm) {
        ui::SlipLine line;
        line.picture = name;
        line.picture_mm = mm;
        line.gap_mm = gap_mm;
        lines.push_back(std::move(line));
    }
    void foot() {
        rule();
        add(say("card.again", {{"name", settings.point.name}}), 4.2f, 400, 2);
    }
};

} // namespace

platform::Image draw_card_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const content::Tutorial& tutorial,
                               const std::string& language) {
    content::TutorialWords own = content::words(tutorial, language, settings.point.official_language);
    Slip slip{words, settings, language, {}};
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

platform::Image draw_code_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const content::Tutorial& tutorial,
                               int step, const point::PictureCode& code, const std::string& language) {
    content::TutorialWords own = content::words(tutorial, language, settings.point.official_language);
    Slip slip{words, settings, language, {}};
    slip.add(slip.say("keep.title"), 6, 700, 0);
    slip.add(slip.label(own.say("tutorial.title")), 4.6f, 600, 2);
    int number = 0;
    for (int picture : code) {
        std::string name = point::picture_name(picture);
        slip.picture(name, 20, 3);
        slip.add(slip.say("resume.chosen", {{"n", int64_t(++number)}, {"picture", words.say(language, "picture." + name.substr(8)).text}}), 4.8f, 600, 0);
    }
    slip.add(slip.say("keep.text", {{"step", int64_t(step)}}), 4.6f, 400, 3);
    slip.foot();
    return ui::draw_slip(ui, slip.lines, ui::slip_dots(settings.printer.width_mm));
}

} // namespace accanto::app
