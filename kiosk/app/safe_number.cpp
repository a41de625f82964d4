// A number while the store does not open, and what becomes of it.
#include "kiosk/app/app.h"

#include "kiosk/app/ticket_slip.h"
#include "kiosk/point/safe_tickets.h"
#include "kiosk/point/spare_door.h"

#include <spdlog/spdlog.h>

namespace accanto::app {

// On a thread of its own: the store's waits for the store.
void App::take_safe_number() {
    if (m_visit.safe)
        return go_to(ScreenId::safe_number);
    if (!m_visit.busy.empty() || m_safe_number.valid() || !m_visit.is_active() || !m_settings_trouble.empty())
        return;
    m_visit.no_safe_number = false;
    m_visit.busy = "trouble.number";
    m_safe_number =
        std::async(std::launch::async, [this, state = m_settings.state, letter = m_settings.kiosk.letter,
                                        language = m_visit.language] {
            std::optional<store::SafeNumber> given;
            try {
                given = store::give_safe_number(store::safe_places(state), letter, language, m_clock);
            } catch (const std::exception& e) {
                spdlog::error("no number without the store: {}", e.what());
            }
            wake();
            return given;
        });
}

void App::take_given_number() {
    if (!m_safe_number.valid() ||
        m_safe_number.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return;
    std::optional<store::SafeNumber> given = m_safe_number.get();
    m_dirty = true;
    // The visit may have ended meanwhile; the number exists all the same.
    if (m_visit.busy != "trouble.number")
        return;
    m_visit.busy.clear();
    m_visit.no_safe_number = !given;
    if (!given)
        return go_to(ScreenId::trouble);
    m_visit.safe = std::move(given);
    go_to(ScreenId::safe_number);
    print_safe_number();
}

void App::print_safe_number() {
    if (!m_visit.safe)
        return;
    print_paper(draw_safe_slip(*m_ui, *m_content.words, m_settings, m_visit.safe->label(), m_visit.language,
                               m_clock.wall_ms()),
                "number");
}

void App::bring_safe_numbers() {
    m_store->post([&settings = m_settings](store::Store& store) {
        const store::SafePlaces places = store::safe_places(settings.state);
        point::bring_safe_numbers(store, settings, places);
        store::prepare_safe_numbers(settings.state);
        point::settle_spare_door(store, places);
    });
}

// Whoever took it is still here: from now on it is called like every other.
void App::hold_as_ticket(const point::Ticket& ticket) {
    if (m_visit.held || !m_visit.safe || m_visit.safe->id != ticket.id)
        return;
    m_visit.safe.reset();
    m_visit.held.emplace();
    m_visit.held->ticket = ticket;
    if (m_visit.screen == ScreenId::safe_number)
        m_visit.screen = ScreenId::ticket;
}

} // namespace accanto::app
