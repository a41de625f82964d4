#pragma once
// All that may change while a citizen is here. One object, so that erasing the visit is replacing it.

#include "content/library/lesson.h"
#include "kiosk/point/queue.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/look.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace accanto::app {

enum class ScreenId {
    attract, language, home, learn, lesson, lesson_end, ticket_topic, ticket_needs, ticket_confirm, ticket, give_up,
    your_turn, no_mentor, hours, settings, still_there, leave, finished, trouble, closed,
};

enum class PrintState { idle, printing, printed, failed };

// What is chosen on the way to a ticket.
struct TicketDraft {
    std::string topic;
    point::Needs needs;
    bool priority = false;
    std::string idempotency_key;            // made when the confirmation is first shown
    std::optional<point::StuckAt> stuck;
};

struct HeldTicket {
    point::Ticket ticket;
    int people_before = 0;
    std::optional<point::WaitEstimate> estimate;
    PrintState print = PrintState::idle;
    bool call_shown = false;                // "your turn" was answered for this call
    int calls_seen = 0;
};

struct Visit {
    // Of the store: written and read on the store's thread only, by jobs that run in order.
    std::shared_ptr<std::string> id = std::make_shared<std::string>();
    std::string language;                   // empty: nobody is here
    ScreenId screen = ScreenId::attract;
    std::vector<ScreenId> trail;            // where Back leads
    int page = 0;                           // of choices that need more than one

    ui::Theme theme = ui::Theme::day;
    ui::TextSize size = ui::TextSize::normal;
    bool voice_on = false;
    int words_per_minute = 150;

    std::unique_ptr<content::Lesson> lesson;
    size_t results_sent = 0;                // of lesson->results(), already events
    bool lesson_finished = false;
    ui::KeyboardState keyboard;
    int64_t lesson_started_ms = 0;

    TicketDraft draft;
    std::optional<HeldTicket> held;

    std::string busy;                       // id of the control whose result is awaited
    bool failed = false;                    // the last thing that had to be durable was not
    int64_t started_ms = 0, touched_ms = 0, shown_ms = 0;   // monotonic

    bool is_active() const { return !language.empty(); }
    // Overwrites what was typed and forgets the rest.
    void wipe();
};

} // namespace accanto::app
