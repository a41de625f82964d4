#include "sync/wire/ack.h"
#include "sync/wire/desired.h"
#include "sync/wire/headers.h"
#include "sync/wire/time.h"

#include "content/base/bytes.h"
#include "content/base/clock.h"

#include <doctest/doctest.h>

using namespace accanto;
using namespace accanto::wire;

TEST_CASE("an acknowledgement comes back as it was said") {
    Ack said{3, 18234, {{9121, Disposition::quarantined, Problem{ProblemKind::event_invalid, 0, "no JSON object", {}, {}, {}}}},
             {40, 20, 250}, 1795425300250};
    auto heard = parse_ack(to_json(said));
    REQUIRE(heard);
    CHECK(heard->epoch == 3);
    CHECK(heard->through == 18234);
    REQUIRE(heard->results.size() == 1);
    CHECK(heard->results[0].seq == 9121);
    CHECK(heard->results[0].disposition == Disposition::quarantined);
    REQUIRE(heard->results[0].problem);
    CHECK(heard->results[0].problem->kind == ProblemKind::event_invalid);
    CHECK(heard->results[0].problem->detail == "no JSON object");
    CHECK(heard->next.after_s == 40);
    CHECK(heard->next.max_events == 250);
    CHECK(heard->server_time_ms == 1795425300250);
}

TEST_CASE("half an acknowledgement is none") {
    const std::string good = to_json(Ack{3, 5, {}, {}, 1795425300250});
    REQUIRE(parse_ack(good));
    for (const char* bad : {"", "{}", "[]", "null", "<html>Welcome to our Wi-Fi</html>", R"({"epoch":3})"})
        CHECK_MESSAGE(!parse_ack(bad), bad);
    auto with = [&](const char* from, const char* to) {
        std::string text = good;
        text.replace(text.find(from), std::string_view(from).size(), to);
        return parse_ack(text).has_value();
    };
    CHECK(!with("\"through\":5", "\"through\":-5"));
    CHECK(!with("\"through\":5", "\"through\":\"5\""));
    CHECK(!with("\"through\":5", "\"through\":1e400"));
    CHECK(!with("\"results\":[]", "\"results\":[5]"));
    CHECK(!with("\"results\":[]", "\"results\":[{\"seq\":1,\"disposition\":\"lost\"}]"));
    CHECK(!with("\"results\":[]", "\"results\":{}"));
    CHECK(!with("\"max_events\":500", "\"max_events\":0"));
    CHECK(!with("2026", "abcd"));
}

