#include "sync/wire/ack.h"

#include "content/base/clock.h"
#include "sync/wire/document.h"
#include "sync/wire/json_of_problem.h"

#include <algorithm>
#include <array>

namespace accanto::wire {

namespace {

using nlohmann::json;

constexpr std::array names{"stored", "duplicate", "quarantined", "refused", "deferred"};

EventResult result_of(Document& document, const json& from) {
    EventResult out;
    if (!from.is_object()) {
        document.spoil();
        return out;
    }
    out.seq = document.whole(from, "seq", 1, most_json_number);
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
    json out{{"epoch", ack.epoch},
             {"through", ack.through},
             {"results", std::move(results)},
             {"next", {{"after_s", ack.next.after_s}, {"spread_s", ack.next.spread_s}, {"max_events", ack.next.max_events}}},
             {"server_time", rfc3339(ack.server_time_ms)}};
    if (!ack.desired.empty())
        out["desired"] = ack.desired;
    return text_of(out);
}

std::optional<Ack> parse_ack(std::string_view text) {
    Document document(text);
    if (!document.good())
        return std::nullopt;
    Ack out;
    out.epoch = document.whole(document.tree(), "epoch", 0, most_json_number);
    out.through = document.whole(document.tree(), "through", 0, most_json_number);
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
    if (document.tree().contains("desired"))
        out.desired = document.text(document.tree(), "desired");
    return document.good() ? std::optional(out) : std::nullopt;
}

std::string to_json(const HubState& state) {
    json streams = json::array();
    for (const Stream& s : state.streams) {
        streams.push_back({{"epoch", s.epoch}, {"through", s.through}});
        if (!s.chain.empty())
            streams.back()["chain"] = to_base64(s.chain);
        if (!s.absent.empty())
            streams.back()["absent"] = s.absent;
    }
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
        Stream stream{document.whole(one, "epoch", 0, most_json_number), document.whole(one, "through", 0, most_json_number), {}, {}};
        if (one.contains("chain"))
            stream.chain = from_base64(document.text(one, "chain")).value_or("");
        if (const auto absent = one.find("absent"); absent != one.end())
            for (const json& seq : *absent)
                if (seq.is_number_integer())
                    stream.absent.push_back(seq.get<int64_t>());
        out.streams.push_back(std::move(stream));
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
    json out{{"kiosk", enrolled.kiosk},
             {"point", enrolled.point},
             {"name", enrolled.name},
             {"hub_key", enrolled.hub_key},
             {"server_time", rfc3339(enrolled.server_time_ms)}};
    if (!enrolled.replaces.empty())
        out["replaces"] = enrolled.replaces;
    return text_of(out);
}

std::optional<Enrolled> parse_enrolled(std::string_view text) {
    Document document(text);
    if (!document.good())
        return std::nullopt;
    const json& tree = document.tree();
    Enrolled out{document.text(tree, "kiosk"), document.text(tree, "point"), document.text(tree, "name"),
                 document.text(tree, "hub_key"), document.time(tree, "server_time")};
    if (tree.contains("replaces"))
        out.replaces = document.text(tree, "replaces");
    return document.good() ? std::optional(out) : std::nullopt;
}

} // namespace accanto::wire
