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
    for (const Figure& f : std::get<Reading>(got).figures)
        out += f.day + " " + f.what + " " + f.detail + "/" + f.language + "/" + f.topics + ";";
    return out;
}

} // namespace

TEST_CASE("events become figures of the point's own day") {
    CHECK(told("visit.started.v1", R"({"visit":"v","language":"ca"})") == "2026-11-24 visit /ca/;");
    CHECK(told("tutorial.stopped.v1", R"({"visit":"v","tutorial":"create-email","step":4,"steps":9})") ==
          "2026-11-24 tutorial_stopped create-email/4/9//;");
    CHECK(told("ticket.taken.v1", R"({"service_day":"2026-11-23","topic":"email","language":"it"})") == "2026-11-23 ticket /it/email;");
    // Taken at 00:24 on Tuesday, Madrid time: 24 whole hours of the week were before, and it took 5 minutes.
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"waited_s":354.6})") ==
          "2026-11-23 wait 35//;2026-11-23 wait_hour 34565//;");
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":2,"waited_s":700})").empty());
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"waited_s":null})").empty());
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"first":true,"topic":"email","language":"it","waited_s":60})") ==
          "2026-11-23 wait 6/it/email;2026-11-23 wait_hour 34561/it/email;");
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"first":false,"waited_s":900})").empty());
    CHECK(told("service.recorded.v1", R"({"service_day":"2026-11-23","help":"with","outcome":"done"})") ==
          "2026-11-23 help with//;2026-11-23 outcome done//;2026-11-23 age //;2026-11-23 gender //;2026-11-23 repeat //;"
          "2026-11-23 education //;2026-11-23 occupation //;2026-11-23 citizenship //;");
    CHECK(told("service.recorded.v1", R"({"service_day":"2026-11-23","help":"for","outcome":"partly","topics":["health","email","email"],"language":"ar",)"
                                      R"("age_band":"75+","gender":null,"repeat_visitor":false,"education":"primary","occupation":"retired",)"
                                      R"("citizenship":"eu","confidence_before":1,"confidence_after":3})") ==
          "2026-11-23 help for/ar/email health;2026-11-23 outcome partly/ar/email health;2026-11-23 age 75+/ar/email health;"
          "2026-11-23 gender /ar/email health;2026-11-23 repeat no/ar/email health;"
          "2026-11-23 education primary/ar/email health;2026-11-23 occupation retired/ar/email health;2026-11-23 citizenship eu/ar/email health;"
          "2026-11-23 confidence before_help/1/ar/email health;2026-11-23 confidence after_help/3/ar/email health;");
    CHECK(told("tutorial.practice.v1", R"({"visit":"v","tutorial":"x","step":2,"language":"sv","observed":"with_hint","competences":["2.1","4.2"]})") ==
          "2026-11-24 practice 2.1/with_hint/sv/;2026-11-24 practice 4.2/with_hint/sv/;");
    CHECK(told("feedback.given.v1", R"({"visit":"v","language":"it","face":3,"reasons":["clear"]})") == "2026-11-24 face 3/it/;2026-11-24 reason clear/it/;");
    CHECK(told("stars.given.v1", R"({"visit":"v","language":"it","ticket":"t","stars":5,"would_return":""})") ==
          "2026-11-24 stars 5/it/;2026-11-24 would_return /it/;");
    CHECK(told("something.else.v1", "{}").empty());
}

TEST_CASE("a skills check is a baseline, and a later one a change: the two are never added up") {
    CHECK(told("skills.checked.v1", R"({"visit":"v","language":"it","overall":"I_DSK2_N","areas":{"il":"basic","ps":"none"},"before":"","before_overall":""})") ==
          "2026-11-24 skills I_DSK2_N/it/;2026-11-24 skills_area il/basic/it/;2026-11-24 skills_area ps/none/it/;");
    CHECK(told("skills.checked.v1", R"({"visit":"v","language":"it","overall":"I_DSK2_B","areas":{"il":"basic"},"before":"c","before_overall":"I_DSK2_N"})") ==
          "2026-11-24 skills_change I_DSK2_N>I_DSK2_B/it/;");
    CHECK(told("skills.checked.v1", R"({"visit":"v","language":"it","overall":"I_DSK2_NA","areas":null,"before":"","before_overall":""})") ==
          "2026-11-24 skills I_DSK2_NA/it/;");
    // Nobody answered for one area, so nobody said what the whole is.
    CHECK(told("skills.checked.v1", R"({"visit":"v","language":"it","overall":"I_DSK2_X","areas":{"il":"none","ps":"basic"},"skipped":["il"],"before":"","before_overall":""})") == "");
}

TEST_CASE("a step done alone is the visit's success; a stop asks for the visit's language; a ticket belongs to its visit") {
    auto part = [](const std::string& type, const std::string& data) { return std::get<Reading>(figures_of(event(type, data), late, "Europe/Madrid")).visit; };
    CHECK(part("visit.started.v1", R"({"visit":"v","language":"ca"})")->started_ms == late.to_ms);
    CHECK(part("tutorial.step.v1", R"({"visit":"v","result":"done","alone":true})")->success_ms == late.to_ms);
    CHECK(!part("tutorial.step.v1", R"({"visit":"v","result":"done","alone":false})"));
    CHECK(!part("tutorial.step.v1", R"({"visit":"v","result":"done_with_hint","alone":true})"));
    CHECK(part("ticket.taken.v1", R"({"visit":"v","service_day":"2026-11-23","topic":"email"})")->ticket);
    auto stopped = std::get<Reading>(figures_of(event("tutorial.stopped.v1", R"({"visit":"v","tutorial":"x","step":1,"steps":9})"), late, ""));
    CHECK(stopped.figures[0].language_of_visit);
    CHECK(stopped.visit->visit == "v");
}

