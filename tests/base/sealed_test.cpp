#include "content/base/sealed.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <sys/stat.h>

using namespace accanto;

namespace {

// Answers one after the other, then nothing.
struct Answers {
    std::vector<std::string> left;
    std::string operator()() {
        if (left.empty())
            return "";
        std::string first = left.front();
        left.erase(left.begin());
        return first;
    }
};

} // namespace

TEST_CASE("sealed words open with the private half alone, and their length tells nothing") {
    const OpeningKey key = OpeningKey::generate(), other = OpeningKey::generate();
    CHECK(is_sealing_key(key.sealing_key()));
    const std::string sealed = seal(key.sealing_key(), "34612345987", 16);
    CHECK(key.open(sealed) == "34612345987");
    CHECK_FALSE(other.open(sealed));
    CHECK(sealed.size() == seal(key.sealing_key(), "", 16).size());
    CHECK(sealed != seal(key.sealing_key(), "34612345987", 16)); // nobody can try all numbers
    CHECK(key.open(seal(key.sealing_key(), "", 16)) == "");
    CHECK(key.open(seal(key.sealing_key(), "¿Más cursos, por favor?", 1200)) == "¿Más cursos, por favor?");
    std::string damaged = from_base64(sealed).value();
    damaged[40] = char(damaged[40] ^ 1);
    CHECK_FALSE(key.open(to_base64(damaged)));
    CHECK_FALSE(key.open("no base64"));
    CHECK_FALSE(key.open(""));
}

TEST_CASE("a key that nothing can be sealed to is told") {
    for (const char* no_key : {"", "short", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                               "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
        CHECK_FALSE(is_sealing_key(no_key));
}

TEST_CASE("the private half is kept for its owner's eyes alone, never over another, and openssl reads it") {
    const tests::TemporaryFolder folder;
    const auto file = folder / "contacts.key";
    const OpeningKey key = OpeningKey::generate();
    key.save(file, "");
    struct stat info {};
    REQUIRE(stat(file.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    CHECK_THROWS_AS(OpeningKey::generate().save(file, ""), Error);
    CHECK(OpeningKey::load(file, Answers{}).sealing_key() == key.sealing_key());
    const std::string ask = "test \"$(openssl pkey -in '" + file.string() +
                            "' -pubout -outform DER | tail -c 32 | base64)\" = '" + key.sealing_key() + "'";
    CHECK(system(ask.c_str()) == 0);
    chmod(file.c_str(), 0640);
    CHECK_THROWS_WITH_AS(OpeningKey::load(file, Answers{}), doctest::Contains("chmod 600"), Error);
}

TEST_CASE("a private half with a passphrase opens with it alone") {
    const tests::TemporaryFolder folder;
    const auto file = folder / "contacts.key";
    const OpeningKey key = OpeningKey::generate();
    key.save(file, "tres tristes tigres");
    CHECK(OpeningKey::load(file, Answers{{"tres", "tres tristes tigres"}}).sealing_key() ==
          key.sealing_key());
    CHECK_THROWS_WITH_AS(OpeningKey::load(file, Answers{{"tres"}}), doctest::Contains("passphrase"), Error);
}
