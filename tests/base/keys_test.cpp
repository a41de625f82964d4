#include "content/base/keys.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/point_key.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace accanto;

namespace {

struct Folder {
    std::filesystem::path path;
    Folder() {
        char name[] = "/tmp/accanto-keys-XXXXXX";
        path = mkdtemp(name);
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

} // namespace

TEST_CASE("a key file is made once, for its owner's eyes only") {
    Folder folder;
    auto file = folder.path / "kiosk.key";
    PublicKey made = SecretKey::load_or_make(file).public_key();
    struct stat info {};
    REQUIRE(stat(file.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    CHECK(SecretKey::load_or_make(file).public_key() == made);
    CHECK(SecretKey::load(file).public_key() == made);
}

TEST_CASE("a key that others may read, or that is none, is refused with its reason") {
    Folder folder;
    auto file = folder.path / "kiosk.key";
    SecretKey::generate().save(file);
    chmod(file.c_str(), 0640);
    CHECK_THROWS_WITH_AS(SecretKey::load(file), doctest::Contains("chmod 600"), Error);
    write_file_durably(file, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", 0600);
    chmod(file.c_str(), 0600);
    CHECK_THROWS_WITH_AS(SecretKey::load(file), doctest::Contains("no Ed25519 private key"), Error);
    CHECK_THROWS_AS(SecretKey::load(folder.path / "none"), Error);
}

TEST_CASE("openssl reads our keys and verifies our signatures") {
    Folder folder;
    SecretKey key = SecretKey::generate();
    key.save(folder.path / "secret.pem");
    write_file_durably(folder.path / "public.pem", key.public_key().pem());
    write_file_durably(folder.path / "message", "the ticket exists");
    write_file_durably(folder.path / "signature", key.sign("the ticket exists"));
    std::string in = "cd " + folder.path.string() + " && ";
    CHECK(system((in + "openssl pkey -in secret.pem -pubout -out again.pem 2>/dev/null && cmp -s again.pem public.pem").c_str()) == 0);
    CHECK(system((in + "openssl pkeyutl -verify -pubin -inkey public.pem -rawin -in message -sigfile signature >/dev/null 2>&1").c_str()) == 0);
}

TEST_CASE("a signature fits one key and one message") {
    SecretKey key = SecretKey::generate();
    std::string signature = key.sign("a");
    CHECK(verify(key.public_key(), "a", signature));
    CHECK(!verify(key.public_key(), "b", signature));
    CHECK(!verify(SecretKey::generate().public_key(), "a", signature));
    CHECK(!verify(key.public_key(), "a", signature.substr(1)));
    CHECK(public_key_from_text(key.public_key().text()) == key.public_key());
    CHECK(!public_key_from_text("AAAA"));
}

TEST_CASE("a public key is read back from its PEM, and nothing else passes for one") {
    SecretKey key = SecretKey::generate();
    std::string pem = key.public_key().pem();
    CHECK(public_key_from_pem(pem) == key.public_key());
    for (const std::string& wrong : {std::string(), std::string("hello\n"), pem.substr(0, pem.size() / 2),
                                     std::string("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"),
                                     key.public_key().text() + "\n"})
        CHECK_MESSAGE(!public_key_from_pem(wrong), wrong);
    Folder folder;
    key.save(folder.path / "secret.pem");
    CHECK(!public_key_from_pem(*read_file(folder.path / "secret.pem")));
}

TEST_CASE("programs that need the key of the point at the same moment get the same one, and nobody else may read it") {
    Folder folder;
    Settings settings;
    settings.state = folder.path / "state";
    int results[2];
    REQUIRE(pipe(results) == 0);
    constexpr int programs = 6;
    for (int i = 0; i < programs; ++i)
        if (fork() == 0) {
            const std::string text = point_key(settings).public_key().text() + "\n";
            _exit(write(results[1], text.data(), text.size()) == ssize_t(text.size()) ? 0 : 1);
        }
    for (int i = 0; i < programs; ++i) {
        int status = 0;
        REQUIRE(wait(&status) > 0);
        CHECK(status == 0);
    }
    close(results[1]);
    std::string all(1024, '\0');
    const ssize_t size = read(results[0], all.data(), all.size());
    close(results[0]);
    REQUIRE(size > 0);
    all.resize(size_t(size));
    std::string expected;
    for (int i = 0; i < programs; ++i)
        expected += point_key(settings).public_key().text() + "\n";
    CHECK(all == expected);
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(settings.state / "sync")) {
        ++files;
        CHECK(entry.status().permissions() == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    }
    CHECK(files == 1);
}
