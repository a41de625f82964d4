// Installing: the old version or the new one, whole; and whatever is refused changes nothing.

#include "content/base/error.h"
#include "content/library/library.h"
#include "tests/library/station.h"

#include <csignal>
#include <sys/resource.h>

using namespace accanto;
using namespace accanto::content;
using maker::Station;

namespace {

// What a kiosk would show: the title of the tutorial "sample".
std::string title_shown(const Station& station) {
    PackFolders folders = pack_folders(station.content());
    Library library = load_library(folders.tutorials, "ES");
    const TutorialHead* head = library.find("sample");
    return head ? head->say("title", "en", "en").text : "";
}

std::string why(const OrRefused<Installed>& result) {
    return Station::why(result);
}

// Nothing but what belongs there is in the folder.
void check_tidy(const Station& station, const std::vector<std::string>& versions) {
    std::vector<std::string> found;
    if (std::filesystem::exists(station.content() / "packs" / "sample-pack"))
        for (const auto& entry :
             std::filesystem::directory_iterator(station.content() / "packs" / "sample-pack"))
            found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    CHECK(found == versions);
    CHECK_FALSE(std::filesystem::exists(station.content() / "incoming"));
}

} // namespace

TEST_CASE("an installed pack is shown, and listed with what it says of itself") {
    Station station;
    CHECK(pack_folders(station.content()).tutorials.empty());
    CHECK(pack_folders(station.content()).problems.empty());
    station.bring(1);
    CHECK(title_shown(station) == "Version 1");
    auto installed = installed_packs(station.content());
    REQUIRE(installed.packs.size() == 1);
    CHECK(installed.packs[0].id == "sample-pack");
    CHECK(installed.packs[0].manifest.title == "A pack");
    CHECK(installed.packs[0].record.previous == 0);
    PackFolders folders = pack_folders(station.content());
    REQUIRE(folders.pictures.size() == 1);
    CHECK(std::filesystem::exists(folders.pictures[0] / "pictograms" / "email.svg"));
    REQUIRE(folders.audio.size() == 1);
    CHECK(std::filesystem::exists(folders.audio[0] / "es" / "intro.ogg"));
    check_tidy(station, {"1", "installed.toml"});
}

TEST_CASE("a pack of tutorials wins over the built-in ones of the same name") {
    Station station;
    station.bring(1);
    for (const auto& [path, bytes] : maker::good_files("Built in")) {
        std::filesystem::create_directories((station / "built-in" / path).parent_path());
        write_file_durably(station / "built-in" / path, bytes);
    }
    std::vector<std::filesystem::path> folders{station / "built-in" / "tutorials"};
    auto packs = pack_folders(station.content()).tutorials;
    folders.insert(folders.end(), packs.begin(), packs.end());
    CHECK(load_library(folders, "ES").find("sample")->say("title", "en", "en").text == "Version 1");
}

TEST_CASE("a newer version takes the place of the one before, which is kept, and older ones go") {
    Station station;
    station.bring(1);
    station.bring(4);
    CHECK(title_shown(station) == "Version 4");
    check_tidy(station, {"1", "4", "installed.toml"});
    station.bring(5);
    check_tidy(station, {"4", "5", "installed.toml"});
    CHECK(installed_packs(station.content()).packs[0].record.previous == 4);
}

TEST_CASE("a visit that is under way ends on the old version by itself") {
    Station station;
    station.bring(1);
    Library library = load_library(pack_folders(station.content()).tutorials, "ES");
    std::vector<Problem> problems;
    std::shared_ptr<const Tutorial> visit = library.open("sample", problems);
    REQUIRE(visit);
    station.bring(2);
    CHECK(visit->text("en", "tutorial.title")->text == "Version 1");
    // Who looked before still opens what they saw, even now.
    CHECK(library.open("sample", problems)->text("en", "tutorial.title")->text == "Version 1");
    CHECK(title_shown(station) == "Version 2");
    CHECK(problems.empty());
}

