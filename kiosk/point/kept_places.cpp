#include "kiosk/point/kept_places.h"

#include "kiosk/point/event.h"
#include "kiosk/point/queue.h"
#include "kiosk/point/skills.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sodium.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

std::string written(const PictureCode& code) { return fmt::format("{:02}{:02}{:02}{:02}", code[0], code[1], code[2], code[3]); }

std::string sorted(PictureCode code) {
    std::sort(code.begin(), code.end());
    return written(code);
}

// Four different pictures, each equally likely.
PictureCode drawn() {
    std::array<int, picture_count> all;
    for (int i = 0; i < picture_count; ++i)
        all[size_t(i)] = i;
    PictureCode code;
    for (uint32_t i = 0; i < code.size(); ++i) {
        std::swap(all[i], all[i + randombytes_uniform(uint32_t(picture_count) - i)]);
        code[i] = all[i];
    }
    return code;
}

PictureCode free_code(Store& store) {
    std::set<std::string> codes, sets;
    Query rows = store.db().query("SELECT code, pictures FROM kept_place");
    while (rows.step()) {
        codes.insert(rows.text(0));
        sets.insert(rows.text(1));
    }
    constexpr int tries = 2000; // of 495 sets and 11,880 orders
    for (int i = 0; i < tries; ++i) {
        PictureCode code = drawn();
        if (!sets.contains(sorted(code)) || (i > tries / 2 && !codes.contains(written(code))))
            return code;
    }
    throw Error("every picture code is in use", 0);
}

// Ids have no blank and no plus.
std::string written(const LearningPath& path) {
    std::string out;
    for (const LearningPath::Station& station : path.stations)
        out += (out.empty() ? "" : " ") + std::string(station.done ? "+" : "") + station.tutorial;
    return out;
}

LearningPath read_path(const std::string& text, std::string check) {
    LearningPath path{std::move(check), {}};
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const bool done = word.starts_with('+');
        path.stations.push_back({done ? word.substr(1) : word, done});
    }
    return path;
}

std::optional<KeptPlace> look_up(Store& store, const PictureCode& code) {
    Query rows = store.db().query("SELECT code = ?, tutorial, step, path, path_check FROM kept_place WHERE pictures = ? AND until_ms >= ? ORDER BY 1 DESC",
                                  written(code), sorted(code), store.clock().wall_ms());
    std::vector<KeptPlace> found;
    while (rows.step()) {
        found.push_back({rows.text(1), int(rows.integer(2)), read_path(rows.text(3), rows.text(4))});
        if (rows.boolean(0))
            return found.front();
    }
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

} // namespace

int LearningPath::done() const {
    return int(std::count_if(stations.begin(), stations.end(), [](const Station& s) { return s.done; }));
}

const LearningPath::Station* LearningPath::next() const {
    const auto at = std::find_if(stations.begin(), stations.end(), [](const Station& s) { return !s.done; });
    return at == stations.end() ? nullptr : &*at;
}

bool LearningPath::has(const std::string& tutorial) const {
    return std::any_of(stations.begin(), stations.end(), [&](const Station& s) { return s.tutorial == tutorial; });
}

void LearningPath::mark_done(const std::string& tutorial) {
    for (Station& station : stations)
        station.done = station.done || station.tutorial == tutorial;
}

PictureCode keep_place(Store& store, const std::string& visit_id, const KeptPlace& place) {
    PictureCode code{};
    store.transaction([&] {
        const int64_t now = store.clock().wall_ms();
        store.db().run("DELETE FROM kept_place WHERE until_ms < ?", now);
        code = free_code(store);
        store.db().run("INSERT INTO kept_place (code, pictures, tutorial, step, until_ms, path, path_check) VALUES (?, ?, ?, ?, ?, ?, ?)",
                       written(code), sorted(code), place.tutorial, int64_t(place.step), now + kept_place_ms, written(place.path),
                       place.path.check);
        if (!place.tutorial.empty())
            tell(store, "tutorial.kept", {{"visit", visit_id}, {"tutorial", place.tutorial}, {"step", place.step}});
    });
    return code;
}

std::optional<KeptPlace> find_place(Store& store, const std::string& visit_id, const PictureCode& code) {
    std::optional<KeptPlace> found;
    store.transaction([&] {
        found.reset();
        found = look_up(store, code);
        if (found && !found->tutorial.empty())
            tell(store, "tutorial.resumed", {{"visit", visit_id}, {"tutorial", found->tutorial}, {"step", found->step}});
        if (found && !found->path.empty())
            tell_path_resumed(store, visit_id, found->path);
    });
    return found;
}

} // namespace accanto::point
