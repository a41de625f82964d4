#pragma once
// The outbox on a stick, where a kiosk has no connection for a while: the same requests, and the hub's
// answers to them (sync/README.md, "A stick").

#include "content/base/clock.h"
#include "content/base/settings.h"
#include "sync/agent/batch.h"
#include "sync/agent/transport.h"
#include "sync/wire/stick.h"

namespace accanto::agent {

// Everything that waits, as signed requests. The outbox stays as it is: only the hub's signed answers let it
// go. No message: nothing waits.
wire::Stick write_out(Outbox& outbox, const Identity& identity, const Clock& clock);

// What became of a file that somebody brought. Nothing it says changes what waits here, unless it is the
// hub's own word.
struct Heard {
    std::string refusal;   // a sentence; "": it could be used
    int64_t events = 0;    // that the hub says it has on its disk
    int64_t set_aside = 0; // of them what it could not read, or not take
    std::string note;      // a sentence about what is still to do; ""
};

// The hub's answers to what this kiosk wrote out: what it acknowledged is done here as if it had come by a
// connection.
Heard take_answers(const wire::Stick& answers, Outbox& outbox, const Identity& identity);

// Another kiosk's requests, carried to the hub over this one's connection. `answers` is what must go back
// with the stick; it has messages also when the road broke in the middle.
Heard carry_requests(const wire::Stick& requests, const Identity& identity, const Clock& clock,
                     Transport& transport, wire::Stick& answers);

// The commands. Both print what was done and answer the exit status; throw Error for files that cannot be
// read or written.
int export_stick(const Settings& settings, const Clock& clock, const std::filesystem::path& folder);
int import_stick(const Settings& settings, const Clock& clock, const std::filesystem::path& file);

} // namespace accanto::agent
