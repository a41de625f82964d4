// What a technician does at the screen: what the menu offers, and coming and going.
#include "kiosk/app/technician.h"

#include "content/base/provisioned.h"
#include "content/library/letters.h"
#include "kiosk/app/pitch.h"
#include "kiosk/app/setting_up.h"
#include "kiosk/app/technician_mentors.h"
#include "kiosk/app/technician_tools.h"
#include "kiosk/point/quick_actions.h"
#include "kiosk/setup/setup.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace accanto::app {

namespace {

constexpr int64_t cleaning_by_technician_ms = 30'000;
constexpr int64_t away_ms = 120'000;             // without a touch: then whoever comes next finds the greeting
constexpr int64_t away_after_cut_ms = 600'000;   // the same where setting up goes on after a cut, and perhaps nobody is there to go on with it
constexpr int64_t retry_ms = 15'000;             // what could not be read of a bare machine

// What another program is asked through the store, or what stands in it.
bool needs_store(TechnicianWish wish) {
    return wish == TechnicianWish::set_up || wish == TechnicianWish::mentors || wish == TechnicianWish::network || wish == TechnicianWish::sync_now || wish == TechnicianWish::queue || wish == TechnicianWish::cleaning;
}

} // namespace

Technician::Technician(const Stage& stage, TechnicianTools& tools, TechnicianMentors& mentors, SettingUp& setting_up)
    : Flow(stage), m_tools(tools), m_mentors(mentors), m_setting_up(setting_up) {}

Technician::~Technician() {
    if (m_spare_try.valid())
        m_spare_try.wait();
}

// Theirs, where they chose one while setting up; else that of the place.
std::string Technician::language() const {
    for (const std::string* wanted : {&m_settings.technician.language, &m_settings.point.official_language})
        if (std::find(m_languages.begin(), m_languages.end(), *wanted) != m_languages.end())
            return *wanted;
    return m_languages.front();
}

void Technician::open() {
    if (m_visit.is_active() || is_cleaning())
        return;
    m_visit.wipe();
    m_visit.language = language();
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
    m_store.run([](store::Store& store) { return point::has_technician_pin(store); },
                [this](const store::Outcome<bool>& has) {
                    if (m_visit.technician && (!has || !*has.value))
                        m_tools.tell(has ? "technician.no_pin" : "technician.failed");
                });
}

void Technician::to_menu() {
    m_visit.setup.reset();
    m_visit.trail.clear();
    m_visit.technician->said.clear();
    m_mentors.put_pin_away();
    go_to(ScreenId::technician);
    m_visit.trail.clear();
    look_at_setup();
}

void Technician::look_at_setup() {
    if (is_without_store())
        return;
    m_store.run([state = m_settings.state](store::Store&) { return setup::progress(state).open; },
                [this, visit = m_visit.id](const store::Outcome<bool>& open) {
                    if (m_visit.id != visit || !m_visit.technician || !open)
                        return;
                    m_visit.technician->setup_is_begun = *open.value;
                    m_dirty = true;
                });
}

// Signing out, and everything that ends it: nothing of it stays on the screen.
void Technician::end() {
    if (m_visit.technician && m_visit.technician->inside)
        m_tools.note("signed_out");
    if (m_visit.technician)
        m_mentors.put_pin_away();
    // Whoever began it went away, and the next start must not open it to somebody else.
    if (m_visit.setup && !m_setting_up.is_bare())
        m_setting_up.put_away();
    m_speech.be_quiet();
    m_moves.to_attract();
}

int64_t Technician::ends_ms() const {
    constexpr int64_t never = std::numeric_limits<int64_t>::max();
    // An errand with a stick ends in its own time; a machine of which no point is known has nobody else to wait for.
    if (m_visit.technician->stick)
        return never;
    if (m_visit.setup && m_setting_up.is_bare())
        return m_visit.setup->ready ? never : m_visit.shown_ms + retry_ms;
    const bool after_cut = m_visit.setup && m_visit.technician->inside && !m_visit.setup->by_technician;
    return m_visit.touched_ms + (after_cut ? away_after_cut_ms : away_ms);
}

