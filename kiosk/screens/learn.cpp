// What there is to learn: topics, the lessons of one, and the end of a lesson.
#include "kiosk/screens/frame.h"

namespace accanto::screens {

namespace {

ui::Label head_word(const Ui& ui, const Scene& scene, const content::TutorialHead& head, const char* what) {
    const std::string& official = scene.settings.point.official_language;
    return ui.plain(head.say(what, scene.visit.language, official), head.speech(what, scene.visit.language, official));
}

// Topics that have something to learn, in the order of topics.toml; tutorials of unknown topics are under none of them.
std::vector<const content::Topic*> topics_with_lessons(const Scene& scene) {
    std::vector<const content::Topic*> out;
    for (const content::Topic& topic : scene.topics.topics)
        if (!scene.library.of_topic(topic.code).empty())
            out.push_back(&topic);
    return out;
}

void draw_nothing_to_learn(Ui& ui, ui::Rect area, Actions& actions) {
    Message empty{"no_mentor", ui.word("learn.empty_title"), {ui.word("learn.empty_text")},
                  {button(ui, "learn.mentor", "home.mentor", ui::ButtonStyle::primary, "mentor")}, ui::Tint::butter};
    if (draw_message(ui, area, empty) == 0)
        actions.post(app::StartTicket{});
}

} // namespace

void draw_learn(Ui& ui, const Scene& scene, Actions& actions) {
    ui::Rect area = draw_bar(ui, scene, actions);
    std::vector<const content::Topic*> topics = topics_with_lessons(scene);
    if (topics.empty() && scene.library_ready)
        return draw_nothing_to_learn(ui, area, actions);
    draw_title(ui, area, ui.word("learn.title"));
    if (topics.empty())
        return;   // still being read: a moment
    std::vector<ui::ButtonSpec> resume = {button(ui, "learn.resume", "learn.resume", ui::ButtonStyle::plain, "picture_star")};
    if (scene.instrument)
        resume.push_back(button(ui, "learn.skills", "home.skills", ui::ButtonStyle::plain, "skills"));
    ui::Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, resume), ui.mm(5));
    std::vector<ui::CardSpec> cards;
    for (const content::Topic* topic : topics) {
        ui::CardSpec card;
        card.id = "learn." + topic->code;
        card.title = ui.word(topic->word_key());
        card.subtitle = ui.word("learn.lessons", {{"n", int64_t(scene.library.of_topic(topic->code).size())}});
        card.picture = topic->picture;
        card.tint = topic_tint(*topic);
        cards.push_back(std::move(card));
    }
    const int chosen = draw_answers(ui, scene, actions, area, std::move(cards));
    if (chosen >= 0)
        actions.post(app::OpenTopic{topics[size_t(chosen)]->code});
    switch (ui::button_row(ui, row, resume)) {
    case 0: actions.post(app::GoTo{ScreenId::resume}); break;
    case 1: actions.post(app::OpenSkills{}); break;
    default: break;
    }
}

void draw_tutorials(Ui& ui, const Scene& scene, Actions& actions) {
    ui::Rect area = draw_bar(ui, scene, actions);
    const content::Topic* topic = scene.topics.find(scene.visit.topic);
    std::vector<const content::TutorialHead*> heads = scene.library.of_topic(scene.visit.topic);
    if (!topic || heads.empty())
        return draw_nothing_to_learn(ui, area, actions);
    draw_title(ui, area, ui.word(topic->word_key()), ui.word("learn.choose"));
    std::vector<ui::CardSpec> cards;
    for (const content::TutorialHead* head : heads) {
        ui::CardSpec card;
        card.id = "lesson." + head->id;
        card.title = head_word(ui, scene, *head, "title");
        card.subtitle = ui.word("learn.minutes", {{"n", int64_t(head->minutes)}});
        card.picture = head->picture;
        card.tint = topic_tint(*topic);
        cards.push_back(std::move(card));
    }
    const int chosen = draw_answers(ui, scene, actions, area, cards);
    if (chosen >= 0)
        actions.post(app::OpenTutorial{heads[size_t(chosen)]->id, cards[size_t(chosen)].id});
}

void draw_no_lesson(Ui& ui, const Scene& scene, Actions& actions) {
    ui::Rect area = draw_bar(ui, scene, actions);
    Message m{"trouble_scene", ui.word("learn.broken_title"), {ui.word("learn.broken_text")},
              {button(ui, "no_lesson.mentor", "home.mentor", ui::ButtonStyle::plain, "mentor"),
               button(ui, "no_lesson.other", "learn.other", ui::ButtonStyle::primary, "learn")}, ui::Tint::butter};
    switch (draw_message(ui, area, m)) {
    case 0: actions.post(app::StartTicket{}); break;
    case 1: actions.post(app::GoTo{ScreenId::learn}); break;
    default: break;
    }
}

void draw_lesson_end(Ui& ui, const Scene& scene, Actions& actions) {
    ui::Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.lesson)
        return;
    const content::Lesson& lesson = *scene.visit.lesson;
    content::TutorialWords words = content::words(lesson.tutorial(), scene.visit.language, scene.settings.point.official_language);
    Message m;
    m.illustration = "well_done";
    m.tint = ui::Tint::mint;
    m.title = ui.word("done.title");
    m.sentences.push_back(ui.word_with("done.text", "title", ui.plain(words.say("tutorial.title"), words.speech("tutorial.title"))));
    bool helped = false;
    for (const content::StepResult& r : lesson.results())
        helped = helped || r.hints > 0 || r.outcome == content::StepOutcome::shown || r.outcome == content::StepOutcome::skipped ||
                 r.outcome == content::StepOutcome::done_with_mentor;
    m.sentences.push_back(ui.word(helped ? "done.with_help" : "done.alone"));
    const bool waiting = scene.visit.held.has_value(), on_path = scene.visit.skills.path.has(lesson.tutorial().id);
    m.buttons = {button(ui, "done.again", "done.again", ui::ButtonStyle::plain, "again"),
                 button(ui, "done.card", "card.button", ui::ButtonStyle::plain, "paper"),
                 on_path ? button(ui, "done.path", "path.on_with", ui::ButtonStyle::primary, "walk")
                 : waiting ? button(ui, "done.more", "done.more", ui::ButtonStyle::primary, "learn")
                         : button(ui, "done.home", "done.home", ui::ButtonStyle::primary, "home")};
    switch (draw_message(ui, area, m)) {
    case 0: actions.post(app::OpenTutorial{lesson.tutorial().id, "done.again"}); break;
    case 1: actions.post(app::GoTo{ScreenId::card}); break;
    case 2:
        if (on_path)
            actions.post(app::FollowPath{});
        else if (waiting)
            actions.post(app::GoTo{ScreenId::learn});
        else
            actions.post(app::GoHome{});
        break;
    default: break;
    }
}

} // namespace accanto::screens
