#include "sync/hub/access.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "sync/hub/accounts.h"
#include "sync/hub/caller.h"

#include <fmt/format.h>
#include <sodium.h>
#include <spdlog/spdlog.h>

#include <charconv>

namespace accanto::hub {

namespace {

constexpr std::string_view cookie_name = "accanto_hub=";
constexpr std::string_view known_name = "accanto_known=";
constexpr int64_t session_s = 12 * 3600, known_s = 180 * 24 * 3600;

bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string_view cookie_of(std::string_view field, std::string_view name) {
    while (!field.empty()) {
        size_t end = std::min(field.find(';'), field.size());
        std::string_view one = field.substr(0, end);
        while (one.starts_with(' '))
            one.remove_prefix(1);
        if (one.starts_with(name))
            return one.substr(name.size());
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
            throw Error(file.string() +
                            ": the token must have at least 20 characters; remove the file to get a new one",
                        EINVAL);
        return *text;
    }
    std::string token = to_hex(random_bytes(16));
    write_file_durably(file, token + "\n", 0600);
    return token;
}

Access::Access(const std::filesystem::path& folder, People& people, const Clock& clock, Metrics& metrics)
    : m_token(read_or_make_token(folder)),
      m_session_key(view(sha256("accanto hub session ", m_token))),
      m_people(people),
      m_clock(clock),
      m_metrics(metrics) {}

std::string Access::mac_of(std::string_view text) const {
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256(mac, reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                           reinterpret_cast<const unsigned char*>(m_session_key.data()));
    return to_hex({reinterpret_cast<const char*>(mac), sizeof mac});
}

// "<until>.<name>.<mac>". What is kept of the password is in the mac: a session ends when another one is
// chosen.
std::string Access::seal(int64_t until_s, const std::string& name, const std::string& password) const {
    const std::string text = std::to_string(until_s) + "." + name + ".";
    return text + mac_of(text + password);
}

bool Access::is_token(std::string_view given) const {
    // Digests have one length, so the comparison tells nothing about the token's.
    return same(view(sha256(given)), view(sha256(m_token)));
}

std::optional<Visitor> Access::by_cookie(std::string_view sealed) const {
    const size_t first = sealed.find('.'), last = sealed.rfind('.');
    if (first == std::string_view::npos || last <= first)
        return std::nullopt;
    int64_t until = 0;
    const auto [end, error] = std::from_chars(sealed.data(), sealed.data() + first, until);
    if (error != std::errc() || end != sealed.data() + first || until <= m_clock.wall_ms() / 1000)
        return std::nullopt;
    const std::string name(sealed.substr(first + 1, last - first - 1));
    if (name.empty())
        return same(sealed, seal(until, "", "")) ? std::optional(Visitor{}) : std::nullopt;
    const auto person = is_person_name(name) ? m_people.person(name) : std::nullopt;
    if (!person || !person->active || !same(sealed, seal(until, name, person->password)))
        return std::nullopt;
    return Visitor{name, person->role, person->organisation, person->temporary};
}

std::optional<Visitor> Access::who(const wire::Message& request) const {
    if (auto bearer = request.field("authorization"); bearer && bearer->starts_with("Bearer "))
        return is_token(std::string_view(*bearer).substr(7)) ? std::optional(Visitor{}) : std::nullopt;
    const std::string cookies = request.field("cookie").value_or("");
    return by_cookie(cookie_of(cookies, cookie_name));
}

bool Access::allows(const wire::Message& request, Right right) const {
    const auto visitor = who(request);
    return visitor && !visitor->must_change && visitor->may(right);
}

std::string Access::known_seal(const std::string& name, const std::string& browser) const {
    const std::string text = name + "." + browser;
    return text + "." + mac_of("known browser " + text); // no session begins so
}

// Which browser it is, where this account was signed in to with it before; else "".
std::string Access::known_browser(const wire::Message& request, const std::string& name) const {
    const std::string cookies = request.field("cookie").value_or("");
    const std::string_view cookie = cookie_of(cookies, known_name);
    if (cookie.size() <= name.size() + 1 || !cookie.starts_with(name))
        return "";
    const std::string_view rest = cookie.substr(name.size() + 1);
    const std::string browser(rest.substr(0, rest.find('.')));
    return same(cookie, known_seal(name, browser)) ? browser : "";
}

Access::SignIn Access::heard(const HttpRequest& request, const std::string& name, const std::string& account,
                             const std::function<bool()>& right) {
    std::string browser = known_browser(request.message, name);
    if (!browser.empty() && m_by_browser.exhausted(browser, m_clock.mono_ms()))
        browser.clear(); // as anybody's from now on
    if (browser.empty()) {
        const bool by_address = m_by_address.exhausted(request.caller, m_clock.mono_ms());
        if (by_address || (!account.empty() && m_by_account.exhausted(account, m_clock.mono_ms()))) {
            m_metrics.signed_in(Metrics::Try::refused);
            return by_address ? SignIn::too_many : SignIn::too_many_for_account;
        }
    }
    if (right()) {
        m_metrics.signed_in(Metrics::Try::good);
        return SignIn::ok;
    }
    m_metrics.signed_in(Metrics::Try::wrong);
    if (!browser.empty()) {
        m_by_browser.failed(browser, m_clock.mono_ms());
        return SignIn::wrong;
    }
    m_by_address.failed(request.caller, m_clock.mono_ms());
    if (!account.empty())
        m_by_account.failed(account, m_clock.mono_ms());
    return SignIn::wrong;
}

Access::SignIn Access::sign_in(const HttpRequest& request, std::string_view token) {
    while (!token.empty() && (token.back() == ' ' || token.back() == '\n' || token.back() == '\r'))
        token.remove_suffix(1);
    const SignIn became = heard(request, "", "", [&] { return is_token(token); });
    if (became == SignIn::wrong)
        spdlog::warn("a wrong key was tried from {}", told_caller(request.caller));
    return became;
}

// Names that are no account's count too, or being refused would tell which are; but they share few counts: whoever makes
// names up must not fill the table. What was typed there may be a password: it is told nowhere.
Access::SignIn Access::sign_in(const HttpRequest& request, const std::string& name, std::string_view password,
                               std::optional<Person>& person) {
    const bool exists = is_person_name(name) && m_people.person(name);
    const std::string account = exists ? name : fmt::format("?{}", std::hash<std::string>()(name) % 256);
    const SignIn became = heard(request, name, account, [&] {
        person = with_password(m_people, name, password);
        return person.has_value();
    });
    if (became == SignIn::wrong)
        spdlog::warn("a wrong password was tried for {} from {}", exists ? name : "a name that is no account",
                     told_caller(request.caller));
    return became;
}

std::string Access::known_cookie(bool secure, const std::optional<Person>& person) const {
    return std::string(known_name) + known_seal(person ? person->name : "", to_hex(random_bytes(8))) +
           "; Path=/sign-in; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(known_s) + (secure ? "; Secure" : "");
}

std::string Access::session_cookie(bool secure, const std::optional<Person>& person) const {
    const int64_t until_s = m_clock.wall_ms() / 1000 + session_s;
    return std::string(cookie_name) +
           seal(until_s, person ? person->name : "", person ? person->password : "") +
           "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(session_s) +
           (secure ? "; Secure" : "");
}

bool is_from_elsewhere(const wire::Message& request) {
    if (const auto site = request.field("sec-fetch-site"))
        return *site != "same-origin" && *site != "none";
    const auto origin = request.field("origin"); // "null": our pages ask for no referrer
    return origin && *origin != "null" && *origin != "http://" + request.authority &&
           *origin != "https://" + request.authority;
}

} // namespace accanto::hub
