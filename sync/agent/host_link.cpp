#include "sync/agent/host_link.h"

#include "content/base/error.h"
#include "content/base/point_key.h"
#include "kiosk/point/guest.h"
#include "kiosk/store/standing.h"
#include "kiosk/store/watch.h"
#include "sync/agent/host_talk.h"
#include "sync/agent/schedule.h"
#include "sync/agent/worker.h"

#include <spdlog/spdlog.h>

#include <poll.h>

namespace accanto::agent {

namespace {

using What = HostTalk::Outcome::What;

constexpr int64_t wait_for_news_ms = 10'000;
constexpr int64_t at_rest_ms = 60'000;       // a look without a reason
constexpr int64_t least_round_ms = 200;      // of questions without news, should the host answer at once
// On the point's own network there is one host and a handful of guests: nobody needs to be spared, and people wait.
constexpr int64_t retry_ms = 1'000, retry_range_ms = 2'000;

constexpr CurlLimits limits(const std::atomic<bool>* stop) {
    // Longer than the host waits for news, and little more: a cut cable is noticed by this alone.
    return {3, int(wait_for_news_ms / 1000) + 5, Certificate::any, stop};
}

// All that one thread needs. Made anew after trouble.
struct Ends {
    std::unique_ptr<store::Store> store;
    wire::SecretKey key;
    std::unique_ptr<Transport> transport;
    HostTalk talk;

    Ends(const Settings& settings, const Clock& clock, const std::atomic<bool>* stop)
        : store(store::Store::open(settings.state, clock)), key(point_key(settings)),
          transport(curl_transport(host_address(settings), limits(stop))), talk(*store, settings, *transport, key, clock) {}
};

} // namespace

class HostLink::HostWorker : public Worker {
protected:
    HostWorker(const Settings& settings, const Clock& clock) : Worker("with the kiosk that has the desk"), m_settings(settings), m_clock(clock) {}
    void back_off() { sleep(retry_ms + int64_t(throw_dice() * double(retry_range_ms))); }

    const Settings& m_settings;
    const Clock& m_clock;
};

class HostLink::Teller final : public HostWorker {
public:
    Teller(const Settings& settings, const Clock& clock) : HostWorker(settings, clock) { start(); }
    ~Teller() override { finish(); }

private:
    void work() override {
        Ends ends(m_settings, m_clock, &m_stop);
        store::Watch watch(m_settings.state);
        point::begin_as_guest(*ends.store, m_settings);
        while (!m_stop) {
            watch.drain();   // before the store is read: what comes meanwhile wakes the sleep below
            switch (ends.talk.tell().what) {
            case What::done: break;
            case What::nothing: sleep(at_rest_ms, watch.fd()); break;
            case What::away: back_off(); break;   // the listener says so
            }
        }
    }
};

class HostLink::Listener final : public HostWorker {
public:
    Listener(const Settings& settings, const Clock& clock) : HostWorker(settings, clock) { start(); }
    ~Listener() override { finish(); }

private:
    void work() override {
        Ends ends(m_settings, m_clock, &m_stop);
        while (!m_stop) {
            const int64_t asked = m_clock.mono_ms();
            const HostTalk::Outcome outcome = ends.talk.listen(wait_for_news_ms);
            if (m_stop)
                return;
            if (outcome.what == What::away) {
                if (store::note(*ends.store, store::Peer::host, "away", outcome.reason))
                    spdlog::warn("the kiosk with the desk is away, numbers are given on: {}", outcome.reason);
                back_off();
                continue;
            }
            if (store::note(*ends.store, store::Peer::host, "ok", ""))
                spdlog::info("together with the kiosk that has the desk");
            if (outcome.what == What::nothing && m_clock.mono_ms() - asked < least_round_ms)
                sleep(least_round_ms);
        }
    }
};

HostLink::HostLink(const Settings& settings, const Clock& clock)
    : m_teller(std::make_unique<Teller>(settings, clock)), m_listener(std::make_unique<Listener>(settings, clock)) {}

HostLink::~HostLink() {
    m_teller->ask_to_end();   // both before either is waited for
    m_listener->ask_to_end();
}

void HostLink::look_again() {
    m_teller->wake();
    m_listener->wake();
}

std::string meet_host(const Settings& settings, const Clock& clock, int patience_s) {
    Ends ends(settings, clock, nullptr);
    point::begin_as_guest(*ends.store, settings);
    for (const int64_t until = clock.mono_ms() + int64_t(patience_s) * 1000;;) {
        const HostTalk::Outcome told = ends.talk.tell();
        const HostTalk::Outcome heard = told.what == What::away ? told : ends.talk.listen(0);
        store::note(*ends.store, store::Peer::host, heard.what == What::away ? "away" : "ok", heard.reason);
        if (told.what == What::nothing && heard.what == What::nothing)
            return "";
        if (heard.what != What::away)
            continue;
        if (clock.mono_ms() + retry_ms > until)
            return heard.reason;
        poll(nullptr, 0, int(retry_ms));
    }
}

} // namespace accanto::agent
