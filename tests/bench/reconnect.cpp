// A region's mains come back: every kiosk of it has something to tell, all within a minute, and the hub dies
// again and again meanwhile.
//
//   bench_reconnect HUB [--kiosks 2000] [--every-s 30] [--kill-every-s 20] [--kills 1000] [--minutes 15]
//
// The hub is the real program, killed with SIGKILL and started again as systemd would. Each kiosk is a thread
// with the agent's own pusher, schedule and curl, a key of its own and events of its own; only its outbox is
// in memory. Here and there a portal answers in the hub's place. Fails when in the end the hub does not hold
// exactly what the kiosks have to tell; what it lacks is lost where it was acknowledged, and late where the
// kiosk still has it.

#include "content/base/bytes.h"
#include "sync/hub/local_hub.h"
#include "sync/hub/storage/storage.h"
#include "tests/bench/ingest_parts.h"
#include "tests/bench/returning_kiosk.h"
#include "tests/temporary_folder.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <sys/resource.h>
#include <thread>

namespace accanto::bench {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Told = std::vector<std::pair<std::string, std::string>>;
using Kiosks = std::vector<std::unique_ptr<ReturningKiosk>>;

struct Plan {
    int kiosks = 2000, every_s = 30, kill_every_s = 20, kills = 1000, minutes = 15;
};

// Half a day of a kiosk, with every fiftieth away for a fortnight.
size_t events_of(int kiosk) {
    return kiosk % 50 == 49 ? 700 : size_t(20 + kiosk * 37 % 60);
}

std::vector<std::string> envelopes(const std::string& kiosk, const Told& told, size_t from, size_t count) {
    const SystemClock clock;
    std::vector<std::string> out;
    int64_t floor_ms = 0;
    for (size_t i = 0; i < count; ++i) {
        const auto& [type, data] = told[(from + i) % told.size()];
        const int64_t ago_ms = int64_t(count - i) * 60'000;
        out.push_back(fmt::format(
            R"({{"specversion":"1.0","id":"{}","source":"/kiosks/{}","type":"{}","time":"{}","datacontenttype":"application/json",)"
            R"("epoch":1,"seq":{},"bootid":"{}","monoms":{},"clockquality":"trusted","data":{}}})",
            uuid7(clock.wall_ms() - ago_ms, floor_ms), kiosk, type, rfc3339(clock.wall_ms() - ago_ms), i + 1,
            boot_id(), std::max<int64_t>(0, clock.mono_ms() - ago_ms), data));
    }
    return out;
}

// Each enrolled as a technician does it; four at a point.
Kiosks enrolled(const Plan& plan, const Served& served, const Told& told) {
    Kiosks out(size_t(plan.kiosks));
    const tests::TemporaryFolder keys(fs::exists("/dev/shm") ? fs::path("/dev/shm")
                                                             : fs::temp_directory_path());
    std::atomic<int> next = 0;
    std::vector<std::future<void>> technicians;
    for (int t = 0; t < 8; ++t)
        technicians.push_back(std::async(std::launch::async, [&] {
            hub::LocalHub desk(served.data);
            for (int i = next++; i < plan.kiosks; i = next++) {
                const std::string id = uuid7(SystemClock().wall_ms());
                const fs::path state = keys / id;
                const auto transport = agent::curl_transport(served.address);
                auto result =
                    agent::enrol(state, served.address,
                                 desk.make_code({{fmt::format("point-{}", i / 4), "", "Europe/Madrid"}, ""}),
                                 id, "", SystemClock().wall_ms(), *transport);
                if (!result.identity)
                    throw std::runtime_error(result.refusal);
                fs::remove_all(state);
                out[size_t(i)] = std::make_unique<ReturningKiosk>(
                    std::move(*result.identity), envelopes(id, told, size_t(i) * 31, events_of(i)));
            }
        }));
    for (auto& technician : technicians)
        technician.get();
    return out;
}

// Until all are through: kills the hub and starts it again.
int let_them_come(const Plan& plan, Served& served, Kiosks& kiosks) {
    const auto began = Steady::now(), give_up = began + std::chrono::minutes(plan.minutes);
    std::atomic<int> through = 0;
    std::vector<std::jthread> lives;
    for (auto& kiosk : kiosks)
        lives.emplace_back([&, mine = kiosk.get()] {
            mine->come_back(plan.every_s, give_up);
            ++through;
        });
    int killed = 0;
    while (through < plan.kiosks) {
        std::this_thread::sleep_for(20ms);
        if (killed < plan.kills && seconds_since(began) > plan.kill_every_s * (killed + 1)) {
            served.die();
            std::this_thread::sleep_for(2s); // RestartSec of its unit
            served.rise();
            ++killed;
        }
    }
    return killed;
}

struct Ledger {
    size_t lost = 0, late = 0, twice = 0, strange = 0, events = 0;
    bool is_kept() const { return lost + twice + strange == 0; }
};

Ledger ledger_of(const fs::path& data, const Kiosks& kiosks) {
    struct Account {
        const MemoryOutbox* outbox;
        std::vector<bool> held;
    };
    std::map<std::string, Account> accounts;
    Ledger out;
    for (const auto& kiosk : kiosks) {
        const auto& events = kiosk->outbox().events();
        accounts[kiosk->identity().kiosk] = {&kiosk->outbox(), std::vector<bool>(events.size())};
        out.events += events.size();
    }
    const auto storage = hub::open_sqlite_read_only(data);
    storage->each_event([&](const hub::StoredEvent& event) {
        const auto at = accounts.find(event.kiosk);
        const size_t place = size_t(event.seq - 1);
        if (at == accounts.end() || place >= at->second.held.size() || event.epoch != 1 ||
            event.disposition != "stored" || event.bytes != at->second.outbox->events()[place])
            return ++out.strange, true;
        out.twice += at->second.held[place];
        at->second.held[place] = true;
        return true;
    });
    for (const auto& [kiosk, account] : accounts)
        for (size_t place = 0; place < account.held.size(); ++place)
            if (!account.held[place])
                ++(account.outbox->has_yet_to_tell(int64_t(place) + 1) ? out.late : out.lost);
    out.strange += storage->alarms(10).size();
    return out;
}

template <typename T>
double percentile(std::vector<T> values, double share) {
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return double(values[std::min(values.size() - 1, size_t(share * double(values.size())))]);
}

Heard sum_of(const Kiosks& kiosks) {
    Heard all;
    for (const auto& kiosk : kiosks) {
        const Heard& one = kiosk->heard();
        all.acknowledged += one.acknowledged, all.told += one.told, all.busy += one.busy,
            all.refused += one.refused;
        all.silent += one.silent, all.forged += one.forged, all.believed += one.believed;
        all.push_ms.insert(all.push_ms.end(), one.push_ms.begin(), one.push_ms.end());
    }
    return all;
}

// What is said, and whether it is as it must be.
bool tell(const Plan& plan, const Kiosks& kiosks, const Ledger& ledger, int killed, double hub_mib) {
    const Heard all = sum_of(kiosks);
    std::map<std::string, int> troubles;
    std::vector<double> drained;
    for (const auto& kiosk : kiosks)
        if (kiosk->trouble().empty())
            drained.push_back(kiosk->drained_after_s());
        else
            ++troubles[kiosk->trouble()];
    for (const auto& [why, count] : troubles)
        fmt::print("{} kiosks did not get through: {}\n", count, why);
    const double requests = std::max(1, all.all());
    say(fmt::format("{} kiosks come back; the hub is killed", plan.kiosks).c_str(), killed, "times", "",
        true);
    say("events of theirs", double(ledger.events), "", "", true);
    say("events lost, held twice, or other than they were told",
        double(ledger.lost + ledger.twice + ledger.strange), "", "none:", ledger.is_kept());
    say("events that a kiosk has yet to tell", double(ledger.late), "", "none:", ledger.late == 0);
    say(fmt::format("of {} answers without the hub's signature, believed", all.forged).c_str(), all.believed,
        "", "none:", all.believed == 0);
    say("requests, those without an answer among them", requests, "", "", true);
    say("of them, 429", 100.0 * all.busy / requests, "%", "", true);
    say("of them, without an answer", 100.0 * all.silent / requests, "%", "", true);
    say("of them, another status than 200 and 429", 100.0 * all.refused / requests, "%", "", true);
    say("a push until its acknowledgement, median", percentile(all.push_ms, 0.5), "ms", "", true);
    say("a push until its acknowledgement, 99th percentile", percentile(all.push_ms, 0.99), "ms", "", true);
    say("from the mains until the hub has all of a kiosk, median", percentile(drained, 0.5), "s", "", true);
    say("from the mains until the hub has all of a kiosk, 99th percentile", percentile(drained, 0.99), "s",
        "", true);
    say("the same, of the last one", percentile(drained, 1), "s", "", true);
    say("most memory of the hub", hub_mib, "MiB", "", true);
    return ledger.is_kept() && ledger.late == 0 && all.believed == 0 && troubles.empty();
}

bool measure(const std::string& hub, const Plan& plan) {
    const tests::TemporaryFolder folder;
    const Told told = invented_events(hub, folder.path(), 3000);
    Served served(hub, folder / "hub");
    Kiosks kiosks = enrolled(plan, served, told);
    const int killed = let_them_come(plan, served, kiosks);
    const double hub_mib = served.most_memory_mib();
    served.program->end();
    return tell(plan, kiosks, ledger_of(served.data, kiosks), killed, hub_mib);
}

std::optional<Plan> plan_of(int count, char** arguments) {
    Plan out;
    const std::map<std::string, int*> known{{"--kiosks", &out.kiosks},
                                            {"--every-s", &out.every_s},
                                            {"--kill-every-s", &out.kill_every_s},
                                            {"--kills", &out.kills},
                                            {"--minutes", &out.minutes}};
    for (int i = 2; i < count; i += 2) {
        const auto at = known.find(arguments[i]);
        if (at == known.end() || i + 1 == count || (*at->second = std::atoi(arguments[i + 1])) < 0)
            return std::nullopt;
    }
    return count < 2 || std::string(arguments[1]).starts_with("-") || out.kiosks == 0 ? std::nullopt
                                                                                      : std::optional(out);
}

} // namespace

} // namespace accanto::bench

int main(int count, char** arguments) {
    using namespace accanto;
    const auto plan = bench::plan_of(count, arguments);
    if (!plan) {
        fmt::print(
            stderr,
            "usage: bench_reconnect HUB [--kiosks 2000] [--every-s 30] [--kill-every-s 20] [--kills 1000] "
            "[--minutes 15]\n"
            "  HUB             the program accanto-hub\n"
            "  --every-s       sync.every_s of the kiosks: they come back within twice of it, 50 s at most\n"
            "  --kill-every-s  how often the hub is killed, and --kills how often at most\n"
            "  --minutes       when to give up\n");
        return 2;
    }
    try {
        spdlog::set_level(spdlog::level::err);
        setenv("ACCANTO_LOG", "error", 0);
        rlimit files{};
        getrlimit(RLIMIT_NOFILE, &files); // a connection each
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
        return bench::measure(arguments[1], *plan) ? 0 : 1;
    } catch (const std::exception& e) {
        fmt::print(stderr, "bench_reconnect: {}\n", e.what());
        return 1;
    }
}
