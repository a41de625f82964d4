#include "sync/hub/erasing.h"

#include "sync/hub/event_data.h"
#include "sync/hub/inheritance.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace accanto::hub {

namespace {

using nlohmann::json;

const std::vector<std::string> booked_types = {"org.accanto.appointment.booked.v1",
                                               "org.accanto.course.booked.v1"};
const std::vector<std::string> types_with_something = {
    "org.accanto.appointment.booked.v1", "org.accanto.course.booked.v1",
    "org.accanto.contact.given.v1",      "org.accanto.community.suggested.v1",
    "org.accanto.community.joined.v1",   "org.accanto.service.recorded.v1"};
constexpr std::string_view done_type = "org.accanto.erasure.done.v1";

json data_of(std::string_view bytes) {
    auto tree = json::parse(bytes, nullptr, false);
    return tree.is_object() && tree.contains("data") && tree["data"].is_object() ? tree["data"]
                                                                                 : json::object();
}

std::string tidied(std::string_view typed) {
    std::string out;
    for (char c : typed)
        if (c != ' ' && c != '-')
            out += c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
    return out;
}

// The last that fits: a number comes again when a day has more than 999.
template <typename Fits>
std::optional<Erasure> find(Storage& storage, const EventFilter& filter, const char* id, const Fits& fits) {
    std::optional<Erasure> out;
    storage.each_event(filter, [&](const StoredEvent& event) {
        const json data = data_of(event.bytes);
        if (fits(data))
            out = Erasure{event.point, text_in(data, id), text_in(data, "visit"), 0};
        return true;
    });
    return out && !out->id.empty() ? out : std::nullopt;
}

} // namespace

std::optional<Erasure> find_booking(Storage& storage, const std::string& point, const std::string& code) {
    const std::string wanted = tidied(code);
    return wanted.empty() ? std::nullopt
                          : find(storage, {point, booked_types}, "booking",
                                 [&](const json& data) { return text_in(data, "code") == wanted; });
}

std::optional<Erasure> find_ticket(Storage& storage, const std::string& point, const std::string& label,
                                   const std::string& day) {
    const std::string wanted = tidied(label);
    return find(storage, {point, {"org.accanto.ticket.taken.v1"}}, "ticket", [&](const json& data) {
        return text_in(data, "label") == wanted && text_in(data, "service_day") == day;
    });
}

std::optional<std::string> without_personal(std::string_view type, std::string_view bytes,
                                            const Erasure& erasure) {
    if (std::find(types_with_something.begin(), types_with_something.end(), type) ==
        types_with_something.end())
        return std::nullopt;
    auto tree = nlohmann::ordered_json::parse(bytes, nullptr, false);
    if (!tree.is_object() || !tree.contains("data") || !tree["data"].is_object())
        return std::nullopt;
    auto& data = tree["data"];
    const auto is = [&](const char* name, const std::string& value) {
        return !value.empty() && data.contains(name) && data[name] == value;
    };
    // Of a visit only what was written to the community: another booking that was made in it has a paper of
    // its own.
    const bool of_visit = type.starts_with("org.accanto.community.") && is("visit", erasure.visit);
    if (!of_visit && !is("booking", erasure.id) && !is("ticket", erasure.id))
        return std::nullopt;
    bool any = false;
    for (const char* name : {"sealed", "key", "code", "note"})
        if (data.contains(name) && data[name] != "") {
            data[name] = "";
            any = true;
        }
    return any ? std::optional(tree.dump(-1, ' ', false, json::error_handler_t::replace)) : std::nullopt;
}

int erase(Storage& storage, const Erasure& erasure, const std::optional<Deed>& deed) {
    // Known before anything is looked for: what arrives from here on is erased as it comes. With its line in
    // the log: what a crash leaves undone the next start does, and asks nobody who wanted it.
    storage.orders().erase(erasure, {}, deed);
    std::vector<Redaction> redactions;
    storage.each_event({erasure.point, types_with_something}, [&](const StoredEvent& event) {
        if (auto bytes = without_personal(event.type, event.bytes, erasure))
            redactions.push_back({event.point, event.kiosk, event.epoch, event.seq, std::move(*bytes)});
        return true;
    });
    if (!redactions.empty()) {
        forget_inheritance(storage, erasure); // first: after a crash in between all is found again
        storage.orders().erase(erasure, redactions, std::nullopt);
    }
    return int(redactions.size());
}

std::optional<Erasure> erasure_told(const std::string& point, std::string_view bytes, int64_t now_ms) {
    const json data = data_of(bytes);
    Erasure out{point, text_in(data, "id"), text_in(data, "visit"), now_ms};
    return is_code(out.id) && (out.visit.empty() || is_code(out.visit)) ? std::optional(std::move(out))
                                                                        : std::nullopt;
}

void erase_again(Storage& storage, int64_t now_ms) {
    std::map<std::pair<std::string, std::string>, Erasure> all;
    for (Erasure& one : storage.orders().erasures())
        all.emplace(std::pair(one.point, one.id), one);
    std::set<std::string> with_facts;
    for (const FactRow& fact : storage.facts())
        if (fact.what == "erasure")
            with_facts.insert(fact.point);
    for (const std::string& point : with_facts)
        storage.each_event({point, {std::string(done_type)}}, [&](const StoredEvent& event) {
            if (auto told = erasure_told(point, event.bytes, now_ms))
                all.emplace(std::pair(point, told->id), *told);
            return true;
        });
    for (const auto& [key, one] : all)
        erase(storage, one, std::nullopt);
}

std::map<std::string, int64_t> erasures_told(Storage& storage) {
    std::map<std::string, int64_t> out;
    for (const FactRow& fact : storage.facts()) {
        if (fact.what != "erasure")
            continue;
        const json value = json::parse(fact.value, nullptr, false);
        out[fact.subject] = value.is_object() ? value.value("life", int64_t(0)) : 0;
    }
    return out;
}

std::vector<ErasureStanding> standing_of_erasures(Storage& storage) {
    std::map<std::string, std::set<std::string>> kiosks; // in service, by point
    for (const KioskHealth& one : storage.kiosks())
        if (!one.kiosk.revoked)
            kiosks[one.kiosk.point].insert(one.kiosk.id);
    std::set<std::string> told; // point and subject
    for (const FactRow& fact : storage.facts())
        if (fact.what == "erasure")
            told.insert(fact.point + " " + fact.subject);
    std::vector<ErasureStanding> out;
    for (Erasure& one : storage.orders().erasures()) {
        const auto& here = kiosks[one.point];
        const int done = int(std::count_if(here.begin(), here.end(), [&](const std::string& kiosk) {
            return told.contains(one.point + " " + kiosk + "/" + one.id);
        }));
        out.push_back({std::move(one), int(here.size()), done});
    }
    return out;
}

} // namespace accanto::hub
