#pragma once
// An invented network: who stands where, how large, open when. No place of it exists.

#include "content/library/instrument.h"
#include "content/library/library.h"
#include "sync/hub/demo/dice.h"
#include "sync/hub/storage/storage.h"

#include <array>
#include <optional>

namespace accanto::hub::demo {

constexpr int64_t minute_ms = 60'000;

struct DemoOptions {
    int points = 231, days = 365;
    uint64_t seed = 1;
    std::string until; // the last day
};

struct DemoMentor {
    std::string id, credential, since;
    int from_day = 0; // of the period: when the credential is told
};

struct DemoKiosk {
    std::string id, letter, name;
    std::optional<int> silent_from; // day from which nothing arrives any more
    std::string printer;
};

struct DemoPoint {
    Point point;
    std::string organisation, kind, neighbourhood;
    double visits_a_day = 25; // on an ordinary day of the first month
    int first_day = 0;        // of the period
    bool saturdays = false, afternoons = true;
    std::vector<double> languages; // weights, in the order of demo_languages()
    std::vector<DemoMentor> mentors;
    std::vector<DemoKiosk> kiosks; // the first has the desk
};

// A tutorial as the simulation needs it.
struct DemoTutorial {
    std::string id, topic;
    std::vector<std::string> kinds; // of its steps
    std::vector<std::string> competences;
    int hard_step = 1; // where many stop
};

struct DemoWorld {
    DemoOptions options;
    std::string first_day;
    std::vector<DemoPoint> points;
    std::vector<DemoTutorial> tutorials;
    content::Instrument instrument;
};

const std::vector<std::string>& demo_languages();

// The same world for the same options and content. Throws Error when content/ has no tutorials or no
// instrument.
DemoWorld make_world(const DemoOptions& options, const std::filesystem::path& content);

// How busy a day is: 0 when closed, 1 on an ordinary one.
double busy(const DemoWorld& world, const DemoPoint& point, int day);

} // namespace accanto::hub::demo
