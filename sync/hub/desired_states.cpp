#include "sync/hub/desired_states.h"

#include "content/base/network_settings.h"
#include "sync/hub/erasing.h"

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

const Order* order_in(const std::vector<Order>& orders, const std::string& kiosk, std::string_view what) {
    const auto at = std::find_if(orders.begin(), orders.end(), [&](const Order& one) { return one.kiosk == kiosk && one.what == what; });
    return at == orders.end() ? nullptr : &*at;
}

// Those of the point, and over them those of the kiosk. Each only grows, so their sum is a version.
std::optional<wire::DesiredSettings> settings_for(const std::string& kiosk, const std::vector<Order>& orders) {
    const Order *all = order_in(orders, "", "settings"), *own = order_in(orders, kiosk, "settings");
    if (!all || !own)
        return all || own ? std::optional(wire::DesiredSettings{(all ? all : own)->version, (all ? all : own)->text}) : std::nullopt;
    return wire::DesiredSettings{all->version + own->version, joined_network_settings(all->text, own->text)};
}

void add_orders(wire::Desired& out, int64_t epoch, const Published& published) {
    const auto is_done = [&](const Erasure& one) {
        const auto told = published.erased.find(out.kiosk + "/" + one.id);
        return told != published.erased.end() && told->second == epoch;
    };
    if (const auto erasures = published.erasures.find(out.point); erasures != published.erasures.end())
        for (const Erasure& one : erasures->second)   // what does not fit comes when those are told of
            if (out.erasures.size() < wire::max_erasures && !is_done(one))
                out.erasures.push_back({one.id, one.visit});
    if (const auto inherited = published.inherited.find(out.point); inherited != published.inherited.end())
        if (const auto own = inherited->second.find(out.kiosk); own != inherited->second.end())
            out.bookings = own->second.bookings;
    const auto orders = published.orders.find(out.point);
    if (orders == published.orders.end())
        return;
    out.settings = settings_for(out.kiosk, orders->second);
    const Order* schedule = order_in(orders->second, "", "schedule");
    const auto book = published.leases.find(out.point);
    if (!schedule || book == published.leases.end())
        return;
    if (const auto own = book->second.kiosks.find(out.kiosk); own != book->second.kiosks.end() && !own->second.empty())
        out.schedule = wire::DesiredSchedule{own->second.back().version, schedule->text, own->second.back().seats};
}

Published read_published(Storage& storage) {
    Published out{storage.publishing().releases(), storage.publishing().catalogues(), {}, {}, {}, {}, {}};
    for (Order& one : storage.orders().orders()) {
        if (one.what == "leases")
            out.leases[one.point] = parse_leases(one.text);
        if (one.what == "bookings")
            out.inherited[one.point][one.kiosk] = parse_inheritance(one.text);
        out.orders[one.point].push_back(std::move(one));
    }
    for (Erasure& one : storage.orders().erasures())
        out.erasures[one.point].push_back(std::move(one));
    if (!out.erasures.empty())
        out.erased = erasures_told(storage);
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

wire::Desired desired_of(const Kiosk& kiosk, int64_t epoch, const Published& published) {
    wire::Desired out{kiosk.id, kiosk.point, {}, {}, {}, {}, {}, {}};
    add_orders(out, epoch, published);
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
        Published now = read_published(m_storage);
        m_published = std::move(now);
        m_tags.clear();
        m_change = change;
    }
    return lock;
}

int64_t DesiredStates::newest_epoch(const Kiosk& kiosk) {
    int64_t out = 0;
    for (const wire::Stream& one : m_storage.streams(kiosk))
        out = std::max(out, one.epoch);
    return out;
}

wire::Desired DesiredStates::desired(const Kiosk& kiosk, int64_t epoch) {
    const auto lock = refreshed();
    return desired_of(kiosk, epoch, m_published);
}

DesiredStates::AtPoint DesiredStates::at_point(const Kiosk& kiosk) {
    const auto lock = refreshed();
    AtPoint out;
    if (const auto at = m_published.erasures.find(kiosk.point); at != m_published.erasures.end())
        out.erasures = at->second;
    const auto orders = m_published.orders.find(kiosk.point);
    out.shares_seats = orders != m_published.orders.end() && order_in(orders->second, "", "schedule");
    const auto book = m_published.leases.find(kiosk.point);
    if (const auto inherited = m_published.inherited.find(kiosk.point); inherited != m_published.inherited.end())
        out.inherited = inherited->second;
    out.has_lease = book != m_published.leases.end() && book->second.kiosks.contains(kiosk.id);
    return out;
}

std::string DesiredStates::tag(const Kiosk& kiosk, int64_t epoch) {
    const auto lock = refreshed();
    if (m_published.empty())
        return "";
    std::string& out = m_tags[{kiosk.id, epoch}];
    if (out.empty())
        out = wire::tag_of(wire::to_json(desired_of(kiosk, epoch, m_published)));
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
