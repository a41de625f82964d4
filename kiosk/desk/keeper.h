#pragma once
// The one store connection of this program, for its many threads.

#include "kiosk/store/store.h"
#include "kiosk/store/watch.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>

namespace accanto::desk {

// Any thread.
class StoreKeeper {
public:
    // Opens nothing yet: a desk whose store does not open says so on its page.
    StoreKeeper(std::filesystem::path folder, const Clock& clock);

    // Runs `work` alone with the store. A handle that had to be given up is opened anew the next time. Throws
    // what `work` and opening throw.
    void with(const std::function<void(store::Store&)>& work);

    // Did another program commit since the last time this was asked? True at the first time and after opening
    // anew.
    bool changed_elsewhere();

private:
    store::Store& opened();

    const std::filesystem::path m_folder;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::unique_ptr<store::Store> m_store;
    store::Changes m_changes;
};

} // namespace accanto::desk