TEST_CASE("problems keep their kind and what they carry") {
    Problem gap{ProblemKind::gap, 409, "events 5 to 9 are missing", 3, 5, 1795425300250};
    auto heard = parse_problem(to_json(gap));
    REQUIRE(heard);
    CHECK(heard->kind == ProblemKind::gap);
    CHECK(heard->expected_seq == 5);
    CHECK(heard->epoch == 3);
    CHECK(heard->server_time_ms == 1795425300250);
    auto foreign = parse_problem(R"({"type":"https://example.net/odd","title":"x","status":"500","detail":7})");
    REQUIRE(foreign);
    CHECK(foreign->kind == ProblemKind::other);
    CHECK(!parse_problem("<html>"));
    CHECK(!parse_problem(R"({"type":5})"));
}

TEST_CASE("the head of a batch names its holes in runs") {
    BatchHead head{3, 100, 600, {101, 102, 103, 200, 599, 600}, std::string(32, 'c')};
    std::string field = to_field(head);
    CHECK(field.find(R"(absent=("101-103" "200" "599-600"))") != std::string::npos);
    auto heard = parse_batch_head(field);
    REQUIRE(heard);
    CHECK(heard->absent == head.absent);
    CHECK(heard->chain == head.chain);
    auto life = parse_batch_head("epoch=1, from=5, through=4");
    REQUIRE(life);
    for (const char* bad : {"", "epoch=1, from=5, through=3", "epoch=0, from=1, through=1", "epoch=1, from=0, through=1",
                            "epoch=1, from=5, through=9, absent=(\"4\")", "epoch=1, from=5, through=9, absent=(\"10\")",
                            "epoch=1, from=1, through=900000, absent=(\"1-900000\")", "epoch=1, from=1, through=9, absent=(\"3-2\")",
                            "epoch=1, from=1, through=9, absent=(3)", "epoch=1, from=1, through=9, absent=(\"\")",
                            "epoch=1, from=1, through=9, chain=:AAAA:", "epoch=1, from=1, through=9, chain=5"})
        CHECK_MESSAGE(!parse_batch_head(bad), bad);
}

TEST_CASE("clock and health travel as fields") {
    auto clock = parse_clock(to_field(ClockReading{1795425300250, 5'000'000'000, "boot-1", ClockQuality::trusted}));
    REQUIRE(clock);
    CHECK(clock->mono_ms == 5'000'000'000);
    CHECK(clock->quality == ClockQuality::trusted);
    Health health;
    health.version = "0.1.0 \xc3\xa9";
    health.pending = 12;
    health.oldest_pending_s = 90;
    auto heard = parse_health(to_field(health));
    REQUIRE(heard);
    CHECK(heard->version == "0.1.0 ??");
    CHECK(heard->pending == 12);
    CHECK(heard->oldest_pending_s == 90);
    CHECK(!parse_health("version=5"));
    CHECK(!parse_clock("wall=1, mono=1, boot=\"\", quality=trusted"));
}

TEST_CASE("times are read with and without fraction and offset") {
    CHECK(parse_rfc3339("1970-01-01T00:00:00Z") == 0);
    CHECK(parse_rfc3339("2026-11-23T10:15:00.25+01:00") == 1795425300250);
    CHECK(parse_rfc3339(rfc3339(1795425300250)) == 1795425300250);
    for (const char* bad : {"", "2026", "2026-02-30T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T10:15:00", "2026-11-23T10:15:00.Z",
                            "2026-11-23T10:15:00Z ", "2026-11-23T10:15:00+1:00"})
        CHECK_MESSAGE(!parse_rfc3339(bad), bad);
}

TEST_CASE("what a hub wants comes back as it was said, and its tag is of its bytes") {
    wire::Desired desired{"kiosk", "biblio", {}, {}};
    desired.catalogues.push_back({std::string(64, 'a'), 812, std::string(64, 's')});
    desired.packs.push_back({"starter", 3, std::string(64, 'b'), 231'044, std::string(64, 'a'), {1, 2}});
    desired.packs.push_back({"parking", 0, "", 0, "", {1}});
    const std::string text = wire::to_json(desired);
    CHECK(wire::parse_desired(text) == desired);
    CHECK(wire::to_json(*wire::parse_desired(text)) == text);
    CHECK(wire::tag_of(text) != wire::tag_of(text + " "));
    CHECK(wire::parse_etag(wire::to_etag(wire::tag_of(text))) == wire::tag_of(text));
}

TEST_CASE("orders of a hub come back as they were said, and what is odd in one of them spoils the wish") {
    wire::Desired desired{"kiosk", "biblio", {}, {}, {}, {}, {}, {}};
    const std::string before = wire::to_json(desired);
    for (const char* name : {"settings", "schedule", "erasures", "bookings"})
        CHECK(before.find(name) == std::string::npos);   // nothing ordered: as an older hub says it
    desired.settings = wire::DesiredSettings{3, "[voice]\nvolume_percent = 40\n"};
    desired.schedule = wire::DesiredSchedule{7, "format = 1\n", {{wire::unit_of_time("2026-12-01", 570), 1}, {"telephone-1", 5}}};
    desired.erasures = {{"0199c1f2-8a10-7c3d-9e4f-000000000001", ""}, {"0199c1f2-8a10-7c3d-9e4f-000000000002", "visit"}};
    const std::string text = wire::to_json(desired);
    CHECK(text.find("\"2026-12-01 09:30\":1") != std::string::npos);
    CHECK(wire::parse_desired(text) == desired);
    CHECK(wire::parse_schedule(wire::to_json(*desired.schedule)) == desired.schedule);
    for (const auto& [from, to] : {std::pair{R"("telephone-1":5)", R"("telephone-1":-5)"}, {R"("telephone-1":5)", R"("telephone-1":"5")"}, {R"("version":3)", R"("version":0)"},
                                   {R"("version":7)", R"("version":"7")"}, {R"("visit":"visit")", R"("visit":7)"}, {R"("settings":{)", R"("settings":[{)"}}) {
        std::string odd = text;
        odd.replace(odd.find(from), std::string_view(from).size(), to);
        CAPTURE(odd);
        CHECK_FALSE(wire::parse_desired(odd));
    }
    desired.settings->text = std::string(wire::max_settings_bytes + 1, '#');
    CHECK_FALSE(wire::parse_desired(wire::to_json(desired)));
}

TEST_CASE("bookings to be taken over come back as they were said, and what could be none spoils the wish") {
    wire::Desired desired{"kiosk", "biblio", {}, {}, {}, {}, {}, {}};
    wire::DesiredBooking appointment{"0199c1f2-8a10-7c3d-9e4f-000000000001", "K7MDX4", "", "2026-12-01", "email", 570, 30, "es", true, true, "booked", "", 2, 3};
    wire::DesiredBooking arrived = appointment, signed_up{"0199c1f2-8a10-7c3d-9e4f-000000000002", "M7KDX4", "telephone-1", "", "", 0, 0, "ca", false, false, "waiting", "", 1, 1};
    arrived.state = "arrived";
    arrived.ticket = "0199c1f2-8a10-7c3d-9e4f-000000000003";
    desired.bookings = {appointment, arrived, signed_up};
    const std::string text = wire::to_json(desired);
    CHECK(wire::parse_desired(text) == desired);
    CHECK(wire::parse_booking(wire::to_json(signed_up)) == signed_up);
    const std::string one = wire::to_json(appointment);
    for (const auto& [from, to] : {std::pair{R"("K7MDX4")", R"("K7MD")"}, {R"("state":"booked")", R"("state":"waiting")"}, {R"("state":"booked")", R"("state":"arrived")"},
                                   {R"("state":"booked")", R"("state":"lost")"}, {R"("2026-12-01")", R"("2026-13-01")"}, {R"("from_minute":570)", R"("from_minute":1440)"},
                                   {R"("for_other":true)", R"("for_other":1)"}, {R"("version":2)", R"("version":-2)"}, {R"("heard":3)", R"("heard":"3")"},
                                   {R"("ticket":"")", R"("ticket":"t")"}}) {
        std::string odd = one, all = text;
        odd.replace(odd.find(from), std::string_view(from).size(), to);
        all.replace(all.find(from), std::string_view(from).size(), to);
        CAPTURE(odd);
        CHECK_FALSE(wire::parse_booking(odd));
        CHECK_FALSE(wire::parse_desired(all));
    }
    CHECK_FALSE(wire::parse_booking(R"(["booking"])"));
    desired.bookings.assign(wire::max_bookings + 1, appointment);
    CHECK_FALSE(wire::parse_desired(wire::to_json(desired)));
}

TEST_CASE("a wish with as much as is permitted of everything is understood") {
    wire::Desired desired{"kiosk", "biblio", {}, {}, {}, {}, {}, {}};
    const auto code = [](size_t i) { return fmt::format("{:064}", i); };
    for (size_t i = 0; i < wire::max_desired_packs; ++i) {
        desired.catalogues.push_back({code(i), wire::max_catalogue_bytes, std::string(64, 's')});
        desired.packs.push_back({code(i).substr(4), 1'000'000, code(i), wire::max_pack_bytes, code(i), std::vector<int>(100, 1'000'000)});
    }
    // A line feed travels as two bytes.
    desired.settings = wire::DesiredSettings{3, std::string(wire::max_settings_bytes, '\n')};
    desired.schedule = wire::DesiredSchedule{7, std::string(wire::max_schedule_bytes, '\n'), {}};
    for (size_t i = 0; i < wire::max_leases; ++i)
        desired.schedule->leases[code(i)] = 999;
    for (size_t i = 0; i < wire::max_erasures; ++i)
        desired.erasures.push_back({code(i), code(i)});
    for (size_t i = 0; i < wire::max_bookings; ++i)
        desired.bookings.push_back({code(i), "K7MDX4", "", "2026-12-01", code(i), 1439, 1440, "ca-valen", false, false, "arrived", code(i), 1'000'000'000, 1'000'000'000});
    CHECK(wire::parse_desired(wire::to_json(desired)) == desired);
    CHECK(wire::parse_schedule(wire::to_json(*desired.schedule)) == desired.schedule);
}

TEST_CASE("half a wish is none") {
    const std::string digest(64, 'a'), signature = to_base64(std::string(64, 's'));
    const std::string list = R"({"sha256":")" + digest + R"(","bytes":8,"signature":")" + signature + R"("})";
    const auto wish = [&](const std::string& pack, const std::string& lists) {
        return wire::parse_desired(R"({"kiosk":"k","point":"p","packs":[)" + pack + R"(],"catalogues":[)" + lists + "]}");
    };
    const std::string pack = R"({"id":"starter","version":1,"withdrawn":[],"bytes":9,"sha256":")" + digest + R"(","catalogue":")" + digest + R"("})";
    CHECK(wish(pack, list));
    CHECK_FALSE(wish(pack, ""));   // its list is missing
    CHECK_FALSE(wire::parse_desired(R"({"kiosk":"k","point":"p","packs":[]})"));
    for (const auto& [from, to] : {std::pair{R"("starter")", R"("../starter")"}, {R"("version":1)", R"("version":-1)"}, {R"("bytes":9)", R"("bytes":300000000)"},
                                   {R"("withdrawn":[])", R"("withdrawn":["1"])"}, {R"("sha256":"a)", R"("sha256":"A)"}, {R"("id":"starter")", R"("id":7)"}}) {
        std::string odd = pack;
        odd.replace(odd.find(from), std::string_view(from).size(), to);
        CAPTURE(odd);
        CHECK_FALSE(wish(odd, list));
    }
}

TEST_CASE("parts of something long are asked for and named as HTTP has it") {
    const auto part = [](const char* field, int64_t of) {
        const auto out = wire::part_of_range(field, of);
        return out ? wire::to_content_range(*out) : "";
    };
    CHECK(part("bytes=0-99", 1000) == "bytes 0-99/1000");
    CHECK(part("bytes=990-2000", 1000) == "bytes 990-999/1000");
    CHECK(part("bytes=5-", 1000) == "bytes 5-999/1000");
    CHECK(part("bytes=-5", 1000) == "bytes 995-999/1000");
    CHECK(part("bytes=-5000", 1000) == "bytes 0-999/1000");
    for (const char* odd : {"bytes=1000-", "bytes=5-4", "bytes=-0", "bytes=", "bytes=-", "bytes=a-b", "bytes=0-1,3-4", "items=0-1", "bytes=--1", ""})
        CHECK(part(odd, 1000) == "");
    CHECK(wire::parse_content_range("bytes 0-99/1000")->last == 99);
    for (const char* odd : {"bytes 0-1000/1000", "bytes 5-4/10", "bytes */10", "bytes 0-9/*", "bytes 0/10-9", ""})
        CHECK_FALSE(wire::parse_content_range(odd));
}
