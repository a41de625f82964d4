#pragma once
// What screens share: the bar, the place below it, the title, times and days in words.

#include "kiosk/screens/screens.h"

namespace accanto::screens {

// Back, Home, (the citizen's number), Listen, Help, Finish: the same rectangles on every screen that has it.
// Returns the place left for the screen.
ui::Rect draw_bar(Ui& ui, const Scene& scene, Actions& actions);
// The place of screens without a bar.
ui::Rect whole_place(const Ui& ui);

// The question of the screen, with an optional sentence; cuts what it used (and a gap) off the area.
void draw_title(Ui& ui, ui::Rect& area, const ui::Label& title, const ui::Label& sentence = {});

// Sentences, over as many pages as they need in the largest size.
void draw_sentences(Ui& ui, const Scene& scene, Actions& actions, ui::Rect area, const std::vector<ui::Line>& lines, bool centred = true);
// The largest words take a picture's place: the part of this width or height that is left to it.
float picture_part(const Ui& ui, float part);

// The head of a question: the bar, and below it the title with an optional sentence. Returns the place left.
ui::Rect draw_question(Ui& ui, const Scene& scene, Actions& actions, const ui::Label& title, const ui::Label& sentence = {});
// The answers of a question as cards, over as many pages as they need. Index of the chosen one, or -1.
int draw_answers(Ui& ui, const Scene& scene, Actions& actions, ui::Rect area, std::vector<ui::CardSpec> cards);

// A calm message: illustration, title, sentences, buttons. Index of the pressed button, or -1.
struct Message {
    std::string illustration;
    ui::Label title;
    std::vector<ui::Label> sentences;
    std::vector<ui::ButtonSpec> buttons;
    ui::Tint tint = ui::Tint::mint;
};
int draw_message(Ui& ui, ui::Rect area, const Message& message);

ui::ButtonSpec button(Ui& ui, const std::string& id, const std::string& word, ui::ButtonStyle style = ui::ButtonStyle::plain,
                      const std::string& picture = {});

// "العربية": the language's name for itself, and how it is said.
ui::Label language_name(const Ui& ui, const std::string& language);

bool has_printer(const Scene& scene);

// "09:00" as the language writes it; digits stay in order.
std::string clock_time(int minute_of_day);
// "09:00–14:00   16:00–19:00"; empty for a day without hours.
std::string spans_text(const std::vector<OpeningSpan>& spans);
ui::Label day_word(const Ui& ui, int weekday);
// "We open {day} at {from}", with the words for today and tomorrow under <key>_today and <key>_tomorrow.
ui::Label opening_words(const Ui& ui, const std::string& key, const point::NextOpening& next);
// Why staff closed the point: in the citizen's language, and what they wrote themselves, in the place's.
std::vector<ui::Label> staff_words(const Ui& ui, const Scene& scene);
// "Hours and phone": on paper where there is a printer, else on the screen.
ui::ButtonSpec hours_button(Ui& ui, const Scene& scene, const std::string& id);
void ask_for_hours(const Scene& scene, Actions& actions);
// What became of the paper that was asked for last; empty when none was.
ui::Label paper_words(const Ui& ui, app::PrintState state);
// The colour of a ticket is its topic's: on screen and display.
ui::Tint ticket_tint(const Scene& scene, const point::Ticket& ticket);
ui::Tint topic_tint(const content::Topic& topic);
// "What do you need help with?": the code of the topic that was touched, or nothing.
std::string draw_topics(Ui& ui, const Scene& scene, Actions& actions, const std::string& chosen);

} // namespace accanto::screens
