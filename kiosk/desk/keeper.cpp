#include "kiosk/desk/keeper.h"

namespace accanto::desk {

StoreKeeper::StoreKeeper(std::filesystem::path folder, const Clock& clock)
    : m_folder(std::move(folder)), m_clock(clock) {}

store::Store& StoreKeeper::opened() {
    if (m_store && m_store->db().broken())
        m_store.reset();
    if (!m_store) {
        m_changes = {};
        m_store = store::Store::open(m_folder, m_clock);
    }
    return *m_store;
}

void StoreKeeper::with(const std::function<void(store::Store&)>& work) {
    const std::lock_guard lock(m_mutex);
    work(opened());
}

bool StoreKeeper::changed_elsewhere() {
    const std::lock_guard lock(m_mutex);
    store::Store& store = opened();
    return m_changes.since_last(store);
}

} // namespace accanto::desk
