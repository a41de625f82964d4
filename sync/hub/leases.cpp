#include "sync/hub/leases.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <random>

namespace accanto::hub {

namespace {

using nlohmann::json;

constexpr int most_untold = 16; // leases of a kiosk

int of(const Seats& seats, const std::string& unit) {
    const auto at = seats.find(unit);
    return at == seats.end() ? 0 : at->second;
}

// One kiosk and one time or course.
struct Share {
    const Holder* holder = nullptr;
    int promised = 0;
    int told = 0;         // its latest lease
    int exposed = 0;      // what it may have promised, or may promise, whatever it has heard
    int lease = 0;        // from now on
    bool unknown = false; // nobody knows which lease it holds to
};

bool is_uneven(const std::vector<Share>& shares, int seats) {
    int sum = 0;
    bool short_of = false, rich = false, behind = false;
    for (const Share& one : shares) {
        sum += one.holder->in_service ? std::max(one.told, one.promised) : one.promised;
        if (!one.holder->in_service)
            continue;
        short_of = short_of || one.told <= one.promised;
        rich = rich || one.told - one.promised >= 2;
        behind = behind || one.told < one.promised; // it took over what another had promised
    }
    return sum != seats || (short_of && rich) || behind;
}

// What each would have if all had heard everything.
void aim(std::vector<Share>& shares, int seats) {
    int free = seats, sharing = 0;
    for (const Share& one : shares) {
        free -= one.promised;
        sharing += one.holder->in_service;
    }
    free = std::max(free, 0);
    int left = sharing > 0 ? free % sharing : 0;
    for (Share& one : shares)
        if (one.holder->in_service)
            one.lease = one.promised + free / sharing + (left-- > 0 ? 1 : 0);
}

void settle(std::vector<Share>& shares, int seats) {
    int room = seats;
    for (const Share& one : shares)
        room -= one.exposed;
    room = std::max(room, 0);
    for (Share& one : shares) {
        if (!one.holder->in_service || one.lease <= one.exposed)
            continue;
        one.lease = std::min(one.lease, one.exposed + room);
        room -= one.lease - one.exposed;
    }
}

int64_t newest_in(const LeaseBook& book) {
    int64_t newest = 0;
    for (const auto& [kiosk, told] : book.kiosks)
        for (const Lease& one : told)
            newest = std::max(newest, one.version);
    return newest;
}

// Versions go on from the greatest that anybody ever heard of, also when this hub forgot having told it.
int64_t next_version(const std::vector<Holder>& holders, const LeaseBook& book, int64_t at_least) {
    int64_t newest = newest_in(book);
    for (const Holder& one : holders)
        newest = std::max(newest, one.has);
    return std::max(newest + 1, at_least);
}

// What came before the lease that a kiosk holds to is over.
LeaseBook tidied(const std::vector<Holder>& holders, const LeaseBook& before) {
    LeaseBook out;
    for (const Holder& holder : holders) {
        const auto at = before.kiosks.find(holder.kiosk);
        if (at == before.kiosks.end() || !holder.in_service)
            continue;
        std::vector<Lease> told = at->second;
        const auto held = std::find_if(told.begin(), told.end(),
                                       [&](const Lease& one) { return one.version == holder.has; });
        if (held != told.end())
            told.erase(told.begin(), held);
        out.kiosks[holder.kiosk] = std::move(told);
    }
    return out;
}

bool is_forgotten(const Lease& lease) { return lease.forgotten; }

// A kiosk that holds to a version that is not in its part of the book was told it by a hub that was lost, before
// this one was put back from an older copy. What the others were told until then is forgotten too, also of those
// that are away.
void note_forgotten(const std::vector<Holder>& holders, LeaseBook& book) {
    std::vector<const Holder*> tellers;
    for (const Holder& one : holders) {
        const std::vector<Lease>& told = book.kiosks[one.kiosk];
        if (one.in_service && one.has > 0 &&
            std::none_of(told.begin(), told.end(), [&](const Lease& l) { return l.version == one.has; }))
            tellers.push_back(&one);
    }
    for (const Holder* teller : tellers) { // what it was told since by this one comes behind that
        std::vector<Lease>& told = book.kiosks[teller->kiosk];
        told.insert(told.begin(), {teller->has, {}, true});
    }
    if (tellers.empty())
        return;
    for (const Holder& one : holders) {
        std::vector<Lease>& told = book.kiosks[one.kiosk];
        if (one.in_service && std::none_of(told.begin(), told.end(), is_forgotten))
            told.push_back({tellers.front()->has, {}, true});
    }
}

// Told by a hub that was put back from an older copy since: nobody knows what it may promise, so it may
// promise all.
bool is_unknown(const std::vector<Lease>& told) {
    return std::any_of(told.begin(), told.end(), is_forgotten);
}

// A kiosk that is away hears only the last of them when it is back.
bool has_enough_to_hear(const Holder& holder, const std::vector<Lease>& told) {
    return std::count_if(told.begin(), told.end(),
                         [&](const Lease& one) { return one.version > holder.has; }) >= most_untold;
}

Share share_of(const Holder& holder, const std::vector<Lease>& told, const std::string& unit, int seats) {
    Share out{&holder, of(holder.promised, unit), 0, of(holder.promised, unit), 0, false};
    if (!holder.in_service)
        return out; // nothing it promises from now on is believed
    out.told = told.empty() ? 0 : of(told.back().seats, unit);
    out.lease = out.told;
    for (const Lease& one : told)
        out.exposed = std::max(out.exposed, of(one.seats, unit));
    out.unknown = is_unknown(told);
    if (out.unknown)
        out.exposed = std::max(out.exposed, seats);
    return out;
}

} // namespace

LeaseBook share_out(const Seats& seats, const std::vector<Holder>& holders, const LeaseBook& before,
                    bool again, int64_t at_least) {
    LeaseBook out = tidied(holders, before);
    note_forgotten(holders, out);
    std::map<std::string, Seats> leases;
    for (const auto& [unit, count] : seats) {
        std::vector<Share> shares;
        for (const Holder& holder : holders)
            shares.push_back(share_of(holder, out.kiosks[holder.kiosk], unit, count));
        if (is_uneven(shares, count)) {
            aim(shares, count);
            settle(shares, count);
        }
        // What it holds to may be less than what it is believed to be able to: it gets nothing new until that
        // is known.
        for (Share& one : shares)
            if (one.unknown)
                one.lease = one.promised;
        for (const Share& one : shares)
            if (one.holder->in_service)
                leases[one.holder->kiosk][unit] = one.lease;
    }
    const int64_t version = next_version(holders, before, at_least);
    for (const Holder& holder : holders) {
        std::vector<Lease>& told = out.kiosks[holder.kiosk];
        if (!holder.in_service)
            out.kiosks.erase(holder.kiosk);
        else if (again || told.empty() || told.back().forgotten || told.back().version < holder.has ||
                 (told.back().seats != leases[holder.kiosk] && !has_enough_to_hear(holder, told)))
            told.push_back({version, leases[holder.kiosk], false});
    }
    return out;
}

int64_t new_lease_version(int64_t now_ms) {
    static thread_local std::mt19937 dice(std::random_device{}());
    constexpr int64_t chances = 1000;
    return now_ms * chances + int64_t(dice() % chances);
}

std::string to_json(const LeaseBook& book) {
    json out = json::object();
    for (const auto& [kiosk, told] : book.kiosks)
        for (const Lease& one : told)
            out[kiosk].push_back(
                {{"version", one.version}, {"seats", one.seats}, {"forgotten", one.forgotten}});
    return out.dump();
}

LeaseBook parse_leases(std::string_view text) {
    LeaseBook out;
    try {
        const json tree = json::parse(text);
        for (const auto& [kiosk, told] : tree.items())
            for (const json& one : told)
                out.kiosks[kiosk].push_back({one.at("version").get<int64_t>(), one.at("seats").get<Seats>(),
                                             one.value("forgotten", false)});
    } catch (const json::exception&) {
        return {};
    }
    return out;
}

} // namespace accanto::hub
