#include "kiosk/screens/frame.h"
#include "kiosk/screens/practice.h"

namespace accanto::screens {

using content::StepKind;
using ui::ButtonSpec;
using ui::ButtonStyle;
using ui::Label;
using ui::Rect;
using ui::Role;
using ui::TextStyle;

namespace {

struct Teaching {
    Ui& ui;
    const Scene& scene;
    Actions& actions;
    const content::Lesson& lesson;
    content::TutorialWords words;

    Label say(const std::string& key) const { return ui.plain(words.say(key), words.speech(key)); }
};

void draw_header(Teaching& t, Rect& area) {
    const ui::Look& l = t.ui.look();
    content::Progress p = t.lesson.progress();
    Rect row = area.cut_top(t.ui.mm(t.ui.look().em_mm(Role::caption) * 1.5f), t.ui.mm(1));
    Label step = t.ui.word("lesson.step", {{"step", int64_t(p.step)}, {"steps", int64_t(p.of)}});
    TextStyle style{Role::caption, 600, l.soft, 0, ui::Align::end, TextStyle::Vertical::centre, 0, true};
    float wide = std::min(t.ui.measure(step, {Role::caption, 600}, 0).w + t.ui.mm(2), row.w * 0.5f);
    t.ui.text(row.cut_end(wide, t.ui.mm(3)), "lesson.step", step, style, ui::NodeRole::status);
    style.align = ui::Align::start;
    t.ui.text(row, "lesson.title", t.say("tutorial.title"), style);
    t.ui.progress(area.cut_top(t.ui.mm(3.6f), t.ui.mm(5)), "lesson.progress", p.step - (t.lesson.can_go_next() ? 0 : 1), p.of, {});
}

// What the person did last, told in colour, picture and words; or the promise that nothing can break.
struct Panel {
    Label first, second;
    std::string picture;
    ui::Tint tint = ui::Tint::butter;
};

Panel panel_for(const Teaching& t) {
    Panel panel;
    std::optional<content::Feedback> feedback = t.lesson.feedback();
    if (feedback && !feedback->key.empty()) {
        panel.first = t.say(feedback->key);
        switch (feedback->tone) {
        case content::Tone::good: panel.picture = "yes", panel.tint = ui::Tint::mint; break;
        case content::Tone::try_again: panel.picture = "again", panel.tint = ui::Tint::peach; break;
        case content::Tone::hint: panel.picture = "hint", panel.tint = ui::Tint::butter; break;
        case content::Tone::neutral: panel.picture = "help", panel.tint = ui::Tint::sky; break;
        }
    } else if (t.lesson.phase() == content::Phase::alone) {
        panel = {t.ui.word("lesson.now_alone_title"), t.ui.word("lesson.now_alone_text"), "show_me", ui::Tint::lavender};
    } else if (t.lesson.screen()) {
        panel = {t.ui.word("lesson.harmless_title"), t.ui.word("lesson.harmless_text"), "help", ui::Tint::butter};
    }
    return panel;
}

std::vector<ui::Line> panel_lines(const Teaching& t, const Panel& panel) {
    const ui::Look& l = t.ui.look();
    ui::Colour ground = l.tint(panel.tint);
    return {{"feedback", panel.first, {panel.second.empty() ? Role::body : Role::caption, 600, l.ink, ground}, ui::NodeRole::status, 0},
            {"feedback.more", panel.second, {Role::caption, 400, l.soft, ground}, ui::NodeRole::text, 1}};
}

float panel_height(Teaching& t, const Panel& panel, float width) {
    if (panel.first.empty())
        return 0;
    float side = t.ui.mm(16);
    return std::max(side, ui::stack_height(t.ui, width - side - t.ui.mm(15), panel_lines(t, panel))) + t.ui.mm(8);
}

void draw_panel(Teaching& t, const Panel& panel, Rect r) {
    if (panel.first.empty())
        return;
    ui::ShapeSpec box;
    box.fill = t.ui.look().tint(panel.tint);
    box.radius = int(t.ui.mm(6));
    if (t.ui.look().theme == ui::Theme::high_contrast) {
        box.border = t.ui.look().line;
        box.border_px = int(t.ui.mm(0.5f));
    }
    t.ui.shape(r, box);
    Rect inner = r.inset(t.ui.mm(5), t.ui.mm(4));
    float side = std::min(t.ui.mm(16), inner.h);
    Rect icon = inner.cut_start(side, t.ui.mm(5));
    t.ui.picture(icon.middle(side, side), panel.picture);
    ui::text_stack(t.ui, inner, panel_lines(t, panel), true);
}

std::vector<ButtonSpec> step_buttons(Teaching& t) {
    std::vector<ButtonSpec> out;
    const content::Lesson& lesson = t.lesson;
    bool done = lesson.can_go_next();
    if (lesson.step().kind != StepKind::read && !done) {
        int hints = int(lesson.step().hints.size());
        if (lesson.hints_shown() < hints)
            out.push_back(button(t.ui, "lesson.hint", "lesson.hint", ButtonStyle::plain, "hint"));
        else
            out.push_back(button(t.ui, "lesson.show_me", "lesson.show_me", ButtonStyle::plain, "show_me"));
    }
    if (!t.scene.visit.held)
        out.push_back(button(t.ui, "lesson.mentor", "lesson.ask_mentor", ButtonStyle::plain, "mentor"));
    ButtonSpec next = button(t.ui, "lesson.next", "lesson.next", done ? ButtonStyle::primary : ButtonStyle::quiet, "next");
    next.picture_mirrors = next.picture_after = true;
    out.push_back(next);
    return out;
}

void press_step_button(Teaching& t, const std::string& id) {
    if (id == "lesson.hint")
        t.actions.post(app::AskHint{});
    else if (id == "lesson.show_me")
        t.actions.post(app::ShowMe{});
    else if (id == "lesson.mentor")
        t.actions.post(app::AskMentorHere{});
    else
        t.actions.post(app::NextStep{});
}

struct Typing {
    bool open = false, masked = false;
    ui::KeyKind kind = ui::KeyKind::text;
};

Typing typing_now(const content::Lesson& lesson) {
    Typing out;
    const content::PracticeState& state = lesson.state();
    const content::Screen* screen = lesson.screen();
    const content::Element* field = screen && !state.focused.empty() ? screen->find(state.focused) : nullptr;
    if (!field || field->kind != content::ElementKind::field)
        return out;
    out.open = true;
    out.masked = field->masked;
    switch (content::input_for(*field)) {
    case content::Input::digits: out.kind = ui::KeyKind::digits; break;
    case content::Input::email:
    case content::Input::latin: out.kind = ui::KeyKind::email; break;
    case content::Input::text: out.kind = ui::KeyKind::text; break;
    }
    return out;
}

float draw_words(Teaching& t, Rect area) {
    const content::Step& step = t.lesson.step();
    const ui::Look& l = t.ui.look();
    bool expired = t.lesson.tutorial().is_expired(step, t.scene.today);
    std::vector<ui::Line> lines = {
        {"step.title", t.say(step.title), {Role::title, 700, l.ink}, ui::NodeRole::heading, 0},
        {"step.body", expired ? t.ui.word("lesson.ask_the_mentor") : t.say(step.body), {Role::body, 400, l.ink}, ui::NodeRole::text, 3},
    };
    return ui::text_stack(t.ui, area, lines);
}

void draw_keyboard(Teaching& t, const Typing& typing, Rect keys) {
    ui::KeyResult key = ui::keyboard(t.ui, keys, t.scene.visit.language, typing.kind, t.scene.visit.keyboard, typing.masked);
    if (key.what != ui::KeyResult::What::none)
        t.actions.post(app::PressKey{key});
}

// The words' column: header, words, what happened, keys, buttons.
void draw_column(Teaching& t, Rect area, const Typing& typing) {
    std::vector<ButtonSpec> buttons = step_buttons(t);
    if (typing.open && !t.lesson.can_go_next()) {
        // While typing, the way on is "Done": it looks at what was written.
        buttons.back() = button(t.ui, "lesson.done_typing", "lesson.done_typing", ButtonStyle::primary, "yes");
    }
    Rect row = area.cut_bottom(ui::button_row_height(t.ui, area.w, buttons), t.ui.mm(5));
    draw_header(t, area);
    if (typing.open) {
        const app::Visit& v = t.scene.visit;
        float h = ui::keyboard_height(t.ui, area.w, v.language, typing.kind, v.keyboard);
        draw_keyboard(t, typing, area.cut_bottom(h, t.ui.mm(5)));
    }
    Panel panel = panel_for(t);
    bool spoke = t.lesson.feedback().has_value();
    float h = panel_height(t, panel, area.w);
    // The promise gives way to the words and the keys; an answer never does.
    if (h > 0 && (spoke || (!typing.open && h < area.h * 0.45f))) {
        h = std::min(h, area.h * 0.5f);
        Rect words = area;
        words.h -= h + t.ui.mm(8);
        float used = draw_words(t, words);
        draw_panel(t, panel, {area.x, area.y + used + t.ui.mm(8), area.w, h});
    } else {
        draw_words(t, area);
    }
    if (int pressed = ui::button_row(t.ui, row, buttons); pressed >= 0) {
        if (buttons[size_t(pressed)].id == "lesson.done_typing")
            t.actions.post(app::AcceptField{});
        else
            press_step_button(t, buttons[size_t(pressed)].id);
    }
}

void draw_options(Teaching& t, Rect area) {
    std::vector<ui::CardSpec> cards;
    const std::vector<std::string>& chosen = t.lesson.chosen();
    const auto& options = t.lesson.step().options;
    static constexpr ui::Tint tints[] = {ui::Tint::sky, ui::Tint::lavender, ui::Tint::butter, ui::Tint::mint, ui::Tint::rose};
    for (size_t i = 0; i < options.size(); ++i) {
        ui::CardSpec card;
        card.id = "option." + options[i].id;
        card.title = t.say(options[i].label);
        card.picture = options[i].picture;
        card.tint = tints[i % 5];
        card.chosen = !chosen.empty() && chosen.back() == options[i].id;
        cards.push_back(std::move(card));
    }
    ui::GridResult r = ui::choice_grid(t.ui, area, cards, t.scene.visit.page);
    if (r.chosen >= 0)
        t.actions.post(app::ChooseOption{options[size_t(r.chosen)].id});
    if (r.turn)
        t.actions.post(app::TurnPage{r.turn});
}

void draw_picture(Teaching& t, Rect area) {
    static constexpr ui::Tint tints[] = {ui::Tint::mint, ui::Tint::sky, ui::Tint::peach, ui::Tint::lavender, ui::Tint::butter, ui::Tint::rose};
    ui::Tint tint = tints[size_t(t.lesson.progress().step) % 6];
    t.ui.card(area, t.ui.look().tint(tint), false);
    t.ui.image(area.inset(t.ui.mm(8)), "step.picture", t.lesson.step().picture, {});
}

} // namespace

void draw_lesson(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.lesson)
        return;
    const content::Lesson& lesson = *scene.visit.lesson;
    Teaching t{ui, scene, actions, lesson,
               content::words(lesson.tutorial(), scene.visit.language, scene.settings.point.official_language)};
    Typing typing = typing_now(lesson);
    bool device = lesson.screen() != nullptr;
    bool options = lesson.step().kind == StepKind::choose;
    float gap = ui.mm(8);

    if (ui.portrait()) {
        float share = device ? (typing.open ? 0.46f : 0.56f) : options ? 0.5f : 0.36f;
        Rect other = area.cut_top(area.h * share, gap);
        if (device)
            draw_practice(ui, scene, actions, lesson, other);
        else if (options)
            draw_options(t, other);
        else
            draw_picture(t, other);
        draw_column(t, area, typing);
        return;
    }
    Rect other = area.cut_end(device ? std::min(area.w * 0.42f, area.h * 118.0f / 190.0f + ui.mm(8)) : area.w * 0.46f, ui.mm(12));
    if (device)
        draw_practice(ui, scene, actions, lesson, other);
    else if (options)
        draw_options(t, other);
    else
        draw_picture(t, other.middle(other.w, std::min(other.h, other.w * 0.86f)));
    draw_column(t, area, typing);
}

} // namespace accanto::screens
