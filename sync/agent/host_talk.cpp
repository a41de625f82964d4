#include "sync/agent/host_talk.h"

#include "content/base/error.h"
#include "kiosk/point/guest.h"
#include "sync/wire/digest.h"
#include "sync/wire/exchange.h"
#include "sync/wire/problem.h"

#include <cerrno>

namespace accanto::agent {

using What = HostTalk::Outcome::What;

HubAddress host_address(const Settings& settings) {
    if (auto address = parse_hub_address(settings.host.address))
        return *address;
    throw Error("host.address \"" + settings.host.address + "\": allowed is http://192.168.1.10:8460, without a path", EINVAL);
}

HostTalk::HostTalk(store::Store& store, const Settings& settings, Transport& transport, const wire::SecretKey& key, const Clock& clock)
    : m_store(store), m_settings(settings), m_transport(transport), m_key(key), m_clock(clock), m_host(host_address(settings)) {
    const auto theirs = wire::public_key_from_text(settings.host.key);
    if (!theirs)
        throw Error("host.key is no public key", EINVAL);
    m_host_key = *theirs;
}

HostTalk::Heard HostTalk::ask(const std::string& path, const std::string& body) {
    wire::Message request;
    request.method = "POST";
    request.scheme = m_host.scheme;
    request.authority = m_host.authority;
    request.path = path;
    request.set("content-type", "application/json");
    request.set("content-digest", wire::content_digest(body));
    wire::sign(request, wire::point_components(), {"kiosk", m_settings.kiosk.letter, m_clock.wall_ms() / 1000}, m_key);
    Reply reply = m_transport.send(request, body);
    if (reply.status == 0)
        return {std::nullopt, "network: " + reply.failure};
    reply.message.request = &request;
    reply.message.status = reply.status;
    if (!wire::is_genuine(reply.message, reply.body, "host", m_host_key))
        return {std::nullopt, "status " + std::to_string(reply.status) + " without the signature of the kiosk with the desk"};
    if (reply.status == 200)
        return {std::move(reply.body), ""};
    const auto problem = wire::parse_problem(reply.body);
    return {std::nullopt, "the kiosk with the desk says: " + (problem ? problem->detail : std::to_string(reply.status))};
}

HostTalk::Outcome HostTalk::tell() {
    const std::string body = point::tell_host(m_store);
    if (body.empty())
        return {What::nothing, ""};
    Heard heard = ask("/v1/point/tickets", body);
    if (!heard.body)
        return {What::away, std::move(heard.reason)};
    if (!point::hear_receipt(m_store, m_settings, *heard.body))
        return {What::away, "its answer cannot be understood: have both kiosks the same version?"};
    return {What::done, ""};
}

HostTalk::Outcome HostTalk::listen(int64_t wait_ms) {
    Heard heard = ask("/v1/point/news", point::ask_host(m_store, wait_ms));
    if (!heard.body)
        return {What::away, std::move(heard.reason)};
    switch (point::hear_news(m_store, m_settings, *heard.body)) {
    case point::Heard::nothing_new: return {What::nothing, ""};
    case point::Heard::not_understood: return {What::away, "its news cannot be understood: have both kiosks the same version?"};
    case point::Heard::news:
    case point::Heard::more: break;
    }
    return {What::done, ""};
}

} // namespace accanto::agent
