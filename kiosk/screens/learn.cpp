#include "kiosk/screens/frame.h"

namespace accanto::screens {

namespace {

ui::Label tutorial_word(const Ui& ui, const Scene& scene, const content::Tutorial& tutorial, const std::string& key) {
    content::TutorialWords words = content::words(tutorial, scene.visit.language, scene.settings.point.official_language);
    return ui.plain(words.say(key), words.speech(key));
}

} // namespace

void draw_learn(Ui& ui, const Scene& scene, Actions& actions) {
    ui::Rect area = draw_bar(ui, scene, actions);
    const auto& tutorials = scene.library.tutorials();
    if (tutorials.empty()) {
        Message empty{"no_mentor", ui.word("learn.empty_title"), {ui.word("learn.empty_text")},
                      {button(ui, "learn.mentor", "home.mentor", ui::ButtonStyle::primary, "mentor")}, ui::Tint::butter};
        if (draw_message(ui, area, empty) == 0)
            actions.post(app::StartTicket{});
        return;
    }
    draw_title(ui, area, ui.word("learn.title"));
    std::vector<ui::CardSpec> cards;
    for (const auto& t : tutorials) {
        ui::CardSpec card;
        card.id = "learn." + t->id;
        card.title = tutorial_word(ui, scene, *t, "tutorial.title");
        card.subtitle = ui.word("learn.minutes", {{"n", int64_t(t->minutes)}});
        card.picture = t->picture;
        if (const content::Topic* topic = scene.topics.find(t->topic))
            card.tint = topic_tint(*topic);
        cards.push_back(std::move(card));
    }
    ui::GridResult r = ui::choice_grid(ui, area, cards, scene.visit.page);
    if (r.chosen >= 0)
        actions.post(app::OpenTutorial{tutorials[size_t(r.chosen)]->id});
    if (r.turn)
        actions.post(app::TurnPage{r.turn});
}

void draw_lesson_end(Ui& ui, const Scene& scene, Actions& actions) {
    ui::Rect area = draw_bar(ui, scene, actions);
    Message m;
    m.illustration = "well_done";
    m.tint = ui::Tint::mint;
    m.title = ui.word("done.title");
    if (scene.visit.lesson) {
        const content::Lesson& lesson = *scene.visit.lesson;
        ui::Label title = tutorial_word(ui, scene, lesson.tutorial(), "tutorial.title");
        m.sentences.push_back(ui.word_with("done.text", "title", title));
        bool helped = false;
        for (const content::StepResult& r : lesson.results())
            helped = helped || r.hints > 0 || r.outcome == content::StepOutcome::shown || r.outcome == content::StepOutcome::skipped;
        m.sentences.push_back(ui.word(helped ? "done.with_help" : "done.alone"));
    }
    bool waiting = scene.visit.held.has_value();
    m.buttons = {button(ui, "done.again", "done.again", ui::ButtonStyle::plain, "again"),
                 waiting ? button(ui, "done.more", "done.more", ui::ButtonStyle::primary, "learn")
                         : button(ui, "done.home", "done.home", ui::ButtonStyle::primary, "home")};
    switch (draw_message(ui, area, m)) {
    case 0: actions.post(app::OpenTutorial{scene.visit.lesson ? scene.visit.lesson->tutorial().id : ""}); break;
    case 1:
        if (waiting)
            actions.post(app::GoTo{ScreenId::learn});
        else
            actions.post(app::GoHome{});
        break;
    default: break;
    }
}

} // namespace accanto::screens
