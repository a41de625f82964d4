#include "sync/wire/desired.h"

#include "content/base/bytes.h"
#include "content/base/clock.h"
#include "sync/wire/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace accanto::wire {

namespace {

using nlohmann::json;

constexpr int most_version = 1'000'000'000;
constexpr size_t most_withdrawn = 100;

bool is_digest(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// A name that is part of a file's name at the kiosk.
bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 60 &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

DesiredPack pack_of(Document& document, const json& from) {
    DesiredPack out{document.text(from, "id"), int(document.whole(from, "version", 0, most_version)), "", 0, "", {}};
    if (!is_name(out.id))
        document.spoil();
    for (const json& version : document.list(from, "withdrawn")) {
        if (!version.is_number_integer() || version < 1 || version > most_version || out.withdrawn.size() == most_withdrawn)
            return document.spoil(), out;
        out.withdrawn.push_back(version.get<int>());
    }
    if (out.version == 0)
        return out;
    out.sha256 = document.text(from, "sha256");
    out.bytes = document.whole(from, "bytes", 1, max_pack_bytes);
    out.catalogue = document.text(from, "catalogue");
    if (!is_digest(out.sha256) || !is_digest(out.catalogue))
        document.spoil();
    return out;
}

DesiredCatalogue catalogue_of(Document& document, const json& from) {
    const auto signature = from_base64(document.text(from, "signature"));
    DesiredCatalogue out{document.text(from, "sha256"), document.whole(from, "bytes", 1, max_catalogue_bytes), signature.value_or("")};
    if (!is_digest(out.sha256) || out.signature.size() != 64)
        document.spoil();
    return out;
}

json tree_of(const DesiredSchedule& schedule) {
    return {{"version", schedule.version}, {"text", schedule.text}, {"leases", schedule.leases}};
}

DesiredSchedule schedule_of(Document& document, const json& from) {
    DesiredSchedule out{document.whole(from, "version", 1, most_json_number), document.text(from, "text"), {}};
    const auto leases = from.find("leases");
    if (leases == from.end() || !leases->is_object() || leases->size() > max_leases || out.text.size() > max_schedule_bytes)
        return document.spoil(), out;
    for (const auto& [unit, seats] : leases->items())
        out.leases[unit] = int(document.whole(*leases, unit.c_str(), 0, 999));
    return out;
}

DesiredSettings settings_of(Document& document, const json& from) {
    DesiredSettings out{document.whole(from, "version", 1, most_json_number), document.text(from, "text")};
    if (out.text.size() > max_settings_bytes)
        document.spoil();
    return out;
}

// What a hub may leave out: nothing where it does, or where it is no object.
const json* member(Document& document, const char* name) {
    const auto at = document.tree().find(name);
    if (at == document.tree().end())
        return nullptr;
    if (!at->is_object())
        document.spoil();
    return at->is_object() ? &*at : nullptr;
}

std::vector<DesiredErasure> erasures_of(Document& document) {
    std::vector<DesiredErasure> out;
    if (!document.tree().contains("erasures"))
        return out;
    const json& list = document.list("erasures");
    if (list.size() > max_erasures)
        document.spoil();
    for (const json& one : list)
        out.push_back({document.text(one, "id"), document.text(one, "visit")});
    return out;
}

bool is_day(const std::string& text) { return days_after(text, 0).has_value(); }

json tree_of(const DesiredBooking& one) {
    json out = {{"id", one.id},
                {"code", one.code},
                {"language", one.language},
                {"for_other", one.for_other},
                {"has_contact", one.has_contact},
                {"state", one.state},
                {"ticket", one.ticket},
                {"version", one.version},
                {"heard", one.heard}};
    if (!one.course.empty())
        out["course"] = one.course;
    else
        out.update({{"day", one.day}, {"from_minute", one.from_minute}, {"minutes", one.minutes}, {"topic", one.topic}});
    return out;
}

DesiredBooking booking_of(Document& document, const json& from) {
    static constexpr std::string_view states[] = {"booked", "waiting", "missed", "arrived", "cancelled"};
    const auto short_text = [&](const char* name, size_t least, size_t most) {
        std::string out = document.text(from, name);
        if (out.size() < least || out.size() > most)
            document.spoil();
        return out;
    };
    const auto flag = [&](const char* name) {
        const auto at = from.find(name);
        if (at == from.end() || !at->is_boolean())
            return document.spoil(), false;
        return at->get<bool>();
    };
    DesiredBooking out;
    out.id = short_text("id", 8, 64);
    out.code = short_text("code", 6, 6);
    out.language = short_text("language", 0, 8);
    out.for_other = flag("for_other");
    out.has_contact = flag("has_contact");
    out.state = short_text("state", 1, 9);
    out.ticket = short_text("ticket", 0, 64);
    out.version = document.whole(from, "version", 0, most_version);
    out.heard = document.whole(from, "heard", 0, most_version);
    if (from.contains("course")) {
        out.course = short_text("course", 1, 64);
    } else {
        out.day = short_text("day", 10, 10);
        out.from_minute = int(document.whole(from, "from_minute", 0, 24 * 60 - 1));
        out.minutes = int(document.whole(from, "minutes", 0, 24 * 60));
        out.topic = short_text("topic", 0, 64);
        if (!is_day(out.day))
            document.spoil();
    }
    const bool course = !out.course.empty();
    if (std::find(std::begin(states), std::end(states), out.state) == std::end(states) || (out.state == "arrived") == out.ticket.empty() ||
        out.state == (course ? "arrived" : "waiting") || (course && out.state == "missed"))
        document.spoil();
    return out;
}

std::vector<DesiredBooking> bookings_of(Document& document) {
    std::vector<DesiredBooking> out;
    if (!document.tree().contains("bookings"))
        return out;
    const json& list = document.list("bookings");
    if (list.size() > max_bookings)
        document.spoil();
    for (const json& one : list)
        out.push_back(booking_of(document, one));
    return out;
}

std::optional<int64_t> number(std::string_view text) {
    int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size() && text.front() != '-' ? std::optional(out) : std::nullopt;
}

} // namespace

std::string to_json(const Desired& desired) {
    json packs = json::array(), catalogues = json::array();
    for (const DesiredPack& pack : desired.packs) {
        packs.push_back({{"id", pack.id}, {"version", pack.version}, {"withdrawn", pack.withdrawn}});
        if (pack.version > 0)
            packs.back().update({{"sha256", pack.sha256}, {"bytes", pack.bytes}, {"catalogue", pack.catalogue}});
    }
    for (const DesiredCatalogue& one : desired.catalogues)
        catalogues.push_back({{"sha256", one.sha256}, {"bytes", one.bytes}, {"signature", to_base64(one.signature)}});
    json out = {{"kiosk", desired.kiosk}, {"point", desired.point}, {"packs", packs}, {"catalogues", catalogues}};
    if (desired.settings)
        out["settings"] = {{"version", desired.settings->version}, {"text", desired.settings->text}};
    if (desired.schedule)
        out["schedule"] = tree_of(*desired.schedule);
    for (const DesiredErasure& one : desired.erasures)
        out["erasures"].push_back({{"id", one.id}, {"visit", one.visit}});
    for (const DesiredBooking& one : desired.bookings)
        out["bookings"].push_back(tree_of(one));
    return text_of(out);
}

std::string unit_of_time(const std::string& day, int from_minute) { return fmt::format("{} {:02}:{:02}", day, from_minute / 60, from_minute % 60); }

std::string to_json(const DesiredSchedule& schedule) { return text_of(tree_of(schedule)); }

std::optional<DesiredSchedule> parse_schedule(std::string_view text) {
    Document document(text, max_desired_bytes);
    if (!document.good())
        return std::nullopt;
    DesiredSchedule out = schedule_of(document, document.tree());
    return document.good() ? std::optional(std::move(out)) : std::nullopt;
}

std::string to_json(const DesiredBooking& booking) { return text_of(tree_of(booking)); }

std::optional<DesiredBooking> parse_booking(std::string_view text) {
    Document document(text);
    if (!document.good())
        return std::nullopt;
    DesiredBooking out = booking_of(document, document.tree());
    return document.good() ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Desired> parse_desired(std::string_view text) {
    Document document(text, max_desired_bytes);
    if (!document.good())
        return std::nullopt;
    Desired out{document.text(document.tree(), "kiosk"), document.text(document.tree(), "point"), {}, {}, {}, {}, {}, {}};
    const json &packs = document.list("packs"), &catalogues = document.list("catalogues");
    if (packs.size() > max_desired_packs || catalogues.size() > max_desired_packs)
        return std::nullopt;
    for (const json& one : catalogues)
        out.catalogues.push_back(catalogue_of(document, one));
    for (const json& one : packs) {
        out.packs.push_back(pack_of(document, one));
        const DesiredPack& pack = out.packs.back();
        if (pack.version > 0 && std::none_of(out.catalogues.begin(), out.catalogues.end(), [&](const auto& c) { return c.sha256 == pack.catalogue; }))
            document.spoil();
    }
    if (const json* settings = member(document, "settings"))
        out.settings = settings_of(document, *settings);
    if (const json* schedule = member(document, "schedule"))
        out.schedule = schedule_of(document, *schedule);
    out.erasures = erasures_of(document);
    out.bookings = bookings_of(document);
    return document.good() ? std::optional(out) : std::nullopt;
}

std::string tag_of(std::string_view document) { return to_hex(view(sha256(document))).substr(0, 32); }

std::string to_etag(std::string_view tag) { return '"' + std::string(tag) + '"'; }

std::optional<std::string> parse_etag(std::string_view field) {
    if (field.size() < 3 || field.size() > 130 || field.front() != '"' || field.back() != '"')
        return std::nullopt;
    field = field.substr(1, field.size() - 2);
    return field.find('"') == std::string_view::npos ? std::optional(std::string(field)) : std::nullopt;
}

std::string to_content_range(const Part& part) {
    return "bytes " + std::to_string(part.first) + "-" + std::to_string(part.last) + "/" + std::to_string(part.of);
}

std::optional<Part> parse_content_range(std::string_view field) {
    const size_t dash = field.find('-'), slash = field.find('/');
    if (!field.starts_with("bytes ") || dash == std::string_view::npos || slash == std::string_view::npos || slash < dash)
        return std::nullopt;
    const auto first = number(field.substr(6, dash - 6)), last = number(field.substr(dash + 1, slash - dash - 1)), of = number(field.substr(slash + 1));
    if (!first || !last || !of || *last < *first || *of <= *last)
        return std::nullopt;
    return Part{*first, *last, *of};
}

std::optional<Part> part_of_range(std::string_view field, int64_t of) {
    const size_t dash = field.find('-');
    if (!field.starts_with("bytes=") || dash == std::string_view::npos || of < 1)
        return std::nullopt;
    const std::string_view from = field.substr(6, dash - 6), to = field.substr(dash + 1);
    const auto first = number(from), last = number(to);
    if (from.empty())
        return last && *last > 0 ? std::optional(Part{std::max<int64_t>(0, of - *last), of - 1, of}) : std::nullopt;
    if (!first || *first >= of || (!to.empty() && (!last || *last < *first)))
        return std::nullopt;
    return Part{*first, last ? std::min(*last, of - 1) : of - 1, of};
}

} // namespace accanto::wire
