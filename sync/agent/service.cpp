#include "sync/agent/service.h"

#include "content/base/error.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/standing.h"
#include "kiosk/store/take_over.h"
#include "kiosk/store/watch.h"
#include "sync/agent/failure.h"
#include "sync/agent/first_contact.h"
#include "sync/agent/host_link.h"
#include "sync/agent/hub_key.h"
#include "sync/agent/key_turn.h"
#include "sync/agent/link_watch.h"
#include "sync/agent/pull_link.h"
#include "sync/agent/pusher.h"
#include "sync/agent/schedule.h"
#include "sync/agent/wishes.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace accanto::agent {

namespace {

constexpr int64_t look_again_ms = 60'000;   // while not enrolled, or the store cannot be opened
constexpr int64_t stopped_ms = 3'600'000;
constexpr int64_t key_look_ms = 3'600'000;

sigset_t our_signals() {
    sigset_t out;
    sigemptyset(&out);
    for (int one : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&out, one);
    return out;
}

// All that one conversation with the hub needs. Made anew when the identity changes or a handle failed.
struct Conversation {
    Identity identity;
    std::unique_ptr<store::Store> kept;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<Transport> transport;
    Pusher pusher;

    Conversation(Identity who, std::unique_ptr<store::Store> what, const Clock& clock)
        : identity(std::move(who)), kept(std::move(what)), outbox(store_outbox(*kept)), transport(curl_transport(identity.hub)),
          pusher(*outbox, *transport, identity, clock) {}
};

std::unique_ptr<Conversation> begin(const Settings& settings, const Clock& clock) {
    auto identity = load_identity(settings.state);
    if (!identity) {
        auto store = store::Store::open(settings.state, clock);
        FirstContact first = first_contact(settings.state, store->value("kiosk_id").value_or(""), clock.wall_ms(), [](const HubAddress& hub) { return curl_transport(hub); });
        if (!first.trouble.empty()) {
            spdlog::warn("the hub has not taken this kiosk up: {}", first.trouble);
            store::note(*store, store::Peer::hub, "away", first.trouble);
        }
        if (!first.identity)
            return nullptr;
        spdlog::info("the hub has taken this kiosk up as {} of point {}", first.identity->kiosk, first.identity->point);
        if (!first.identity->replaces.empty())
            store::note_take_over(*store, first.identity->replaces);
        identity = std::move(first.identity);
    }
    identity = identity_of(settings);
    return std::make_unique<Conversation>(std::move(*identity), store::Store::open(settings.state, clock), clock);
}

// One of the two ends does not know the key of the other: is there one that it does? Then the identity is to be loaded anew.
bool knows_better(const Step& step, Conversation& talk, const Settings& settings, const Clock& clock) {
    if (step.next == Step::Next::wait && step.unproven)
        return follow_hub_key(settings.state, talk.identity, *talk.transport);
    if (step.next != Step::Next::stop || step.reason != "signature")
        return false;
    const bool found = find_known_key(settings.state, talk.identity, *talk.transport, clock, *talk.outbox);
    if (found)
        spdlog::warn("the hub did not know this kiosk's key; going on with the one that it knows");
    return found;
}

// Wakes for signals, the store's changes, a network that comes, and deadlines.
class Sleeper {
public:
    explicit Sleeper(const std::filesystem::path& state) : m_watch(state) {
        sigset_t signals = our_signals();
        m_signals = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
        if (m_signals < 0)
            throw Error(std::string("signalfd: ") + strerror(errno), errno);
    }
    ~Sleeper() { close(m_signals); }
    Sleeper(const Sleeper&) = delete;

