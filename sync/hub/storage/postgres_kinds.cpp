#include "sync/hub/storage/postgres_kinds.h"

#include "sync/hub/storage/postgres_schema.h"

namespace accanto::hub {

void PostgresKinds::read_new(PostgresTransaction& transaction) {
    const Rows rows = transaction.run(
        "SELECT kind, what, detail, language, topics FROM kinds WHERE kind >= $1::int ORDER BY kind",
        Arguments().whole(int32_t(m_known->size())));
    if (rows.empty())
        return;
    auto all = std::make_shared<std::vector<Rollup::Kind>>(*m_known);
    for (size_t row = 0; row < rows.size(); ++row) {
        ACCANTO_ASSERT(size_t(rows.number(row, 0)) == all->size());
        all->push_back({rows.text(row, 1), rows.text(row, 2), rows.text(row, 3), rows.text(row, 4)});
        m_numbers.emplace(all->back(), rows.number(row, 0));
    }
    m_known = std::move(all);
}

FigureSums::Kinds PostgresKinds::all(PostgresTransaction& transaction) {
    std::lock_guard lock(m_mutex);
    read_new(transaction);
    return m_known;
}

void PostgresKinds::learn(const std::set<Rollup::Kind>& kinds) {
    std::lock_guard lock(m_mutex);
    Column whats(Column::Type::text), details(Column::Type::text), languages(Column::Type::text),
        topics(Column::Type::text);
    for (const Rollup::Kind& kind : kinds)
        if (!m_numbers.contains(kind)) {
            whats.add(kind.what);
            details.add(kind.detail);
            languages.add(kind.language);
            topics.add(kind.topics);
        }
    if (whats.size() == 0)
        return;
    const Arguments unknown = Arguments::taking(whats, details, languages, topics);
    m_pool.with([&](PostgresConnection& connection) {
        {
            PostgresTransaction transaction(connection);
            // It need not wait for the disk: whatever is counted under these numbers is committed later, and
            // that waits.
            transaction.run_script("SET LOCAL synchronous_commit = off");
            lock_until_end(transaction, PostgresLock::kinds);
            transaction.run(
                "INSERT INTO kinds (kind, what, detail, language, topics)"
                " SELECT (SELECT coalesce(max(kind), -1) FROM kinds) + row_number() OVER (), n.* FROM"
                " unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS n (what, detail, language, "
                "topics) WHERE NOT EXISTS"
                " (SELECT 1 FROM kinds k WHERE k.what = n.what AND k.detail = n.detail AND k.language = "
                "n.language AND k.topics = n.topics)",
                unknown);
            transaction.commit();
        }
        PostgresTransaction transaction(connection);
        read_new(transaction);
    });
}

int64_t PostgresKinds::number_of(const Rollup::Kind& kind) {
    std::lock_guard lock(m_mutex);
    return m_numbers.at(kind);
}

} // namespace accanto::hub
