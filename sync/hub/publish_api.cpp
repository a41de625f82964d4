#include "sync/hub/publish_api.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "sync/hub/event_data.h"
#include "sync/hub/query.h"
#include "sync/wire/desired.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>

namespace accanto::hub {

namespace {

using nlohmann::json;

constexpr std::string_view prefix = "/v1/publish/";
constexpr size_t most_question = 1 << 20;   // a list of many points

HttpAnswer said(int status, std::string type, std::string body) {
    return {status, {{"content-type", std::move(type)}, {"cache-control", "no-store"}, {"x-content-type-options", "nosniff"}}, std::move(body), {}};
}
HttpAnswer sentence(int status, const std::string& text) { return said(status, "text/plain; charset=utf-8", text + "\n"); }

Audience audience_in(const json& from) {
    Audience out;
    if (const auto at = from.find("everyone"); at != from.end() && at->is_boolean())
        out.everyone = at->get<bool>();
    if (const auto at = from.find("canary_percent"); at != from.end() && at->is_number_integer())
        out.canary_percent = int(std::clamp<int64_t>(at->get<int64_t>(), 0, 100));
    if (const auto at = from.find("points"); at != from.end() && at->is_array())
        for (const json& point : *at)
            if (point.is_string())
                out.points.insert(point.get<std::string>());
    return out;
}

SignedList list_in(const json& from) { return {text_in(from, "list"), from_base64(text_in(from, "signature")).value_or("")}; }

json json_of(const Audience& audience) {
    return {{"everyone", audience.everyone}, {"points", audience.points}, {"canary_percent", audience.canary_percent}};
}

std::string told(const Release& release) {
    return json{{"pack", release.pack}, {"version", release.version}, {"title", release.title}, {"everyone", release.everyone}, {"points", release.points}}.dump();
}

} // namespace

// A piece, behind those that are kept; none: how much that is.
HttpAnswer PublishApi::bytes(HttpRequest& request) {
    Publishing& publishing = m_storage.publishing();
    const std::string sha256 = query_value(request.message.query, "sha256").value_or(""), at = query_value(request.message.query, "offset").value_or("");
    const auto piece = request.read_body(size_t(piece_bytes));
    if (!content::is_sha256(sha256) || !piece || at.size() > 12 || at.find_first_not_of("0123456789") != std::string::npos)
        return sentence(400, "sha256, offset and at most 1 MiB are needed");
    const int64_t offset = at.empty() ? 0 : std::stoll(at);
    if (!piece->empty() && (offset % piece_bytes != 0 || offset + int64_t(piece->size()) > wire::max_pack_bytes))
        return sentence(400, "an offset is a multiple of 1 MiB, and a pack has at most 256 MiB");
    if (!piece->empty())
        publishing.add_piece(sha256, offset, *piece);
    return said(200, "application/json", json{{"kept", publishing.kept_bytes(sha256)}}.dump());
}

std::string PublishApi::change(const std::string& what, const std::string& body) {
    const auto asked = json::parse(body, nullptr, false);
    if (!asked.is_object())
        throw Error("the question cannot be read", EINVAL);
    const int64_t now_ms = m_clock.wall_ms();
    if (what == "release")
        return told(publish(m_storage, text_in(asked, "pack"), list_in(asked), audience_in(asked), now_ms, m_zone));
    if (what == "roll-out")
        return told(roll_out(m_storage, text_in(asked, "pack"), audience_in(asked), now_ms));
    if (what == "take-back")
        return told(take_back(m_storage, text_in(asked, "pack")));
    renew(m_storage, list_in(asked), now_ms, m_zone);
    return "{}";
}

HttpAnswer PublishApi::answer(HttpRequest& request) {
    const std::string what = request.message.path.substr(prefix.size());
    if (request.message.method != "POST" || (what != "bytes" && what != "release" && what != "list" && what != "roll-out" && what != "take-back"))
        return sentence(404, "There is nothing here.");
    if (what == "bytes")
        return bytes(request);
    const auto body = request.read_body(most_question);
    if (!body)
        return sentence(400, "the question is too long");
    try {
        const std::string done = change(what, *body);
        spdlog::info("published: {} {}", what, done);
        return said(200, "application/json", done);
    } catch (const Error& e) {
        if (e.code() != EINVAL && e.code() != ENOENT)
            throw;   // the store's own trouble
        return sentence(400, e.what());
    }
}

std::string publish_json(const std::string& pack_sha256, const SignedList& list, const Audience& audience) {
    json out = json_of(audience);
    out.update({{"pack", pack_sha256}, {"list", list.sha256}, {"signature", to_base64(list.signature)}});
    return out.dump();
}
std::string renew_json(const SignedList& list) { return json{{"list", list.sha256}, {"signature", to_base64(list.signature)}}.dump(); }
std::string roll_out_json(const std::string& pack, const Audience& audience) {
    json out = json_of(audience);
    out["pack"] = pack;
    return out.dump();
}
std::string take_back_json(const std::string& pack) { return json{{"pack", pack}}.dump(); }

PublishAnswer told_of(std::string_view text) {
    const auto tree = json::parse(text, nullptr, false);
    if (!tree.is_object())
        throw Error("the hub's answer cannot be read", 0);
    PublishAnswer out{text_in(tree, "pack"), text_in(tree, "title"), tree.value("version", 0), tree.value("everyone", false), {}};
    for (const json& point : tree.value("points", json::array()))
        out.points.push_back(point.get<std::string>());
    return out;
}

PublishDeed deed_of(const std::string& path, std::string_view answer) {
    const std::string what = path.substr(prefix.size());
    if (what == "list")
        return {"content.list", ""};
    const PublishAnswer told = told_of(answer);
    return {what == "release" ? "content.publish" : what == "take-back" ? "content.roll-back" : "content.roll-out",
            told.pack + " " + std::to_string(told.version)};
}

int64_t kept_of(std::string_view text) {
    const auto tree = json::parse(text, nullptr, false);
    if (!tree.is_object() || !tree.contains("kept"))
        throw Error("the hub's answer cannot be read", 0);
    return tree["kept"].get<int64_t>();
}

} // namespace accanto::hub
