// What the desk answers to the point's other kiosks, and to whoever only says to be one.

#include "tests/desk/desk_fixture.h"

#include "content/base/point_key.h"
#include "kiosk/point/booking.h"
#include "kiosk/point/guest.h"
#include "sync/agent/host_talk.h"
#include "tests/quiet.h"

#include <atomic>
#include <chrono>
#include <thread>

using namespace accanto;
using namespace accanto::tests;
using What = agent::HostTalk::Outcome::What;

namespace {

// The desk at the end of a wire that may change what it carries.
class Wire final : public agent::Transport {
public:
    explicit Wire(desk::Desk& desk) : m_desk(desk) {}

    agent::Reply send(const wire::Message& message, const std::string& body) override {
        desk::Request request;
        request.method = message.method;
        request.path = message.path;
        for (const auto& [name, value] : message.fields)
            request.headers[name] = value;
        request.headers["host"] = message.authority;
        request.body = body;
        request.from = "192.0.2.7";
        if (on_the_way)
            on_the_way(request);
        const desk::Reply from = m_desk.answer(request);
        agent::Reply reply;
        reply.status = from.status;
        reply.body = from.body;
        for (const auto& [name, value] : from.headers)
            reply.message.set(name, value);
        reply.message.set("content-type", from.type);
        if (on_the_way_back)
            on_the_way_back(reply);
        return reply;
    }

    std::function<void(desk::Request&)> on_the_way;
    std::function<void(agent::Reply&)> on_the_way_back;

private:
    desk::Desk& m_desk;
};

struct GuestKey {
    wire::SecretKey key = wire::SecretKey::generate();
};

struct GuestFixture : GuestKey, DeskFixture {
    GuestFixture()
        : DeskFixture([this](desk::DeskSetup& setup) {
              setup.settings.guests = {{"C", key.public_key().text()}};
          }) {
        settings.point.time_zone = "Europe/Madrid";
        settings.kiosk.letter = "C";
        settings.state = guest_folder.path();
        settings.host.address = "http://192.168.1.10:8460";
        Settings host;
        host.state = folder.path();
        settings.host.key = point_key(host).public_key().text();
        store = store::Store::open(guest_folder.path(), guest_clock);
        talk = std::make_unique<agent::HostTalk>(*store, settings, wire, key, guest_clock);
    }

    point::Ticket take() {
        point::TicketRequest request;
        request.idempotency_key = std::to_string(++taken);
        request.visit_id = "visit";
        request.topic = "email";
        request.language = "pt";
        return std::get<point::Ticket>(point::take_ticket(*store, settings, request));
    }
    std::string state_of(const point::Ticket& ticket) {
        return point::to_text(point::find_ticket(*store, ticket.id)->state);
    }

    TemporaryFolder guest_folder;
    ManualClock guest_clock{monday_morning};
    Settings settings;
    std::unique_ptr<store::Store> store;
    Wire wire{*DeskFixture::desk};
    std::unique_ptr<agent::HostTalk> talk;
    int taken = 0;
};

} // namespace

TEST_CASE_FIXTURE(GuestFixture,
                  "a number of the other kiosk is on the mentor's page, and the call on the other kiosk") {
    auto page = at_desk();
    const point::Ticket ticket = take();
    CHECK(talk->tell().what == What::done);
    CHECK(talk->tell().what == What::nothing);
    const Json state = Json::parse(page.get("/api/state").body);
    REQUIRE(state["waiting"].size() == 1);
    CHECK(state["waiting"][0]["label"] == "C01");
    CHECK(page.post("/api/call-next").status == 200);
    CHECK(talk->listen(0).what == What::done);
    CHECK(state_of(ticket) == "called");
    CHECK(point::find_ticket(*store, ticket.id)->desk == "1");
    CHECK(point::mentors_here(*store) == 1);
    CHECK(talk->listen(0).what == What::nothing);
}

TEST_CASE_FIXTURE(GuestFixture,
                  "a called number that is given back at its kiosk frees the desk, and the desk is told") {
    auto page = at_desk();
    const point::Ticket ticket = take();
    talk->tell();
    CHECK(page.post("/api/call-next").status == 200);
    REQUIRE(std::holds_alternative<point::Ticket>(point::leave(*store, settings, ticket.id)));
    CHECK(talk->tell().what == What::done);
    const Json state = Json::parse(page.get("/api/state").body);
    CHECK(state["mine"].is_null());
    CHECK(state["left"]["id"] == ticket.id);
    CHECK(state["left"]["text"] == "C01 is off the list.");
}

