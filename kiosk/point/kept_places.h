#pragma once
// Where somebody stopped in a lesson and on a path of lessons, kept under four pictures: no account, no name (design/learning.md, "Tutorials").

#include "kiosk/store/store.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace accanto::point {

// Of twelve pictures (the tickets' ones, by their place in ticket_pictures()), four different ones, in order.
using PictureCode = std::array<int, 4>;

// A path of lessons (content/library/learning_path.h), as far as it was walked.
struct LearningPath {
    struct Station {
        std::string tutorial;
        bool done = false;
    };
    std::string check; // the skills check it came from
    std::vector<Station> stations;

    bool empty() const { return stations.empty(); }
    int done() const;
    bool finished() const { return done() == int(stations.size()); }
    // The first that is not done; nothing at the end.
    const Station* next() const;
    bool has(const std::string& tutorial) const;
    void mark_done(const std::string& tutorial);
};

// Where in a lesson, or how far on a path, or both.
struct KeptPlace {
    std::string tutorial; // "": in none
    int step = 1;         // 1-based
    LearningPath path = {};
};

constexpr int64_t kept_place_ms = int64_t(30) * 24 * 3600 * 1000;

// Keeps the place for 30 days under a code that no other kept place has; as long as there are such, not even in
// another order, so that who mixes the pictures up still finds the way back. Commits before it returns.
PictureCode keep_place(store::Store& store, const std::string& visit_id, const KeptPlace& place);

// The place kept under these pictures: in this order, else in another one where that leaves no doubt; nothing when there
// is none or its time is over. Commits the events that somebody came back.
std::optional<KeptPlace> find_place(store::Store& store, const std::string& visit_id, const PictureCode& code);

} // namespace accanto::point
