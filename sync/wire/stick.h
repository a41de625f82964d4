#pragma once
// What travels between a kiosk and its hub on a stick: the very requests the kiosk would send, and the hub's
// answers to them.
//
//   accanto-stick-1
//   holds: requests            or: answers
//   kiosk: 0199c1f2-...
//   hub: 1a2b-3c4d-5e6f-7081   the fingerprint of the hub it is meant for, or comes from
//   made: 2026-11-23T09:15:00.000Z
//   length: 83211              bytes behind the empty line
//   sha-256: ...               of them, hexadecimal
//
// and behind an empty line HTTP/1.1 messages, one after the other: requests; or requests without their
// bodies, each with the answer to it. The head says only what is needed to tell a person what is wrong with
// the file: what counts is signed, message by message.

#include "sync/wire/http_text.h"

namespace accanto::wire {

struct Stick {
    enum class Holds { requests, answers } holds = Holds::requests;
    std::string kiosk, hub;
    int64_t made_ms = 0;
    std::vector<WholeMessage> messages; // of answers: request, answer, request, answer ...
};
std::string write_stick(const Stick& stick);

constexpr std::string_view carried_content_type =
    "application/http"; // RFC 9112, of POST /v1/carried and its answer
constexpr size_t longest_stick = 256u << 20;

struct ReadStick {
    std::optional<Stick> stick;
    std::string wrong; // a sentence for whoever holds the stick, when there is none
};
// Never throws for what is in it.
ReadStick read_stick(std::string_view bytes);

} // namespace accanto::wire
