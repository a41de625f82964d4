#pragma once
// A desk over a store of its own, asked without a socket, with a clock that stands still until told.

#include "kiosk/desk/desk.h"
#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"
#include "tests/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

namespace accanto::tests {

using Json = nlohmann::json;

constexpr int64_t monday_morning = 1795420800000; // 2026-11-23T08:00:00Z

inline desk::DeskSetup setup_of(const std::filesystem::path& state) {
    desk::DeskSetup setup;
    setup.settings.state = state;
    setup.settings.point.name = "Library";
    setup.settings.point.time_zone = "Europe/Madrid";
    setup.settings.point.place = "ES-CT";
    setup.settings.point.official_language = "en";
    setup.data = ACCANTO_SOURCE_DIR;
    setup.pages = std::filesystem::path(ACCANTO_SOURCE_DIR) / "kiosk" / "desk" / "pages";
    return setup;
}

// Seen from the kiosk: another connection to the same store.
struct Point {
    explicit Point(const std::filesystem::path& folder, const Clock& clock)
        : store(store::Store::open(folder, clock)) {
        settings.point.time_zone = "Europe/Madrid";
    }

    point::Ticket take(point::TicketRequest request = {}) {
        request.idempotency_key = "key " + std::to_string(++taken);
        if (request.visit_id.empty())
            request.visit_id = "visit";
        if (request.topic.empty())
            request.topic = "email";
        if (request.language.empty())
            request.language = "ar";
        return std::get<point::Ticket>(point::take_ticket(*store, settings, request));
    }

    std::string state_of(const point::Ticket& ticket) {
        return point::to_text(point::find_ticket(*store, ticket.id)->state);
    }

    std::unique_ptr<store::Store> store;
    Settings settings;
    int taken = 0;
};

// A browser: keeps its cookies, sends what browsers send.
class Browser {
public:
    Browser(desk::Desk& desk, std::string host = "desk.example") : m_desk(desk), m_host(std::move(host)) {}

    desk::Request request(const std::string& method, const std::string& path,
                          const std::string& body = "") const {
        desk::Request request;
        request.method = method;
        request.path = path.substr(0, path.find('?'));
        if (const size_t at = path.find('?'); at != std::string::npos) {
            const size_t equals = path.find('=', at);
            request.query[path.substr(at + 1, equals - at - 1)] = path.substr(equals + 1);
        }
        request.headers["host"] = m_host;
        request.headers["accept-language"] = language;
        request.from = "192.0.2.1";
        std::string cookies;
        for (const auto& [name, value] : m_cookies)
            cookies += name + "=" + value + "; ";
        request.headers["cookie"] = cookies;
        if (method == "POST") {
            request.headers["origin"] = "http://" + m_host;
            request.headers["x-accanto-token"] = token;
            request.body = body;
        }
        return request;
    }

    desk::Reply send(const desk::Request& request) {
        desk::Reply reply = m_desk.answer(request);
        for (const auto& [name, value] : reply.headers)
            if (name == "Set-Cookie")
                m_cookies[value.substr(0, value.find('='))] =
                    value.substr(value.find('=') + 1, value.find(';') - value.find('=') - 1);
        const std::string mark = "<meta name=\"token\" content=\"";
        if (const size_t at = reply.body.find(mark); at != std::string::npos)
            token = reply.body.substr(at + mark.size(), 64);
        return reply;
    }

    desk::Reply get(const std::string& path) { return send(request("GET", path)); }
    desk::Reply post(const std::string& path, const Json& body = Json::object()) {
        return send(request("POST", path, body.dump()));
    }

    // Through the page, as a person does. Returns the answer to the form.
    desk::Reply sign_in(const point::Mentor& mentor, const std::string& pin, const std::string& desk_number) {
        get("/");
        desk::Reply reply =
            post("/api/sign-in", {{"mentor", mentor.id}, {"pin", pin}, {"desk", desk_number}});
        if (reply.status == 200)
            get("/");
        return reply;
    }

    std::string cookie(const std::string& name) const {
        const auto found = m_cookies.find(name);
        return found == m_cookies.end() ? "" : found->second;
    }

    std::string token, language = "en";

private:
    desk::Desk& m_desk;
    std::string m_host;
    std::map<std::string, std::string> m_cookies;
};

inline std::string type_of(const desk::Reply& reply) {
    return Json::parse(reply.body)["type"];
}

// Of the answer to a change that was made.
inline Json state_of(const desk::Reply& reply) {
    REQUIRE_MESSAGE(reply.status == 200, reply.body);
    return Json::parse(reply.body)["state"];
}

inline std::string path(const point::Ticket& ticket, const char* action) {
    return "/api/tickets/" + ticket.id + "/" + action;
}

struct DeskFixture {
    DeskFixture() : DeskFixture([](desk::DeskSetup&) {}) {}
    explicit DeskFixture(const std::function<void(desk::DeskSetup&)>& change)
        : clock(monday_morning), kiosk(folder.path(), clock) {
        ana = point::add_mentor(*kiosk.store, "Ana Ferrer", "246810");
        desk::DeskSetup setup = setup_of(folder.path());
        setup.names = {"desk.example"};
        change(setup);
        desk = std::make_unique<desk::Desk>(setup, clock);
    }

    Browser browser() { return Browser(*desk); }
    // A browser in which Ana sits at desk 1.
    Browser at_desk() {
        Browser page(*desk);
        REQUIRE(page.sign_in(ana, "246810", "1").status == 200);
        return page;
    }

    TemporaryFolder folder;
    ManualClock clock;
    Point kiosk;
    point::Mentor ana;
    std::unique_ptr<desk::Desk> desk;
};

} // namespace accanto::tests