TEST_CASE("data that breaks the contract is a fault with its name, and nothing of it is counted") {
    CHECK(told("visit.started.v1", R"({"language":5})") == "fault: data.language must be a code of 1 to 64 letters, digits and - _ . +");
    CHECK(told("tutorial.stopped.v1", R"({"tutorial":"x","step":0,"steps":9})") == "fault: data.step must be a whole number from 1 to 999");
    CHECK(told("ticket.taken.v1", R"({"service_day":"today","topic":"email"})") == "fault: data.service_day must be a date such as 2026-11-23");
    CHECK(told("ticket.taken.v1", R"({"service_day":"2026-02-30","topic":"email"})") == "fault: data.service_day must be a date such as 2026-11-23");
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"waited_s":-5})") ==
          "fault: data.waited_s must be seconds from 0 to 86400, or null");
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"first":"yes","waited_s":5})") ==
          "fault: data.first must be true or false");
    CHECK(told("service.recorded.v1", R"({"service_day":"2026-11-23","help":"magic","outcome":"done"})") ==
          "fault: data.help must be one of alone, with, for");
    // Hostile values: huge numbers, other types, markup, endless lists.
    for (const char* bad : {R"({"language":"<script>alert(1)</script>"})", R"({"language":{"a":[1]}})", R"({"language":null})", R"({"language":""})", "{}"})
        CHECK(told("visit.started.v1", bad).starts_with("fault: data.language"));
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":18446744073709551615,"waited_s":5})").starts_with("fault: data.calls"));
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1e300,"waited_s":5})").starts_with("fault: data.calls"));
    CHECK(told("ticket.called.v1", R"({"service_day":"2026-11-23","calls":1,"waited_s":1e308})").starts_with("fault: data.waited_s"));
    CHECK(told("tutorial.stopped.v1", R"({"tutorial":"a/b","step":1,"steps":9})").starts_with("fault: data.tutorial"));
    CHECK(told("feedback.given.v1", R"({"face":99999999999999999999,"reasons":[]})").starts_with("fault: data.face"));
    CHECK(told("feedback.given.v1", R"({"face":3,"reasons":["<b>"]})").starts_with("fault: data.reasons"));
    CHECK(told("stars.given.v1", R"({"stars":6})").starts_with("fault: data.stars"));
    CHECK(told("skills.checked.v1", R"({"overall":[]})").starts_with("fault: data.overall"));
    CHECK(told("skills.checked.v1", R"({"overall":"I_DSK2_B","areas":{"il":"<i>"}})").starts_with("fault: data.areas"));
    CHECK(told("service.recorded.v1", R"({"service_day":"2026-11-23","help":"with","outcome":"done","topics":"email"})").starts_with("fault: data.topics"));
    CHECK(told("service.recorded.v1", R"({"service_day":"2026-11-23","help":"with","outcome":"done","age_band":["75+"]})").starts_with("fault: data.age_band"));
    std::string many = "\"a\"";
    for (int i = 0; i < 40; ++i)
        many += ",\"a\"";
    CHECK(told("tutorial.practice.v1", R"({"observed":"alone","competences":[)" + many + "]}").starts_with("fault: data.competences"));
}

TEST_CASE("when something happened: the same boot, an anchored boot, a trusted wall clock, else an interval") {
    constexpr int64_t day = 1'795'425'300'000;   // 2026-11-23
    TimeBasis basis;
    basis.received_ms = day + 1'000'000;
    basis.anchors = {{"now", day + 400'000}, {"before", day + 100'000}};
    basis.before = {"0001", day + 700'000};
    auto is_interval = [&](const wire::Event& e) {
        const Happened told = when(e, basis);
        return told.from_ms == day + 700'000 && told.to_ms == day + 1'000'000;
    };
    wire::Event e;
    e.id = "0002";
    e.boot = "now";
    e.mono_ms = 550'000;
    e.wall_ms = 5;
    CHECK(when(e, basis).from_ms == day + 950'000);
    CHECK(when(e, basis).to_ms == day + 950'000);
    e.boot = "before";
    CHECK(when(e, basis).from_ms == day + 650'000);
    e.boot = "never heard of";
    e.wall_ms = day + 800'000;
    e.clock = wire::ClockQuality::trusted;
    CHECK(when(e, basis).from_ms == day + 800'000);
    CHECK(when(e, basis).to_ms == day + 800'000);
    e.clock = wire::ClockQuality::unknown;
    CHECK(is_interval(e));
    e.clock = wire::ClockQuality::carried;
    e.wall_ms = day + 2'000'000;   // from the future: not believed
    CHECK(is_interval(e));
    e.wall_ms = 1000;              // an empty battery, and no earlier time that would have given it away
    CHECK(is_interval(e));
    e.id = "0000";                 // brought over: it was there before what stands before it
    CHECK(when(e, basis).from_ms == 0);
    CHECK(when(e, basis).to_ms == day + 1'000'000);
}
