// The catalogue: who may say what is installed, until when, and that nobody can turn it back.

#include "content/library/catalogue.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/library/check.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

using namespace accanto;
using namespace accanto::content;
using tests::TemporaryFolder;

namespace {

Catalogue sample(int version = 3) {
    Catalogue out;
    out.version = version;
    out.issued = "2026-11-01", out.expires = "2027-02-01";
    out.packs.push_back({"health", 2, "2026.2", "Health \"at home\"", "0.1.0", "health-2.tar.zst",
                         std::string(64, 'a'), 1000});
    out.packs.push_back({"starter", 7, "2026.7", "The starter library", "0.1.0", "starter-7.tar.zst",
                         std::string(64, 'b'), 2000});
    return out;
}

const char* today = "2026-11-23";

std::string why(const OrRefused<Accepted>& result) {
    auto* refused = std::get_if<Refused>(&result);
    return refused ? refused->why : "";
}

const Accepted& accepted(const OrRefused<Accepted>& result) {
    REQUIRE_MESSAGE(why(result).empty(), why(result));
    return std::get<Accepted>(result);
}

} // namespace

TEST_CASE("a catalogue is read as it was written") {
    SecretKey key = SecretKey::generate(), next = SecretKey::generate();
    Catalogue written = sample();
    written.key_changes.push_back(change_key(key, next.public_key()));
    SignedCatalogue out = sign_catalogue(written, next);
    std::vector<Problem> problems;
    auto read = parse_catalogue(out.text, "catalogue.toml", problems);
    for (const Problem& problem : problems)
        MESSAGE(to_text(problem));
    REQUIRE(read);
    CHECK(to_toml(*read) == out.text);
    CHECK(read->version == 3);
    CHECK(read->expires == "2027-02-01");
    CHECK(read->signer == next.public_key());
    REQUIRE(read->find("health"));
    CHECK(read->find("health")->title == "Health \"at home\"");
    CHECK(read->find("starter")->sha256 == std::string(64, 'b'));
    CHECK_FALSE(read->find("other"));
}

TEST_CASE("a catalogue signed by the trusted key is accepted, on its first day and on its last") {
    SecretKey key = SecretKey::generate();
    for (const char* day :
         {"2026-10-31", "2026-11-01", "2026-11-23", "2027-02-01"}) // the first: elsewhere on earth
        CHECK_MESSAGE(
            why(verify_catalogue(sign_catalogue(sample(), key), {key.public_key(), day}, {})).empty(), day);
    auto result = verify_catalogue(sign_catalogue(sample(), key), {key.public_key(), today}, {});
    CHECK(accepted(result).catalogue.packs.size() == 2);
    CHECK(accepted(result).seen.version == 3);
    CHECK(accepted(result).seen.key == key.public_key());
}

TEST_CASE("a catalogue that is too old, or from a day that has not come, is refused with the day") {
    SecretKey key = SecretKey::generate();
    auto on = [&](const char* day) {
        return why(verify_catalogue(sign_catalogue(sample(), key), {key.public_key(), day}, {}));
    };
    CHECK(on("2027-02-02").find("good until 2027-02-01, and today is 2027-02-02") != std::string::npos);
    CHECK(on("2027-02-02").find("goes on being shown") != std::string::npos);
    CHECK(on("2026-10-30").find("set the clock") != std::string::npos);
    CHECK(on("1970-01-01").find("set the clock") != std::string::npos);
}

TEST_CASE("one changed byte anywhere, or another signature, is refused") {
    SecretKey key = SecretKey::generate();
    SignedCatalogue good = sign_catalogue(sample(), key);
    Trust trust{key.public_key(), today};
    auto spoil = [&](auto change) {
        SignedCatalogue bad = good;
        change(bad);
        return why(verify_catalogue(bad, trust, {}));
    };
    CHECK(spoil([](auto& bad) {
              bad.text.replace(bad.text.find("version = 3"), 11, "version = 9");
          }).find("does not fit") != std::string::npos);
    CHECK(spoil([](auto& bad) { bad.text += "\n"; }).find("does not fit") != std::string::npos);
    CHECK(spoil([](auto& bad) { bad.signature[10] ^= 1; }).find("does not fit") != std::string::npos);
    CHECK(spoil([](auto& bad) { bad.signature.pop_back(); }).find("does not fit") != std::string::npos);
    CHECK(spoil([](auto& bad) { bad.signature.clear(); }).find("does not fit") != std::string::npos);
    for (size_t at = 0; at < good.text.size(); at += 7)
        CHECK_FALSE(spoil([at](auto& bad) { bad.text[at] ^= 2; }).empty());
}

