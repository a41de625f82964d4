#pragma once
// Which events are found by their type: all but those that a network sends most of, steps of lessons and visits.
// Whoever wants these reads everything else too; in an index they would be two thirds of what it costs.

#include <string>
#include <string_view>
#include <vector>

// The condition of the index, in every question that is to use it. Not NOT IN: SQLite would fill a table with the list anew
// for each row it writes. PostgreSQL's index says NOT IN, and its planner proves the one by the other.
#define ACCANTO_LOOKED_FOR                                                                                   \
    "type <> 'org.accanto.tutorial.step.v1' AND type <> 'org.accanto.visit.started.v1'"                       \
    " AND type <> 'org.accanto.visit.ended.v1'"

namespace accanto::hub {

inline bool are_looked_for(const std::vector<std::string>& types) {
    for (const std::string& type : types)
        if (std::string_view(ACCANTO_LOOKED_FOR).find("'" + type + "'") != std::string_view::npos)
            return false;
    return true;
}

} // namespace accanto::hub
