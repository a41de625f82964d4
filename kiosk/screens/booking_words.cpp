#include "kiosk/screens/booking_words.h"

namespace accanto::screens {

const point::Offer& offer_of(const Scene& scene) {
    static const point::Offer nothing;
    return scene.point.offer ? *scene.point.offer : nothing;
}

bool can_book(const Scene& scene) {
    return !offer_of(scene).slots.empty();
}

const std::string& help_phone(const app::PointState& point, const Settings& settings) {
    const bool has_own = point.offer && !point.offer->help_phone.empty();
    return has_own ? point.offer->help_phone : settings.point.help_phone;
}

const std::string& help_phone(const Scene& scene) {
    return help_phone(scene.point, scene.settings);
}

Label date_words(const content::Words& words, const std::string& language, const std::string& day) {
    constexpr std::string_view a_monday = "2024-01-01";
    const auto days = days_between(a_monday, day);
    if (!days)
        return {day, day, language, false};
    const std::string weekday = "day." + std::to_string((*days % 7 + 7) % 7 + 1);
    const std::string month = "month." + std::to_string(std::stoi(day.substr(5, 2)));
    const int64_t number = std::stoi(day.substr(8, 2));
    const content::Phrase shown = words.say(language, "date.long",
                                            {{"weekday", words.say(language, weekday).text},
                                             {"day", number},
                                             {"month", words.say(language, month).text}});
    const content::Phrase spoken = words.speech(language, "date.long",
                                                {{"weekday", words.speech(language, weekday).text},
                                                 {"day", number},
                                                 {"month", words.speech(language, month).text}});
    return {shown.text, spoken.text, shown.language, shown.fallback};
}

Label near_date(const Ui& ui, const Scene& scene, const std::string& day) {
    const Label date = date_words(ui.words(), ui.language(), day);
    switch (days_between(scene.today, day).value_or(-1)) {
    case 0:
        return ui.word_with("date.today", "date", date);
    case 1:
        return ui.word_with("date.tomorrow", "date", date);
    default:
        return date;
    }
}

Label moment_words(const Ui& ui, const Scene& scene, const std::string& day, int minute) {
    return ui.word_with("booking.when", "date", near_date(ui, scene, day), {{"time", clock_time(minute)}});
}

Label time_words(const Ui& ui, int minute) {
    return ui.word("book.time", {{"time", clock_time(minute)}});
}

std::string grouped_code(const std::string& code) {
    return code.size() == point::code_length ? code.substr(0, 3) + " " + code.substr(3) : code;
}

Label course_title(const Ui& ui, const Scene& scene, const Schedule::Course& course) {
    const point::Said said =
        point::in_language(course.title, scene.visit.language, scene.settings.point.official_language);
    return ui.plain(said.text, said.language);
}

} // namespace accanto::screens
