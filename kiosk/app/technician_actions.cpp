// What a technician does at the screen: what the menu offers, and coming and going.
#include "kiosk/app/app.h"

#include "content/base/provisioned.h"
#include "content/library/letters.h"
#include "kiosk/app/pitch.h"
#include "kiosk/app/technician_slip.h"
#include "kiosk/point/quick_actions.h"
#include "kiosk/setup/setup.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace accanto::app {

namespace {

constexpr int64_t cleaning_by_technician_ms = 30'000;

// What another program is asked through the store, or what stands in it.
bool needs_store(TechnicianWish wish) {
    return wish == TechnicianWish::set_up || wish == TechnicianWish::mentors || wish == TechnicianWish::network || wish == TechnicianWish::sync_now || wish == TechnicianWish::queue || wish == TechnicianWish::cleaning;
}

} // namespace

// Theirs, where they chose one while setting up; else that of the place.
std::string App::technician_language() const {
    for (const std::string* wanted : {&m_settings.technician.language, &m_settings.point.official_language})
        if (std::find(m_languages.begin(), m_languages.end(), *wanted) != m_languages.end())
            return *wanted;
    return m_languages.front();
}

void App::open_technician() {
    if (m_visit.is_active() || is_cleaning())
        return;
    m_visit.wipe();
    m_visit.language = technician_language();
    m_visit.theme = ui::theme_from(m_settings.screen.theme);
    m_visit.size = first_size(m_settings);
    m_visit.words_per_minute = m_settings.voice.words_per_minute;
    m_visit.technician.emplace();
    m_visit.screen = ScreenId::technician_pin;
    m_visit.touched_ms = m_visit.shown_ms = m_clock.mono_ms();
    m_pointer.reset();
    m_dirty = true;
    if (is_without_store())   // whether there is a PIN is seen when one is tried
        return;
    m_store->run([](store::Store& store) { return point::has_technician_pin(store); },
                 [this](const store::Outcome<bool>& has) {
                     if (m_visit.technician && (!has || !*has.value))
                         m_tools->tell(has ? "technician.no_pin" : "technician.failed");
                 });
}

void App::to_technician_menu() {
    m_visit.setup.reset();
    m_visit.trail.clear();
    m_visit.technician->said.clear();
    put_pin_away();
    go_to(ScreenId::technician);
    m_visit.trail.clear();
}

// Signing out, and everything that ends it: nothing of it stays on the screen.
void App::end_technician() {
    if (m_visit.technician && m_visit.technician->inside)
        m_tools->note("signed_out");
    if (m_visit.technician)
        put_pin_away();
    // Whoever began it went away, and the next start must not open it to somebody else.
    if (m_visit.setup && !m_setting_up->is_bare())
        m_setting_up->put_away();
    m_speech->be_quiet();
    to_attract();
}

void App::ask_technician(TechnicianWish wish) {
    if (!m_visit.technician || !m_visit.technician->inside)
        return;
    TechnicianVisit& t = *m_visit.technician;
    t.said.clear();
    if (is_without_store() && needs_store(wish))
        return m_tools->tell("technician.needs_store");
    m_tools->note(to_text(wish));
    switch (wish) {
    case TechnicianWish::status: go_to(ScreenId::technician_status); return m_tools->look_at_everything();
    case TechnicianWish::mentors: return to_mentors();
    case TechnicianWish::network: go_to(ScreenId::technician_network); return look_at_network();
    case TechnicianWish::printer: return go_to(ScreenId::technician_printer);
    case TechnicianWish::touch: t.touched = {}; return go_to(ScreenId::technician_touch);
    case TechnicianWish::screen: t.card_px = card_w_mm * double(m_look.px_per_mm); return go_to(ScreenId::technician_screen);
    case TechnicianWish::sound: return go_to(ScreenId::technician_sound);
    case TechnicianWish::queue: go_to(ScreenId::technician_queue); return read_for_technician();
    case TechnicianWish::stick: return go_to(ScreenId::technician_stick);
    case TechnicianWish::contents: t.contents.reset(); go_to(ScreenId::technician_contents); return m_tools->look_at_contents();
    case TechnicianWish::languages: return go_to(ScreenId::language);
    case TechnicianWish::restart: return go_to(ScreenId::technician_restart);
    case TechnicianWish::set_up: return m_setting_up->begin();
    case TechnicianWish::sync_now:
        m_store->post([](store::Store& store) { store::ask(store, store::Wish::sync_now); });
        return m_tools->tell("technician.sync_asked");
    case TechnicianWish::cleaning:
        m_store->post([](store::Store& store) { point::start_cleaning(store, cleaning_by_technician_ms); });
        return request_reading();
    }
}

void App::size_card(int by_px) {
    if (!m_visit.technician)
        return;
    // What the settings take: 0.05 to 1 mm a pixel.
    m_visit.technician->card_px = std::clamp(m_visit.technician->card_px + by_px, card_w_mm, card_w_mm / 0.05);
    m_visit.technician->said.clear();
}

void App::keep_card() {
    if (!m_visit.technician || m_visit.technician->card_px <= 0)
        return;
    const double pitch = card_w_mm / m_visit.technician->card_px;
    m_visit.busy = "card.keep";
    // While it is set up nothing counts before the end: it goes into what was decided so far.
    const bool counts = !m_visit.setup;
    m_store->run([settings = m_settings, pitch, counts, &clock = m_clock](store::Store&) {
                     const Decisions measured = {{"screen.pitch_mm", pitch}};
                     return counts ? decide(settings, measured).empty() : setup::Setup(settings, clock).decide(measured).empty();
                 },
                 [this, pitch](const store::Outcome<bool>& kept) {
                     m_visit.busy.clear();
                     m_dirty = true;
                     if (!kept || !*kept.value)
                         return m_tools->tell("technician.failed");
                     const std::string shown = fmt::format("{:.4f}", pitch);
                     m_tools->note("screen_measured", shown);
                     use_pitch(pitch);
                     if (m_visit.setup)
                         return m_setting_up->go_on();
                     m_tools->tell("technician.screen_kept", {{"pitch", shown}});
                 });
}

} // namespace accanto::app
