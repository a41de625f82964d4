#include "kiosk/store/given_numbers.h"

#include "content/base/bytes.h"
#include "kiosk/store/named_values.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/safe_numbers.h"
#include "kiosk/store/slots.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace accanto::store {

namespace fs = std::filesystem;

namespace {

constexpr const char* life_key = "numbers_life";
constexpr int at_once = 10;
constexpr size_t lines_kept = 128; // a line for ten numbers: more than any day has, and the last days of a quiet place
// Without a clock that can be trusted a day has passed for certain when numbers were given under so many dates: no clock is
// turned as often within one day.
constexpr size_t dates_without_trust = 7;

struct Given {
    int64_t count = 0; // from 1 and without end
    std::string life, day;
    GivenNumber through;
    bool trusted = false; // the clock that said the day
};

fs::path numbers_file(const fs::path& folder) {
    return folder / "store.numbers";
}

std::vector<Given> read_given(const fs::path& folder) {
    std::vector<Given> out;
    try {
        for (const std::optional<std::string>& slot : read_slots(numbers_file(folder))) {
            Given g;
            std::istringstream in(slot.value_or(""));
            if (in >> g.count >> g.life >> g.day >> g.through.round >> g.through.number >> g.trusted)
                out.push_back(std::move(g));
        }
    } catch (const Error& e) {
        spdlog::error("numbers given: {}", e.what());
    }
    return out;
}

// Never over the newest line: a power cut while it is written leaves the one before.
void keep(const fs::path& folder, const std::vector<Given>& before, Given next) {
    for (const Given& g : before)
        next.count = std::max(next.count, g.count);
    ++next.count;
    try {
        reserve_slots(numbers_file(folder), lines_kept);
        write_slot(numbers_file(folder), size_t(next.count) % lines_kept,
                   fmt::format("{} {} {} {} {} {}", next.count, next.life, next.day, next.through.round,
                               next.through.number, int(next.trusted)));
    } catch (const Error& e) {
        spdlog::error("numbers given: {}", e.what());
    }
}

// One of before this file was kept has no name.
std::string life_of(Store& store) {
    return store.value(life_key).value_or("first");
}

// Whether people who took a number before the store began anew may still be here, whatever date it is said to be.
bool may_be_same_day(Store& store, const std::string& life, const std::string& day, const std::vector<Given>& all) {
    std::set<std::string> dates;
    bool over = false;
    for (const Given& g : all) {
        if (g.life != life)
            continue;
        if (g.day != day)
            dates.insert(g.day);
        over = over || (g.trusted && g.day < day);
    }
    return dates.size() < dates_without_trust && !(over && clock_trusted(store));
}

// Later rounds of other days say nothing of this one: whoever has a number of theirs is long gone, and it begins anew at 1.
std::optional<GivenNumber> highest_of_any_day(const std::vector<Given>& all, const std::string& but_life) {
    std::optional<GivenNumber> out;
    for (const Given& g : all)
        if (g.life != but_life && g.through.round == 0)
            out = std::max(out.value_or(g.through), g.through);
    return out;
}

} // namespace

std::optional<GivenNumber> given_before(Store& store, const std::string& day) {
    const std::string life = life_of(store);
    const std::vector<Given> all = read_given(store.folder());
    std::optional<GivenNumber> out;
    for (const Given& g : all)
        if (g.life != life && g.day == day)
            out = std::max(out.value_or(g.through), g.through);
    if (may_be_same_day(store, life, day, all))
        out = std::max(out, highest_of_any_day(all, life));
    return out;
}

void note_given(Store& store, const std::string& day, GivenNumber number) {
    const std::string life = life_of(store);
    const bool trusted = clock_trusted(store);
    const std::vector<Given> all = read_given(store.folder());
    const bool kept = std::any_of(all.begin(), all.end(), [&](const Given& g) {
        return g.life == life && g.day == day && g.through >= number && g.trusted >= trusted;
    });
    if (kept)
        return;
    const int through = (number.number + at_once - 1) / at_once * at_once;
    keep(store.folder(), all, {0, life, day, {number.round, std::min(through, first_safe_number - 1)}, trusted});
}

void note_loss(const fs::path& folder) {
    std::vector<Given> all = read_given(folder);
    if (all.empty()) {
        keep(folder, all, {0, "lost", "unknown", {0, most_unknown_numbers}, false});
        all = read_given(folder);
    }
    if (const auto highest = highest_of_any_day(all, ""))
        spdlog::warn("store: today's numbers go on after {}, which somebody may have", highest->number);
}

void name_life(Database& database) {
    store_value(database, life_key, to_hex(random_bytes(8)));
}

} // namespace accanto::store
