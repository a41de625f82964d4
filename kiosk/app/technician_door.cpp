// The door of the technician's screen: the PIN, the way without it, and both while the store does not open.
#include "kiosk/app/technician.h"

#include "content/base/file.h"
#include "content/base/recovery.h"
#include "content/library/letters.h"
#include "kiosk/app/setting_up.h"
#include "kiosk/app/technician_mentors.h"
#include "kiosk/app/technician_tools.h"
#include "kiosk/point/pin.h"
#include "kiosk/point/spare_door.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

namespace accanto::app {

namespace {

using Asks = TechnicianVisit::Asks;

constexpr size_t most_digits = 12;

struct KnownHub {
    SecretKey mine;
    PublicKey hub;
    std::string kiosk;
};

// What the enrolment left in the state folder (sync/agent/identity.h); nothing without one. For the store's
// thread.
std::optional<KnownHub> known_hub(const std::filesystem::path& state, store::Store& store) {
    const auto text = read_file(state / "sync" / "hub.json");
    const auto tree = nlohmann::json::parse(text.value_or(""), nullptr, false);
    const auto hub = tree.is_object() ? public_key_from_text(tree.value("hub_key", "")) : std::nullopt;
    if (!hub)
        return std::nullopt;
    return KnownHub{SecretKey::load(state / "sync" / "kiosk.key"), *hub,
                    store.value("kiosk_id").value_or("")};
}

} // namespace

bool Technician::type(const ui::KeyResult& key) {
    const bool is_pin = m_visit.screen == ScreenId::technician_pin || m_visit.screen == ScreenId::technician_mentor_pin;
    if (!is_pin || !m_visit.technician)
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

void Technician::pin_tried(const point::TechnicianTry& tried) {
    TechnicianVisit& t = *m_visit.technician;
    content::wipe_text(t.digits);
    t.digits.clear();
    switch (tried.door) {
    case point::TechnicianDoor::open:
        break;
    case point::TechnicianDoor::wrong:
        return m_tools.tell("technician.wrong");
    case point::TechnicianDoor::no_pin:
        return m_tools.tell(is_without_store() ? "technician.no_spare" : "technician.no_pin");
    case point::TechnicianDoor::locked:
        return m_tools.tell("technician.locked", {{"n", (tried.locked_ms + 59'999) / 60'000}});
    }
    t.said.clear();
    if (t.asks == Asks::response) {
        t.asks = Asks::new_pin;
        return;
    }
    if (m_visit.setup)
        return m_setting_up.door_opened();
    t.inside = true;
    m_visit.trail.clear();
    m_visit.screen = ScreenId::technician;
    m_visit.shown_ms = m_clock.mono_ms();
    look_at_setup();
}

void Technician::enter_digits() {
    if (m_visit.screen == ScreenId::technician_mentor_pin)
        return m_mentors.choose_pin();
    if (!m_visit.technician || m_visit.screen != ScreenId::technician_pin || !m_visit.busy.empty() ||
        m_visit.technician->digits.empty())
        return;
    TechnicianVisit& t = *m_visit.technician;
    if (t.asks == Asks::new_pin || t.asks == Asks::new_pin_again)
        return choose_pin();
    if (is_without_store() && t.asks == Asks::pin)
        return enter_without_store();
    m_visit.busy = "technician.enter";
    m_store.run(
        [digits = t.digits, asks = t.asks, challenge = t.challenge,
         state = m_settings.state](store::Store& store) mutable {
            point::TechnicianTry out;
            if (asks == Asks::response) {
                const auto hub = known_hub(state, store);
                out = point::try_recovery(
                    store, hub && is_recovery_response(hub->mine, hub->hub, hub->kiosk, challenge, digits));
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
                pin_tried(*tried.value);
            else
                m_tools.tell("technician.failed");
        });
}

void Technician::choose_pin() {
    TechnicianVisit& t = *m_visit.technician;
    if (t.asks == Asks::new_pin)
        content::wipe_text(t.first_pin);   // of who went away in between
    std::string pin = m_tools.chosen_pin();
    if (pin.empty()) {
        t.asks = t.first_pin.empty() ? Asks::new_pin : Asks::new_pin_again;
        return;
    }
    m_visit.busy = "technician.enter";
    m_store.run(
        [digits = std::move(pin)](store::Store& store) mutable {
            point::set_technician_pin(store, digits);
            content::wipe_text(digits);
        },
        [this](const store::Outcome<std::monostate>& set) {
            m_visit.busy.clear();
            m_dirty = true;
            if (!m_visit.technician)
                return;
            if (!set)
                return m_tools.tell("technician.failed");
            m_visit.technician->asks = Asks::pin;
            pin_tried({point::TechnicianDoor::open, 0});
        });
}

void Technician::forgot_pin() {
    if (!m_visit.technician || !m_visit.busy.empty())
        return;
    if (is_without_store())
        return m_tools.tell("technician.needs_store");
    m_store.run(
        [state = m_settings.state](store::Store& store) {
            const auto hub = known_hub(state, store);
            return hub ? std::pair(hub->kiosk, point::recovery_challenge(store))
                       : std::pair<std::string, std::string>();
        },
        [this](const store::Outcome<std::pair<std::string, std::string>>& known) {
            if (!m_visit.technician || m_visit.screen != ScreenId::technician_pin)
                return;
            TechnicianVisit& t = *m_visit.technician;
            if (!known || known.value->first.empty())
                return m_tools.tell(known ? "technician.recover_none" : "technician.failed");
            std::tie(t.kiosk, t.challenge) = *known.value;
            t.asks = Asks::response;
            content::wipe_text(t.digits);
            t.digits.clear();
            m_tools.tell("");
        });
}

// On a thread of its own: the store's waits for the store.
void Technician::enter_without_store() {
    if (m_spare_try.valid())
        return;
    m_visit.busy = "technician.enter";
    m_spare_try = std::async(std::launch::async,
                             [this, digits = m_visit.technician->digits, state = m_settings.state]() mutable {
                                 std::optional<point::TechnicianTry> out;
                                 try {
                                     out = point::try_spare_door(store::safe_places(state), m_clock, digits);
                                 } catch (const std::exception& e) {
                                     spdlog::error("the technician's door without the store: {}", e.what());
                                 }
                                 content::wipe_text(digits);
                                 m_moves.wake();
                                 return out;
                             });
}

void Technician::take_spare_try() {
    if (!m_spare_try.valid() || m_spare_try.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return;
    const auto tried = m_spare_try.get();
    m_dirty = true;
    if (!m_visit.technician || m_visit.busy != "technician.enter")
        return;
    m_visit.busy.clear();
    if (!tried)
        return m_tools.tell("technician.failed");
    pin_tried(*tried);
    if (m_visit.technician->inside)
        m_tools.tell("technician.no_store");
}

// However a session begins and ends, and after a start, which ended one.
void Technician::tell_machine() {
    const bool here = m_visit.technician && m_visit.technician->inside;
    if (std::exchange(m_told_machine, here) == here)
        return;
    m_telling_machine = std::async(std::launch::async, [before = std::move(m_telling_machine), here]() mutable {
        if (before.valid())
            before.wait();
        store::tell_technician(store::stick_folder(), here);
    });
}

} // namespace accanto::app
