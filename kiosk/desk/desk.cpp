#include "kiosk/desk/desk.h"

#include "content/base/bytes.h"
#include "kiosk/desk/guard.h"

#include <spdlog/spdlog.h>

#include <sys/eventfd.h>
#include <unistd.h>

namespace accanto::desk {

namespace {

constexpr int tries_a_minute = 20;
constexpr int64_t minute_ms = 60 * 1000;

} // namespace

Desk::Desk(DeskSetup setup, const Clock& clock)
    : m_setup(std::move(setup)),
      m_clock(clock),
      m_texts(m_setup.data, m_setup.settings),
      m_pages(m_setup.pages, m_setup.data / "assets"),
      m_speaker(m_setup.voice),
      m_keeper(m_setup.settings.state, clock),
      m_sessions(clock),
      m_throttle(clock, tries_a_minute, minute_ms),
      m_guests(m_setup.settings, clock, m_keeper, m_feed),
      m_closing_fd(eventfd(0, EFD_CLOEXEC)),
      m_watcher([this] { watch_store(); }) {}

Desk::~Desk() {
    close();
    m_watcher.join();
    ::close(m_closing_fd);
}

void Desk::close() {
    m_feed.close();
    eventfd_write(m_closing_fd, 1);
}

std::string Desk::cookie_name(const char* name) const {
    return std::string(m_setup.secure ? "__Host-" : "") + "accanto_" + name;
}

std::string Desk::set_cookie(const std::string& name, const std::string& value, bool ends) const {
    return name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + (m_setup.secure ? "; Secure" : "") +
           (ends ? "; Max-Age=0" : "");
}

Desk::Visit Desk::visit(const Request& request) {
    Visit visit{request, m_texts.official_language(), "", std::nullopt};
    if (const std::string chosen = request.cookie(cookie_name("language")); m_texts.is_known(chosen))
        visit.language = chosen;
    else if (const auto accepted = accepted_language(request.header("accept-language"), m_texts.languages()))
        visit.language = *accepted;
    visit.cookie = request.cookie(cookie_name("desk"));
    // A stream is held open by the browser alone; only what the page itself asks for is a sign of life.
    const bool alive = !request.path.ends_with("/events");
    visit.session = m_sessions.find(visit.cookie, alive);
    if (!visit.session)
        visit.cookie = request.cookie(cookie_name("visitor"));
    return visit;
}

std::optional<Reply> Desk::refused(const Visit& visit) const {
    const Request& request = visit.request;
    if (!is_our_host(request.header("host"), m_setup.names))
        return failed(visit, 421, "origin");
    if (request.method == "GET" || request.method == "HEAD")
        return std::nullopt;
    if (request.method != "POST")
        return failed(visit, 405, "bad_request");
    if (!is_same_origin(request))
        return failed(visit, 403, "origin");
    if (!visit.session && request.path != "/api/sign-in")
        return failed(visit, 401, "signed_out");
    if (!m_sessions.token_fits(visit.cookie, request.header("x-accanto-token")))
        return failed(visit, 403, "token");
    return std::nullopt;
}

Reply Desk::failed(const Visit& visit, int status, const std::string& code,
                   const content::Arguments& arguments) const {
    return problem(status, code, m_texts.say(visit.language, "problem.title"),
                   m_texts.say(visit.language, "problem." + code, arguments));
}

Reply Desk::told(const Visit& visit, int status, const std::string& key,
                 const content::Arguments& arguments) const {
    return problem(status, key, m_texts.say(visit.language, "problem.title"),
                   m_texts.say(visit.language, key, arguments));
}

Reply Desk::told(const Visit& visit, const Wrong& wrong) const {
    const std::string field = wrong.field.empty() ? "" : m_texts.say(visit.language, wrong.field);
    return told(visit, 422, wrong.key, {{"field", field}});
}

void Desk::change(const std::function<void(store::Store&)>& work) {
    m_keeper.with(work);
    m_feed.changed();
}

Reply Desk::answer(const Request& request) {
    const Visit visitor = visit(request);
    try {
        if (Guests::is_for_guests(request))
            return m_guests.answer(request);
        if (auto reply = refused(visitor))
            return *std::move(reply);
        return route(visitor);
    } catch (const store::StoreError& error) {
        spdlog::error("{} {}: {}", request.method, request.path, error.what());
        const bool full = error.trouble() == store::StoreTrouble::disk_full;
        return failed(visitor, full ? 507 : 503, full ? "disk_full" : "store");
    } catch (const std::exception& error) {
        spdlog::error("{} {}: {}", request.method, request.path, error.what());
        return failed(visitor, 500, "no_answer");
    }
}

Reply Desk::route(const Visit& visit) {
    const std::string& path = visit.request.path;
    if (path.starts_with("/api/"))
        return api(visit);
    if (visit.request.method == "POST")
        return failed(visit, 405, "bad_request");
    if (path == "/")
        return home(visit);
    if (path == "/display")
        return display_page(visit);
    if (path == "/language")
        return change_language(visit);
    constexpr std::string_view pages = "/pages/", pictures = "/pictures/", sounds = "/sounds/",
                               spoken = "/spoken/";
    if (path.starts_with(pages))
        return file(visit, m_pages.find(path.substr(pages.size())));
    if (path.starts_with(pictures))
        return file(visit, m_pages.picture(path.substr(pictures.size())));
    if (path.starts_with(sounds))
        return file(visit, m_pages.sound(path.substr(sounds.size())));
    if (path.starts_with(spoken))
        return spoken_call(visit, path.substr(spoken.size()));
    return failed(visit, 404, "unknown_page");
}

} // namespace accanto::desk
