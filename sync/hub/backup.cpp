#include "sync/hub/backup.h"

#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "sync/hub/point_orders.h"
#include "sync/hub/rights.h"
#include "sync/hub/store.h"
#include "sync/wire/time.h"

#include <algorithm>
#include <map>
#include <regex>

namespace accanto::hub {

namespace fs = std::filesystem;

namespace {

constexpr const char* restored_mark = "restored";   // beside hub.db, until the first start
constexpr const char* copied_mark = "copied";       // beside hub.db: when it was last copied

// What is the hub's besides its database. Addresses and locks are of one run.
constexpr const char* small_files[] = {"hub.key", "hub.keys", "hub.key.before", "hub.key.next", "admin.token", "hub.toml"};

void copy_small_files(const fs::path& from, const fs::path& to) {
    for (const char* name : small_files)
        if (fs::exists(from / name))
            copy_to_new_file(from / name, to / name, std::string_view(name) == "hub.toml" ? 0644 : 0600);
    if (!fs::exists(to / "hub.key"))
        throw Error(from.string() + ": hub.key is missing, by which kiosks know the hub; it is made when the hub is first served", ENOENT);
}

void make_private(const fs::path& folder) {
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
}

void sync_all(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder))
        sync_path(entry.path());
    sync_path(folder);
}

// The moment and the number in what free_name() gives, for which copies are put in order; nothing for any other name.
std::optional<std::pair<std::string, int>> age_of(const fs::path& name) {
    static const std::regex given("hub-([0-9]{8}T[0-9]{6}Z)(?:-([0-9]{1,6}))?");
    std::smatch parts;
    const std::string text = name.filename().string();
    if (!std::regex_match(text, parts, given))
        return std::nullopt;
    return std::pair(parts[1].str(), parts[2].matched ? std::stoi(parts[2].str()) : 1);
}

// hub-20261123T091500Z, with a number behind it when that is taken.
fs::path free_name(const fs::path& where, int64_t wall_ms) {
    std::string stamp = rfc3339(wall_ms).substr(0, 19) + "Z";
    std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
    fs::path name = where / ("hub-" + stamp);
    for (int n = 2; fs::exists(name); ++n)
        name = where / ("hub-" + stamp + "-" + std::to_string(n));
    return name;
}

} // namespace

Backup back_up(const fs::path& data, const fs::path& where, int64_t wall_ms) {
    if (!database_of(data).empty())
        throw Error(data.string() + ": what this hub keeps is in PostgreSQL, whose own tools make copies of it: see \"Copies of PostgreSQL\" in deploy/README.md", EINVAL);
    try {
        const fs::path unfinished = where / ".unfinished";
        fs::remove_all(unfinished);
        make_private(unfinished);
        copy_sqlite(data, unfinished / "hub.db");
        fs::permissions(unfinished / "hub.db", fs::perms::owner_read | fs::perms::owner_write);
        copy_small_files(data, unfinished);
        Backup out{free_name(where, wall_ms), check_sqlite_copy(unfinished / "hub.db")};
        sync_all(unfinished);
        rename_durably(unfinished, out.folder);
        write_file_durably(data / copied_mark, rfc3339(wall_ms) + "\n", 0600);
        return out;
    } catch (const fs::filesystem_error& e) {
        throw Error(e.what(), e.code().value());
    }
}

size_t forget_copies(const fs::path& made, size_t keep) {
    const fs::path where = made.parent_path();
    try {
        std::map<std::pair<std::string, int>, fs::path> copies;   // the oldest first
        for (const auto& entry : fs::directory_iterator(where))
            if (const auto age = age_of(entry.path()); age && entry.symlink_status().type() == fs::file_type::directory)
                copies[*age] = entry.path();
        // Not by its name: the clock may have been behind.
        std::erase_if(copies, [&](const auto& copy) { return copy.second.filename() == made.filename(); });
        size_t gone = 0;
        for (auto oldest = copies.begin(); copies.size() - gone + 1 > keep; ++oldest, ++gone) {
            const fs::path going = where / ".going";   // half of one is no copy: it loses its name first
            fs::remove_all(going);
            rename_durably(oldest->second, going);
            fs::remove_all(going);
        }
        return gone;
    } catch (const fs::filesystem_error& e) {
        throw Error(e.what(), e.code().value());
    }
}

std::optional<int64_t> last_copy_ms(const fs::path& data) {
    const std::optional<std::string> text = read_file(data / copied_mark);
    return text ? wire::parse_rfc3339(std::string_view(*text).substr(0, text->find('\n'))) : std::nullopt;
}

CheckedCopy restore(const fs::path& backup, const fs::path& data) {
    if (!fs::exists(backup / "hub.db"))
        throw Error(backup.string() + ": this is no copy of a hub; it would hold hub.db", ENOENT);
    if (store_exists(data))
        throw Error(data.string() + ": there is a hub here already; move its folder away first", EEXIST);
    try {
        check_sqlite_copy(backup / "hub.db");
        make_private(data);
        const fs::path unfinished = data / "hub.db.unfinished";
        fs::remove(unfinished);
        copy_to_new_file(backup / "hub.db", unfinished, 0600);
        const CheckedCopy holds = check_sqlite_copy(unfinished);
        for (const char* name : small_files)
            fs::remove(data / name);
        copy_small_files(backup, data);
        write_file_durably(data / restored_mark, "", 0600);
        sync_all(data);
        rename_durably(unfinished, data / "hub.db");   // last: without it there is no hub
        return holds;
    } catch (const fs::filesystem_error& e) {
        throw Error(e.what(), e.code().value());
    }
}

void note_restored(const fs::path& data, Storage& storage, int64_t now_ms) {
    const fs::path mark = data / restored_mark;
    if (!fs::exists(mark))
        return;
    forget_leases(storage, now_ms);
    storage.people().note({now_ms, std::string(Visitor::by_key), "hub.restored", ""});
    fs::remove(mark);
    sync_path(data);
}

} // namespace accanto::hub
