#include "kiosk/screens/lesson_words.h"

namespace accanto::screens {

float header_height(const Ui& ui) { return ui.mm(ui.look().em_mm(Role::caption) * 1.5f + 9.6f); }

void draw_header(Teaching& t, Rect& area) {
    const ui::Look& l = t.ui.look();
    content::Progress p = t.lesson.progress();
    Rect row = area.cut_top(t.ui.mm(l.em_mm(Role::caption) * 1.5f), t.ui.mm(1));
    Label step = t.ui.word("lesson.step", {{"step", int64_t(p.step)}, {"steps", int64_t(p.of)}});
    TextStyle style{Role::caption, 600, l.soft, 0, ui::Align::end, TextStyle::Vertical::centre, 0, true};
    float wide = std::min(t.ui.measure(step, {Role::caption, 600}, 0).w + t.ui.mm(2), row.w);
    t.ui.text(row.cut_end(wide, t.ui.mm(3)), "lesson.step", step, style, ui::NodeRole::status);
    // The name gives way where there is no room for both: it was chosen by its name.
    style.align = ui::Align::start;
    TextStyle smallest = style;
    smallest.em_mm = l.smallest_em_mm();
    if (Label title = t.say("tutorial.title"); t.ui.fits(title, smallest, {row.w, row.h}))
        t.ui.text(row, "lesson.title", title, style);
    t.ui.progress(area.cut_top(t.ui.mm(3.6f), t.ui.mm(5)), "lesson.progress", p.step - (t.lesson.can_go_next() ? 0 : 1), p.of, {});
}

namespace {

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

struct PanelMeasures {
    float side, pad_x, pad_y, gap;
    float beside(float width) const { return width - 2 * pad_x - side - gap; }
};

PanelMeasures panel_measures(const Ui& ui, float scale) {
    bool tight = scale < 0.75f;
    return {ui.mm(tight ? 11.0f : 16.0f), ui.mm(tight ? 3.0f : 5.0f), ui.mm(tight ? 1.5f : 4.0f), ui.mm(tight ? 3.0f : 5.0f)};
}

float panel_height(Teaching& t, const Panel& panel, float width, float scale) {
    if (panel.first.empty())
        return 0;
    PanelMeasures m = panel_measures(t.ui, scale);
    return std::max(m.side, ui::stack_height(t.ui, m.beside(width), panel_lines(t, panel), scale)) + 2 * m.pad_y;
}

void draw_panel(Teaching& t, const Panel& panel, Rect r, float scale) {
    ui::ShapeSpec box;
    box.fill = t.ui.look().tint(panel.tint);
    box.radius = int(t.ui.mm(6));
    if (t.ui.look().theme == ui::Theme::high_contrast) {
        box.border = t.ui.look().line;
        box.border_px = int(t.ui.mm(0.5f));
    }
    t.ui.shape(r, box);
    PanelMeasures m = panel_measures(t.ui, scale);
    Rect inner = r.inset(m.pad_x, m.pad_y);
    Rect icon = inner.cut_start(m.side, m.gap);
    t.ui.picture(icon.middle(m.side, m.side), panel.picture);
    ui::text_stack(t.ui, inner, panel_lines(t, panel), true);
}

// What may stand in the column, and how small it must be made for that.
struct Plan {
    std::vector<ui::Line> lines;
    bool panel = false;
    float scale = 1, gap = 0;
};

// True when it fits at `least` or above; then the largest such scale is in the plan.
bool scale_to_fit(Teaching& t, Plan& plan, const Panel& panel, Rect area, float least) {
    for (plan.scale = 1; plan.scale >= least; plan.scale -= 0.04f) {
        plan.gap = plan.panel && !plan.lines.empty() ? t.ui.mm(plan.scale < 0.75f ? 3.0f : 8.0f) : 0;
        float used = ui::stack_height(t.ui, area.w, plan.lines, plan.scale) + plan.gap;
        if (plan.panel)
            used += panel_height(t, panel, area.w, plan.scale);
        if (used <= area.h)
            return true;
    }
    return false;
}

// What a fact that has run out leaves: of a page to read nothing, of something to do the doing.
Label body_of(const Teaching& t) {
    const content::Step& step = t.lesson.step();
    bool doing = !step.screen.empty();
    return t.lesson.tutorial().is_expired(step, t.scene.today) && !doing ? t.ui.word("lesson.ask_the_mentor") : t.say(step.body);
}

std::vector<ui::Line> step_lines(const Teaching& t, bool typing) {
    const content::Step& step = t.lesson.step();
    const ui::Look& l = t.ui.look();
    // Words use the height a large panel gives them.
    bool roomy = !typing && (t.ui.portrait() ? step.kind == content::StepKind::read : t.ui.screen().h > t.ui.mm(260));
    std::vector<ui::Line> lines = {
        {"step.title", t.say(step.title), {typing ? Role::heading : Role::title, 700, l.ink}, ui::NodeRole::heading, 0},
        {"step.body", body_of(t), {Role::body, 400, l.ink}, ui::NodeRole::text, 3},
    };
    if (!step.screen.empty() && t.lesson.tutorial().is_expired(step, t.scene.today))
        lines.push_back({"step.expired", t.ui.word("lesson.ask_the_mentor"), {Role::caption, 600, l.soft}, ui::NodeRole::text, 3});
    if (roomy)
        for (ui::Line& line : lines) {
            line.style.em_mm = l.em_mm(line.style.role) * 1.2f;
            line.gap_mm *= 1.6f;
        }
    return lines;
}

// The step twice, side by side where there is room: the citizen's language first. False when there is no room for both.
bool draw_two_languages(Teaching& t, Rect area, Panel panel) {
    const ui::Look& l = t.ui.look();
    const content::Step& step = t.lesson.step();
    const std::string& official = t.scene.settings.point.official_language;
    const content::Words& words = t.ui.words();
    bool expired = step.screen.empty() && t.lesson.tutorial().is_expired(step, t.scene.today);
    auto lines = [&](const std::string& id, const Label& title, const Label& body) {
        return std::vector<ui::Line>{{id + ".title", title, {Role::heading, 700, l.ink, l.card}, ui::NodeRole::heading, 0},
                                     {id + ".body", body, {Role::body, 400, l.ink, l.card}, ui::NodeRole::text, 3}};
    };
    std::vector<ui::Line> own = lines("step", t.say(step.title), body_of(t));
    std::vector<ui::Line> theirs =
        lines("official", t.say_official(step.title),
              expired ? t.ui.plain(words.say(official, "lesson.ask_the_mentor"), words.speech(official, "lesson.ask_the_mentor"))
                      : t.say_official(step.body));
    constexpr float panel_scale = 0.72f, smallest = 0.45f;
    float gap = t.ui.mm(4), pad_x = t.ui.mm(5), pad_y = t.ui.mm(4);
    bool beside = area.w > t.ui.mm(230);
    auto fits = [&](float height) {
        float w = (beside ? (area.w - gap) / 2 : area.w) - 2 * pad_x, h = (beside ? height : (height - gap) / 2) - 2 * pad_y;
        return std::max(ui::stack_height(t.ui, w, own, smallest), ui::stack_height(t.ui, w, theirs, smallest)) <= h;
    };
    float below = panel_height(t, panel, area.w, panel_scale);
    if (below > 0 && !t.lesson.feedback() && !fits(area.h - below - gap))
        panel = {}, below = 0;   // the promise gives way to the words
    if (!fits(area.h - (below > 0 ? below + gap : 0)))
        return false;
    if (below > 0)
        draw_panel(t, panel, area.cut_bottom(below, gap), panel_scale);
    Rect first = beside ? area.cut_start((area.w - gap) / 2, gap) : area.cut_top((area.h - gap) / 2, gap);
    auto half = [&](Rect r, const std::vector<ui::Line>& what) {
        t.ui.card(r, l.card, false);
        ui::text_stack(t.ui, r.inset(pad_x, pad_y), what);
    };
    half(first, own);
    half(area, theirs);
    return true;
}

void draw_plan(Teaching& t, Rect area, const Panel& panel, const Plan& plan) {
    const float words = ui::stack_height(t.ui, area.w, plan.lines, plan.scale);
    ui::text_stack(t.ui, {area.x, area.y, area.w, words + 1}, plan.lines);
    if (plan.panel)
        draw_panel(t, panel, {area.x, area.y + words + plan.gap, area.w, panel_height(t, panel, area.w, plan.scale)}, plan.scale);
}

// The largest words, where they and what came of the last touch do not stand together: an answer first, then what is to be
// done; a promise last. False when they do stand together, or something else on the page is turned.
bool draw_step_pages(Teaching& t, Rect area, const Panel& panel, const std::vector<ui::Line>& lines, bool answered) {
    constexpr float least = 0.76f, smallest = 0.4f;
    Plan plan{lines, !panel.first.empty()};
    // A narrow column has no room for a pager.
    if (!plan.panel || area.w < t.ui.mm(190) || !t.lesson.step().options.empty() || scale_to_fit(t, plan, panel, area, least))
        return false;
    const Rect row = area.cut_bottom(t.ui.mm(t.ui.look().button_mm()), t.ui.mm(t.ui.look().gap_mm()));
    // Above a telephone there may be no room for a pager and either of them: then both stand together, smaller.
    Plan words{lines, false}, told{{lines.front()}, true};
    if (!scale_to_fit(t, words, panel, area, smallest) ||
        (!scale_to_fit(t, told, panel, area, least) && !scale_to_fit(t, told = {{}, true}, panel, area, smallest)))
        return false;
    const int page = std::clamp(t.scene.visit.page, 0, 1);
    draw_plan(t, area, panel, (page == 0) == answered ? told : words);
    if (const int turn = ui::pager(t.ui, row, page, 2))
        t.actions.post(app::TurnPage{turn});
    return true;
}

} // namespace

float step_words_height(Teaching& t, float width) { return ui::stack_height(t.ui, width, step_lines(t, false)); }

void draw_step_words(Teaching& t, Rect area, bool typing) {
    Panel panel = panel_for(t);
    if (t.shows_two() && !typing && draw_two_languages(t, area, panel))
        return;
    std::vector<ui::Line> lines = step_lines(t, typing);
    bool answered = t.lesson.feedback().has_value() && !panel.first.empty();
    if (t.ui.look().size == ui::TextSize::extra && !typing && draw_step_pages(t, area, panel, lines, answered))
        return;
    constexpr float smallest = 0.4f;
    Plan plan{lines, !panel.first.empty()};
    std::vector<ui::Line> title(lines.begin(), lines.begin() + 1);
    // The promise gives way to the words and the keys; an answer never does.
    bool found = scale_to_fit(t, plan, panel, area, answered ? 0.72f : t.ui.look().size == ui::TextSize::extra ? 0.76f : 0.88f);
    if (!found && !answered)
        found = scale_to_fit(t, plan = {lines, false}, panel, area, smallest);
    // Smaller largest words are still large.
    if (!found && answered && t.ui.look().size == ui::TextSize::extra)
        found = scale_to_fit(t, plan = {lines, true}, panel, area, smallest);
    if (!found && answered)
        found = scale_to_fit(t, plan = {title, true}, panel, area, 0.72f) || scale_to_fit(t, plan = {lines, true}, panel, area, smallest) ||
                scale_to_fit(t, plan = {title, true}, panel, area, smallest) || scale_to_fit(t, plan = {{}, true}, panel, area, smallest);
    if (!found)
        found = scale_to_fit(t, plan = {title, false}, panel, area, smallest);
    if (!found)
        return;
    draw_plan(t, area, panel, plan);
}

} // namespace accanto::screens
