#pragma once
// The signed file that makes a bare machine a kiosk of a network: the hub writes it (`accanto fleet prepare`), a technician
// carries it, the kiosk reads it without any connection.
//
// A JSON document (UTF-8, at most 16 KiB), readable for the technician who carries it:
//
//   {
//     "format": "accanto-provisioning-1",
//     "point": "lecce-centro",                 id: 1 to 40 of a-z, 0-9 and -
//     "point_name": "Biblioteca di Lecce",     for people, 1 to 120 bytes
//     "time_zone": "Europe/Rome",              IANA; "": the machine's own
//     "kiosk_name": "entrance",                for people; may be ""
//     "letter": "B",                           of its tickets, never I O Q S Z
//     "hub": "https://hub.example.org",        without a path
//     "hub_key": "...",                        the hub's Ed25519 public key, base64
//     "code": "ABCD3467",                      enrols one kiosk, once (sync/hub/enrolment.h)
//     "replaces": "0199c1f2-...",              only of a replacement: the kiosk whose place this one takes
//     "valid_until": "2026-12-24T00:00:00.000Z",
//     "signature": "..."                       base64, 64 bytes
//   }
//
// The signature is Ed25519 by `hub_key` over the line "accanto-provisioning-1\n" and, behind it, the document without
// "signature" in its canonical form: RFC 8785, which for texts means keys in order, no blanks, nothing escaped that need not
// be. So blanks and the order of lines are nobody's concern, and every other change is found. A document with members that
// are not listed here is refused: it is of another version.
//
// What the signature proves is that all of it is one hub's word. That it is the hub one means, the technician sees by the
// key's fingerprint, or the caller by a key it knows already.

#include "sync/wire/keys.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace accanto::wire {

struct Provisioning {
    std::string point, point_name, time_zone, kiosk_name, letter;
    std::string hub;
    PublicKey hub_key;
    std::string code;               // 8 characters, as the hub printed it; secret until it is used
    int64_t valid_until_ms = 0;     // wall time
    std::string replaces;           // id of a kiosk; empty: of none
};

// The document, ending in a line's end. `hub_key` of the provisioning is `key`'s own, whatever was there. Throws
// std::invalid_argument with a sentence that names the member and what is allowed: what this writes can be read.
std::string seal_provisioning(Provisioning provisioning, const SecretKey& key);

struct OpenedProvisioning {
    enum class Verdict {
        ok,
        unreadable,     // no such document, or damaged
        forged,         // its signature does not fit: changed after the hub signed it
        other_hub,      // signed by another hub than `expected`
        expired,        // `valid_until` has passed: the hub makes a new one
    } verdict = Verdict::unreadable;
    std::string detail;                        // for a person: what is wrong with which member; "" when ok
    std::optional<Provisioning> provisioning;  // when ok or expired
};

// Reads and verifies. `now_ms`: wall time, nothing when the clock is not to be trusted (the hub then refuses an old code by
// its own clock). `expected`: a hub's key that is known already. Never throws for what is in the document.
OpenedProvisioning open_provisioning(std::string_view document, std::optional<int64_t> now_ms, const std::optional<PublicKey>& expected = {});

} // namespace accanto::wire
