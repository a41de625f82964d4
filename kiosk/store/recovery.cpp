#include "kiosk/store/recovery.h"

#include "content/base/file.h"
#include "kiosk/store/guard.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

namespace accanto::store {

namespace fs = std::filesystem;

namespace {

constexpr size_t backups_kept = 3;

// 20261123T091500Z
std::string stamp(const Clock& clock) {
    std::string text = rfc3339(clock.wall_ms()).substr(0, 19) + "Z";
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

// store-000017-20261123T091500Z.db: the number orders them, whatever the clock did.
fs::path next_backup(const fs::path& folder, const Clock& clock) {
    std::vector<fs::path> all = backups(folder);
    int last = 0;
    if (!all.empty()) {
        std::string name = all.back().filename().string();
        std::from_chars(name.data() + std::min<size_t>(6, name.size()), name.data() + name.size(), last);
    }
    return folder / "backup" / fmt::format("store-{:06}-{}.db", last + 1, stamp(clock));
}

constexpr std::string_view aside = "store-corrupt-";

// Of store-corrupt-000002-20261123T091500Z.db, 2; 0 where no number was given, as it was once: those are older than all others.
int number_aside(const fs::path& file) {
    const std::string name = file.filename().string();
    int number = 0;
    const char* const end = name.data() + name.size();
    const auto [behind, wrong] = std::from_chars(name.data() + std::min(aside.size(), name.size()), end, number);
    return wrong == std::errc() && behind != end && *behind == '-' ? number : 0;
}

void sync_path(const fs::path& path) {
    int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    int result = fd < 0 ? -1 : fsync(fd);
    int error = errno;
    if (fd >= 0)
        close(fd);
    if (result != 0)
        throw file_error(path.string(), error);
}

void rename_file(const fs::path& from, const fs::path& to) {
    if (rename(from.c_str(), to.c_str()) != 0)
        throw file_error(fmt::format("{} to {}", from.string(), to.string()), errno);
}

void remove_database(const fs::path& file) {
    unlink(file.c_str());
    unlink((file.string() + "-journal").c_str());
}

fs::path unfinished(const fs::path& folder) {
    return folder / "store.restoring";
}

void put_in_place(const fs::path& folder, const std::function<void(Database&)>& prepare) {
    {
        Database copy(unfinished(folder), OpenMode::read_write);
        configure(copy);
        copy.script("PRAGMA synchronous = OFF"); // it is synced as a whole below, or thrown away
        prepare(copy);
    }
    {
        // Opened anew: what was left half done is rolled back before the file gets its name.
        Database copy(unfinished(folder), OpenMode::read_write);
        configure(copy);
        quick_check(copy);
    }
    sync_path(unfinished(folder));
    rename_file(unfinished(folder), folder / "store.db");
    remove_database(unfinished(folder));
    sync_path(folder);
}

void check_copy(const fs::path& file) {
    Database copy(file, OpenMode::read_only);
    quick_check(copy);
    if (!copy.integer("SELECT 1 FROM named_value WHERE key = 'kiosk_id'"))
        throw StoreError(file.string() + ": not a store", 0, StoreTrouble::corrupt);
}

} // namespace

void configure(Database& database) {
    // Not WAL: see design, "The local store". TRUNCATE keeps the journal's directory entry, so a commit needs
    // no sync of the folder; EXTRA syncs the folder where one is needed all the same.
    std::string mode = database.text("PRAGMA journal_mode = TRUNCATE").value_or("");
    if (mode != "truncate")
        throw StoreError("the store's journal mode is " + mode, 0, StoreTrouble::failed);
    database.script("PRAGMA synchronous = EXTRA;"
                    "PRAGMA foreign_keys = ON;"
                    "PRAGMA trusted_schema = OFF;"
                    "PRAGMA cell_size_check = ON;"
                    "PRAGMA secure_delete = ON;"
                    "PRAGMA mmap_size = 0;"
                    "PRAGMA temp_store = MEMORY;");
}

void quick_check(Database& database) {
    std::string found = database.text("PRAGMA quick_check(1)").value_or("no answer");
    if (found != "ok")
        throw StoreError("quick_check: " + found, 0, StoreTrouble::corrupt);
}

void integrity_check(Database& database) {
    std::string found = database.text("PRAGMA integrity_check(1)").value_or("no answer");
    if (found != "ok")
        throw StoreError("integrity_check: " + found, 0, StoreTrouble::corrupt);
}

bool mend_or_fail(Database& database) {
    try {
        integrity_check(database);
        return false;
    } catch (const StoreError& e) {
        if (e.trouble() != StoreTrouble::corrupt)
            throw;
        spdlog::error("store: {}", e.what());
    }
    quick_check(database); // the tables themselves
    try {
        database.run("REINDEX");
    } catch (const StoreError& e) {
        // Two rows where an index allows one: the table is at fault after all.
        throw StoreError(e.what(), e.code(),
                         e.trouble() == StoreTrouble::failed ? StoreTrouble::corrupt : e.trouble());
    }
    integrity_check(database);
    spdlog::warn("store: its indexes were made anew");
    return true;
}

void mark_suspect(const fs::path& folder) {
    try {
        write_file_durably(folder / "store.suspect", "", 0660);
    } catch (const Error& e) {
        throw file_error(e);
    }
}

bool is_suspect(const fs::path& folder) {
    return fs::exists(folder / "store.suspect");
}

void clear_suspect(const fs::path& folder) {
    std::error_code ignored;
    fs::remove(folder / "store.suspect", ignored);
}

fs::path move_aside(const fs::path& folder, const Clock& clock) {
    const auto last = last_moved_aside(folder);
    const fs::path to = folder / fmt::format("{}{:06}-{}.db", aside, (last ? number_aside(*last) : 0) + 1, stamp(clock));
    // The database first: a journal without its database is discarded by SQLite, a database without its
    // journal is not.
    rename_file(folder / "store.db", to);
    fs::path journal = folder / "store.db-journal";
    if (fs::exists(journal))
        rename_file(journal, to.string() + "-journal");
    sync_path(folder);
    return to;
}

std::optional<fs::path> last_moved_aside(const fs::path& folder) {
    std::optional<fs::path> last;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        const fs::path& file = entry.path();
        if (!file.filename().string().starts_with(aside) || file.extension() != ".db")
            continue;
        if (!last || std::pair(number_aside(file), file.filename()) > std::pair(number_aside(*last), last->filename()))
            last = file;
    }
    return last;
}

std::vector<fs::path> backups(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder / "backup", none))
        if (entry.path().extension() == ".db")
            found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

