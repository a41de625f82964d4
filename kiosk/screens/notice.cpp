// A number that is called while somebody else is here.
#include "kiosk/screens/frame.h"

#include <cmath>

namespace accanto::screens {

namespace {

// In the language of the ticket, not of the visit.
Label word_for(const Ui& ui, const app::Notice& notice, const std::string& key, const content::Arguments& arguments) {
    return ui.plain(ui.words().say(notice.language, key, arguments), ui.words().speech(notice.language, key, arguments));
}

} // namespace

void draw_notice(Ui& ui, const Scene& scene, Actions& actions) {
    if (!scene.notice)
        return;
    const app::Notice& notice = *scene.notice;
    const ui::Look& l = ui.look();
    ui.uncover();
    Rect place = notice_place(ui);
    const ui::Colour ground = l.tint(ui::Tint::butter);
    ui.fill(place, ground);
    float line = std::max(2.0f, ui.mm(0.8f));
    ui.fill({place.x, place.bottom() - line, place.w, line}, l.deep);
    Rect inner = place.inset(ui.mm(8), ui.mm(3));
    ui::ButtonSpec close = button(ui, "notice.close", "notice.close", ButtonStyle::plain, "no");
    Rect end = inner.cut_end(std::min(ui.mm(l.size == ui::TextSize::extra ? 84.0f : 64.0f), inner.w * 0.24f), ui.mm(5));
    float side = std::min(inner.h, ui.mm(24));
    ui.picture(inner.cut_start(side, ui.mm(4)).middle(side, side), point::ticket_picture(notice.label));

    Label number = ui.plain(notice.label, "en");
    TextStyle large{Role::title, 800, l.deep, ground, ui::Align::start, TextStyle::Vertical::centre};
    large.em_mm = std::min(l.em_mm(Role::title) * (l.size == ui::TextSize::extra ? 1.0f : 1.3f), inner.h / ui.mm(1) / 1.4f);
    Rect left = inner.cut_start(std::min(ui.measure(number, large, 0).w + ui.mm(2), inner.w * 0.36f), ui.mm(5));
    bool fits = ui.paint_text(left, number, large);
    TextStyle strong{Role::heading, 700, l.ink, ground, ui::Align::start, TextStyle::Vertical::centre, 0, true};
    Label go = word_for(ui, notice, "turn.go", {{"desk", notice.desk}});
    // To the one who is here and is not meant: that it is not their number.
    if (scene.visit.is_active()) {
        Label other = ui.word("notice.other");
        TextStyle small{Role::caption, 400, l.soft, ground, ui::Align::start, TextStyle::Vertical::centre, l.smallest_em_mm()};
        if (const float h = std::ceil(ui.measure(other, small, 0).h); ui.fits(other, small, {inner.w, h}))
            ui.text(inner.cut_bottom(h), "notice.other", other, small);
    }
    fits = ui.paint_text(inner, go, strong) && fits;

    // One node, and not part of the page that is read to somebody else.
    ui::Node node;
    node.id = "notice";
    node.role = ui::NodeRole::status;
    node.label = notice.label + ". " + go.text;
    node.speech = word_for(ui, notice, "turn.spoken", {{"label", notice.label}, {"desk", notice.desk}}).speech;
    node.language = go.language;
    node.chrome = true;
    node.clipped = !fits;
    node.em_px = ui.mm(ui.fitting_em_mm(go, strong, {inner.w, inner.h}));
    node.foreground = l.ink, node.background = ground;
    node.rect = {left.x, inner.y, inner.right() - left.x, inner.h};
    ui.add_node(std::move(node));
    if (ui.button(end.middle(end.w, std::min(end.h, ui.mm(20))), close))
        actions.post(app::CloseNotice{});
}

} // namespace accanto::screens
