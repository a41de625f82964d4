#include "tests/simulator/simulation.h"

#include "tests/simulator/beginning.h"
#include "tests/simulator/orders.h"
#include "tests/simulator/promises.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

namespace accanto::simulator {

namespace {

constexpr int64_t second = 1000, hour = 3'600'000, day = 24 * hour;

// A folder of its own that begins like all.
struct Home {
    tests::TemporaryFolder folder{where_lives_are()};
    Home() {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(beginning())) {
            const auto to = folder.path() / std::filesystem::relative(entry.path(), beginning());
            if (entry.is_directory())
                std::filesystem::create_directory(to);
            else if (entry.path().filename() == "store.reserve")   // large, and never written to
                std::filesystem::create_hard_link(entry.path(), to);
            else
                std::filesystem::copy_file(entry.path(), to);
        }
    }
    std::filesystem::path operator/(const std::string& name) const { return folder / name; }
};

class Simulation {
public:
    explicit Simulation(uint64_t seed)
        : m_life(seed), m_hub(m_life, m_home / "hub"), m_network(m_life, m_hub) {
        m_originals = m_life.dice.one_in(3) ? kiosks_at_beginning : 1;
        for (int i = 0; i < m_originals; ++i)
            add_machine(kiosk_folder(i), fmt::format("kiosk-{}", i), i == 0 ? "B" : "C");
        m_hub.start();
        for (auto& kiosk : m_kiosks)
            kiosk->start();
        m_network.set_weather(int(m_life.dice.pick(std::vector<int>{0, 5, 15, 40})));
        if (m_life.dice.one_in(4))
            m_network.poison = "poison.v1";
        m_ordered = m_life.dice.one_in(2);
        if (m_ordered)
            m_hub.order_schedule();
    }

    Outcome live() {
        // Most lives are short: what goes wrong goes wrong soon, and more of them see more.
        const int64_t rounds = m_life.dice.one_in(16) ? m_life.dice.between(10, 40) : m_life.dice.between(2, 6);
        for (int64_t i = 0; i < rounds && m_life.broken.empty(); ++i)
            round();
        if (m_life.broken.empty())
            end();
        Outcome out;
        out.broken = m_life.broken;
        out.faults = m_life.faults;
        out.story = to_hex(view(m_life.story));
        out.tickets = int(m_ledger.size());
        out.lost = int(std::count_if(m_ledger.begin(), m_ledger.end(), [](const Shown& one) { return one.lost; }));
        out.stopped = m_technician;
        return out;
    }

private:
    std::filesystem::path kiosk_folder(int i) const { return m_home / fmt::format("kiosk{}", i); }
    void add_machine(const std::filesystem::path& folder, const std::string& name, const std::string& letter) {
        m_kiosks.push_back(std::make_unique<SimulatedKiosk>(m_life, m_network, m_ledger, folder, name, letter));
    }
    SimulatedKiosk& any_kiosk() { return *m_kiosks[size_t(m_life.dice.up_to(int64_t(m_kiosks.size()) - 1))]; }

    void pass_time(int64_t ms) {
        m_life.now_ms += ms;
        m_hub.clock.advance_ms(ms);
        for (auto& kiosk : m_kiosks)
            kiosk->clock.advance_ms(ms);
    }

    void round() {
        pass_time(m_life.dice.pick(std::vector<int64_t>{0, second, 20 * second, 70 * second, 10 * 60 * second, hour}));
        if (m_life.dice.one_in(60)) {
            const int64_t long_while = m_life.dice.one_in(3) ? 8 * day : day;
            m_let_go = m_let_go || long_while > 7 * day;
            pass_time(long_while);
        }
        plan_a_fault();
        SimulatedKiosk& kiosk = any_kiosk();
        switch (m_life.dice.up_to(3)) {
        case 0: kiosk.visits(int(m_life.dice.one_in(6) ? m_life.dice.up_to(40) : m_life.dice.between(1, 4))); break;
        default: kiosk.people_come(int(m_life.dice.between(1, 3)));
        }
        if (m_life.dice.one_in(12))
            any_kiosk().odd_record();
        if (m_ordered)
            order();
        for (auto& each : m_kiosks)
            each->sync(6);
        if (m_life.dice.one_in(3))
            m_network.deliver_late();
        m_life.disk.heal();
        if (m_disk_full)
            note_losses();   // a full disk lets go of what the hub had acknowledged, and it may have gone back since
        m_let_go = m_let_go || m_disk_full;
        m_disk_full = false;
        befall();
        if (!m_hub.is_up() && m_life.dice.one_in(2))
            m_hub.start();
        call_technician();
    }

