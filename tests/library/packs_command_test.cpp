// accanto content pack, catalogue, key, diff, install, list, roll-back, remove and new, as an author and a
// technician run them.

#include "content/base/file.h"
#include "tests/library/command_run.h"
#include "tests/library/pack_maker.h"
#include "tests/temporary_folder.h"

#include <filesystem>

using namespace accanto;
using tests::CommandRun;
using tests::run_accanto;

namespace {

namespace fs = std::filesystem;

bool says(const CommandRun& run, const std::string& text) {
    return run.out.find(text) != std::string::npos;
}

// A publisher's folder and a kiosk.
class Desk {
public:
    Desk() {
        put("data/content/topics/topics.toml",
            "[[topic]]\ncode = \"email\"\npicture = \"email\"\ntint = \"mint\"\n");
        put("data/content/words/en.toml", "a = \"A\"\n");
        put("data/assets/pictograms/email.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        put("data/content/tutorials/sample/tutorial.toml", content::maker::structure);
        title("Version 1");
        put("kiosk.toml", "state = \"" + (m_folder / "state").string() + "\"\n");
        CommandRun key = run_accanto("content key new '" + at("stick/content.key") + "'");
        REQUIRE_MESSAGE(key.code == 0, key.out);
        fs::copy_file(m_folder / "stick/content.pub", m_folder / "content.pub");
    }

    void put(const std::string& path, const std::string& text) const {
        fs::create_directories((m_folder / path).parent_path());
        fs::create_directories(m_folder / "stick");
        write_file_durably(m_folder / path, text);
    }
    void title(const std::string& text) const {
        put("data/content/tutorials/sample/en.toml", content::maker::words(text));
    }

    std::string at(const std::string& path) const { return (m_folder / path).string(); }
    fs::path operator/(const std::string& path) const { return m_folder / path; }

    CommandRun pack(const std::string& more) const {
        return run_accanto("content pack --data '" + at("data") + "' --language en " + more);
    }
    // Packs this version and lists it on the stick.
    std::string publish(int version) const {
        std::string file = at("stick/sample-" + std::to_string(version) + ".tar.zst");
        CommandRun packed = pack("--out '" + file + "' --version " + std::to_string(version) + " --key '" +
                                 at("stick/content.key") + "'");
        REQUIRE_MESSAGE(packed.code == 0, packed.out);
        return file;
    }
    CommandRun kiosk(const std::string& command) const {
        return run_accanto("content " + command + " --settings '" + at("kiosk.toml") + "'");
    }

private:
    tests::TemporaryFolder m_folder;
};

} // namespace

TEST_CASE("from a key and a tutorial to a kiosk that shows it, and back again") {
    Desk desk;
    CommandRun nothing = desk.kiosk("list");
    CHECK(nothing.code == 0);
    CHECK(says(nothing, "No pack is installed"));

    std::string one = desk.publish(1);
    CommandRun asked = desk.kiosk("install '" + one + "'");
    CHECK(asked.code == 1);
    CHECK(says(asked, "new on this kiosk"));
    CHECK(says(asked, "new      tutorial sample  Version 1"));
    CHECK(says(asked, "say --yes"));
    CHECK(says(desk.kiosk("list"), "No pack is installed"));
    CommandRun installed = desk.kiosk("install '" + one + "' --yes");
    CHECK_MESSAGE(installed.code == 0, installed.out);
    CHECK(says(desk.kiosk("install '" + one + "'"), "installed already, and whole"));

    desk.title("Version 2");
    std::string two = desk.publish(2);
    CommandRun diff = desk.kiosk("diff installed '" + two + "'");
    CHECK(diff.code == 0);
    CHECK(says(diff, "sample 1, installed  ->  sample 2"));
    CHECK(says(diff, "- Version 1"));
    CHECK(says(diff, "+ Version 2"));
    CommandRun json = desk.kiosk("diff --json installed '" + two + "'");
    CHECK(json.out.front() == '{');
    CHECK(says(json, "\"key\": \"tutorial.title\""));
    CommandRun second =
        desk.kiosk("install '" + two + "' --catalogue '" + desk.at("stick/catalogue.toml") + "' --yes");
    CHECK_MESSAGE(second.code == 0, second.out);
    CHECK(says(second, "in the place of sample 1"));
    CHECK(says(desk.kiosk("list --check"), "sample 2  Version 2"));

    CHECK(says(desk.kiosk("roll-back sample"), "sample 1 is shown again"));
    CHECK(desk.kiosk("roll-back sample").code == 1);
    CommandRun again = desk.kiosk("install '" + two + "' --yes");
    CHECK(again.code == 1);
    CHECK(says(again, "--again"));
    CHECK(desk.kiosk("install '" + two + "' --yes --again").code == 0);
    fs::remove(desk / "state/content/packs/sample/2/tutorials/sample/en.toml");
    CommandRun damaged = desk.kiosk("list --check");
    CHECK(damaged.code == 1);
    CHECK(says(damaged, "en.toml is missing"));
    CHECK(desk.kiosk("remove sample").code == 0);
    CHECK(desk.kiosk("remove sample").code == 1);
    CHECK(says(desk.kiosk("list"), "No pack is installed"));
}

TEST_CASE("what the check finds is not packed") {
    Desk desk;
    desk.title("Version 1. And one. And more.");
    CommandRun packed = desk.pack("--out '" + desk.at("a.tar.zst") + "' --version 1");
    CHECK(packed.code == 1);
    CHECK(says(packed, "Nothing was packed: "));
    CHECK(says(packed, "sample/en.toml:2: en: "));
    CHECK_FALSE(fs::exists(desk / "a.tar.zst"));
    CHECK(desk.pack("nowhere --out '" + desk.at("a.tar.zst") + "' --version 1").code == 1);
    CommandRun name = desk.pack("sample --out '" + desk.at("a.zip") + "' --version 1");
    CHECK(name.code == 1);
    CHECK(says(name, "ends in .tar.zst"));
    CHECK(desk.pack("sample --out a.tar.zst --version 0").code == 2);
    CHECK(desk.pack("sample --out a.tar.zst").code == 2);
}

TEST_CASE("a pack can be checked as its content can") {
    Desk desk;
    std::string file = desk.publish(1);
    std::string check = "content check --data '" + desk.at("data") + "' --today 2026-11-23 '" + file + "'";
    CommandRun good = run_accanto(check);
    CHECK_MESSAGE(good.code == 0, good.out);
    CHECK(says(good, "1 tutorial is in order"));
    CommandRun strict = run_accanto(check + " --language sv");
    CHECK(strict.code == 1);
    CHECK(says(strict, "sample-1.tar.zst:tutorials/sample/sv.toml: sv: missing-words"));
    std::string bytes = *read_file(file);
    write_file_durably(file, bytes.substr(0, bytes.size() / 2));
    CommandRun cut = run_accanto(check);
    CHECK(cut.code == 1);
    CHECK(says(cut, "bad-pack: this pack: "));
}

TEST_CASE("a catalogue is extended, and only by its own key or the one that key vouches for") {
    Desk desk;
    desk.publish(1);
    std::string catalogue = desk.at("stick/catalogue.toml"), two = desk.publish(2);
    auto make = [&](const std::string& more) {
        return run_accanto("content catalogue --out '" + catalogue + "' " + more);
    };
    std::string key = " --key '" + desk.at("stick/content.key") + "'";
    CommandRun renewed = make(key + " --days 30");
    CHECK(renewed.code == 0);
    CHECK(says(renewed, "catalogue 3, good until "));
    CommandRun older = make(key + " '" + desk.at("stick/sample-1.tar.zst") + "'");
    CHECK(older.code == 1);
    CHECK(says(older, "versions only rise"));
    desk.title("Another version 2");
    REQUIRE(desk.pack("--out '" + two + "' --version 2").code == 0);
    CommandRun same = make(key + " '" + two + "'");
    CHECK(same.code == 1);
    CHECK(says(same, "give this one a higher --version"));

    REQUIRE(run_accanto("content key new '" + desk.at("stick/next.key") + "'").code == 0);
    std::string next = " --key '" + desk.at("stick/next.key") + "'";
    CommandRun stranger = make(next);
    CHECK(stranger.code == 1);
    CHECK(says(stranger, "--old-key"));
    CommandRun change =
        make(next + " --old-key '" + desk.at("stick/content.key") + "' --without sample '" + two + "'");
    CHECK_MESSAGE(change.code == 0, change.out);
    CHECK(make(next).code == 0);
    CommandRun installed = desk.kiosk("install '" + two + "' --yes"); // trusts the first key
    CHECK_MESSAGE(installed.code == 0, installed.out);

    write_file_durably(catalogue, *read_file(catalogue) + "\n");
    CHECK(says(make(next), "its signature does not fit"));
    CHECK(says(desk.kiosk("install '" + two + "' --yes"), "does not fit"));
    CHECK(says(make(" --key '" + desk.at("none.key") + "'"), "there is no key"));
    CHECK(says(run_accanto("content catalogue --out '" + desk.at("new.toml") + "'" + key),
               "at least one pack"));
}

TEST_CASE("a key is made once, for its owner's eyes alone") {
    Desk desk;
    CHECK((fs::status(desk / "stick/content.key").permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write));
    std::string before = *read_file(desk / "stick/content.key");
    CommandRun again = run_accanto("content key new '" + desk.at("stick/content.key") + "'");
    CHECK(again.code == 1);
    CHECK(says(again, "there is a file already"));
    CHECK(read_file(desk / "stick/content.key") == before);
    CHECK(run_accanto("content key new '" + desk.at("stick/other.pub") + "'").code == 1);
}

TEST_CASE("a kiosk without a key, or with another, installs nothing and says what to do") {
    Desk desk;
    std::string file = desk.publish(1);
    fs::remove(desk / "content.pub");
    CommandRun none = desk.kiosk("install '" + file + "' --yes");
    CHECK(none.code == 1);
    CHECK(says(none, "content.pub: there is no key"));
    REQUIRE(run_accanto("content key new '" + desk.at("other.key") + "'").code == 0);
    desk.put("kiosk.toml",
             "state = \"" + desk.at("state") + "\"\n[content]\nkey = \"" + desk.at("other.pub") + "\"\n");
    CommandRun other = desk.kiosk("install '" + file + "' --yes");
    CHECK(other.code == 1);
    CHECK(says(other, "Nothing was installed. "));
    CHECK(says(other, "this machine trusts"));
    CHECK(says(desk.kiosk("list"), "No pack is installed"));
}

TEST_CASE("a new tutorial passes the check, and nothing is written over") {
    Desk desk;
    std::string data = " --data '" + desk.at("data") + "'";
    CommandRun made = run_accanto("content new first-steps --topic email" + data);
    CHECK_MESSAGE(made.code == 0, made.out);
    CHECK(says(made, "What to do next"));
    CommandRun check = run_accanto("content check first-steps --language en" + data);
    CHECK_MESSAGE(check.code == 0, check.out);
    CHECK(run_accanto("content new first-steps --topic email" + data).code == 1);
    CommandRun topic = run_accanto("content new other --topic emial" + data);
    CHECK(topic.code == 1);
    CHECK(says(topic, "did you mean email?"));
    CHECK_FALSE(fs::exists(desk / "data/content/tutorials/other"));
    CHECK(run_accanto("content new ../out --topic email" + data).code == 1);
}

TEST_CASE("every command explains itself") {
    for (const char* command :
         {"check", "new", "diff", "pack", "catalogue", "key new", "install", "list", "roll-back", "remove"}) {
        CommandRun help = run_accanto("content " + std::string(command) + " --help");
        CHECK_MESSAGE(help.code == 0, command);
        CHECK_MESSAGE(help.out.size() > 200, command);
    }
    CHECK(run_accanto("content diff one").code == 2);
    CommandRun nothing = run_accanto("content diff /nowhere/one /nowhere/two");
    CHECK(nothing.code == 1);
    CHECK(says(nothing, "there is no such file"));
}
