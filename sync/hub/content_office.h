#pragma once
// What the page of content does (offices.h).

#include "sync/hub/forms.h"
#include "sync/hub/publish.h"

namespace accanto::hub {

// A pack that was brought, and is not published yet: what it would change.
struct Draft {
    std::string pack_sha256;
    SignedList list;
    std::string name;                                 // for people: "starter 3"
    int before = 0;                                   // the version that is out; 0: none
    std::vector<std::string> added, changed, removed; // files
};

// The largest pack that comes in by a page; larger ones come by the command.
constexpr size_t largest_upload = 64 << 20;

// Keeps the bytes of a pack, its list and its signature, and says what would change. All throw Error that
// says what is wrong.
Draft take_draft(Storage& storage, const std::string& pack, const std::string& list,
                 const std::string& signature);

std::string content_page(const Speaker& say, Storage& storage, const Outcome& told,
                         const std::optional<Draft>& draft);

} // namespace accanto::hub