    // People book, and somebody decides something from afar.
    void order() {
        Dice& dice = m_life.dice;
        for (int64_t i = dice.up_to(2); i > 0; --i)
            any_kiosk().book(m_sold);
        any_kiosk().carry_out();
        switch (dice.up_to(7)) {
        case 0: m_hub.order_settings(); break;
        case 1: m_hub.order_schedule(); break;
        case 2:
            if (!m_sold.empty())
                m_hub.erase(m_sold[size_t(dice.up_to(int64_t(m_sold.size()) - 1))].code);
            break;
        default: break;
        }
    }

    // Of those that strike in the middle of something, at most one is under way at a time.
    void plan_a_fault() {
        Dice& dice = m_life.dice;
        switch (dice.up_to(11)) {
        case 0: m_hub.lose_power_at(dice.between(1, 12)); break;
        case 1: m_hub.fail_disk_at(dice.between(1, 60), dice.one_in(2) ? SQLITE_IOERR : SQLITE_FULL); break;
        case 2: any_kiosk().lose_power_at(dice.between(1, 30)); break;
        case 3:
            m_disk_full = dice.one_in(2);
            any_kiosk().fail_disk_at(dice.between(1, 80), m_disk_full ? SQLITE_FULL : SQLITE_IOERR);
            break;
        default: break;
        }
    }

    // What comes between two things.
    void befall() {
        Dice& dice = m_life.dice;
        SimulatedKiosk& kiosk = any_kiosk();
        switch (dice.up_to(31)) {
        case 0:
            m_life.fault("hub: power lost");
            m_hub.lose_power();
            break;
        case 1: m_hub.stop(); break;
        case 2:
            if (m_hub.is_up())
                m_hub.back_up();
            break;
        case 3: restore_hub(); break;
        case 4:
            m_life.fault("kiosk: power lost");
            kiosk.lose_power();
            break;
        case 5:
            m_life.fault("agent: killed");
            kiosk.kill_agent();
            break;
        case 6: kiosk.night(); break;
        case 7: turn_clock(kiosk); break;
        case 8: kiosk.unplugged = !kiosk.unplugged; break;
        case 9:
            if (dice.one_in(2)) {
                kiosk.lose_store();
                note_losses();
            }
            break;
        case 10:
            if (dice.one_in(2)) {
                kiosk.spoil_store();
                note_losses();
            }
            break;
        case 11:
            if (dice.one_in(3))
                copy_disk();
            break;
        case 12:
        case 13: m_hub.publish(); break;
        case 14:
            if (dice.one_in(3))
                m_hub.take_back();
            break;
        case 15: kiosk.turn_key(); break;
        case 16: m_network.too_much = dice.between(1, 40); break;
        default: break;
        }
    }

    void restore_hub() {
        m_life.fault("hub: restored from an old copy");
        m_hub.start();
        m_hub.restore();
        note_losses();
    }

    // A battery that is empty: after the next start the clock stands in 1970, or far ahead.
    void turn_clock(SimulatedKiosk& kiosk) {
        const bool back = m_life.dice.one_in(2);
        m_life.fault(back ? "clock: 1970" : "clock: 20 years ahead");
        kiosk.lose_power();
        kiosk.clock.set_wall_ms(back ? 1000 : m_life.now_ms + 20 * 365 * day);
        m_clock_wrong[&kiosk] = true;
    }
    void set_clocks_right() {
        for (auto& [kiosk, wrong] : m_clock_wrong)
            if (wrong)
                kiosk->clock.set_wall_ms(m_life.now_ms);
        m_clock_wrong.clear();
    }

    // Somebody copies a whole disk, and both go on.
    void copy_disk() {
        if (std::filesystem::exists(m_home / "twin"))   // once in a life
            return;
        m_life.fault("kiosk: disk cloned");
        SimulatedKiosk& original = *m_kiosks.front();
        original.stop();
        std::filesystem::copy(kiosk_folder(0), m_home / "twin", std::filesystem::copy_options::recursive);
        original.start();
        add_machine(m_home / "twin", "twin", "B");
        m_twin = m_kiosks.back().get();
        for (int i = 0; i < 1000; ++i)   // its boots are none of the original's
            m_twin->clock.reboot();
        m_twin->start();
    }

