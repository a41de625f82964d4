#include "sync/agent/hub_talk.h"

#include "sync/agent/batch.h"
#include "sync/wire/exchange.h"

#include <algorithm>
#include <cstdlib>

namespace accanto::agent {

std::optional<int> retry_after(const Reply& reply) {
    std::string text = reply.message.field("retry-after").value_or("");
    if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return std::min(3600, std::atoi(text.c_str()));
}

Answered HubTalk::carry(wire::Message request, const std::string& body, const std::vector<wire::Item>& components) {
    const wire::ClockReading reading{m_clock.wall_ms(), m_clock.mono_ms(), m_clock.boot(), m_outbox.clock_quality()};
    sign_for_hub(request, components, m_identity, reading, now_ms() / 1000);
    Answered out{m_transport.send(request, body), false, {}};
    wire::Message answer = out.reply.message;
    answer.request = &request;
    out.genuine = answer.status == out.reply.status && wire::is_genuine(answer, out.reply.body, "hub", m_identity.hub_key);
    if (out.genuine && answer.field("content-type") == std::string(wire::problem_content_type))
        out.problem = wire::parse_problem(out.reply.body);
    return out;
}

Answered HubTalk::ask(const std::string& path, const Fields& fields) {
    wire::Message request;
    request.method = "GET";
    request.path = path;
    request.fields = fields;
    return carry(std::move(request), "", wire::get_components());
}

} // namespace accanto::agent
