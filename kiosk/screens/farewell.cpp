// The end of a visit: what was erased, and, for who likes to say it, how it was.
#include "kiosk/screens/frame.h"

#include "kiosk/point/opinions.h"

#include <span>

namespace accanto::screens {

namespace {

std::vector<ui::Label> farewell_sentences(const Ui& ui, const Scene& scene) {
    std::vector<ui::Label> out = {ui.word("finished.text")};
    if (scene.visit.held)
        out.push_back(ui.word("finished.ticket_kept", {{"label", scene.visit.held->ticket.label}}));
    return out;
}

void draw_farewell(Ui& ui, const Scene& scene, Actions& actions) {
    Message m{"finished",
              ui.word("finished.title"),
              farewell_sentences(ui, scene),
              {button(ui, "finished.start", "finished.start", ButtonStyle::primary, "home")},
              ui::Tint::mint};
    if (scene.visit.opinion.told)
        m.sentences.insert(m.sentences.begin(), ui.word("farewell.thanks"));
    if (draw_message(ui, whole_place(ui), m) == 0)
        actions.post(app::StartOver{});
}

// The faces stand where the picture would: nobody has to touch them, and nothing waits for it.
void draw_farewell_question(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = whole_place(ui);
    const ui::Look& l = ui.look();
    const std::vector<ui::ButtonSpec> buttons = {
        button(ui, "finished.start", "finished.start", ButtonStyle::plain, "home")};
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(6));
    std::vector<ui::Line> lines = {
        {"title", ui.word("finished.title"), {Role::title, 700, l.ink}, ui::NodeRole::heading, 0}};
    int n = 0;
    for (const ui::Label& sentence : farewell_sentences(ui, scene))
        lines.push_back(
            {"sentence." + std::to_string(++n), sentence, {Role::body, 400, l.ink}, ui::NodeRole::text, 3});
    lines.push_back({"farewell.question",
                     ui.word("farewell.question"),
                     {Role::heading, 700, l.ink},
                     ui::NodeRole::heading,
                     8});
    Rect words = area;
    words.h = area.h * 0.5f;
    area.cut_top(ui::text_stack(ui, words, lines), ui.mm(5));
    const std::vector<ui::CardSpec> faces = {
        {"face.good", ui.word("farewell.good"), {}, "face_good", ui::Tint::mint},
        {"face.ok", ui.word("farewell.ok"), {}, "face_ok", ui::Tint::butter},
        {"face.bad", ui.word("farewell.bad"), {}, "face_bad", ui::Tint::rose}};
    if (const int chosen = ui::choice_grid(ui, area, faces, 0).chosen; chosen >= 0)
        actions.post(app::GiveFace{point::most_faces - chosen});
    if (ui::button_row(ui, row, buttons) == 0)
        actions.post(app::StartOver{});
}

const char* picture_of(std::string_view reason) {
    static constexpr std::pair<std::string_view, const char*> pictures[] = {
        {"easy", "yes"},      {"clear", "eye"},   {"kind", "mentor"},    {"learned", "learn"},
        {"quick", "speed"},   {"safe", "shield"}, {"hard", "dont_know"}, {"fast", "speed"},
        {"not_needed", "no"}, {"waited", "wait"}, {"unreadable", "eye"}, {"broken", "trouble"},
    };
    for (const auto& [code, picture] : pictures)
        if (code == reason)
            return picture;
    return "feedback";
}

} // namespace

void draw_finished(Ui& ui, const Scene& scene, Actions& actions) {
    if (scene.visit.opinion.asked && !scene.visit.opinion.told)
        draw_farewell_question(ui, scene, actions);
    else
        draw_farewell(ui, scene, actions);
}

void draw_feedback(Ui& ui, const Scene& scene, Actions& actions) {
    const app::Opinion& opinion = scene.visit.opinion;
    const bool good = opinion.face == point::most_faces;
    Rect area = whole_place(ui);
    draw_title(ui, area, ui.word(good ? "farewell.why_good" : "farewell.why_bad"),
               ui.word("farewell.why_text"));
    const std::vector<ui::ButtonSpec> buttons = {
        button(ui, "feedback.done", "farewell.done", ButtonStyle::primary, "yes")};
    const Rect row = area.cut_bottom(ui::button_row_height(ui, area.w, buttons), ui.mm(6));
    const std::span<const std::string_view> reasons =
        good ? std::span(point::good_reasons) : std::span(point::bad_reasons);
    std::vector<ui::CardSpec> cards;
    for (const std::string_view code : reasons) {
        const std::string name(code);
        ui::CardSpec card{"reason." + name,
                          ui.word("reason." + name),
                          {},
                          picture_of(code),
                          good ? ui::Tint::mint : ui::Tint::peach};
        card.checkable = true;
        card.chosen =
            std::find(opinion.reasons.begin(), opinion.reasons.end(), code) != opinion.reasons.end();
        cards.push_back(std::move(card));
    }
    if (const int chosen = draw_answers(ui, scene, actions, area, std::move(cards)); chosen >= 0)
        actions.post(app::ToggleReason{std::string(reasons[size_t(chosen)])});
    if (ui::button_row(ui, row, buttons) == 0)
        actions.post(app::EndFeedback{});
}

} // namespace accanto::screens
