#include "kiosk/app/safe_numbers.h"

#include "kiosk/app/ticket_slip.h"
#include "kiosk/point/safe_tickets.h"
#include "kiosk/point/spare_door.h"

#include <spdlog/spdlog.h>

namespace accanto::app {

SafeNumbers::~SafeNumbers() {
    if (m_given.valid())
        m_given.wait();
}

// On a thread of its own: the store's waits for the store.
void SafeNumbers::take() {
    if (m_visit.safe)
        return go_to(ScreenId::safe_number);
    if (!m_visit.busy.empty() || m_given.valid() || !m_visit.is_active() || !m_settings_trouble.empty())
        return;
    m_visit.no_safe_number = false;
    m_visit.busy = "trouble.number";
    m_given = std::async(std::launch::async, [this, state = m_settings.state,
                                              letter = m_settings.kiosk.letter, language = m_visit.language] {
        std::optional<store::SafeNumber> given;
        try {
            given = store::give_safe_number(store::safe_places(state), letter, language, m_clock);
        } catch (const std::exception& e) {
            spdlog::error("no number without the store: {}", e.what());
        }
        m_moves.wake();
        return given;
    });
}

void SafeNumbers::take_given() {
    if (!m_given.valid() || m_given.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return;
    std::optional<store::SafeNumber> given = m_given.get();
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
    print();
}

void SafeNumbers::print() {
    if (!m_visit.safe)
        return;
    m_papers.print(
        draw_safe_slip(m_ui, m_words, m_settings, m_visit.safe->label(), m_visit.language, m_clock.wall_ms()),
        "number");
}

void SafeNumbers::bring() {
    m_store.post([&settings = m_settings](store::Store& store) {
        const store::SafePlaces places = store::safe_places(settings.state);
        point::bring_safe_numbers(store, settings, places);
        store::prepare_safe_numbers(settings.state);
        point::settle_spare_door(store, places);
    });
}

// Whoever took it is still here: from now on it is called like every other.
void SafeNumbers::hold_as_ticket(const point::Ticket& ticket) {
    if (m_visit.held || !m_visit.safe || m_visit.safe->id != ticket.id)
        return;
    m_visit.safe.reset();
    m_visit.held.emplace();
    m_visit.held->ticket = ticket;
    if (m_visit.screen == ScreenId::safe_number)
        m_visit.screen = ScreenId::ticket;
}

} // namespace accanto::app
