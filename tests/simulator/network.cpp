#include "tests/simulator/network.h"

#include "sync/wire/compression.h"
#include "sync/wire/headers.h"

#include <fmt/format.h>

namespace accanto::simulator {

using agent::Reply;

namespace {

Reply nothing(const char* why) {
    return {0, {}, "", why};
}

Reply from_between(int status, std::string body, const char* type) {
    Reply out;
    out.status = status;
    out.message.status = status;
    out.message.set("content-type", type);
    out.body = std::move(body);
    return out;
}

// A portal that knows our format by heart, and says that everything was taken.
Reply forged(const wire::Message& request) {
    const auto head = wire::parse_batch_head(request.field("accanto-batch").value_or(""));
    wire::Ack ack;
    ack.epoch = head ? head->epoch : 1;
    ack.through = head ? head->through : 1000;
    return from_between(200, wire::to_json(ack), "application/json");
}

void spoil(Reply& reply, Dice& dice) {
    switch (dice.up_to(3)) {
    case 0:
        reply.body += " ";
        break;
    case 1:
        reply.status = reply.message.status = reply.status == 200 ? 403 : 200;
        break;
    case 2:
        std::erase_if(reply.message.fields, [](const auto& field) { return field.first == "signature"; });
        break;
    default:
        if (!reply.body.empty())
            reply.body[size_t(dice.up_to(int64_t(reply.body.size()) - 1))] ^= 1;
    }
}

} // namespace

bool Network::is_poisoned(const wire::Message& request, const std::string& body) const {
    if (poison.empty() || request.path != "/v1/batches")
        return false;
    const auto encoding = wire::encoding_of(request.field("content-encoding").value_or(""));
    const auto plain = encoding ? wire::decompress(*encoding, body, 1 << 20) : std::nullopt;
    return plain && plain->find(poison) != std::string::npos;
}

bool Network::is_too_much(const wire::Message& request) {
    if (too_much == 0 || request.path != "/v1/batches")
        return false;
    const auto head = wire::parse_batch_head(request.field("accanto-batch").value_or(""));
    if (!head || head->through < head->from)
        return false;
    --too_much;
    return true;
}

Reply Network::pass(const wire::Message& request, const std::string& body, bool overloaded) {
    if (is_too_much(request)) {
        m_life.fault("hub: dies of any push");
        return nothing("connection reset");
    }
    if (is_poisoned(request, body)) {
        m_life.fault("hub: dies of a record");
        return nothing("connection reset");
    }
    Reply reply = m_hub.answer(request, body, overloaded);
    if (reply.status == 200 && m_life.dice.one_in(10))
        m_recorded = reply;
    return reply;
}

void Network::deliver_late() {
    std::vector<Letter> letters;
    letters.swap(m_late);
    for (const Letter& letter : letters)
        pass(letter.request, letter.body);
}

Reply Network::send(const wire::Message& request, const std::string& body) {
    static const std::vector<int> said_by_proxies{301, 302, 400, 403, 404, 407, 408,
                                                  425, 429, 500, 502, 503, 504};
    Dice& dice = m_life.dice;
    const std::string batch = request.field("accanto-batch").value_or("");
    m_life.tell(request.method + request.path + batch.substr(0, batch.find(", chain")));
    if (!dice.percent(m_percent_bad))
        return pass(request, body);
    switch (dice.up_to(11)) {
    case 0:
        m_life.fault("network: request lost");
        return nothing("timed out");
    case 1:
        m_life.fault("network: cut after the commit");
        pass(request, body);
        return nothing("cut off");
    case 2:
        m_life.fault("network: request twice");
        pass(request, body);
        return pass(request, body);
    case 3:
        m_life.fault("network: request late");
        m_late.push_back({request, body});
        return nothing("timed out");
    case 4:
        m_life.fault("network: captive portal");
        return from_between(200, "<html>Welcome to our Wi-Fi</html>", "text/html");
    case 5:
        m_life.fault("network: forged acknowledgement");
        return forged(request);
    case 6:
        m_life.fault("network: proxy error");
        return from_between(dice.pick(said_by_proxies), "<html>", "text/html");
    case 7:
        m_life.fault("network: 413 of a proxy");
        return from_between(413, "", "text/html");
    case 8:
        m_life.fault("hub: 429");
        return pass(request, body, true);
    case 9:
        m_life.fault("network: 415");
        return from_between(415, "", "text/html");
    case 10: {
        m_life.fault("network: answer spoilt");
        Reply reply = pass(request, body);
        spoil(reply, dice);
        return reply;
    }
    default:
        if (m_recorded.status == 0)
            return nothing("timed out");
        m_life.fault("network: an old answer again");
        return m_recorded;
    }
}

} // namespace accanto::simulator
