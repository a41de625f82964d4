#include "kiosk/screens/frame.h"
#include "kiosk/screens/lesson_answers.h"
#include "kiosk/screens/practice.h"
#include "kiosk/ui/reach.h"

namespace accanto::screens {

using content::StepKind;
using ui::ButtonSpec;

namespace {

bool is_read(const content::Step& step) { return step.kind == StepKind::read || step.kind == StepKind::ask_mentor; }

std::vector<ButtonSpec> step_buttons(Teaching& t, bool typing) {
    std::vector<ButtonSpec> out;
    const content::Lesson& lesson = t.lesson;
    const content::Step& step = lesson.step();
    bool done = lesson.can_go_next(), asks = step.kind == StepKind::ask_mentor;
    if (lesson.can_undo() && !typing)   // the keys have a key for it
        out.push_back(button(t.ui, "lesson.undo", "lesson.undo", ButtonStyle::plain, "undo"));
    if (!is_read(step) && !done) {
        int hints = int(step.hints.size());
        if (lesson.hints_shown() < hints)
            out.push_back(button(t.ui, "lesson.hint", "lesson.hint", ButtonStyle::plain, "hint"));
        else
            out.push_back(button(t.ui, "lesson.show_me", "lesson.show_me", ButtonStyle::plain, "show_me"));
    }
    if (!t.scene.visit.held)
        out.push_back(button(t.ui, "lesson.mentor", "lesson.ask_mentor", asks ? ButtonStyle::primary : ButtonStyle::plain, "mentor"));
    bool judges = step.kind == StepKind::check && !done;
    ButtonSpec next = button(t.ui, "lesson.next", judges ? "lesson.check" : "lesson.next",
                             judges || (done && !(asks && !t.scene.visit.held)) ? ButtonStyle::primary : done ? ButtonStyle::plain : ButtonStyle::quiet,
                             judges ? "yes" : "next");
    next.picture_mirrors = next.picture_after = !judges;
    out.push_back(next);
    return out;
}

void press_step_button(Teaching& t, const std::string& id) {
    if (id == "lesson.undo")
        t.actions.post(app::UndoTouch{});
    else if (id == "lesson.hint")
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
    // The practice has keys of its own for it.
    for (const content::Element& e : screen->elements)
        if (e.kind == content::ElementKind::keypad && e.field == field->id)
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

void draw_keyboard(Teaching& t, const Typing& typing, Rect keys) {
    const bool masked = typing.masked && !t.scene.listens_alone;
    ui::KeyResult key = ui::keyboard(t.ui, keys, t.scene.visit.language, typing.kind, t.scene.visit.keyboard, masked, t.scene.visit.voice_on);
    if (key.what != ui::KeyResult::What::none)
        t.actions.post(app::PressKey{key});
}

// The keys take the whole width of such a page, and leave no height for both the words and what they are about.
bool is_squat(const Ui& ui) { return ui.portrait() && ui.screen().h < ui.mm(ui::squat_mm); }

// The words' column: header, words, what happened, keys, buttons. `beside` draws what the words are about, between them and
// the buttons: that is the order in which it is heard. Where the column is the whole page, that stands beside the words
// and the buttons, and the keys below all of it.
// `under`: where the buttons stand when they have the width of the page.
template <class Beside>
void draw_column(Teaching& t, Rect area, const Typing& typing, Beside beside, bool is_whole = false, std::optional<Rect> under = {}) {
    std::vector<ButtonSpec> buttons = step_buttons(t, typing.open);
    if (typing.open && !t.lesson.can_go_next()) {
        // While typing, the way on is "Done": it looks at what was written.
        buttons.back() = button(t.ui, "lesson.done_typing", "lesson.done_typing", ButtonStyle::primary, "yes");
    }
    const bool low = is_whole || t.ui.screen().h < t.ui.mm(230);
    float gap = t.ui.mm(low ? 3.0f : 5.0f);
    const auto cut_keys = [&] {
        const float h = ui::keyboard_height(t.ui, area.w, t.scene.visit.language, typing.kind, t.scene.visit.keyboard);
        return area.cut_bottom(h, gap);
    };
    Rect keys, other;
    if (is_whole) {
        keys = cut_keys();
        other = area.cut_end(practice_width(t.ui, *t.lesson.screen(), {area.w * 0.52f, area.h}), gap);
    }
    const Rect row = under ? *under : area.cut_bottom(ui::button_row_height(t.ui, area.w, buttons), gap);
    if (typing.open && !is_whole)
        keys = cut_keys();
    // Keys leave little height: the words of the step are worth more than how far one has come.
    if (!typing.open || (!is_whole && area.h > t.ui.mm(t.ui.look().em_mm(Role::caption) * 1.5f + 60)))
        draw_header(t, area);
    draw_step_words(t, area, typing.open);
    beside(other);
    if (typing.open)
        draw_keyboard(t, typing, keys);
    if (int pressed = ui::button_row(t.ui, row, buttons); pressed >= 0) {
        if (buttons[size_t(pressed)].id == "lesson.done_typing")
            t.actions.post(app::AcceptField{});
        else
            press_step_button(t, buttons[size_t(pressed)].id);
    }
}

// What a page to read needs without shrinking a word.
float column_height(Teaching& t, float width) {
    return step_words_height(t, width) + header_height(t.ui) + ui::button_row_height(t.ui, width, step_buttons(t, false)) + t.ui.mm(12);
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
    bool options = has_answers(lesson.step());
    const bool is_extra = ui.look().size == ui::TextSize::extra;
    float gap = ui.mm(8);
    const auto beside = [&](Rect place) {
        if (device)
            draw_practice(ui, scene, actions, lesson, place);
        else if (options)
            draw_answers(t, place);
        else
            draw_picture(t, place);
    };

    if (typing.open && is_squat(ui))
        return draw_column(t, area, typing, beside, true);
    const bool is_upright = ui.portrait() && !(device && is_squat(ui));
    if (is_upright) {
        // The words have what they need, what is looked at or touched all the rest; an answer has its place in advance.
        float rest = area.h - column_height(t, area.w) - gap;
        float height = std::clamp(rest, area.h * (is_extra ? 0.0f : 0.3f), area.w);
        if (typing.open)
            height = area.h * 0.46f;
        else if (device || options)
            height = std::clamp(rest - ui.mm(36), area.h * (device ? 0.54f : 0.48f), area.h * 0.68f);
        if (height < ui.mm(40)) // no picture is better than a stamp
            return draw_column(t, area, typing, [](Rect) {});
        const Rect other = area.cut_top(height, gap);
        draw_column(t, area, typing, [&](Rect) { beside(other); });
        return;
    }
    // The largest words are not also beside their buttons.
    std::optional<Rect> under;
    if (is_extra && !device && !typing.open)
        under = area.cut_bottom(ui::button_row_height(ui, area.w, step_buttons(t, false)), ui.mm(5));
    float wide = options ? answers_width(t, {area.w, area.h}) : area.w * 0.46f;
    if (under && !options) {
        const auto words_fit = [&] { return step_words_height(t, area.w - wide - ui.mm(12)) + header_height(ui) <= area.h; };
        while (wide > ui.mm(60) && !words_fit())
            wide -= ui.mm(20);
        if (wide <= ui.mm(60))
            return draw_column(t, area, typing, [](Rect) {}, false, under);
    }
    if (device)
        wide = practice_width(ui, *lesson.screen(), {area.w * (lesson.screen()->frame == content::FrameKind::phone ? 0.42f : 0.47f), area.h}) + ui.mm(4);
    if (typing.open)
        wide = std::min(wide, area.w - gap - ui::keyboard_least_width(ui, scene.visit.language, typing.kind));
    Rect other = area.cut_end(wide, ui.screen().w < ui.mm(400) ? gap : ui.mm(12));
    if (!device && !options)
        other = other.middle(other.w, std::min(other.h, other.w * 0.86f));
    draw_column(t, area, typing, [&](Rect) { beside(other); }, false, under);
}

} // namespace accanto::screens