fs::path back_up(Database& database, const fs::path& folder, const Clock& clock) {
    std::error_code failed;
    fs::create_directories(folder / "backup", failed);
    if (failed)
        throw file_error((folder / "backup").string(), failed.value());
    fs::path unchecked = folder / "backup" / "unchecked";
    fs::remove(unchecked, failed);
    fs::path name = next_backup(folder, clock);
    try {
        database.run("VACUUM INTO ?", unchecked.string());
        check_copy(unchecked);
    } catch (...) {
        fs::remove(unchecked, failed);
        throw;
    }
    sync_path(unchecked);
    rename_file(unchecked, name);
    sync_path(folder / "backup");
    std::vector<fs::path> all = backups(folder);
    for (size_t i = 0; i + backups_kept < all.size(); ++i)
        fs::remove(all[i], failed);
    return name;
}

bool restore_backup(const fs::path& folder, const std::function<void(Database&)>& prepare) {
    std::vector<fs::path> found = backups(folder);
    for (auto it = found.rbegin(); it != found.rend(); ++it) {
        try {
            check_copy(*it);
            remove_database(unfinished(folder));
            write_file_durably(unfinished(folder), read_file(*it).value_or(""), 0660);
            put_in_place(folder, prepare);
            spdlog::warn("store: restored {}", it->string());
            return true;
        } catch (const StoreError& e) {
            if (e.trouble() != StoreTrouble::corrupt)
                throw;
            spdlog::error("store: backup {} is of no use: {}", it->string(), e.what());
        } catch (const Error& e) {
            throw file_error(e);
        }
    }
    return false;
}

void start_empty(const fs::path& folder, const std::function<void(Database&)>& prepare) {
    remove_database(unfinished(folder));
    put_in_place(folder, prepare);
}

} // namespace accanto::store