TEST_CASE("a catalogue of somebody else is refused, and both keys are named for the telephone") {
    SecretKey ours = SecretKey::generate(), theirs = SecretKey::generate();
    std::string says =
        why(verify_catalogue(sign_catalogue(sample(), theirs), {ours.public_key(), today}, {}));
    CHECK(says.find(theirs.public_key().fingerprint()) != std::string::npos);
    CHECK(says.find(ours.public_key().fingerprint()) != std::string::npos);

    // Naming our key and signing with another.
    SignedCatalogue disguised = sign_catalogue(sample(), ours);
    disguised.signature = theirs.sign(disguised.text);
    CHECK_FALSE(why(verify_catalogue(disguised, {ours.public_key(), today}, {})).empty());
    // Signed with our key and naming another.
    Catalogue other = sample();
    other.signer = theirs.public_key();
    std::string text = to_toml(other);
    CHECK(why(verify_catalogue({"c", text, ours.sign(text)}, {ours.public_key(), today}, {}))
              .find("another key") != std::string::npos);
}

TEST_CASE("an older catalogue is refused, and the same one passes again and again") {
    SecretKey key = SecretKey::generate();
    Trust trust{key.public_key(), today};
    Seen seen = accepted(verify_catalogue(sign_catalogue(sample(5), key), trust, {})).seen;
    CHECK(why(verify_catalogue(sign_catalogue(sample(4), key), trust, seen)).find("has seen 5 already") !=
          std::string::npos);
    CHECK(why(verify_catalogue(sign_catalogue(sample(5), key), trust, seen)).empty());
    CHECK(accepted(verify_catalogue(sign_catalogue(sample(6), key), trust, seen)).seen.version == 6);
    Catalogue twin = sample(5);
    twin.packs.pop_back();
    CHECK(why(verify_catalogue(sign_catalogue(twin, key), trust, seen)).find("another catalogue 5") !=
          std::string::npos);
}

TEST_CASE("a new key counts when the old one vouches for it, and the old one counts no more") {
    SecretKey first = SecretKey::generate(), second = SecretKey::generate(), third = SecretKey::generate();
    Trust trust{first.public_key(), today};
    Catalogue changed = sample(4);
    changed.key_changes = {change_key(first, second.public_key())};
    Seen seen = accepted(verify_catalogue(sign_catalogue(changed, second), trust, {})).seen;
    CHECK(seen.key == second.public_key());
    CHECK(seen.anchor == first.public_key());

    CHECK_FALSE(why(verify_catalogue(sign_catalogue(sample(5), first), trust, seen)).empty());
    CHECK(why(verify_catalogue(sign_catalogue(sample(5), second), trust, seen)).empty());
    // The old key cannot be used against the change that it vouched for, on a machine that has seen it.
    Catalogue back = sample(6);
    back.key_changes = {change_key(first, third.public_key())};
    CHECK_FALSE(why(verify_catalogue(sign_catalogue(back, third), trust, seen)).empty());

    // Two changes at once, for a machine that was off for long; and the second alone for one that was not.
    Catalogue twice = sample(7);
    twice.key_changes = {change_key(first, second.public_key()), change_key(second, third.public_key())};
    for (const std::optional<Seen>& before : {std::optional<Seen>(), std::optional(seen)})
        CHECK(accepted(verify_catalogue(sign_catalogue(twice, third), trust, before)).seen.key ==
              third.public_key());
}

