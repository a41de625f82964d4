// What one can take home of a lesson: its steps, and the pictures to come back with.
#include "kiosk/screens/frame.h"

#include "content/library/card.h"

#include <cmath>

namespace accanto::screens {

namespace {

// What a telephone's camera still reads from a screen, with modules of half a millimetre on 60 mm.
constexpr size_t most_code_bytes = 1100;

std::string short_name(const std::string& picture) { return picture.substr(std::string_view("picture_").size()); }

Label picture_word(const Ui& ui, const std::string& picture) { return ui.word("picture." + short_name(picture)); }

ui::ButtonSpec print_button(Ui& ui, const Scene& scene, const std::string& id) {
    ui::ButtonSpec spec = button(ui, id, "keep.print", ButtonStyle::plain, "print");
    spec.enabled = has_printer(scene) && scene.visit.paper != app::PrintState::printing;
    return spec;
}

struct CardPage {
    std::vector<ui::Line> lines;
    int page = 0, pages = 1;
};

// As many lines on a page as stand in it at the size of a caption.
CardPage card_page(Ui& ui, const Scene& scene, const std::vector<Label>& steps, Rect area) {
    TextStyle style{Role::caption, 400, ui.look().ink, ui.look().card};
    std::vector<std::vector<ui::Line>> pages(1);
    int number = 0;
    for (Label label : steps) {
        label.text = std::to_string(++number) + ". " + label.text;
        ui::Line line{"card.line." + std::to_string(number), label, style, ui::NodeRole::text, 2};
        std::vector<ui::Line> tried = pages.back();
        tried.push_back(line);
        if (!pages.back().empty() && ui::stack_height(ui, area.w, tried) > area.h)
            pages.emplace_back();
        pages.back().push_back(line);
    }
    CardPage out;
    out.pages = int(pages.size());
    out.page = std::clamp(scene.visit.page, 0, out.pages - 1);
    out.lines = pages[size_t(out.page)];
    return out;
}

void turn_buttons(Ui& ui, const CardPage& page, std::vector<ui::ButtonSpec>& buttons) {
    if (page.pages < 2)
        return;
    ui::ButtonSpec back = button(ui, "page.previous", "common.previous", ButtonStyle::plain, "back");
    back.picture_mirrors = true;
    back.enabled = page.page > 0;
    ui::ButtonSpec next = button(ui, "page.next", "common.next", ButtonStyle::plain, "next");
    next.picture_mirrors = next.picture_after = true;
    next.enabled = page.page + 1 < page.pages;
    buttons.push_back(back);
    buttons.push_back(next);
}

} // namespace

void draw_card(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    if (!scene.visit.lesson)
        return;
    const content::Tutorial& tutorial = scene.visit.lesson->tutorial();
    content::TutorialWords words = content::words(tutorial, scene.visit.language, scene.settings.point.official_language);
    Label told = paper_words(ui, scene.visit.paper);
    draw_title(ui, area, ui.plain(words.say("tutorial.title"), words.speech("tutorial.title")), told.empty() ? ui.word("card.text") : told);

    std::vector<ui::ButtonSpec> ready = {print_button(ui, scene, "card.print"), button(ui, "card.done", "settings.done", ButtonStyle::primary, "yes")};
    CardPage page;
    auto place_of_words = [&](const std::vector<ui::ButtonSpec>& buttons, Rect& row, Rect& code) {
        Rect rest = area;
        row = rest.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(6));
        float side = std::min({ui.mm(96), ui.portrait() ? rest.w : rest.w * 0.36f, rest.h * (ui.portrait() ? 0.36f : 1.0f)});
        code = ui.portrait() ? rest.cut_bottom(side, ui.mm(6)).middle(side, side) : rest.cut_end(side, ui.mm(8)).middle(side, side);
        return rest;
    };
    Rect row, code;
    Rect paper = place_of_words(ready, row, code);
    const std::vector<content::Phrase> shown = content::card_lines(tutorial, words), spoken = content::card_speech(tutorial, words);
    std::vector<Label> steps;
    for (size_t i = 0; i < shown.size(); ++i)
        steps.push_back(ui.plain(shown[i], spoken[i]));
    page = card_page(ui, scene, steps, paper.inset(ui.mm(8), ui.mm(6)));
    std::vector<ui::ButtonSpec> buttons;
    turn_buttons(ui, page, buttons);
    buttons.insert(buttons.end(), ready.begin(), ready.end());
    paper = place_of_words(buttons, row, code);
    page = card_page(ui, scene, steps, paper.inset(ui.mm(8), ui.mm(6)));

