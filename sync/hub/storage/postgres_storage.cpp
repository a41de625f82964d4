#include "sync/hub/storage/look_only.h"
#include "sync/hub/storage/postgres_replay.h"
#include "sync/hub/storage/postgres_writer.h"

#include <algorithm>
#include <array>
#include <memory>

namespace accanto::hub {

namespace {

// PostgreSQL works for a connection on one processor: with a single writer its other processors stand idle while it inserts, and
// it does while the hub prepares the next group. Pushes of one point would wait for each other (lock_points): they have the same
// writer.
constexpr size_t writers = 2;

class PostgresStorage final : public PostgresReads {
public:
    PostgresStorage(const std::string& url, BeforeCommit before_commit)
        : PostgresReads(url), m_before_commit(before_commit) {
        migrate_first(url);
        for (auto& writer : m_writers)
            writer = std::make_unique<PostgresWriter>(url, m_kinds, before_commit);
    }

    PushResult push(const Push& push) override {
        return m_writers[std::hash<std::string>()(push.kiosk.point) % writers]->push(push);
    }
    double load() const override {
        double most = 0;
        for (const auto& writer : m_writers)
            most = std::max(most, writer->load());
        return most;
    }
    void claim(const std::string& fingerprint, const std::vector<std::string>& before) override;
    void add_code(const EnrolmentCode& code) override;
    std::variant<Kiosk, EnrolRefusal> enrol(const std::string& code_digest, const std::string& kiosk,
                                            const wire::PublicKey& key, int64_t now_ms) override;
    void revoke(const std::string& kiosk) override {
        ask("UPDATE kiosks SET revoked = true, offered_key = NULL WHERE kiosk = $1::text",
            Arguments().text(kiosk));
    }
    void replay(int version, const ReadAgain& read) override {
        m_pool.with([&](PostgresConnection& connection) {
            PostgresTransaction transaction(connection);
            replay_within(transaction, m_kinds, version, read);
        });
        for (auto& writer : m_writers)
            writer->figures_version = version;
    }

private:
    void write(const Work& work) override {
        m_pool.with([&](PostgresConnection& connection) {
            PostgresTransaction transaction(connection);
            work(transaction);
            if (m_before_commit)
                m_before_commit();
            transaction.commit();
        });
    }
    static void migrate_first(const std::string& url) {
        PostgresConnection connection(url);
        migrate(connection);
    }

