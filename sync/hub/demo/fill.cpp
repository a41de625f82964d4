#include "sync/hub/demo/fill.h"

#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "sync/hub/demo/day.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/event_time.h"
#include "sync/hub/figures.h"
#include "sync/hub/ingest.h"

#include <fmt/format.h>

#include <deque>
#include <future>
#include <unistd.h>

namespace accanto::hub::demo {

namespace {

namespace fs = std::filesystem;

constexpr const char* unfinished = ".demo-unfinished";
constexpr int days_in_push = 31;
constexpr int64_t day_ms = 86'400'000;

// What one kiosk sends at once. Its bytes live here until the push is done.
struct Batch {
    std::deque<std::string> bytes;
    Push push;
};

class Filler {
public:
    Filler(Storage& storage, const DemoWorld& world, const std::atomic<bool>& stop,
           const std::function<void(const Progress&)>& tell)
        : m_storage(storage), m_world(world), m_stop(stop), m_tell(tell) {}

    // False when it was stopped.
    bool run() {
        for (const DemoPoint& point : m_world.points) {
            if (!fill(point))
                return false;
            ++m_progress.points;
            m_progress.of_points = int(m_world.points.size());
            m_tell(m_progress);
        }
        finish_push();
        return true;
    }
    Filled told() const {
        return {m_progress.events, m_kiosks, rfc3339(evening(m_world.options.days - 1) + 60'000)};
    }

private:
    struct Sender {
        Kiosk kiosk;
        int64_t seq = 0;
    };

    // Half past eight at night, UTC: all are closed.
    int64_t evening(int day) const {
        return (int64_t(*days_between("1970-01-01", m_world.first_day)) + day) * day_ms + 20 * 3'600'000 +
               1'800'000;
    }

    Kiosk enrol(const DemoPoint& point, const DemoKiosk& kiosk) {
        const int64_t at = evening(point.first_day) - 14 * 3'600'000;
        const std::string code = "demo " + kiosk.id;
        m_storage.add_code({code, point.point, kiosk.name, at, at + code_lives_ms});
        const auto key = wire::SecretKey::from_seed(view(sha256("accanto demo ", kiosk.id))).public_key();
        ++m_kiosks;
        return std::get<Kiosk>(m_storage.enrol(code, kiosk.id, key, at));
    }

    bool fill(const DemoPoint& point) {
        Dice dice(m_world.options.seed * 1'000'003 + sha256(point.point.id)[0] * 65'536U +
                  sha256(point.point.id)[1] * 256U + sha256(point.point.id)[2]);
        std::vector<Sender> senders;
        Agenda agenda;
        for (const DemoKiosk& kiosk : point.kiosks)
            senders.push_back({enrol(point, kiosk), 0});
        for (int from = point.first_day; from < m_world.options.days; from += days_in_push) {
            const int to = std::min(from + days_in_push, m_world.options.days);
            std::vector<std::vector<Happening>> of_kiosks(point.kiosks.size());
            for (int day = from; day < to; ++day) {
                if (m_stop)
                    return finish_push(), false;
                for (Happening& one : live(m_world, point, day, agenda, dice))
                    if (const auto& silent = point.kiosks[one.kiosk].silent_from; !silent || day < *silent)
                        of_kiosks[one.kiosk].push_back(std::move(one));
            }
            for (size_t i = 0; i < senders.size(); ++i)
                if (const auto& silent = point.kiosks[i].silent_from; !silent || from < *silent)
                    send(senders[i], point, point.kiosks[i], of_kiosks[i], from,
                         silent ? std::min(to, *silent) : to);
        }
        return true;
    }

    void send(Sender& sender, const DemoPoint& point, const DemoKiosk& kiosk,
              const std::vector<Happening>& happened, int from, int to) {
        auto batch = std::make_shared<Batch>();
        Dice dice(sha256(kiosk.id)[0] + uint64_t(from) * 977 + m_world.options.seed);
        const int64_t booted = evening(from) - 14 * 3'600'000 - day_ms;
        const std::string boot = uuid_at(booted, dice);
        Push& push = batch->push;
        push.kiosk = sender.kiosk;
        push.head = {1, sender.seq + 1, sender.seq + int64_t(happened.size()), {}, ""};
        push.received_ms = evening(to - 1);
        push.clock = {push.received_ms, push.received_ms - booted, boot, wire::ClockQuality::trusted};
        push.health.version = ACCANTO_VERSION;
        push.health.printer = kiosk.printer;
        push.health.disk_free_mb = 40'000;
        const TimeBasis basis{push.received_ms, {{boot, booted}}, {"", booted}};
        push.events.reserve(happened.size());
        for (const Happening& one : happened) {
            batch->bytes.push_back(fmt::format(
                R"({{"specversion":"1.0","id":"{}","source":"/kiosks/{}","type":"org.accanto.{}","time":"{}","datacontenttype":"application/json","epoch":1,"seq":{},"bootid":"{}","monoms":{},"clockquality":"trusted","data":{}}})",
                uuid_at(one.at_ms, dice), kiosk.id, one.type, rfc3339(one.at_ms), ++sender.seq, boot,
                one.at_ms - booted, one.data));
            Incoming event;
            event.seq = sender.seq;
            event.bytes = batch->bytes.back();
            read_incoming(
                event, 1, [&](const wire::Event& e) { return when(e, basis); }, point.point.zone);
            if (event.disposition != wire::Disposition::stored)
                throw Error("an invented event breaks the contract: " + event.problem + ": " +
                                batch->bytes.back(),
                            0);
            push.events.push_back(std::move(event));
        }
        m_progress.events += int64_t(happened.size());
        finish_push();
        m_under_way = std::async(std::launch::async, [this, batch] { m_storage.push(batch->push); });
    }

    // One batch is written while the next is made up.
    void finish_push() {
        if (m_under_way.valid())
            m_under_way.get();
    }

    Storage& m_storage;
    const DemoWorld& m_world;
    const std::atomic<bool>& m_stop;
    const std::function<void(const Progress&)>& m_tell;
    Progress m_progress;
    int64_t m_kiosks = 0;
    std::future<void> m_under_way;
};

// Everything but what a killed demonstration left.
bool holds_something(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().filename() != unfinished)
            return true;
    return false;
}

} // namespace

std::optional<Filled> fill(const fs::path& folder, const fs::path& content, const DemoOptions& options,
                           const std::atomic<bool>& stop, const std::function<void(const Progress&)>& tell) {
    if (fs::exists(folder) && (!fs::is_directory(folder) || holds_something(folder)))
        throw Error(
            folder.string() +
                ": there is something here already; a demonstration needs a folder that is new or empty",
            EEXIST);
    const DemoWorld world = make_world(options, content);
    const bool made = fs::create_directories(folder);
    if (made)
        fs::permissions(folder, fs::perms::owner_all);
    const fs::path work = folder / unfinished;
    // Also when something throws: what is not whole goes.
    struct Clean {
        const fs::path &work, &folder;
        bool made;
        ~Clean() {
            std::error_code ignored;
            fs::remove_all(work, ignored);
            if (made)
                fs::remove(folder, ignored); // only when it is empty
        }
    } clean{work, folder, made};
    fs::remove_all(work);
    auto storage = open_sqlite_bulk(work);
    storage->replay(figures_version, [](const StoredEvent&, const Point&, Incoming&) {
    }); // a new store's figures are of this version
    std::optional<Filled> out;
    {
        Filler filler(*storage, world, stop, tell);
        if (filler.run())
            out = filler.told();
    }
    if (!out)
        return out;
    close_bulk(std::move(storage), work);
    rename_durably(work / "hub.db", folder / "hub.db");
    return out;
}

} // namespace accanto::hub::demo
