#pragma once
// Orders to points in the embedded store. For the .cpp files of this folder.

#include "sync/hub/storage/orders.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>

namespace accanto::hub {

// As SqlitePublishing: connections are lent.
class SqliteOrders final : public Orders {
public:
    using Work = std::function<void(SQLite::Database&)>;
    using Run = std::function<void(const Work&)>;
    SqliteOrders(Run read, Run write) : m_read(std::move(read)), m_write(std::move(write)) {}

    std::vector<Order> orders() override;
    bool put(const Order& order, const std::optional<Deed>& deed) override;
    std::vector<Erasure> erasures() override;
    void erase(const Erasure& erasure, const std::vector<Redaction>& redactions,
               const std::optional<Deed>& deed) override;
    void count_change() override;

private:
    Run m_read, m_write;
};

} // namespace accanto::hub
