#include "kiosk/screens/frame.h"

namespace accanto::screens {

using ui::ButtonSpec;

namespace {

// A row: what it is about, then its choices side by side.
int draw_row(Ui& ui, Rect row, const std::string& id, const ui::Label& name, std::vector<ButtonSpec> choices) {
    TextStyle style{Role::caption, 600, ui.look().soft, 0, ui::Align::start, TextStyle::Vertical::centre, 0, true};
    bool stacked = row.w < ui.mm(330);
    Rect words = stacked ? row.cut_top(row.h * 0.28f) : row.cut_start(row.w * 0.2f, ui.mm(4));
    ui.text(words, id, name, style, ui::NodeRole::text);
    float gap = ui.mm(5);
    float w = (row.w - gap * float(choices.size() - 1)) / float(choices.size());
    int pressed = -1;
    for (size_t i = 0; i < choices.size(); ++i) {
        Rect r = row.cut_start(w, gap);
        if (ui.button(r, choices[i]))
            pressed = int(i);
    }
    return pressed;
}

ButtonSpec option(Ui& ui, const std::string& id, const std::string& word, bool chosen, const std::string& picture = {}) {
    ButtonSpec spec = button(ui, id, word, ButtonStyle::plain, picture);
    spec.chosen = chosen;
    spec.node = ui::NodeRole::choice;
    return spec;
}

void draw_voice(Ui& ui, const Scene& scene, Actions& actions, Rect row, Rect how) {
    const app::Visit& v = scene.visit;
    switch (draw_row(ui, row, "settings.voice", ui.word("settings.voice"),
                     {option(ui, "voice.on", "settings.voice_on", v.voice_on, "listen"), option(ui, "voice.off", "settings.voice_off", !v.voice_on, "listen_off")})) {
    case 0: actions.post(app::SetVoice{true}); break;
    case 1: actions.post(app::SetVoice{false}); break;
    default: break;
    }
    std::vector<ButtonSpec> buttons = {button(ui, "voice.slower", "settings.slower"), button(ui, "voice.faster", "settings.faster"),
                                       button(ui, "voice.softer", "settings.softer"), button(ui, "voice.louder", "settings.louder")};
    const int volume = v.volume_percent.value_or(scene.settings.voice.volume_percent);
    buttons[0].enabled = v.words_per_minute > 80;
    buttons[1].enabled = v.words_per_minute < 250;
    buttons[2].enabled = volume > app::least_volume;
    buttons[3].enabled = volume < app::most_volume;
    for (size_t i = 0; i < buttons.size(); ++i)
        buttons[i].picture = i % 2 == 0 ? "minus" : "plus";
    switch (draw_row(ui, how, "settings.speed_and_volume", ui.word("settings.speed_and_volume"), buttons)) {
    case 0: actions.post(app::ChangeSpeed{-20}); break;
    case 1: actions.post(app::ChangeSpeed{20}); break;
    case 2: actions.post(app::ChangeVolume{-10}); break;
    case 3: actions.post(app::ChangeVolume{10}); break;
    default: break;
    }
}

} // namespace

void draw_settings(Ui& ui, const Scene& scene, Actions& actions) {
    const app::Visit& v = scene.visit;
    Rect area = draw_bar(ui, scene, actions);
    bool low = ui.screen().h < ui.mm(230);
    draw_title(ui, area, ui.word("settings.title"), low ? ui::Label{} : ui.word("settings.text"));
    std::vector<ButtonSpec> done = {button(ui, "settings.language", "settings.language", ButtonStyle::plain, "language")};
    done.push_back(button(ui, "settings.fit", "settings.fit", ButtonStyle::plain, "touch"));
    // In a lesson, mentor and citizen can read together.
    if (v.language != scene.settings.point.official_language)
        done.push_back(option(ui, "settings.two_languages", "lesson.two_languages", v.two_languages, "interpreter"));
    done.push_back(button(ui, "settings.done", "settings.done", ButtonStyle::primary, "yes"));
    Rect row_done = area.cut_bottom(ui::button_row_height(ui, area.w, done), ui.mm(7));
    const int rows = scene.can_speak ? 4 : 3;
    float gap = ui.mm(low ? 3.5f : ui.portrait() ? 12.0f : 5.0f), h = std::min((area.h - gap * float(rows - 1)) / float(rows), ui.mm(ui.portrait() ? 84 : 44));
    auto next_row = [&] { return area.cut_top(h, gap); };

    int size = draw_row(ui, next_row(), "settings.size", ui.word("settings.size"),
                        {option(ui, "size.normal", "settings.size_normal", v.size == ui::TextSize::normal),
                         option(ui, "size.large", "settings.size_large", v.size == ui::TextSize::large),
                         option(ui, "size.extra", "settings.size_extra", v.size == ui::TextSize::extra)});
    if (size >= 0)
        actions.post(app::SetSize{ui::TextSize(size)});
    int theme = draw_row(ui, next_row(), "settings.colours", ui.word("settings.colours"),
                         {option(ui, "theme.day", "settings.theme_day", v.theme == ui::Theme::day, "day"),
                          option(ui, "theme.evening", "settings.theme_evening", v.theme == ui::Theme::evening, "evening"),
                          option(ui, "theme.high_contrast", "settings.theme_high_contrast", v.theme == ui::Theme::high_contrast, "contrast")});
    if (theme >= 0)
        actions.post(app::SetTheme{ui::Theme(theme)});
    if (scene.can_speak) {
        const Rect row = next_row();
        draw_voice(ui, scene, actions, row, next_row());
    } else {
        Rect row = next_row();
        ui.text(row, "settings.no_voice", ui.word("settings.voice_none"),
                {Role::body, 400, ui.look().soft, 0, ui::Align::start, TextStyle::Vertical::centre, 0, true});
    }
    int pressed = ui::button_row(ui, row_done, done);
    if (pressed == 0)
        actions.post(app::GoTo{ScreenId::language});
    else if (pressed == int(done.size()) - 1)
        actions.post(app::GoBack{});
    else if (pressed == 1)
        actions.post(app::FitTouch{});
    else if (pressed == 2)
        actions.post(app::TwoLanguages{!v.two_languages});
}

} // namespace accanto::screens
