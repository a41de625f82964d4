#pragma once
// Where somebody stopped in a lesson, kept under four pictures: no account, no name (design/learning.md, "Tutorials").

#include "kiosk/store/store.h"

#include <array>
#include <optional>
#include <string>

namespace accanto::point {

// Of twelve pictures (the tickets' ones, by their place in ticket_pictures()), four different ones, in order.
using PictureCode = std::array<int, 4>;

struct KeptPlace {
    std::string tutorial;
    int step = 1; // 1-based
};

constexpr int64_t kept_place_ms = int64_t(30) * 24 * 3600 * 1000;

// Keeps the place for 30 days under a code that no other kept place has; as long as there are such, not even in
// another order, so that who mixes the pictures up still finds the way back. Commits before it returns.
PictureCode keep_place(store::Store& store, const std::string& visit_id, const KeptPlace& place);

// The place kept under these pictures: in this order, else in another one where that leaves no doubt; nothing when there
// is none or its time is over. Commits the event that somebody came back.
std::optional<KeptPlace> find_place(store::Store& store, const std::string& visit_id, const PictureCode& code);

} // namespace accanto::point
