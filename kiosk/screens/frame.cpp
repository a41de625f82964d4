#include "kiosk/screens/frame.h"

#include "kiosk/screens/setup.h"
#include "kiosk/ui/reach.h"

#include <fmt/format.h>

namespace accanto::screens {

using ui::ButtonSpec;

namespace {

// Little height: a low panel, or a page that stands upright in the lower part of one.
bool is_low(const Ui& ui) { return ui.screen().h < ui.mm(ui.portrait() ? ui::squat_mm : 230); }

struct BarPlaces {
    Rect back, home, ticket, listen, help, finish, below;
    bool compact = false; // pictures above their words
    bool narrow = false;  // or two rows
    bool on_paper() const { return compact || narrow; }
};

// On less than that, five buttons beside each other break their words of this size. The bar stays as it is in every size,
// but on a page that has no height for two rows before they are needed.
float five_beside_mm(const Ui& ui, bool low) {
    constexpr float least[] = {224, 235, 278};
    return least[size_t(low ? ui.look().size : ui::TextSize::extra)];
}

// From the panel's measures alone, so that nothing moves between screens or languages.
BarPlaces bar_places(const Ui& ui, bool has_ticket) {
    BarPlaces p;
    const bool low = is_low(ui);
    Rect area = ui.screen().inset(ui.mm(6), ui.mm(low ? 3.0f : 5.0f));
    p.narrow = area.w < ui.mm(five_beside_mm(ui, low));
    p.compact = !p.narrow && area.w < ui.mm(400);
    float gap = ui.mm(4);
    // A call stands over the bar. Where its words need more room, the page is lower meanwhile: nothing peeks
    // out from under it.
    const auto make_way = [&] {
        if (const float to = ui.covered_to(); to > area.y)
            area.cut_top(to + ui.mm(3) - area.y);
    };
    if (p.narrow) {
        const float h = ui.mm(low ? 16.5f : 20.0f);
        Rect first = area.cut_top(h, low ? ui.mm(3) : gap), second = area.cut_top(h, gap);
        const float each = (area.w - 2 * gap) / 3;
        p.back = first.cut_start(each, gap);
        p.home = first.cut_start(each, gap);
        p.finish = first;
        p.ticket = second.cut_start(each, gap);
        p.listen = second.cut_start(each, gap);
        p.help = second;
        make_way();
    } else if (p.compact) {
        // Pictures above their words; the citizen's number between them where there is room, else below.
        Rect bar = area.cut_top(ui.mm(low ? 24.0f : 27.0f), gap);
        bool beside = area.w > ui.mm(310);
        float each = (bar.w - gap * (beside ? 5.0f : 4.0f)) / (beside ? 6.0f : 5.0f);
        p.back = bar.cut_start(each, gap);
        p.home = bar.cut_start(each, gap);
        p.finish = bar.cut_end(each, gap);
        p.help = bar.cut_end(each, gap);
        p.listen = bar.cut_end(each, gap);
        make_way();
        if (beside)
            p.ticket = bar;
        else if (has_ticket)
            p.ticket = area.cut_top(ui.mm(20), gap);
    } else {
        Rect bar = area.cut_top(ui.mm(24), gap);
        bar = bar.inset(ui.mm(2.5f), ui.mm(2));
        p.back = bar.cut_start(ui.mm(58), gap);
        p.home = bar.cut_start(ui.mm(58), gap);
        p.finish = bar.cut_end(ui.mm(62), gap);
        p.help = bar.cut_end(ui.mm(58), gap);
        p.listen = bar.cut_end(ui.mm(58), gap);
        p.ticket = bar;
        make_way();
    }
    p.below = area;
    return p;
}

void bar_button(Ui& ui, Actions& actions, Rect r, ButtonSpec spec, const BarPlaces& places, app::Action action) {
    spec.style = spec.style == ButtonStyle::plain ? ButtonStyle::bar : spec.style;
    spec.chrome = true;
    spec.picture_above = places.compact;
    spec.role = places.on_paper() ? Role::caption : Role::button;
    if (ui.button(r, spec))
        actions.post(std::move(action));
}

void draw_ticket_pill(Ui& ui, const Scene& scene, Actions& actions, Rect r) {
    const std::string& label = scene.visit.held->ticket.label;
    ui::Node node;
    node.id = "bar.ticket";
    node.role = ui::NodeRole::button;
    Label spoken = ui.word("bar.ticket", {{"label", label}});
    node.label = spoken.text, node.speech = spoken.speech, node.language = spoken.language;
    node.chrome = true;
    const ui::Look& l = ui.look();
    // As wide as what stands in it: picture, words, number.
    TextStyle number{
        Role::title, 700, l.ink, l.tint(ui::Tint::butter), ui::Align::end, TextStyle::Vertical::centre,
        0,           true};
    const Label text = ui.plain(label), yours = ui.word("bar.your_number");
    const float pad = ui.mm(4), gap = ui.mm(2), side = r.h - 2 * gap;
    const auto needed = [&] {
        return 2 * pad + side + 3 * gap + ui.measure(text, {number.role, 700}, 0).w + ui.mm(3) +
               ui.measure(yours, {Role::caption, 400}, 0).w + ui.mm(2);
    };
    if (needed() > r.w)
        number.role = Role::heading;
    r.w = std::min(r.w, needed());
    node.em_px = ui.mm(l.smallest_em_mm()), node.foreground = l.ink,
    node.background = l.tint(ui::Tint::butter);
    ui::Ui::Touch touch = ui.touch_area(r, node);
    ui::ShapeSpec pill;
    pill.radius = int(r.h / 2);
    pill.fill = l.tint(ui::Tint::butter);
    pill.border = touch.held || l.theme == ui::Theme::high_contrast ? l.deep : 0;
    pill.border_px = int(ui.mm(0.8f));
    ui.shape(r, pill);
    Rect inner = r.inset(pad, gap);
    ui.picture(inner.cut_start(side, gap), point::ticket_picture(label));
    float wide = std::min(inner.w, ui.measure(text, {number.role, 700}, 0).w + ui.mm(3));
    ui.paint_text(inner.cut_end(wide, gap), text, number);
    TextStyle words{Role::caption,
                    400,
                    l.soft,
                    l.tint(ui::Tint::butter),
                    ui::Align::start,
                    TextStyle::Vertical::centre,
                    0,
                    true};
    if (inner.w > ui.mm(8) &&
        ui.fits(yours,
                {Role::caption, 400, 0, 0, ui::Align::start, TextStyle::Vertical::top, l.smallest_em_mm()},
                {inner.w, inner.h}))
        ui.paint_text(inner, yours, words);
    if (touch.focused)
        ui.focus_ring(r, r.h / 2);
    if (touch.pressed)
        actions.post(app::GoTo{ScreenId::ticket});
}

} // namespace

Rect draw_bar(Ui& ui, const Scene& scene, Actions& actions) {
    bool has_ticket = scene.visit.held.has_value();
    BarPlaces p = bar_places(ui, has_ticket);
    const ui::Look& l = ui.look();
    if (!p.on_paper()) {
        ui::ShapeSpec ground;
        ground.fill = l.bar;
        ground.border = l.line;
        ground.border_px = std::max(1, int(ui.mm(0.4f)));
        ground.radius = int(ui.mm(12));
        Rect area = ui.screen().inset(ui.mm(6), ui.mm(5));
        ui.shape(area.cut_top(ui.mm(24)), ground);
    }
    bool at_home = scene.visit.screen == ScreenId::home;
    if (!at_home) {
        ButtonSpec back = button(ui, "bar.back", "bar.back", ButtonStyle::plain, "back");
        back.picture_mirrors = true;
        bar_button(ui, actions, p.back, back, p, app::GoBack{});
        bar_button(ui, actions, p.home, button(ui, "bar.home", "bar.home", ButtonStyle::plain, "home"), p, app::GoHome{});
    } else {
        Rect greeting = p.on_paper() ? Rect{p.back.x, p.back.y, p.home.right() - p.back.x, p.back.h}
                                  : Rect{p.back.x + ui.mm(4), p.back.y, p.home.right() - p.back.x, p.back.h};
        int minute = scene.local.minute_of_day;
        const char* key = minute < 12 * 60 ? "greeting.morning" : minute < 20 * 60 ? "greeting.afternoon" : "greeting.evening";
        TextStyle style{Role::heading, 700, l.ink, p.on_paper() ? l.paper : l.bar, ui::Align::start, TextStyle::Vertical::centre, 0, true};
        ui.text(greeting, "bar.greeting", ui.word(key), style, ui::NodeRole::text);
    }
    if (scene.visit.setup && scene.visit.setup->ready)
        draw_setup_place(ui, *scene.visit.setup, p.ticket, p.on_paper() ? l.paper : l.bar, p.below);
    if (has_ticket && scene.visit.screen != ScreenId::ticket)
        draw_ticket_pill(ui, scene, actions, p.ticket);
    ButtonSpec listen = button(ui, "bar.listen", scene.speaking ? "bar.stop" : "bar.listen", ButtonStyle::bar_strong,
                               scene.listens_alone ? "headphones" : scene.speaking ? "listen_on" : "listen");
    listen.enabled = scene.can_speak;
    bar_button(ui, actions, p.listen, listen, p, app::Listen{});
    bar_button(ui, actions, p.help, button(ui, "bar.help", "bar.help", ButtonStyle::plain, "help"), p,
               app::GoTo{ScreenId::settings});
    bar_button(ui, actions, p.finish, button(ui, "bar.finish", "bar.finish", ButtonStyle::plain, "finish"), p, app::AskFinish{});
    return p.below.inset(ui.mm(p.on_paper() ? 0 : 4), ui.mm(is_low(ui) ? 0.0f : 2.0f));
}

Rect notice_place(const Ui& ui) {
    Rect all = ui.screen();
    // The bar's, and below it what the words need that do not fit there: upright they have more lines.
    const ui::TextSize size = ui.look().size;
    const bool is_narrow = ui.portrait() && size != ui::TextSize::normal;
    const float lines = is_narrow ? 3.7f : is_low(ui) || size != ui::TextSize::normal ? 2.5f : 0.0f;
    all.h = std::max(bar_places(ui, false).below.y - ui.mm(1), ui.mm(1.4f * ui.look().smallest_em_mm() * lines + 8));
    return all;
}

Label language_name(const Ui& ui, const std::string& language) {
    return ui.plain(ui.words().say(language, "language.name"), ui.words().speech(language, "language.name"));
}

Rect whole_place(const Ui& ui) {
    Rect place = ui.screen().inset(ui.mm(10), ui.mm(8));
    if (const float to = ui.covered_to(); to > place.y)
        place.cut_top(to + ui.mm(4) - place.y);
    return place;
}

void draw_title(Ui& ui, Rect& area, const Label& title, const Label& sentence) {
    std::vector<ui::Line> lines = {
        {"title", title, {Role::title, 700, ui.look().ink}, ui::NodeRole::heading, 0},
        {"sentence", sentence, {Role::body, 400, ui.look().soft}, ui::NodeRole::text, 1.5f},
    };
    Rect place = area;
    // The question may take two fifths at the most: what is asked for must stay in sight.
    place.h = area.h * 0.4f;
    float used = ui::text_stack(ui, place, lines);
    area.cut_top(used, ui.mm(5));
}

void draw_sentences(Ui& ui, const Scene& scene, Actions& actions, Rect area, const std::vector<ui::Line>& lines, bool centred) {
    if (const int turn = ui::text_pages(ui, area, lines, scene.visit.page, centred))
        actions.post(app::TurnPage{turn});
}

float picture_part(const Ui& ui, float part) { return ui.look().size == ui::TextSize::extra ? part * 0.6f : part; }

Rect draw_question(Ui& ui, const Scene& scene, Actions& actions, const Label& title, const Label& sentence) {
    Rect area = draw_bar(ui, scene, actions);
    draw_title(ui, area, title, sentence);
    return area;
}

int draw_answers(Ui& ui, const Scene& scene, Actions& actions, Rect area, std::vector<ui::CardSpec> cards) {
    const ui::GridResult r = ui::choice_grid(ui, area, std::move(cards), scene.visit.page);
    if (r.turn)
        actions.post(app::TurnPage{r.turn});
    return r.chosen;
}

int draw_message(Ui& ui, Rect area, const Message& message) {
    const ui::Look& l = ui.look();
    float buttons_h = ui::button_row_height(ui, area.w, message.buttons);
    Rect buttons = buttons_h > 0 ? area.cut_bottom(buttons_h, ui.mm(8)) : Rect{};
    std::vector<ui::Line> lines;
    lines.push_back({"title", message.title, {Role::title, 700, l.ink}, ui::NodeRole::heading, 0});
    int n = 0;
    for (const Label& sentence : message.sentences)
        lines.push_back({"sentence." + std::to_string(++n), sentence, {Role::body, 400, l.ink}, ui::NodeRole::text, 5});
    Rect picture;
    const bool is_extra = l.size == ui::TextSize::extra;
    const float least = ui.mm(70); // of a picture: a smaller one tells nobody anything
    if (ui.portrait()) {
        // Picture and words are one group in the middle; a tall panel has room for larger words.
        for (ui::Line& line : lines)
            line.style.em_mm = l.em_mm(line.style.role) * (is_extra ? 1.0f : 1.15f);
        float gap = ui.mm(12), words = std::min(ui::stack_height(ui, area.w, lines), area.h * (is_extra ? 0.8f : 0.5f));
        float height = std::min(area.w * 0.94f, area.h - words - gap);
        Rect group = area.middle(area.w, height + gap + words);
        if (height >= least) {
            picture = group.cut_top(height, gap);
            area = {group.x, group.y, group.w, words + 1};
        }
    } else {
        // The largest words take the picture's place where they need it.
        float part = 0.42f;
        while (is_extra && area.w * part >= least && ui::stack_height(ui, area.w * (1 - part) - ui.mm(10), lines) > area.h)
            part -= 0.1f;
        if (area.w * part >= least && area.h >= least)
            picture = area.cut_end(area.w * part, ui.mm(10));
    }
    if (picture.h > 0) {
        ui.card(picture, l.tint(message.tint), false);
        ui.image(picture.inset(ui.mm(6)), "illustration", message.illustration, {});
    }
    ui::text_stack(ui, area, lines, true);
    return ui::button_row(ui, buttons, message.buttons);
}

ButtonSpec button(Ui& ui, const std::string& id, const std::string& word, ButtonStyle style, const std::string& picture) {
    ButtonSpec spec;
    spec.id = id;
    spec.label = ui.word(word);
    spec.style = style;
    spec.picture = picture;
    return spec;
}

bool has_printer(const Scene& scene) { return scene.settings.printer.kind != "none"; }

std::string clock_time(int minute_of_day) { return fmt::format("{:02}:{:02}", minute_of_day / 60, minute_of_day % 60); }

std::string spans_text(const std::vector<OpeningSpan>& spans) {
    std::string out;
    for (const OpeningSpan& s : spans)
        out += (out.empty() ? "" : "   ") + clock_time(s.from_minute) + "–" + clock_time(s.to_minute);
    return out;
}

Label day_word(const Ui& ui, int weekday) { return ui.word("day." + std::to_string(weekday)); }

Label opening_words(const Ui& ui, const std::string& key, const point::NextOpening& next) {
    const content::Arguments times = {{"from", clock_time(next.from_minute)}, {"to", clock_time(next.to_minute)}};
    if (next.days_ahead <= 1)
        return ui.word(key + (next.days_ahead == 0 ? "_today" : "_tomorrow"), times);
    return ui.word_with(key, "day", day_word(ui, next.weekday), times);
}

std::vector<ui::Label> staff_words(const Ui& ui, const Scene& scene) {
    std::vector<ui::Label> words;
    const auto& closed = scene.point.closed_by_staff;
    if (closed && !closed->reason.empty())
        words.push_back(ui.word("closed." + closed->reason));
    if (closed && !closed->message.empty())
        words.push_back(ui.plain(closed->message, scene.settings.point.official_language));
    return words;
}

ButtonSpec hours_button(Ui& ui, const Scene& scene, const std::string& id) {
    const bool paper = has_printer(scene);
    return button(ui, id, paper ? "no_mentor.hours_paper" : "no_mentor.hours", ButtonStyle::plain, paper ? "print" : "hours");
}

void ask_for_hours(const Scene& scene, Actions& actions) {
    if (has_printer(scene))
        actions.post(app::PrintHours{});
    actions.post(app::GoTo{ScreenId::hours});
}

Label paper_words(const Ui& ui, app::PrintState state) {
    switch (state) {
    case app::PrintState::printing: return ui.word("card.printing");
    case app::PrintState::printed: return ui.word("card.printed");
    case app::PrintState::no_paper:
    case app::PrintState::failed: return ui.word("card.not_printed");
    case app::PrintState::idle: break;
    }
    return {};
}

ui::Tint ticket_tint(const Scene& scene, const point::Ticket& ticket) {
    const content::Topic* topic = scene.topics.find(ticket.topic);
    return topic ? topic_tint(*topic) : ui::Tint::peach;
}

ui::Tint topic_tint(const content::Topic& topic) {
    static const char* names[] = {"mint", "peach", "lavender", "butter", "sky", "rose"};
    for (int i = 0; i < 6; ++i)
        if (topic.tint == names[i])
            return ui::Tint(i);
    return ui::Tint::mint;
}

} // namespace accanto::screens
