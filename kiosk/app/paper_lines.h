#pragma once
// The lines of what can be taken home, in the citizen's language.

#include "content/base/settings.h"
#include "content/library/words.h"
#include "kiosk/ui/slip.h"

namespace accanto::app {

struct PaperLines {
    const content::Words& words;
    const Settings& settings;
    std::string language;
    std::vector<ui::SlipLine> lines;

    ui::Label label(const content::Phrase& p) const;
    ui::Label say(const std::string& key, const content::Arguments& arguments = {}) const;
    void add(ui::Label what, float em_mm, int weight, float gap_mm, ui::Align align = ui::Align::centre);
    void rule();
    void picture(const std::string& name, float mm, float gap_mm);
    void foot(); // where to come again
};

} // namespace accanto::app
