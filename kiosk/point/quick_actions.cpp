#include "kiosk/point/quick_actions.h"

#include "kiosk/point/ticket_rows.h"

#include <algorithm>
#include <charconv>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr std::string_view cleaning_key = "cleaning"; // "<end, on the clock since boot> <boot>"
constexpr int64_t reprint_within_ms = 30'000;

bool is_for_this_kiosk(const Settings& settings, const Ticket& ticket) {
    return ticket.label.starts_with(settings.kiosk.letter);
}

std::vector<Ticket> asked(Store& store, const Settings& settings) {
    std::vector<Ticket> out;
    Query rows = store.db().query("SELECT ticket FROM reprint WHERE asked_boot = ? AND asked_mono > ?",
                                  boot_id(), store.clock().mono_ms() - reprint_within_ms);
    while (rows.step())
        if (auto ticket = find_ticket(store, rows.text(0)); ticket && is_for_this_kiosk(settings, *ticket))
            out.push_back(std::move(*ticket));
    return out;
}

} // namespace

void start_cleaning(Store& store) {
    store.transaction([&] {
        store.set_value(cleaning_key,
                        std::to_string(store.clock().mono_ms() + cleaning_ms) + " " + boot_id());
    });
}

void end_cleaning(Store& store) {
    store.transaction([&] {
        if (store.value(cleaning_key).value_or("") != "")
            store.set_value(cleaning_key, "");
    });
}

int64_t cleaning_left_ms(Store& store) {
    std::string text;
    store.read([&] { text = store.value(cleaning_key).value_or(""); });
    int64_t end = 0;
    auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), end);
    if (error != std::errc() || text.substr(size_t(rest - text.data())) != " " + boot_id())
        return 0;
    return std::clamp<int64_t>(end - store.clock().mono_ms(), 0, cleaning_ms);
}

bool ask_reprint(Store& store, const Settings& settings, std::string_view ticket_id) {
    bool accepted = false;
    store.transaction([&] {
        const ServiceDay day = begin_day(store, settings);
        const std::optional<Ticket> ticket = find_ticket(store, ticket_id);
        accepted = ticket && (is_open(ticket->state) || ticket->state == TicketState::missed) &&
                   is_of_today(store, settings, day, *ticket);
        if (accepted)
            store.db().run("INSERT OR REPLACE INTO reprint (ticket, asked_mono, asked_boot) VALUES (?, ?, ?)",
                           ticket->id, store.clock().mono_ms(), boot_id());
    });
    return accepted;
}

bool reprint_asked(Store& store, const Settings& settings) {
    bool any = false;
    store.read([&] { any = !asked(store, settings).empty(); });
    return any;
}

std::vector<Ticket> take_reprints(Store& store, const Settings& settings) {
    std::vector<Ticket> out;
    store.transaction([&] {
        out = asked(store, settings);
        for (const Ticket& ticket : out)
            store.db().run("DELETE FROM reprint WHERE ticket = ?", ticket.id);
        // And what nobody printed in time.
        store.db().run("DELETE FROM reprint WHERE asked_boot <> ? OR asked_mono <= ?", boot_id(),
                       store.clock().mono_ms() - reprint_within_ms);
    });
    return out;
}

} // namespace accanto::point
