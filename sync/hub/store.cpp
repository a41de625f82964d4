#include "sync/hub/store.h"

#include "content/base/error.h"
#include "content/base/file.h"

namespace accanto::hub {

namespace fs = std::filesystem;

namespace {

void check_url(const std::string& url, const std::string& where) {
    if (!url.starts_with("postgresql://") && !url.starts_with("postgres://"))
        throw Error(where +
                        ": a PostgreSQL URL is needed, such as postgresql://accanto@db.example.org/accanto",
                    EINVAL);
}

void check_alone(const fs::path& data) {
    if (fs::exists(data / "hub.db"))
        throw Error(data.string() + ": this folder has a hub of its own (hub.db), whose events would not be "
                                    "in PostgreSQL; name a new folder",
                    EEXIST);
}

} // namespace

std::string database_of(const fs::path& data) {
    auto text = read_file(data / "database");
    if (!text)
        return "";
    while (!text->empty() && (text->back() == '\n' || text->back() == ' '))
        text->pop_back();
    check_url(*text, (data / "database").string());
    check_alone(data);
    return *text;
}

void keep_database(const fs::path& data, const std::string& url) {
    check_url(url, "--database " + url);
    check_alone(data);
    write_file_durably(data / "database", url + "\n", 0600);
}

bool store_exists(const fs::path& data) {
    return !database_of(data).empty() || fs::exists(data / "hub.db");
}

std::unique_ptr<Storage> open_store(const fs::path& data, BeforeCommit before_commit) {
    const std::string url = database_of(data);
    return url.empty() ? open_sqlite(data, std::move(before_commit))
                       : open_postgres(url, std::move(before_commit));
}

std::unique_ptr<Storage> open_store_to_look(const fs::path& data) {
    const std::string url = database_of(data);
    return url.empty() ? open_sqlite_read_only(data) : open_postgres_read_only(url);
}

// In between both are there, which every command refuses: at no moment does a hub begin anew with nothing.
Moved move_to_database(const fs::path& data, const std::string& url, const std::function<void(int64_t)>& told) {
    check_url(url, "--database " + url);
    const Moved moved = copy_to_postgres(data, url, told);
    write_file_durably(data / "database", url + "\n", 0600);
    rename_durably(data / "hub.db", data / "hub.db.moved");
    return moved;
}

} // namespace accanto::hub
