// Every action in every state: it moves the ticket as drawn here, or answers with a reason and changes
// nothing.

#include "tests/point/point_fixture.h"

#include <functional>
#include <map>
#include <sstream>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

namespace {

const DeskUser one{"anna", "1"}, two{"bruno", "2"};

// As design/queue.md tells it, drawn here a second time.
const char* const drawn = R"(
            waiting      called       serving      done  parked       missed   left  transferred  closed_at_day_end  void
call        called       -            -            -     called       called   -     called       -                  -
call_again  -            called       -            -     -            -        -     -            -                  -
here        -            serving      -            -     -            -        -     -            -                  -
not_here    -            missed       -            -     -            -        -     -            -                  -
park        -            -            parked       -     -            -        -     -            -                  -
take_up     -            -            -            -     serving      -        -     -            -                  -
transfer    -            transferred  transferred  -     transferred  -        -     transferred  -                  -
put_back    -            waiting      -            -     waiting      waiting  -     -            -                  -
finish      -            -            done         -     -            -        -     -            -                  -
leave       left         left         -            -     left         -        -     left         -                  -
cancel      void         void         -            -     void         void     -     void         -                  -
)";

using Table = std::map<std::string, std::map<std::string, std::string>>; // action, state -> state or "-"

Table read_table() {
    std::istringstream lines(drawn);
    std::string line, word;
    std::getline(lines, line);
    std::getline(lines, line);
    std::vector<std::string> states;
    for (std::istringstream head(line); head >> word;)
        states.push_back(word);
    Table out;
    while (std::getline(lines, line)) {
        std::istringstream row(line);
        std::string action;
        row >> action;
        for (const std::string& state : states)
            row >> out[action][state];
    }
    return out;
}

using Act = std::function<Moved(PointFixture&, const DeskUser&, const std::string&)>;

const std::map<std::string, Act> acts = {
    {"call", [](PointFixture& f, auto& who, auto& id) { return call(*f.store, f.settings, who, id); }},
    {"call_again",
     [](PointFixture& f, auto& who, auto& id) { return call_again(*f.store, f.settings, who, id); }},
    {"here", [](PointFixture& f, auto& who, auto& id) { return here(*f.store, f.settings, who, id); }},
    {"not_here",
     [](PointFixture& f, auto& who, auto& id) { return not_here(*f.store, f.settings, who, id); }},
    {"park", [](PointFixture& f, auto& who, auto& id) { return park(*f.store, f.settings, who, id); }},
    {"take_up", [](PointFixture& f, auto& who, auto& id) { return take_up(*f.store, f.settings, who, id); }},
    {"transfer",
     [](PointFixture& f, auto& who, auto& id) {
         return transfer(*f.store, f.settings, who, id, {"payments", {"9", ""}});
     }},
    {"put_back",
     [](PointFixture& f, auto& who, auto& id) { return put_back(*f.store, f.settings, who, id); }},
    {"finish", [](PointFixture& f, auto& who,
                  auto& id) { return finish(*f.store, f.settings, who, id, PointFixture::record()); }},
    {"leave", [](PointFixture& f, auto&, auto& id) { return leave(*f.store, f.settings, id); }},
    {"cancel",
     [](PointFixture& f, auto& who, auto& id) { return void_ticket(*f.store, f.settings, who, id); }},
};

// What people do to come from `waiting` into a state.
const std::map<std::string, std::vector<std::string>> ways = {
    {"waiting", {}},
    {"called", {"call"}},
    {"serving", {"call", "here"}},
    {"done", {"call", "here", "finish"}},
    {"parked", {"call", "here", "park"}},
    {"missed", {"call", "not_here"}},
    {"left", {"leave"}},
    {"transferred", {"call", "here", "transfer"}},
    {"closed_at_day_end", {}},
    {"void", {"cancel"}},
};

