#include "content/base/file.h"

#include "content/base/error.h"
#include "content/base/folder_lock.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <cerrno>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace accanto;
using tests::TemporaryFolder;

TEST_CASE("what is written is read, zero bytes and all") {
    TemporaryFolder folder;
    std::string bytes("a\0b\n\xff", 5);
    write_file_durably(folder / "f", bytes);
    CHECK(read_file(folder / "f") == bytes);
    write_file_durably(folder / "f", "");
    CHECK(read_file(folder / "f") == "");
    std::string big(3'000'000, 'x');
    write_file_durably(folder / "f", big);
    CHECK(read_file(folder / "f") == big);
}

TEST_CASE("a file that is not there is nothing, one that cannot be read an error with its code") {
    TemporaryFolder folder;
    CHECK_FALSE(read_file(folder / "none"));
    CHECK_FALSE(read_file(folder / "none/below"));
    try {
        read_file(folder.path());
        FAIL("a folder was read as a file");
    } catch (const Error& error) {
        CHECK(error.code() == EISDIR);
        CHECK(std::string(error.what()).find(folder.path().string()) != std::string::npos);
    }
}

TEST_CASE("the mode is kept") {
    TemporaryFolder folder;
    write_file_durably(folder / "key", "secret", 0600);
    struct stat found {};
    REQUIRE(stat((folder / "key").c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
}

TEST_CASE("a write that fails half-way keeps the old bytes") {
    TemporaryFolder folder;
    write_file_durably(folder / "f", "old");
    // The kernel refuses to let a file of ours grow past 64 KiB: the same as a full disk, for root too.
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    auto old_handler = signal(SIGXFSZ, SIG_IGN);
    rlimit small = {65536, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    int code = 0;
    try {
        write_file_durably(folder / "f", std::string(200'000, 'n'));
    } catch (const Error& error) {
        code = error.code();
    }
    REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
    signal(SIGXFSZ, old_handler);
    CHECK(code == EFBIG);
    CHECK(read_file(folder / "f") == "old");
    write_file_durably(folder / "f", "new");
    CHECK(read_file(folder / "f") == "new");
}

TEST_CASE("the digest of a file is that of its bytes") {
    TemporaryFolder folder;
    std::string bytes(200'000, '\0');
    for (size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = char(i * 31 >> 3);
    write_file_durably(folder / "f", bytes);
    CHECK(sha256_of_file(folder / "f") == sha256(bytes));
    write_file_durably(folder / "f", "");
    CHECK(sha256_of_file(folder / "f") == sha256(""));
    CHECK_FALSE(sha256_of_file(folder / "none"));
    CHECK_THROWS_AS(sha256_of_file(folder.path()), Error);
}

TEST_CASE("a copy has the bytes and gives their digest, and an error names the side that failed") {
    TemporaryFolder folder;
    std::string bytes(200'000, 'x');
    write_file_durably(folder / "from", bytes);
    CHECK(copy_to_new_file(folder / "from", folder / "to") == sha256(bytes));
    CHECK(read_file(folder / "to") == bytes);
    CHECK_THROWS_WITH_AS(copy_to_new_file(folder / "from", folder / "to"),
                         doctest::Contains("/to: cannot create"), Error);
    CHECK_THROWS_WITH_AS(copy_to_new_file(folder / "none", folder / "to2"),
                         doctest::Contains("/none: cannot open"), Error);
    write_file_durably(folder / "from", "");
    copy_to_new_file(folder / "from", folder / "empty");
    CHECK(read_file(folder / "empty") == "");
}

TEST_CASE("a new file never takes the place of anything, and goes through no link") {
    TemporaryFolder folder;
    write_new_file(folder / "f", "one");
    sync_path(folder / "f");
    sync_path(folder.path());
    CHECK_THROWS_AS(write_new_file(folder / "f", "two"), Error);
    CHECK(read_file(folder / "f") == "one");
    std::filesystem::create_symlink(folder / "elsewhere", folder / "link");
    CHECK_THROWS_AS(write_new_file(folder / "link", "two"), Error);
    CHECK_FALSE(std::filesystem::exists(folder / "elsewhere"));
    CHECK_THROWS_AS(sync_path(folder / "none"), Error);
}

TEST_CASE("a folder has one holder of its lock at a time") {
    TemporaryFolder folder;
    {
        FolderLock first(folder.path());
        CHECK(first.held());
        CHECK_FALSE(FolderLock(folder.path()).held());
        FolderLock moved(std::move(first));
        CHECK(moved.held());
        CHECK_FALSE(FolderLock(folder.path()).held());
    }
    CHECK(FolderLock(folder.path()).held());
    CHECK_THROWS_AS(FolderLock(folder / "none"), Error);
}

TEST_CASE("a write into a folder that is not there is an error with its code") {
    TemporaryFolder folder;
    try {
        write_file_durably(folder / "none/f", "x");
        FAIL("written into nowhere");
    } catch (const Error& error) {
        CHECK(error.code() == ENOENT);
    }
}

TEST_CASE("the data folder of the environment must hold content") {
    TemporaryFolder folder;
    setenv("ACCANTO_DATA", folder.path().c_str(), 1);
    CHECK_THROWS_AS(data_dir(), Error);
    std::filesystem::create_directories(folder / "content/words");
    CHECK(data_dir() == folder.path());
    unsetenv("ACCANTO_DATA");
}
