#include "tests/faults/fault_vfs.h"

#include "content/base/file.h"

#include <sqlite3.h>

#include <cstring>
#include <fstream>
#include <functional>

namespace accanto::tests {

namespace {

using Model = FaultVfs::Model;

// What SQLite sees as an open file; the real one follows it in memory.
struct File {
    sqlite3_file base;
    FaultVfs* faults;
    Model* model; // null for temporary files, which no power cut can hurt
    const char* name;

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* of(sqlite3_file* file) {
    return reinterpret_cast<File*>(file);
}

int file_close(sqlite3_file* f) {
    return of(f)->real()->pMethods->xClose(of(f)->real());
}

int file_read(sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
    int fault = of(f)->faults->next(false, of(f)->name);
    // An I/O error stands for any: "full" is no answer to a read.
    if (fault != SQLITE_OK)
        return fault == SQLITE_FULL ? of(f)->real()->pMethods->xRead(of(f)->real(), to, size, at)
                                    : SQLITE_IOERR_READ;
    return of(f)->real()->pMethods->xRead(of(f)->real(), to, size, at);
}

int file_write(sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
    int fault = of(f)->faults->next(true, of(f)->name);
    if (of(f)->model && (fault == SQLITE_OK || of(f)->faults->power_is_off()))
        of(f)->faults->wrote(of(f)->model,
                             {at, std::string(static_cast<const char*>(from), size_t(size)), -1});
    return fault == SQLITE_OK ? of(f)->real()->pMethods->xWrite(of(f)->real(), from, size, at) : fault;
}

int file_truncate(sqlite3_file* f, sqlite3_int64 size) {
    int fault = of(f)->faults->next(true, of(f)->name);
    if (of(f)->model && (fault == SQLITE_OK || of(f)->faults->power_is_off()))
        of(f)->faults->wrote(of(f)->model, {0, "", size});
    return fault == SQLITE_OK ? of(f)->real()->pMethods->xTruncate(of(f)->real(), size) : fault;
}

int file_sync(sqlite3_file* f, int) {
    int fault = of(f)->faults->next(true, of(f)->name);
    if (fault != SQLITE_OK)
        return fault == SQLITE_FULL ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
    if (of(f)->model)
        of(f)->faults->synced(of(f)->model);
    return SQLITE_OK; // the model is what counts; the machine's own disk need not be bothered
}

int file_size(sqlite3_file* f, sqlite3_int64* size) {
    return of(f)->real()->pMethods->xFileSize(of(f)->real(), size);
}
int file_lock(sqlite3_file* f, int level) {
    return of(f)->real()->pMethods->xLock(of(f)->real(), level);
}
int file_unlock(sqlite3_file* f, int level) {
    return of(f)->real()->pMethods->xUnlock(of(f)->real(), level);
}
int file_reserved(sqlite3_file* f, int* out) {
    return of(f)->real()->pMethods->xCheckReservedLock(of(f)->real(), out);
}
int file_control(sqlite3_file* f, int op, void* arg) {
    return of(f)->real()->pMethods->xFileControl(of(f)->real(), op, arg);
}
int file_sector(sqlite3_file* f) {
    return of(f)->real()->pMethods->xSectorSize(of(f)->real());
}
int file_character(sqlite3_file* f) {
    return of(f)->real()->pMethods->xDeviceCharacteristics(of(f)->real());
}

// The index of a write-ahead log is shared memory: the machine's own, and gone with its power.
int file_shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
    return of(f)->real()->pMethods->xShmMap(of(f)->real(), page, size, extend, out);
}
int file_shm_lock(sqlite3_file* f, int offset, int n, int flags) {
    return of(f)->real()->pMethods->xShmLock(of(f)->real(), offset, n, flags);
}
void file_shm_barrier(sqlite3_file* f) {
    of(f)->real()->pMethods->xShmBarrier(of(f)->real());
}
int file_shm_unmap(sqlite3_file* f, int remove) {
    return of(f)->real()->pMethods->xShmUnmap(of(f)->real(), remove);
}

const sqlite3_io_methods methods = {
    2,         file_close,  file_read,     file_write,   file_truncate, file_sync,        file_size,
    file_lock, file_unlock, file_reserved, file_control, file_sector,   file_character,   file_shm_map,
    file_shm_lock, file_shm_barrier, file_shm_unmap, nullptr, nullptr};

FaultVfs* faults_of(sqlite3_vfs* vfs) {
    return static_cast<FaultVfs*>(vfs->pAppData);
}
sqlite3_vfs* real_of(sqlite3_vfs*) {
    return sqlite3_vfs_find("unix");
}

int vfs_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* f, int flags, int* out_flags) {
    File* file = of(f);
    file->base.pMethods = nullptr;
    int fault = faults_of(vfs)->next(false, name);
    if (fault != SQLITE_OK)
        return fault == SQLITE_FULL ? SQLITE_FULL : SQLITE_CANTOPEN;
    bool existed = name && std::ifstream(name).good();
    int result = real_of(vfs)->xOpen(real_of(vfs), name, file->real(), flags, out_flags);
    if (result != SQLITE_OK)
        return result;
    file->faults = faults_of(vfs);
    file->name = name;
    file->model = name ? file->faults->model(name, existed) : nullptr;
    file->base.pMethods = &methods;
    return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    int fault = faults_of(vfs)->next(true, name);
    if (fault != SQLITE_OK)
        return SQLITE_IOERR_DELETE;
    faults_of(vfs)->deleted(name);
    return real_of(vfs)->xDelete(real_of(vfs), name, sync_folder);
}

} // namespace

