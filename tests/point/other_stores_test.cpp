// Two kiosks at one point, one list: stores that come back from a copy, letters that are taken, kiosks that
// come and go, and what cannot be understood.

#include "tests/point/two_kiosks.h"

using namespace accanto;
using namespace accanto::tests;
using point::Ticket;

TEST_CASE("a host whose store came back from an older copy is told again who waits") {
    TwoKiosks two;
    Ticket done = two.guest.take(), waits = two.guest.take(), ours = two.host.take();
    two.meet();
    two.call(done);
    two.here(done);
    two.finish(done);
    two.meet();
    // A new store for the host, with another life; its numbers begin anew.
    Machine anew("B", two.host.clock.wall_ms(), two.host.clock.mono_ms());
    anew.settings.guests = two.host.settings.guests;
    std::swap(two.host.store, anew.store);
    two.meet();
    CHECK(two.host.line() == "C02");
    CHECK(two.guest.line() == "C02");
    CHECK(two.guest.state_of(done) == "done");
    two.meet();
    CHECK(two.host.events("ticket.taken").empty());
}

TEST_CASE("a guest whose store is an older copy can still give a number back that was given back before") {
    TwoKiosks two;
    Ticket t = two.guest.take();
    two.meet();
    two.call(t);
    two.here(t);
    two.give_back(t);
    two.meet(); // is served all the same
    TwoKiosks::moved(point::park(*two.host.store, two.host.settings, two.desk(), t.id));
    two.guest.store->transaction([&] { two.guest.store->db().run("UPDATE ticket SET given_back = 0"); });
    two.meet();
    two.give_back(t);
    two.meet();
    CHECK(two.host.state_of(t) == "left");
    CHECK(two.guest.state_of(t) == "left");
}

TEST_CASE("a guest whose store is new gets its numbers of today back and goes on behind them") {
    TwoKiosks two;
    two.guest.take();
    Ticket second = two.guest.take();
    two.meet();
    Machine anew("C", two.guest.clock.wall_ms(), two.guest.clock.mono_ms());
    std::swap(two.guest.store, anew.store);
    two.meet();
    CHECK(two.guest.line() == "C01 C02");
    CHECK(two.guest.take().label == "C03");
    two.give_back(second);
    two.meet();
    CHECK(two.host.line() == "C01 C03");
    CHECK(two.guest.line() == "C01 C03");
}

TEST_CASE(
    "two kiosks with one letter: the second number of a kind is refused and told, and all others go on") {
    TwoKiosks two;
    Ticket first = two.guest.take();
    two.tell();
    // A machine that was replaced without hearing of the first one's numbers.
    Machine anew("C", two.guest.clock.wall_ms(), two.guest.clock.mono_ms());
    std::swap(two.guest.store, anew.store);
    Ticket same = two.guest.take(), other = two.guest.take();
    CHECK(same.label == first.label);
    two.tell();
    CHECK(point::guest_state(*two.guest.store).refused == 1);
    CHECK(two.host.state_of(same) == "unknown");
    CHECK(two.host.state_of(other) == "waiting");
    two.meet();
}

