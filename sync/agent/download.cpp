#include "sync/agent/download.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "sync/wire/desired.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace accanto::agent {

namespace fs = std::filesystem;
using Got = Download::Outcome::What;

namespace {

// Of one part. The most is what the transport takes as one answer; the least keeps a very slow line going.
constexpr int64_t least_part = 16 << 10, most_part = 256 << 10;
constexpr int64_t aim_ms = 2000;

int64_t size_of(const fs::path& file) {
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    return failed ? 0 : int64_t(size);
}

// Behind `offset`, and on the disk when this returns. False when there is no room; then the file is as it was.
bool append(const fs::path& file, int64_t offset, std::string_view bytes) {
    const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        throw Error(file.string() + ": " + strerror(errno), errno);
    int code = 0;
    for (int64_t at = offset; code == 0 && !bytes.empty();) {
        const ssize_t written = pwrite(fd, bytes.data(), bytes.size(), at);
        if (written < 0)
            code = errno == EINTR ? 0 : errno;
        else
            bytes.remove_prefix(size_t(written)), at += written;
    }
    if (code == 0 && fdatasync(fd) != 0)
        code = errno;
    if (code != 0 && ftruncate(fd, offset) != 0)
        code = errno;
    close(fd);
    if (code != 0 && code != ENOSPC && code != EDQUOT)
        throw Error(file.string() + ": " + strerror(code), code);
    return code == 0;
}

std::string no_room(int64_t bytes) { return fmt::format("the disk has no room for {} MB more", (bytes >> 20) + 1); }

} // namespace

int64_t Download::have(const WantedBytes& wanted) const {
    return fs::exists(file(wanted.sha256)) ? wanted.bytes : std::min(wanted.bytes, size_of(part_file(wanted.sha256)));
}

void Download::keep_only(const std::vector<std::string>& sha256s) {
    std::error_code ignored;
    std::vector<fs::path> others;
    for (fs::directory_iterator it(m_folder, ignored), end; !ignored && it != end; it.increment(ignored))
        if (std::find(sha256s.begin(), sha256s.end(), it->path().stem().string()) == sha256s.end())
            others.push_back(it->path());
    for (const fs::path& other : others)
        fs::remove(other, ignored);
}

Download::Outcome Download::step(const WantedBytes& wanted) {
    if (fs::exists(file(wanted.sha256)))
        return {Got::whole, "", {}, 0};
    fs::create_directories(m_folder);
    const int64_t have = size_of(part_file(wanted.sha256));
    if (have >= wanted.bytes)
        return finish(wanted);
    const fs::space_info space = fs::space(m_folder);
    if (int64_t(space.available) < wanted.bytes - have + m_leave_bytes)
        return {Got::full, no_room(wanted.bytes - have), {}, 0};
    return fetch(wanted, have);
}

Download::Outcome Download::fetch(const WantedBytes& wanted, int64_t have) {
    const wire::Part part{have, std::min(have + m_part_bytes, wanted.bytes) - 1, wanted.bytes};
    const int64_t began = m_clock.mono_ms();
    const Answered heard = m_talk.ask("/v1/packs/" + wanted.sha256,
                                   {{"range", fmt::format("bytes={}-{}", part.first, part.last)}, {"if-range", wire::to_etag(wanted.sha256)}});
    const int64_t took_ms = m_clock.mono_ms() - began;
    if (heard.genuine && heard.reply.status == 206)
        return take_part(wanted, have, heard, took_ms);
    m_part_bytes = std::max(least_part, m_part_bytes / 2);
    if (heard.reply.status == 0)
        return {Got::away, "network: " + heard.reply.failure, {}, 0};
    if (!heard.genuine || !heard.problem)
        return {Got::away, fmt::format("status {} without the hub's signature", heard.reply.status), retry_after(heard.reply), 0};
    if (heard.problem->kind == wire::ProblemKind::clock && heard.problem->server_time_ms)
        m_talk.take_time(*heard.problem->server_time_ms);
    const Got what = heard.problem->kind == wire::ProblemKind::not_found ? Got::gone : Got::away;
    return {what, "the hub says: " + heard.problem->detail, retry_after(heard.reply), 0};
}

Download::Outcome Download::take_part(const WantedBytes& wanted, int64_t have, const Answered& heard, int64_t took_ms) {
    const auto part = wire::parse_content_range(heard.reply.message.field("content-range").value_or(""));
    const auto length = int64_t(heard.reply.body.size());
    if (!part || part->first != have || part->of != wanted.bytes || part->last - part->first + 1 != length)
        return {Got::away, "the hub sent another part than was asked for", {}, 0};
    if (!append(part_file(wanted.sha256), have, heard.reply.body))
        return {Got::full, no_room(wanted.bytes - have), {}, 0};
    paced(took_ms);
    return have + length == wanted.bytes ? finish(wanted) : Outcome{Got::part, "", {}, took_ms};
}

Download::Outcome Download::finish(const WantedBytes& wanted) {
    const auto digest = sha256_of_file(part_file(wanted.sha256));
    if (!digest || to_hex(view(*digest)) != wanted.sha256) {
        fs::remove(part_file(wanted.sha256));
        return {Got::wrong, "what came has another SHA-256 than the hub says; it was thrown away", {}, 0};
    }
    rename_durably(part_file(wanted.sha256), file(wanted.sha256));
    return {Got::whole, "", {}, 0};
}

// At most doubled or halved at a time: one odd moment of the network is no trend.
void Download::paced(int64_t took_ms) {
    if (took_ms < aim_ms / 2)
        m_part_bytes *= 2;
    if (took_ms > aim_ms * 2)
        m_part_bytes /= 2;
    m_part_bytes = std::clamp(m_part_bytes, least_part, most_part);
}

} // namespace accanto::agent
