#include "content/base/recovery.h"

#include <doctest/doctest.h>

using namespace accanto;

namespace {

SecretKey key(char c) { return SecretKey::from_seed(std::string(32, c)); }

} // namespace

TEST_CASE("what the hub reads out opens the kiosk's challenge, however it was typed") {
    const SecretKey hub = key('h'), kiosk = key('k');
    const std::string response = recovery_response(hub, kiosk.public_key(), "kiosk-1", "1234 5678");
    CHECK(response.size() == response_digits);
    CHECK(only_digits(response) == response);
    CHECK(is_recovery_response(kiosk, hub.public_key(), "kiosk-1", "12345678", response));
    CHECK(is_recovery_response(kiosk, hub.public_key(), "kiosk-1", "12345678", response.substr(0, 5) + " " + response.substr(5)));
}

TEST_CASE("a response is of one challenge, one kiosk and one hub") {
    const SecretKey hub = key('h'), kiosk = key('k'), other = key('o');
    const std::string response = recovery_response(hub, kiosk.public_key(), "kiosk-1", "12345678");
    CHECK_FALSE(is_recovery_response(kiosk, hub.public_key(), "kiosk-1", "12345679", response));
    CHECK_FALSE(is_recovery_response(kiosk, hub.public_key(), "kiosk-2", "12345678", response));
    CHECK_FALSE(is_recovery_response(kiosk, other.public_key(), "kiosk-1", "12345678", response));
    CHECK_FALSE(is_recovery_response(other, hub.public_key(), "kiosk-1", "12345678", response));
    CHECK_FALSE(is_recovery_response(kiosk, hub.public_key(), "kiosk-1", "12345678", ""));
    CHECK_FALSE(is_recovery_response(kiosk, hub.public_key(), "kiosk-1", "12345678", response.substr(1)));
}

TEST_CASE("a public key that is no point has nothing in common with anybody") {
    CHECK_THROWS(key('k').shared_with(PublicKey{}));
    CHECK(key('k').shared_with(key('h').public_key()) == key('h').shared_with(key('k').public_key()));
}