TEST_CASE("the version that is there already is not installed twice") {
    Station station;
    station.bring(1);
    auto before = station.tree();
    auto again = station.install();
    REQUIRE(why(again).empty());
    CHECK_FALSE(std::get<Installed>(again).changed);
    CHECK(station.tree() == before);
}

TEST_CASE("a damaged version is mended by installing it again") {
    Station station;
    station.bring(1);
    station.bring(2);
    write_file_durably(station.content() / "packs/sample-pack/2/tutorials/sample/en.toml", "rubbish");
    auto again = station.install();
    REQUIRE_MESSAGE(why(again).empty(), why(again));
    CHECK(std::get<Installed>(again).changed);
    CHECK(station.shown() == 2);
    CHECK(title_shown(station) == "Version 2");
    CHECK(installed_packs(station.content()).packs[0].record.previous == 1);
    check_tidy(station, {"1", "2", "installed.toml"});
}

TEST_CASE("when a disk loses the folder that counts, the last good one is shown and it is told") {
    Station station;
    station.bring(1);
    station.bring(2);
    std::filesystem::remove_all(station.content() / "packs/sample-pack/2");
    CHECK(title_shown(station) == "Version 1");
    CHECK_FALSE(pack_folders(station.content()).problems.empty());
    REQUIRE(why(station.install()).empty());
    CHECK(station.shown() == 2);
}

TEST_CASE("going back shows the last good version, and the one that was left does not come back by itself") {
    Station station;
    station.bring(1);
    station.bring(2);
    auto back = roll_back(station.content(), "sample-pack");
    REQUIRE_MESSAGE(why(back).empty(), why(back));
    CHECK(std::get<Installed>(back).version == 1);
    CHECK(station.shown() == 1);
    CHECK(title_shown(station) == "Version 1");
    CHECK(why(roll_back(station.content(), "sample-pack")).find("no version before 1") != std::string::npos);
    CHECK(why(station.install()).find("--again") != std::string::npos);
    CHECK(station.shown() == 1);
    station.options.again = true;
    CHECK(why(station.install()).empty());
    CHECK(station.shown() == 2);
    check_tidy(station, {"1", "2", "installed.toml"});
    station.options.again = false;
    CHECK(why(roll_back(station.content(), "sample-pack")).empty());
    station.bring(3); // a newer one mends it
    check_tidy(station, {"1", "3", "installed.toml"});
}

TEST_CASE("going back to a damaged version is refused, and the one that is shown stays") {
    Station station;
    station.bring(1);
    station.bring(2);
    std::filesystem::remove(station.content() / "packs/sample-pack/1/tutorials/sample/es.toml");
    CHECK(why(roll_back(station.content(), "sample-pack")).find("es.toml is missing. Version 2 stays") !=
          std::string::npos);
    CHECK(station.shown() == 2);
    for (const char* id : {"none", "", "..", "../packs", "sample-pack/1"})
        CHECK_MESSAGE(
            why(roll_back(station.content(), id)).find("no such pack is installed") != std::string::npos, id);
}

TEST_CASE("a pack that is removed is gone to the last file") {
    Station station;
    station.bring(1);
    station.bring(2);
    CHECK_FALSE(remove_pack(station.content(), "sample-pack"));
    CHECK(station.shown() == 0);
    CHECK(title_shown(station).empty());
    check_tidy(station, {});
    CHECK(remove_pack(station.content(), "sample-pack"));
    CHECK(remove_pack(station.content(), ".."));
    REQUIRE(why(station.install()).empty());
    CHECK(station.shown() == 2);
}

TEST_CASE("a hostile pack changes nothing, even when a trusted signer let it pass") {
    Station station;
    station.bring(1);
    for (const maker::Spoilt& spoilt : maker::spoilt_packs(2)) {
        if (spoilt.bytes.empty())
            continue; // a catalogue cannot list it
        CAPTURE(spoilt.what);
        station.publish(spoilt.bytes, 2);
        auto before = station.tree();
        std::string says = why(station.install());
        CHECK_MESSAGE(says.find(spoilt.says) != std::string::npos, says);
        CHECK_MESSAGE(says.starts_with(station.pack().string()), says);
        auto after = station.tree();
        before.erase("seen.toml"), after.erase("seen.toml"); // the catalogue itself was in order
        CHECK(after == before);
    }
    CHECK(station.shown() == 1);
}

