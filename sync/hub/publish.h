#pragma once
// Publishing content to kiosks: which packs there are, who gets which version, and taking one back (content/README.md, "Packs"). The
// hub passes on what a publisher signed; a kiosk believes the publisher, not the hub.

#include "content/library/catalogue.h"
#include "sync/hub/storage/publishing.h"
#include "sync/hub/storage/storage.h"

namespace accanto::hub {

// Who gets a version.
struct Audience {
    bool everyone = false;
    std::set<std::string> points;
    int canary_percent = 0;   // of the points that are at work: the hub chooses them, others for each version
};
// Which points these are now. Throws Error with a sentence when one is not known, or there is nobody.
Release with_audience(Release release, const Audience& audience, Storage& storage, int64_t now_ms);

// One published thing as it is kept: a signed list.
struct SignedList {
    std::string sha256, signature;
};

// All throw Error that says what is wrong and what to do; then nothing has changed. The bytes that are named are kept whole already
// (Publishing::add_piece).

// A version of a pack is out: the list says which id and version these bytes are.
Release publish(Storage& storage, const std::string& pack_sha256, const SignedList& list, const Audience& audience, int64_t now_ms,
                const std::string& zone);
// A newer list for what is published already: it lets packs in for longer.
void renew(Storage& storage, const SignedList& list, int64_t now_ms, const std::string& zone);
// More points get the version of a pack that is out last.
Release roll_out(Storage& storage, const std::string& pack, const Audience& audience, int64_t now_ms);
// The version of a pack that is out last is taken back, for ever; who has it goes back to the one before. Gives what was taken back.
Release take_back(Storage& storage, const std::string& pack);

// Which kiosks have what, as they said themselves.
struct Spreading {
    Release release;
    int points = 0;               // that are to have it, a newer one of theirs not counted
    int kiosks = 0, have = 0;     // there, and of them those that show it
    std::vector<std::string> troubles;   // "<kiosk>: <what it says>"
};
std::vector<Spreading> spreading(Storage& storage);

} // namespace accanto::hub