TEST_CASE_FIXTURE(GuestFixture, "who asks for news waits until there is some") {
    auto page = at_desk();
    const point::Ticket ticket = take();
    talk->tell();
    talk->listen(0);
    std::atomic<bool> answered = false;
    std::thread listening([&] {
        while (talk->listen(10'000).what == What::nothing) {
        }
        answered = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    CHECK(!answered);
    CHECK(page.post("/api/call-next").status == 200);
    listening.join();
    CHECK(state_of(ticket) == "called");
}

TEST_CASE_FIXTURE(GuestFixture, "whoever is not a kiosk of this point is told nothing and believed nothing") {
    const Quiet quiet;
    take();
    SUBCASE("another key") {
        const wire::SecretKey other = wire::SecretKey::generate();
        agent::HostTalk stranger(*store, settings, wire, other, guest_clock);
        CHECK(stranger.tell().reason.find("does not fit the key that [guests]") != std::string::npos);
        CHECK(stranger.listen(0).what == What::away);
    }
    SUBCASE("another letter") {
        settings.kiosk.letter = "D";
        CHECK(talk->tell().reason.find("no kiosk of this letter is in [guests]") != std::string::npos);
    }
    SUBCASE("another body") {
        wire.on_the_way = [](desk::Request& request) { request.body += " "; };
        CHECK(talk->tell().reason.find("digest") != std::string::npos);
    }
    SUBCASE("another question") {
        wire.on_the_way = [](desk::Request& request) { request.path = "/v1/point/news"; };
        CHECK(talk->tell().what == What::away);
    }
    SUBCASE("no signature") {
        wire.on_the_way = [](desk::Request& request) { request.headers.erase("signature"); };
        CHECK(talk->tell().what == What::away);
    }
    CHECK(point::waiting(*kiosk.store, kiosk.settings).empty());
    CHECK(point::guest_state(*store).untold == 1);
}

TEST_CASE_FIXTURE(GuestFixture,
                  "an answer that is not the host's own, or to another question, changes nothing") {
    const point::Ticket ticket = take();
    std::optional<agent::Reply> before;
    SUBCASE("a portal's page") {
        wire.on_the_way_back = [](agent::Reply& reply) {
            reply = {};
            reply.status = 200;
            reply.body = "<html>Welcome</html>";
        };
    }
    SUBCASE("changed on the way") {
        wire.on_the_way_back = [](agent::Reply& reply) { reply.body.back() = ' '; };
    }
    SUBCASE("of an earlier question") {
        wire.on_the_way_back = [&](agent::Reply& reply) { before = reply; };
        CHECK(talk->listen(0).what == What::done);
        guest_clock.advance_ms(1000);
        wire.on_the_way_back = [&](agent::Reply& reply) { reply = *before; };
        CHECK(talk->listen(0).reason.find("without the signature") != std::string::npos);
    }
    SUBCASE("of another host") {
        settings.host.key = key.public_key().text();
        talk = std::make_unique<agent::HostTalk>(*store, settings, wire, key, guest_clock);
    }
    CHECK(talk->tell().reason.find("without the signature") != std::string::npos);
    CHECK(point::guest_state(*store).untold == 1);
    // The host had heard it all the same: said again it is the same ticket.
    wire.on_the_way_back = nullptr;
    Settings host;
    host.state = folder.path();
    settings.host.key = point_key(host).public_key().text();
    talk = std::make_unique<agent::HostTalk>(*store, settings, wire, key, guest_clock);
    CHECK(talk->tell().what == What::done);
    CHECK(point::waiting(*kiosk.store, kiosk.settings).size() == 1);
    CHECK(state_of(ticket) == "waiting");
}

TEST_CASE_FIXTURE(GuestFixture, "a clock that is years off keeps nobody apart") {
    take();
    clock.set_wall_ms(
        3600'000); // of the guest and, as both stand on one here, of the host: the signature is of 1970
    CHECK(talk->tell().what == What::done);
}

TEST_CASE_FIXTURE(DeskFixture, "without guests in the settings nobody is answered, and no key is made") {
    const Quiet quiet;
    desk::Request request = browser().request("POST", "/v1/point/news", "{\"after\":0}");
    CHECK(desk->answer(request).status == 401);
    CHECK(!std::filesystem::exists(folder / "sync" / "point.key"));
}

TEST_CASE_FIXTURE(GuestFixture, "the mentors' page shows whether the other kiosk can be heard, since when not, and its printer") {
    auto page = at_desk();
    const auto other = [&] {
        const Json state = Json::parse(page.get("/api/state").body);
        REQUIRE(state["other_kiosks"].size() == 1);
        return state["other_kiosks"][0];
    };
    CHECK(other()["name"] == "Kiosk C:");
    CHECK(other()["text"] == "Never heard of yet. Is it switched on and set up?");
    CHECK(other()["care"] == true);
    store->transaction([&] { store->set_value("printer_state", "ok"); });
    talk->listen(0);
    CHECK(other()["text"] == "Connected.");
    CHECK(other()["printer"] == "The ticket printer is well.");
    CHECK(other()["care"] == false);
    store->transaction([&] { store->set_value("printer_state", "out"); });
    talk->listen(0);
    CHECK(other()["printer"] == "The ticket printer has no paper. People read their number on the screen.");
    CHECK(other()["care"] == true);
    store->transaction([&] { store->set_value("printer_state", "<script>"); });
    talk->listen(0);
    CHECK(other()["printer"] == "Nothing is known of the ticket printer yet.");
    clock.advance_ms(5 * 60'000);
    CHECK(other()["text"].get<std::string>().starts_with("Not heard of since 09:00."));
    CHECK(other()["printer"] == "");
    CHECK(other()["care"] == true);
    talk->listen(0);
    CHECK(other()["text"] == "Connected.");
}

TEST_CASE_FIXTURE(GuestFixture, "a booking of the other kiosk is on the mentors' page, and arrives there") {
    auto page = at_desk();
    Schedule schedule;
    schedule.point = settings.point.id;
    schedule.kiosk = "C";
    schedule.slots.push_back({"2026-11-23", 12 * 60, 30, 1});
    point::import_schedule(*store, settings, schedule);
    point::BookingRequest request;
    request.idempotency_key = "booking";
    request.language = "pt";
    request.topic = "email";
    request.day = "2026-11-23";
    request.from_minute = 12 * 60;
    const auto booked = std::get<point::Booking>(point::book(*store, settings, request));
    CHECK(talk->tell().what == What::done);
    CHECK(talk->tell().what == What::nothing);
    const Json state = Json::parse(page.get("/api/state").body);
    REQUIRE(state["agenda"]["appointments"].size() == 1);
    CHECK(state["agenda"]["appointments"][0]["code"] == booked.code);
    CHECK(page.post("/api/bookings/" + booked.code + "/arrive").status == 200);
    CHECK(talk->listen(0).what == What::done);
    CHECK(point::find_booking(*store, booked.code)->state == point::BookingState::arrived);
}
