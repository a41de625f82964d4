#pragma once
// What comes on a stick (sync/README.md, "A stick"): the same requests, ingested by the same code.

#include "sync/hub/ingest.h"
#include "sync/wire/stick.h"

namespace accanto::hub {

// POST /v1/carried: a whole request in the body, brought by another kiosk of the network, or by the hub's own
// command. The answer's body is the answer to it, for the kiosk that wrote it. `by_coordinator`: whoever asks
// has shown the token.
HttpAnswer carried(HttpRequest& request, bool by_coordinator, Ingest& ingest, const Answers& answers);

// A file, for the command. `bring` hands one body of POST /v1/carried over and gives back the body of the
// answer.
struct ImportedStick {
    wire::Stick answers; // goes back to the kiosk
    int64_t events = 0;  // that are on the disk now, with those that had been
    int64_t already = 0; // of them those
    std::string trouble; // a sentence: why the rest was not taken; ""
};
using Bring = std::function<std::string(const std::string& body)>;
ImportedStick import_stick(const wire::Stick& requests, int64_t now_ms, const Bring& bring);

} // namespace accanto::hub
