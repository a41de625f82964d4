#pragma once
// An SQLite VFS over the machine's own that fails on purpose: an error at the k-th call, a full disk, or a
// power cut after which only what was synced is sure to be there. SQLite's default while it lives.
//
// Where a plan names a folder, only that machine is meant: calls for files elsewhere neither count nor fail. Files may be
// used by several threads; plans are made while none is.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
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
    void fail_at(int64_t k, int code, bool persistent, const std::string& folder = "");
    // At the k-th change (write, sync, truncate, delete) the power goes: nothing after it reaches the disk.
    void cut_power_at(int64_t k, const std::string& folder = "");
    // Now: whatever is still open fails from here on.
    void cut_power(const std::string& folder);
    // A disk that says "synced" and is not.
    void lie_about_sync() { m_lies = true; }
    // Nothing fails from here on.
    void heal();

    int64_t calls() const { return m_calls; }     // since the last plan
    int64_t changes() const { return m_changes; } // since the last plan
    bool happened() const { return m_happened; }

    // Leaves each file as the power cut would: what was synced, and of the rest what chance says, sector by
    // sector. All files (of the folder) must be closed.
    void settle_power_cut(unsigned seed, const std::string& folder = "");
    // What stands in the folder is durable, whoever put it there. All files of it must be closed.
    void forget(const std::string& folder);

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
    // SQLITE_OK, or the error this call shall have. `name`: the file's, null for a temporary one.
    int next(bool is_change, const char* name);
    Model* model(const char* name, bool existed);
    void wrote(Model* model, Model::Change change);
    void synced(Model* model);
    void deleted(const char* name);
    bool power_is_off() const { return m_off; }

private:
    enum class Plan { none, error, power_cut };
    void plan(Plan what, const std::string& folder);
    bool is_meant(const char* name) const;
    std::unique_ptr<sqlite3_vfs> m_vfs;
    sqlite3_vfs* m_real = nullptr;
    Plan m_plan = Plan::none;
    int64_t m_at = 0, m_calls = 0, m_changes = 0;
    int m_code = 0;
    bool m_persistent = false, m_happened = false, m_off = false, m_lies = false;
    std::string m_folder;
    mutable std::mutex m_mutex;
    std::map<std::string, Model> m_files;
};

} // namespace accanto::tests
