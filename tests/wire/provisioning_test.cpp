#include "sync/wire/provisioning.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <stdexcept>

using namespace accanto;
using namespace accanto::wire;
using Verdict = OpenedProvisioning::Verdict;

namespace {

constexpr int64_t until_ms = 1798070400000;   // 2026-12-24

SecretKey hub_key() { return SecretKey::from_seed(std::string(32, 'h')); }

Provisioning lecce() { return {"lecce-centro", "Biblioteca di Lecce – \"Bernardini\"", "Europe/Rome", "entrance", "B", "https://hub.example.org", {}, "ABCD3467", until_ms}; }

} // namespace

TEST_CASE("a provisioning file comes back as the hub wrote it") {
    const auto opened = open_provisioning(seal_provisioning(lecce(), hub_key()), until_ms - 1);
    REQUIRE(opened.verdict == Verdict::ok);
    const Provisioning& read = *opened.provisioning;
    CHECK(read.point == "lecce-centro");
    CHECK(read.point_name == lecce().point_name);
    CHECK(read.time_zone == "Europe/Rome");
    CHECK(read.kiosk_name == "entrance");
    CHECK(read.letter == "B");
    CHECK(read.hub == "https://hub.example.org");
    CHECK(read.hub_key == hub_key().public_key());
    CHECK(read.code == "ABCD3467");
    CHECK(read.valid_until_ms == until_ms);
}

TEST_CASE("other blanks and another order of lines are the same provisioning file") {
    const auto document = nlohmann::json::parse(seal_provisioning(lecce(), hub_key()));
    nlohmann::ordered_json turned;
    for (auto it = document.rbegin(); it != document.rend(); ++it)
        turned[it.key()] = *it;
    CHECK(open_provisioning(turned.dump(), until_ms).verdict == Verdict::ok);
    CHECK(open_provisioning(turned.dump(8, ' ', true), until_ms).verdict == Verdict::ok);
}

TEST_CASE("whatever is changed in a provisioning file is found") {
    const auto document = nlohmann::json::parse(seal_provisioning(lecce(), hub_key()));
    const std::map<std::string, std::string> others = {{"point", "lecce-nord"}, {"point_name", "x"}, {"time_zone", ""}, {"kiosk_name", ""}, {"letter", "C"},
                                                       {"hub", "https://elsewhere.example.org"}, {"code", "ABCD3468"}, {"valid_until", "2027-12-24T00:00:00.000Z"},
                                                       {"hub_key", SecretKey::from_seed(std::string(32, 'x')).public_key().text()}};
    CHECK(others.size() + 2 == document.size());
    for (const auto& other : others) {
        const std::string &name = other.first, &value = other.second;
        auto changed = document;
        changed[name] = value;
        CHECK_MESSAGE(open_provisioning(changed.dump(), until_ms).verdict == Verdict::forged, name);
        changed.erase(name);
        CHECK_MESSAGE(open_provisioning(changed.dump(), until_ms).verdict == Verdict::unreadable, name);
    }
    auto unsigned_one = document;
    unsigned_one["signature"] = "";
    CHECK(open_provisioning(unsigned_one.dump(), until_ms).verdict == Verdict::forged);
    auto more = document;
    more["daily_limit"] = "5";
    CHECK(open_provisioning(more.dump(), until_ms).verdict == Verdict::unreadable);
}

TEST_CASE("what is no provisioning file is told apart from one that is forged, expired or of another hub") {
    const std::string good = seal_provisioning(lecce(), hub_key());
    for (const std::string& bad : {std::string(), std::string("{}"), std::string("[]"), good.substr(0, good.size() / 2), std::string(20'000, ' ')}) {
        const auto opened = open_provisioning(bad, until_ms);
        CHECK(opened.verdict == Verdict::unreadable);
        CHECK_FALSE(opened.detail.empty());
        CHECK_FALSE(opened.provisioning);
    }
    const auto late = open_provisioning(good, until_ms + 1);
    CHECK(late.verdict == Verdict::expired);
    CHECK(late.detail.find("2026-12-24") != std::string::npos);
    // A kiosk whose clock nobody set cannot tell; the hub can.
    CHECK(open_provisioning(good, std::nullopt).verdict == Verdict::ok);
    const auto other = SecretKey::from_seed(std::string(32, 'o')).public_key();
    CHECK(open_provisioning(good, until_ms, other).verdict == Verdict::other_hub);
    CHECK(open_provisioning(good, until_ms, hub_key().public_key()).verdict == Verdict::ok);
}

TEST_CASE("a hub signs no provisioning file that a kiosk would not read") {
    const auto refuses = [](auto change) {
        Provisioning bad = lecce();
        change(bad);
        CHECK_THROWS_AS(seal_provisioning(bad, hub_key()), std::invalid_argument);
    };
    refuses([](Provisioning& p) { p.point = "Lecce"; });
    refuses([](Provisioning& p) { p.letter = "O"; });
    refuses([](Provisioning& p) { p.hub = ""; });
    refuses([](Provisioning& p) { p.hub = "http://hub.example.org"; });
    refuses([](Provisioning& p) { p.code = "short"; });
    refuses([](Provisioning& p) { p.time_zone = "Europe/Atlantis"; });
    refuses([](Provisioning& p) { p.kiosk_name = "\xff"; });
}

TEST_CASE("a file of a device that takes a kiosk's place names that one, and nobody can put another in") {
    Provisioning next = lecce();
    next.replaces = "0199c1f2-8a10-7c3d-9e4f-2b6a1d0c5e7f";
    const std::string document = seal_provisioning(next, hub_key());
    CHECK(open_provisioning(document, until_ms - 1).provisioning->replaces == next.replaces);
    auto changed = nlohmann::json::parse(document);
    changed["replaces"] = "0199c1f2-8a10-7c3d-9e4f-2b6a1d0c5e70";
    CHECK(open_provisioning(changed.dump(), until_ms - 1).verdict == Verdict::forged);
    changed["replaces"] = "../hub";
    CHECK(open_provisioning(changed.dump(), until_ms - 1).detail.starts_with("\"replaces\" is wrong"));
    next.replaces = "entrance";
    CHECK_THROWS_AS(seal_provisioning(next, hub_key()), std::invalid_argument);
}
