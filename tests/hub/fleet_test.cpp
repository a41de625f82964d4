// From a coordinator's list to the sticks that make kiosks of a network.
#include "sync/hub/fleet_list.h"

#include "content/base/clock.h"
#include "content/base/file.h"
#include "sync/hub/enrolment.h"
#include "tests/process.h"
#include "tests/temporary_folder.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

using namespace accanto;
using namespace accanto::tests;

namespace {

constexpr int64_t day_ms = 24 * 3600 * 1000;

hub::FleetList read(const std::string& text) {
    std::istringstream in(text);
    return hub::read_fleet_list(in);
}

// The program, and what it said.
struct Said {
    int code;
    std::string text;
};
struct HubFolder {
    TemporaryFolder folder;
    std::filesystem::path data = folder / "hub", out = folder / "sticks";

    Said fleet(std::vector<std::string> arguments) const {
        std::filesystem::remove(folder / "said");
        arguments.insert(arguments.begin(), "fleet");
        arguments.insert(arguments.end(), {"--data", data.string()});
        Process hub(ACCANTO_HUB_PROGRAM, arguments, folder / "said");
        const int code = hub.wait();
        return {code, read_file(folder / "said").value_or("")};
    }
    Said prepare(const std::string& list, const std::string& address = "https://hub.example.org") const {
        std::ofstream(folder / "list.csv") << list;
        return fleet({"prepare", (folder / "list.csv").string(), "--hub", address, "--out", out.string()});
    }
    size_t files() const { return std::filesystem::exists(out) ? size_t(std::distance(std::filesystem::directory_iterator(out), {})) : 0; }
};

std::string digest_of(const std::string& code) { return to_hex(view(sha256("accanto enrolment code ", code))); }

} // namespace

TEST_CASE("a list is read whatever the order of its columns, and as a spreadsheet of any country writes it") {
    const auto list = read("\xef\xbb\xbfletter;point_name;point\nB;\"Biblioteca; centro\";lecce-centro\n\nC;;lecce-centro\nB; Bari ;bari\n");
    CHECK(list.faults.empty());
    REQUIRE(list.kiosks.size() == 3);
    CHECK(list.kiosks[0].point_name == "Biblioteca; centro");
    CHECK(list.kiosks[1].point_name == "lecce-centro");
    CHECK(list.kiosks[2].point_name == "Bari");
    CHECK(hub::name_of(list.kiosks[1]) == "lecce-centro-C");
}

TEST_CASE("everything that is wrong with a list is told at once, each with its line") {
    const auto list = read("point,letter,time_zone\nlecce,B,Europe/Rome\nLecce,B,\nbari,O,\nlecce,B,\nroma,A\nnapoli,A,Europe/Nowhere\n");
    REQUIRE(list.faults.size() == 5);
    REQUIRE(list.kiosks.size() == 1);
    CHECK(list.kiosks[0].point == "lecce");
    CHECK(list.faults[0].starts_with("line 3: \"point\" is wrong; allowed: "));
    CHECK(list.faults[1].starts_with("line 4: \"letter\" is wrong; allowed: "));
    CHECK(list.faults[2] == "line 5: the letter B of the point lecce stands in line 2 already");
    CHECK(list.faults[3] == "line 6: has 2 cells where there are 3 headings");
    CHECK(list.faults[4].starts_with("line 7: \"time_zone\" is wrong; allowed: "));
    CHECK(read("pont,letter\nlecce,B\n").faults.at(0) == "line 1: \"pont\" is no heading; did you mean \"point\"?");
    CHECK(read("point\nlecce\n").faults.at(0) == "line 1: the heading \"letter\" is missing");
    CHECK(read("point,letter,point\nlecce,B,x\n").faults.at(0) == "line 1: the heading \"point\" stands twice");
    CHECK(read("").faults.at(0) == "line 1: there is nothing in it");
    CHECK(read("point,letter\n").faults.at(0) == "line 2: no kiosk is in the list");
    CHECK(read("point,letter\n\"lecce,B\n").faults.size() == 1);
}

TEST_CASE("300 kiosks: each has a signed file with a code of its own, good for a month and once") {
    const HubFolder hub;
    std::string list = "point,point_name,time_zone,kiosk_name,letter\n";
    for (int i = 0; i < 300; ++i)
        list += fmt::format("point-{},Punto {},Europe/Rome,entrance,{}\n", i / 2, i / 2, i % 2 ? "B" : "C");
    const Said said = hub.prepare(list);
    CHECK(said.code == 0);
    CAPTURE(said.text);
    REQUIRE(hub.files() == 301);
    const auto key = SecretKey::load(hub.data / "hub.key").public_key();
    CHECK(said.text.find("the hub's key: " + key.fingerprint()) != std::string::npos);
    CHECK(read_file(hub.out / "kiosks.csv").value().find("point-149,Punto 149,entrance,B,point-149-B.accanto,") != std::string::npos);
    const auto storage = hub::open_sqlite(hub.data);
    const int64_t now = SystemClock().wall_ms();
    std::string first_code;
    for (int i = 0; i < 300; ++i) {
        const auto file = hub.out / fmt::format("point-{}-{}.accanto", i / 2, i % 2 ? "B" : "C");
        CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::others_all) == std::filesystem::perms::none);
        const auto opened = wire::open_provisioning(read_file(file).value(), now, key);
        REQUIRE(opened.verdict == wire::OpenedProvisioning::Verdict::ok);
        const std::string& code = opened.provisioning->code;
        CHECK(opened.provisioning->hub == "https://hub.example.org");
        CHECK(opened.provisioning->valid_until_ms > now + 29 * day_ms);
        if (i == 0)
            first_code = code;
        const int64_t later = i == 299 ? now + 31 * day_ms : now + 29 * day_ms;
        const auto enrolled = storage->enrol(digest_of(code), fmt::format("019ac0de-0000-7000-8000-{:012}", i), SecretKey::generate().public_key(), later);
        if (i == 299)
            CHECK(std::get<hub::EnrolRefusal>(enrolled) == hub::EnrolRefusal::expired);
        else
            CHECK(std::get<hub::Kiosk>(enrolled).point == opened.provisioning->point);
    }
    CHECK(std::get<hub::EnrolRefusal>(storage->enrol(digest_of(first_code), "019ac0de-0000-7000-8000-000000000999", SecretKey::generate().public_key(), now)) ==
          hub::EnrolRefusal::used);
    CHECK(storage->points().size() == 150);
}