    ui.card(paper, ui.look().card);
    ui::text_stack(ui, paper.inset(ui.mm(8), ui.mm(6)), page.lines, true);
    ui.square_code(code, "card.code", content::card_text(tutorial, words, most_code_bytes), ui.word("card.code"));
    if (int pressed = ui::button_row(ui, row, buttons); pressed >= 0) {
        const std::string& id = buttons[size_t(pressed)].id;
        if (id == "page.previous" || id == "page.next")
            actions.post(app::TurnPage{id == "page.next" ? 1 : -1});
        else if (id == "card.print")
            actions.post(app::PrintCard{});
        else
            actions.post(app::GoBack{});
    }
}

namespace {

Label kept_words(const Ui& ui, const app::Visit& visit) {
    if (visit.kept_step > 0)
        return ui.word("keep.text", {{"step", int64_t(visit.kept_step)}});
    const point::LearningPath& path = visit.skills.path;
    return ui.word("path.keep_text", {{"done", int64_t(path.done())}, {"of", int64_t(path.stations.size())}});
}

} // namespace

void draw_keep(Ui& ui, const Scene& scene, Actions& actions) {
    const ui::Look& l = ui.look();
    Rect area = draw_bar(ui, scene, actions);
    const bool path = scene.visit.kept_step == 0;
    if ((!scene.visit.lesson && !path) || !scene.visit.kept_code)
        return;
    const point::PictureCode& code = *scene.visit.kept_code;
    Label told = paper_words(ui, scene.visit.paper);
    draw_title(ui, area, ui.word("keep.title"), told.empty() ? kept_words(ui, scene.visit) : told);
    std::vector<ui::ButtonSpec> buttons = {print_button(ui, scene, "keep.print"),
                                           button(ui, "keep.go_on", path ? "path.go_on" : "keep.go_on", ButtonStyle::plain, "learn"),
                                           button(ui, "keep.finish", "bar.finish", ButtonStyle::primary, "finish")};
    Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(6));
    std::vector<ui::Line> promise = {{"keep.forgets", ui.word(path ? "path.keep_forgets" : "keep.forgets"), {Role::caption, 400, l.soft, 0, ui::Align::centre}}};
    Rect below = area.cut_bottom(std::min(area.h * 0.2f, ui::stack_height(ui, area.w, promise)), ui.mm(4));
    ui::text_stack(ui, below, promise);

    int columns = ui.portrait() ? 2 : 4, rows = 4 / columns;
    float gap = ui.mm(5), w = (area.w - gap * float(columns - 1)) / float(columns), h = (area.h - gap * float(rows - 1)) / float(rows);
    w = std::min(w, h * 1.4f), h = std::min(h, w * 1.25f);
    Rect all = area.middle(w * float(columns) + gap * float(columns - 1), h * float(rows) + gap * float(rows - 1));
    static constexpr ui::Tint tints[] = {ui::Tint::mint, ui::Tint::peach, ui::Tint::lavender, ui::Tint::sky};
    for (int i = 0; i < 4; ++i) {
        Rect r{all.x + float(i % columns) * (w + gap), all.y + float(i / columns) * (h + gap), w, h};
        std::string picture = point::picture_name(code[size_t(i)]);
        ui::Colour tint = l.tint(tints[i]);
        ui.card(r, tint, false);
        Rect inner = r.inset(ui.mm(4), ui.mm(3));
        TextStyle style{Role::caption, 700, l.ink, tint, ui::Align::centre, TextStyle::Vertical::centre, 0, true};
        Label label = ui.word_with("resume.chosen", "picture", picture_word(ui, picture), {{"n", int64_t(i + 1)}});
        label.text = std::to_string(i + 1) + ". " + picture_word(ui, picture).text;
        TextStyle smallest = style;
        smallest.em_mm = l.smallest_em_mm();
        Rect name = inner.cut_bottom(std::max(ui.mm(l.em_mm(Role::caption) * 1.5f), ui.measure(label, smallest, inner.w).h), ui.mm(1));
        float side = std::min(inner.w, inner.h);
        ui.picture(inner.middle(side, side), picture);
        ui.text(name, "keep.picture." + std::to_string(i + 1), label, style);
    }
    switch (ui::button_row(ui, row, buttons)) {
    case 0: actions.post(app::PrintCode{}); break;
    case 1:
        if (path)
            actions.post(app::FollowPath{});
        else
            actions.post(app::GoTo{ScreenId::lesson});
        break;
    case 2: actions.post(app::FinishVisit{}); break;
    default: break;
    }
}

