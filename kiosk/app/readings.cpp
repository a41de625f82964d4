// What is read of the store, and what it changes on the screen.
#include "kiosk/app/app.h"

#include "kiosk/point/describe.h"
#include "kiosk/point/guest.h"
#include "kiosk/point/hub_orders.h"
#include "kiosk/point/quick_actions.h"

#include <spdlog/spdlog.h>

namespace accanto::app {

void App::begin_in_store() {
    if (!m_flows->setting_up.is_bare())
        m_store->post([&settings = m_settings](store::Store& store) { point::describe_point(store, settings); });
    if (!m_settings.has_host())
        m_store->post([](store::Store& store) { point::forget_host(store); });
    m_flows->safe_numbers.bring();
}

void App::request_reading() {
    if (m_reading) {
        m_read_again = true;
        return;
    }
    m_reading = true;
    m_read_ms = m_clock.mono_ms();
    std::string ticket = m_visit.held ? m_visit.held->ticket.id : m_visit.safe ? m_visit.safe->id : std::string();
    std::string code = m_visit.booking ? m_visit.booking->booking.code : std::string();
    m_store->run([ticket, code, &settings = m_settings, open = m_options.lock_down_open](store::Store& store) {
                     Reading read = read_point(store, settings, ticket, code);
                     std::error_code none;
                     read.point.lock_down_open = std::filesystem::exists(open, none);
                     return read;
                 },
                 [this](store::Outcome<Reading> outcome) {
                     m_reading = false;
                     m_dirty = true;
                     if (outcome) {
                         apply(*outcome.value);
                         m_papers->tell_news();
                     } else {
                         m_point.known = true;
                         m_point.trouble = outcome.trouble;
                         spdlog::error("store: {}", outcome.message);
                     }
                     if (std::exchange(m_read_again, false))
                         request_reading();
                 });
}

void App::store_failed(store::StoreTrouble trouble, const std::string& message) {
    spdlog::error("{}", message);
    m_point.trouble = trouble;
    m_retry_ms = m_clock.mono_ms();
    go_to(ScreenId::trouble);
}

// Somebody who is here is not disturbed: what was offered to them stays so until they go.
void App::take_orders() {
    if (!m_ordered || m_taking_orders || m_visit.screen != ScreenId::attract)
        return;
    m_taking_orders = true;
    m_store->run([settings = m_settings, own = m_options.loaded.own.value_or(m_settings)](
                     store::Store& store) { return point::carry_out_hub_orders(store, settings, own); },
                 [this](const store::Outcome<bool>& taken) {
                     m_taking_orders = m_ordered = false;
                     if (!taken)
                         return spdlog::error("what the hub orders: {}", taken.message);
                     request_reading();
                     if (!*taken.value || m_plays)
                         return;
                     spdlog::info("the screen starts anew with the network's settings");
                     m_quit = true;   // systemd starts it again (Restart=always)
                 });
}

void App::apply(const Reading& reading) {
    m_point = reading.point;
    m_ordered = reading.ordered;
    take_orders();
    m_flows->technician.read();
    if (reading.day_changed)
        m_store->post([&settings = m_settings](store::Store& store) { point::end_earlier_days(store, settings); });
    if (reading.reprint_asked)
        m_papers->print_what_desks_ask();
    m_papers->look_at_printer(reading.printer_look);
    if (m_visit.booking && reading.booking && reading.booking->booking.code == m_visit.booking->booking.code) {
        const bool just_made = m_visit.booking->just_made;
        m_visit.booking = reading.booking;
        m_visit.booking->just_made = just_made;
    }
    if (reading.ticket)
        m_flows->safe_numbers.hold_as_ticket(*reading.ticket);
    const bool here = m_visit.held && !m_visit.is_over() && !is_cleaning();
    m_announcer.read(m_point.serving, m_settings.kiosk.letter, here ? m_visit.held->ticket.id : "", m_clock.mono_ms());
    m_flows->tickets.read(reading);
}

bool App::is_cleaning() const { return m_point.is_cleaning(m_clock.mono_ms()); }

ScreenId App::screen() const { return is_cleaning() ? ScreenId::cleaning : m_visit.screen; }

std::optional<Notice> App::notice() const {
    return m_announcer.shown(m_visit.screen == ScreenId::your_turn && !is_cleaning());
}

// In the language of the ticket, whoever is here now.
void App::announce() {
    std::optional<Notice> call = m_announcer.to_say(m_speech->speaking(), m_clock.mono_ms());
    if (!call)
        return;
    m_dirty = true;
    const content::Arguments arguments = {{"label", call->label}, {"desk", call->desk}};
    content::Phrase phrase = m_content.words->speech(call->language, "turn.spoken", arguments);
    if (platform::voice_level(phrase.language, phrase.text) == platform::VoiceLevel::none)
        phrase = m_content.words->speech(m_settings.point.official_language, "turn.spoken", arguments);
    m_speech->announce(phrase);
}

} // namespace accanto::app
