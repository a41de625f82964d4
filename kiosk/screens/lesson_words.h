#pragma once
// The words beside a lesson's picture or telephone: how far one is, what to do, and what came of the last touch.

#include "kiosk/screens/screens.h"

namespace accanto::screens {

// What the parts of a lesson's screen share while it is drawn.
struct Teaching {
    Ui& ui;
    const Scene& scene;
    Actions& actions;
    const content::Lesson& lesson;
    content::TutorialWords words;

    // A tutorial's words; what a lesson says by itself is in the words of the screens.
    ui::Label say(const std::string& key) const {
        return words.has(key) || !key.starts_with("feedback.") ? ui.plain(words.say(key), words.speech(key)) : ui.word(key);
    }
    // The same in the language of the place, for two people who read together.
    ui::Label say_official(const std::string& key) const {
        content::TutorialWords official = content::words(lesson.tutorial(), scene.settings.point.official_language, "en");
        return ui.plain(official.say(key), official.speech(key));
    }
    bool can_show_two() const { return scene.visit.language != scene.settings.point.official_language; }
    bool shows_two() const { return scene.visit.two_languages && can_show_two(); }
};

// The tutorial's name, the step's number and the line of progress; cuts what it used off the area.
void draw_header(Teaching& t, ui::Rect& area);
float header_height(const Ui& ui);

// Title, explanation and answer, as much of them as the place can hold in a readable size: an answer before an
// explanation, an explanation before a promise. `typing`: the keys take most of the place.
void draw_step_words(Teaching& t, ui::Rect area, bool typing);
// What title and explanation need at their full size.
float step_words_height(Teaching& t, float width);

} // namespace accanto::screens
