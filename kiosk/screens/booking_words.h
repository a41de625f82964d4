#pragma once
// Days, codes and courses in words, for screens and paper.

#include "kiosk/screens/frame.h"

namespace accanto::screens {

// What the schedule offers; nothing where there is none.
const point::Offer& offer_of(const Scene& scene);
bool can_book(const Scene& scene); // a time with a mentor
// Of the schedule, else of the settings; empty: none.
const std::string& help_phone(const app::PointState& point, const Settings& settings);
const std::string& help_phone(const Scene& scene);

// "Friday, 27 November".
ui::Label date_words(const content::Words& words, const std::string& language, const std::string& day);
// The same on a screen, where today and tomorrow are called so.
ui::Label near_date(const Ui& ui, const Scene& scene, const std::string& day);
ui::Label moment_words(const Ui& ui, const Scene& scene, const std::string& day, int minute);
// The time alone: "10:00", spoken as a sentence.
ui::Label time_words(const Ui& ui, int minute);

// "K7M 3PX"; and letter by letter for the voice.
std::string grouped_code(const std::string& code);

// In the visitor's language if it has one.
ui::Label course_title(const Ui& ui, const Scene& scene, const Schedule::Course& course);

} // namespace accanto::screens
