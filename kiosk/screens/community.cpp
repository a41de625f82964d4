// The community of a point: a suggestion, taking part, and what is coming.
#include "kiosk/screens/booking_words.h"
#include "kiosk/screens/contact_page.h"
#include "kiosk/screens/frame.h"

#include "kiosk/point/opinions.h"
#include "kiosk/ui/keyboard.h"

#include <span>

namespace accanto::screens {

void draw_community(Ui& ui, const Scene& scene, Actions& actions) {
    const Rect area =
        draw_question(ui, scene, actions, ui.word("community.title"), ui.word("community.text"));
    std::vector<ui::CardSpec> cards = {{"community.suggest", ui.word("community.suggest"),
                                        ui.word("community.suggest_sub"), "feedback", ui::Tint::rose},
                                       {"community.join", ui.word("community.join"),
                                        ui.word("community.join_sub"), "community", ui::Tint::peach}};
    std::vector<ScreenId> to = {ScreenId::suggest, ScreenId::join};
    if (!offer_of(scene).courses.empty()) {
        cards.push_back({"community.events", ui.word("community.events"), ui.word("community.events_sub"),
                         "activities", ui::Tint::butter});
        to.push_back(ScreenId::courses);
    }
    if (const int chosen = draw_answers(ui, scene, actions, area, std::move(cards)); chosen >= 0)
        actions.post(app::GoTo{to[size_t(chosen)]});
}

namespace {

struct Tile {
    std::string_view code;
    const char* picture;
};
constexpr Tile suggestion_tiles[] = {{"hours", "hours"}, {"lessons", "learn"}, {"kiosk", "touch"},
                                     {"help", "mentor"}, {"place", "places"},  {"other", "feedback"}};
constexpr Tile join_tiles[] = {{"volunteer", "mentor"},
                               {"learner", "course"},
                               {"author", "document"},
                               {"interpreter", "language"},
                               {"visitor", "activities"}};

// The code of the tile that was touched, or nothing. `words` is what their words and ids begin with.
std::string draw_tiles(Ui& ui, const Scene& scene, Actions& actions, const char* title,
                       const std::string& words, std::span<const Tile> tiles, ui::Tint tint) {
    const Rect area = draw_question(ui, scene, actions, ui.word(title));
    std::vector<ui::CardSpec> cards;
    for (const Tile& tile : tiles)
        cards.push_back({words + "." + std::string(tile.code),
                         ui.word("community." + words + "_" + std::string(tile.code)),
                         {},
                         tile.picture,
                         tint});
    const int chosen = draw_answers(ui, scene, actions, area, std::move(cards));
    return chosen >= 0 ? std::string(tiles[size_t(chosen)].code) : std::string();
}

// The end of what was typed, as much of it as the box holds, from the beginning of a word on.
Label end_that_fits(Ui& ui, const std::string& text, const ui::TextStyle& style, Rect box) {
    const auto shown_from = [&](size_t from) {
        return ui.plain(from == 0 ? text : "… " + text.substr(from), ui.language());
    };
    const auto is_inside = [&](size_t at) { return at < text.size() && (text[at] & 0xC0) == 0x80; };
    size_t least = 0, most = text.size();
    while (least < most) {
        size_t middle = (least + most) / 2;
        while (is_inside(middle))
            --middle;
        if (ui.fits(shown_from(middle), style, {box.w, box.h})) {
            most = middle;
        } else {
            least = middle + 1;
            while (is_inside(least))
                ++least;
        }
    }
    constexpr size_t long_word = 40;
    const size_t space = least == 0 ? std::string::npos : text.find(' ', least);
    return shown_from(space != std::string::npos && space - least < long_word ? space + 1 : least);
}

void draw_typed(Ui& ui, const Scene& scene, Rect box) {
    const ui::Look& l = ui.look();
    const std::string& text = scene.visit.community.text;
    const Label name = ui.word("community.words_name");
    draw_private_box(ui, box, "words.text", name, text, is_heard(scene.visit) ? text : "");
    const Rect inside = box.inset(ui.mm(4), ui.mm(2));
    ui::TextStyle style{Role::body, 400, l.ink, l.card};
    if (!text.empty()) {
        ui.paint_text(inside, end_that_fits(ui, text, style, inside), style);
        return;
    }
    style.colour = l.soft;
    style.fit = true;
    ui.paint_text(inside, name, style);
}

} // namespace

void draw_suggest(Ui& ui, const Scene& scene, Actions& actions) {
    if (std::string code = draw_tiles(ui, scene, actions, "community.about_title", "about", suggestion_tiles,
                                      ui::Tint::rose);
        !code.empty())
        actions.post(app::SuggestAbout{std::move(code)});
}

void draw_join(Ui& ui, const Scene& scene, Actions& actions) {
    if (std::string code =
            draw_tiles(ui, scene, actions, "community.join_title", "as", join_tiles, ui::Tint::peach);
        !code.empty())
        actions.post(app::JoinAs{std::move(code)});
}

void draw_suggest_words(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_bar(ui, scene, actions);
    const bool low = ui.screen().h < ui.mm(230);
    std::vector<ui::ButtonSpec> buttons = {
        button(ui, "words.skip", "community.words_skip", ButtonStyle::plain, "next"),
        button(ui, "words.use", "common.continue", ButtonStyle::primary, "yes")};
    buttons[0].picture_mirrors = true;
    buttons[1].enabled = !scene.visit.community.text.empty();
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(low ? 3 : 6));
    const float keys_w = std::min(area.w, ui.mm(260));
    const float keys_h =
        ui::keyboard_height(ui, keys_w, ui.language(), ui::KeyKind::text, scene.visit.keyboard);
    const Rect keys = area.cut_bottom(keys_h, ui.mm(low ? 3 : 6)).middle(keys_w, keys_h);
    // The question keeps a line for what is typed, however little room there is.
    const ui::Look& l = ui.look();
    Rect head = area;
    head.h = std::max(0.0f, area.h - ui.mm(l.em_mm(Role::body) * 1.5f + 6));
    std::vector<ui::Line> lines = {
        {"title",
         ui.word("community.words_title"),
         {low ? Role::heading : Role::title, 700, l.ink},
         ui::NodeRole::heading,
         0},
        {"sentence", ui.word("community.words_text"), {Role::body, 400, l.soft}, ui::NodeRole::text, 1.5f}};
    area.cut_top(ui::text_stack(ui, head, lines), ui.mm(low ? 2 : 5));
    draw_typed(ui, scene, area.cut_bottom(std::min(area.h, ui.mm(90))));
    if (const ui::KeyResult key =
            ui::keyboard(ui, keys, ui.language(), ui::KeyKind::text, scene.visit.keyboard, !scene.listens_alone, scene.visit.voice_on);
        key.what != ui::KeyResult::What::none)
        actions.post(app::PressKey{key});
    if (const int pressed = ui::button_row(ui, row, buttons); pressed >= 0)
        actions.post(app::UseWords{pressed == 1});
}

void draw_community_contact(Ui& ui, const Scene& scene, Actions& actions) {
    const int pressed = draw_contact_page(ui, scene, actions,
                                          {ui.word("community.contact_title"),
                                           ui.word("community.contact_text"), scene.visit.community.digits});
    if (pressed >= 0)
        actions.post(app::TellCommunity{pressed == 1});
}

void draw_community_sent(Ui& ui, const Scene& scene, Actions& actions) {
    const Rect area = draw_bar(ui, scene, actions);
    const app::CommunityDraft& draft = scene.visit.community;
    Message m{"well_done",
              ui.word(draft.joins ? "community.joined_title" : "community.suggested_title"),
              {},
              {button(ui, "sent.home", "done.home", ButtonStyle::primary, "home")},
              ui::Tint::rose};
    m.sentences.push_back(ui.word(!draft.joins        ? "community.suggested_text"
                                  : draft.with_number ? "community.joined_called"
                                                      : "community.joined_ask"));
    if (draft.with_number && !draft.joins)
        m.sentences.push_back(ui.word("community.joined_called"));
    if (draw_message(ui, area, m) == 0)
        actions.post(app::GoHome{});
}

} // namespace accanto::screens
