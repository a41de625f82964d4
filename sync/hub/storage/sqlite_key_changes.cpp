#include "sync/hub/storage/sqlite_key_changes.h"

#include <algorithm>

namespace accanto::hub {

void SqliteKeyChanges::offer(const std::string& kiosk, const wire::PublicKey& key) {
    m_write([&](SQLite::Database& db) {
        SQLite::Statement q(db, "INSERT INTO offered_keys (kiosk, public_key) VALUES (?,?) ON CONFLICT DO UPDATE SET public_key = excluded.public_key");
        q.bind(1, kiosk);
        q.bind(2, key.bytes.data(), int(key.bytes.size()));
        q.exec();
    });
}

std::optional<wire::PublicKey> SqliteKeyChanges::offered(const std::string& kiosk) {
    std::optional<wire::PublicKey> out;
    m_read([&](SQLite::Database& db) {
        SQLite::Statement q(db, "SELECT public_key FROM offered_keys WHERE kiosk = ?");
        q.bind(1, kiosk);
        if (!q.executeStep())
            return;
        const std::string bytes = q.getColumn(0).getString();
        std::copy(bytes.begin(), bytes.end(), out.emplace().bytes.begin());   // 32, as the table checks
    });
    return out;
}

void SqliteKeyChanges::settle(const std::string& kiosk, const wire::PublicKey& key) {
    m_write([&](SQLite::Database& db) {
        SQLite::Statement take(db, "DELETE FROM offered_keys WHERE kiosk = ? AND public_key = ?");
        take.bind(1, kiosk);
        take.bind(2, key.bytes.data(), int(key.bytes.size()));
        if (take.exec() == 0)
            return;
        SQLite::Statement q(db, "UPDATE kiosks SET public_key = ? WHERE kiosk = ?");
        q.bind(1, key.bytes.data(), int(key.bytes.size()));
        q.bind(2, kiosk);
        q.exec();
    });
}

} // namespace accanto::hub
