#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/library/pack.h"

#include <fmt/format.h>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <memory>

namespace accanto::content {

namespace {

struct Free {
    void operator()(archive* handle) const { archive_write_free(handle); }
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

// The file under its other name until it is whole; gone when it never was.
class Unfinished {
public:
    explicit Unfinished(const std::filesystem::path& pack) : m_path(pack.string() + ".new") {}
    ~Unfinished() {
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

class Writer {
public:
    explicit Writer(const std::filesystem::path& file) : m_file(file), m_handle(archive_write_new()) {
        need(archive_write_set_format_ustar(m_handle.get()));
        need(archive_write_add_filter_zstd(m_handle.get()));
        need(archive_write_set_filter_option(m_handle.get(), "zstd", "compression-level", "15"));
        need(archive_write_set_bytes_in_last_block(m_handle.get(), 1)); // no padding behind the last frame
        need(archive_write_open_filename(m_handle.get(), file.c_str()));
    }

    void add(const std::string& path, std::string_view bytes) {
        std::unique_ptr<archive_entry, Free> entry(archive_entry_new());
        archive_entry_set_pathname(entry.get(), path.c_str());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_size(entry.get(), la_int64_t(bytes.size()));
        archive_entry_set_mtime(entry.get(), 0, 0);
        need(archive_write_header(m_handle.get(), entry.get()));
        if (archive_write_data(m_handle.get(), bytes.data(), bytes.size()) != la_ssize_t(bytes.size()))
            need(ARCHIVE_FATAL);
    }

    void close() { need(archive_write_close(m_handle.get())); }

private:
    void need(int code) const {
        if (code == ARCHIVE_OK)
            return;
        const char* word = archive_error_string(m_handle.get());
        throw Error(
            fmt::format("{}: cannot be written: {}", m_file.string(), word ? word : "no reason given"),
            archive_errno(m_handle.get()));
    }

    std::filesystem::path m_file;
    std::unique_ptr<archive, Free> m_handle;
};

std::string read_source(const PackSource& source) {
    auto bytes = read_file(source.file);
    return bytes ? std::move(*bytes)
                 : throw Error(source.file.string() + ": it went away while it was being packed", ENOENT);
}

std::optional<Refused> list_files(Manifest& manifest, const std::vector<PackSource>& sources) {
    for (const PackSource& source : sources) {
        std::error_code failed;
        if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(source.file, failed)))
            return Refused{source.file.string() + ": this is no plain file"};
        if (std::filesystem::file_size(source.file, failed) > most_bytes_of(source.path) || failed)
            return Refused{fmt::format("{}: it is too large; {} bytes are the most", source.file.string(),
                                       most_bytes_of(source.path))};
        std::string bytes = read_source(source);
        manifest.files.push_back({source.path, bytes.size(), to_hex(view(sha256(bytes)))});
    }
    return std::nullopt;
}

} // namespace

OrRefused<Manifest> write_pack(Manifest head, std::vector<PackSource> sources,
                               const std::filesystem::path& pack, const PackLimits& limits) {
    std::sort(sources.begin(), sources.end(),
              [](const PackSource& a, const PackSource& b) { return a.path < b.path; });
    head.files.clear();
    if (auto refused = list_files(head, sources))
        return *refused;
    std::string manifest = to_toml(head);
    std::vector<Problem> problems;
    if (!parse_manifest(manifest, manifest_name, limits, problems))
        return refused_for(problems);
    Unfinished unfinished(pack);
    Writer writer(unfinished.path());
    writer.add(manifest_name, manifest);
    for (const PackSource& source : sources)
        writer.add(source.path, read_source(source));
    writer.close();
    sync_path(unfinished.path());
    // What a kiosk would refuse is never handed out; a file that changed between the two readings shows here
    // too.
    auto read_back = read_pack(
        unfinished.path(), pack.string(), [](const PackFile&, std::string_view) {}, limits);
    if (std::holds_alternative<Refused>(read_back))
        return read_back;
    rename_durably(unfinished.path(), pack);
    return read_back;
}

} // namespace accanto::content
