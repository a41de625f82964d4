#include "kiosk/screens/frame.h"

#include <algorithm>

namespace accanto::screens {

namespace {

std::string language_now(const Scene& scene) {
    if (scene.languages.empty())
        return "en";
    // From the official one on, whenever this screen appears.
    return scene.languages[size_t(app::greeting_at(scene.now_ms, scene.visit.shown_ms)) % scene.languages.size()];
}

size_t letters(const std::string& utf8) {
    return size_t(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Words in a language that is not the screen's.
Label word_in(const Ui& ui, const std::string& language, const std::string& key) {
    return ui.plain(ui.words().say(language, key), ui.words().speech(language, key));
}

// Of a word in every language the longest: to measure all of them takes time, and the shorter ones cannot need more lines.
std::vector<Label> longest_words(const Ui& ui, const Scene& scene, const std::string& key) {
    constexpr size_t are_enough = 2;
    std::vector<Label> labels;
    for (const std::string& language : scene.languages)
        labels.push_back(word_in(ui, language, key));
    const size_t kept = std::min(are_enough, labels.size());
    std::partial_sort(labels.begin(), labels.begin() + std::ptrdiff_t(kept), labels.end(),
                      [](const Label& a, const Label& b) { return letters(a.text) > letters(b.text); });
    labels.resize(kept);
    return labels;
}

// Two columns of buttons with the largest words, and what stands between all of it.
float languages_height(const Ui& ui, const Scene& scene) {
    const float rows = float((scene.languages.size() + 1) / 2);
    return ui.mm(rows * 24 + (rows - 1) * 5 + 6);
}

void draw_languages(Ui& ui, const Scene& scene, Actions& actions, Rect area) {
    size_t count = scene.languages.size();
    int columns = area.w > ui.mm(190) || area.h < ui.mm(150) ? 2 : 1;
    if (ui.portrait())
        columns = 2;
    int rows = int((count + size_t(columns) - 1) / size_t(columns));
    float gap = ui.mm(area.h < ui.mm(100) ? 3.5f : 5.0f);
    float w = (area.w - gap * float(columns - 1)) / float(columns);
    float h = std::min((area.h - gap * float(rows - 1)) / float(rows), ui.mm(44));
    float top = area.y + std::max(0.0f, (area.h - (h + gap) * float(rows) + gap) / 2);
    std::vector<ui::ButtonSpec> specs(count);
    float em_mm = ui.look().em_mm(Role::heading);   // no language is written larger than another
    for (size_t i = 0; i < count; ++i) {
        specs[i].id = "language." + scene.languages[i];
        specs[i].label = language_name(ui, scene.languages[i]);
        specs[i].role = Role::heading;
        em_mm = std::min(em_mm, ui.em_in_button_mm(specs[i], {w, h}));
    }
    for (size_t i = 0; i < count; ++i) {
        int row = int(i) / columns, column = int(i) % columns;
        bool alone = i + 1 == count && column == 0 && columns > 1;
        Rect r{area.x + float(column) * (w + gap), top + float(row) * (h + gap), alone ? area.w : w, h};
        specs[i].em_mm = em_mm;
        if (ui.button(r, specs[i]))
            actions.post(app::Begin{scene.languages[i]});
    }
}

void draw_now(Ui& ui, const Scene& scene, Rect area) {
    const ui::Look& l = ui.look();
    ui.card(area, l.card);
    Rect inner = area.inset(ui.mm(6), ui.mm(3));
    TextStyle quiet{Role::caption, 600, l.soft, l.card, ui::Align::start, TextStyle::Vertical::centre, 0, true};
    if (scene.point.serving.empty()) {
        Label who = ui.word(scene.point.open ? "attract.mentors" : "attract.closed_now", {{"n", int64_t(scene.point.mentors)}});
        Label waiting = ui.word("attract.waiting", {{"n", int64_t(scene.point.waiting)}});
        Rect first = inner.cut_start(inner.w / 2 - ui.mm(3), ui.mm(6));
        ui.text(first, "now.mentors", who, quiet, ui::NodeRole::status);
        quiet.align = ui::Align::end;
        if (scene.point.open)
            ui.text(inner, "now.waiting", waiting, quiet, ui::NodeRole::status);
        else if (const auto words = staff_words(ui, scene); !words.empty())
            ui.text(inner, "now.closed", words.front(), quiet, ui::NodeRole::status);
        return;
    }
    Label now = ui.word("attract.now");
    Rect word = inner.cut_start(ui.measure(now, {Role::caption, 600}, 0).w + ui.mm(2), ui.mm(5));
    ui.text(word, "now.word", now, quiet, ui::NodeRole::status);
    float gap = ui.mm(5);
    size_t shown = std::min<size_t>(scene.point.serving.size(), std::clamp(size_t(inner.w / ui.mm(145)), size_t(1), size_t(3)));
    float w = (inner.w - gap * float(shown - 1)) / float(shown);
    for (size_t i = 0; i < shown; ++i) {
        const point::Ticket& t = scene.point.serving[i];
        Rect chip = inner.cut_start(w, gap);
        ui::Colour tint = l.tint(ticket_tint(scene, t));
        ui::ShapeSpec pill;
        pill.fill = tint;
        pill.radius = int(chip.h / 2);
        ui.shape(chip, pill);
        Rect inside = chip.inset(ui.mm(4), chip.h < ui.mm(14) ? 0 : ui.mm(1));
        ui.picture(inside.cut_start(inside.h, ui.mm(2)), point::ticket_picture(t.label));
        Label served = ui.word("attract.at_desk", {{"label", t.label}, {"desk", t.desk}});
        ui.text(inside, "now." + t.label, served,
                {Role::heading, 700, l.ink, tint, ui::Align::start, TextStyle::Vertical::centre, 0, true}, ui::NodeRole::status);
    }
}

} // namespace

void draw_attract(Ui& ui, const Scene& scene, Actions& actions) {
    const ui::Look& l = ui.look();
    Rect area = whole_place(ui);
    bool low = ui.screen().h < ui.mm(230);
    const float status_mm = l.size == ui::TextSize::extra ? 36.0f : low ? 18.0f : 22.0f;
    Rect status = area.cut_bottom(ui.mm(status_mm), ui.mm(low ? 4.0f : 8.0f));

    std::string greeting = language_now(scene);
    std::vector<ui::Line> lines = {
        {"title", word_in(ui, greeting, "attract.title"), {Role::title, 700, l.ink}, ui::NodeRole::heading, 0},
        {"subtitle", word_in(ui, greeting, "attract.subtitle"), {Role::body, 400, l.soft}, ui::NodeRole::text, 3},
    };
    Label touch = word_in(ui, greeting, "attract.touch");
    Label privacy = word_in(ui, greeting, "attract.privacy");

    Rect picture, words, choices;
    if (ui.portrait()) {
        picture = area.cut_top(area.h * 0.3f, ui.mm(8));
        words = area.cut_top(area.h * 0.3f, ui.mm(6));
        choices = area;
    } else {
        choices = area.cut_end(area.w * (low || l.size == ui::TextSize::extra ? 0.5f : 0.42f), ui.mm(low ? 8.0f : 14.0f));
        words = area.cut_bottom(std::max(ui.mm(low ? 66.0f : 74.0f), area.h * (l.size == ui::TextSize::extra ? 0.52f : 0.4f)), ui.mm(low ? 4.0f : 6.0f));
        picture = area;
    }
    ui.card(picture, l.tint(ui::Tint::mint), false);
    ui.image(picture.inset(ui.mm(4)), "illustration", "attract", {});
    Rect brand = Rect{picture.x + ui.mm(6), picture.y + ui.mm(5), ui.mm(16), ui.mm(16)};
    ui.picture(brand, "accanto");
    // A mark, which does not grow with the words.
    constexpr float brand_em_mm = 12;
    ui.paint_text({brand.right() + ui.mm(3), brand.y, ui.mm(70), brand.h}, ui.plain("Accanto", "en"),
                  {Role::heading, 700, l.deep, 0, ui::Align::start, TextStyle::Vertical::centre, brand_em_mm});
    ui::text_stack(ui, words, lines, true);

    ui::Line promise{"privacy", privacy, {Role::caption, 400, l.soft}, ui::NodeRole::text, 0};
    promise.style.align = ui::Align::centre;
    // Room for the longest languages, so that the buttons stand still while the greeting changes.
    ui::Line invitation{"touch", touch, {low ? Role::body : Role::heading, 700, l.ink}, ui::NodeRole::text, 0};
    invitation.style.align = ui::Align::centre;
    auto room_for = [&](ui::Line line, const char* key, float least_part) {
        float h = ui::stack_height(ui, choices.w, {line}, least_part);
        for (const Label& longest : longest_words(ui, scene, key)) {
            line.label = longest;
            h = std::max(h, ui::stack_height(ui, choices.w, {line}, least_part));
        }
        return h;
    };
    float smaller = low ? 0.8f : 1.0f;
    if (l.size == ui::TextSize::extra)
        while (smaller > 0.5f && choices.h - room_for(promise, "attract.privacy", smaller) - room_for(invitation, "attract.touch", smaller) < languages_height(ui, scene))
            smaller -= 0.1f;
    // Below a call on a low panel the languages need its room: it comes back with the page.
    const bool promises = !low || ui.covered_to() == 0;
    Rect below = promises ? choices.cut_bottom(room_for(promise, "attract.privacy", smaller), ui.mm(3)) : Rect{};
    Rect above = choices.cut_top(room_for(invitation, "attract.touch", smaller), ui.mm(3));
    ui::text_stack(ui, above, {invitation}, true);
    draw_languages(ui, scene, actions, choices);
    if (promises)
        ui::text_stack(ui, below, {promise}, true);
    draw_now(ui, scene, status);
}

void draw_language(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_question(ui, scene, actions, ui.word("language_screen.title"));
    std::vector<ui::ButtonSpec> specs;
    int columns = ui.portrait() ? 1 : 2;
    int rows = (int(scene.languages.size()) + columns - 1) / columns;
    float gap = ui.mm(5), w = (area.w - gap * float(columns - 1)) / float(columns);
    float h = std::min((area.h - gap * float(rows - 1)) / float(rows), ui.mm(36));
    for (size_t i = 0; i < scene.languages.size(); ++i) {
        const std::string& language = scene.languages[i];
        ui::ButtonSpec spec;
        spec.id = "language." + language;
        spec.label = language_name(ui, language);
        spec.role = Role::heading;
        spec.chosen = language == scene.visit.language;
        Rect r{area.x + float(int(i) % columns) * (w + gap), area.y + float(int(i) / columns) * (h + gap), w, h};
        if (ui.button(r, spec))
            actions.post(app::ChooseLanguage{language});
    }
}

} // namespace accanto::screens