    BeforeCommit m_before_commit;
    std::array<std::unique_ptr<PostgresWriter>, writers> m_writers;
};

// The first one's key is the hub's from then on, or the one it vouches for.
void PostgresStorage::claim(const std::string& fingerprint, const std::vector<std::string>& before) {
    ask("INSERT INTO meta (name, value) VALUES ('hub_key', $1::text) ON CONFLICT DO NOTHING",
        Arguments().text(fingerprint));
    ask("UPDATE meta SET value = $1::text WHERE name = 'hub_key' AND value = ANY ($2::text[])",
        Arguments().text(fingerprint).texts(before));
    const std::string owner = ask("SELECT value FROM meta WHERE name = 'hub_key'").text(0, 0);
    if (owner != fingerprint)
        throw Error(
            "this database is of the hub with the key " + owner + ", and hub.key here is " + fingerprint +
                ": put that hub's hub.key, hub.keys (if it has one) and admin.token into this hub's folder, or "
                "name another database",
            EPERM);
    for (auto& writer : m_writers)
        writer->claimed_for(fingerprint);
}

void PostgresStorage::add_code(const EnrolmentCode& code) {
    m_pool.with([&](PostgresConnection& connection) {
        PostgresTransaction transaction(connection);
        transaction.run("INSERT INTO points AS p (point, name, zone) VALUES ($1::text, $2::text, $3::text) "
                        "ON CONFLICT (point) DO UPDATE SET"
                        " name = CASE WHEN $2::text = $1::text THEN p.name ELSE $2::text END, zone = CASE "
                        "WHEN $3::text = '' THEN p.zone ELSE $3::text END",
                        Arguments().text(code.point.id).text(code.point.name).text(code.point.zone));
        transaction.run("DELETE FROM codes WHERE expires_ms < $1::bigint - 86400000",
                        Arguments().number(code.made_ms));
        transaction.run(
            "INSERT INTO codes (point, digest, name, expires_ms, replaces) VALUES ($1::text, $2::text, "
            "$3::text, $4::bigint, $5::text)",
            Arguments()
                .text(code.point.id)
                .text(code.digest)
                .text(code.name)
                .number(code.expires_ms)
                .text(code.replaces));
        transaction.commit();
    });
}

// Within a transaction: the code's row, and the kiosk it became. Of one code, and of one kiosk, one at a
// time.
std::variant<Kiosk, EnrolRefusal> enrol_within(PostgresTransaction& transaction,
                                               const std::string& code_digest, const std::string& id,
                                               const wire::PublicKey& key, int64_t now_ms) {
    lock_until_end(transaction, PostgresLock::kiosk, id);
    const Rows code =
        transaction.run("SELECT point, name, expires_ms, kiosk, replaces FROM codes WHERE digest = $1::text FOR UPDATE",
                        Arguments().text(code_digest));
    if (code.empty())
        return EnrolRefusal::unknown_code;
    if (!code.is_null(0, 3)) {
        auto before = read_kiosk(transaction, code.text(0, 3));
        return before && before->key == key ? std::variant<Kiosk, EnrolRefusal>(*before) : EnrolRefusal::used;
    }
    if (now_ms >= code.number(0, 2))
        return EnrolRefusal::expired;
    Kiosk kiosk{id, code.text(0, 0), code.text(0, 1), key, false, now_ms, code.text(0, 4), ""};
    if (kiosk.replaces == id)
        kiosk.replaces.clear();
    if (!kiosk.replaces.empty()) {
        lock_until_end(transaction, PostgresLock::kiosk, kiosk.replaces);
        if (const auto old = read_kiosk(transaction, kiosk.replaces); old && !old->replaced_by.empty() && old->replaced_by != id)
            return EnrolRefusal::replaced;
    }
    if (auto before = read_kiosk(transaction, id); before && before->point != kiosk.point)
        return EnrolRefusal::other_point;
    transaction.run(
        "INSERT INTO kiosks (point, kiosk, name, public_key, enrolled_ms, replaces) VALUES ($1::text, $2::text, "
        "$3::text, $4::bytea, $5::bigint, $6::text)"
        " ON CONFLICT (point, kiosk) DO UPDATE SET name = excluded.name, public_key = excluded.public_key,"
        " enrolled_ms = excluded.enrolled_ms, revoked = false, offered_key = NULL, replaces = excluded.replaces, replaced_by = ''",
        Arguments().text(kiosk.point).text(id).text(kiosk.name).bytes(view_of(key)).number(now_ms).text(kiosk.replaces));
    if (!kiosk.replaces.empty())
        transaction.run("UPDATE kiosks SET revoked = true, offered_key = NULL, replaced_by = $2::text WHERE kiosk = $1::text",
                        Arguments().text(kiosk.replaces).text(id));
    transaction.run("UPDATE codes SET kiosk = $1::text WHERE point = $2::text AND digest = $3::text",
                    Arguments().text(id).text(kiosk.point).text(code_digest));
    return kiosk;
}

std::variant<Kiosk, EnrolRefusal> PostgresStorage::enrol(const std::string& code_digest,
                                                         const std::string& kiosk, const wire::PublicKey& key,
                                                         int64_t now_ms) {
    return m_pool.with([&](PostgresConnection& connection) {
        PostgresTransaction transaction(connection);
        auto out = enrol_within(transaction, code_digest, kiosk, key, now_ms);
        transaction.commit();
        return out;
    });
}

} // namespace

std::unique_ptr<Storage> open_postgres(const std::string& url, BeforeCommit before_commit) {
    return std::make_unique<PostgresStorage>(url, std::move(before_commit));
}

std::unique_ptr<Storage> open_postgres_read_only(const std::string& url) {
    return std::make_unique<LookOnly<PostgresReads>>(url);
}

} // namespace accanto::hub
