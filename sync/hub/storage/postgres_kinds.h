#pragma once
// Numbers of kinds of figures, and what they stand for, for all hubs of a database. For the .cpp files of
// this folder.

#include "sync/hub/storage/figure_ranges.h"
#include "sync/hub/storage/postgres_pool.h"

#include <set>

namespace accanto::hub {

// What is committed never changes, so what was read stays good. Any thread.
class PostgresKinds {
public:
    explicit PostgresKinds(PostgresPool& pool) : m_pool(pool) {}

    // Sees to it that they have numbers, given when one is counted for the first time anywhere. That is
    // committed by itself: a number that nothing is counted under does no harm, and a transaction that gave
    // one would hold up all other hubs until its end.
    void learn(const std::set<Rollup::Kind>& kinds);
    // Of one that was learnt.
    int64_t number_of(const Rollup::Kind& kind);
    // All that are known to `transaction`.
    FigureSums::Kinds all(PostgresTransaction& transaction);

private:
    void read_new(PostgresTransaction& transaction);

    PostgresPool& m_pool;
    std::mutex m_mutex;
    FigureSums::Kinds m_known = std::make_shared<std::vector<Rollup::Kind>>();
    std::map<Rollup::Kind, int64_t> m_numbers;
};

} // namespace accanto::hub
