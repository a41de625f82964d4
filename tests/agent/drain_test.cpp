// The real programs, killed at random moments of a drain: every event arrives exactly once. The short form takes about ten
// seconds; ACCANTO_LONG=1 goes on for some minutes. The seed is printed; ACCANTO_SEED repeats a run.
#include "content/base/recovery.h"
#include "kiosk/point/technician.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/standing.h"
#include "kiosk/store/wishes.h"
#include "sync/agent/identity.h"
#include "sync/hub/storage/storage.h"
#include "sync/wire/provisioning.h"
#include "tests/agent/programs.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <unistd.h>

using namespace accanto;
using namespace accanto::test;

namespace {

void check_ledger(const std::filesystem::path& hub, int64_t events) {
    auto storage = hub::open_sqlite_read_only(hub);
    int64_t expected = 1;
    bool whole = true;
    storage->each_event([&](const hub::StoredEvent& event) {
        auto tree = nlohmann::json::parse(event.bytes, nullptr, false);
        whole = whole && event.seq == expected && event.disposition == "stored" && tree["data"]["visit"] == std::to_string(expected);
        ++expected;
        return true;
    });
    CHECK(whole);
    CHECK(expected - 1 == events);
    int64_t visits = 0;
    for (const auto& row : storage->figures({"2000-01-01", "2100-01-01", {}, {}, {}}))
        visits += row.what == "visit" ? row.count : 0;
    CHECK(visits == events);
    CHECK(storage->alarms(10).empty());
}

} // namespace

TEST_CASE("agent and hub killed in the middle of drains: every event arrives once") {
    bool long_form = getenv("ACCANTO_LONG") != nullptr;
    unsigned seed = getenv("ACCANTO_SEED") ? unsigned(atoi(getenv("ACCANTO_SEED"))) : std::random_device{}();
    MESSAGE("ACCANTO_SEED=" << seed);
    std::mt19937 dice(seed);
    auto up_to = [&](int n) { return int(dice() % unsigned(n + 1)); };

    Scene scene;
    auto hub = scene.start_hub();
    auto store = store::Store::open(scene.kiosk.path, scene.clock);
    scene.enrol();
    int64_t events = 0;
    int agent_kills = 0, hub_kills = 0;
    auto until = Moment::now() + (long_form ? 180s : 8s);
    while (Moment::now() < until) {
        store->transaction([&] {
            // In the long form fewer at a time, or the queue outgrows what is ever sent.
            for (int i = up_to(long_form ? 300 : 900); i > 0; --i)
                store::append_event(*store, "org.accanto.visit.started.v1",
                                    R"({"visit":")" + std::to_string(++events) + R"(","language":"it"})");
        });
        Process agent(ACCANTO_SYNC_PROGRAM, scene.sync({"once", "--wait-s", "5"}), scene.kiosk.path / "log");
        std::this_thread::sleep_for(std::chrono::milliseconds(up_to(120)));
        int what = up_to(3);
        if (what != 0) {
            agent.end(SIGKILL);
            ++agent_kills;
        }
        if (what != 1) {
            hub->end(SIGKILL);
            ++hub_kills;
            hub = scene.start_hub();
        }
        agent.end(SIGKILL);
    }
    CHECK(scene.once(120) == 0);
    CHECK(store::pending_count(*store) == 0);
    CHECK(hub->end(SIGTERM) == 0);
    check_ledger(scene.hub.path, events);
    MESSAGE(events << " events, the agent killed " << agent_kills << " times, the hub " << hub_kills << " times");
}

