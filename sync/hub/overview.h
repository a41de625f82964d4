#pragma once
// What the pages say, computed from what arrived: no drawing, no words, only keys of words.

#include "content/library/library.h"
#include "content/library/words.h"
#include "sync/hub/shares.h"
#include "sync/hub/storage/storage.h"
#include "sync/hub/targets.h"

#include <nlohmann/json_fwd.hpp>

#include <array>

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
    Light light = Light::green; // the worst of what is said
    std::vector<Said> said;     // worst first
};

struct Waits {
    int64_t people = 0;
    int median_s = 0, nine_of_ten_s = 0; // nobody waited: both 0
};

struct StepView {
    int step = 0;
    int64_t reached = 0, stopped = 0;
};
struct Funnel {
    std::string tutorial;
    int64_t opened = 0, finished = 0;
    std::vector<StepView> steps; // all of them, from 1
    int hardest = 0;             // where most people stopped; 0: nobody did
};

// What is looked at. Empty texts do not limit.
struct Selection {
    std::string from, to; // local days, inclusive
    std::string organisation, neighbourhood, point, language, topic;
    bool whole_network() const { return organisation.empty() && neighbourhood.empty() && point.empty(); }
};

struct PointView {
    Point point;
    std::string organisation, organisation_kind, neighbourhood; // codes, as the point described itself
    bool closed = false;                                        // by its staff, now
    Light light = Light::green;
    std::vector<KioskView> kiosks;
    int64_t visits = 0, tickets = 0, services = 0;
    Waits waits; // only where with_point_waits was asked for
};

struct Moment {       // of a chart over time
    std::string span; // "2026-11" or "2026-11-23"
    int64_t visits = 0, services = 0;
};

struct HourView {
    int64_t people = 0;
    int median_min = 0;
};

struct TargetView {
    Target target;
    int64_t goal = 0, reached = 0, course = 0; // course: where it should be today
};

using Counts = std::map<std::string, int64_t>;

// The sums of one period.
struct Sums {
    int64_t visits = 0, visits_with_ticket = 0, tickets = 0, missed = 0, left = 0, services = 0,
            newcomers = 0;
    Waits waits, first_success; // first_success: of minutes, told in seconds
    Counts appointments, educations, occupations, citizenships;
    Counts help, outcome, languages, ages, genders, faces, reasons, stars, would_return, skills;
    std::map<std::string, Counts> skill_areas; // area -> level
    std::map<std::string, Counts> observed;    // competence -> observed
    std::map<std::string, Counts> confidence;  // before_help, after_help -> 1 to 3
    int64_t skills_better = 0, skills_same = 0, skills_worse = 0;
    std::array<HourView, 168> hours{}; // of the week, from Monday midnight
    std::vector<Moment> moments;
    std::vector<Funnel> funnels; // the most opened first

    // Of the appointments whose day is over and that were not cancelled.
    int64_t appointments_due() const;
    int64_t no_shows() const;
    int64_t visits_without_ticket() const { return visits - visits_with_ticket; }
};

struct Overview {
    Selection selection;
    std::string before_from, before_to; // the period of the same length right before
    Sums now, before;
    bool any_before = false;              // something is known of the period before
    std::vector<PointView> points;        // those selected; who needs somebody first
    Counts neighbourhoods;                // services by it
    Counts mentors;                       // by credential
    int kiosks = 0, kiosks_need_care = 0; // not counting those out of service
    int points_used = 0;                  // with a visit or a service in the period
    std::vector<TargetView> targets;      // of the whole network, whatever is selected
    std::vector<std::string> all_organisations, all_neighbourhoods, all_languages; // to choose from
    std::vector<Point> all_points;
};

// What the technician left who set a kiosk up, as the facts hold it. How it is now, it tells itself: so this
// is never a light.
Said said_of_acceptance(const nlohmann::json& fact);

// Of one kiosk, at `now_ms`.
KioskView view_of(const KioskHealth& health, int64_t now_ms);

// Median and nine-tenths (nearest rank) from seconds in tens -> how many people.
Waits waits_of(const std::map<int64_t, int64_t>& tens);

// Can figures of this kind be told apart by topic? By language all can.
bool knows_topic(std::string_view what);

// Figures that cannot be told apart by a chosen topic stay 0; whoever shows them asks knows_topic().
struct OverviewRequest {
    int64_t now_ms = 0;
    std::string zone; // of the network's "today"
    std::string organisation; // of whoever asks: of other points nothing is known; empty: of the whole network
    Selection selection;
    const content::Library* library = nullptr; // whose topics its tutorials are
    const std::vector<Target>* targets = nullptr;
    bool with_point_waits = false; // reads each point's waits: only a page about points needs them
};
Overview overview(Storage& storage, const OverviewRequest& request);

// The points that name this organisation as theirs.
std::set<std::string> points_of(Storage& storage, const std::string& organisation);
// Whether whoever belongs to this organisation (empty: to the whole network) may know of this point.
bool is_seen(Storage& storage, const std::string& organisation, const std::string& point);

} // namespace accanto::hub
