#include "sync/wire/ack.h"

#include "content/base/clock.h"
#include "sync/wire/json_of_problem.h"
#include "sync/wire/time.h"

#include <algorithm>
#include <array>

namespace accanto::wire {

namespace {

using nlohmann::json;

constexpr size_t max_answer_bytes = 256 << 10;   // 500 results with their problems, and room
constexpr std::array names{"stored", "duplicate", "quarantined", "refused", "deferred"};

std::string text_of(const json& tree) { return tree.dump(-1, ' ', false, json::error_handler_t::replace); }

// Reads what must be there; one missing or odd value spoils the whole document.
class Document {
public:
    explicit Document(std::string_view text)
        : m_tree(text.size() > max_answer_bytes ? json(json::value_t::discarded) : json::parse(text, nullptr, false)) {
        m_good = m_tree.is_object();
    }
    int64_t whole(const json& in, const char* name, int64_t least, int64_t most) {
        auto at = in.find(name);
        if (at == in.end() || !at->is_number_integer() || at->get<int64_t>() < least || at->get<int64_t>() > most) {
            m_good = false;
            return least;
        }
        return at->get<int64_t>();
    }
    std::string text(const json& in, const char* name) {
        auto at = in.find(name);
        if (at != in.end() && at->is_string())
            return at->get<std::string>();
        m_good = false;
        return {};
    }
    int64_t time(const json& in, const char* name) {
        auto value = parse_rfc3339(text(in, name));
        m_good = m_good && value;
        return value.value_or(0);
    }
    const json& list(const char* name) {
        static const json none = json::array();
        auto at = m_tree.find(name);
        if (at != m_tree.end() && at->is_array())
            return *at;
        m_good = false;
        return none;
    }
    const json& tree() const { return m_tree; }
    void spoil() { m_good = false; }
    bool good() const { return m_good; }

private:
    json m_tree;
    bool m_good = false;
};

constexpr int64_t most = int64_t(1) << 53;   // beyond this JSON readers disagree

EventResult result_of(Document& document, const json& from) {
    EventResult out;
    if (!from.is_object()) {
        document.spoil();
        return out;
    }
    out.seq = document.whole(from, "seq", 1, most);
    auto name = std::find(names.begin(), names.end(), document.text(from, "disposition"));
    if (name == names.end())
        document.spoil();
    else
        out.disposition = Disposition(name - names.begin());
    if (auto problem = from.find("problem"); problem != from.end())
        out.problem = problem_of(*problem);
    return out;
}

} // namespace

const char* to_text(Disposition disposition) { return names[size_t(disposition)]; }

std::string to_json(const Ack& ack) {
    json results = json::array();
    for (const EventResult& r : ack.results) {
        results.push_back({{"seq", r.seq}, {"disposition", to_text(r.disposition)}});
        if (r.problem)
            results.back()["problem"] = json_of(*r.problem);
    }
    return text_of({{"epoch", ack.epoch},
                    {"through", ack.through},
                    {"results", std::move(results)},
                    {"next", {{"after_s", ack.next.after_s}, {"spread_s", ack.next.spread_s}, {"max_events", ack.next.max_events}}},
                    {"server_time", rfc3339(ack.server_time_ms)}});
}

std::optional<Ack> parse_ack(std::string_view text) {
    Document document(text);
    if (!document.good())
        return std::nullopt;
    Ack out;
    out.epoch = document.whole(document.tree(), "epoch", 0, most);
    out.through = document.whole(document.tree(), "through", 0, most);
    for (const json& one : document.list("results"))
        out.results.push_back(result_of(document, one));
    if (auto next = document.tree().find("next"); next != document.tree().end() && next->is_object()) {
        out.next.after_s = int(document.whole(*next, "after_s", 0, 86400));
        out.next.spread_s = int(document.whole(*next, "spread_s", 0, 86400));
        out.next.max_events = int(document.whole(*next, "max_events", 1, 1'000'000));
    } else {
        document.spoil();
    }
    out.server_time_ms = document.time(document.tree(), "server_time");
    return document.good() ? std::optional(out) : std::nullopt;
}

std::string to_json(const HubState& state) {
    json streams = json::array();
    for (const Stream& s : state.streams)
        streams.push_back({{"epoch", s.epoch}, {"through", s.through}});
    return text_of({{"kiosk", state.kiosk}, {"point", state.point}, {"streams", streams}, {"server_time", rfc3339(state.server_time_ms)}});
}

std::optional<HubState> parse_state(std::string_view text) {
    Document document(text);
    if (!document.good())
        return std::nullopt;
    HubState out;
    out.kiosk = document.text(document.tree(), "kiosk");
    out.point = document.text(document.tree(), "point");
    for (const json& one : document.list("streams")) {
        if (!one.is_object())
            return std::nullopt;
        out.streams.push_back({document.whole(one, "epoch", 0, most), document.whole(one, "through", 0, most)});
    }
    out.server_time_ms = document.time(document.tree(), "server_time");
    return document.good() ? std::optional(out) : std::nullopt;
}

std::string to_json(const HubTime& time) {
    return text_of({{"nonce", time.nonce}, {"server_time", rfc3339(time.server_time_ms)}});
}

std::optional<HubTime> parse_time(std::string_view text) {
    Document document(text);
    if (!document.good())
        return std::nullopt;
    HubTime out{document.text(document.tree(), "nonce"), document.time(document.tree(), "server_time")};
    return document.good() ? std::optional(out) : std::nullopt;
}

std::string to_json(const EnrolRequest& request) {
    return text_of({{"code", request.code}, {"kiosk", request.kiosk}, {"public_key", request.public_key}, {"version", request.version}});
}

std::optional<EnrolRequest> parse_enrol_request(std::string_view text) {
    Document document(text.substr(0, 4096));
    if (!document.good())
        return std::nullopt;
    const json& tree = document.tree();
    EnrolRequest out{document.text(tree, "code"), document.text(tree, "kiosk"), document.text(tree, "public_key"), document.text(tree, "version")};
    return document.good() ? std::optional(out) : std::nullopt;
}

std::string to_json(const Enrolled& enrolled) {
    return text_of({{"kiosk", enrolled.kiosk},
                    {"point", enrolled.point},
                    {"name", enrolled.name},
                    {"hub_key", enrolled.hub_key},
                    {"server_time", rfc3339(enrolled.server_time_ms)}});
}

std::optional<Enrolled> parse_enrolled(std::string_view text) {
    Document document(text);
    if (!document.good())
        return std::nullopt;
    const json& tree = document.tree();
    Enrolled out{document.text(tree, "kiosk"), document.text(tree, "point"), document.text(tree, "name"),
                 document.text(tree, "hub_key"), document.time(tree, "server_time")};
    return document.good() ? std::optional(out) : std::nullopt;
}

} // namespace accanto::wire
