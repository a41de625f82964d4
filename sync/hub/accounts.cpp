#include "sync/hub/accounts.h"

#include "content/base/error.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/rights.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cerrno>
#include <mutex>

namespace accanto::hub {

namespace {

std::string hashed(std::string_view password) {
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(out, password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Error("there is not memory enough to keep a password safely", ENOMEM);
    return out;
}

bool is_password(const std::string& kept, std::string_view given) {
    static std::mutex one_at_a_time;
    std::lock_guard lock(one_at_a_time);
    return given.size() <= longest_password &&
           crypto_pwhash_str_verify(kept.c_str(), given.data(), given.size()) == 0;
}

// Of the letters that codes have, which nobody takes for others: 16 of 25, about 74 bits.
std::string made_up() {
    const std::string first = make_code(), second = make_code();
    return first.substr(0, 4) + "-" + first.substr(4) + "-" + second.substr(0, 4) + "-" + second.substr(4);
}

void check_text(const std::string& text, size_t most, const char* what) {
    if (text.size() > most ||
        std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
        throw AccountRefusal("account.bad_text",
                             fmt::format("{}: at most {} bytes, on one line", what, most));
}

std::string told(const Person& person) {
    return fmt::format("{}: {}{}", person.name, to_text(person.role),
                       person.organisation.empty() ? "" : " of " + person.organisation);
}

} // namespace

AccountRefusal::AccountRefusal(std::string key, const std::string& sentence, int status)
    : Error(sentence, EINVAL), m_key(std::move(key)), m_status(status) {}

bool is_person_name(std::string_view name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    };
    return name.size() >= 2 && name.size() <= 40 && name[0] >= 'a' && name[0] <= 'z' &&
           std::all_of(name.begin(), name.end(), fits);
}

Person Accounts::known(const std::string& name) const {
    auto person = is_person_name(name) ? m_people.person(name) : std::nullopt;
    if (!person || (!m_organisation.empty() && person->organisation != m_organisation))
        throw AccountRefusal("account.no_account", name + ": there is no such account", 404);
    return std::move(*person);
}

// Where somebody is put, and as what.
void Accounts::check_place(Role role, const std::string& id) const {
    if (!m_organisation.empty() && id != m_organisation)
        throw AccountRefusal("account.other_organisation",
                             "an administrator of " + m_organisation + " looks after its people alone", 403);
    const auto all = m_people.organisations();
    if (!id.empty() &&
        std::none_of(all.begin(), all.end(), [&](const Organisation& one) { return one.id == id; }))
        throw AccountRefusal("account.no_organisation", id + ": there is no such organisation; add it first");
    if (!id.empty() && !is_within_organisations(role))
        throw AccountRefusal("account.role_of_network",
                             fmt::format("a {} is one of the whole network: whoever belongs to an organisation "
                                         "is viewer, coordinator, technician or administrator of it",
                                         to_text(role)));
}

void Accounts::check_whole_network() const {
    if (!m_organisation.empty())
        throw AccountRefusal("account.other_organisation",
                             "organisations are looked after by administrators of the whole network", 403);
}

std::string Accounts::add(Person person) {
    if (!is_person_name(person.name))
        throw AccountRefusal("account.bad_name",
                             person.name +
                                 ": a name to sign in with has 2 to 40 small letters, digits, dots and "
                                 "dashes, and begins with a letter");
    if (m_people.person(person.name))
        throw AccountRefusal("account.taken", person.name + ": there is an account of this name already");
    check_text(person.full_name, 120, "the person's name");
    check_place(person.role, person.organisation);
    const std::string password = made_up();
    person.password = hashed(password);
    person.temporary = person.active = true;
    m_people.put(person, deed("person.added", told(person)));
    return password;
}

std::string Accounts::new_password(const std::string& name) {
    Person person = known(name);
    const std::string password = made_up();
    person.password = hashed(password);
    person.temporary = person.active = true;
    m_people.put(person, deed("person.password_made", told(person)));
    return password;
}

void Accounts::change(const std::string& name, const std::string& full_name, Role role,
                      const std::string& organisation) {
    Person person = known(name);
    check_text(full_name, 120, "the person's name");
    check_place(role, organisation);
    person.full_name = full_name;
    person.role = role;
    person.organisation = organisation;
    m_people.put(person, deed("person.changed", told(person)));
}

void Accounts::shut_out(const std::string& name) {
    Person person = known(name);
    person.active = false;
    m_people.put(person, deed("person.shut_out", name));
}

void Accounts::put(const Organisation& organisation) {
    check_whole_network();
    if (!is_point_id(organisation.id))
        throw AccountRefusal("account.bad_code",
                             organisation.id +
                                 ": an organisation's code has small letters, digits and dashes, at "
                                 "most 40, as its points name it in their settings");
    if (std::find(std::begin(network_kinds), std::end(network_kinds), organisation.kind) ==
        std::end(network_kinds))
        throw AccountRefusal("account.bad_kind",
                             organisation.kind +
                                 ": the kinds are public, private, third_sector and university");
    check_text(organisation.name, 120, "the organisation's name");
    m_people.put(organisation, deed("organisation.put",
                                    organisation.id + ": " + organisation.kind + ", " + organisation.name));
}

// Who belongs to it would see the whole network without it.
void Accounts::remove_organisation(const std::string& id) {
    check_whole_network();
    const auto people = m_people.people();
    const auto left =
        std::find_if(people.begin(), people.end(), [&](const Person& one) { return one.organisation == id; });
    if (left != people.end())
        throw AccountRefusal("account.has_people",
                             id + ": " + left->name +
                                 " still belongs to it; give this account another organisation first");
    const auto all = m_people.organisations();
    if (std::none_of(all.begin(), all.end(), [&](const Organisation& one) { return one.id == id; }))
        throw AccountRefusal("account.no_organisation", id + ": there is no such organisation");
    m_people.remove_organisation(id, deed("organisation.removed", id));
}

void Accounts::choose_password(const std::string& name, std::string_view now, std::string_view wanted) {
    auto person = with_password(m_people, name, now);
    if (!person)
        throw AccountRefusal("account.wrong_password", "the password of now is another one");
    if (wanted.size() < shortest_password || wanted.size() > longest_password)
        throw AccountRefusal("account.bad_password", fmt::format("a password has {} to {} characters",
                                                                 shortest_password, longest_password));
    if (wanted == now)
        throw AccountRefusal("account.same_password", "the new password is the one of before");
    person->password = hashed(wanted);
    person->temporary = false;
    m_people.put(*person, deed("person.password_chosen", name));
}

std::optional<Person> with_password(People& people, const std::string& name, std::string_view password) {
    static const std::string nobody = hashed(random_bytes(16));
    auto person = is_person_name(name) ? people.person(name) : std::nullopt;
    const bool right = is_password(person ? person->password : nobody, password);
    return right && person && person->active ? person : std::nullopt;
}

std::optional<int64_t> first_broken(People& people) {
    std::vector<AuditEntry> all;
    for (;;) {
        const auto more = people.audit(all.empty() ? 0 : all.back().number, 1000);
        if (more.empty())
            return first_broken(all);
        all.insert(all.end(), more.begin(), more.end());
    }
}

} // namespace accanto::hub
