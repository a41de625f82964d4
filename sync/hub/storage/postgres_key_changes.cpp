#include "sync/hub/storage/postgres_key_changes.h"

#include "sync/hub/storage/postgres_reads.h"

namespace accanto::hub {

void PostgresKeyChanges::offer(const std::string& kiosk, const wire::PublicKey& key) {
    m_write([&](PostgresTransaction& transaction) {
        transaction.run("UPDATE kiosks SET offered_key = $2::bytea WHERE kiosk = $1::text",
                        Arguments().text(kiosk).bytes(view_of(key)));
    });
}

std::optional<wire::PublicKey> PostgresKeyChanges::offered(const std::string& kiosk) {
    std::optional<wire::PublicKey> out;
    m_read([&](PostgresTransaction& transaction) {
        const Rows rows =
            transaction.run("SELECT offered_key FROM kiosks WHERE kiosk = $1::text", Arguments().text(kiosk));
        if (!rows.empty() && !rows.is_null(0, 0))
            out = public_key_in(rows, 0, 0);
    });
    return out;
}

void PostgresKeyChanges::settle(const std::string& kiosk, const wire::PublicKey& key) {
    m_write([&](PostgresTransaction& transaction) {
        transaction.run("UPDATE kiosks SET public_key = offered_key, offered_key = NULL WHERE kiosk = "
                        "$1::text AND offered_key = $2::bytea",
                        Arguments().text(kiosk).bytes(view_of(key)));
    });
}

} // namespace accanto::hub
