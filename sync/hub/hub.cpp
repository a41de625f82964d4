#include "sync/hub/hub.h"

#include "content/base/error.h"
#include "sync/hub/figures.h"
#include "sync/hub/hub_keys.h"
#include "sync/hub/store.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

namespace accanto::hub {

namespace {

HttpAnswer plain(int status, std::string body) {
    return {status, {{"content-type", "text/plain; charset=utf-8"}, {"cache-control", "no-store"}, {"x-content-type-options", "nosniff"}},
            std::move(body), {}};
}

HttpAnswer without_token() { return plain(401, "The coordinator's token is needed: Authorization: Bearer ...\n"); }

// At the first start after an upgrade: what an older hub stored is read with the eyes of this one.
void read_again(const StoredEvent& event, const Point& point, Incoming& incoming) {
    read_incoming(incoming, event.epoch, [&](const wire::Event&) { return event.happened; }, point.zone);
}

} // namespace

Hub::Hub(const HubOptions& options, const Clock& clock)
    : m_clock(clock), m_storage(open_store(options.data, options.before_commit)),
      m_answers(wire::SecretKey::load_or_make(options.data / "hub.key"), clock, load_key_changes(options.data)), m_access(options.data, clock),
      m_kiosks(*m_storage, m_answers, m_metrics, options.pace), m_publish(*m_storage, clock, options.zone),
      m_pages(*m_storage, m_access, clock, {options.content, options.zone, load_targets(options.data / "hub.toml")}) {
    take_up(*m_storage, m_answers);
}

void read_again_if_older(Storage& storage) { storage.replay(figures_version, read_again); }

void take_up(Storage& storage, const Answers& answers) {
    storage.claim(answers.public_key().fingerprint(), fingerprints_before(answers.key_changes()));
    read_again_if_older(storage);
}

HttpAnswer Hub::answer(HttpRequest& request) {
    if (request.message.path.starts_with("/v1/"))
        return api(request);
    if (request.message.path == "/healthz")
        return health();
    if (request.message.path == "/metrics")
        return metrics(request);
    return m_pages.answer(request);
}

HttpAnswer Hub::health() {
    try {
        m_storage->points();
        return plain(200, "ok\n");
    } catch (const Error& e) {
        spdlog::error("the store cannot be read: {}", e.what());
        return plain(503, "the store cannot be read\n");
    }
}

// Prometheus sends the token with every scrape ("authorization: credentials_file"): how large a network is, is not for everybody.
HttpAnswer Hub::metrics(const HttpRequest& request) {
    if (!m_access.allows(request.message))
        return without_token();
    HttpAnswer out = plain(200, m_metrics.text(*m_storage, m_clock.wall_ms()));
    out.fields[0].second = "text/plain; version=0.0.4; charset=utf-8";
    return out;
}

HttpAnswer Hub::api(HttpRequest& request) {
    const std::string what = request.message.method + " " + request.message.path;
    if (auto answer = m_kiosks.answer(request, what == "POST /v1/carried" && m_access.allows(request.message)))
        return std::move(*answer);
    if (PublishApi::is_asked(request.message))
        return m_access.allows(request.message) ? m_publish.answer(request) : without_token();
    if (what == "POST /v1/codes" || what == "POST /v1/revoke" || what == "GET /v1/export/events.jsonl") {
        if (!m_access.allows(request.message))
            return without_token();
        return what == "POST /v1/codes" ? code(request) : what == "POST /v1/revoke" ? revoke(request) : export_events();
    }
    return plain(404, "There is nothing here.\n");
}

HttpAnswer Hub::code(HttpRequest& request) {
    auto body = request.read_body(4096);
    auto asked = body ? parse_code_request(*body) : std::nullopt;
    if (!asked)
        return plain(400, "A point is needed: small letters, digits and dashes, at most 40.\n");
    try {
        return plain(200, issue_code(*m_storage, *asked, m_clock.wall_ms()) + "\n");
    } catch (const Error& e) {
        return plain(400, std::string(e.what()) + "\n");
    }
}

HttpAnswer Hub::revoke(HttpRequest& request) {
    const std::string kiosk = kiosk_of_revocation(request.read_body(4096).value_or(""));
    if (kiosk.empty() || !revoke_kiosk(*m_storage, kiosk))
        return plain(404, kiosk + ": no such kiosk is enrolled here\n");
    spdlog::info("kiosk {} taken out of service", kiosk);
    return plain(200, "taken out of service\n");
}

HttpAnswer Hub::export_events() const {
    HttpAnswer out = plain(200, "");
    out.fields[0].second = "application/jsonl; charset=utf-8";
    out.stream = [storage = m_storage.get()](const std::function<bool(std::string_view)>& write) {
        storage->each_event([&](const StoredEvent& event) { return write(event_line(event)); });
    };
    return out;
}

std::string event_line(const StoredEvent& event) {
    nlohmann::ordered_json line;
    line["point"] = event.point;
    line["kiosk"] = event.kiosk;
    line["epoch"] = event.epoch;
    line["seq"] = event.seq;
    line["type"] = event.type;
    line["disposition"] = event.disposition;
    line["received"] = rfc3339(event.received_ms);
    line["happened"] = rfc3339(event.happened.from_ms);
    if (event.happened.to_ms != event.happened.from_ms)
        line["happened_before"] = rfc3339(event.happened.to_ms);
    auto tree = nlohmann::ordered_json::parse(event.bytes, nullptr, false);
    if (tree.is_object() && tree.contains("data")) {
        line["id"] = tree.value("id", nlohmann::ordered_json());
        line["data"] = tree["data"];
    } else if (!event.bytes.empty()) {
        line["raw"] = event.bytes;
    }
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace accanto::hub