    // Which of what was shown no disk knows any more.
    void note_losses() {
        m_hub.start();
        std::set<std::string> known = tickets_at(m_hub.storage());
        for (auto& kiosk : m_kiosks)
            if (kiosk->is_on())
                known.merge(kiosk->tickets_in_outbox());
        for (Shown& shown : m_ledger)
            shown.lost = shown.lost || !known.contains(shown.ticket);
    }

    void call_technician() {
        for (int i = 0; i < m_originals; ++i)   // the twin, which may be taken away over it, comes after them
            if (SimulatedKiosk& kiosk = *m_kiosks[size_t(i)]; !kiosk.stopped().empty() && m_hub.is_up() && m_life.dice.one_in(4))
                cure(kiosk);
    }
    void cure(SimulatedKiosk& kiosk) {
        ++m_technician;
        retire_twin();
        kiosk.cure(m_hub);
    }
    void retire_twin() {
        if (!m_twin)
            return;
        m_twin->stop();
        m_clock_wrong.erase(m_twin);
        std::erase_if(m_kiosks, [&](const auto& one) { return one.get() == m_twin; });
        m_twin = nullptr;
        note_losses();
    }

    // Better days: everything that is under way arrives, and then all must be as it should.
    void end() {
        m_life.disk.heal();
        m_network.set_weather(0);
        m_network.poison.clear();   // a newer hub does not die of it
        m_network.too_much = 0;
        m_hub.stop();   // what its disk kept from being erased is erased when it starts
        m_hub.start();
        set_clocks_right();
        retire_twin();
        // At rest is who has heard the hub's last word; what one kiosk tells may change what another is to have.
        for (int i = 0, quiet = 0; i < 400 && quiet < 3; ++i, quiet = is_settled() ? quiet + 1 : 0) {
            pass_time(16 * 60 * second);
            m_network.deliver_late();
            for (auto& kiosk : m_kiosks) {
                kiosk->unplugged = false;
                if (!kiosk->is_on())
                    kiosk->start();
                if (!kiosk->stopped().empty())
                    cure(*kiosk);
                kiosk->sync(20);
                if (kiosk->is_on() && kiosk->has_open_orders())
                    kiosk->carry_out();
            }
        }
        if (!is_settled())
            m_life.broken.push_back("it does not come to rest");
        check_promises(m_life, m_hub.storage(), m_ledger);
        for (auto& kiosk : m_kiosks)
            kiosk->check_content(m_hub.storage(), m_hub.has_all_published());
        std::vector<SimulatedKiosk*> kiosks;
        for (auto& kiosk : m_kiosks)
            kiosks.push_back(kiosk.get());
        check_orders(m_life, m_hub, kiosks, m_sold, !is_anything_forgotten());
    }
    // A store that came back from a copy forgot what it sold; a hub, what its kiosks let go of since.
    bool is_anything_forgotten() const {
        for (const char* one : {"kiosk: restored from its copy of the night", "kiosk: a page of its disk lost", "kiosk: disk cloned"})
            if (m_life.faults.contains(one))
                return true;
        return m_life.faults.contains("hub: restored from an old copy") && m_let_go;
    }
    bool is_settled() const {
        return std::all_of(m_kiosks.begin(), m_kiosks.end(), [](const auto& kiosk) { return kiosk->is_on() && !kiosk->has_open_orders() && kiosk->drained() && kiosk->pulled() && !kiosk->has_suspects(); });
    }

    Home m_home;
    Life m_life;
    SimulatedHub m_hub;
    Network m_network;
    std::vector<Shown> m_ledger;
    std::vector<std::unique_ptr<SimulatedKiosk>> m_kiosks;
    SimulatedKiosk* m_twin = nullptr;
    std::map<SimulatedKiosk*, bool> m_clock_wrong;
    std::vector<Sold> m_sold;
    bool m_ordered = false;                     // kiosks are given orders in this life
    bool m_disk_full = false, m_let_go = false;
    int m_originals = 1, m_technician = 0;
};

} // namespace

Outcome live(uint64_t seed) {
    return Simulation(seed).live();
}

} // namespace accanto::simulator
