#pragma once
// The life of a ticket as one table: what each action makes of each state (design/queue.md, "States").
// Whoever else has to say yes (the claim of another desk, the five minutes, a busy desk) is told in queue.h.

#include <array>
#include <cstddef>
#include <optional>

namespace accanto::point {

enum class TicketState {
    waiting,
    called,
    serving,
    done,
    parked,      // at a desk and set aside: somebody fetches a paper
    missed,      // called and not come; may be brought back on the same day
    left,        // given up by its citizen
    transferred, // waits again, for another topic, desk or mentor
    closed_at_day_end,
    void_
};
constexpr size_t ticket_state_count = 10;

enum class TicketAction {
    call,       // to the desk: from the line, from set aside, or back from missed
    call_again, // the same call once more
    here,       // the person has come
    not_here,   // the person has not come
    park,       // set aside; the desk is free
    take_up,    // the person set aside is at the desk: go on, without a call
    transfer,   // wait again, for another topic, desk or mentor
    put_back,   // into the line again: called by mistake, back too late, set aside for too long
    finish,     // served, with the record
    leave,      // the citizen gives the place up
    cancel,     // the desk takes back what was taken by mistake
    close_day   // the service day is over
};
constexpr size_t ticket_action_count = 12;

namespace life {

using Next = std::optional<TicketState>;
using Row = std::array<Next, ticket_state_count>;

constexpr Next no{}, wait = TicketState::waiting, call = TicketState::called, serve = TicketState::serving,
                     done = TicketState::done, park = TicketState::parked, miss = TicketState::missed,
                     left = TicketState::left, pass = TicketState::transferred,
                     shut = TicketState::closed_at_day_end, none = TicketState::void_;

// clang-format off
constexpr std::array<Row, ticket_action_count> table = {{
    //                waiting called serving done parked missed left transferred closed void
    /* call       */ {call,   no,    no,     no,  call,  call,  no,  call,       no,    no},
    /* call_again */ {no,     call,  no,     no,  no,    no,    no,  no,         no,    no},
    /* here       */ {no,     serve, no,     no,  no,    no,    no,  no,         no,    no},
    /* not_here   */ {no,     miss,  no,     no,  no,    no,    no,  no,         no,    no},
    /* park       */ {no,     no,    park,   no,  no,    no,    no,  no,         no,    no},
    /* take_up    */ {no,     no,    no,     no,  serve, no,    no,  no,         no,    no},
    /* transfer   */ {no,     pass,  pass,   no,  pass,  no,    no,  pass,       no,    no},
    /* put_back   */ {no,     wait,  no,     no,  wait,  wait,  no,  no,         no,    no},
    /* finish     */ {no,     no,    done,   no,  no,    no,    no,  no,         no,    no},
    /* leave      */ {left,   left,  no,     no,  left,  no,    no,  left,       no,    no},
    /* cancel     */ {none,   none,  no,     no,  none,  none,  no,  none,       no,    no},
    /* close_day  */ {shut,   shut,  shut,   no,  shut,  no,    no,  shut,       no,    no},
}};
// clang-format on

} // namespace life

// The state after the action, or nothing where the state does not know it.
constexpr std::optional<TicketState> next_state(TicketAction action, TicketState state) {
    return life::table[size_t(action)][size_t(state)];
}

// Whether the day's end would close it: somebody still waits for something. What is missed is over then, too,
// but may be brought back until that moment.
constexpr bool is_open(TicketState state) {
    return next_state(TicketAction::close_day, state).has_value();
}

// In the line.
constexpr bool is_waiting(TicketState state) {
    return state == TicketState::waiting || state == TicketState::transferred;
}

constexpr bool is_at_desk(TicketState state) {
    return state == TicketState::called || state == TicketState::serving;
}

// The action brings somebody to a desk, which must have nobody.
constexpr bool fills_desk(TicketAction action) {
    return action == TicketAction::call || action == TicketAction::take_up;
}

// What counts of a ticket that its citizen gave back at one kiosk while the desk is at another and has not heard of it: the
// table decides, as it will there. So who is served, done or missed stays so, and all else ends with the citizen.
constexpr TicketState given_back(TicketState at_desk) {
    return next_state(TicketAction::leave, at_desk).value_or(at_desk);
}

// A desk does it, and leaves alone whom another desk has called or serves.
constexpr bool is_of_desk(TicketAction action) {
    return action != TicketAction::leave && action != TicketAction::close_day;
}

const char* to_text(TicketState state);   // "waiting", ..., "void"
const char* to_text(TicketAction action); // "call", "call_again", ..., "close_day"

} // namespace accanto::point
