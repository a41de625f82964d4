// What the technician's pages are filled with: looked for off the drawing thread, shown when it is there.
#include "kiosk/app/technician.h"

#include "kiosk/app/setting_up.h"
#include "kiosk/app/technician_tools.h"

namespace accanto::app {

namespace {

constexpr int64_t network_patience_ms = 60'000; // the name alone may take twenty seconds to be given up

} // namespace

void Technician::look_at_network() {
    if (!m_visit.technician)
        return;
    m_visit.technician->network.reset();
    m_visit.technician->network_asked_ms = m_clock.mono_ms();
    m_store.run(
        [](store::Store& store) {
            store::ask(store, store::Wish::look_at_network);
            return store::times_asked(store, store::Wish::look_at_network);
        },
        [this](const store::Outcome<int64_t>& asked) {
            if (!m_visit.technician)
                return;
            if (!asked)
                return m_tools.tell("technician.failed");
            m_visit.technician->network_asked = *asked.value;
        });
}

// With every reading of the store while a technician is here: what other programs have written for them.
void Technician::read() {
    if (!m_visit.technician || !m_visit.technician->inside)
        return;
    struct Read {
        TechnicianVisit::Waiting waiting;
        std::optional<store::NetworkReport> network;
        std::vector<store::Arrival> arrivals;
        std::optional<store::EnrolAnswer> enrolled;
    };
    m_store.run(
        [&settings = m_settings](store::Store& store) {
            const store::OutboxState outbox = store::outbox_state(store);
            Read out;
            out.waiting = {outbox.pending, outbox.parked, 0, int64_t(point::waiting(store, settings).size())};
            if (outbox.oldest_pending_ms)
                out.waiting.oldest_h = std::max<int64_t>(0, store.clock().wall_ms() - *outbox.oldest_pending_ms) / 3'600'000;
            out.network = store::network_report(store);
            out.arrivals = store::read_arrivals(store);
            out.enrolled = store::enrol_answer(store);
            return out;
        },
        [this](store::Outcome<Read> read) {
            if (!m_visit.technician || !read)
                return;
            TechnicianVisit& t = *m_visit.technician;
            t.waiting = read.value->waiting;
            // One that has come is among the packs from now on.
            if (m_visit.screen == ScreenId::technician_contents && read.value->arrivals.size() < t.arrivals.size())
                m_tools.look_at_contents();
            t.arrivals = std::move(read.value->arrivals);
            if (t.network_asked > 0 && read.value->network && read.value->network->asked >= t.network_asked) {
                t.network = std::move(read.value->network);
                if (t.said == "technician.net_silent")
                    t.said.clear();
            }
            m_setting_up.hear_hub(read.value->enrolled);
            m_dirty = true;
        });
}

int64_t Technician::network_deadline_ms() const {
    const bool waits = m_visit.technician && m_visit.screen == ScreenId::technician_network && !m_visit.technician->network && m_visit.technician->said.empty();
    return waits ? m_visit.technician->network_asked_ms + network_patience_ms : std::numeric_limits<int64_t>::max();
}

void Technician::give_up_network() { m_tools.tell("technician.net_silent"); }

} // namespace accanto::app
