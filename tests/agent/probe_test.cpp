#include "sync/agent/probe.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace accanto;
using namespace accanto::agent;

namespace {

struct Answers : Transport {
    int status;
    explicit Answers(int s) : status(s) {}
    Reply send(const wire::Message&, const std::string&) override {
        Reply out;
        out.status = status;
        if (status == 0)
            out.failure = "the certificate has expired";
        return out;
    }
};

struct Place {
    tests::TemporaryFolder folder;
    ManualClock clock{1'795'426'500'000};
    std::string name_trouble;
    int status = 200;

    Place() {
        link("eth0", "up");
        addresses("eth0\t00000000\t0101A8C0\t0003\n", "");
    }
    void addresses(const std::string& routes, const std::string& inet6) {
        std::filesystem::create_directories(folder / "proc");
        std::ofstream(folder / "proc/route") << "Iface\tDestination\tGateway\tFlags\n" << routes;
        std::ofstream(folder / "proc/if_inet6") << "00000000000000000000000000000001 01 80 10 80 lo\n" << inet6;
    }
    void link(const std::string& name, const std::string& state) {
        std::filesystem::create_directories(folder / "net" / name);
        std::ofstream(folder / "net" / name / "operstate") << state << "\n";
    }
    std::string look(const std::string& hub = "https://hub.example.org") {
        const ProbeEyes eyes{folder / "net", folder / "proc", [this](const std::string&) { return name_trouble; },
                             [this](const HubAddress&) { return std::make_unique<Answers>(status); }};
        std::string out;
        for (const auto& one : look_at_network(*parse_hub_address(hub), std::nullopt, clock, eyes))
            out += (out.empty() ? "" : " ") + one.step + (one.good ? "+" : "-" + one.reason);
        return out;
    }
};

} // namespace

TEST_CASE("the way to the hub is told step by step, and ends at the first that is not good") {
    Place place;
    CHECK(place.look() == "link+ address+ dns+ tls+ hub+");
    place.status = 502;
    CHECK(place.look() == "link+ address+ dns+ tls+ hub-the server answers with 502");
    place.status = 0;
    CHECK(place.look() == "link+ address+ dns+ tls-the certificate has expired");
    place.name_trouble = "hub.example.org: Name or service not known";
    CHECK(place.look() == "link+ address+ dns-hub.example.org: Name or service not known");
    place.addresses("eth0\t0000FEA9\t00000000\t0001\n", "fe800000000000000000000000000001 02 40 20 80 eth0\n");
    CHECK(place.look() == "link+ address-no device has an address of a network");
    place.link("eth0", "down");
    CHECK(place.look() == "link-eth0 is down");
    place.link("wlan0", "up");
    CHECK(place.look() == "link+ address-no device has an address of a network");
    place.addresses("", "20010db8000000000000000000000001 03 40 00 80 wlan0\n");
    CHECK(place.look() == "link+ address+ dns-hub.example.org: Name or service not known");
}

TEST_CASE("a machine without a network device says so, and a hub on the machine itself needs none") {
    Place place;
    std::filesystem::remove_all(place.folder / "net/eth0");
    place.addresses("", "");
    CHECK(place.look() == "link-this machine has no network device");
    CHECK(place.look("http://127.0.0.1:8470") == "link+ address+ dns+ tls+ hub+");
}
