#pragma once
// What the first page says, computed from what arrived: no drawing, no words, only keys of words.

#include "content/library/words.h"
#include "sync/hub/storage/storage.h"

namespace accanto::hub {

// quiet: nothing is known, and nothing needs to be.
enum class Light { quiet, green, amber, red };

// One thing to know about a kiosk: a key of content/words/hub with its arguments.
struct Said {
    Light light = Light::green;
    std::string key;
    content::Arguments arguments;
};

struct KioskView {
    KioskHealth health;
    Light light = Light::green;   // the worst of what is said
    std::vector<Said> said;       // worst first
};

struct Waits {
    int64_t people = 0;
    int median_s = 0, nine_of_ten_s = 0;   // nobody waited: both 0
};

struct StepView {
    int step = 0;
    int64_t reached = 0, stopped = 0;
};
struct Funnel {
    std::string tutorial;
    int64_t opened = 0, finished = 0;
    std::vector<StepView> steps;   // all of them, from 1
    int hardest = 0;               // where most people stopped; 0: nobody did
};

struct PointView {
    Point point;
    Light light = Light::green;
    std::vector<KioskView> kiosks;
    int64_t visits = 0, tickets = 0;
    Waits waits;
};

struct Overview {
    std::string from_day, to_day;
    int64_t visits = 0, tickets = 0, missed = 0, left = 0;
    Waits waits;
    std::map<std::string, int64_t> help, outcome, languages;
    std::vector<PointView> points;
    std::vector<Funnel> funnels;   // the most opened first
    int kiosks = 0, kiosks_need_care = 0;   // not counting those out of service
};

// Of one kiosk, at `now_ms`.
KioskView view_of(const KioskHealth& health, int64_t now_ms);

// Median and nine-tenths (nearest rank) from seconds in tens -> how many people.
Waits waits_of(const std::map<int64_t, int64_t>& tens);

// `days`: 1 is today alone. `point`: one, or all when empty.
Overview overview(Storage& storage, int64_t now_ms, const std::string& zone, int days, const std::string& point);

} // namespace accanto::hub