TEST_CASE("a hub put back from yesterday's copy holds, after one round with each kiosk, what the kiosks' ledgers say") {
    Scene scene;
    auto hub = scene.start_hub();
    ProgramFolder second;
    std::vector<std::unique_ptr<store::Store>> stores;
    for (const ProgramFolder* kiosk : {&scene.kiosk, &second}) {
        scene.enrol(*kiosk);
        stores.push_back(store::Store::open(kiosk->path, scene.clock));
    }
    const auto one_round = [&] {
        CHECK(Scene::once(scene.kiosk, 20) == 0);
        CHECK(Scene::once(second, 20) == 0);
    };
    int64_t visits = 0;
    const auto a_day_passes = [&] {
        for (auto& store : stores)
            store->transaction([&] {
                for (int i = 0; i < 700; ++i)
                    store::append_event(*store, "org.accanto.visit.started.v1", R"({"visit":")" + std::to_string(++visits) + R"(","language":"pt"})");
            });
        one_round();
    };
    const auto command = [&](std::vector<std::string> arguments) {
        Process made(ACCANTO_HUB_PROGRAM, std::move(arguments), scene.kiosk.path / "log");
        REQUIRE_MESSAGE(made.wait() == 0, read_file(scene.kiosk.path / "log").value_or(""));
    };
    ProgramFolder copies;
    a_day_passes();
    command({"backup", copies.path.string(), "--data", scene.hub.path.string()});
    a_day_passes();
    CHECK(hub->end(SIGKILL) == 128 + SIGKILL);
    std::filesystem::remove_all(scene.hub.path);
    std::filesystem::create_directory(scene.hub.path);
    command({"restore", std::filesystem::directory_iterator(copies.path)->path().string(), "--data", scene.hub.path.string()});
    CHECK(hub::check_sqlite_copy(scene.hub.path / "hub.db").events == 1400);

    hub = scene.start_hub();
    one_round();
    CHECK(hub->end(SIGTERM) == 0);
    CHECK(hub::check_sqlite_copy(scene.hub.path / "hub.db").events == 2800);   // each whole, none missing in between
    for (auto& store : stores) {
        const auto ledger = store::outbox_state(*store);
        int64_t held = 0;
        hub::open_sqlite_read_only(scene.hub.path)->each_event([&](const hub::StoredEvent& event) {
            held += event.kiosk == store->value("kiosk_id") && event.disposition == "stored";
            return true;
        });
        CHECK(held == ledger.next_seq - 1);
        CHECK(ledger.acknowledged_through == held);
        CHECK(ledger.pending == 0);
    }
}

