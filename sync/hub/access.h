#pragma once
// Who somebody is: people with an account, and whoever holds the hub's key, a file in its folder (0600).

#include "sync/hub/enrolment.h"
#include "sync/hub/rights.h"

namespace accanto::hub {

class Access {
public:
    // Reads folder/admin.token, or makes it. Throws Error when it cannot be read or written.
    Access(const std::filesystem::path& folder, People& people, const Clock& clock);

    // A bearer token for programs, or the cookie that sign_in() gave to a person whose account is still the
    // same. Nothing: a stranger.
    std::optional<Visitor> who(const wire::Message& request) const;
    bool allows(const wire::Message& request, Right right) const;

    enum class SignIn { ok, wrong, too_many };
    // By the hub's key, or by name and password; gives what session_cookie() takes.
    SignIn sign_in(std::string_view token);
    SignIn sign_in(const std::string& name, std::string_view password, std::optional<Person>& person);
    // "Set-Cookie" for a session of 12 hours, and for its end. Nobody: of who holds the key.
    std::string session_cookie(bool secure, const std::optional<Person>& person = std::nullopt) const;
    static std::string no_cookie() { return "accanto_hub=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"; }

private:
    std::string seal(int64_t until_s, const std::string& name, const std::string& password) const;
    bool is_token(std::string_view given) const;
    std::optional<Visitor> by_cookie(std::string_view sealed) const;

    std::string m_token, m_session_key;
    People& m_people;
    const Clock& m_clock;
    Tries m_tries{20};
};

// Another site's page made the browser send this: nothing is done for it. Cookies are SameSite=Strict
// already; this holds where a browser does not know that.
bool is_from_elsewhere(const wire::Message& request);

std::string read_or_make_token(const std::filesystem::path& folder);

} // namespace accanto::hub
