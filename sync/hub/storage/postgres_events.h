#pragma once
// Events of the pushes of a transaction, into their table and out of it. For the .cpp files of this folder.

#include "sync/hub/storage/postgres_connection.h"
#include "sync/hub/storage/storage.h"

namespace accanto::hub {

// What is there of a stream already, from one number to another.
struct ThereAlready {
    std::string disposition;
    std::string digest; // empty: none is kept
};
std::map<int64_t, ThereAlready> read_there(PostgresTransaction& transaction, const Push& push, int64_t from,
                                           int64_t through);

// New rows, for one statement. Of one kiosk at most one push.
class NewEvents {
public:
    void add(const Push& push, const Incoming& event) {
        add_row(push, event, wire::to_text(event.disposition), event.id);
    }
    // One whose id is there under another number: its place is taken, the id stays the other's.
    void add_duplicate(const Push& push, const Incoming& event) {
        add_row(push, event, wire::to_text(wire::Disposition::duplicate), "");
    }
    void add_absent(const Push& push, int64_t seq);
    bool empty() const { return m_seqs.size() == 0; }
    // True when every row went in; those whose id is there already do not.
    bool write(PostgresTransaction& transaction);

private:
    void add_row(const Push& push, const Incoming& event, std::string_view disposition, std::string_view id);

    Column m_points{Column::Type::text}, m_kiosks{Column::Type::text}, m_epochs{Column::Type::number},
        m_seqs{Column::Type::number}, m_months{Column::Type::number}, m_dispositions{Column::Type::text},
        m_ids{Column::Type::text}, m_types{Column::Type::text}, m_problems{Column::Type::text},
        m_received{Column::Type::number}, m_from{Column::Type::number}, m_to{Column::Type::number},
        m_digests{Column::Type::bytes}, m_bytes{Column::Type::bytes};
};

// Takes away that these were declared absent: they have come.
void forget_absent(PostgresTransaction& transaction, const Push& push, const std::vector<int64_t>& seqs);

// The months whose parts a push writes to.
std::set<int64_t> months_of(const Push& push);

} // namespace accanto::hub
