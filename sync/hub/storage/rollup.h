#pragma once
// The sums that are kept beside the events: what the events of one kiosk add up to, gathered before it is written, however many
// events it came from. Pure, the same for every store. For the .cpp files of this folder.

#include "sync/hub/storage/bookings.h"

#include <set>

namespace accanto::hub {

class Rollup {
public:
    // A kind of figure (Figure, storage.h).
    struct Kind {
        std::string what, detail, language, topics;
        auto operator<=>(const Kind&) const = default;
    };
    // What a store keeps of a visit.
    struct Visit {
        std::string day, language;
        std::optional<int64_t> started_ms, success_ms;
        bool ticket = false;
        bool operator==(const Visit&) const = default;
    };
    using ReadVisit = std::function<std::optional<Visit>(const std::string& id)>;
    using WriteVisit = std::function<void(const std::string& id, const Visit&)>;
    struct Told {
        int64_t at_ms = 0;
        std::string value;
    };
    // By what and subject: what was told last.
    using Facts = std::map<std::pair<std::string, std::string>, Told>;

    void add(const Incoming& stored);

    std::vector<std::string> visit_ids() const;
    std::vector<std::string> booking_ids() const { return m_bookings.ids(); }
    // What was counted of visits and appointments before is taken back, what is known now is counted, and what changed is
    // written. Once, when all is added.
    void settle_visits(const ReadVisit& read, const WriteVisit& write);
    void settle_bookings(const BookingRollup::Read& read, const BookingRollup::Write& write);
    const Facts& facts() const { return m_facts; }

    // What is asked for below, where a store wants to know it beforehand.
    std::set<Kind> kinds() const;
    // The sums themselves, after settling: for days (20261123) and months (202611). `number_of` is asked for kinds().
    using Values = std::map<int64_t, int64_t>;
    struct Sums {
        std::map<std::pair<int64_t, int64_t>, int64_t> figures;   // span, kind
        std::map<std::pair<std::string, int64_t>, int64_t> tallies;   // what, span
        std::map<std::pair<int64_t, int64_t>, Values> spreads;    // span, kind without its detail
        std::map<int64_t, Values> waits;                          // span, whatever the topic and the language
    };
    Sums sums(const std::function<int64_t(const Kind&)>& number_of) const;

private:
    struct OfVisit {
        std::string visit;
        Figure figure;
    };

    void count(const Figure& figure);
    void count_visit(const Visit& visit, int64_t times);

    std::map<std::string, Visit> m_visits;
    std::vector<OfVisit> m_of_visit;
    BookingRollup m_bookings;
    std::map<Kind, std::map<int64_t, int64_t>> m_counts;   // by day: 20261123
    Facts m_facts;
};

// 20261123 of "2026-11-23", which must be a day.
int64_t day_number(const std::string& day);

} // namespace accanto::hub
