#pragma once
// Who may see the pages: for now whoever holds the coordinator's token, a file in the hub's folder (0600).

#include "sync/hub/enrolment.h"

namespace accanto::hub {

class Access {
public:
    // Reads folder/admin.token, or makes it. Throws Error when it cannot be read or written.
    Access(const std::filesystem::path& folder, const Clock& clock);

    // A bearer token for programs, or the cookie that sign_in() gave to a person.
    bool allows(const wire::Message& request) const;

    enum class SignIn { ok, wrong, too_many };
    SignIn sign_in(std::string_view token);
    // "Set-Cookie" for a session of 12 hours, and for its end.
    std::string session_cookie(bool secure) const;
    static std::string no_cookie() { return "accanto_hub=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"; }

private:
    std::string seal(int64_t until_s) const;
    bool is_token(std::string_view given) const;

    std::string m_token, m_session_key;
    const Clock& m_clock;
    Tries m_tries{20};
};

std::string read_or_make_token(const std::filesystem::path& folder);

} // namespace accanto::hub
