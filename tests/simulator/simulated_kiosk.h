#pragma once
// A kiosk's real store, queue and agent on a machine that may fail.

#include "content/base/settings.h"
#include "kiosk/store/store.h"
#include "sync/agent/puller.h"
#include "sync/agent/pusher.h"
#include "sync/agent/schedule.h"
#include "tests/simulator/network.h"

#include <set>

namespace accanto::simulator {

// What a citizen was shown: noted only when the call came back.
struct Shown {
    std::string ticket, label, day, machine;
    int64_t true_ms = 0;
    bool lost = false;             // no disk is left that knew of it
    bool was_suspect = false;      // it may stand behind what was shown later
};

// A seat that somebody was promised: noted when the call came back.
struct Sold {
    std::string code;
    int from_minute = 0;
};

class SimulatedKiosk final : public agent::Transport {
public:
    // `folder` holds an enrolled kiosk.
    SimulatedKiosk(Life& life, Network& network, std::vector<Shown>& ledger, std::filesystem::path folder, std::string name, std::string letter);
    ~SimulatedKiosk() override;

    ManualClock clock;
    const std::string& name() const { return m_name; }
    const std::string& folder() const { return m_folder; }
    bool is_on() const { return m_store != nullptr; }
    // Why its agent waits for a technician; empty: it does not.
    const std::string& stopped() const { return m_stopped; }

    // Opens everything; false when that cannot be now.
    bool start();
    void stop();
    // At the k-th change of its disk from now on; the k-th call fails.
    void lose_power_at(int64_t k) { m_life.disk.cut_power_at(k, m_folder); }
    void fail_disk_at(int64_t k, int code) { m_life.disk.fail_at(k, code, false, m_folder); }
    void lose_power();
    void kill_agent();
    // The network is away for this machine alone.
    bool unplugged = false;

    void people_come(int how_many);
    void visits(int how_many);
    // A record that no hub understands, one too large, one that kills the hub's program.
    void odd_record();
    // Somebody books a seat, and leaves a number with it; adds to `sold`.
    void book(std::vector<Sold>& sold);
    // What the hub ordered is carried out, as when nobody is at the screen.
    void carry_out();
    bool has_open_orders();
    std::string id() const { return m_identity->kiosk; }
    void night();
    // The agent works until its schedule says wait, at most `steps`.
    void sync(int steps);
    int64_t next_sync_ms() const;   // on its own clock
    bool drained() const { return m_drained; }
    // Something is set aside that the hub itself never refused.
    bool has_suspects() const;
    // All of the hub's wish is here, or it is said why not.
    bool pulled() const { return m_pulled; }
    // Another key; a kiosk whose hub does not know its key finds one that it does (sync).
    void turn_key();
    // What it shows of content, whole; adds to life.broken when that is not what the hub wants.
    void check_content(hub::Storage& storage, bool has_all_published);

    // Its store is gone: the night's copy comes back. Or a page of it is: what can be read is kept.
    void lose_store();
    void spoil_store();
    // A technician: the old life is over, what was not sent goes on in a new one, under a new key.
    void cure(SimulatedHub& hub);
    // The tickets whose event its outbox still has, sent or not.
    std::set<std::string> tickets_in_outbox(const std::string& where = "true");

    agent::Reply send(const wire::Message& request, const std::string& body) override;

    store::Store& store() { return *m_store; }

private:
    // What throws costs the handle, as in the programs; what cut the power costs the machine.
    void attempt(const std::function<void()>& work);
    void start_agent();
    void note_suspects();
    void pull();
    bool finds_known_key();
    void replace_store(const std::function<void()>& how, const char* what);

    Life& m_life;
    Network& m_network;
    std::vector<Shown>& m_ledger;
    std::string m_folder, m_name;
    Settings m_settings;
    std::unique_ptr<store::Store> m_store;
    std::optional<agent::Identity> m_identity;
    std::unique_ptr<agent::Outbox> m_outbox;
    std::unique_ptr<agent::Pusher> m_pusher;
    std::unique_ptr<agent::HubTalk> m_talk;
    std::unique_ptr<agent::Puller> m_puller;
    std::optional<agent::Schedule> m_schedule;
    std::string m_stopped;
    std::set<std::string> m_of_before; // tickets that stand in an epoch that is over
    int m_keys = 0, m_nights = 0, m_visits = 0, m_bookings = 0;
    bool m_drained = false, m_pulled = true;
};

} // namespace accanto::simulator
