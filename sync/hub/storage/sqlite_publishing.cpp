#include "sync/hub/storage/sqlite_publishing.h"

#include "content/base/error.h"

namespace accanto::hub {

namespace {

int64_t kept_within(SQLite::Database& db, const std::string& sha256) {
    SQLite::Statement q(db, "SELECT coalesce(sum(length(bytes)), 0) FROM pack_pieces WHERE sha256 = ?");
    q.bind(1, sha256);
    q.executeStep();
    return q.getColumn(0).getInt64();
}

void note_change(SQLite::Database& db) {
    db.exec("INSERT INTO meta (name, value) VALUES ('publishing', '1') ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1");
}

void add_points(SQLite::Database& db, const Release& release) {
    SQLite::Statement q(db, "INSERT OR IGNORE INTO release_points (pack, version, point) VALUES (?,?,?)");
    for (const std::string& point : release.points) {
        q.reset();
        q.bind(1, release.pack);
        q.bind(2, release.version);
        q.bind(3, point);
        q.exec();
    }
}

bool write_release(SQLite::Database& db, const Release& release) {
    SQLite::Statement q(db, "INSERT INTO releases (pack, version, version_name, title, sha256, bytes, catalogue, published_ms, everyone,"
                            " withdrawn) VALUES (?,?,?,?,?,?,?,?,?,0) ON CONFLICT DO UPDATE SET everyone = max(everyone, excluded.everyone)"
                            " WHERE sha256 = excluded.sha256");
    q.bind(1, release.pack);
    q.bind(2, release.version);
    q.bind(3, release.version_name);
    q.bind(4, release.title);
    q.bind(5, release.sha256);
    q.bind(6, release.bytes);
    q.bind(7, release.catalogue);
    q.bind(8, release.published_ms);
    q.bind(9, release.everyone);
    if (q.exec() == 0)
        return false;
    add_points(db, release);
    note_change(db);
    return true;
}

std::vector<Release> read_releases(SQLite::Database& db) {
    std::vector<Release> out;
    SQLite::Statement q(db, "SELECT pack, version, version_name, title, sha256, bytes, catalogue, published_ms, everyone, withdrawn"
                            " FROM releases ORDER BY pack, version");
    SQLite::Statement points(db, "SELECT point FROM release_points WHERE pack = ? AND version = ?");
    while (q.executeStep()) {
        Release one{q.getColumn(0).getString(), q.getColumn(1).getInt(),    q.getColumn(2).getString(), q.getColumn(3).getString(),
                    q.getColumn(4).getString(), q.getColumn(5).getInt64(),  q.getColumn(6).getString(), q.getColumn(7).getInt64(),
                    q.getColumn(8).getInt() != 0, {},                       q.getColumn(9).getInt() != 0};
        points.reset();
        points.bind(1, one.pack);
        points.bind(2, one.version);
        while (points.executeStep())
            one.points.insert(points.getColumn(0).getString());
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace

int64_t SqlitePublishing::kept_bytes(const std::string& sha256) {
    int64_t out = 0;
    m_read([&](SQLite::Database& db) { out = kept_within(db, sha256); });
    return out;
}

bool SqlitePublishing::add_piece(const std::string& sha256, int64_t offset, std::string_view bytes) {
    ACCANTO_ASSERT(offset % piece_bytes == 0 && int64_t(bytes.size()) <= piece_bytes);
    bool fits = false;
    m_write([&](SQLite::Database& db) {
        fits = kept_within(db, sha256) == offset;
        if (!fits)
            return;
        SQLite::Statement q(db, "INSERT INTO pack_pieces (sha256, piece, bytes) VALUES (?,?,?)");
        q.bind(1, sha256);
        q.bind(2, offset / piece_bytes);
        q.bind(3, bytes.data(), int(bytes.size()));
        q.exec();
    });
    return fits;
}

std::optional<std::string> SqlitePublishing::piece(const std::string& sha256, int64_t index) {
    std::optional<std::string> out;
    m_read([&](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT bytes FROM pack_pieces WHERE sha256 = ? AND piece = ?");
        q.bind(1, sha256);
        q.bind(2, index);
        if (q.executeStep())
            out = q.getColumn(0).getString();
    });
    return out;
}

void SqlitePublishing::forget_bytes(const std::string& sha256) {
    m_write([&](SQLite::Database& db) {
        SQLite::Statement q(db, "DELETE FROM pack_pieces WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM releases WHERE sha256 = ?1)"
                                " AND NOT EXISTS (SELECT 1 FROM catalogues WHERE sha256 = ?1)");
        q.bind(1, sha256);
        q.exec();
    });
}

bool SqlitePublishing::add_catalogue(const KeptCatalogue& catalogue, const std::vector<std::pair<std::string, int>>& releases) {
    bool fits = false;
    m_write([&](SQLite::Database& db) {
        SQLite::Statement other(db, "SELECT 1 FROM catalogues WHERE version >= ? AND sha256 <> ?");
        other.bind(1, catalogue.version);
        other.bind(2, catalogue.sha256);
        fits = !other.executeStep();
        if (!fits)
            return;
        SQLite::Statement q(db, "INSERT OR IGNORE INTO catalogues (sha256, version, bytes, signature) VALUES (?,?,?,?)");
        q.bind(1, catalogue.sha256);
        q.bind(2, catalogue.version);
        q.bind(3, catalogue.bytes);
        q.bind(4, catalogue.signature.data(), int(catalogue.signature.size()));
        q.exec();
        SQLite::Statement point(db, "UPDATE releases SET catalogue = ? WHERE pack = ? AND version = ?");
        for (const auto& [pack, version] : releases) {
            point.reset();
            point.bind(1, catalogue.sha256);
            point.bind(2, pack);
            point.bind(3, version);
            point.exec();
        }
        note_change(db);
    });
    return fits;
}

std::vector<KeptCatalogue> SqlitePublishing::catalogues() {
    std::vector<KeptCatalogue> out;
    m_read([&](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT sha256, version, bytes, signature FROM catalogues ORDER BY version");
        while (q.executeStep())
            out.push_back({q.getColumn(0).getString(), q.getColumn(1).getInt(), q.getColumn(2).getInt64(), q.getColumn(3).getString()});
    });
    return out;
}

bool SqlitePublishing::release(const Release& release) {
    bool done = false;
    m_write([&](SQLite::Database& db) { done = write_release(db, release); });
    return done;
}

void SqlitePublishing::withdraw(const std::string& pack, int version) {
    m_write([&](SQLite::Database& db) {
        SQLite::Statement q(db, "UPDATE releases SET withdrawn = 1 WHERE pack = ? AND version = ?");
        q.bind(1, pack);
        q.bind(2, version);
        q.exec();
        note_change(db);
    });
}

std::vector<Release> SqlitePublishing::releases() {
    std::vector<Release> out;
    m_read([&](SQLite::Database& db) { out = read_releases(db); });
    return out;
}

int64_t SqlitePublishing::change() {
    int64_t out = 0;
    m_read([&](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'publishing'");
        if (q.executeStep())
            out = q.getColumn(0).getInt64();
    });
    return out;
}

} // namespace accanto::hub
