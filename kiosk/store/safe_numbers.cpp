#include "kiosk/store/safe_numbers.h"

#include "content/base/bytes.h"
#include "content/base/file.h"
#include "kiosk/store/guard.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sstream>
#include <unistd.h>

namespace accanto::store {

namespace fs = std::filesystem;

namespace {

// Half a disk's sector: a line is written whole or not at all, and one that was torn spoils no other.
constexpr size_t slot_bytes = 256;
constexpr int64_t same_label_ms = 12 * 3'600'000LL;

fs::path file_in(const fs::path& folder) {
    return folder / "safe-numbers";
}

std::string check_of(const std::string& text) {
    return to_hex(view(sha256(text))).substr(0, 16);
}

std::string slot_of(const SafeNumber& n) {
    const std::string text = fmt::format("{} {} {} {} {} {} {}", n.count, n.letter, n.id, n.language,
                                         n.wall_ms, n.mono_ms, n.boot);
    std::string slot = text + " " + check_of(text);
    ACCANTO_ASSERT(slot.size() < slot_bytes);
    slot.resize(slot_bytes - 1, ' ');
    return slot + "\n";
}

std::optional<SafeNumber> number_of(const std::string& slot) {
    const std::string line = slot.substr(0, slot.find_last_not_of(" \n") + 1);
    const size_t space = line.rfind(' ');
    if (space == line.npos || line.substr(space + 1) != check_of(line.substr(0, space)))
        return std::nullopt;
    SafeNumber n;
    std::istringstream in(line);
    in >> n.count >> n.letter >> n.id >> n.language >> n.wall_ms >> n.mono_ms >> n.boot;
    return in && n.count > 0 ? std::optional(std::move(n)) : std::nullopt;
}

struct Ledger {
    std::vector<SafeNumber> numbers;
    size_t used = 0; // slots, torn ones too
};

Ledger read(const fs::path& folder) {
    Ledger out;
    std::optional<std::string> bytes;
    try {
        if (!folder.empty())
            bytes = read_file(file_in(folder));
    } catch (const Error& e) {
        spdlog::error("safe numbers: {}", e.what());
    }
    for (size_t at = 0; bytes && at < bytes->size(); at += slot_bytes) {
        const std::string slot = bytes->substr(at, slot_bytes);
        if (slot.find_first_not_of('\0') == slot.npos)
            continue;
        out.used = at / slot_bytes + 1;
        if (auto number = number_of(slot))
            out.numbers.push_back(*std::move(number));
    }
    return out;
}

void write_slot(const fs::path& folder, size_t slot, const std::string& bytes) {
    const fs::path file = file_in(folder);
    const int fd = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0)
        throw file_error(file.string(), errno);
    const off_t at = off_t(slot * slot_bytes), before = lseek(fd, 0, SEEK_END);
    const bool good = pwrite(fd, bytes.data(), bytes.size(), at) == ssize_t(bytes.size()) && fsync(fd) == 0;
    const int error = errno;
    close(fd);
    if (!good)
        throw file_error(file.string(), error);
    if (before == 0)
        sync_path(folder);
}

int64_t age_ms(const SafeNumber& n, const Clock& clock) {
    return n.boot == clock.boot() ? clock.mono_ms() - n.mono_ms : clock.wall_ms() - n.wall_ms;
}

} // namespace

SafePlaces safe_places(const fs::path& state) {
    const char* given = getenv("RUNTIME_DIRECTORY");
    const fs::path spare = given && *given ? given : "/run/accanto";
    std::error_code unreadable;
    return {state, fs::is_directory(spare, unreadable) ? spare : fs::path()};
}

std::vector<SafeNumber> safe_numbers(const SafePlaces& places) {
    // A spare that was begun while the other could not be read counts from 1 as well: both are kept.
    std::vector<SafeNumber> out = read(places.state).numbers;
    for (SafeNumber& n : read(places.spare).numbers)
        out.push_back(std::move(n));
    std::stable_sort(out.begin(), out.end(),
                     [](const SafeNumber& a, const SafeNumber& b) { return a.count < b.count; });
    return out;
}

std::optional<SafeNumber> give_safe_number(const SafePlaces& places, const std::string& letter,
                                           const std::string& language, const Clock& clock) {
    const std::vector<SafeNumber> before = safe_numbers(places);
    SafeNumber next{before.empty() ? 1 : before.back().count + 1,
                    uuid7(clock.wall_ms()),
                    letter,
                    language,
                    clock.wall_ms(),
                    clock.mono_ms(),
                    clock.boot()};
    for (const SafeNumber& n : before)
        if (n.letter == letter && n.number() == next.number())
            if (const int64_t age = age_ms(n, clock); age >= 0 && age < same_label_ms)
                return std::nullopt;
    std::string said;
    for (const fs::path& folder : {places.state, places.spare}) {
        if (folder.empty())
            continue;
        try {
            write_slot(folder, read(folder).used, slot_of(next));
            return next;
        } catch (const Error& e) {
            said = e.what();
            spdlog::error("safe numbers: {}", said);
        }
    }
    throw StoreError("no number can be kept: " + said, 0, StoreTrouble::not_writable);
}

void prepare_safe_numbers(const fs::path& state) {
    const size_t wanted = (read(state).used + size_t(safe_number_count)) * slot_bytes;
    std::error_code none;
    const uintmax_t there = fs::exists(file_in(state), none) ? fs::file_size(file_in(state), none) : 0;
    if (there >= wanted)
        return;
    try {
        // Written, not only reserved: what is overwritten in place needs no new room.
        const size_t first = there / slot_bytes, count = wanted / slot_bytes - first;
        write_slot(state, first, std::string(count * slot_bytes, '\0'));
    } catch (const Error& e) {
        spdlog::warn("safe numbers: no room for the next: {}", e.what());
    }
}

} // namespace accanto::store