TEST_CASE("a kiosk without a network: export, import at the hub, and the answers back, with the real programs") {
    Scene scene;
    auto hub = scene.start_hub();
    scene.enrol();
    auto store = store::Store::open(scene.kiosk.path, scene.clock);
    store->transaction([&] {
        for (int i = 1; i <= 600; ++i)
            store::append_event(*store, "org.accanto.visit.started.v1", R"({"visit":")" + std::to_string(i) + R"(","language":"ar"})");
    });
    const auto said = [&](const char* program, std::vector<std::string> arguments) {
        std::filesystem::remove(scene.kiosk.path / "said");
        const int code = Process(program, std::move(arguments), scene.kiosk.path / "said").wait();
        return std::pair(code, read_file(scene.kiosk.path / "said").value_or(""));
    };
    const auto status = [&] {
        auto told = said(ACCANTO_TOOL_PROGRAM, {"sync", "status", "--json", "--state", scene.kiosk.path.string()});
        return nlohmann::json::parse(told.second.substr(told.second.find('{')), nullptr, false);
    };
    CHECK(status()["pending"] == 600);
    ProgramFolder stick;
    CHECK(said(ACCANTO_SYNC_PROGRAM, scene.sync({"export", stick.path.string()})).first == 0);
    REQUIRE(!std::filesystem::is_empty(stick.path));
    const std::filesystem::path file = std::filesystem::directory_iterator(stick.path)->path();
    CHECK(file.extension() == ".outbox");
    SUBCASE("beside the running hub") {
        const auto told = said(ACCANTO_HUB_PROGRAM, {"import", file.string(), "--data", scene.hub.path.string()});
        CHECK_MESSAGE(told.first == 0, told.second);
        CHECK(hub->end(SIGTERM) == 0);
    }
    SUBCASE("at a hub that is not running") {
        CHECK(hub->end(SIGTERM) == 0);
        const auto told = said(ACCANTO_HUB_PROGRAM, {"import", file.string(), "--data", scene.hub.path.string()});
        CHECK_MESSAGE(told.first == 0, told.second);
    }
    SUBCASE("at a kiosk with a connection") {
        ProgramFolder second;
        scene.enrol(second);
        const auto told = said(ACCANTO_TOOL_PROGRAM, Scene::sync(second, {"sync", "import", file.string()}));
        CHECK_MESSAGE(told.first == 0, told.second);
        CHECK(hub->end(SIGTERM) == 0);
    }
    CHECK(status()["pending"] == 600);
    const auto back = said(ACCANTO_SYNC_PROGRAM, scene.sync({"import", std::filesystem::path(file).replace_extension(".answers").string()}));
    CHECK_MESSAGE(back.first == 0, back.second);
    CHECK(status()["pending"] == 0);
    CHECK(status()["sent_last_day"] == 600);
    CHECK(status()["per_second"] > 0);
    check_ledger(scene.hub.path, 600);
    const auto plain = said(ACCANTO_TOOL_PROGRAM, {"sync", "status", "--state", scene.kiosk.path.string()}).second;
    CHECK(plain.find("waiting   0 events") != std::string::npos);
    CHECK(plain.find("sent      600 in the last 24 hours") != std::string::npos);
    // Half a file.
    const std::string whole = read_file(file).value();
    write_file_durably(file, whole.substr(0, whole.size() / 2));
    const auto refused = said(ACCANTO_HUB_PROGRAM, {"import", file.string(), "--data", scene.hub.path.string()});
    CHECK(refused.first == 1);
    CHECK(refused.second.find("it is not whole") != std::string::npos);
}

TEST_CASE("once tells how it ended") {
    Scene scene;
    CHECK(scene.once(0) == 2);   // not enrolled
    auto hub = scene.start_hub();
    scene.enrol();
    CHECK(scene.once(0) == 0);
    hub->end(SIGTERM);
    CHECK(scene.once(0) == 3);   // the hub is away
}

TEST_CASE("a code that is typed at the kiosk's screen enrols it by the connection that runs, and what was wrong is told in a word") {
    Scene scene;
    auto hub = scene.start_hub();
    auto store = store::Store::open(scene.kiosk.path, scene.clock);
    Process service(ACCANTO_SYNC_PROGRAM, scene.sync({"run"}), scene.kiosk.path / "log");
    const auto answer_to = [&](const std::string& hub_address, const std::string& code) {
        const int64_t asked = store::ask_to_enrol(*store, {hub_address, code});
        const auto until = Moment::now() + 60s;
        for (;;) {
            const auto answer = store::enrol_answer(*store);
            if ((answer && answer->asked == asked) || Moment::now() > until)
                return answer.value_or(store::EnrolAnswer());
            std::this_thread::sleep_for(20ms);
        }
    };
    const std::string address = "http://" + scene.address;
    CHECK(answer_to("nonsense", "ABCD3467").word == "address");
    CHECK(answer_to(address, "ABCD3467").word == "code");
    CHECK(answer_to("http://127.0.0.1:1", "ABCD3467").word == "away");
    CHECK_FALSE(agent::load_identity(scene.kiosk.path));
    const std::string code = scene.code();
    const store::EnrolAnswer taken = answer_to(address, code);
    CHECK(taken.word == "taken");
    CHECK(taken.point == "biblio");
    const auto identity = agent::load_identity(scene.kiosk.path);
    REQUIRE(identity);
    CHECK(taken.hub_key == identity->hub_key.fingerprint());
    CHECK_FALSE(store::enrol_wish(*store));
    // The same code at another kiosk.
    ProgramFolder second;
    Process other(ACCANTO_SYNC_PROGRAM, Scene::sync(second, {"enrol", "--hub", address, "--code", code}), second.path / "log");
    CHECK(other.wait() == 1);
    CHECK(read_file(second.path / "log").value_or("").find("used by another kiosk") != std::string::npos);
    // And what happened before goes to the hub by itself.
    store->transaction([&] { store::append_event(*store, "org.accanto.visit.started.v1", R"({"visit":"1","language":"ar"})"); });
    for (const auto until = Moment::now() + 60s; store::pending_count(*store) > 0 && Moment::now() < until;)
        std::this_thread::sleep_for(20ms);
    CHECK(store::pending_count(*store) == 0);
    CHECK(service.end(SIGTERM) == 0);
    CHECK(hub->end(SIGTERM) == 0);
}

