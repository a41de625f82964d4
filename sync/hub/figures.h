#pragma once
// What an event adds to the figures (kiosk/point/events.md is the contract of its data).

#include "sync/hub/storage/storage.h"
#include "sync/wire/event.h"

namespace accanto::hub {

// Raise it when figures_of() changes: the hub then works all events through again at its next start.
constexpr int figures_version = 1;

// Names of Figure::what, and what Figure::detail holds for each.
namespace figure {
constexpr const char* visit = "visit";                         // language
constexpr const char* ticket = "ticket";                       // topic
constexpr const char* wait = "wait";                           // seconds from taken to the first call, in tens
constexpr const char* missed = "missed";                       // topic
constexpr const char* left = "left";                           // topic: given up, or the day ended first
constexpr const char* help = "help";                           // alone, with, for
constexpr const char* outcome = "outcome";                     // done, partly, not_done, sent_elsewhere
constexpr const char* tutorial_opened = "tutorial_opened";     // tutorial
constexpr const char* tutorial_finished = "tutorial_finished"; // tutorial
constexpr const char* tutorial_stopped = "tutorial_stopped";   // tutorial/step/steps
} // namespace figure

// Types we do not count add nothing. Data that breaks the contract is a fault: the event goes into quarantine.
std::variant<std::vector<Figure>, wire::EventFault> figures_of(const wire::Event& event, const Happened& happened, const std::string& zone);

} // namespace accanto::hub
