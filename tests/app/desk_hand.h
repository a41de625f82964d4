#pragma once
// A mentor's hands: what accanto-desk does to the store while a kiosk runs beside it.

#include "content/base/settings.h"
#include "kiosk/app/play_clock.h"
#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"
#include "kiosk/store/outbox.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace accanto::tests {

class DeskHand {
public:
    // Opens the store, and makes it when it is new.
    explicit DeskHand(const std::filesystem::path& state);

    // A mentor is at desk 2. With `ahead_ms` the presence is renewed at a later moment: a visit turns its clock.
    void on(int64_t ahead_ms = 0);
    void off();
    void pause();
    // Somebody takes a number at another kiosk of the point ("C01").
    point::Ticket somebody_waits();
    point::Ticket call();                  // the next one; throws when nobody waits
    void here(const point::Ticket& ticket);
    void miss(const point::Ticket& ticket);
    void finish(const point::Ticket& ticket);
    void park(const point::Ticket& ticket);
    void transfer(const point::Ticket& ticket, const point::Transfer& to);
    void put_back(const point::Ticket& ticket);
    void cancel(const point::Ticket& ticket);
    void reprint(const point::Ticket& ticket);
    void everybody_leaves();               // who still waits
    void start_cleaning();
    void end_cleaning();

    std::vector<point::Ticket> tickets();  // all, oldest first
    // The data of every event of a type ("ticket.taken"), oldest first.
    std::vector<nlohmann::json> events(const std::string& name);
    int count(const std::string& name);
    // What does not hold: a gap in the sequence, a broken chain, tickets and their events not one to one. Empty: all is well.
    std::string broken_promises();
    store::Store& store() { return *m_store; }

private:
    app::PlayClock m_clock;
    Settings m_settings;
    std::unique_ptr<store::Store> m_store;
    std::string m_mentor;
    int m_taken = 0;
};

} // namespace accanto::tests
