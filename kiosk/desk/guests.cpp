#include "kiosk/desk/guests.h"

#include "content/base/point_key.h"
#include "kiosk/point/host.h"
#include "sync/wire/digest.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

namespace accanto::desk {

namespace {

constexpr std::string_view root = "/v1/point/";
constexpr int64_t most_patience_ms = 10'000;
constexpr std::chrono::milliseconds look_again{1'000}; // presence ends without a word

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

wire::Message message_of(const Request& request) {
    wire::Message out;
    out.method = request.method;
    out.scheme = request.secure ? "https" : "http";
    out.authority = lower(request.header("host"));
    out.path = request.path;
    for (const auto& [name, value] : request.headers)
        out.fields.emplace_back(name, value);
    return out;
}

} // namespace

Guests::Guests(const Settings& settings, const Clock& clock, StoreKeeper& keeper, Feed& feed)
    : m_settings(settings), m_clock(clock), m_keeper(keeper), m_feed(feed) {
    for (const auto& [letter, text] : settings.guests)
        if (auto key = wire::public_key_from_text(text))
            m_keys.emplace(letter, *key);
    if (!m_keys.empty())
        m_key = point_key(settings);
}

bool Guests::is_for_guests(const Request& request) {
    return request.path.starts_with(root);
}

Reply Guests::answer(const Request& request) {
    const wire::Message message = message_of(request);
    const auto verified =
        wire::verify(message, "kiosk", wire::point_components(), [&](const std::string& letter) {
            const auto known = m_keys.find(letter);
            return known == m_keys.end() ? std::nullopt : std::optional(known->second);
        });
    if (verified.verdict == wire::Verdict::unknown_key)
        return refused(message, wire::ProblemKind::signature, 401,
                       "no kiosk of this letter is in [guests] of the settings here");
    if (verified.verdict != wire::Verdict::ok)
        return refused(
            message, wire::ProblemKind::signature, 401,
            "the signature does not fit the key that [guests] of the settings here gives to this letter");
    // The moment of signing is not judged: clocks of a point may be far apart, and what is said twice changes
    // nothing.
    if (wire::check_content_digest(request.header("content-digest"), request.body) != wire::DigestCheck::ok)
        return refused(message, wire::ProblemKind::digest, 400, "the digest does not fit the body");
    const std::string what = request.path.substr(root.size());
    if (what == "tickets")
        return tickets(message, verified.key_id, request.body);
    if (what == "news")
        return news(message, verified.key_id, request.body);
    return refused(message, wire::ProblemKind::malformed, 404, "a kiosk tells its tickets and asks for news");
}

Reply Guests::tickets(const wire::Message& request, const std::string& letter, const std::string& body) {
    std::optional<std::string> receipt;
    m_keeper.with([&](store::Store& store) { receipt = point::hear_guest(store, m_settings, letter, body); });
    m_feed.changed();
    if (!receipt)
        return refused(request, wire::ProblemKind::malformed, 400, "these are no tickets");
    return signed_reply(request, 200, *std::move(receipt), "application/json");
}

Reply Guests::news(const wire::Message& request, const std::string& letter, const std::string& body) {
    using Moment = std::chrono::steady_clock;
    const auto until = Moment::now() + std::chrono::milliseconds(point::patience_of(body, most_patience_ms));
    bool noted = false;
    m_keeper.with([&](store::Store& store) { noted = point::note_guest(store, letter, body); });
    if (noted)
        m_feed.changed();
    for (int64_t seen = 0;;) {
        // Read first: what changes while the news are made is news again, never overlooked.
        seen = m_feed.version();
        std::optional<point::HostNews> news;
        m_keeper.with([&](store::Store& store) { news = point::host_news(store, m_settings, letter, body); });
        if (!news)
            return refused(request, wire::ProblemKind::malformed, 400, "this is no question for news");
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Moment::now());
        if (news->any || left.count() <= 0 || m_feed.is_closed())
            return signed_reply(request, 200, std::move(news->body), "application/json");
        m_feed.wait(seen, std::min(left, look_again));
    }
}

Reply Guests::signed_reply(const wire::Message& request, int status, std::string body,
                           std::string_view type) const {
    Reply out;
    out.status = status;
    out.type = type;
    if (m_key) {
        wire::Message answer;
        answer.status = status;
        answer.request = &request;
        wire::sign_answer(answer, type, body, {"host", "host", m_clock.wall_ms() / 1000}, *m_key);
        for (auto& [name, value] : answer.fields)
            if (name != "content-type") // Reply::type
                out.headers.emplace_back(name, value);
    }
    out.body = std::move(body);
    return out;
}

Reply Guests::refused(const wire::Message& request, wire::ProblemKind kind, int status,
                      const std::string& detail) const {
    spdlog::warn("another kiosk is refused: {}", detail);
    wire::Problem problem;
    problem.kind = kind;
    problem.status = status;
    problem.detail = detail;
    return signed_reply(request, status, wire::to_json(problem), wire::problem_content_type);
}

} // namespace accanto::desk
