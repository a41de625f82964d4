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

int64_t PostgresKinds::number_of(const Rollup::Kind& kind) {
    std::lock_guard lock(m_mutex);
    if (const auto known = m_numbers.find(kind); known != m_numbers.end())
        return known->second;
    return m_pool.with([&](PostgresConnection& connection) {
        {
            PostgresTransaction transaction(connection);
            lock_until_end(transaction, PostgresLock::kinds);
            transaction.run(
                "INSERT INTO kinds (kind, what, detail, language, topics)"
                " SELECT coalesce((SELECT max(kind) + 1 FROM kinds), 0), $1::text, $2::text, $3::text, "
                "$4::text"
                " ON CONFLICT (what, detail, language, topics) DO NOTHING",
                Arguments().text(kind.what).text(kind.detail).text(kind.language).text(kind.topics));
            transaction.commit();
        }
        PostgresTransaction transaction(connection);
        read_new(transaction);
        return m_numbers.at(kind);
    });
}

} // namespace accanto::hub