TEST_CASE("a code that lives long does not take those with it that live shorter") {
    const HubFolder hub;
    std::filesystem::create_directories(hub.data);
    const auto storage = hub::open_sqlite(hub.data);
    const int64_t now = SystemClock().wall_ms();
    const std::string shorter = hub::issue_code(*storage, {{"bari", "Bari", ""}, ""}, now);
    hub::issue_code(*storage, {{"lecce", "Lecce", ""}, "", hub::longest_code_lives_ms}, now);
    CHECK(std::holds_alternative<hub::Kiosk>(storage->enrol(digest_of(shorter), "019ac0de-0000-7000-8000-000000000001", SecretKey::generate().public_key(), now + 1)));
}

TEST_CASE("a line with a fault is named with its reason, and the rest is made; of a list without a good line nothing is") {
    const HubFolder hub;
    const Said faulty = hub.prepare("point,letter\nbari,I\n");
    CHECK(faulty.code == 1);
    CHECK(faulty.text.find("list.csv: line 2: \"letter\" is wrong") != std::string::npos);
    CHECK(faulty.text.find("nothing was made") != std::string::npos);
    CHECK(hub.files() == 0);
    CHECK_FALSE(std::filesystem::exists(hub.data / "hub.db"));
    const Said some = hub.prepare("point,letter\nlecce,B\nbari,I\nlecce,B\nroma,C\n");
    CHECK(some.code == 1);
    CHECK(some.text.find("list.csv: line 3: \"letter\" is wrong") != std::string::npos);
    CHECK(some.text.find("list.csv: line 4: the letter B of the point lecce stands in line 2 already") != std::string::npos);
    CHECK(some.text.find("2 lines were left out") != std::string::npos);
    CHECK(hub.files() == 3);
    CHECK(std::filesystem::exists(hub.out / "lecce-B.accanto"));
    CHECK(std::filesystem::exists(hub.out / "roma-C.accanto"));
}

TEST_CASE("an address that is none makes nothing, and nothing is written over") {
    const HubFolder hub;
    const Said nowhere = hub.prepare("point,letter\nlecce,B\n", "http://hub.example.org");
    CHECK(nowhere.code == 1);
    CHECK(nowhere.text.find("--hub http://hub.example.org: \"hub\" is wrong; allowed: ") != std::string::npos);
    CHECK(hub.files() == 0);
    CHECK(hub.prepare("point,letter\nlecce,B\n").code == 0);
    const Said again = hub.prepare("point,letter\nlecce,C\n");
    CHECK(again.code == 1);
    CHECK(again.text.find("is there already") != std::string::npos);
    CHECK(hub.files() == 2);
}

TEST_CASE("a kiosk is listed and taken out of service, whether the hub is running or not") {
    const HubFolder hub;
    CHECK(hub.fleet({"revoke", "nobody"}).text.find("there is no hub here") != std::string::npos);
    std::filesystem::create_directories(hub.data);
    const std::string ids[] = {"019ac0de-0000-7000-8000-000000000001", "019ac0de-0000-7000-8000-000000000002"};
    {
        const auto storage = hub::open_sqlite(hub.data);
        for (const std::string& id : ids)
            storage->enrol(digest_of(hub::issue_code(*storage, {{"bari", "Bari", ""}, "entrance"}, SystemClock().wall_ms())), id,
                           SecretKey::generate().public_key(), SystemClock().wall_ms());
    }
    CHECK(hub.fleet({"list"}).text == ids[0] + "\tbari\tentrance\tnever seen\t-\t-\n" + ids[1] + "\tbari\tentrance\tnever seen\t-\t-\n");
    CHECK(hub.fleet({"revoke", ids[0]}).code == 0);
    CHECK(hub.fleet({"revoke", "nobody"}).text.find("nobody: no such kiosk is enrolled here") != std::string::npos);
    Process running(ACCANTO_HUB_PROGRAM, {"serve", "--data", hub.data.string(), "--listen", "127.0.0.1:0"}, hub.folder / "log");
    while (!std::filesystem::exists(hub.data / "address"))
        usleep(20'000);
    CHECK(hub.fleet({"revoke", "nobody"}).text.find("the running hub says: nobody: no such kiosk is enrolled here") != std::string::npos);
    CHECK(hub.fleet({"revoke", ids[1]}).code == 0);
    CHECK(running.end(SIGTERM) == 0);
    for (const std::string& id : ids)
        CHECK(hub::open_sqlite_read_only(hub.data)->kiosk(id)->revoked);
}