TEST_CASE("a pack that is not the one in the catalogue is refused before it is looked into") {
    Station station;
    station.bring(1);
    station.publish(2);
    std::string good = maker::good_pack(2, maker::good_files("Version 2"));
    auto refuses = [&](const std::string& bytes) {
        write_file_durably(station.pack(), bytes);
        std::string says = why(station.install());
        CHECK(station.shown() == 1);
        return says;
    };
    CHECK(refuses(good.substr(0, good.size() / 2)).find("cut short or changed") != std::string::npos);
    std::string other = good;
    other[other.size() / 2] ^= 1;
    CHECK(refuses(other).find("SHA-256 is not the one in the catalogue") != std::string::npos);
    write_file_durably(station / "stick/other.tar.zst", maker::good_pack(3));
    auto result =
        install_pack(station / "stick/other.tar.zst", station.catalogue(), station.trust, station.content());
    CHECK(why(result).find("is not in catalogue 2") != std::string::npos);
    result = install_pack(station / "stick/none", station.catalogue(), station.trust, station.content());
    CHECK(why(result).find("no such file") != std::string::npos);
    result = install_pack(station / "stick", station.catalogue(), station.trust, station.content());
    CHECK(why(result).find("no plain file") != std::string::npos);
    write_file_durably(station.pack(), good);
    CHECK(why(station.install()).empty());
}

TEST_CASE("a catalogue that is not to be believed installs nothing") {
    Station station;
    station.bring(1);
    auto old = *read_file(station.catalogue()),
         old_signature = *read_file(signature_file(station.catalogue()));
    station.bring(2);
    auto before = station.tree();

    station.publish(3);
    station.trust.today = "2027-02-02";
    CHECK(why(station.install()).find("good until") != std::string::npos);
    CHECK(title_shown(station) == "Version 2"); // expiry never takes away what is shown
    station.trust.today = "2026-11-23";
    station.trust.anchor = SecretKey::generate().public_key();
    CHECK(why(station.install()).find("it is signed by the key") != std::string::npos);
    station.trust.anchor = station.key().public_key();
    write_file_durably(station.catalogue(), old);
    write_file_durably(signature_file(station.catalogue()), old_signature);
    CHECK(why(station.install()).find("has seen 2 already") != std::string::npos);
    std::filesystem::remove(signature_file(station.catalogue()));
    CHECK(why(station.install()).find("catalogue.toml.sig") != std::string::npos);
    CHECK(station.tree() == before);
}

TEST_CASE("an older version, a newer program and a mistaken catalogue are each refused with what to do") {
    Station station;
    station.bring(5);
    station.publish(4);
    CHECK(
        why(station.install())
            .find("is older than 5, which is installed; to go back: accanto content roll-back sample-pack") !=
        std::string::npos);
    maker::Files files = maker::good_files();
    Manifest manifest = maker::manifest_of(files, 6);
    manifest.min_app = "99.0";
    station.publish(maker::zstd(maker::tar(maker::entries_of(manifest, files))), 6);
    CHECK(why(station.install()).find("it needs Accanto 99.0 or newer") != std::string::npos);
    station.publish(maker::good_pack(8), 7);
    CHECK(why(station.install())
              .find("the catalogue calls it sample-pack 7, and it calls itself sample-pack 8") !=
          std::string::npos);
    station.publish(maker::good_pack(6), 6, [](Catalogue& catalogue) { catalogue.packs[0].id = "other"; });
    CHECK(why(station.install()).find("the catalogue calls it other 6") != std::string::npos);
    CHECK(station.shown() == 5);
    check_tidy(station, {"5", "installed.toml"});
}

