// The search for what was typed finds it: else the tests that find nothing would prove nothing.

#include "tests/app/canary.h"
#include "tests/temporary_folder.h"

#include "content/base/file.h"

#include <doctest/doctest.h>

#include <csignal>
#include <fcntl.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

using namespace accanto::tests;

namespace {

// A program that keeps in memory what it is given, as `sort` must until the end of it has come.
class Keeper {
public:
    explicit Keeper(const std::string& bytes) {
        int ends[2];
        REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
        m_id = fork();
        REQUIRE(m_id >= 0);
        if (m_id == 0) {
            dup2(ends[0], STDIN_FILENO);
            execlp("sort", "sort", "-S", "1M", nullptr);
            _exit(127);
        }
        close(ends[0]);
        m_input = ends[1];
        // Until then its memory is a copy of ours, which has every word.
        while (std::filesystem::read_symlink("/proc/" + std::to_string(m_id) + "/exe").filename() != "sort")
            usleep(1000);
        REQUIRE(write(m_input, bytes.data(), bytes.size()) == ssize_t(bytes.size()));
    }
    ~Keeper() {
        kill(m_id, SIGKILL);
        waitpid(m_id, nullptr, 0);
        close(m_input);
    }
    bool found(const Searched& words) const {
        for (int tries = 0; tries < 200; ++tries, usleep(10'000)) // until it has read it
            if (!found_in_process(m_id, words).empty())
                return true;
        return false;
    }
    pid_t id() const { return m_id; }

private:
    pid_t m_id = -1;
    int m_input = -1;
};

std::string wide(const std::string& word, size_t width) {
    std::string out;
    for (const char c : word)
        out += std::string(1, c) + std::string(width - 1, '\0');
    return out;
}

} // namespace

TEST_CASE("a word in another program's memory is found: whole or in part, in each of its forms, and no other "
          "word is") {
    const std::string word = canary(), other = canary();
    const std::string forms[] = {word,
                                 word.substr(5, 8),
                                 wide(word, 2),
                                 wide(word, 4),
                                 {word.rbegin(), word.rend()},
                                 wide({word.rbegin(), word.rend()}, 2)};
    for (const std::string& form : forms) {
        CAPTURE(&form - forms);
        const Keeper keeper(form);
        CHECK(keeper.found(Searched(word)));
        CHECK(found_in_process(keeper.id(), Searched(other)).text() == "");
    }
}

TEST_CASE("an Arabic word is found in the order it was typed and in the order of the eye") {
    const std::string word = canary(arabic_letters);
    std::string backwards;
    for (size_t i = word.size(); i > 0; i -= 2)
        backwards += word.substr(i - 2, 2);
    CHECK(Keeper(word).found(Searched(word)));
    CHECK(Keeper(backwards).found(Searched(word)));
}

TEST_CASE("a word in a file is found, and in one that was deleted while a program still holds it") {
    const TemporaryFolder folder;
    const std::string word = canary();
    accanto::write_file_durably(folder / "kept", "before " + word + " after");
    CHECK(found_in_files(folder.path(), Searched(word)).places[word] == (folder / "kept\n").string());
    const int held = open((folder / "kept").c_str(), O_RDONLY); // without O_CLOEXEC: the child has it too
    unlink((folder / "kept").c_str());
    CHECK(found_in_files(folder.path(), Searched(word)).text() == "");
    CHECK(found_in_process(Keeper("nothing").id(), Searched(word)).text().find("(deleted)") !=
          std::string::npos);
    close(held);
}
