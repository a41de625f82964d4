// The requests that sync/README.md shows are requests that the hub takes, byte for byte.
#include "sync/hub/kiosk_api.h"

#include "content/base/file.h"
#include "sync/hub/point_orders.h"
#include "sync/wire/exchange.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <sstream>

using namespace accanto;

namespace {

struct Recorded {
    wire::Message message;
    std::string body;
};

// A request as it was recorded: its head as it travels, its body in base64.
Recorded recorded(const std::string& name) {
    std::istringstream in(read_file(std::filesystem::path(ACCANTO_SOURCE_DIR) / "sync" / "examples" / name).value());
    Recorded out;
    std::string line, version, coded;
    std::getline(in, line);
    std::istringstream(line) >> out.message.method >> out.message.path >> version;
    while (std::getline(in, line) && !line.empty()) {
        const size_t colon = line.find(": ");
        REQUIRE(colon != std::string::npos);
        if (line.substr(0, colon) == "host")
            out.message.authority = line.substr(colon + 2);
        else
            out.message.set(line.substr(0, colon), line.substr(colon + 2));
    }
    while (std::getline(in, line))
        coded += line;
    out.body = from_base64(coded).value();
    return out;
}

// A hub of the moment in which they were recorded, which has given out the code they use.
struct RecordedHub {
    tests::TemporaryFolder folder;
    ManualClock clock{1'795'425'300'000};
    std::unique_ptr<hub::Storage> storage = hub::open_sqlite(folder.path());
    hub::Answers answers{wire::SecretKey::generate(), clock};
    hub::Metrics metrics;
    hub::KioskApi api{*storage, answers, metrics, {}};

    RecordedHub() {
        storage->add_code({to_hex(view(sha256("accanto enrolment code ", "K7MDX4PQ"))), {"biblioteca-nord", "Biblioteca Nord", ""}, "entrance",
                           clock.wall_ms(), clock.wall_ms() + 1000});
    }
    hub::HttpAnswer answer(const Recorded& sent) {
        hub::HttpRequest request;
        request.message = sent.message;
        request.read_body = [&](size_t limit) { return sent.body.size() <= limit ? std::optional(sent.body) : std::nullopt; };
        return api.answer(request).value();
    }
    // As a client does that believes nothing unsigned.
    hub::HttpAnswer send(const Recorded& sent) {
        hub::HttpAnswer answered = answer(sent);
        wire::Message head;
        head.status = answered.status;
        head.fields = answered.fields;
        head.request = &sent.message;
        CHECK(wire::is_genuine(head, answered.body, "hub", answers.public_key()));
        return answered;
    }
};

} // namespace

TEST_CASE("the recorded requests enrol a kiosk, push two events and ask where the hub stands") {
    RecordedHub hub;
    const auto enrolled = wire::parse_enrolled(hub.send(recorded("enrol.http")).body);
    REQUIRE(enrolled);
    CHECK(enrolled->point == "biblioteca-nord");
    const auto ack = wire::parse_ack(hub.send(recorded("push.http")).body);
    REQUIRE(ack);
    CHECK(ack->through == 2);
    CHECK(ack->results.empty());
    const auto state = wire::parse_state(hub.send(recorded("state.http")).body);
    REQUIRE(state);
    REQUIRE(state->streams.size() == 1);
    CHECK(state->streams[0].through == 2);
}

TEST_CASE("the recorded question what this kiosk is to have is answered with all that was ordered") {
    RecordedHub hub;
    hub.send(recorded("enrol.http"));
    const std::string nothing = hub.send(recorded("desired.http")).body;
    CHECK(nothing.find("settings") == std::string::npos);
    hub::PointOrders orders(*hub.storage, hub.clock, "anna", "");
    const std::string point = "biblioteca-nord";
    orders.settings(point, "", "[voice]\nvolume_percent = 40\n");
    orders.schedule(point, "format = 1\npoint = \"biblioteca-nord\"\n[[appointments]]\nday = 2026-12-01\ntimes = [\"09:30\"]\n"
                           "minutes = 30\nseats = 2\n");
    hub.storage->orders().erase({point, "0199c1f2-8a10-7c3d-9e4f-000000000001", "", hub.clock.wall_ms()}, {}, {});
    const auto desired = wire::parse_desired(hub.send(recorded("desired.http")).body);
    REQUIRE(desired);
    REQUIRE(desired->settings);
    CHECK(desired->settings->text == "[voice]\nvolume_percent = 40\n");
    REQUIRE(desired->schedule);
    CHECK(desired->schedule->leases == std::map<std::string, int>{{"2026-12-01 09:30", 2}});
    REQUIRE(desired->erasures.size() == 1);
    CHECK(desired->erasures[0].id == "0199c1f2-8a10-7c3d-9e4f-000000000001");
}

TEST_CASE("whatever is changed in a recorded push, the hub refuses it") {
    RecordedHub hub;
    hub.send(recorded("enrol.http"));
    const Recorded whole = recorded("push.http");
    for (size_t i = 0; i < whole.message.fields.size(); ++i) {
        Recorded changed = whole;
        std::string& value = changed.message.fields[i].second;
        value[value.size() / 2] ^= 1;
        CAPTURE(changed.message.fields[i].first);
        CHECK(hub.answer(changed).status >= 400);
    }
    Recorded changed = whole;
    changed.body[changed.body.size() / 2] ^= 1;
    CHECK(hub.answer(changed).status == 400);
    CHECK(hub.storage->kiosks().at(0).stored == 0);
}
