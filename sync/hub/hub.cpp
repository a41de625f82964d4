#include "sync/hub/hub.h"

#include "content/base/error.h"
#include "sync/hub/contacts.h"
#include "sync/hub/deeds.h"
#include "sync/hub/backup.h"
#include "sync/hub/erasing.h"
#include "sync/hub/figures.h"
#include "sync/hub/hub_keys.h"
#include "sync/hub/orders_api.h"
#include "sync/hub/store.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

namespace accanto::hub {

namespace {

HttpAnswer plain(int status, std::string body) {
    return {status,
            {{"content-type", "text/plain; charset=utf-8"},
             {"cache-control", "no-store"},
             {"x-content-type-options", "nosniff"}},
            std::move(body),
            {}};
}

HttpAnswer without_token() {
    return plain(401, "The hub's key is needed, or an account's session: Authorization: Bearer ...\n");
}
HttpAnswer not_for_this_role() {
    return plain(403, "This is not for the role of this account.\n");
}

// At the first start after an upgrade: what an older hub stored is read with the eyes of this one.
void read_again(const StoredEvent& event, const Point& point, Incoming& incoming) {
    read_incoming(
        incoming, event.epoch, [&](const wire::Event&) { return event.happened; }, point.zone);
}

} // namespace

Hub::Hub(const HubOptions& options, const Clock& clock)
    : m_clock(clock),
      m_data(options.data),
      m_storage(open_store(options.data, options.before_commit)),
      m_answers(wire::SecretKey::load_or_make(options.data / "hub.key"), clock,
                load_key_changes(options.data)),
      m_access(options.data, m_storage->people(), clock, m_metrics),
      m_kiosks(*m_storage, m_answers, m_metrics, options.pace),
      m_publish(*m_storage, clock, options.zone),
      m_pages(*m_storage, m_access, clock,
              {options.content, options.zone, load_targets(options.data / "hub.toml")}) {
    take_up(*m_storage, m_answers);
    note_restored(options.data, *m_storage, clock.wall_ms());
}

void read_again_if_older(Storage& storage) {
    storage.replay(figures_version, read_again);
}

void take_up(Storage& storage, const Answers& answers) {
    storage.claim(answers.public_key().fingerprint(), fingerprints_before(answers.key_changes()));
    read_again_if_older(storage);
    erase_again(storage, answers.clock().wall_ms());
}

HttpAnswer Hub::answer(HttpRequest& request) {
    const wire::Message& message = request.message;
    if (message.path.starts_with("/v1/") || message.path == "/metrics")
        return api(request);
    if (message.path == "/healthz")
        return health();
    return m_pages.answer(request, m_access.who(message));
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

HttpAnswer Hub::metrics() {
    HttpAnswer out = plain(200, m_metrics.text(*m_storage, m_clock.wall_ms(), last_copy_ms(m_data)));
    out.fields[0].second = "text/plain; version=0.0.4; charset=utf-8";
    return out;
}

HttpAnswer Hub::api(HttpRequest& request) {
    const wire::Message& message = request.message;
    const bool carries =
        message.method == "POST" && message.path == "/v1/carried" && m_access.allows(message, Right::machine);
    if (auto answer = m_kiosks.answer(request, carries))
        return std::move(*answer);
    const auto needed = right_for(message);
    if (!needed)
        return plain(404, "There is nothing here.\n");
    const auto visitor = m_access.who(message);
    if (!visitor)
        return without_token();
    if (visitor->must_change || !visitor->may(*needed) || is_from_elsewhere(message))
        return not_for_this_role();
    return for_programs(request, *visitor);
}

HttpAnswer Hub::for_programs(HttpRequest& request, const Visitor& visitor) {
    const std::string& path = request.message.path;
    // Prometheus sends the key with every scrape ("authorization: credentials_file"): how large a network is,
    // is not for everybody.
    if (path == "/metrics")
        return metrics();
    if (path == "/v1/codes")
        return code(request, visitor);
    if (path == "/v1/revoke")
        return revoke(request, visitor);
    if (path == "/v1/deeds")
        return tell(request, visitor);
    if (path == "/v1/contacts")
        return contacts(visitor);
    if (path == "/v1/people")
        return PeopleApi(*m_storage, m_clock, visitor.name, visitor.organisation).answer(request);
    if (OrdersApi::is_asked(request.message))
        return OrdersApi(*m_storage, m_clock, visitor.name, visitor.organisation).answer(request);
    return PublishApi::is_asked(request.message) ? publish(request, visitor) : export_events(visitor);
}

void Hub::note(const Visitor& visitor, std::string what, std::string about) {
    m_storage->people().note({m_clock.wall_ms(), visitor.name, std::move(what), std::move(about)});
}

// Of commands at this machine, which have the key; what people with an account do is written as it is done.
HttpAnswer Hub::tell(HttpRequest& request, const Visitor& visitor) {
    if (visitor.has_account())
        return not_for_this_role();
    const auto deed = parse_told_deed(request.read_body(4096).value_or(""));
    if (!deed)
        return plain(400, "the log takes no such line\n");
    note(visitor, deed->what, deed->about);
    return plain(200, "told\n");
}

HttpAnswer Hub::publish(HttpRequest& request, const Visitor& visitor) {
    HttpAnswer out = m_publish.answer(request);
    if (out.status == 200 && request.message.path != "/v1/publish/bytes") {
        PublishDeed done = deed_of(request.message.path, out.body);
        note(visitor, std::move(done.what), std::move(done.about));
    }
    return out;
}

HttpAnswer Hub::code(HttpRequest& request, const Visitor& visitor) {
    auto body = request.read_body(4096);
    auto asked = body ? parse_code_request(*body) : std::nullopt;
    if (!asked)
        return plain(400, "A point is needed: small letters, digits and dashes, at most 40.\n");
    if (!is_seen(*m_storage, visitor.organisation, asked->point.id))
        return plain(404, asked->point.id + ": there is no such point of your organisation; the first kiosk of a new "
                                            "point is set up by a technician of the whole network\n");
    try {
        const std::string code = issue_code(*m_storage, *asked, m_clock.wall_ms());
        note(visitor, "code.made", asked->point.id);
        return plain(200, code + "\n");
    } catch (const Error& e) {
        return plain(400, std::string(e.what()) + "\n");
    }
}

HttpAnswer Hub::revoke(HttpRequest& request, const Visitor& visitor) {
    const std::string kiosk = kiosk_of_revocation(request.read_body(4096).value_or(""));
    const auto known = kiosk.empty() ? std::nullopt : m_storage->kiosk(kiosk);
    if (!known || !is_seen(*m_storage, visitor.organisation, known->point) || !revoke_kiosk(*m_storage, kiosk))
        return plain(404, kiosk + ": no such kiosk is enrolled here\n");
    note(visitor, "kiosk.revoked", kiosk);
    spdlog::info("kiosk {} taken out of service", kiosk);
    return plain(200, "taken out of service\n");
}

// Of the points of their organisation, for who belongs to one.
HttpAnswer Hub::export_events(const Visitor& visitor) {
    note(visitor, "events.taken", visitor.organisation);
    HttpAnswer out = plain(200, "");
    out.fields[0].second = "application/jsonl; charset=utf-8";
    out.stream = [storage = m_storage.get(),
                  organisation = visitor.organisation](const std::function<bool(std::string_view)>& write) {
        const auto take = [&](const StoredEvent& event) { return write(event_line(event)); };
        if (organisation.empty())
            return storage->each_event(take);
        for (const std::string& point : points_of(*storage, organisation))
            storage->each_event({point, {}}, take);
    };
    return out;
}

// Who opens them with the private key is whoever asks for them here.
HttpAnswer Hub::contacts(const Visitor& visitor) {
    const OfPoints points =
        visitor.organisation.empty() ? OfPoints() : OfPoints(points_of(*m_storage, visitor.organisation));
    note(visitor, "contacts.taken", about_taken(count_sealed(*m_storage, points), visitor.organisation));
    HttpAnswer out = plain(200, "");
    out.fields[0].second = "application/jsonl; charset=utf-8";
    out.fields.emplace_back("content-disposition", "attachment; filename=\"contacts.jsonl\"");
    out.stream = [storage = m_storage.get(), points](const std::function<bool(std::string_view)>& write) {
        each_sealed_line(*storage, points, write);
    };
    return out;
}

std::string event_line(const StoredEvent& event, Sealed sealed) {
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
        if (sealed == Sealed::left_out && tree["data"].is_object() && tree["data"].contains("sealed"))
            line["data"]["sealed"] = "";
    } else if (!event.bytes.empty() && (sealed == Sealed::in_full || event.bytes.find("sealed") == std::string::npos)) {
        line["raw"] = event.bytes;
    }
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace accanto::hub
