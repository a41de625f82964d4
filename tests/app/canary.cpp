#include "tests/app/canary.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <random>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace accanto::tests {

namespace fs = std::filesystem;

namespace {

std::string utf8(char32_t c) {
    if (c < 0x80)
        return {char(c)};
    return {char(0xC0 | c >> 6), char(0x80 | (c & 0x3F))}; // no alphabet here goes further
}

std::u32string letters_of(const std::string& word) {
    std::u32string out;
    for (size_t i = 0; i < word.size(); ++i) {
        const auto byte = static_cast<unsigned char>(word[i]);
        out += byte < 0x80 ? char32_t(byte)
                           : char32_t((byte & 0x1F) << 6 | (static_cast<unsigned char>(word[++i]) & 0x3F));
    }
    return out;
}

// In the machine's own byte order, `width` bytes a letter; 1: UTF-8.
std::string written(const std::u32string& letters, size_t width) {
    std::string out;
    for (const char32_t letter : letters)
        out += width == 1 ? utf8(letter) : std::string(reinterpret_cast<const char*>(&letter), width);
    return out;
}

size_t beginning(const char* bytes) {
    return size_t(static_cast<unsigned char>(bytes[0])) << 8 | static_cast<unsigned char>(bytes[1]);
}

bool is_nothing(const char* eight_bytes) {
    uint64_t value = 0;
    memcpy(&value, eight_bytes, sizeof value);
    return value == 0;
}

// Stands still while it is looked at.
class Stopped {
public:
    explicit Stopped(pid_t pid) : m_pid(pid) {
        if (kill(pid, SIGSTOP) != 0)
            throw Error(fmt::format("process {} cannot be stopped", pid), errno);
    }
    ~Stopped() { kill(m_pid, SIGCONT); }
    Stopped(const Stopped&) = delete;

private:
    pid_t m_pid;
};

void find_in_memory(const fs::path& process, const Searched& words, Found& found) {
    const int memory = open((process / "mem").c_str(), O_RDONLY | O_CLOEXEC);
    if (memory < 0)
        throw Error(fmt::format("{}/mem cannot be read", process.string()), errno);
    std::ifstream maps(process / "maps");
    for (std::string line; std::getline(maps, line);) {
        unsigned long from = 0, to = 0;
        char rights[5] = {};
        if (sscanf(line.c_str(), "%lx-%lx %4s", &from, &to, rights) != 3 || rights[0] != 'r')
            continue;
        std::string bytes(to - from, '\0');
        const ssize_t count =
            pread(memory, bytes.data(), bytes.size(), off_t(from)); // the kernel's own pages give nothing
        if (count > 0)
            found.add(words.in(std::string_view(bytes.data(), size_t(count))), line);
    }
    close(memory);
}

void find_in_open_files(const fs::path& process, const Searched& words, Found& found) {
    for (const auto& entry : fs::directory_iterator(process / "fd")) {
        struct stat file {};
        if (stat(entry.path().c_str(), &file) == 0 && S_ISREG(file.st_mode))
            found.add(words.in(read_file(entry.path()).value_or("")), fs::read_symlink(entry.path()));
    }
}

} // namespace

std::string canary(std::u32string_view letters, size_t count) {
    std::random_device random;
    std::u32string out;
    while (out.size() < count)
        out += letters[random() % letters.size()];
    return written(out, 1);
}

std::string canary_number() {
    return canary(U"0123456789", 15);
}

std::string a_contact_key() {
    unsigned char open_key[crypto_box_PUBLICKEYBYTES], secret_key[crypto_box_SECRETKEYBYTES];
    if (crypto_box_keypair(open_key, secret_key) != 0)
        throw Error("crypto_box_keypair", 0);
    return to_base64({reinterpret_cast<const char*>(open_key), sizeof open_key});
}

std::string tapped(const std::string& word) {
    std::string out;
    for (const char32_t letter : letters_of(word))
        out += "tap @key." + utf8(letter) + "\n";
    return out;
}

Searched::Searched(const std::string& word, size_t piece) {
    also(word, piece);
}

// Pieces begin at every third letter: of any eight letters in a row there is a whole one. The wider forms are
// only ever copies of the whole: fewer pieces find them.
Searched& Searched::also(const std::string& word, size_t piece) {
    std::u32string letters = letters_of(word);
    for (int turn = 0; turn < 2; ++turn, std::reverse(letters.begin(), letters.end()))
        for (size_t i = 0; i + piece <= letters.size(); i += 3)
            for (const size_t width : {1, 2, 4})
                if (width == 1 || i % 9 == 0) {
                    const std::string form = written(letters.substr(i, piece), width);
                    m_forms[beginning(form.data())].push_back({form, word});
                }
    return *this;
}

std::set<std::string> Searched::in(std::string_view bytes) const {
    std::set<std::string> out;
    for (size_t at = 0; at + 1 < bytes.size(); ++at) {
        // Most of a memory was never written.
        if (at + sizeof(uint64_t) < bytes.size() && is_nothing(bytes.data() + at)) {
            at += sizeof(uint64_t) - 1; // and no form begins with a zero
            continue;
        }
        for (const Form& form : m_forms[beginning(bytes.data() + at)])
            if (bytes.substr(at).starts_with(form.bytes))
                out.insert(form.word);
    }
    return out;
}

std::string Found::text() const {
    std::string out;
    for (const auto& [word, where] : places)
        out += word + " in\n" + where;
    return out;
}

Found found_in_process(pid_t pid, const Searched& words) {
    const Stopped stopped(pid);
    const fs::path process = fs::path("/proc") / std::to_string(pid);
    Found found;
    find_in_memory(process, words, found);
    find_in_open_files(process, words, found);
    return found;
}

Found found_in_files(const fs::path& folder, const Searched& words) {
    Found found;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            found.add(words.in(read_file(entry.path()).value_or("")), entry.path());
    return found;
}

std::vector<pid_t> children_of(pid_t pid) {
    std::vector<pid_t> out;
    std::error_code gone;
    for (const auto& thread : fs::directory_iterator(fmt::format("/proc/{}/task", pid), gone)) {
        std::ifstream children(thread.path() / "children");
        for (pid_t child; children >> child;)
            out.push_back(child);
    }
    return out;
}

} // namespace accanto::tests