    struct Woken {
        bool quit = false, told = false, link_up = false, changed = false;   // told: by a technician's signal
    };
    Woken sleep(int64_t ms) {
        pollfd fds[3] = {{m_signals, POLLIN, 0}, {m_watch.fd(), POLLIN, 0}, {m_links.fd(), POLLIN, 0}};
        poll(fds, 3, int(std::clamp<int64_t>(ms, 0, 3'600'000)));
        Woken out;
        signalfd_siginfo info;
        while (read(m_signals, &info, sizeof info) == sizeof info) {
            out.told = out.told || info.ssi_signo == SIGHUP;
            out.quit = out.quit || info.ssi_signo != SIGHUP;
        }
        out.changed = m_watch.drain();
        out.link_up = m_links.drain();
        return out;
    }

private:
    store::Watch m_watch;
    LinkWatch m_links;
    int m_signals = -1;
};

class Service {
public:
    Service(const Settings& settings, const Clock& clock)
        : m_settings(settings), m_clock(clock), m_sleeper(settings.state),
          m_schedule(settings.sync.every_s, clock.mono_ms(), clock.mono_ms(), throw_dice), m_wishes(settings, clock),
          m_pull(settings, clock) {
        m_wishes.hear();
        if (settings.has_host())
            m_host.emplace(settings, clock);
    }

    void run() {
        for (;;) {
            auto woken = m_sleeper.sleep(m_schedule.next_ms() - m_clock.mono_ms());
            if (woken.quit)
                return;
            // One of the three places that catch: whatever failed, also that there was no memory, the next pass begins with fresh handles. What
            // happened is in the outbox until the hub's word on it is there.
            try {
                heed(woken);
                if (m_clock.mono_ms() >= m_schedule.next_ms())
                    pass();
            } catch (const std::exception& e) {
                m_talk.reset();
                m_changes = {};
                m_schedule.look_again(m_clock.mono_ms(), look_again_ms);
                log_failure("", e);
            }
        }
    }

private:
    void heed(const Sleeper::Woken& woken) {
        if (woken.told)
            m_stopped = false;   // a link says nothing of why it was stopped
        if (woken.told || woken.link_up) {
            m_talk.reset();   // its connection led over what was there before; also when enrolled anew
            m_schedule.link_up(m_clock.mono_ms());
            if (m_host)
                m_host->look_again();
            spdlog::info("{}: the hub is asked for again", woken.link_up ? "a network has come" : "SIGHUP");
        }
        if (woken.changed && m_wishes.hear()) {
            m_talk.reset();   // also after it had stopped, or was enrolled
            m_stopped = false;
            m_schedule.look_again(m_clock.mono_ms(), 0);
        }
        if (woken.changed && m_talk && m_changes.since_last(*m_talk->kept))
            m_schedule.changed(m_clock.mono_ms(), store::pending_count(*m_talk->kept) > 0);
    }
    void pass() {
        if (!m_talk && !(m_talk = begin(m_settings, m_clock))) {
            if (!m_told)
                spdlog::info("not enrolled: everything waits here. accanto-sync enrol --hub URL --code CODE");
            m_told = true;
            return m_schedule.look_again(m_clock.mono_ms(), look_again_ms);
        }
        if (m_stopped)
            return m_schedule.look_again(m_clock.mono_ms(), stopped_ms);
        const Step step = m_talk->pusher.step();
        if (!step.desired.empty())
            m_pull.hear(step.desired);
        if (knows_better(step, *m_talk, m_settings, m_clock)) {
            m_talk.reset();
            return m_schedule.look_again(m_clock.mono_ms(), 0);
        }
        consequences(step);
        if (step.next == Step::Next::drained)
            turn_key_if_due();
    }
    // Once in a while, when the hub is there and nothing waits.
    void turn_key_if_due() {
        const int64_t now = m_clock.mono_ms();
        if (now < m_key_look_ms)
            return;
        m_key_look_ms = now + key_look_ms;
        if (!store::clock_trusted(*m_talk->kept) || !is_turn_due(m_settings.state, m_clock.wall_ms()))
            return;
        HubTalk talk(*m_talk->transport, m_talk->identity, m_clock, *m_talk->outbox);
        const std::string why = turn_key(m_settings.state, m_talk->identity, talk);
        if (!why.empty())
            return spdlog::warn("this kiosk's key is not turned now: {}", why);
        spdlog::info("this kiosk signs with a new key");
        m_talk.reset();
        m_schedule.look_again(now, 0);   // the hub hears it at once, and forgets the old one
    }
    void consequences(const Step& step) {
        int64_t now = m_clock.mono_ms();
        switch (step.next) {
        case Step::Next::go_on:   // the deadline has passed: the next round goes on, after a look at the signals
            if (step.hub_is_there)
                m_schedule.answered();
            return;
        case Step::Next::drained:
            if (m_schedule.failures() > 0)
                spdlog::info("the hub has everything again");
            store::note(*m_talk->kept, store::Peer::hub, "ok", "");
            return m_schedule.drained(now, step.after_s, step.spread_s);
        case Step::Next::wait:
            if (m_schedule.failures() == 0)
                spdlog::info("waiting: {}", step.reason);
            store::note(*m_talk->kept, store::Peer::hub, "away", step.reason);
            return m_schedule.failed(now, step.retry_after_s);
        case Step::Next::stop:
            spdlog::error("stopped sending until a technician looks: {}", step.reason);
            store::note(*m_talk->kept, store::Peer::hub, "stopped", step.reason);
            m_stopped = true;
            return m_schedule.look_again(now, stopped_ms);
        }
    }

