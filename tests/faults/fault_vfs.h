#pragma once
// An SQLite VFS over the machine's own that fails on purpose: an error at the k-th call, a full disk, or a
// power cut after which only what was synced is sure to be there. SQLite's default while it lives. One
// thread.

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace accanto::tests {

class FaultVfs {
public:
    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    // The k-th call from now (from 1) returns `code`, and with `persistent` all after it too. Reads count as
    // well.
    void fail_at(int64_t k, int code, bool persistent);
    // At the k-th change (write, sync, truncate, delete) the power goes: nothing after it reaches the disk.
    void cut_power_at(int64_t k);
    // A disk that says "synced" and is not.
    void lie_about_sync() { m_lies = true; }
    // Nothing fails from here on.
    void heal();

    int64_t calls() const { return m_calls; }     // since the last plan
    int64_t changes() const { return m_changes; } // since the last plan
    bool happened() const { return m_happened; }

    // Leaves each file as the power cut would: what was synced, and of the rest what chance says, sector by
    // sector. All files must be closed.
    void settle_power_cut(unsigned seed);

    // For the C side.
    struct Model {
        struct Change {
            int64_t offset = 0;
            std::string bytes;
            int64_t truncate_to = -1; // a truncation when not negative
        };
        std::string durable;
        std::vector<Change> unsynced;
        bool name_durable = false;
    };
    // SQLITE_OK, or the error this call shall have.
    int next(bool is_change);
    Model* model(const char* name, bool existed);
    void wrote(Model* model, Model::Change change);
    void synced(Model* model);
    bool power_is_off() const { return m_off; }

private:
    enum class Plan { none, error, power_cut };
    std::unique_ptr<sqlite3_vfs> m_vfs;
    sqlite3_vfs* m_real = nullptr;
    Plan m_plan = Plan::none;
    int64_t m_at = 0, m_calls = 0, m_changes = 0;
    int m_code = 0;
    bool m_persistent = false, m_happened = false, m_off = false, m_lies = false;
    std::map<std::string, Model> m_files;
};

} // namespace accanto::tests