TEST_CASE("a change of key that the old key did not sign changes nothing") {
    SecretKey ours = SecretKey::generate(), theirs = SecretKey::generate();
    Trust trust{ours.public_key(), today};
    auto with = [&](const KeyChange& change) {
        Catalogue own = sample();
        own.key_changes = {change};
        return why(verify_catalogue(sign_catalogue(own, theirs), trust, {}));
    };
    KeyChange forged{ours.public_key(), theirs.public_key(),
                     theirs.sign(change_statement(ours.public_key(), theirs.public_key()))};
    CHECK_FALSE(with(forged).empty());
    CHECK_FALSE(with(change_key(theirs, theirs.public_key())).empty());
    KeyChange moved = change_key(ours, SecretKey::generate().public_key());
    moved.to = theirs.public_key();
    CHECK_FALSE(with(moved).empty());
    // A signature over a catalogue is none over a change.
    SignedCatalogue good = sign_catalogue(sample(), ours);
    CHECK_FALSE(with({ours.public_key(), theirs.public_key(), good.signature}).empty());
}

TEST_CASE("another key in the settings begins anew: the technician decides whom to trust") {
    SecretKey region = SecretKey::generate(), town = SecretKey::generate();
    Seen seen =
        accepted(verify_catalogue(sign_catalogue(sample(50), region), {region.public_key(), today}, {})).seen;
    CHECK(accepted(verify_catalogue(sign_catalogue(sample(1), town), {town.public_key(), today}, seen))
              .seen.version == 1);
    CHECK_FALSE(
        why(verify_catalogue(sign_catalogue(sample(51), region), {town.public_key(), today}, seen)).empty());
}

TEST_CASE("what was seen is kept on disk, and a broken record is told, not forgotten") {
    TemporaryFolder folder;
    CHECK_FALSE(std::get<std::optional<Seen>>(read_seen(folder.path())));
    SecretKey key = SecretKey::generate(), next = SecretKey::generate();
    write_seen(folder.path(), {key.public_key(), next.public_key(), 12, std::string(64, 'c')});
    auto read = read_seen(folder.path());
    REQUIRE(std::holds_alternative<std::optional<Seen>>(read));
    const Seen& seen = *std::get<std::optional<Seen>>(read);
    CHECK(seen.anchor == key.public_key());
    CHECK(seen.key == next.public_key());
    CHECK(seen.version == 12);
    CHECK(seen.sha256 == std::string(64, 'c'));
    std::string text = *read_file(folder / "seen.toml");
    for (const std::string& wrong :
         {std::string(), std::string("version = "), text.substr(0, text.size() / 2), "x = 1\n" + text}) {
        write_file_durably(folder / "seen.toml", wrong);
        CHECK_MESSAGE(std::holds_alternative<Refused>(read_seen(folder.path())), wrong);
    }
}

TEST_CASE("each wrong entry of a catalogue is told") {
    std::string good = sign_catalogue(sample(), SecretKey::generate()).text;
    const struct {
        const char *from, *to, *says;
    } wrongs[] = {
        {"format = 1", "format = 2", "a newer one is needed"},
        {"version = 3", "version = -3", "from 1 to"},
        {"issued = 2026-11-01", "issued = \"today\"", "is no day"},
        {"expires = 2027-02-01", "expires = \"2027-02-30\"", "is no day"},
        {"expires = 2027-02-01\n", "", "\"expires\" is missing"},
        {"signed_by = \"", "signed_by = \"x", "no Ed25519 public key"},
        {"id = \"health\"", "id = \"../health\"", "is no id"},
        {"id = \"health\"", "id = \"starter\"", "listed twice"},
        {"id = \"health\"", "id = \"tea\"", "not in the order"},
        {"file = \"health-2.tar.zst\"", "file = \"../health-2.tar.zst\"", "no plain file name"},
        {"file = \"health-2.tar.zst\"", "file = \"/etc/passwd\"", "no plain file name"},
        {"size = 1000", "size = 0", "from 1 to"},
        {"size = 1000", "size = 99999999999", "from 1 to"},
        {"sha256 = \"aaaa", "sha256 = \"AAAA", "no SHA-256"},
        {"min_app = \"0.1.0\"", "min_app = \"new\"", "no version such as"},
        {"title = ", "titel = ", "\"titel\" is not known"},
        {"[[pack]]", "[pack]", "not be read as TOML"},
        {"[[pack]]", "[[key_change]]\nfrom = \"\"\nto = \"\"\nsignature = \"AAAA\"\n[[pack]]",
         "no signature of 64 bytes"},
    };
    for (const auto& wrong : wrongs) {
        CAPTURE(wrong.to);
        std::string spoilt = good;
        REQUIRE(spoilt.find(wrong.from) != std::string::npos);
        spoilt.replace(spoilt.find(wrong.from), strlen(wrong.from), wrong.to);
        std::vector<Problem> problems;
        CHECK_FALSE(parse_catalogue(spoilt, "catalogue.toml", problems));
        bool told = std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
            return problem.message.find(wrong.says) != std::string::npos;
        });
        CHECK_MESSAGE(told, wrong.says);
    }
}

