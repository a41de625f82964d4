// Courses one can sign up for.
#include "kiosk/screens/booking_words.h"

namespace accanto::screens {

void draw_courses(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_question(ui, scene, actions, ui.word("courses.title"), ui.word("courses.text"));
    const std::vector<point::CourseOffer>& courses = offer_of(scene).courses;
    std::vector<ui::CardSpec> cards;
    for (const point::CourseOffer& offer : courses)
        cards.push_back({"course." + offer.course.id, course_title(ui, scene, offer.course),
                         moment_words(ui, scene, offer.course.day, offer.course.from_minute), "course",
                         ui::Tint::rose});
    const int chosen = draw_answers(ui, scene, actions, area, std::move(cards));
    if (chosen >= 0)
        actions.post(app::OpenCourse{courses[size_t(chosen)].course.id});
}

void draw_course(Ui& ui, const Scene& scene, Actions& actions) {
    const ui::Look& l = ui.look();
    Rect area = draw_bar(ui, scene, actions);
    const std::vector<point::CourseOffer>& courses = offer_of(scene).courses;
    const auto found = std::find_if(courses.begin(), courses.end(), [&](const auto& one) {
        return one.course.id == scene.visit.booking_draft.course;
    });
    if (found == courses.end())
        return;
    const Schedule::Course& course = found->course;
    const std::string& official = scene.settings.point.official_language;
    const std::string level = std::string("level.") + std::string(schedule_levels[size_t(course.level)]);
    const std::string language = content::own_name(ui.words(), course.language);
    draw_title(ui, area, course_title(ui, scene, course));
    std::vector<ui::ButtonSpec> buttons = {button(ui, "course.join",
                                                  found->free > 0 ? "courses.sign_up" : "courses.join",
                                                  ButtonStyle::primary, "yes")};
    const bool low = ui.screen().h < ui.mm(230);
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(low ? 4 : 8));
    ui.card(area, l.card);
    Rect inner = area.inset(ui.mm(10), ui.mm(low ? 3 : 8));
    Rect picture =
        ui.portrait() ? inner.cut_top(inner.h * picture_part(ui, 0.3f), ui.mm(6)) : inner.cut_start(inner.w * picture_part(ui, 0.28f), ui.mm(10));
    ui::ShapeSpec tint;
    tint.fill = l.tint(ui::Tint::rose);
    tint.radius = int(ui.mm(8));
    ui.shape(picture, tint);
    const float side = std::min(picture.w, picture.h) * 0.7f;
    ui.picture(picture.middle(side, side), "course");
    const TextStyle calm{Role::body, 400, l.ink, l.card};
    std::vector<ui::Line> lines = {
        {"course.when",
         moment_words(ui, scene, course.day, course.from_minute),
         {Role::heading, 700, l.deep, l.card},
         ui::NodeRole::text,
         0},
        {"course.where", ui.word_with("courses.where", "place", ui.plain(course.place, official)), calm,
         ui::NodeRole::text, 3},
        {"course.language", ui.word("courses.language", {{"language", language}}), calm, ui::NodeRole::text,
         2},
        {"course.level", ui.word_with("courses.level", "level", ui.word(level)), calm, ui::NodeRole::text, 2},
        {"course.free",
         ui.word("courses.free", {{"n", int64_t(found->free)}}),
         {Role::body, 700, l.ink, l.card},
         ui::NodeRole::status,
         3}};
    if (found->free == 0)
        lines.push_back({"course.waiting", ui.word("courses.waiting", {{"n", int64_t(found->waiting)}}), calm,
                         ui::NodeRole::status, 2});
    // Where there is no room for a line each, the level stands behind the language.
    constexpr float smallest = 0;
    if (ui::stack_height(ui, inner.w, lines, smallest) > inner.h) {
        Label& both = lines[2].label;
        both.text += ". " + lines[3].label.text, both.speech += ". " + lines[3].label.speech;
        lines.erase(lines.begin() + 3);
    }
    draw_sentences(ui, scene, actions, inner, lines);
    if (ui::button_row(ui, row, buttons) == 0)
        actions.post(app::SignUp{});
}

} // namespace accanto::screens
