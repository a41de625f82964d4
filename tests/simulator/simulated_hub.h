#pragma once
// The hub's real code on a machine that may fail: power, disk, an operator who puts an old copy back.

#include "sync/agent/transport.h"
#include "sync/hub/kiosk_api.h"
#include "tests/simulator/machine.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace accanto::simulator {

class SimulatedHub {
public:
    SimulatedHub(Life& life, std::filesystem::path folder);
    ~SimulatedHub();

    ManualClock clock{start_ms};
    const std::string& folder() const { return m_folder; }
    bool is_up() const { return m_running != nullptr; }
    void start();
    void stop();
    // At the k-th change of its disk from now on, whenever that is.
    void lose_power_at(int64_t k);
    void lose_power();
    // The k-th call of its disk fails, once.
    void fail_disk_at(int64_t k, int code) { m_life.disk.fail_at(k, code, false, m_folder); }
    // Keeps a copy of everything; puts the oldest one kept back.
    void back_up();
    void restore();

    // What one request gets. Status 0: the machine is off, or went off over it.
    agent::Reply answer(const wire::Message& request, const std::string& body, bool overloaded);

    // The publisher's next version, for everybody; the last one taken back. Nothing happens when the hub is off, or its disk fails.
    void publish();
    void take_back();
    // Settings for all of the point, its schedule anew, an erasure of what somebody left under this code. Nothing happens as above.
    void order_settings();
    void order_schedule();
    void erase(const std::string& code);
    // Whether what it has published is all that ever was: no older copy came back.
    bool has_all_published() const { return !m_published_lost; }

    hub::Storage& storage();
    std::string new_code(const std::string& point);

private:
    struct Running;
    void attempt(const std::function<void(hub::Storage&)>& work);
    void note_promise(const wire::Message& request, const agent::Reply& reply);
    void check_promises();

    Life& m_life;
    std::string m_folder;
    std::unique_ptr<Running> m_running;
    std::vector<std::filesystem::path> m_copies;
    int m_published = 0;
    bool m_published_lost = false;
    // By kiosk and epoch: up to where it said that it has it. What it holds must never be less.
    std::map<std::string, std::map<int64_t, int64_t>> m_promised;
};

} // namespace accanto::simulator
