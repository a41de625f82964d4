#include "sync/hub/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::hub {

namespace {

// A kiosk at rest is heard every two minutes.
constexpr int64_t open_ms = 10 * 60 * 1000;

std::string_view name_of(PushResult::What what) {
    switch (what) {
    case PushResult::What::accepted:
        return "accepted";
    case PushResult::What::gap:
        return "gap";
    case PushResult::What::stale_epoch:
        return "stale_epoch";
    case PushResult::What::clone:
        return "clone";
    }
    return "";
}

// Lines of the format, one metric after the other.
class Text {
public:
    void metric(std::string_view name, std::string_view type, std::string_view help) {
        m_name = name;
        m_out += fmt::format("# HELP accanto_{} {}\n# TYPE accanto_{} {}\n", name, help, name, type);
    }
    template <typename Number>
    void value(Number number, std::string_view labels = "", std::string_view part = "") {
        m_out += fmt::format("accanto_{}{}{} {}\n", m_name, part,
                             labels.empty() ? "" : fmt::format("{{{}}}", labels), number);
    }
    std::string take() { return std::move(m_out); }

private:
    std::string m_out, m_name;
};

template <typename Counts>
void say_tries(Text& out, std::string_view name, std::string_view help, const Counts& counts) {
    static constexpr std::array results{"good", "wrong", "refused"};
    out.metric(name, "counter", help);
    for (size_t i = 0; i < results.size(); ++i)
        out.value(counts[i].load(), fmt::format("result=\"{}\"", results[i]));
}

void say_kiosks(Text& out, Storage& storage, int64_t now_ms) {
    int64_t open = 0, silent = 0, revoked = 0, pending = 0, parked = 0;
    for (const KioskHealth& one : storage.kiosks()) {
        const bool heard = one.last_seen_ms && now_ms - *one.last_seen_ms < open_ms;
        ++(one.kiosk.revoked ? revoked : heard ? open : silent);
        if (one.kiosk.revoked || !one.health)
            continue;
        pending += one.health->pending;
        parked += one.health->parked;
    }
    out.metric("kiosks", "gauge", "Kiosks that are enrolled; open: heard within 10 minutes");
    out.value(open, R"(state="open")");
    out.value(silent, R"(state="silent")");
    out.value(revoked, R"(state="revoked")");
    out.metric("kiosk_events_waiting", "gauge", "Events that wait at kiosks, as they last told");
    out.value(pending);
    out.metric("kiosk_events_parked", "gauge", "Events that kiosks have set aside, as they last told");
    out.value(parked);
}

} // namespace

void Metrics::pushed(const PushResult& result, size_t events, double seconds) {
    ++m_results[size_t(result.what)];
    if (result.what == PushResult::What::accepted) {
        int64_t others = 0;
        for (const auto& [seq, disposition] : result.dispositions) {
            ++m_dispositions[size_t(disposition)];
            ++others;
        }
        m_dispositions[size_t(wire::Disposition::stored)] += int64_t(events) - others;
    }
    ++m_commits[size_t(std::lower_bound(bounds_s.begin(), bounds_s.end(), seconds) - bounds_s.begin())];
    m_commit_seconds.fetch_add(seconds);
}

std::string Metrics::text(Storage& storage, int64_t now_ms, std::optional<int64_t> copied_ms) const {
    Text out;
    out.metric("build_info", "gauge", "The version of this hub");
    out.value(1, R"(version=")" ACCANTO_VERSION R"(")");
    out.metric("events_total", "counter", "Events that came in accepted batches, by what became of them");
    for (size_t i = 0; i < m_dispositions.size(); ++i)
        if (wire::Disposition(i) != wire::Disposition::deferred)
            out.value(m_dispositions[i].load(),
                      fmt::format("disposition=\"{}\"", wire::to_text(wire::Disposition(i))));
    out.metric("batches_total", "counter", "Batches that were read, by what became of them");
    for (size_t i = 0; i < m_results.size(); ++i)
        out.value(m_results[i].load(), fmt::format("result=\"{}\"", name_of(PushResult::What(i))));
    out.metric("batches_failed_total", "counter", "Batches that could not be made durable (503)");
    out.value(m_failed.load());
    out.metric("requests_turned_away_total", "counter",
               "Requests that were sent away because the hub was busy (429)");
    out.value(m_turned_away.load());
    say_tries(out, "sign_ins_total",
              "Tries to sign in; refused: unheard, after too many wrong ones", m_sign_ins);
    say_tries(out, "enrolments_total",
              "Tries of kiosks to enrol; refused: unheard, after too many wrong codes", m_enrolments);
    out.metric("commit_seconds", "histogram",
               "From a batch being handed to the writer until it is on the disk");
    int64_t below = 0;
    for (size_t i = 0; i < m_commits.size(); ++i) {
        below += m_commits[i].load();
        out.value(below,
                  i < bounds_s.size() ? fmt::format("le=\"{}\"", bounds_s[i]) : std::string(R"(le="+Inf")"),
                  "_bucket");
    }
    out.value(m_commit_seconds.load(), "", "_sum");
    out.value(below, "", "_count");
    out.metric("writer_queue_ratio", "gauge",
               "Share of the room for events that wait for the writer; above 0.8 pushes are turned away");
    out.value(storage.load());
    say_kiosks(out, storage, now_ms);
    out.metric("store_bytes", "gauge", "Size of the hub's files");
    for (const auto& [part, bytes] : storage.sizes())
        out.value(bytes, fmt::format("file=\"{}\"", part));
    if (copied_ms) {
        out.metric("last_copy_timestamp_seconds", "gauge", "When accanto-hub backup last made a whole copy, in Unix time");
        out.value(*copied_ms / 1000);
    }
    return out.take();
}

} // namespace accanto::hub