namespace {

// The four places, filled as far as the pictures were touched.
void draw_slots(Ui& ui, const Scene& scene, Rect area) {
    const ui::Look& l = ui.look();
    float gap = ui.mm(5), side = std::min(area.h, (area.w - 3 * gap) / 4);
    Rect all = area.middle(side * 4 + gap * 3, side);
    for (size_t i = 0; i < 4; ++i) {
        Rect r = all.cut_start(side, gap);
        bool filled = i < scene.visit.pictures.size();
        ui::ShapeSpec place;
        place.fill = filled ? l.good : l.card;
        place.border = filled ? l.deep : l.field_line;
        place.border_px = std::max(2, int(ui.mm(0.7f)));
        place.radius = int(ui.mm(5));
        place.dashed = !filled;
        ui.shape(r, place);
        int64_t number = int64_t(i) + 1;
        std::string picture = filled ? point::picture_name(scene.visit.pictures[i]) : "";
        if (filled)
            ui.picture(r.inset(side * 0.12f), picture);
        Label label = filled ? ui.word_with("resume.chosen", "picture", picture_word(ui, picture), {{"n", number}})
                             : ui.word("resume.free", {{"n", number}});
        ui::Node node;
        node.id = "resume.slot." + std::to_string(number);
        node.role = ui::NodeRole::status;
        node.label = label.text, node.speech = label.speech, node.language = label.language;
        node.rect = r;
        ui.add_node(node);
    }
}

void draw_picture_key(Ui& ui, const Scene& scene, Actions& actions, Rect r, int index) {
    const ui::Look& l = ui.look();
    const std::string picture = point::picture_name(index);
    const Label word = picture_word(ui, picture);
    const std::vector<int>& touched = scene.visit.pictures;
    bool used = std::find(touched.begin(), touched.end(), index) != touched.end();
    ui::Node node;
    node.id = "code." + std::to_string(index);
    node.role = ui::NodeRole::key;
    node.label = word.text, node.speech = word.speech, node.language = word.language;
    node.chosen = used;
    node.enabled = !used;
    ui::Ui::Touch touch = ui.touch_area(r, node);
    ui::ShapeSpec ground;
    ground.fill = used ? l.good : touch.held ? l.tint(ui::Tint::butter) : l.card;
    ground.border = used || touch.held ? l.deep : l.line;
    ground.border_px = std::max(1, int(ui.mm(used ? 1.0f : 0.4f)));
    ground.radius = int(ui.mm(6));
    ui.shape(r, ground);
    Rect inner = r.inset(ui.mm(3), ui.mm(1.5f));
    TextStyle style{Role::caption, 600, l.ink, ground.fill, ui::Align::centre, TextStyle::Vertical::centre, 0, true};
    TextStyle smallest = style;
    smallest.em_mm = l.smallest_em_mm();
    // The picture has what the word leaves; a long word has two lines.
    float words = std::max(ui.measure(word, smallest, inner.w).h, std::min(ui.mm(l.em_mm(Role::caption) * 1.4f), inner.h * 0.36f));
    float side = std::min(inner.w, inner.h - words);
    ui.picture(inner.cut_top(inner.h - words).middle(side, side), picture);
    ui.text(inner, node.id + ".words", {word.text, "", word.language, word.fallback}, style);
    if (used)
        ui.chosen_badge(r);
    if (touch.focused)
        ui.focus_ring(r, float(ground.radius));
    if (touch.pressed)
        actions.post(app::TouchCodePicture{index});
}

} // namespace

void draw_resume(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_question(ui, scene, actions, ui.word("resume.title"), ui.word(scene.visit.code_unknown ? "resume.unknown" : "resume.text"));
    std::vector<ui::ButtonSpec> erase = {button(ui, "resume.erase", "resume.erase", ButtonStyle::plain, "undo")};
    erase[0].enabled = !scene.visit.pictures.empty();
    const int columns = ui.portrait() ? 3 : 6, rows = point::picture_count / columns;
    const float gap = ui.mm(4);
    Rect row, slots;
    if (ui.screen().h < ui.mm(230)) {
        // Side by side: the pictures below have the height.
        slots = area.cut_top(ui.mm(22), gap);
        row = slots.cut_end(std::min(slots.w * 0.4f, ui.mm(120)), ui.mm(8));
    } else {
        row = area.cut_bottom(ui::button_row_height(ui, area.w, erase), gap);
        slots = area.cut_top(std::min(area.h * 0.26f, ui.mm(44)), ui.mm(5));
    }
    draw_slots(ui, scene, slots);
    float w = (area.w - gap * float(columns - 1)) / float(columns), h = (area.h - gap * float(rows - 1)) / float(rows);
    for (int i = 0; i < point::picture_count; ++i)
        draw_picture_key(ui, scene, actions, {area.x + float(i % columns) * (w + gap), area.y + float(i / columns) * (h + gap), w, h}, i);
    if (ui::button_row(ui, row, erase) == 0)
        actions.post(app::EraseCodePicture{});
}

} // namespace accanto::screens
