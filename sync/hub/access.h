#pragma once
// Who somebody is: people with an account, and whoever holds the hub's key, a file in its folder (0600).

#include "content/base/clock.h"
#include "sync/hub/http.h"
#include "sync/hub/metrics.h"
#include "sync/hub/rights.h"
#include "sync/hub/tries.h"

#include <filesystem>

namespace accanto::hub {

class Access {
public:
    // Reads folder/admin.token, or makes it. Throws Error when it cannot be read or written. All outlive this.
    Access(const std::filesystem::path& folder, People& people, const Clock& clock, Metrics& metrics);

    // A bearer token for programs, or the cookie that sign_in() gave to a person whose account is still the
    // same. Nothing: a stranger.
    std::optional<Visitor> who(const wire::Message& request) const;
    bool allows(const wire::Message& request, Right right) const;

    // too_many: wrong tries from where this one comes from; too_many_for_account: under this name, from wherever.
    enum class SignIn { ok, wrong, too_many, too_many_for_account };
    // By the hub's key, or by name and password; gives what session_cookie() takes. Any thread.
    //
    // Wrong tries count for the address (20 a minute) and for the name (30 in ten minutes), so neither one address nor
    // many guess a password. Both together would let anybody shut anybody out: so a browser in which the account was
    // signed in to before is known by known_cookie(), and has ten tries of its own, which nobody else can use up
    // (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
    SignIn sign_in(const HttpRequest& request, std::string_view token);
    SignIn sign_in(const HttpRequest& request, const std::string& name, std::string_view password,
                   std::optional<Person>& person);
    // "Set-Cookie" for a session of 12 hours, and for its end. Nobody: of who holds the key.
    std::string session_cookie(bool secure, const std::optional<Person>& person = std::nullopt) const;
    // "Set-Cookie" for a browser that is known from now on, for half a year. It opens nothing.
    std::string known_cookie(bool secure, const std::optional<Person>& person) const;
    static std::string no_cookie() { return "accanto_hub=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"; }

private:
    // Of the text, under the key of sessions, in hexadecimal digits.
    std::string mac_of(std::string_view text) const;
    std::string seal(int64_t until_s, const std::string& name, const std::string& password) const;
    bool is_token(std::string_view given) const;
    std::optional<Visitor> by_cookie(std::string_view sealed) const;
    std::string known_seal(const std::string& name, const std::string& browser) const;
    std::string known_browser(const wire::Message& request, const std::string& name) const;
    // Heard only where tries are left; `right` says whether it is right. `account`: of which wrong tries count too.
    SignIn heard(const HttpRequest& request, const std::string& name, const std::string& account,
                 const std::function<bool()>& right);

    std::string m_token, m_session_key;
    People& m_people;
    const Clock& m_clock;
    Metrics& m_metrics;
    Tries m_by_address{{.each = 20, .all = 600}};
    Tries m_by_account{{.each = 30, .window_ms = 600'000, .known = 1 << 16}};
    Tries m_by_browser{{.each = 10, .window_ms = 900'000, .known = 1 << 16}};
};

// Another site's page made the browser send this: nothing is done for it. Cookies are SameSite=Strict
// already; this holds where a browser does not know that.
bool is_from_elsewhere(const wire::Message& request);

std::string read_or_make_token(const std::filesystem::path& folder);

} // namespace accanto::hub