TEST_CASE("the service sends what happens while it runs, and ends at SIGTERM") {
    Scene scene;
    auto hub = scene.start_hub();
    auto store = store::Store::open(scene.kiosk.path, scene.clock);
    scene.enrol();
    store->transaction([&] { store::append_event(*store, "org.accanto.visit.started.v1", R"({"visit":"1","language":"sv"})"); });
    // A quick pace, because a machine that has just booted spreads its first push.
    write_file_durably(scene.kiosk.path / "accanto.toml", "[sync]\nevery_s = 1\n");
    Process agent(ACCANTO_SYNC_PROGRAM, scene.sync({"run", "--settings", (scene.kiosk.path / "accanto.toml").string()}), scene.kiosk.path / "log");
    auto until = Moment::now() + 30s;
    while (store::pending_count(*store) > 0 && Moment::now() < until)
        std::this_thread::sleep_for(50ms);
    CHECK(store::pending_count(*store) == 0);
    CHECK(agent.end(SIGTERM) == 0);
    CHECK(hub->end(SIGTERM) == 0);
    check_ledger(scene.hub.path, 1);
}

TEST_CASE("a forgotten PIN: what the hub's command prints opens the kiosk's challenge, and no other kiosk's") {
    Scene scene;
    auto hub = scene.start_hub();
    scene.enrol();
    auto store = store::Store::open(scene.kiosk.path, scene.clock);
    const std::string id = store->value("kiosk_id").value(), challenge = point::recovery_challenge(*store);
    const auto ask = [&](const std::string& kiosk, const std::string& digits) {
        std::filesystem::remove(scene.hub.path / "said");
        Process asked(ACCANTO_HUB_PROGRAM, {"recover-pin", "--data", scene.hub.path.string(), "--kiosk", kiosk, digits}, scene.hub.path / "said");
        const int code = asked.wait();
        return std::pair(code, read_file(scene.hub.path / "said").value_or(""));
    };
    // Beside the running hub.
    const auto answer = ask(id, challenge.substr(0, 4) + " " + challenge.substr(4));
    const std::string& said = answer.second;
    REQUIRE_MESSAGE(answer.first == 0, said);
    const auto identity = agent::load_identity(scene.kiosk.path);
    REQUIRE(identity);
    const size_t line = said.starts_with("for ") ? said.find('\n') + 1 : 0; // the two streams of the program are one here
    const std::string response = said.substr(line, 11);
    CHECK(is_recovery_response(identity->key, identity->hub_key, id, challenge, response));
    CHECK_FALSE(is_recovery_response(identity->key, identity->hub_key, id, "00000000", response));
    CHECK(ask("somebody", challenge).first == 1);
    CHECK(ask(id, "123").second.find("8 digits") != std::string::npos);
}