void Technician::ask(TechnicianWish wish) {
    if (!m_visit.technician || !m_visit.technician->inside)
        return;
    TechnicianVisit& t = *m_visit.technician;
    t.said.clear();
    if (is_without_store() && needs_store(wish))
        return m_tools.tell("technician.needs_store");
    m_tools.note(to_text(wish));
    switch (wish) {
    case TechnicianWish::status: go_to(ScreenId::technician_status); return m_tools.look_at_everything();
    case TechnicianWish::mentors: return m_mentors.to_list();
    case TechnicianWish::network: go_to(ScreenId::technician_network); return look_at_network();
    case TechnicianWish::printer: return go_to(ScreenId::technician_printer);
    case TechnicianWish::touch: t.touched = {}; return go_to(ScreenId::technician_touch);
    case TechnicianWish::screen: t.card_px = card_w_mm * double(m_look.px_per_mm); return go_to(ScreenId::technician_screen);
    case TechnicianWish::sound: return go_to(ScreenId::technician_sound);
    case TechnicianWish::queue: go_to(ScreenId::technician_queue); return read();
    case TechnicianWish::stick: return go_to(ScreenId::technician_stick);
    case TechnicianWish::contents: t.contents.reset(); go_to(ScreenId::technician_contents); return m_tools.look_at_contents();
    case TechnicianWish::languages: return go_to(ScreenId::language);
    case TechnicianWish::restart: return go_to(ScreenId::technician_restart);
    case TechnicianWish::set_up: return m_setting_up.begin();
    case TechnicianWish::sync_now:
        m_store.post([](store::Store& store) { store::ask(store, store::Wish::sync_now); });
        return m_tools.tell("technician.sync_asked");
    case TechnicianWish::cleaning:
        m_store.post([](store::Store& store) { point::start_cleaning(store, cleaning_by_technician_ms); });
        return m_moves.request_reading();
    }
}

void Technician::look_again() {
    m_visit.screen == ScreenId::technician_network ? ask(TechnicianWish::network) : m_tools.look_at_everything();
}

void Technician::feel_target(size_t index) {
    if (m_visit.technician && index < touch_targets)
        m_visit.technician->touched[index] = true;
}

void Technician::size_card(int by_px) {
    if (!m_visit.technician)
        return;
    // What the settings take: 0.05 to 1 mm a pixel.
    m_visit.technician->card_px = std::clamp(m_visit.technician->card_px + by_px, card_w_mm, card_w_mm / 0.05);
    m_visit.technician->said.clear();
}

void Technician::keep_card() {
    if (!m_visit.technician || m_visit.technician->card_px <= 0)
        return;
    const double pitch = card_w_mm / m_visit.technician->card_px;
    m_visit.busy = "card.keep";
    // While it is set up nothing counts before the end: it goes into what was decided so far.
    const bool counts = !m_visit.setup;
    m_store.run([settings = m_settings, pitch, counts, &clock = m_clock](store::Store&) {
                    const Decisions measured = {{"screen.pitch_mm", pitch}};
                    return counts ? decide(settings, measured).empty() : setup::Setup(settings, clock).decide(measured).empty();
                },
                [this, pitch](const store::Outcome<bool>& kept) {
                    m_visit.busy.clear();
                    m_dirty = true;
                    if (!kept || !*kept.value)
                        return m_tools.tell("technician.failed");
                    const std::string shown = fmt::format("{:.4f}", pitch);
                    m_tools.note("screen_measured", shown);
                    m_moves.use_pitch(pitch);
                    if (m_visit.setup)
                        return m_setting_up.go_on();
                    m_tools.tell("technician.screen_kept", {{"pitch", shown}});
                });
}

} // namespace accanto::app
