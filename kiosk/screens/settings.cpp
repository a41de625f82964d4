#include "kiosk/screens/frame.h"

#include "kiosk/ui/reach.h"

#include <cmath>

namespace accanto::screens {

using ui::ButtonSpec;

namespace {

// What it is about, then its choices side by side.
struct SettingsRow {
    std::string id;
    Label name;
    std::vector<ButtonSpec> choices{};
    std::vector<app::Action> wishes{};   // of each choice

    void add(ButtonSpec choice, app::Action wish) {
        choices.push_back(std::move(choice));
        wishes.push_back(std::move(wish));
    }
};

ButtonSpec option(Ui& ui, const std::string& id, const std::string& word, bool chosen, const std::string& picture = {}) {
    ButtonSpec spec = button(ui, id, word, ButtonStyle::plain, picture);
    spec.chosen = chosen;
    spec.node = ui::NodeRole::choice;
    return spec;
}

// On or off, each for itself.
ButtonSpec toggle(Ui& ui, const std::string& id, const std::string& word, bool on) {
    ButtonSpec spec = option(ui, id, word, on, on ? "check_box_on" : "check_box_off");
    spec.checkable = true;
    return spec;
}

std::vector<SettingsRow> rows_of(Ui& ui, const Scene& scene) {
    const app::Visit& v = scene.visit;
    std::vector<SettingsRow> rows(2);
    rows[0] = {"settings.size", ui.word("settings.size")};
    for (const auto& [size, name] : {std::pair{ui::TextSize::normal, "normal"}, {ui::TextSize::large, "large"}, {ui::TextSize::extra, "extra"}})
        rows[0].add(option(ui, std::string("size.") + name, std::string("settings.size_") + name, v.size == size), app::SetSize{size});
    rows[1] = {"settings.colours", ui.word("settings.colours")};
    rows[1].add(option(ui, "theme.day", "settings.theme_day", v.theme == ui::Theme::day, "day"), app::SetTheme{ui::Theme::day});
    rows[1].add(option(ui, "theme.evening", "settings.theme_evening", v.theme == ui::Theme::evening, "evening"), app::SetTheme{ui::Theme::evening});
    rows[1].add(option(ui, "theme.high_contrast", "settings.theme_high_contrast", v.theme == ui::Theme::high_contrast, "contrast"),
                app::SetTheme{ui::Theme::high_contrast});
    if (!scene.can_speak) {
        rows.push_back({"settings.no_voice", ui.word("settings.voice_none")});
    } else {
        SettingsRow voice{"settings.voice", ui.word("settings.voice")};
        voice.add(option(ui, "voice.on", "settings.voice_on", v.voice_on, "listen"), app::SetVoice{true});
        voice.add(option(ui, "voice.off", "settings.voice_off", !v.voice_on, "listen_off"), app::SetVoice{false});
        SettingsRow how{"settings.speed_and_volume", ui.word("settings.speed_and_volume")};
        const int volume = v.volume_percent.value_or(scene.settings.voice.volume_percent);
        how.add(button(ui, "voice.slower", "settings.slower", ButtonStyle::plain, "minus"), app::ChangeSpeed{-20});
        how.add(button(ui, "voice.faster", "settings.faster", ButtonStyle::plain, "plus"), app::ChangeSpeed{20});
        how.add(button(ui, "voice.softer", "settings.softer", ButtonStyle::plain, "minus"), app::ChangeVolume{-10});
        how.add(button(ui, "voice.louder", "settings.louder", ButtonStyle::plain, "plus"), app::ChangeVolume{10});
        how.choices[0].enabled = v.words_per_minute > 80;
        how.choices[1].enabled = v.words_per_minute < 250;
        how.choices[2].enabled = volume > app::least_volume;
        how.choices[3].enabled = volume < app::most_volume;
        rows.push_back(std::move(voice));
        rows.push_back(std::move(how));
    }
    // Last, and so in the lower part of every panel: who asks for it may reach no other.
    SettingsRow page{"settings.page", ui.word("settings.page")};
    if (scene.can_be_low)
        page.add(toggle(ui, "settings.low", "settings.low", v.low), app::SetLow{!v.low});
    if (scene.can_be_still)
        page.add(toggle(ui, "settings.still", "settings.still", v.still), app::SetStill{!v.still});
    if (!page.choices.empty())
        rows.push_back(std::move(page));
    return rows;
}

TextStyle name_style(const Ui& ui) { return {Role::caption, 600, ui.look().soft, 0, ui::Align::start, TextStyle::Vertical::centre, 0, true}; }

// The rows of a page: names above their choices where there is no width for both.
struct Layout {
    bool above = false;
    float name = 0;   // its height above, its width beside
    float gap = 0, least = 0, most = 0;

