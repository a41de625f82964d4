#include "kiosk/point/opinions.h"

#include "kiosk/point/event.h"
#include "kiosk/point/ticket_rows.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <span>
#include <stdexcept>

namespace accanto::point {

using nlohmann::ordered_json;
using store::Store;

namespace {

using Codes = std::span<const std::string_view>;

void need(const char* what, const std::string& code, Codes allowed) {
    if (std::find(allowed.begin(), allowed.end(), code) == allowed.end())
        throw std::invalid_argument(fmt::format("{}: \"{}\" is not one of the codes allowed", what, code));
}

// What somebody typed is with its event only until the hub has it.
void tell_community(Store& store, const Settings& settings, const char* name, ordered_json data,
                    const std::string& sealed) {
    data["key"] = sealed.empty() ? std::string() : settings.contact.key;
    data["sealed"] = sealed;
    store.transaction([&] {
        tell(store, name, data,
             sealed.empty() ? store::Kept::a_week_longer : store::Kept::until_acknowledged);
    });
}

} // namespace

void give_feedback(Store& store, const Feedback& feedback) {
    if (feedback.face < 1 || feedback.face > most_faces)
        throw std::invalid_argument(
            fmt::format("face: {} is not between 1 and {}", feedback.face, most_faces));
    for (const std::string& reason : feedback.reasons)
        need("reasons", reason, feedback.face == most_faces ? Codes(good_reasons) : Codes(bad_reasons));
    store.transaction([&] {
        tell(store, "feedback.given",
             {{"visit", feedback.visit},
              {"language", feedback.language},
              {"face", feedback.face},
              {"reasons", feedback.reasons}});
    });
}

std::vector<Ticket> just_served(Store& store) {
    std::vector<Ticket> out;
    store.read([&] {
        out.clear();
        store::Query rows = store.db().query(
            "SELECT " ACCANTO_TICKET_COLUMNS
            " FROM ticket WHERE state = 'done' AND rated = 0 AND origin = '' AND closed_ms > ? "
            "ORDER BY closed_ms DESC LIMIT ?",
            store.clock().wall_ms() - rateable_ms, most_rateable);
        while (rows.step())
            out.push_back(ticket_of(rows));
    });
    return out;
}

bool give_stars(Store& store, const Stars& stars) {
    if (stars.stars < 1 || stars.stars > 5)
        throw std::invalid_argument(fmt::format("stars: {} is not between 1 and 5", stars.stars));
    if (!stars.would_return.empty() && stars.would_return != "yes" && stars.would_return != "no")
        throw std::invalid_argument(
            fmt::format("would_return: \"{}\" is neither yes nor no", stars.would_return));
    bool counts = false;
    store.transaction([&] {
        counts = store.db().run("UPDATE ticket SET rated = 1 WHERE id = ? AND state = 'done' AND rated = 0",
                                stars.ticket) > 0;
        if (counts)
            tell(store, "stars.given",
                 {{"visit", stars.visit},
                  {"language", stars.language},
                  {"ticket", stars.ticket},
                  {"stars", stars.stars},
                  {"would_return", stars.would_return}});
    });
    return counts;
}

void suggest(Store& store, const Settings& settings, const Suggestion& suggestion) {
    need("about", suggestion.about, suggestion_topics);
    tell_community(
        store, settings, "community.suggested",
        {{"visit", suggestion.visit}, {"language", suggestion.language}, {"about", suggestion.about}},
        suggestion.sealed);
}

void join(Store& store, const Settings& settings, const Joining& joining) {
    need("as", joining.as, ways_to_join);
    tell_community(store, settings, "community.joined",
                   {{"visit", joining.visit}, {"language", joining.language}, {"as", joining.as}},
                   joining.sealed);
}

} // namespace accanto::point
