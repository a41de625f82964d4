#include "sync/hub/storage/rollup.h"

#include "content/base/error.h"
#include "sync/hub/figures.h"
#include "sync/hub/storage/spreads.h"

#include <algorithm>
#include <charconv>

namespace accanto::hub {

namespace {

// The sums that are kept for each point apart as well.
const char* tally_of(const std::string& what, const std::string& detail) {
    if (what == figure::visit)
        return "visit";
    if (what == figure::ticket)
        return "ticket";
    if (what == figure::help)
        return "service";
    if (what == figure::repeat && detail == "no")
        return "newcomer";
    return nullptr;
}

template <typename T>
void keep_earlier(std::optional<T>& kept, const std::optional<T>& told) {
    if (told && (!kept || *told < *kept))
        kept = told;
}

int64_t whole_number(const std::string& text) {
    int64_t out = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
    ACCANTO_ASSERT(read.ptr == text.data() + text.size() && out >= 0);
    return out;
}

void add_to_spread(Rollup::Sums& sums, const Rollup::Kind& kind, int64_t number, int64_t day, int64_t count) {
    const int64_t value = whole_number(kind.detail);
    for (int64_t span : {day, day / 100}) {
        sums.spreads[{span, number}][value] += count;
        if (kind.what == figure::wait)
            sums.waits[span][value] += count;
    }
}

// A spread has one number for all of its values.
Rollup::Kind numbered_kind(const Rollup::Kind& kind) {
    return is_spread(kind.what) ? Rollup::Kind{kind.what, "", kind.language, kind.topics} : kind;
}

bool is_nothing(const std::map<int64_t, int64_t>& counts) {
    return std::ranges::all_of(counts, [](const auto& of_day) { return of_day.second == 0; });
}

} // namespace

int64_t day_number(const std::string& day) {
    ACCANTO_ASSERT(day.size() == 10);
    return std::stoll(day.substr(0, 4)) * 10000 + std::stoll(day.substr(5, 2)) * 100 +
           std::stoll(day.substr(8, 2));
}

void Rollup::count(const Figure& figure) {
    m_counts[{figure.what, figure.detail, figure.language, figure.topics}][day_number(figure.day)] += figure.count;
}

void Rollup::add(const Incoming& stored) {
    if (const auto& part = stored.visit) {
        Visit& visit = m_visits[part->visit];
        if (part->started_ms && (!visit.started_ms || *part->started_ms < *visit.started_ms)) {
            visit.day = part->day;
            visit.language = part->language;
        }
        keep_earlier(visit.started_ms, part->started_ms);
        keep_earlier(visit.success_ms, part->success_ms);
        visit.ticket = visit.ticket || part->ticket;
    }
    if (stored.booking)
        m_bookings.add(*stored.booking);
    for (const Figure& figure : stored.figures)
        if (figure.language_of_visit && stored.visit)
            m_of_visit.push_back({stored.visit->visit, figure});
        else
            count(figure);
    for (const Fact& fact : stored.facts) {
        Told& told = m_facts[{fact.what, fact.subject}];
        if (told.value.empty() || stored.happened.to_ms >= told.at_ms)
            told = {stored.happened.to_ms, fact.value};
    }
}

std::vector<std::string> Rollup::visit_ids() const {
    std::vector<std::string> out;
    for (const auto& [id, visit] : m_visits)
        out.push_back(id);
    return out;
}

// A visit without its start has no day, and is not counted until that comes.
void Rollup::count_visit(const Visit& visit, int64_t times) {
    if (!visit.started_ms)
        return;
    if (visit.ticket)
        count({visit.day, figure::visit_ticket, "", times, visit.language, "", false});
    if (visit.success_ms) {
        int64_t minutes = std::clamp<int64_t>((*visit.success_ms - *visit.started_ms) / 60'000, 0, 24 * 60);
        count({visit.day, figure::first_success, std::to_string(minutes), times, visit.language, "", false});
    }
}

void Rollup::settle_visits(const ReadVisit& read, const WriteVisit& write) {
    for (auto& [id, visit] : m_visits) {
        const auto before = read(id);
        if (before) {
            if (before->started_ms && (!visit.started_ms || *before->started_ms <= *visit.started_ms)) {
                visit.day = before->day;
                visit.language = before->language;
            }
            keep_earlier(visit.started_ms, before->started_ms);
            keep_earlier(visit.success_ms, before->success_ms);
            visit.ticket = visit.ticket || before->ticket;
            count_visit(*before, -1);
        }
        count_visit(visit, 1);
        if (before != visit)
            write(id, visit);
    }
    for (OfVisit& one : m_of_visit) {
        one.figure.language = m_visits[one.visit].language;
        count(one.figure);
    }
}

void Rollup::settle_bookings(const BookingRollup::Read& read, const BookingRollup::Write& write) {
    m_bookings.settle(read, write, [this](const Figure& figure) { count(figure); });
}

std::set<Rollup::Kind> Rollup::kinds() const {
    std::set<Kind> out;
    for (const auto& [kind, counts] : m_counts)
        if (!is_nothing(counts))
            out.insert(numbered_kind(kind));
    return out;
}

Rollup::Sums Rollup::sums(const std::function<int64_t(const Kind&)>& number_of) const {
    Sums out;
    for (const auto& [kind, counts] : m_counts) {
        if (is_nothing(counts))
            continue;
        const int64_t number = number_of(numbered_kind(kind));
        const char* tally = tally_of(kind.what, kind.detail);
        for (const auto& [day, count] : counts) {
            if (count == 0)
                continue;
            if (is_spread(kind.what)) {
                add_to_spread(out, kind, number, day, count);
                continue;
            }
            for (int64_t span : {day, day / 100}) {
                out.figures[{span, number}] += count;
                if (tally)
                    out.tallies[{tally, span}] += count;
            }
        }
    }
    return out;
}

} // namespace accanto::hub
