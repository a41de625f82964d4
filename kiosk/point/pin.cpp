#include "kiosk/point/pin.h"

#include "content/base/error.h"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace accanto::point {

void check_pin(const std::string& pin) {
    const bool digits = std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || pin.size() < 6 || pin.size() > 12)
        throw std::invalid_argument("a PIN has 6 to 12 digits and nothing else");
    if (std::all_of(pin.begin(), pin.end(), [&](char c) { return c == pin[0]; }))
        throw std::invalid_argument("a PIN has at least two different digits");
}

std::string make_pin() {
    ACCANTO_ASSERT(sodium_init() >= 0);
    std::string pin(6, '0');
    do
        for (char& digit : pin)
            digit = char('0' + randombytes_uniform(10));
    while (std::all_of(pin.begin(), pin.end(), [&](char c) { return c == pin[0]; }));
    return pin;
}

std::string hashed_pin(const std::string& pin) {
    ACCANTO_ASSERT(sodium_init() >= 0);
    std::string out(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(out.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw Error("argon2id: not enough memory", 0);
    out.resize(out.find('\0'));
    return out;
}

int64_t lock_left_ms(const Clock& clock, int64_t wall_ms, int64_t mono_ms, std::string_view boot) {
    const int64_t passed = boot == clock.boot() ? std::max<int64_t>(0, clock.mono_ms() - mono_ms) : clock.wall_ms() - wall_ms;
    return passed >= 0 && passed < lock_ms ? lock_ms - passed : 0;
}

bool pin_fits(const std::string& hash, const std::string& pin) {
    ACCANTO_ASSERT(sodium_init() >= 0);
    return crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
}

} // namespace accanto::point
