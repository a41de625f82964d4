// Touch fitting: what a visit's touches are measured by, and understood by until it ends.
#include "kiosk/app/app.h"

namespace accanto::app {

void App::use_pitch(double pitch_mm) {
    m_options.loaded.settings.screen.pitch_mm = pitch_mm;
    resized();
}

void App::fit_touch() {
    m_visit.fitting = {};
    m_visit.fit.reset();
    m_visit.fitting.by_keys = without_finger();
    go_to(ScreenId::fitting);
    m_dirty = true;
}

bool App::without_finger() const {
    return m_key_last || m_visit.by_ear != Visit::ByEar::no;
}

// As the panel felt it, before any rule: the mark is where it stands on the glass now.
void App::measure_touch(const platform::Contact& contact) {
    const ui::Node* mark =
        m_visit.screen == ScreenId::fitting ? m_ui->semantics().find_id("fit.mark") : nullptr;
    if (mark)
        m_visit.fitting.measured.contact(contact, {mark->rect.centre_x(), mark->rect.centre_y()},
                                         m_look.px_per_mm);
}

void App::touch_mark() {
    Fitting& fitting = m_visit.fitting;
    if (without_finger())
        fitting.by_keys = true;
    else if (fitting.measured.accept() && fitting.measured.is_complete())
        m_visit.fit = fitting.measured.fit();
}

platform::PointerRules App::pointer_rules() const {
    const platform::PointerRules of_point{int64_t(m_settings.touch.double_tap_s * 1000),
                                          float(m_settings.touch.margin_mm) * m_look.px_per_mm};
    return m_visit.fit ? m_visit.fit->rules(of_point, m_look.px_per_mm) : of_point;
}

} // namespace accanto::app