TEST_CASE("only a kiosk's own letter may be told, and what cannot be understood changes nothing") {
    const Quiet quiet;
    TwoKiosks two;
    two.guest.take();
    const std::string body = point::tell_host(*two.guest.store);
    auto answer = point::hear_guest(*two.host.store, two.host.settings, "D", body);
    REQUIRE(answer);
    CHECK(nlohmann::json::parse(*answer)["refused"][0]["why"] == "letter");
    CHECK(two.host.line().empty());
    for (const std::string& bad :
         {std::string(), std::string("{"), std::string("[]"), std::string("{\"tickets\":3}")}) {
        CHECK(!point::hear_guest(*two.host.store, two.host.settings, "C", bad));
        CHECK(!point::host_news(*two.host.store, two.host.settings, "C", bad));
        CHECK(!point::hear_receipt(*two.guest.store, two.guest.settings, bad));
        CHECK(point::hear_news(*two.guest.store, two.guest.settings, bad) == point::Heard::not_understood);
    }
    // Every field, left out or of another kind.
    const auto whole = nlohmann::json::parse(body);
    for (const auto& [key, value] : whole["tickets"][0].items())
        for (const nlohmann::json& wrong :
             {nlohmann::json(), nlohmann::json(3.5),
              nlohmann::json("\xc3\x28 too long for anything that is allowed here, whatever it may be"),
              nlohmann::json::array()}) {
            const std::string& name = key;
            auto broken = whole;
            broken["tickets"][0][name] = wrong;
            const bool may_be_null = wrong.is_null() && (name == "age_ms" || name == "stuck");
            if (may_be_null)
                continue;
            CAPTURE(name);
            auto said =
                point::hear_guest(*two.host.store, two.host.settings, "C",
                                  broken.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
            REQUIRE(said);
            CHECK(nlohmann::json::parse(*said)["refused"].size() == 1);
        }
    CHECK(two.host.line().empty());
}

TEST_CASE("news that are not whole are not taken over, not even in part") {
    const Quiet quiet;
    TwoKiosks two;
    point::set_presence(*two.host.store, two.ada, "2", point::Presence::on);
    two.host.take();
    const auto news =
        point::host_news(*two.host.store, two.host.settings, "C", point::ask_host(*two.guest.store, 0));
    REQUIRE(news);
    const auto whole = nlohmann::json::parse(news->body);
    const auto heard = [&](const nlohmann::json& broken) {
        return point::hear_news(*two.guest.store, two.guest.settings,
                                broken.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    };
    for (const char* where : {"", "/point", "/point/mentors/0", "/tickets/0"})
        for (const auto& [key, value] : whole.at(nlohmann::json::json_pointer(where)).items()) {
            const std::string& name = key;
            CAPTURE(where);
            CAPTURE(name);
            auto broken = whole;
            auto& part = broken.at(nlohmann::json::json_pointer(where));
            part[name] = nlohmann::json::object();
            CHECK(heard(broken) == point::Heard::not_understood);
            part.erase(name);
            CHECK(heard(broken) == point::Heard::not_understood);
        }
    CHECK(two.guest.line().empty());
    CHECK(point::mentors_here(*two.guest.store) == 0);
    CHECK(heard(whole) == point::Heard::news);
    CHECK(two.guest.line() == "B01");
    CHECK(point::mentors_here(*two.guest.store) == 1);
}

TEST_CASE("a guest calls nobody by itself") {
    TwoKiosks two;
    Ticket t = two.guest.take();
    CHECK_THROWS_WITH_AS(point::call(*two.guest.store, two.guest.settings, {"m", "1"}, t.id),
                         "the desk is at http://192.0.2.1:8460: nobody is called here",
                         std::invalid_argument);
}

TEST_CASE("a kiosk that becomes a guest brings those who wait, and one that stands alone again tells the hub "
          "itself") {
    TwoKiosks two;
    two.guest.settings.host.address.clear();
    Ticket before = two.guest.take();
    two.guest.settings.host.address = "http://192.0.2.1:8460";
    point::begin_as_guest(*two.guest.store, two.guest.settings);
    two.meet();
    CHECK(two.host.line() == "C01");
    // Alone again: what the host decided about stays the host's, what is new is its own.
    two.guest.settings.host.address.clear();
    Ticket after = two.guest.take();
    CHECK(two.guest.line() == "C01 C02");
    TwoKiosks::moved(point::leave(*two.guest.store, two.guest.settings, before.id));
    TwoKiosks::moved(point::leave(*two.guest.store, two.guest.settings, after.id));
    CHECK(two.guest.events("ticket.left").size() == 1);
    CHECK(two.guest.events("ticket.left")[0].at("label") == "C02");
}
