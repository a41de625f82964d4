#pragma once
// Accounts of people at the hub. Passwords are kept as argon2id (RFC 9106, by libsodium), and an account
// begins with one that the hub makes up and its owner has to change.

#include "content/base/clock.h"
#include "content/base/error.h"
#include "sync/hub/storage/people.h"

namespace accanto::hub {

constexpr size_t shortest_password = 12, longest_password = 200; // bytes

// Small letters, digits, dots and dashes, 2 to 40, beginning with a letter.
bool is_person_name(std::string_view name);

// What cannot be, as a sentence for commands and as a key of the pages' words.
class AccountRefusal : public Error {
public:
    // `status`: of the answer over HTTP.
    AccountRefusal(std::string key, const std::string& sentence, int status = 400);
    const std::string& key() const { return m_key; }
    int status() const { return m_status; }

private:
    std::string m_key;
    int m_status;
};

class Accounts {
public:
    // `who` does what is done here, and sees and changes the people of this organisation alone where it is not empty.
    Accounts(People& people, const Clock& clock, std::string who, std::string organisation = "")
        : m_people(people), m_clock(clock), m_who(std::move(who)), m_organisation(std::move(organisation)) {}

    // All throw AccountRefusal when it cannot be; then nothing has changed.

    // A password is given back once, and kept nowhere.
    std::string add(Person person);
    std::string
    new_password(const std::string& name); // also for somebody who was shut out: comes back with it
    void change(const std::string& name, const std::string& full_name, Role role,
                const std::string& organisation);
    void shut_out(const std::string& name);
    void put(const Organisation& organisation);
    void remove_organisation(const std::string& id);
    // By its owner.
    void choose_password(const std::string& name, std::string_view now, std::string_view wanted);

    // Something else that the log is to tell.
    void note(std::string what, std::string about) { m_people.note(deed(std::move(what), std::move(about))); }

private:
    Deed deed(std::string what, std::string about) const {
        return {m_clock.wall_ms(), m_who, std::move(what), std::move(about)};
    }
    Person known(const std::string& name) const;
    void check_place(Role role, const std::string& organisation) const;
    void check_whole_network() const;

    People& m_people;
    const Clock& m_clock;
    std::string m_who, m_organisation;
};

// The account, when it is an active one and this is its password. As slow for a name that does not exist. One
// at a time: each takes 64 MiB.
std::optional<Person> with_password(People& people, const std::string& name, std::string_view password);

// The first break in the whole log; nothing when it holds.
std::optional<int64_t> first_broken(People& people);

} // namespace accanto::hub
