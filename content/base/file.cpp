#include "content/base/file.h"

#include "content/base/error.h"
#include "content/base/json_log.h"

#include <fmt/format.h>
#include <spdlog/cfg/helpers.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace accanto {

namespace {

// One thin class for the C handle: closes on every way out.
class Fd {
public:
    Fd(const std::filesystem::path& path, int flags, int mode) : m_fd(open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    ~Fd() {
        if (m_fd >= 0)
            close(m_fd);
    }
    Fd(Fd&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Fd& operator=(Fd&&) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
    int code = errno;
    throw Error(fmt::format("{}: cannot {}: {}", path.string(), what, strerror(code)), code);
}

// Hands over the file in pieces; false when it does not exist.
template <typename Take> bool read_in_pieces(const std::filesystem::path& path, Take take) {
    Fd fd(path, O_RDONLY, 0);
    if (fd.get() < 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return false;
        fail(path, "open");
    }
    char buffer[65536];
    for (;;) {
        ssize_t n = read(fd.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            fail(path, "read");
        if (n == 0)
            return true;
        take(std::string_view(buffer, size_t(n)));
    }
}

void write_all(const Fd& fd, const std::filesystem::path& path, std::string_view bytes) {
    for (size_t done = 0; done < bytes.size();) {
        ssize_t n = write(fd.get(), bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            fail(path, "write");
        done += size_t(n);
    }
}

Fd new_file(const std::filesystem::path& path, int mode) {
    Fd fd(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
    if (fd.get() < 0)
        fail(path, "create");
    return fd;
}

} // namespace

std::optional<std::string> read_file(const std::filesystem::path& path) {
    std::string out;
    bool there = read_in_pieces(path, [&](std::string_view piece) { out += piece; });
    return there ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Sha256> sha256_of_file(const std::filesystem::path& path) {
    Sha256Stream digest;
    bool there = read_in_pieces(path, [&](std::string_view piece) { digest.add(piece); });
    return there ? std::optional(digest.finish()) : std::nullopt;
}

void write_file_durably(const std::filesystem::path& path, std::string_view bytes, int mode) {
    std::filesystem::path temporary = path.string() + ".new";
    {
        Fd fd(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode);
        if (fd.get() < 0)
            fail(temporary, "create");
        write_all(fd, temporary, bytes);
        if (fsync(fd.get()) != 0)
            fail(temporary, "sync");
    }
    rename_durably(temporary, path);
}

void write_new_file(const std::filesystem::path& path, std::string_view bytes, int mode) {
    write_all(new_file(path, mode), path, bytes);
}

Sha256 copy_to_new_file(const std::filesystem::path& from, const std::filesystem::path& to, int mode) {
    Fd fd = new_file(to, mode);
    Sha256Stream digest;
    bool there = read_in_pieces(from, [&](std::string_view piece) {
        write_all(fd, to, piece);
        digest.add(piece);
    });
    if (!there)
        fail(from, "open");
    return digest.finish();
}

void sync_path(const std::filesystem::path& path) {
    Fd fd(path, O_RDONLY, 0);
    if (fd.get() < 0 || fsync(fd.get()) != 0)
        fail(path, "sync");
}

void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (rename(from.c_str(), to.c_str()) != 0)
        fail(to, "replace");
    sync_path(to.has_parent_path() ? to.parent_path() : std::filesystem::path("."));
}

std::filesystem::path data_dir() {
    namespace fs = std::filesystem;
    auto has_content = [](const fs::path& p) { return fs::is_directory(p / "content" / "words"); };
    if (const char* set = getenv("ACCANTO_DATA")) {
        if (!has_content(set))
            throw Error(fmt::format("ACCANTO_DATA={}: no content/words there", set), 0);
        return set;
    }
    std::error_code ignored;
    // bin and libexec/accanto.
    const fs::path above = fs::read_symlink("/proc/self/exe", ignored).parent_path().parent_path();
    for (const fs::path& candidate : {above / "share" / "accanto", above.parent_path() / "share" / "accanto", fs::path(ACCANTO_SOURCE_DIR)})
        if (has_content(candidate))
            return candidate;
    throw Error("no content found: set ACCANTO_DATA to the folder that holds content/ and assets/", 0);
}

std::filesystem::path helper_program(const char* name) {
    std::error_code ignored;
    const std::filesystem::path here = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    for (const auto& place : {here / name, here.parent_path() / "libexec" / "accanto" / name})
        if (std::filesystem::exists(place, ignored))
            return place;
    return here / name;
}

void start_log(const std::string& program) {
    auto logger = spdlog::stderr_logger_mt(program);
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e %n %l: %v");
    if (const char* format = getenv("ACCANTO_LOG_FORMAT"); format && std::string_view(format) == "json")
        logger->set_formatter(json_lines(program));
    spdlog::set_default_logger(logger);
    if (const char* level = getenv("ACCANTO_LOG"))
        spdlog::cfg::helpers::load_levels(level);
}

} // namespace accanto