    Rect cut_name(Rect& row, float name_gap) const { return above ? row.cut_top(name) : row.cut_start(name, name_gap); }
};

// The least height of a row in which the words of this one are whole.
float least_height(Ui& ui, const SettingsRow& row, float width, const Layout& layout) {
    TextStyle style = name_style(ui);
    style.em_mm = ui.look().read_em_mm();
    if (row.choices.empty())
        return ui.measure(row.name, {Role::body, 400}, width).h;
    const float each = (width - (layout.above ? 0 : layout.name + ui.mm(4)) - layout.gap * float(row.choices.size() - 1)) / float(row.choices.size());
    float h = ui.mm(ui.look().size == ui::TextSize::extra ? 20.0f : 16.5f);
    if (!layout.above)
        h = std::max(h, ui.measure(row.name, style, layout.name).h);
    style.weight = 600;
    for (const ButtonSpec& choice : row.choices)
        h = std::max(h,
                     ui.measure(choice.label, style, each - ui.mm(2 * ui::choice_inset_mm + 1)).h + ui.mm(3));
    return std::ceil(h + (layout.above ? layout.name : 0));
}

Layout layout_of(Ui& ui, const std::vector<SettingsRow>& rows, Rect area) {
    Layout layout;
    layout.above = area.w < ui.mm(330);
    layout.name = layout.above ? ui.mm(ui.look().em_mm(Role::caption) * 1.4f + 1) : area.w * 0.2f;
    const bool has_height = ui.portrait() && ui.screen().h > ui.mm(ui::squat_mm);
    layout.gap = ui.mm(ui.screen().h < ui.mm(230) ? 3.5f : has_height ? 12.0f : 5.0f);
    for (const SettingsRow& row : rows)
        layout.least = std::max(layout.least, least_height(ui, row, area.w, layout));
    layout.most = ui.mm(has_height && ui.look().size != ui::TextSize::extra ? 84 : 44) + (layout.above ? layout.name : 0);
    return layout;
}

void draw_row(Ui& ui, Actions& actions, Rect place, const SettingsRow& row, const Layout& layout) {
    if (row.choices.empty()) {
        ui.text(place, row.id, row.name, {Role::body, 400, ui.look().soft, 0, ui::Align::start, TextStyle::Vertical::centre, 0, true});
        return;
    }
    ui.text(layout.cut_name(place, ui.mm(4)), row.id, row.name, name_style(ui), ui::NodeRole::text);
    const float count = float(row.choices.size()), each = (place.w - layout.gap * (count - 1)) / count;
    for (size_t i = 0; i < row.choices.size(); ++i)
        if (ui.button(place.cut_start(each, layout.gap), row.choices[i]))
            actions.post(row.wishes[i]);
}

// As many as have their least height; the others on further pages, by a pager of their own.
void draw_rows(Ui& ui, const Scene& scene, Actions& actions, Rect area, const std::vector<SettingsRow>& rows) {
    const Layout layout = layout_of(ui, rows, area);
    const auto fitting = [&](float height) { return std::max(size_t(1), size_t((height + layout.gap) / (layout.least + layout.gap))); };
    size_t per_page = std::min(rows.size(), fitting(area.h)), pages = 1, page = 0;
    Rect turning;
    if (per_page < rows.size()) {
        turning = area.cut_bottom(ui.mm(ui.look().button_mm()), ui.mm(4));
        pages = (rows.size() + fitting(area.h) - 1) / fitting(area.h);
        per_page = (rows.size() + pages - 1) / pages;
        page = std::min(size_t(std::max(0, scene.visit.page)), pages - 1);
    }
    const float h = std::min((area.h - layout.gap * float(per_page - 1)) / float(per_page), layout.most);
    float between = layout.gap;
    const size_t first = page * per_page, behind = std::min(rows.size(), first + per_page);
    // On a tall page the last one stands at the end, within reach; also where the last page has fewer.
    if (ui.portrait() && per_page == 1)
        area.cut_top(area.h - h);
    if (ui.portrait() && per_page > 1) {
        between = (area.h - h * float(per_page)) / float(per_page - 1);
        area.cut_top((h + between) * float(per_page - (behind - first)));
    }
    for (size_t i = first; i < behind; ++i)
        draw_row(ui, actions, area.cut_top(h, between), rows[i], layout);
    if (pages > 1)
        if (const int turn = ui::pager(ui, turning, int(page), int(pages)))
            actions.post(app::TurnPage{turn});
}

} // namespace

void draw_settings(Ui& ui, const Scene& scene, Actions& actions) {
    const app::Visit& v = scene.visit;
    Rect area = draw_bar(ui, scene, actions);
    const bool has_room = ui.screen().h > ui.mm(ui.portrait() ? ui::squat_mm : 230);
    draw_title(ui, area, ui.word("settings.title"), has_room ? ui.word("settings.text") : Label{});
    SettingsRow done;
    done.add(button(ui, "settings.language", "settings.language", ButtonStyle::plain, "language"), app::GoTo{ScreenId::language});
    done.add(button(ui, "settings.fit", "settings.fit", ButtonStyle::plain, "touch"), app::FitTouch{});
    // In a lesson, mentor and citizen can read together.
    if (v.language != scene.settings.point.official_language)
        done.add(toggle(ui, "settings.two_languages", "lesson.two_languages", v.two_languages), app::TwoLanguages{!v.two_languages});
    done.add(button(ui, "settings.done", "settings.done", ButtonStyle::primary, "yes"), app::GoBack{});
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, done.choices), ui.mm(7));
    draw_rows(ui, scene, actions, area, rows_of(ui, scene));
    if (const int pressed = ui::button_row(ui, row, done.choices); pressed >= 0)
        actions.post(done.wishes[size_t(pressed)]);
}

} // namespace accanto::screens