TEST_CASE("a tutorial that cannot be read is refused with its file and line") {
    Station station;
    station.bring(1);
    const struct {
        const char *path, *from, *to, *says;
    } wrongs[] = {
        {"tutorials/sample/tutorial.toml", "kind = \"read\"", "kind = \"fly\"",
         "tutorials/sample/tutorial.toml:17"},
        {"tutorials/sample/tutorial.toml", "id = \"sample\"",
         "id = ", "tutorials/sample/tutorial.toml:1: not-toml"},
        {"tutorials/sample/tutorial.toml", "id = \"sample\"", "id = \"other\"",
         "tutorials/sample/tutorial.toml"},
        {"tutorials/sample/es.toml", "[tutorial]", "[tutorial", "tutorials/sample/es.toml:1"},
    };
    for (const auto& wrong : wrongs) {
        CAPTURE(wrong.to);
        maker::Files files = maker::good_files();
        std::string& text = files[wrong.path];
        text.replace(text.find(wrong.from), strlen(wrong.from), wrong.to);
        station.publish(2, files);
        CHECK_MESSAGE(why(station.install()).find(wrong.says) != std::string::npos, why(station.install()));
        CHECK(station.shown() == 1);
    }
    check_tidy(station, {"1", "installed.toml"});
}

TEST_CASE("one installs at a time") {
    Station station;
    station.bring(1);
    station.publish(2);
    {
        auto keeper = PackKeeper::open(station.content());
        REQUIRE(std::holds_alternative<PackKeeper>(keeper));
        CHECK(why(station.install()).find("another program is installing") != std::string::npos);
        CHECK(why(roll_back(station.content(), "sample-pack")).find("another program") != std::string::npos);
        CHECK(station.shown() == 1); // looking is free
    }
    CHECK(why(station.install()).empty());
}

TEST_CASE("what is prepared and not installed leaves nothing behind") {
    Station station;
    station.bring(1);
    station.publish(2);
    {
        auto opened = PackKeeper::open(station.content());
        auto& keeper = std::get<PackKeeper>(opened);
        keeper.accept(std::get<SignedCatalogue>(read_signed_catalogue(station.catalogue())), station.trust);
        auto prepared = keeper.prepare(station.pack());
        REQUIRE(std::holds_alternative<PreparedPack>(prepared));
        CHECK(std::get<PreparedPack>(prepared).replaces->current == 1);
        CHECK(std::filesystem::exists(std::get<PreparedPack>(prepared).folder / "tutorials/sample/en.toml"));
    }
    CHECK(station.shown() == 1);
    check_tidy(station, {"1", "installed.toml"});
}

TEST_CASE("a record that cannot be read is told, and nothing of that pack is cleared away") {
    Station station;
    station.bring(1);
    write_file_durably(station.content() / "packs/sample-pack/installed.toml", "current = \n");
    CHECK(installed_packs(station.content()).packs.empty());
    REQUIRE_FALSE(installed_packs(station.content()).problems.empty());
    CHECK(installed_packs(station.content()).problems[0].file.ends_with("installed.toml"));
    station.publish(2);
    CHECK(why(station.install()).find("installed.toml:1") != std::string::npos);
    CHECK(std::filesystem::exists(station.content() / "packs/sample-pack/1/tutorials/sample/en.toml"));
    CHECK_FALSE(remove_pack(station.content(), "sample-pack")); // the way out
    CHECK(why(station.install()).empty());
}

TEST_CASE("a disk that takes no more leaves the old version, and an error with its code") {
    Station station;
    station.bring(1);
    maker::Files files = maker::good_files("Version 2");
    files["audio/es/long.wav"] = random_bytes(300'000);
    station.publish(2, files);
    auto before = station.tree();
    // The kernel refuses to let a file of ours grow past this: the same as a full disk, for root too.
    rlimit unlimited{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &unlimited) == 0);
    auto old_handler = signal(SIGXFSZ, SIG_IGN);
    rlimit small = {200'000, unlimited.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    int code = 0;
    try {
        why(station.install());
    } catch (const Error& error) {
        code = error.code();
    }
    REQUIRE(setrlimit(RLIMIT_FSIZE, &unlimited) == 0);
    signal(SIGXFSZ, old_handler);
    CHECK(code == EFBIG);
    auto after = station.tree();
    before.erase("seen.toml"), after.erase("seen.toml");
    CHECK(after == before);
    CHECK(why(station.install()).empty());
}
