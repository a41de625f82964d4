#include "kiosk/store/safe_numbers.h"

#include "content/base/error.h"
#include "kiosk/store/slots.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace accanto::store {

namespace fs = std::filesystem;

namespace {

constexpr int64_t same_label_ms = 12 * 3'600'000LL;

fs::path file_in(const fs::path& folder) {
    return folder / "safe-numbers";
}

std::string text_of(const SafeNumber& n) {
    return fmt::format("{} {} {} {} {} {} {}", n.count, n.letter, n.id, n.language, n.wall_ms, n.mono_ms,
                       n.boot);
}

std::optional<SafeNumber> number_of(const std::string& text) {
    SafeNumber n;
    std::istringstream in(text);
    in >> n.count >> n.letter >> n.id >> n.language >> n.wall_ms >> n.mono_ms >> n.boot;
    return in && n.count > 0 ? std::optional(std::move(n)) : std::nullopt;
}

struct Ledger {
    std::vector<SafeNumber> numbers;
    size_t used = 0; // slots, torn ones too
};

Ledger read(const fs::path& folder) {
    Ledger out;
    if (folder.empty())
        return out;
    try {
        const std::vector<std::optional<std::string>> slots = read_slots(file_in(folder));
        out.used = slots.size();
        for (const std::optional<std::string>& slot : slots)
            if (auto number = slot ? number_of(*slot) : std::nullopt)
                out.numbers.push_back(*std::move(number));
    } catch (const Error& e) {
        spdlog::error("safe numbers: {}", e.what());
    }
    return out;
}

int64_t age_ms(const SafeNumber& n, const Clock& clock) {
    return n.boot == clock.boot() ? clock.mono_ms() - n.mono_ms : clock.wall_ms() - n.wall_ms;
}

} // namespace

SafePlaces safe_places(const fs::path& state) {
    const char* given = getenv("RUNTIME_DIRECTORY");
    const fs::path spare = given && *given ? given : "/run/accanto";
    std::error_code unreadable;
    return {state, fs::is_directory(spare, unreadable) ? spare : fs::path()};
}

std::vector<SafeNumber> safe_numbers(const SafePlaces& places) {
    // A spare that was begun while the other could not be read counts from 1 as well: both are kept.
    std::vector<SafeNumber> out = read(places.state).numbers;
    for (SafeNumber& n : read(places.spare).numbers)
        out.push_back(std::move(n));
    std::stable_sort(out.begin(), out.end(),
                     [](const SafeNumber& a, const SafeNumber& b) { return a.count < b.count; });
    return out;
}

std::optional<SafeNumber> give_safe_number(const SafePlaces& places, const std::string& letter,
                                           const std::string& language, const Clock& clock) {
    const std::vector<SafeNumber> before = safe_numbers(places);
    SafeNumber next{before.empty() ? 1 : before.back().count + 1,
                    uuid7(clock.wall_ms()),
                    letter,
                    language,
                    clock.wall_ms(),
                    clock.mono_ms(),
                    clock.boot()};
    for (const SafeNumber& n : before)
        if (n.letter == letter && n.number() == next.number())
            if (const int64_t age = age_ms(n, clock); age >= 0 && age < same_label_ms)
                return std::nullopt;
    std::string said;
    for (const fs::path& folder : {places.state, places.spare}) {
        if (folder.empty())
            continue;
        try {
            write_slot(file_in(folder), read(folder).used, text_of(next));
            return next;
        } catch (const Error& e) {
            said = e.what();
            spdlog::error("safe numbers: {}", said);
        }
    }
    throw StoreError("no number can be kept: " + said, 0, StoreTrouble::not_writable);
}

void prepare_safe_numbers(const fs::path& state) {
    try {
        reserve_slots(file_in(state), read(state).used + size_t(safe_number_count));
    } catch (const Error& e) {
        spdlog::warn("safe numbers: no room for the next: {}", e.what());
    }
}

} // namespace accanto::store
