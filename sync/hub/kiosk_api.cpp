#include "sync/hub/kiosk_api.h"

#include "sync/hub/carried.h"
#include "sync/hub/key_api.h"
#include "sync/hub/query.h"
#include "sync/wire/key_change.h"

#include <sodium.h>

#include <algorithm>

namespace accanto::hub {

namespace {

constexpr double enough = 0.8, enough_for_packs = 0.5;
constexpr int come_back_s = 15;

int one_of(int spread_s) { return int(randombytes_uniform(uint32_t(std::max(0, spread_s)) + 1)); }

} // namespace

KioskApi::KioskApi(Storage& storage, const Answers& answers, Metrics& metrics, wire::Pace pace)
    : m_storage(storage), m_answers(answers), m_metrics(metrics), m_pace(pace), m_desired(storage),
      m_ingest(storage, answers, metrics, m_desired, pace), m_content(storage, answers, m_ingest, m_desired), m_enrolment(storage, answers, metrics) {}

std::optional<HttpAnswer> KioskApi::admit(const HttpRequest& request, double load) {
    const wire::Message& m = request.message;
    const bool push = m.method == "POST" && m.path.starts_with("/v1/"), pack = m.path.starts_with("/v1/packs/");
    if ((!push && !pack) || std::max(load, m_storage.load()) < (push ? enough : enough_for_packs))
        return std::nullopt;
    m_metrics.turned_away();
    return m_answers.problem(m, {wire::ProblemKind::busy, 429, "", {}, {}, {}}, come_back_s + one_of(m_pace.spread_s));
}

std::optional<HttpAnswer> KioskApi::answer(HttpRequest& request, bool by_coordinator) {
    const std::string what = request.message.method + " " + request.message.path;
    if (what == "POST /v1/batches")
        return m_ingest.push(request);
    if (what == "GET /v1/state")
        return m_ingest.state(request);
    if (what == "GET /v1/desired")
        return m_content.desired(request.message);
    if (what.starts_with("GET /v1/packs/"))
        return m_content.pack(request.message);
    if (what == "GET /v1/time")
        return time(request);
    if (what == "POST /v1/carried")
        return carried(request, by_coordinator, m_ingest, m_answers);
    if (what == "GET /v1/keys")
        return m_answers.json(request.message, 200, wire::to_json(m_answers.key_changes()));
    if (what == "POST /v1/keys")
        return take_key(request, m_storage, m_ingest, m_answers);
    if (what == "POST /v1/enrol")
        return m_enrolment.enrol(request);
    return std::nullopt;
}

HttpAnswer KioskApi::time(const HttpRequest& request) const {
    std::string nonce = query_value(request.message.query, "nonce").value_or("");
    if (nonce.empty() || nonce.size() > 64)
        return m_answers.problem(request.message, {wire::ProblemKind::malformed, 400, "nonce: 1 to 64 characters", {}, {}, {}});
    return m_answers.json(request.message, 200, wire::to_json(wire::HubTime{nonce, m_answers.clock().wall_ms()}));
}

} // namespace accanto::hub
