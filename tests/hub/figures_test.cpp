#include "sync/hub/event_time.h"
#include "sync/hub/figures.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace accanto;
using namespace accanto::hub;

namespace {

wire::Event event(const std::string& type, const std::string& data) {
    wire::Event out;
    out.type = "org.accanto." + type;
    out.data = std::make_shared<nlohmann::json>(nlohmann::json::parse(data));
    return out;
}

// 23:30 UTC: already tomorrow in Madrid.
constexpr Happened late{1'795'390'200'000 + 86'400'000, 1'795'390'200'000 + 86'400'000};

std::string told(const std::string& type, const std::string& data) {
    auto got = figures_of(event(type, data), late, "Europe/Madrid");
    if (auto* fault = std::get_if<wire::EventFault>(&got))
        return "fault: " + fault->detail;
    std::string out;
    for (const Figure& f : std::get<std::vector<Figure>>(got))
        out += f.day + " " + f.what + " " + f.detail + " x" + std::to_string(f.count) + ";";
    return out;
}

} // namespace

TEST_CASE("events become figures of the point's own day") {
    CHECK(told("visit.started.v1", R"({"visit":"v","language":"ca"})") == "2026-11-24 visit ca x1;");
    CHECK(told("tutorial.stopped.v1", R"({"visit":"v","tutorial":"create-email","step":4,"steps":9})") ==
          "2026-11-24 tutorial_stopped create-email/4/9 x1;");
    CHECK(told("ticket.taken.v1", R"({"service_day":"2026-11-23","topic":"email"})") == "2026-11-23 ticket email x1;");
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"waited_s":354.6})") == "2026-11-23 wait 35 x1;");
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":2,"waited_s":700})").empty());
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"waited_s":null})").empty());
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"first":true,"waited_s":60})") == "2026-11-23 wait 6 x1;");
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"first":false,"waited_s":900})").empty());
    CHECK(told("service.recorded.v1", R"({"service_day":"2026-11-23","help":"with","outcome":"done"})") ==
          "2026-11-23 help with x1;2026-11-23 outcome done x1;");
    CHECK(told("something.else.v1", "{}").empty());
}

TEST_CASE("data that breaks the contract is a fault with its name") {
    CHECK(told("visit.started.v1", R"({"language":5})") == "fault: data.language must be a short text");
    CHECK(told("tutorial.stopped.v1", R"({"tutorial":"x","step":0,"steps":9})") == "fault: data.step must be a whole number from 1 to 999");
    CHECK(told("ticket.taken.v1", R"({"service_day":"today","topic":"email"})") == "fault: data.service_day must be a date such as 2026-11-23");
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"waited_s":-5})") ==
          "fault: data.waited_s must be seconds from 0 to 86400, or null");
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"first":"yes","waited_s":5})") ==
          "fault: data.first must be true or false");
    CHECK(told("service.recorded.v1", R"({"service_day":"2026-11-23","help":"magic","outcome":"done"})") ==
          "fault: data.help must be one of alone, with, for");
}

TEST_CASE("when something happened: the same boot, an anchored boot, a trusted wall clock, else an interval") {
    TimeBasis basis;
    basis.received_ms = 1'000'000;
    basis.anchors = {{"now", 400'000}, {"before", 100'000}};
    basis.not_before_ms = 700'000;
    wire::Event e;
    e.boot = "now";
    e.mono_ms = 550'000;
    e.wall_ms = 5;
    CHECK(when(e, basis).from_ms == 950'000);
    CHECK(when(e, basis).to_ms == 950'000);
    e.boot = "before";
    CHECK(when(e, basis).from_ms == 650'000);
    e.boot = "never heard of";
    e.wall_ms = 800'000;
    e.clock = wire::ClockQuality::trusted;
    CHECK(when(e, basis).to_ms == 800'000);
    e.clock = wire::ClockQuality::unknown;
    CHECK(when(e, basis).from_ms == 700'000);
    CHECK(when(e, basis).to_ms == 1'000'000);
    e.clock = wire::ClockQuality::carried;
    e.wall_ms = 2'000'000;   // from the future: not believed
    CHECK(when(e, basis).from_ms == 700'000);
    CHECK(when(e, basis).to_ms == 1'000'000);
}