    const Settings& m_settings;
    const Clock& m_clock;
    Sleeper m_sleeper;
    Schedule m_schedule;
    Wishes m_wishes;
    store::Changes m_changes;
    std::unique_ptr<Conversation> m_talk;
    int64_t m_key_look_ms = 0;
    bool m_stopped = false, m_told = false;
    std::optional<HostLink> m_host;
    PullLink m_pull;
};

} // namespace

void block_signals() {
    sigset_t signals = our_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    signal(SIGPIPE, SIG_IGN);
}

void run(const Settings& settings, const Clock& clock) {
    std::filesystem::create_directories(settings.state);
    Service(settings, clock).run();
}

namespace {

Ending pull_now(const Settings& settings, const Clock& clock, Conversation& talk, const std::string& tag) {
    HubTalk questions(*talk.transport, talk.identity, clock, *talk.outbox);
    Puller puller(*talk.kept, questions, clock, pull_place(settings));
    puller.hear(tag);
    const std::string away = pull_all(puller);
    if (away.empty())
        return Ending::drained;
    spdlog::warn("everything is sent, and not all that the hub wants is here: {}", away);
    return Ending::hub_away;
}

} // namespace

Ending drain(const Settings& settings, const Clock& clock, int patience_s) {
    auto talk = begin(settings, clock);
    if (!talk)
        return Ending::not_enrolled;
    int64_t until = clock.mono_ms() + int64_t(patience_s) * 1000;
    for (int failures = 0;;) {
        Step step = talk->pusher.step();
        if (step.next == Step::Next::drained) {
            store::note(*talk->kept, store::Peer::hub, "ok", "");
            return pull_now(settings, clock, *talk, step.desired);
        }
        if (knows_better(step, *talk, settings, clock)) {
            talk = begin(settings, clock);
            continue;
        }
        if (step.next == Step::Next::stop) {
            spdlog::error("stopped: {}", step.reason);
            store::note(*talk->kept, store::Peer::hub, "stopped", step.reason);
            return Ending::stopped;
        }
        if (step.next == Step::Next::go_on) {
            failures = 0;
            continue;
        }
        int64_t wait = back_off_ms(failures++, step.retry_after_s, throw_dice);
        if (clock.mono_ms() + wait > until) {
            spdlog::warn("the hub does not take it now: {}", step.reason);
            store::note(*talk->kept, store::Peer::hub, "away", step.reason);
            return Ending::hub_away;
        }
        poll(nullptr, 0, int(wait));
    }
}

} // namespace accanto::agent
