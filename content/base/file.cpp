#include "content/base/file.h"

#include "content/base/error.h"

#include <fmt/format.h>
#include <spdlog/cfg/helpers.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

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
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
    int code = errno;
    throw Error(fmt::format("{}: cannot {}: {}", path.string(), what, strerror(code)), code);
}

} // namespace

std::optional<std::string> read_file(const std::filesystem::path& path) {
    Fd fd(path, O_RDONLY, 0);
    if (fd.get() < 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return std::nullopt;
        fail(path, "open");
    }
    std::string out;
    char buffer[65536];
    for (;;) {
        ssize_t n = read(fd.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            fail(path, "read");
        if (n == 0)
            return out;
        out.append(buffer, size_t(n));
    }
}

void write_file_durably(const std::filesystem::path& path, std::string_view bytes, int mode) {
    std::filesystem::path temporary = path.string() + ".new";
    {
        Fd fd(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode);
        if (fd.get() < 0)
            fail(temporary, "create");
        for (size_t done = 0; done < bytes.size();) {
            ssize_t n = write(fd.get(), bytes.data() + done, bytes.size() - done);
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                fail(temporary, "write");
            done += size_t(n);
        }
        if (fsync(fd.get()) != 0)
            fail(temporary, "sync");
    }
    if (rename(temporary.c_str(), path.c_str()) != 0)
        fail(path, "replace");
    std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    Fd dir(folder, O_RDONLY | O_DIRECTORY, 0);
    if (dir.get() < 0 || fsync(dir.get()) != 0)
        fail(folder, "sync");
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
    fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    for (const fs::path& candidate : {program.parent_path().parent_path() / "share" / "accanto", fs::path(ACCANTO_SOURCE_DIR)})
        if (has_content(candidate))
            return candidate;
    throw Error("no content found: set ACCANTO_DATA to the folder that holds content/ and assets/", 0);
}

void start_log(const std::string& program) {
    auto logger = spdlog::stderr_logger_mt(program);
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e %n %l: %v");
    spdlog::set_default_logger(logger);
    if (const char* level = getenv("ACCANTO_LOG"))
        spdlog::cfg::helpers::load_levels(level);
}

} // namespace accanto
