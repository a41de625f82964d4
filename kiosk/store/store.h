#pragma once
// The local store: one SQLite file that kiosk, desk and sync share. Opening it checks and migrates it.

#include "content/base/clock.h"
#include "kiosk/store/database.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::store {

class Store {
public:
    // Opens or creates `folder`/store.db. Journal, durability and safety pragmas as in the design (rollback
    // journal, synchronous EXTRA). Runs the missing migrations, each in its own transaction. After an unclean
    // stop, quick_check comes before the first write. A corrupt file is moved aside and replaced by the
    // newest good backup or an empty store, with a new epoch. Throws StoreError. A Store belongs to one
    // thread at a time; several Stores of one folder, in one process or many, work side by side.
    static std::unique_ptr<Store> open(const std::filesystem::path& folder, const Clock& clock,
                                       OpenMode mode = OpenMode::read_write);
    ~Store();

    const Clock& clock() const;
    const std::filesystem::path& folder() const;
    Database& db();

    // Runs `work` in one BEGIN IMMEDIATE transaction; commits when it returns, rolls back when it throws. Not
    // nested. On a full disk the reserve file and old acknowledged rows are given up and `work` runs once
    // more: it must not count on running once (what it wrote to the store is rolled back, what it wrote
    // elsewhere is its own affair). After a failed read, write or sync the handle is given up: every later
    // call throws, until the folder is opened anew.
    void transaction(const std::function<void()>& work);
    // The same for what can be refused: on a full disk it throws (disk_full) and leaves the reserve, or the room it gave
    // back, to what cannot.
    void transaction_with_room(const std::function<void()>& work);

    // Runs `work` on one consistent view of the store. Within transaction() or read() it simply runs.
    void read(const std::function<void()>& work);

    // Ends what another thread is doing with this Store: its call throws, and what it was writing is rolled
    // back. Any thread.
    void interrupt();

    // PRAGMA data_version: changes when another connection committed.
    int64_t data_version();

    // A new UUIDv7 whose floor is kept in the store. Only within transaction().
    std::string new_id();

    // Small named values ("kiosk_id", "point_message", ...).
    std::optional<std::string> value(std::string_view key);
    void set_value(std::string_view key, std::string_view value); // only within transaction()

private:
    Store();
    void attempt(const std::function<void()>& work, bool spare_reserve = false);
    bool make_room();
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

} // namespace accanto::store