TEST_CASE("the service hears what the technician's screen asks: the network step by step, and sending now") {
    Scene scene;
    auto hub = scene.start_hub();
    scene.enrol();
    std::ofstream(scene.kiosk.path / "accanto.toml") << "[sync]\nevery_s = 86400\n";
    auto store = store::Store::open(scene.kiosk.path, scene.clock);
    Process service(ACCANTO_SYNC_PROGRAM, scene.sync({"run", "--settings", (scene.kiosk.path / "accanto.toml").string()}), scene.kiosk.path / "log");
    // Asked anew until it is heard: what was asked before the service had begun is over.
    std::optional<store::NetworkReport> report;
    auto asked_at = Moment::now() - 1h;
    const bool told = waits_for([&] {
        if (Moment::now() - asked_at > 2s) {
            store::ask(*store, store::Wish::look_at_network);
            asked_at = Moment::now();
        }
        report = store::network_report(*store);
        return report.has_value();
    });
    REQUIRE_MESSAGE(told, read_file(scene.kiosk.path / "log").value_or(""));
    REQUIRE(report->steps.size() == 5);
    for (const store::NetworkStep& one : report->steps)
        CHECK_MESSAGE(one.good, one.step << ": " << one.reason);
    store->transaction([&] { store::append_event(*store, "org.accanto.visit.started.v1", R"({"visit":"1","language":"es"})"); });
    store::ask(*store, store::Wish::sync_now);
    CHECK(waits_for([&] { return store::pending_count(*store) == 0; }));
    CHECK(service.end(SIGTERM) == 0);
}

TEST_CASE("a kiosk provisioned from a stick, without a connection, is taken up by its hub with the first one; the code works once") {
    Scene scene;
    auto hub = scene.start_hub();
    wire::Provisioning p{"biblio", "Biblioteca", "Europe/Madrid", "entrance", "C", "http://" + scene.address, {}, scene.code(), scene.clock.wall_ms() + 3'600'000};
    const std::string document = wire::seal_provisioning(p, SecretKey::load(scene.hub.path / "hub.key"));
    hub->end(SIGTERM);
    const auto provision = [&](const ProgramFolder& kiosk) {
        std::filesystem::create_directories(kiosk.path / "stick");
        write_file_durably(kiosk.path / "stick/c.accanto", document);
        point::set_technician_pin(*store::Store::open(kiosk.path, scene.clock), "135790");
        Process made(ACCANTO_TOOL_PROGRAM, {"provision", "--state", kiosk.path.string(), "--stick", (kiosk.path / "stick").string(), "--sheet", (kiosk.path / "stick").string()}, kiosk.path / "said");
        made.wait();
        INFO(read_file(kiosk.path / "said").value_or(""));
        CHECK(std::filesystem::exists(kiosk.path / "provisioning.json"));
        CHECK_FALSE(std::filesystem::exists(kiosk.path / "stick/c.accanto"));
        CHECK(std::filesystem::exists(kiosk.path / "stick/acceptance-biblio-C.json"));
        CHECK(std::filesystem::file_size(kiosk.path / "stick/acceptance-biblio-C.png") > 5000);
    };
    const auto once = [&](const ProgramFolder& kiosk) { return Process(ACCANTO_SYNC_PROGRAM, {"once", "--state", kiosk.path.string(), "--wait-s", "20"}, kiosk.path / "log").wait(); };
    provision(scene.kiosk);
    CHECK(once(scene.kiosk) == 2); // not yet enrolled
    CHECK(std::filesystem::exists(scene.kiosk.path / "sync/first_contact.json"));
    hub = scene.start_hub();
    CHECK_MESSAGE(once(scene.kiosk) == 0, read_file(scene.kiosk.path / "log").value_or(""));
    CHECK_FALSE(std::filesystem::exists(scene.kiosk.path / "sync/first_contact.json"));
    REQUIRE(agent::load_identity(scene.kiosk.path));
    CHECK(agent::load_identity(scene.kiosk.path)->point == "biblio");
    // A copy of the same file is no second kiosk.
    ProgramFolder copy;
    provision(copy);
    CHECK(once(copy) == 2);
    CHECK(read_file(copy.path / "log")->find("the code was used by another kiosk") != std::string::npos);
    CHECK(store::read_standing(*store::Store::open(copy.path, scene.clock), store::Peer::hub).reason.find("used by another kiosk") != std::string::npos);
}
