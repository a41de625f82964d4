#include "sync/hub/content_office.h"

#include "content/library/pack.h"
#include "sync/hub/multipart.h"
#include "sync/hub/offices.h"
#include "sync/hub/query.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>

namespace accanto::hub {

namespace {

std::string bring_whole(Publishing& publishing, std::string_view bytes) {
    const std::string digest = to_hex(view(sha256(bytes)));
    for (int64_t kept = publishing.kept_bytes(digest); kept < int64_t(bytes.size());
         kept = publishing.kept_bytes(digest))
        publishing.add_piece(digest, kept, bytes.substr(size_t(kept), size_t(piece_bytes)));
    return digest;
}

content::Manifest manifest_of(std::string_view pack) {
    auto read = content::read_pack_bytes(pack, "the pack", [](const auto&, std::string_view) {});
    if (const auto* refused = std::get_if<content::Refused>(&read))
        throw Error(refused->why, EINVAL);
    return std::move(std::get<content::Manifest>(read));
}

std::string all_bytes(Publishing& publishing, const std::string& sha256) {
    std::string out;
    int64_t index = 0;
    while (const auto piece = publishing.piece(sha256, index++))
        out += *piece;
    return out;
}

void compare(const content::Manifest& before, const content::Manifest& now, Draft& draft) {
    std::map<std::string, std::string> old;
    for (const content::PackFile& file : before.files)
        old[file.path] = file.sha256;
    for (const content::PackFile& file : now.files) {
        const auto at = old.find(file.path);
        if (at == old.end())
            draft.added.push_back(file.path);
        else if (at->second != file.sha256)
            draft.changed.push_back(file.path);
        if (at != old.end())
            old.erase(at);
    }
    for (const auto& [path, digest] : old)
        draft.removed.push_back(path);
}

Audience audience_of_form(const std::string& form) {
    const std::string to = query_value(form, "to").value_or(""),
                      percent = query_value(form, "percent").value_or("");
    Audience out;
    out.everyone = to == "all";
    if (to == "canary")
        std::from_chars(percent.data(), percent.data() + percent.size(), out.canary_percent);
    std::string points = to == "points" ? query_value(form, "points").value_or("") : "";
    for (size_t at = 0; at < points.size();) {
        const size_t end = std::min(points.find_first_of(" ,;\t", at), points.size());
        if (end > at)
            out.points.insert(points.substr(at, end - at));
        at = end + 1;
    }
    if (out.canary_percent < 0 || out.canary_percent > 99)
        throw Error("a share of the points is 1 to 99 percent", EINVAL);
    return out;
}

std::string release_name(const Release& release) {
    return fmt::format("{} {}", release.pack, release.version);
}

} // namespace

Draft take_draft(Storage& storage, const std::string& pack, const std::string& list,
                 const std::string& signature) {
    if (list.size() > content::most_catalogue_bytes || signature.size() != 64)
        throw Error("the list and its signature are wanted: catalogue.toml and catalogue.toml.sig, as "
                    "`accanto content catalogue` wrote them",
                    EINVAL);
    const content::Manifest manifest = manifest_of(pack);
    Draft out;
    out.name = manifest.name();
    content::Manifest before;
    for (const Release& one : storage.publishing().releases())
        if (one.pack == manifest.id && !one.withdrawn && one.version < manifest.version &&
            one.version > out.before) {
            out.before = one.version;
            before = manifest_of(all_bytes(storage.publishing(), one.sha256));
        }
    compare(before, manifest, out);
    out.pack_sha256 = bring_whole(storage.publishing(), pack);
    out.list = {bring_whole(storage.publishing(), list), signature};
    return out;
}

Sheet Offices::content(HttpRequest& request, const Visitor& visitor, const Speaker& say) {
    Outcome told;
    std::optional<Draft> draft;
    const std::string& path = request.message.path;
    try {
        if (request.message.method == "POST" && path == "/content/upload") {
            const auto body = request.read_body(largest_upload);
            if (!body)
                throw Error(
                    "this page takes files of up to 64 MiB; larger packs come by `accanto fleet publish`",
                    EINVAL);
            auto parts = parts_of_form(request.message.field("content-type").value_or(""), *body);
            draft = take_draft(m_storage, parts["pack"], parts["list"], parts["signature"]);
        } else if (request.message.method == "POST") {
            const std::string done = change_content(request, visitor);
            told = {fmt::format("<bdi>{}</bdi>: {}", escaped(done), say("account.done"))};
        }
    } catch (const Error& e) {
        if (e.code() != EINVAL && e.code() != ENOENT)
            throw; // the store's own trouble
        told = {fmt::format(R"(<p>{}</p><p lang="en" dir="ltr">{}</p>)", say("content.not_done"),
                            escaped(e.what())),
                true};
    }
    return {told.fault ? 400 : 200, "content.title", content_page(say, m_storage, told, draft)};
}

// What it is about.
std::string Offices::change_content(HttpRequest& request, const Visitor& visitor) {
    const std::string body = request.read_body(1 << 16).value_or(""),
                      what = request.message.path.substr(std::string_view("/content/").size());
    const auto said = [&](const char* name) { return query_value(body, name).value_or(""); };
    const int64_t now_ms = m_clock.wall_ms();
    Release out;
    if (what == "publish")
        out = publish(m_storage, said("pack"), {said("list"), from_base64(said("signature")).value_or("")},
                      audience_of_form(body), now_ms, m_zone);
    else if (what == "roll-out")
        out = roll_out(m_storage, said("pack"), audience_of_form(body), now_ms);
    else if (what == "roll-back" && said("sure") == "yes")
        out = take_back(m_storage, said("pack"));
    else
        throw Error("nothing was asked for", EINVAL);
    Accounts(m_storage.people(), m_clock, visitor.name).note("content." + what, release_name(out));
    return release_name(out);
}

} // namespace accanto::hub
