#include "sync/hub/publish.h"

#include "content/base/bytes.h"
#include "content/base/clock.h"
#include "content/base/error.h"
#include "sync/hub/desired_states.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

namespace accanto::hub {

namespace {

constexpr int64_t at_work_ms = 3LL * 24 * 3600 * 1000;

Error wrong(const std::string& what) { return Error(what, EINVAL); }

std::string name_of(const Release& release) { return fmt::format("{} {}", release.pack, release.version); }

// All of it, and its digest right. `take` gets piece after piece.
void read_whole(Publishing& publishing, const std::string& sha256, const std::function<void(std::string_view)>& take) {
    Sha256Stream stream;
    int64_t index = 0;
    while (const auto piece = publishing.piece(sha256, index)) {
        stream.add(*piece);
        take(*piece);
        ++index;
    }
    if (to_hex(view(stream.finish())) == sha256)
        return;
    publishing.forget_bytes(sha256);   // so that they can be brought anew
    throw wrong(fmt::format("the bytes of {} are not here whole; bring them again", sha256));
}

struct ReadList {
    content::Catalogue catalogue;
    KeptCatalogue kept;
};

// Who signed it is the kiosks' affair, who know their publisher; that it is signed, and good today, is told at once.
ReadList read_list(Storage& storage, const SignedList& list, int64_t now_ms, const std::string& zone) {
    content::SignedCatalogue text{"the list", "", list.signature};
    read_whole(storage.publishing(), list.sha256, [&](std::string_view piece) { text.text += piece; });
    std::vector<content::Problem> problems;
    const auto parsed = content::parse_catalogue(text.text, text.name, problems);
    if (!parsed)
        throw wrong(content::refused_for(problems).why);
    auto verified = content::verify_catalogue(text, {parsed->signer, local_date(now_ms, zone)}, std::nullopt);
    if (const auto* refused = std::get_if<content::Refused>(&verified))
        throw wrong(refused->why);
    return {std::move(std::get<content::Accepted>(verified).catalogue), {list.sha256, parsed->version, int64_t(text.text.size()), list.signature}};
}

// The releases that this list has, and the newest other list did not outdate.
std::vector<std::pair<std::string, int>> listed_releases(Storage& storage, const ReadList& list) {
    for (const KeptCatalogue& one : storage.publishing().catalogues()) {
        if (one.version == list.kept.version && one.sha256 != list.kept.sha256)
            throw wrong(fmt::format("the hub has another list {}; give this one a new version (accanto content catalogue)", one.version));
        if (one.version > list.kept.version)
            throw wrong(fmt::format("this is list {}, and the hub has {} already; get the newest one", list.kept.version, one.version));
    }
    std::vector<std::pair<std::string, int>> out;
    for (const Release& release : storage.publishing().releases()) {
        const content::CataloguePack* listed = list.catalogue.find(release.pack);
        if (listed && listed->version == release.version && listed->sha256 == release.sha256)
            out.emplace_back(release.pack, release.version);
    }
    return out;
}

const content::CataloguePack& listed_pack(const content::Catalogue& catalogue, const std::string& sha256) {
    for (const content::CataloguePack& one : catalogue.packs)
        if (one.sha256 == sha256)
            return one;
    throw wrong("the list does not have this pack: put it in (accanto content catalogue --key KEY --out LIST PACK)");
}

// The version that is out last.
Release newest_of(const std::string& pack, const std::vector<Release>& releases) {
    const Release* out = nullptr;
    for (const Release& one : releases)
        if (one.pack == pack && !one.withdrawn && (!out || one.version > out->version))
            out = &one;
    if (!out)
        throw Error(pack + ": no version of such a pack is out (accanto fleet packs shows those that are)", ENOENT);
    return *out;
}

Error other_bytes(const Release& release) {
    return wrong(name_of(release) + " is published with other bytes; give this one a new version");
}

// Looked at before, and once more as it is kept: of two that come at the same moment one is first.
void keep_list(Publishing& publishing, const ReadList& list, const std::vector<std::pair<std::string, int>>& releases) {
    if (!publishing.add_catalogue(list.kept, releases))
        throw wrong(fmt::format("another list {} or a later one came in at the same moment; give this one a new version (accanto content catalogue)",
                                list.kept.version));
}

void check_against(const std::vector<Release>& releases, const Release& release) {
    std::set<std::string> packs;
    for (const Release& one : releases) {
        packs.insert(one.pack);
        if (one.pack != release.pack)
            continue;
        if (one.version == release.version && one.withdrawn)
            throw wrong(name_of(release) + " was taken back; give what is to come out now a new version");
        if (one.version == release.version && one.sha256 != release.sha256)
            throw other_bytes(release);
        if (one.version > release.version && !one.withdrawn)
            throw wrong(fmt::format("{} is older than {}, which is published; give it a new version, or take that one back first", name_of(release), one.version));
    }
    packs.insert(release.pack);
    if (packs.size() > wire::max_desired_packs)
        throw wrong(fmt::format("{} packs are as many as kiosks take", wire::max_desired_packs));
}

// Points with a kiosk in service, those heard of lately before all others.
std::vector<std::string> points_at_work(Storage& storage, int64_t now_ms) {
    std::set<std::string> heard, all;
    for (const KioskHealth& one : storage.kiosks()) {
        if (one.kiosk.revoked)
            continue;
        all.insert(one.kiosk.point);
        if (one.last_seen_ms && now_ms - *one.last_seen_ms < at_work_ms)
            heard.insert(one.kiosk.point);
    }
    const std::set<std::string>& out = heard.empty() ? all : heard;
    return {out.begin(), out.end()};
}

// Others for each version, so that nobody is always the first to meet what is new.
std::set<std::string> canaries(const Release& release, std::vector<std::string> points, int percent) {
    const auto place = [&](const std::string& point) { return sha256(fmt::format("canary {} {} ", release.pack, release.version), point); };
    std::sort(points.begin(), points.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    points.resize(std::min(points.size(), std::max<size_t>(1, (points.size() * size_t(percent) + 99) / 100)));
    return {points.begin(), points.end()};
}

} // namespace

Release with_audience(Release release, const Audience& audience, Storage& storage, int64_t now_ms) {
    release.everyone = release.everyone || audience.everyone;
    std::set<std::string> known;
    for (const Point& point : storage.points())
        known.insert(point.id);
    for (const std::string& point : audience.points)
        if (!known.contains(point))
            throw wrong(point + ": there is no such point");
    release.points.insert(audience.points.begin(), audience.points.end());
    if (audience.canary_percent > 0)
        release.points.merge(canaries(release, points_at_work(storage, now_ms), audience.canary_percent));
    if (!release.everyone && release.points.empty())
        throw wrong("there is no point that could be the first: say who gets it by name, or everybody");
    return release;
}

Release publish(Storage& storage, const std::string& pack_sha256, const SignedList& list, const Audience& audience, int64_t now_ms,
                const std::string& zone) {
    Publishing& publishing = storage.publishing();
    const ReadList read = read_list(storage, list, now_ms, zone);
    const content::CataloguePack& listed = listed_pack(read.catalogue, pack_sha256);
    int64_t bytes = 0;
    read_whole(publishing, pack_sha256, [&](std::string_view piece) { bytes += int64_t(piece.size()); });
    Release release{listed.id, listed.version, listed.version_name, listed.title, pack_sha256, bytes, list.sha256, now_ms, false, {}, false};
    check_against(publishing.releases(), release);
    const auto others = listed_releases(storage, read);
    release = with_audience(std::move(release), audience, storage, now_ms);
    keep_list(publishing, read, others);
    if (!publishing.release(release))
        throw other_bytes(release);
    return release;
}

void renew(Storage& storage, const SignedList& list, int64_t now_ms, const std::string& zone) {
    const ReadList read = read_list(storage, list, now_ms, zone);
    const auto releases = listed_releases(storage, read);
    if (releases.empty())
        throw wrong("the list has no pack that is published here");
    keep_list(storage.publishing(), read, releases);
}

Release roll_out(Storage& storage, const std::string& pack, const Audience& audience, int64_t now_ms) {
    Release release = with_audience(newest_of(pack, storage.publishing().releases()), audience, storage, now_ms);
    if (!storage.publishing().release(release))
        throw other_bytes(release);
    return release;
}

Release take_back(Storage& storage, const std::string& pack) {
    Release release = newest_of(pack, storage.publishing().releases());
    storage.publishing().withdraw(pack, release.version);
    release.withdrawn = true;
    return release;
}

std::vector<Spreading> spreading(Storage& storage) {
    const auto releases = storage.publishing().releases();
    const auto kiosks = storage.kiosks();
    std::vector<Spreading> out;
    for (const Release& release : releases) {
        Spreading one{release, 0, 0, 0, {}};
        std::set<std::string> points;
        for (const KioskHealth& health : kiosks) {
            if (health.kiosk.revoked)
                continue;
            one.have += health.health && wire::shown_version(*health.health, release.pack) == release.version;
            const Release* meant = release_for(health.kiosk.point, release.pack, releases);
            if (!meant || meant->version != release.version)
                continue;
            points.insert(health.kiosk.point);
            ++one.kiosks;
            if (health.health && !health.health->content_trouble.empty())
                one.troubles.push_back(health.kiosk.id + ": " + health.health->content_trouble);
        }
        one.points = int(points.size());
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace accanto::hub
