#pragma once
// Core records and experiences out of what kiosks told (kiosk/point/events.md is the contract of that).

#include "content/library/exports/core_record.h"
#include "content/library/exports/xapi.h"
#include "sync/hub/storage/storage.h"

#include <nlohmann/json_fwd.hpp>

#include <deque>

namespace accanto::hub {

inline constexpr const char* stars_event = "org.accanto.stars.given.v1";
// The events that take() wants to see; with `learning`, those that become experiences too.
std::vector<std::string> record_events(bool learning);

// Takes events in the order of the storage. One thread.
class Records {
public:
    explicit Records(const std::vector<Point>& points);

    struct Made {
        std::string day; // local date at the point
        std::variant<content::CoreRecord, content::Experience> what;
    };
    // What citizens said themselves of the help they got: for the records that take() makes afterwards.
    void hear_stars(const StoredEvent& event);
    // What this event completes, if anything. Events that could not be stored, or break the contract, are
    // nothing.
    std::optional<Made> take(const StoredEvent& event);

private:
    // What a visit did before its service was recorded.
    struct Visit {
        std::vector<std::string> tutorials, competences;
        std::string skills, heard; // of the skills check: its overall code, and how the person heard of the point
    };
    struct Stars {
        std::optional<int> stars;
        std::optional<bool> would_return;
    };

    Visit& visit(const std::string& id);
    void learn(const std::string& type, const nlohmann::json& data);
    std::optional<Made> service(const StoredEvent& event, const nlohmann::json& data);
    std::optional<Made> experience(const StoredEvent& event, const std::string& type,
                                   const nlohmann::json& data);

    std::map<std::string, Point> m_points;
    std::string m_kiosk; // whose visits are kept
    std::map<std::string, Visit> m_visits;
    std::deque<std::string> m_order;
    std::map<std::string, Stars> m_stars; // by ticket
};

} // namespace accanto::hub
