#pragma once
// A point with two kiosks and a hub, all the real programs but the screens: B has the desk, C is its guest, a
// cable between them. A third kiosk, D, joins when it is asked to. A mentor's hands work on the host's store, a citizen's on either.

#include "content/base/settings.h"
#include "kiosk/point/guest.h"
#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"
#include "kiosk/store/store.h"
#include "tests/faults/cable.h"
#include "tests/process.h"
#include "tests/temporary_folder.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace accanto::tests {

class Apart {
public:
    Apart();
    ~Apart();

    void start_desk();
    void start_hub();
    void start_host_sync();
    void start_guest_sync();
    void start_third_sync();
    std::unique_ptr<Process> desk, hub, host_sync, guest_sync, third_sync;

    point::Ticket take(const Settings& kiosk);
    point::DeskUser user(const std::string& desk_name) const { return {m_mentor, desk_name}; }
    // Runs `work` on a fresh handle of this kiosk's store, as one more program would.
    void with(const Settings& kiosk, const std::function<void(store::Store&)>& work) const;
    std::optional<point::Ticket> find(const Settings& kiosk, const std::string& id) const;
    std::string state_of(const Settings& kiosk, const std::string& id) const;
    std::string line(const Settings& kiosk) const;
    // Waits, at most half a minute.
    static bool becomes(const std::function<bool()>& holds);
    bool together() const; // both show one line, and the guest has nothing more to tell

    // `accanto-sync once` at both kiosks, until the hub has everything. Ends the services first.
    void bring_everything();
    // What the hub holds: how often each type of event of each ticket, by "C01 ticket.taken".
    std::map<std::string, int> at_hub() const;

    Settings host, guest, third;
    std::filesystem::path host_file, guest_file, third_file; // the settings
    std::unique_ptr<Cable> cable;

private:
    std::string read_address(const std::filesystem::path& file, const std::string& beginning) const;
    void enrol(const Settings& kiosk, const std::filesystem::path& file);
    std::string log(const char* name) const { return (m_folder / name).string(); }

    TemporaryFolder m_folder;
    SystemClock m_clock;
    std::string m_zone, m_mentor, m_hub_address;
    int m_desk_port = 0, m_taken = 0;
};

} // namespace accanto::tests