TEST_CASE("a list too long to be one is refused before it is read") {
    std::vector<Problem> problems;
    CHECK_FALSE(parse_catalogue(std::string(2 << 20, '\n'), "c", problems));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].message.find("are the most") != std::string::npos);
    Catalogue many = sample();
    many.packs.clear();
    for (int i = 0; i < 2001; ++i)
        many.packs.push_back({fmt::format("p{:04}", i), 1, "1", "t", "0", "f", std::string(64, 'a'), 1});
    problems.clear();
    CHECK_FALSE(parse_catalogue(to_toml(many), "c", problems));
    CHECK(problems[0].message.find("2000 are the most") != std::string::npos);
}

TEST_CASE("openssl verifies a catalogue with the two files and the public key") {
    TemporaryFolder folder;
    SecretKey key = SecretKey::generate();
    write_signed_catalogue(sign_catalogue(sample(), key), folder / "catalogue.toml");
    write_file_durably(folder / "content.pub", key.public_key().pem());
    std::string command = "cd '" + folder.path().string() +
                          "' && openssl pkeyutl -verify -pubin -inkey content.pub -rawin "
                          "-in catalogue.toml -sigfile catalogue.toml.sig >/dev/null 2>&1";
    CHECK(system(command.c_str()) == 0);
    auto read = read_signed_catalogue(folder / "catalogue.toml");
    REQUIRE(std::holds_alternative<SignedCatalogue>(read));
    auto anchor = read_anchor(folder / "content.pub");
    REQUIRE(std::holds_alternative<PublicKey>(anchor));
    CHECK(why(verify_catalogue(std::get<SignedCatalogue>(read), {std::get<PublicKey>(anchor), today}, {}))
              .empty());
}

TEST_CASE("a missing file, a folder and a huge one are refused with their names") {
    TemporaryFolder folder;
    auto says = [&](const std::string& name) {
        auto read = read_signed_catalogue(folder / name);
        auto* refused = std::get_if<Refused>(&read);
        return refused ? refused->why : "";
    };
    CHECK(says("none.toml").find("none.toml: there is no such file") != std::string::npos);
    write_file_durably(folder / "alone.toml", "version = 1\n");
    CHECK(says("alone.toml").find("alone.toml.sig: there is no such file") != std::string::npos);
    write_file_durably(folder / "alone.toml.sig", std::string(65, 'x'));
    CHECK(says("alone.toml").find("more than 64 bytes") != std::string::npos);
    std::filesystem::create_directory(folder / "folder.toml");
    CHECK(says("folder.toml").find("no plain file") != std::string::npos);

    auto anchor = read_anchor(folder / "content.pub");
    CHECK(std::get<Refused>(anchor).why.find("[content] key") != std::string::npos);
    write_file_durably(folder / "content.pub", "hello");
    CHECK(std::get<Refused>(read_anchor(folder / "content.pub")).why.find("no Ed25519 public key") !=
          std::string::npos);
}