FaultVfs::FaultVfs() : m_vfs(new sqlite3_vfs), m_real(sqlite3_vfs_find("unix")) {
    *m_vfs = *m_real;
    m_vfs->pNext = nullptr;
    m_vfs->zName = "accanto-faults";
    m_vfs->szOsFile = int(sizeof(File)) + m_real->szOsFile;
    m_vfs->pAppData = this;
    m_vfs->xOpen = vfs_open;
    m_vfs->xDelete = vfs_delete;
    // The other entries are the machine's own; those that look at pAppData of the "unix" VFS are given the
    // real one.
    m_vfs->xAccess = [](sqlite3_vfs* v, const char* name, int flags, int* out) {
        return real_of(v)->xAccess(real_of(v), name, flags, out);
    };
    m_vfs->xFullPathname = [](sqlite3_vfs* v, const char* name, int size, char* out) {
        return real_of(v)->xFullPathname(real_of(v), name, size, out);
    };
    sqlite3_vfs_register(m_vfs.get(), 1);
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(m_vfs.get());
    sqlite3_vfs_register(m_real, 1);
}

void FaultVfs::plan(Plan what, const std::string& folder) {
    heal();
    m_plan = what;
    m_folder = folder;
}

void FaultVfs::fail_at(int64_t k, int code, bool persistent, const std::string& folder) {
    plan(Plan::error, folder);
    m_at = k;
    m_code = code;
    m_persistent = persistent;
}

void FaultVfs::cut_power_at(int64_t k, const std::string& folder) {
    plan(Plan::power_cut, folder);
    m_at = k;
}

void FaultVfs::cut_power(const std::string& folder) {
    plan(Plan::power_cut, folder);
    m_at = 0;
    m_happened = m_off = true;
}

void FaultVfs::heal() {
    std::lock_guard lock(m_mutex);
    m_plan = Plan::none;
    m_folder.clear();
    m_calls = m_changes = 0;
    m_happened = m_off = false;
}

bool FaultVfs::is_meant(const char* name) const {
    return m_folder.empty() || (name && std::string_view(name).starts_with(m_folder));
}

int FaultVfs::next(bool is_change, const char* name) {
    std::lock_guard lock(m_mutex);
    if (!is_meant(name))
        return SQLITE_OK;
    ++m_calls;
    m_changes += is_change;
    if (m_off)
        return SQLITE_IOERR;
    if (m_plan == Plan::error && (m_calls == m_at || (m_persistent && m_calls > m_at))) {
        m_happened = true;
        return m_code;
    }
    if (m_plan == Plan::power_cut && is_change && m_changes >= m_at) {
        m_happened = m_off = true;
        return SQLITE_IOERR;
    }
    return SQLITE_OK;
}

Model* FaultVfs::model(const char* name, bool existed) {
    std::lock_guard lock(m_mutex);
    auto [at, is_new] = m_files.try_emplace(name);
    if (is_new && existed) {
        at->second.durable = read_file(name).value_or("");
        at->second.name_durable = true;
    }
    return &at->second;
}

void FaultVfs::wrote(Model* model, Model::Change change) {
    std::lock_guard lock(m_mutex);
    // Of what comes after the cut nothing can have reached the disk; the change that was cut may have, in
    // part.
    if (!m_off || m_changes == m_at)
        model->unsynced.push_back(std::move(change));
}

namespace {

void apply(std::string& bytes, const Model::Change& change, size_t from, size_t size) {
    auto at = size_t(change.offset) + from;
    if (bytes.size() < at + size)
        bytes.resize(at + size, '\0');
    std::memcpy(bytes.data() + at, change.bytes.data() + from, size);
}

} // namespace

void FaultVfs::synced(Model* model) {
    std::lock_guard lock(m_mutex);
    if (m_lies)
        return;
    for (const Model::Change& change : model->unsynced) {
        if (change.truncate_to >= 0)
            model->durable.resize(size_t(change.truncate_to), '\0');
        else
            apply(model->durable, change, 0, change.bytes.size());
    }
    model->unsynced.clear();
    model->name_durable = true;
}

void FaultVfs::deleted(const char* name) {
    std::lock_guard lock(m_mutex);
    m_files.erase(name);
}

void FaultVfs::forget(const std::string& folder) {
    std::lock_guard lock(m_mutex);
    std::erase_if(m_files, [&](const auto& file) { return file.first.starts_with(folder); });
}

namespace {

constexpr size_t sector = 512;

// What a disk may hold of these changes after the power cut.
std::string survivors(const Model& model, const std::function<bool()>& coin) {
    std::string bytes = model.durable;
    for (const Model::Change& change : model.unsynced) {
        if (change.truncate_to >= 0) {
            if (coin())
                bytes.resize(size_t(change.truncate_to), '\0');
            continue;
        }
        bool whole = coin();
        for (size_t from = 0; from < change.bytes.size(); from += sector)
            if (whole || coin())
                apply(bytes, change, from, std::min(sector, change.bytes.size() - from));
    }
    return bytes;
}

} // namespace

void FaultVfs::settle_power_cut(unsigned seed, const std::string& folder) {
    std::mt19937 random(seed);
    auto coin = [&] { return random() % 2 == 0; };
    for (auto& [name, model] : m_files) {
        if (!name.starts_with(folder))
            continue;
        std::string bytes = survivors(model, coin);
        std::remove(name.c_str());
        std::remove((name + "-shm").c_str());
        if (model.name_durable || coin())
            std::ofstream(name, std::ios::binary) << bytes;
    }
    forget(folder);
    heal();
}

} // namespace accanto::tests
