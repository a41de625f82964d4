// The skills check: how it begins, and its questions, one a screen.
#include "kiosk/screens/code_places.h"
#include "kiosk/screens/skills_words.h"

namespace accanto::screens {

namespace {

struct Asked {
    const content::SkillQuestion& question;
    int number, of;
    bool answered;
};

std::optional<Asked> asked_now(const Scene& scene) {
    if (!scene.instrument)
        return std::nullopt;
    const app::SkillsVisit& skills = scene.visit.skills;
    const bool first_answered = skills.answers.contains(scene.instrument->questions[0].id);
    // How many there are is known with the first answer; until then, all of them.
    const auto asked = first_answered ? point::questions_for(*scene.instrument, skills.answers) : scene.instrument->asked(true);
    const size_t at = std::min(skills.at, asked.size() - 1);
    return Asked{*asked[at], int(at) + 1, int(asked.size()), skills.answers.contains(asked[at]->id)};
}

void draw_progress(Ui& ui, Rect& area, const Asked& asked) {
    const ui::Look& l = ui.look();
    Rect row =
        area.cut_top(ui.mm(l.em_mm(Role::caption) * 1.45f), ui.mm(ui.screen().h < ui.mm(230) ? 2.0f : 4.0f));
    const Label count = ui.word("skills.count", {{"n", int64_t(asked.number)}, {"of", int64_t(asked.of)}});
    const float wide = std::min(ui.measure(count, {Role::caption, 600}, 0).w + ui.mm(2), row.w * 0.5f);
    ui.text(row.cut_end(wide, ui.mm(5)), "skills.count", count,
            {Role::caption, 600, l.soft, 0, ui::Align::end, TextStyle::Vertical::centre, 0, true},
            ui::NodeRole::status);
    ui.progress(row.middle(row.w, ui.mm(3.6f)), "skills.progress", asked.number - 1, asked.of, {});
}

// What is touched of one answer goes on by itself; of several, the main button does.
std::vector<ui::ButtonSpec> question_buttons(Ui& ui, const Asked& asked, bool last_page) {
    std::vector<ui::ButtonSpec> out;
    auto on = [&](const char* id, const char* word, ButtonStyle style) {
        out.push_back(button(ui, id, word, style, "next"));
        out.back().picture_mirrors = out.back().picture_after = true;
    };
    if (!last_page)
        on("page.next", "lesson.next", ButtonStyle::primary);
    else if (asked.answered)
        on("skills.next", "lesson.next", ButtonStyle::primary);
    else if (asked.number > 1)
        on("skills.skip", "skills.skip", ButtonStyle::plain);
    return out;
}

} // namespace

void draw_skills_start(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    Message m{"skills_scene",
              ui.word("home.skills"),
              {ui.word("skills.start_text"), ui.word("skills.start_no_name")},
              {button(ui, "skills.earlier", "skills.earlier", ButtonStyle::plain, "paper"),
               button(ui, "skills.begin", "skills.begin", ButtonStyle::primary, "next")},
              ui::Tint::lavender};
    m.buttons[1].picture_mirrors = m.buttons[1].picture_after = true;
    switch (draw_message(ui, area, m)) {
    case 0:
        actions.post(app::GoTo{ScreenId::skills_code});
        break;
    case 1:
        actions.post(app::StartSkills{});
        break;
    default:
        break;
    }
}

void draw_skills_code(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const app::SkillsVisit& skills = scene.visit.skills;
    draw_title(ui, area, ui.word("skills.earlier_title"),
               ui.word(skills.code_wrong ? "skills.earlier_wrong" : "skills.earlier_text"));
    type_code(
        ui, actions, area,
        {"skills_code", skills.typed, std::string(content::taken_home_signs), {4, 4}, skills.code_wrong});
}

void draw_skills_question(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const std::optional<Asked> asked = asked_now(scene);
    if (!asked)
        return;
    draw_progress(ui, area, *asked);
    const std::string sentence = !asked->question.area.empty() ? "skills.touch_done"
                                 : asked->question.many        ? "skills.touch_all"
                                                               : "";
    draw_title(ui, area, ui.word("skills_ask." + asked->question.id),
               sentence.empty() ? Label{} : ui.word(sentence));
    // The row keeps its place whether it has a button or not: nothing jumps when something is touched.
    const std::vector<ui::ButtonSpec> always = {
        button(ui, "skills.next", "lesson.next", ButtonStyle::primary, "next")};
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, always), ui.mm(5));
    const std::vector<Tile> tiles = tiles_of(ui, scene, asked->question);
    std::vector<ui::CardSpec> cards;
    for (const Tile& one : tiles)
        cards.push_back(one.card);
    const ui::ChoicePage page = ui::choice_page(ui, area, std::move(cards), scene.visit.page);
    if (page.chosen >= 0)
        actions.post(app::TickSkill{tiles[size_t(page.chosen)].answer});
    const std::vector<ui::ButtonSpec> buttons = question_buttons(ui, *asked, page.page + 1 == page.pages);
    if (const int pressed = ui::button_row(ui, row, buttons); pressed >= 0) {
        if (buttons[size_t(pressed)].id == "page.next")
            actions.post(app::TurnPage{1});
        else
            actions.post(app::NextQuestion{});
    }
}

} // namespace accanto::screens