TicketAction action_called(const std::string& name) {
    for (size_t i = 0; i < ticket_action_count; ++i)
        if (name == to_text(TicketAction(i)))
            return TicketAction(i);
    FAIL("no action is called " << name);
    return {};
}
TicketState state_called(const std::string& name) {
    for (size_t i = 0; i < ticket_state_count; ++i)
        if (name == to_text(TicketState(i)))
            return TicketState(i);
    FAIL("no state is called " << name);
    return {};
}

struct LifeFixture : PointFixture {
    Ticket bring(const std::string& state, const DeskUser& who) {
        Ticket t = take();
        for (const std::string& step : ways.at(state))
            REQUIRE(std::holds_alternative<Ticket>(acts.at(step)(*this, who, t.id)));
        if (state == "closed_at_day_end") {
            clock.advance_ms(day_ms);
            REQUIRE(end_earlier_days(*store, settings) >= 1);
        }
        REQUIRE(to_text(now(t.id).state) == state);
        return now(t.id);
    }
    void empty_the_desks() {
        for (TicketState state : {TicketState::called, TicketState::serving})
            for (const Ticket& t : in_state(*store, settings, state)) {
                if (state == TicketState::called)
                    here(*store, settings, {"", t.desk}, t.id);
                finish(*store, settings, {"", t.desk}, t.id, record());
            }
    }
    // All that is known of a ticket.
    std::string row(const std::string& id) {
        std::string out;
        auto q = store->db().query(
            "SELECT t.*, (SELECT group_concat(from_state || '>' || to_state || '@' || desk) "
            "FROM ticket_change WHERE ticket = t.id) FROM ticket t WHERE id = ?",
            id);
        REQUIRE(q.step());
        for (int column = 0; column < 35; ++column)
            out += q.text(column) + "|";
        return out;
    }
    int64_t changes() { return store->db().integer("SELECT count(*) FROM ticket_change").value(); }

    // The action answers so, and the store agrees: one step with its event, or nothing at all.
    void expect(const std::string& action, const DeskUser& who, const Ticket& before,
                const std::string& answer) {
        CAPTURE(action);
        CAPTURE(to_text(before.state));
        CAPTURE(answer);
        const std::string row_before = row(before.id);
        const int64_t events_before = event_count(), changes_before = changes();
        auto objected = objection(*store, settings, who, action_called(action), before);
        CHECK((objected ? std::string("!") + to_text(*objected) : answer) == answer);
        CHECK(objected.has_value() == (answer[0] == '!'));
        Moved moved = acts.at(action)(*this, who, before.id);
        CHECK(told(moved) == answer);
        if (answer[0] == '!') {
            CHECK(std::get<Conflict>(moved).ticket.id == before.id);
            CHECK(std::get<Conflict>(moved).ticket.state == before.state);
            CHECK(row(before.id) == row_before);
            CHECK(event_count() == events_before);
            CHECK(changes() == changes_before);
            return;
        }
        CHECK(to_text(now(before.id).state) == answer);
        CHECK(changes() == changes_before + 1);
        CHECK(event_count() == events_before + (action == "finish" ? 2 : 1));
        auto event = events("ticket." + answer).back();
        CHECK(event["ticket"] == before.id);
        CHECK(event["from"] == to_text(before.state));
        CHECK(event["state"] == answer);
    }
};

const Table& table() {
    static const Table out = read_table();
    return out;
}

bool at_desk(const std::string& state) {
    return state == "called" || state == "serving";
}

// What the table says, as an answer.
std::string answer(const std::string& action, const std::string& state) {
    const std::string& to = table().at(action).at(state);
    return to == "-" ? "!wrong_state" : to;
}

} // namespace

TEST_CASE("the table in the code is the one drawn here") {
    CHECK(table().size() + 1 == ticket_action_count); // closing the day is told below
    for (const auto& [action_name, row] : table()) {
        CHECK(row.size() == ticket_state_count);
        for (const auto& [state_name, to] : row) {
            const std::string &action = action_name, &state = state_name;
            CAPTURE(action);
            CAPTURE(state);
            auto next = next_state(action_called(action), state_called(state));
            CHECK((next ? to_text(*next) : "-") == to);
        }
    }
}

