#include "tests/bench/returning_kiosk.h"

#include "sync/agent/pusher.h"
#include "sync/agent/schedule.h"
#include "sync/wire/exchange.h"

#include <thread>

namespace accanto::bench {

namespace {

constexpr double share_of_portals = 0.04;

float ms_since(Steady::time_point began) {
    return std::chrono::duration<float, std::milli>(Steady::now() - began).count();
}

// Passes everything on, and counts. At times a portal answers instead, and says what a kiosk would like to
// hear.
class CountingRoad final : public agent::Transport {
public:
    CountingRoad(agent::Transport& road, const MemoryOutbox& outbox, Heard& heard)
        : m_road(road), m_outbox(outbox), m_heard(heard) {}

    agent::Reply send(const wire::Message& request, const std::string& body) override {
        // A portal that is asked where the hub stands is only believed by who goes on to push.
        const bool is_push = request.method == "POST";
        m_heard.believed += is_push && m_state_was_forged;
        m_state_was_forged = false;
        if (agent::throw_dice() < share_of_portals)
            return forged(request);
        const auto began = Steady::now();
        agent::Reply reply = m_road.send(request, body);
        count(reply, is_push, began);
        return reply;
    }
    // After each step: an acknowledgement that the hub never gave is one that was forged.
    void look_at_outbox() { m_heard.believed += m_outbox.through() > m_through; }

private:
    void count(const agent::Reply& reply, bool is_push, Steady::time_point began) {
        if (reply.status == 200 && is_push) {
            ++m_heard.acknowledged;
            m_heard.push_ms.push_back(ms_since(began));
            if (const auto ack = wire::parse_ack(reply.body))
                m_through = std::max(m_through, ack->through);
        } else {
            ++(reply.status == 0     ? m_heard.silent
               : reply.status == 200 ? m_heard.told
               : reply.status == 429 ? m_heard.busy
                                     : m_heard.refused);
        }
    }
    // Every other one even signed, by somebody who calls himself the hub.
    agent::Reply forged(const wire::Message& request) {
        static const wire::SecretKey key = wire::SecretKey::generate();
        ++m_heard.forged;
        agent::Reply reply;
        reply.status = reply.message.status = 200;
        reply.message.request = &request;
        const auto head = wire::parse_batch_head(request.field("accanto-batch").value_or(""));
        const int64_t now_ms = SystemClock().wall_ms();
        wire::Ack ack;
        if (head) {
            ack.epoch = head->epoch;
            ack.through = head->through;
        }
        ack.server_time_ms = now_ms;
        m_state_was_forged = !head;
        reply.body =
            head ? wire::to_json(ack)
                 : wire::to_json(wire::HubState{"", "", {{1, int64_t(m_outbox.events().size())}}, now_ms});
        if (m_heard.forged % 2 == 0)
            wire::sign_answer(reply.message, "application/json", reply.body, {"hub", "hub", now_ms / 1000},
                              key);
        else
            reply.message.set("content-type", "application/json");
        reply.message.request = nullptr;
        return reply;
    }

    agent::Transport& m_road;
    const MemoryOutbox& m_outbox;
    Heard& m_heard;
    int64_t m_through = 0; // the hub's own word
    bool m_state_was_forged = false;
};

} // namespace

void ReturningKiosk::come_back(int every_s, Steady::time_point give_up) {
    try {
        come_back_or_throw(every_s, give_up);
    } catch (const std::exception& e) {
        m_trouble = e.what();
    }
}

void ReturningKiosk::come_back_or_throw(int every_s, Steady::time_point give_up) {
    const SystemClock clock;
    const auto began = Steady::now();
    const auto curl = agent::curl_transport(m_identity.hub);
    CountingRoad road(*curl, m_outbox, m_heard);
    agent::Pusher pusher(m_outbox, road, m_identity, clock);
    agent::Schedule schedule(every_s, clock.mono_ms(), 0, agent::throw_dice);
    m_trouble = "the time was over";
    while (Steady::now() < give_up) {
        if (const int64_t wait_ms = schedule.next_ms() - clock.mono_ms(); wait_ms > 0) {
            std::this_thread::sleep_until(
                std::min(give_up, Steady::now() + std::chrono::milliseconds(wait_ms)));
            continue;
        }
        const agent::Step step = pusher.step();
        road.look_at_outbox();
        switch (step.next) {
        case agent::Step::Next::go_on:
            if (step.hub_is_there)
                schedule.answered();
            break;
        case agent::Step::Next::drained:
            if (m_outbox.parked() == 0) {
                m_drained_after_s = double(ms_since(began)) / 1000;
                m_trouble = "";
                return;
            }
            // A hub that died again and again during one push looks like one that dies of it: tried again later.
            m_trouble = "something is set aside on suspicion";
            std::this_thread::sleep_until(std::min(give_up, Steady::now() + std::chrono::seconds(5)));
            break;
        case agent::Step::Next::wait:
            m_trouble = step.reason;
            schedule.failed(clock.mono_ms(), step.retry_after_s);
            break;
        case agent::Step::Next::stop:
            m_trouble = "stopped: " + step.reason;
            return;
        }
    }
}

} // namespace accanto::bench
