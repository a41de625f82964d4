#include "kiosk/app/paper_lines.h"

namespace accanto::app {

ui::Label PaperLines::label(const content::Phrase& p) const {
    return {p.text, {}, p.language, p.fallback};
}

ui::Label PaperLines::say(const std::string& key, const content::Arguments& arguments) const {
    return label(words.say(language, key, arguments));
}

void PaperLines::add(ui::Label what, float em_mm, int weight, float gap_mm, ui::Align align) {
    lines.push_back({std::move(what), em_mm, weight, align, gap_mm});
}

void PaperLines::rule() {
    ui::SlipLine line;
    line.rule = true;
    line.gap_mm = 3;
    lines.push_back(std::move(line));
}

void PaperLines::picture(const std::string& name, float mm, float gap_mm) {
    ui::SlipLine line;
    line.picture = name;
    line.picture_mm = mm;
    line.gap_mm = gap_mm;
    lines.push_back(std::move(line));
}

void PaperLines::foot() {
    rule();
    add(say("card.again", {{"name", settings.point.name}}), 4.2f, 400, 2);
}

} // namespace accanto::app