TEST_CASE_FIXTURE(LifeFixture, "every action in every state, at the ticket's own desk six minutes later") {
    for (const auto& [action, row] : table())
        for (const auto& [state, to] : row) {
            Ticket before = bring(state, one);
            clock.advance_ms(6 * minute_ms);
            expect(action, one, now(before.id), answer(action, state));
            empty_the_desks();
        }
}

TEST_CASE_FIXTURE(LifeFixture,
                  "every action in every state, at another desk: who is called or served is taken") {
    for (const auto& [action, row] : table())
        for (const auto& [state, to] : row) {
            Ticket before = bring(state, two);
            clock.advance_ms(6 * minute_ms);
            bool claimed = at_desk(state) && action != "leave";
            expect(action, one, now(before.id), claimed ? "!taken_by_other" : answer(action, state));
            empty_the_desks();
        }
}

TEST_CASE_FIXTURE(LifeFixture, "every action in every state, at a desk that has somebody") {
    for (const auto& [action, row] : table())
        for (const auto& [state, to] : row) {
            if (at_desk(state))
                continue;
            Ticket before = bring(state, one);
            Ticket other = bring("serving", one);
            bool brings_somebody = to == "called" || to == "serving";
            expect(action, one, now(before.id), brings_somebody ? "!desk_busy" : answer(action, state));
            empty_the_desks();
        }
}

TEST_CASE_FIXTURE(LifeFixture, "every action in every state, the day after: it is history") {
    for (const auto& [action, row] : table())
        for (const auto& [state, to] : row) {
            Ticket before = bring(state, one);
            clock.advance_ms(day_ms);
            end_earlier_days(*store, settings);
            expect(action, one, now(before.id), "!wrong_state");
        }
}

TEST_CASE_FIXTURE(LifeFixture, "the end of the day closes all that is open, and leaves what is over") {
    const std::map<std::string, bool> closes = {{"waiting", true}, {"called", true},
                                                {"serving", true}, {"done", false},
                                                {"parked", true},  {"missed", false},
                                                {"left", false},   {"transferred", true},
                                                {"void", false},   {"closed_at_day_end", false}};
    for (const auto& [state_name, closed] : closes) {
        const std::string& state = state_name;
        CAPTURE(state);
        CHECK(next_state(TicketAction::close_day, state_called(state)).has_value() == closed);
        CHECK(is_open(state_called(state)) == closed);
        Ticket before = bring(state, one);
        CHECK(end_earlier_days(*store, settings) == 0); // the day is not over
        CHECK(to_text(now(before.id).state) == state);
        clock.advance_ms(day_ms);
        const int64_t events_before = event_count();
        CHECK(end_earlier_days(*store, settings) == closed);
        CHECK(to_text(now(before.id).state) == (closed ? "closed_at_day_end" : state));
        CHECK(event_count() == events_before + closed);
        CHECK(end_earlier_days(*store, settings) == 0);
        if (closed && state != "closed_at_day_end")
            CHECK(events("ticket.closed_at_day_end").back()["from"] == state);
    }
}

TEST_CASE_FIXTURE(LifeFixture, "a ticket that does not exist is not found by any action") {
    for (const auto& [act_name, act] : acts) {
        const std::string& name = act_name;
        CAPTURE(name);
        CHECK(told(act(*this, one, "01970000-0000-7000-8000-000000000000")) == "!not_found");
    }
    CHECK(event_count() == 0);
}

TEST_CASE_FIXTURE(LifeFixture, "an action of a desk needs the desk's name") {
    Ticket t = take();
    for (const auto& [act_name, act] : acts) {
        const std::string& name = act_name;
        CAPTURE(name);
        if (name != "leave")
            CHECK_THROWS_AS(act(*this, {"anna", ""}, t.id), std::invalid_argument);
    }
    CHECK(now(t.id).state == TicketState::waiting);
}
