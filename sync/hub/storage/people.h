#pragma once
// Who may do what at this hub, and what they did. Calls as those of Storage: from any thread, and durable
// when they return.

#include "content/base/bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::hub {

enum class Role { viewer, coordinator, technician, publisher, administrator };
inline constexpr Role all_roles[] = {Role::viewer, Role::coordinator, Role::technician, Role::publisher,
                                     Role::administrator};
std::string_view to_text(Role role);
std::optional<Role> role_of(std::string_view text);

// Kinds of organisations of a network.
inline constexpr std::string_view network_kinds[] = {"public", "private", "third_sector", "university"};

struct Organisation {
    std::string id; // the code that its points name in their settings
    std::string name, kind;
};

struct Person {
    std::string name; // to sign in with
    std::string full_name;
    Role role = Role::viewer;
    std::string organisation; // only its points are seen; empty: the whole network
    std::string password;     // argon2id, as libsodium writes it; never the password
    bool temporary = true;    // somebody else knows it: to be changed before anything else
    bool active = true;       // nobody is deleted: the log tells of them
};

// What somebody did.
struct Deed {
    int64_t at_ms = 0;
    std::string who, what, about; // "anna", "person.changed", "bruno: publisher"
};

// Each is chained to the one before: hash_n = SHA-256(hash_{n-1} || n, at, who, what, about), beginning with
// 32 zero bytes, so that nothing can be taken out, put in or altered without all that follows.
struct AuditEntry {
    int64_t number = 0; // from 1, without gaps
    Deed deed;
    std::string hash; // 32 bytes
};
// The entry after `last` (nothing: the first).
AuditEntry entry_after(const std::optional<AuditEntry>& last, Deed deed);
// The first of the entries, which are all from number 1 on in order, that does not follow from those before
// it.
std::optional<int64_t> first_broken(const std::vector<AuditEntry>& entries);

class People {
public:
    virtual ~People() = default;

    virtual std::optional<Person> person(const std::string& name) = 0;
    virtual std::vector<Person> people() = 0;              // by name
    virtual std::vector<Organisation> organisations() = 0; // by id

    // Each change goes with its line in the log, or not at all. What is there already is replaced.
    virtual void put(const Person& person, const Deed& deed) = 0;
    virtual void put(const Organisation& organisation, const Deed& deed) = 0;
    virtual void remove_organisation(const std::string& id, const Deed& deed) = 0;
    // What is changed elsewhere, or only looked at.
    virtual void note(const Deed& deed) = 0;

    // In order, behind this number.
    virtual std::vector<AuditEntry> audit(int64_t behind, int at_most) = 0;
    virtual int64_t last_entry() = 0; // its number; 0: none
};

} // namespace accanto::hub
