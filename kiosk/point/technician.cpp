#include "kiosk/point/technician.h"

#include "content/base/bytes.h"
#include "kiosk/point/event.h"
#include "kiosk/point/pin.h"
#include "kiosk/point/spare_door.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace accanto::point {

using store::Store;

namespace {

constexpr const char *pin_key = "technician_pin", *tries_key = "technician_tries", *challenge_key = "technician_challenge";
constexpr int64_t challenge_ms = 24 * 3'600'000LL;

struct Tries {
    int wrong = 0;
    int64_t locked_wall = 0, locked_mono = 0;
    std::string locked_boot; // "": not locked
};

Tries tries_of(Store& store) {
    const auto tree = nlohmann::json::parse(store.value(tries_key).value_or(""), nullptr, false);
    if (!tree.is_object())
        return {};
    return {tree.value("wrong", 0), tree.value("wall", int64_t(0)), tree.value("mono", int64_t(0)), tree.value("boot", "")};
}

void keep(Store& store, const Tries& tries) {
    store.set_value(tries_key, nlohmann::json{{"wrong", tries.wrong}, {"wall", tries.locked_wall}, {"mono", tries.locked_mono}, {"boot", tries.locked_boot}}.dump());
}

int64_t left_of(Store& store, const Tries& tries) {
    return tries.locked_boot.empty() ? 0 : lock_left_ms(store.clock(), tries.locked_wall, tries.locked_mono, tries.locked_boot);
}

void tell_what(Store& store, std::string_view what, std::string_view result) {
    tell(store, "technician.acted", {{"what", what}, {"result", result}});
}

// Counts a try that is about to be made. What is left of a lock, and nothing is counted; 0: it may be made.
int64_t count_try(Store& store) {
    int64_t locked = 0;
    store.transaction([&] {
        Tries tries = tries_of(store);
        // A machine without a battery for its clock comes back in the past: pulling the plug must not end a lock.
        if (!tries.locked_boot.empty() && tries.locked_boot != store.clock().boot() && store.clock().wall_ms() < tries.locked_wall) {
            tries = {tries.wrong, store.clock().wall_ms(), store.clock().mono_ms(), store.clock().boot()};
            keep(store, tries);
        }
        locked = left_of(store, tries);
        if (locked > 0)
            return;
        if (!tries.locked_boot.empty())
            tries = {}; // its time is over
        if (++tries.wrong >= tries_before_lock)
            tries = {tries.wrong, store.clock().wall_ms(), store.clock().mono_ms(), store.clock().boot()};
        keep(store, tries);
    });
    return locked;
}

// What came of a try that was counted.
TechnicianTry settle(Store& store, bool fits, const char* opened) {
    TechnicianTry out;
    store.transaction([&] {
        if (fits) {
            keep(store, {});
            out = {TechnicianDoor::open, 0};
            return tell_what(store, opened, "");
        }
        const int64_t locked = left_of(store, tries_of(store));
        out = {locked > 0 ? TechnicianDoor::locked : TechnicianDoor::wrong, locked};
        tell_what(store, "refused", locked > 0 ? "locked" : "");
    });
    return out;
}

} // namespace

std::optional<std::string> technician_hash(Store& store) { return store.value(pin_key); }

bool has_technician_pin(Store& store) { return technician_hash(store).has_value(); }

void set_technician_pin(Store& store, const std::string& pin) {
    check_pin(pin);
    const std::string hash = hashed_pin(pin);
    store.transaction([&] {
        store.set_value(pin_key, hash);
        keep(store, {});
        tell_what(store, "pin_set", "");
    });
    settle_spare_door(store, store::safe_places(store.folder()));
}

TechnicianTry try_technician_pin(Store& store, const std::string& pin) {
    const auto hash = store.value(pin_key);
    if (!hash)
        return {TechnicianDoor::no_pin, 0};
    if (const int64_t locked = count_try(store); locked > 0)
        return {TechnicianDoor::locked, locked};
    // Outside of a transaction: this takes a tenth of a second, and a ticket must not wait for it.
    return settle(store, pin_fits(*hash, pin), "signed_in");
}

void unlock_technician(Store& store) {
    store.transaction([&] { keep(store, {}); });
}

int64_t technician_locked_ms(Store& store) { return left_of(store, tries_of(store)); }

std::string recovery_challenge(Store& store) {
    std::string out;
    store.transaction([&] {
        const auto tree = nlohmann::json::parse(store.value(challenge_key).value_or(""), nullptr, false);
        const int64_t now = store.clock().wall_ms();
        if (tree.is_object() && now - tree.value("at", int64_t(0)) < challenge_ms && now >= tree.value("at", int64_t(0))) {
            out = tree.value("digits", "");
            return;
        }
        uint64_t number = 0;
        for (char c : random_bytes(8))
            number = number << 8 | static_cast<unsigned char>(c);
        out = fmt::format("{:08}", number % 100'000'000);
        store.set_value(challenge_key, nlohmann::json{{"digits", out}, {"at", now}}.dump());
    });
    return out;
}

TechnicianTry try_recovery(Store& store, bool fits) {
    if (const int64_t locked = count_try(store); locked > 0)
        return {TechnicianDoor::locked, locked};
    const TechnicianTry out = settle(store, fits, "recovered");
    if (out.door == TechnicianDoor::open)
        store.transaction([&] { store.set_value(challenge_key, ""); });
    return out;
}

void note_technician(Store& store, std::string_view what, std::string_view result) {
    store.transaction([&] { tell_what(store, what, result); });
}

} // namespace accanto::point
