#pragma once
// Two machines at one point, each with its store and its clocks, and a messenger between them who may be as
// bad as a test likes. B has the desk; C is its guest.

#include "kiosk/point/guest.h"
#include "kiosk/point/host.h"
#include "tests/point/point_fixture.h"
#include "tests/quiet.h"

#include <map>

namespace accanto::tests {

struct Machine {
    Machine(const std::string& letter, int64_t wall_ms, int64_t mono_ms) : clock(wall_ms, mono_ms) {
        settings.point.time_zone = "Europe/Madrid";
        settings.kiosk.letter = letter;
        store = store::Store::open(folder.path(), clock);
    }
    point::Ticket take(const std::string& topic = "email", bool priority = false) {
        point::TicketRequest request;
        request.idempotency_key = settings.kiosk.letter + std::to_string(++keys);
        request.visit_id = "visit-" + request.idempotency_key;
        request.topic = topic;
        request.language = "ca";
        request.needs.sit = true;
        request.priority = priority;
        request.stuck = point::StuckAt{"create-email", 3, 7, 2, true};
        auto taken = point::take_ticket(*store, settings, request);
        REQUIRE(std::holds_alternative<point::Ticket>(taken));
        return std::get<point::Ticket>(taken);
    }
    std::optional<point::Ticket> find(const std::string& id) { return point::find_ticket(*store, id); }
    std::string state_of(const point::Ticket& ticket) {
        auto found = find(ticket.id);
        return found ? to_text(found->state) : "unknown";
    }
    // "B01 C01 B02": as they will be called.
    std::string line() {
        std::string out;
        for (const point::Ticket& ticket : point::waiting(*store, settings))
            out += (out.empty() ? "" : " ") + ticket.label;
        return out;
    }
    std::vector<nlohmann::json> events(const std::string& name) {
        std::vector<nlohmann::json> out;
        for (const auto& row : store::pending(*store, 1'000'000, 1LL << 30))
            if (row.type == "org.accanto." + name + ".v1")
                out.push_back(nlohmann::json::parse(row.bytes).at("data"));
        return out;
    }

    TemporaryFolder folder;
    ManualClock clock;
    Settings settings;
    std::unique_ptr<store::Store> store;
    int keys = 0;
};

struct TwoKiosks {
    // The guest's clocks are off by some minutes and its boot was at another time.
    explicit TwoKiosks(int64_t guest_off_ms = -7 * minute_ms)
        : host("B", monday_morning, 5 * hour_ms), guest("C", monday_morning + guest_off_ms, 90 * second_ms) {
        host.settings.guests = {{"C", "key"}};
        guest.settings.host.address = "http://192.0.2.1:8460";
        ada = point::add_mentor(*host.store, "Ada", "271828").id;
        point::begin_as_guest(*guest.store, guest.settings);
    }

    void advance(int64_t ms) {
        host.clock.advance_ms(ms);
        guest.clock.advance_ms(ms);
    }

    // The guest's tickets go over. False when there was nothing to tell.
    bool tell() {
        const std::string body = point::tell_host(*guest.store);
        if (body.empty())
            return false;
        auto answer = point::hear_guest(*host.store, host.settings, "C", body);
        REQUIRE(answer);
        REQUIRE(point::hear_receipt(*guest.store, guest.settings, *answer));
        return true;
    }
    point::Heard listen() {
        auto news = point::host_news(*host.store, host.settings, "C", point::ask_host(*guest.store, 0));
        REQUIRE(news);
        const point::Heard heard = point::hear_news(*guest.store, guest.settings, news->body);
        REQUIRE(heard != point::Heard::not_understood);
        return heard;
    }
    // Until both know everything.
    void meet() {
        for (int i = 0; i < 100; ++i) {
            const bool told = tell();
            const point::Heard heard = listen();
            if (!told && heard == point::Heard::nothing_new)
                return;
        }
        FAIL("they never come to an end");
    }

    point::DeskUser desk(const std::string& name = "2") const { return {ada, name}; }
    point::Ticket call(const point::Ticket& ticket, const std::string& at = "2") {
        return moved(point::call(*host.store, host.settings, desk(at), ticket.id));
    }
    point::Ticket here(const point::Ticket& ticket, const std::string& at = "2") {
        return moved(point::here(*host.store, host.settings, desk(at), ticket.id));
    }
    point::Ticket not_here(const point::Ticket& ticket, const std::string& at = "2") {
        return moved(point::not_here(*host.store, host.settings, desk(at), ticket.id));
    }
    point::Ticket finish(const point::Ticket& ticket, const std::string& at = "2") {
        point::ServiceRecord record;
        record.topics = {"email"};
        record.help = "with";
        record.outcome = "done";
        return moved(point::finish(*host.store, host.settings, desk(at), ticket.id, record));
    }
    static point::Ticket moved(const point::Moved& result) {
        REQUIRE(std::holds_alternative<point::Ticket>(result));
        return std::get<point::Ticket>(result);
    }
    point::Ticket give_back(const point::Ticket& ticket) {
        return moved(point::leave(*guest.store, guest.settings, ticket.id));
    }

    // Events of both kiosks together, by what and ticket: what the hub will count.
    std::map<std::string, int> counted(const std::string& name) {
        std::map<std::string, int> out;
        for (Machine* machine : {&host, &guest})
            for (const nlohmann::json& event : machine->events(name))
                ++out[event.at("label")];
        return out;
    }

    Machine host, guest;
    std::string ada;
};

} // namespace accanto::tests
