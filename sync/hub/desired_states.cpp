#include "sync/hub/desired_states.h"

#include <algorithm>

namespace accanto::hub {

namespace {

constexpr size_t most_withdrawn = 100;   // as the wire carries; the newest are told

bool is_for(const Release& release, const std::string& point) {
    return !release.withdrawn && (release.everyone || release.points.contains(point));
}

int version_of(const std::string& catalogue, const std::vector<KeptCatalogue>& catalogues) {
    for (const KeptCatalogue& one : catalogues)
        if (one.sha256 == catalogue)
            return one.version;
    return 0;
}

std::vector<int> withdrawn_of(const std::string& pack, const std::vector<Release>& releases) {
    std::vector<int> out;
    for (const Release& one : releases)
        if (one.pack == pack && one.withdrawn)
            out.push_back(one.version);
    if (out.size() > most_withdrawn)
        out.erase(out.begin(), out.end() - most_withdrawn);
    return out;
}

} // namespace

const Release* release_for(const std::string& point, const std::string& pack, const std::vector<Release>& releases) {
    const Release* newest = nullptr;
    for (const Release& one : releases)
        if (one.pack == pack && is_for(one, point) && (!newest || one.version > newest->version))
            newest = &one;
    return newest;
}

wire::Desired desired_of(const Kiosk& kiosk, const Published& published) {
    wire::Desired out{kiosk.id, kiosk.point, {}, {}};
    std::set<std::string> packs;
    for (const Release& one : published.releases)
        packs.insert(one.pack);
    for (const std::string& pack : packs) {
        const Release* release = release_for(kiosk.point, pack, published.releases);
        std::vector<int> withdrawn = withdrawn_of(pack, published.releases);
        if (release)
            out.packs.push_back({pack, release->version, release->sha256, release->bytes, release->catalogue, std::move(withdrawn)});
        else if (!withdrawn.empty())
            out.packs.push_back({pack, 0, "", 0, "", std::move(withdrawn)});
    }
    std::stable_sort(out.packs.begin(), out.packs.end(), [&](const auto& a, const auto& b) {
        return version_of(a.catalogue, published.catalogues) < version_of(b.catalogue, published.catalogues);
    });
    for (const KeptCatalogue& one : published.catalogues)
        if (std::any_of(out.packs.begin(), out.packs.end(), [&](const auto& pack) { return pack.catalogue == one.sha256; }))
            out.catalogues.push_back({one.sha256, one.bytes, one.signature});
    return out;
}

// The number is asked for outside of the lock, so that kiosks do not queue for each other's question, and before what it stands for is
// read: what comes in between is read once more.
std::unique_lock<std::mutex> DesiredStates::refreshed() {
    const int64_t change = m_storage.publishing().change();
    std::unique_lock lock(m_mutex);
    if (change != m_change) {
        Published now{m_storage.publishing().releases(), m_storage.publishing().catalogues()};
        m_published = std::move(now);
        m_tags.clear();
        m_change = change;
    }
    return lock;
}

std::string DesiredStates::document(const Kiosk& kiosk) {
    const auto lock = refreshed();
    return wire::to_json(desired_of(kiosk, m_published));
}

std::string DesiredStates::tag(const Kiosk& kiosk) {
    const auto lock = refreshed();
    if (m_published.releases.empty())
        return "";
    std::string& out = m_tags[kiosk.id];
    if (out.empty())
        out = wire::tag_of(wire::to_json(desired_of(kiosk, m_published)));
    return out;
}

std::optional<int64_t> DesiredStates::length_of(const std::string& sha256) {
    const auto lock = refreshed();
    for (const Release& one : m_published.releases)
        if (one.sha256 == sha256 && !one.withdrawn)
            return one.bytes;
    for (const KeptCatalogue& one : m_published.catalogues)
        if (one.sha256 == sha256)
            return one.bytes;
    return std::nullopt;
}

} // namespace accanto::hub
