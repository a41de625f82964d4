// What a technician does at the screen: comes in, and what the menu offers.
#include "kiosk/app/app.h"

#include "content/base/file.h"
#include "content/base/provisioned.h"
#include "content/base/recovery.h"
#include "content/library/letters.h"
#include "kiosk/app/technician_slip.h"
#include "kiosk/point/pin.h"
#include "kiosk/point/quick_actions.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

namespace accanto::app {

namespace {

using Asks = TechnicianVisit::Asks;

constexpr int64_t cleaning_by_technician_ms = 30'000;
constexpr size_t most_digits = 12;

struct KnownHub {
    SecretKey mine;
    PublicKey hub;
    std::string kiosk;
};

// What the enrolment left in the state folder (sync/agent/identity.h); nothing without one. For the store's thread.
std::optional<KnownHub> known_hub(const std::filesystem::path& state, store::Store& store) {
    const auto text = read_file(state / "sync" / "hub.json");
    const auto tree = nlohmann::json::parse(text.value_or(""), nullptr, false);
    const auto hub = tree.is_object() ? public_key_from_text(tree.value("hub_key", "")) : std::nullopt;
    if (!hub)
        return std::nullopt;
    return KnownHub{SecretKey::load(state / "sync" / "kiosk.key"), *hub, store.value("kiosk_id").value_or("")};
}

} // namespace

void App::open_technician() {
    if (m_visit.is_active() || is_cleaning())
        return;
    m_visit.wipe();
    m_visit.language = std::find(m_languages.begin(), m_languages.end(), m_settings.point.official_language) == m_languages.end() ? m_languages.front()
                                                                                                                                    : m_settings.point.official_language;
    m_visit.theme = ui::theme_from(m_settings.screen.theme);
    m_visit.size = first_size();
    m_visit.words_per_minute = m_settings.voice.words_per_minute;
    m_visit.technician.emplace();
    m_visit.screen = ScreenId::technician_pin;
    m_visit.touched_ms = m_visit.shown_ms = m_clock.mono_ms();
    m_pointer.reset();
    m_dirty = true;
    m_store->run([](store::Store& store) { return point::has_technician_pin(store); },
                 [this](const store::Outcome<bool>& has) {
                     if (m_visit.technician && (!has || !*has.value))
                         technician_said(has ? "technician.no_pin" : "technician.failed");
                 });
}

void App::to_technician_menu() {
    m_visit.trail.clear();
    m_visit.technician->said.clear();
    go_to(ScreenId::technician);
    m_visit.trail.clear();
}

// Signing out, and everything that ends it: nothing of it stays on the screen.
void App::end_technician() {
    if (m_visit.technician && m_visit.technician->inside)
        note_technician("signed_out");
    m_speech->be_quiet();
    to_attract();
}

void App::note_technician(const std::string& what, const std::string& result) {
    m_store->post([what, result](store::Store& store) { point::note_technician(store, what, result); });
}

void App::technician_said(const std::string& key, content::Arguments arguments) {
    if (!m_visit.technician)
        return;
    m_visit.technician->said = key;
    m_visit.technician->said_of = std::move(arguments);
    m_dirty = true;
}

bool App::type_for_technician(const ui::KeyResult& key) {
    if (m_visit.screen != ScreenId::technician_pin || !m_visit.technician)
        return false;
    TechnicianVisit& t = *m_visit.technician;
    if (!m_visit.busy.empty())
        return true;
    if (key.what == ui::KeyResult::What::backspace && !t.digits.empty())
        t.digits.pop_back();
    if (key.what == ui::KeyResult::What::text)
        for (const char c : only_digits(key.text))
            if (t.digits.size() < (t.asks == Asks::response ? response_digits : most_digits))
                t.digits += c;
    return true;
}

void App::technician_tried(const point::TechnicianTry& tried) {
    TechnicianVisit& t = *m_visit.technician;
    content::wipe_text(t.digits);
    t.digits.clear();
    switch (tried.door) {
    case point::TechnicianDoor::open: break;
    case point::TechnicianDoor::wrong: return technician_said("technician.wrong");
    case point::TechnicianDoor::no_pin: return technician_said("technician.no_pin");
    case point::TechnicianDoor::locked: return technician_said("technician.locked", {{"n", (tried.locked_ms + 59'999) / 60'000}});
    }
    t.said.clear();
    if (t.asks == Asks::response) {
        t.asks = Asks::new_pin;
        return;
    }
    t.inside = true;
    m_visit.trail.clear();
    m_visit.screen = ScreenId::technician;
    m_visit.shown_ms = m_clock.mono_ms();
}

void App::enter_digits() {
    if (!m_visit.technician || m_visit.screen != ScreenId::technician_pin || m_visit.technician->digits.empty())
        return;
    TechnicianVisit& t = *m_visit.technician;
    if (t.asks == Asks::new_pin || t.asks == Asks::new_pin_again)
        return choose_pin();
    m_visit.busy = "technician.enter";
    m_store->run(
        [digits = t.digits, asks = t.asks, challenge = t.challenge, state = m_settings.state](store::Store& store) mutable {
            point::TechnicianTry out;
            if (asks == Asks::response) {
                const auto hub = known_hub(state, store);
                out = point::try_recovery(store, hub && is_recovery_response(hub->mine, hub->hub, hub->kiosk, challenge, digits));
            } else {
                out = point::try_technician_pin(store, digits);
            }
            content::wipe_text(digits);
            return out;
        },
        [this](const store::Outcome<point::TechnicianTry>& tried) {
            m_visit.busy.clear();
            m_dirty = true;
            if (!m_visit.technician)
                return;
            if (tried)
                technician_tried(*tried.value);
            else
                technician_said("technician.failed");
        });
}

// Twice, because a PIN that was mistyped locks everybody out.
void App::choose_pin() {
    TechnicianVisit& t = *m_visit.technician;
    try {
        point::check_pin(t.digits);
    } catch (const std::invalid_argument&) {
        return technician_said("technician.bad_pin");
    }
    t.said.clear();
    if (t.asks == Asks::new_pin) {
        t.first_pin = std::exchange(t.digits, {});
        t.asks = Asks::new_pin_again;
        return;
    }
    const bool same = t.digits == t.first_pin;
    content::wipe_text(t.first_pin);
    if (!same) {
        content::wipe_text(t.digits);
        t.digits.clear();
        t.asks = Asks::new_pin;
        return technician_said("technician.not_same");
    }
    m_visit.busy = "technician.enter";
    m_store->run(
        [digits = std::exchange(t.digits, {})](store::Store& store) mutable {
            point::set_technician_pin(store, digits);
            content::wipe_text(digits);
        },
        [this](const store::Outcome<std::monostate>& set) {
            m_visit.busy.clear();
            m_dirty = true;
            if (!m_visit.technician)
                return;
            if (!set)
                return technician_said("technician.failed");
            m_visit.technician->asks = Asks::pin;
            technician_tried({point::TechnicianDoor::open, 0});
        });
}

void App::forgot_pin() {
    if (!m_visit.technician)
        return;
    m_store->run(
        [state = m_settings.state](store::Store& store) {
            const auto hub = known_hub(state, store);
            return hub ? std::pair(hub->kiosk, point::recovery_challenge(store)) : std::pair<std::string, std::string>();
        },
        [this](const store::Outcome<std::pair<std::string, std::string>>& known) {
            if (!m_visit.technician || m_visit.screen != ScreenId::technician_pin)
                return;
            TechnicianVisit& t = *m_visit.technician;
            if (!known || known.value->first.empty())
                return technician_said(known ? "technician.recover_none" : "technician.failed");
            std::tie(t.kiosk, t.challenge) = *known.value;
            t.asks = Asks::response;
            content::wipe_text(t.digits);
            t.digits.clear();
            technician_said("");
        });
}

void App::ask_technician(TechnicianWish wish) {
    if (!m_visit.technician || !m_visit.technician->inside)
        return;
    TechnicianVisit& t = *m_visit.technician;
    t.said.clear();
    note_technician(to_text(wish));
    switch (wish) {
    case TechnicianWish::status: go_to(ScreenId::technician_status); return look_at_everything();
    case TechnicianWish::network: go_to(ScreenId::technician_network); return look_at_network();
    case TechnicianWish::printer: return go_to(ScreenId::technician_printer);
    case TechnicianWish::touch: t.touched = {}; return go_to(ScreenId::technician_touch);
    case TechnicianWish::screen: t.card_px = card_w_mm * double(m_look.px_per_mm); return go_to(ScreenId::technician_screen);
    case TechnicianWish::sound: return go_to(ScreenId::technician_sound);
    case TechnicianWish::queue: go_to(ScreenId::technician_queue); return read_for_technician();
    case TechnicianWish::stick: return go_to(ScreenId::technician_stick);
    case TechnicianWish::contents: t.contents.reset(); go_to(ScreenId::technician_contents); return look_at_contents();
    case TechnicianWish::languages: return go_to(ScreenId::language);
    case TechnicianWish::restart: return go_to(ScreenId::technician_restart);
    case TechnicianWish::sync_now:
        m_store->post([](store::Store& store) { store::ask(store, store::Wish::sync_now); });
        return technician_said("technician.sync_asked");
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
    m_store->run([settings = m_settings, pitch](store::Store&) { return decide(settings, {{"screen.pitch_mm", pitch}}).empty(); },
                 [this, pitch](const store::Outcome<bool>& kept) {
                     m_visit.busy.clear();
                     m_dirty = true;
                     if (!kept || !*kept.value)
                         return technician_said("technician.failed");
                     const std::string shown = fmt::format("{:.4f}", pitch);
                     note_technician("screen_measured", shown);
                     m_options.loaded.settings.screen.pitch_mm = pitch;
                     resized();
                     technician_said("technician.screen_kept", {{"pitch", shown}});
                 });
}

void App::say_in(const std::string& language) {
    const content::Phrase phrase = m_content.words->speech(language, "attract.touch");
    m_speech->speak(phrase.text, phrase.language);
}

void App::print_test() {
    if (!m_visit.technician || !m_visit.technician->inside)
        return;
    print_paper(draw_technician_slip(*m_ui, *m_content.words, m_settings, m_visit.language, m_clock.wall_ms()), "test");
}

void App::restart_screen() {
    if (!m_visit.technician || !m_visit.technician->inside)
        return;
    note_technician("restarted");
    spdlog::info("a technician restarts the screen");
    m_quit = true;   // systemd starts it anew (Restart=always)
}

} // namespace accanto::app
