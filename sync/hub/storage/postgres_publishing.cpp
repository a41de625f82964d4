#include "sync/hub/storage/postgres_publishing.h"

#include "sync/hub/storage/postgres_schema.h"

namespace accanto::hub {

namespace {

int64_t kept_within(PostgresTransaction& transaction, const std::string& sha256) {
    return transaction
        .run("SELECT coalesce(sum(length(bytes)), 0)::bigint FROM pack_pieces WHERE sha256 = $1::text",
             Arguments().text(sha256))
        .number(0, 0);
}

// The row is locked from here until the commit, so that the numbers follow the order of the commits: who has
// read one has read all that came before it.
void note_change(PostgresTransaction& transaction) {
    transaction.run("INSERT INTO meta AS m (name, value) VALUES ('publishing', '1') ON CONFLICT (name) DO "
                    "UPDATE SET value = (m.value::bigint + 1)::text");
}

Release release_of(const Rows& rows, size_t row) {
    return {rows.text(row, 0), int(rows.number(row, 1)),
            rows.text(row, 2), rows.text(row, 3),
            rows.text(row, 4), rows.number(row, 5),
            rows.text(row, 6), rows.number(row, 7),
            rows.flag(row, 8), {},
            rows.flag(row, 9)};
}

} // namespace

int64_t PostgresPublishing::kept_bytes(const std::string& sha256) {
    int64_t out = 0;
    m_read([&](PostgresTransaction& transaction) { out = kept_within(transaction, sha256); });
    return out;
}

// Of the same bytes one piece at a time, whichever hub brings it: there is never one without those before it.
bool PostgresPublishing::add_piece(const std::string& sha256, int64_t offset, std::string_view bytes) {
    ACCANTO_ASSERT(offset % piece_bytes == 0 && int64_t(bytes.size()) <= piece_bytes);
    bool fits = false;
    m_write([&](PostgresTransaction& transaction) {
        lock_until_end(transaction, PostgresLock::pack, sha256);
        fits = kept_within(transaction, sha256) == offset;
        if (fits)
            transaction.run(
                "INSERT INTO pack_pieces (sha256, piece, bytes) VALUES ($1::text, $2::bigint, $3::bytea)",
                Arguments().text(sha256).number(offset / piece_bytes).bytes(bytes));
    });
    return fits;
}

std::optional<std::string> PostgresPublishing::piece(const std::string& sha256, int64_t index) {
    std::optional<std::string> out;
    m_read([&](PostgresTransaction& transaction) {
        const Rows rows =
            transaction.run("SELECT bytes FROM pack_pieces WHERE sha256 = $1::text AND piece = $2::bigint",
                            Arguments().text(sha256).number(index));
        if (!rows.empty())
            out = rows.bytes(0, 0);
    });
    return out;
}

void PostgresPublishing::forget_bytes(const std::string& sha256) {
    m_write([&](PostgresTransaction& transaction) {
        lock_until_end(transaction, PostgresLock::pack, sha256);
        transaction.run("DELETE FROM pack_pieces WHERE sha256 = $1::text AND NOT EXISTS (SELECT 1 FROM "
                        "releases WHERE sha256 = $1::text)"
                        " AND NOT EXISTS (SELECT 1 FROM catalogues WHERE sha256 = $1::text)",
                        Arguments().text(sha256));
    });
}

bool PostgresPublishing::add_catalogue(const KeptCatalogue& catalogue,
                                       const std::vector<std::pair<std::string, int>>& releases) {
    bool fits = false;
    m_write([&](PostgresTransaction& transaction) {
        lock_until_end(transaction, PostgresLock::pack, "catalogues"); // no digest of a pack
        fits = transaction
                   .run("SELECT 1 FROM catalogues WHERE version >= $1::bigint AND sha256 <> $2::text",
                        Arguments().number(catalogue.version).text(catalogue.sha256))
                   .empty();
        if (!fits)
            return;
        note_change(transaction);
        transaction.run("INSERT INTO catalogues (sha256, version, bytes, signature) VALUES ($1::text, "
                        "$2::bigint, $3::bigint, $4::bytea) ON CONFLICT DO NOTHING",
                        Arguments()
                            .text(catalogue.sha256)
                            .number(catalogue.version)
                            .number(catalogue.bytes)
                            .bytes(catalogue.signature));
        Column packs(Column::Type::text), versions(Column::Type::number);
        for (const auto& [pack, version] : releases) {
            packs.add(pack);
            versions.add(int64_t(version));
        }
        transaction.run(
            "UPDATE releases r SET catalogue = $1::text FROM unnest($2::text[], $3::bigint[]) AS "
            "n (pack, version) WHERE r.pack = n.pack AND r.version = n.version",
            Arguments().text(catalogue.sha256).column(std::move(packs)).column(std::move(versions)));
    });
    return fits;
}

std::vector<KeptCatalogue> PostgresPublishing::catalogues() {
    std::vector<KeptCatalogue> out;
    m_read([&](PostgresTransaction& transaction) {
        const Rows rows = transaction.run(
            "SELECT sha256, version, bytes, signature FROM catalogues ORDER BY version, sha256");
        for (size_t row = 0; row < rows.size(); ++row)
            out.push_back(
                {rows.text(row, 0), int(rows.number(row, 1)), rows.number(row, 2), rows.bytes(row, 3)});
    });
    return out;
}

bool PostgresPublishing::release(const Release& release) {
    bool done = false;
    m_write([&](PostgresTransaction& transaction) {
        note_change(transaction);
        const Rows written = transaction.run(
            "INSERT INTO releases AS r (pack, version, version_name, title, sha256, bytes, "
            "catalogue, published_ms, everyone, withdrawn) VALUES ($1::text, $2::bigint, "
            "$3::text, $4::text, $5::text, $6::bigint, $7::text, $8::bigint, $9::boolean, false)"
            " ON CONFLICT (pack, version) DO UPDATE SET everyone = r.everyone OR excluded.everyone "
            "WHERE r.sha256 = excluded.sha256",
            Arguments()
                .text(release.pack)
                .number(release.version)
                .text(release.version_name)
                .text(release.title)
                .text(release.sha256)
                .number(release.bytes)
                .text(release.catalogue)
                .number(release.published_ms)
                .flag(release.everyone));
        done = written.changed() > 0;
        if (!done)
            return;
        transaction.run(
            "INSERT INTO release_points (pack, version, point) SELECT $1::text, $2::bigint, point "
            "FROM unnest($3::text[]) AS p (point) ON CONFLICT DO NOTHING",
            Arguments()
                .text(release.pack)
                .number(release.version)
                .texts({release.points.begin(), release.points.end()}));
    });
    return done;
}

void PostgresPublishing::withdraw(const std::string& pack, int version) {
    m_write([&](PostgresTransaction& transaction) {
        note_change(transaction);
        transaction.run("UPDATE releases SET withdrawn = true WHERE pack = $1::text AND version = $2::bigint",
                        Arguments().text(pack).number(version));
    });
}

// One statement, so that a release and its points are of the same moment.
std::vector<Release> PostgresPublishing::releases() {
    std::vector<Release> out;
    m_read([&](PostgresTransaction& transaction) {
        const Rows rows =
            transaction.run("SELECT r.pack, r.version, r.version_name, r.title, r.sha256, r.bytes, "
                            "r.catalogue, r.published_ms, r.everyone, r.withdrawn, p.point FROM releases r "
                            "LEFT JOIN release_points p ON p.pack = r.pack AND p.version = r.version "
                            "ORDER BY r.pack, r.version");
        for (size_t row = 0; row < rows.size(); ++row) {
            if (out.empty() || out.back().pack != rows.text(row, 0) ||
                out.back().version != rows.number(row, 1))
                out.push_back(release_of(rows, row));
            if (!rows.is_null(row, 10))
                out.back().points.insert(rows.text(row, 10));
        }
    });
    return out;
}

int64_t PostgresPublishing::change() {
    int64_t out = 0;
    m_read([&](PostgresTransaction& transaction) {
        const Rows rows = transaction.run("SELECT value::bigint FROM meta WHERE name = 'publishing'");
        if (!rows.empty())
            out = rows.number(0, 0);
    });
    return out;
}

} // namespace accanto::hub
