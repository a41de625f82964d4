#include "kiosk/store/slots.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "kiosk/store/guard.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace accanto::store {

namespace fs = std::filesystem;

namespace {

std::string check_of(const std::string& text) {
    return to_hex(view(sha256(text))).substr(0, 16);
}

std::optional<std::string> line_of(const std::string& slot) {
    const std::string line = slot.substr(0, slot.find_last_not_of(" \n") + 1);
    const size_t space = line.rfind(' ');
    if (space == line.npos || line.substr(space + 1) != check_of(line.substr(0, space)))
        return std::nullopt;
    return line.substr(0, space);
}

void write_at(const fs::path& file, off_t at, const std::string& bytes) {
    const int fd = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0)
        throw file_error(file.string(), errno);
    const off_t before = lseek(fd, 0, SEEK_END);
    const bool good = pwrite(fd, bytes.data(), bytes.size(), at) == ssize_t(bytes.size()) && fsync(fd) == 0;
    const int error = errno;
    close(fd);
    if (!good)
        throw file_error(file.string(), error);
    if (before == 0)
        sync_path(file.parent_path());
}

} // namespace

std::vector<std::optional<std::string>> read_slots(const fs::path& file) {
    const std::string bytes = read_file(file).value_or("");
    std::vector<std::optional<std::string>> out;
    for (size_t at = 0; at < bytes.size(); at += slot_bytes) {
        const std::string slot = bytes.substr(at, slot_bytes);
        if (slot.find_first_not_of('\0') == slot.npos)
            continue;
        out.resize(at / slot_bytes);
        out.push_back(line_of(slot));
    }
    return out;
}

void write_slot(const fs::path& file, size_t slot, const std::string& text) {
    std::string bytes = text + " " + check_of(text);
    ACCANTO_ASSERT(bytes.size() < slot_bytes);
    bytes.resize(slot_bytes - 1, ' ');
    write_at(file, off_t(slot * slot_bytes), bytes + "\n");
}

void reserve_slots(const fs::path& file, size_t count) {
    std::error_code none;
    const uintmax_t wanted = count * slot_bytes, there = fs::exists(file, none) ? fs::file_size(file, none) : 0;
    if (there >= wanted)
        return;
    // Written, not only reserved.
    const uintmax_t first = there / slot_bytes * slot_bytes;
    write_at(file, off_t(first), std::string(wanted - first, '\0'));
}

} // namespace accanto::store
