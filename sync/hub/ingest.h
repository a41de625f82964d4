#pragma once
// POST /v1/batches: verify, take apart, store; and only then answer.

#include "sync/hub/answers.h"
#include "sync/hub/desired_states.h"
#include "sync/hub/metrics.h"
#include "sync/hub/storage/storage.h"

namespace accanto::hub {

// How far a kiosk's clock may be off before its signature is refused (and the right time told).
constexpr int64_t clock_tolerance_s = 300;

// What the hub asks of kiosks while so much of its room is taken (0 to 1): above half, a slower pace before anybody is turned away.
wire::Pace pace_at(wire::Pace pace, double load);

// How a request came: over a connection just now, or on a stick, written some time ago.
enum class Came { now, on_a_stick };

class Ingest {
public:
    // All outlive this.
    Ingest(Storage& storage, const Answers& answers, Metrics& metrics, DesiredStates& desired, wire::Pace pace);

    HttpAnswer push(HttpRequest& request, Came came = Came::now);
    // GET /v1/state
    HttpAnswer state(HttpRequest& request);

    // The kiosk that signed `message` over `required`, or the answer that says why it was nobody's.
    std::variant<Kiosk, HttpAnswer> signer(const wire::Message& message, const std::vector<wire::Item>& required, Came came = Came::now) const;

private:
    bool is_of_offered_key(const wire::Message& message, const std::vector<wire::Item>& required, Kiosk& kiosk) const;
    // The decoded body, or why there is none.
    std::variant<std::string, wire::Problem> body_of(HttpRequest& request) const;
    void read_events(Push& push, const std::vector<std::string_view>& events) const;
    HttpAnswer answer(const wire::Message& request, const Push& push, const PushResult& result) const;
    std::string desired_tag(const Push& push) const;

    Storage& m_storage;
    const Answers& m_answers;
    Metrics& m_metrics;
    DesiredStates& m_desired;
    wire::Pace m_pace;
};

// Reads one event's bytes and fills what follows from them: disposition, id, type, figures; `happened` stays for those that
// cannot be read. `epoch`, `seq`: where it stands in the outbox, which its own attributes must confirm.
void read_incoming(Incoming& event, int64_t epoch, const std::function<Happened(const wire::Event&)>& when, const std::string& zone);

} // namespace accanto::hub
