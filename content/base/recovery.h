#pragma once
// A technician who stands before a kiosk without its PIN, and telephones the hub. The kiosk shows a challenge of 8 digits; who
// answers at the hub reads a response of 10 digits out; the kiosk checks it without any connection.
//
// The rule. Kiosk and hub know each other's Ed25519 public keys since the enrolment. Each turns its own private key and the
// other's public key into X25519 keys (libsodium, crypto_sign_ed25519_*_to_curve25519), and both get the same shared point.
//
//   key      = SHA-256("accanto technician recovery 1\0" || shared point || hub's public key || kiosk's public key)
//   response = first 8 bytes of HMAC-SHA-256(key, kiosk's id || "\n" || challenge), as a number (big-endian), modulo 10^10
//
// Who has neither private key finds the response by trying alone: 10^10 of them, five in a quarter of an hour (kiosk/point/
// technician.h). It opens one challenge of one kiosk, once. All functions are pure; any thread.

#include "content/base/keys.h"

namespace accanto {

inline constexpr size_t challenge_digits = 8, response_digits = 10;

// At the hub.
std::string recovery_response(const SecretKey& hub, const PublicKey& kiosk, std::string_view kiosk_id, std::string_view challenge);
// At the kiosk: whether this is the hub's answer, whatever blanks stand in it. Takes as long for every wrong one.
bool is_recovery_response(const SecretKey& kiosk, const PublicKey& hub, std::string_view kiosk_id, std::string_view challenge, std::string_view typed);

// Only the digits of what was typed or read out: "1234 5678" and "1234-5678" are the same.
std::string only_digits(std::string_view typed);

} // namespace accanto
