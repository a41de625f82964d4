#include "sync/hub/storage/people.h"

#include "content/base/error.h"

#include <fmt/format.h>

namespace accanto::hub {

std::string_view to_text(Role role) {
    switch (role) {
    case Role::viewer:
        return "viewer";
    case Role::coordinator:
        return "coordinator";
    case Role::technician:
        return "technician";
    case Role::publisher:
        return "publisher";
    case Role::administrator:
        return "administrator";
    }
    ACCANTO_ASSERT(false);
    return "";
}

std::optional<Role> role_of(std::string_view text) {
    for (Role role : all_roles)
        if (to_text(role) == text)
            return role;
    return std::nullopt;
}

// Lengths stand before texts, so that no two deeds are written alike.
AuditEntry entry_after(const std::optional<AuditEntry>& last, Deed deed) {
    AuditEntry out;
    out.number = last ? last->number + 1 : 1;
    const std::string text =
        fmt::format("{} {} {}:{}{}:{}{}:{}", out.number, deed.at_ms, deed.who.size(), deed.who,
                    deed.what.size(), deed.what, deed.about.size(), deed.about);
    out.hash = view(sha256(last ? last->hash : std::string(32, '\0'), text));
    out.deed = std::move(deed);
    return out;
}

std::optional<int64_t> first_broken(const std::vector<AuditEntry>& entries) {
    std::optional<AuditEntry> last;
    for (const AuditEntry& entry : entries) {
        AuditEntry expected = entry_after(last, entry.deed);
        if (expected.number != entry.number || expected.hash != entry.hash)
            return expected.number;
        last = std::move(expected);
    }
    return std::nullopt;
}

} // namespace accanto::hub
