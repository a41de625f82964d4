#include "sync/hub/access.h"

#include "content/base/error.h"
#include "content/base/file.h"

#include <sodium.h>

#include <charconv>

namespace accanto::hub {

namespace {

constexpr std::string_view cookie_name = "accanto_hub=";
constexpr int64_t session_s = 12 * 3600;

bool same(std::string_view a, std::string_view b) { return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0; }

std::string_view cookie_of(std::string_view field) {
    while (!field.empty()) {
        size_t end = std::min(field.find(';'), field.size());
        std::string_view one = field.substr(0, end);
        while (one.starts_with(' '))
            one.remove_prefix(1);
        if (one.starts_with(cookie_name))
            return one.substr(cookie_name.size());
        field.remove_prefix(std::min(end + 1, field.size()));
    }
    return {};
}

} // namespace

std::string read_or_make_token(const std::filesystem::path& folder) {
    auto file = folder / "admin.token";
    if (auto text = read_file(file)) {
        while (!text->empty() && (text->back() == '\n' || text->back() == ' '))
            text->pop_back();
        if (text->size() < 20)
            throw Error(file.string() + ": the token must have at least 20 characters; remove the file to get a new one", EINVAL);
        return *text;
    }
    std::string token = to_hex(random_bytes(16));
    write_file_durably(file, token + "\n", 0600);
    return token;
}

Access::Access(const std::filesystem::path& folder, const Clock& clock)
    : m_token(read_or_make_token(folder)), m_session_key(view(sha256("accanto hub session ", m_token))), m_clock(clock) {}

std::string Access::seal(int64_t until_s) const {
    std::string text = std::to_string(until_s);
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256(mac, reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                           reinterpret_cast<const unsigned char*>(m_session_key.data()));
    return text + "." + to_hex({reinterpret_cast<const char*>(mac), sizeof mac});
}

bool Access::is_token(std::string_view given) const {
    // Digests have one length, so the comparison tells nothing about the token's.
    return same(view(sha256(given)), view(sha256(m_token)));
}

bool Access::allows(const wire::Message& request) const {
    if (auto bearer = request.field("authorization"); bearer && bearer->starts_with("Bearer "))
        return is_token(std::string_view(*bearer).substr(7));
    std::string cookies = request.field("cookie").value_or("");
    std::string_view sealed = cookie_of(cookies);
    int64_t until = 0;
    auto [end, error] = std::from_chars(sealed.data(), sealed.data() + sealed.size(), until);
    return error == std::errc() && *end == '.' && until > m_clock.wall_ms() / 1000 && same(sealed, seal(until));
}

Access::SignIn Access::sign_in(std::string_view token) {
    if (m_tries.exhausted(m_clock.mono_ms()))
        return SignIn::too_many;
    while (!token.empty() && (token.back() == ' ' || token.back() == '\n' || token.back() == '\r'))
        token.remove_suffix(1);
    if (is_token(token))
        return SignIn::ok;
    m_tries.failed(m_clock.mono_ms());
    return SignIn::wrong;
}

std::string Access::session_cookie(bool secure) const {
    return std::string(cookie_name) + seal(m_clock.wall_ms() / 1000 + session_s) + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" +
           std::to_string(session_s) + (secure ? "; Secure" : "");
}

} // namespace accanto::hub
