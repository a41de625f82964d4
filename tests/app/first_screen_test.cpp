// The first screen from the album of an earlier start: the same pixels as without it, and nothing of
// anybody's visit.

#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include "content/base/file.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sys/stat.h>

using namespace accanto;
using namespace accanto::tests;
namespace fs = std::filesystem;

namespace {

const std::string seen = "see @language.en within 20s\nshot first\n";
const std::string until_kept = "wait 7s\n"; // the greeting has changed once
const std::string plain_settings = KioskOptions::quick_settings;

const std::string somebody_types = R"(
tap @language.en
tap @home.learn
tap @learn.email
tap @lesson.create-email
tap @lesson.next
tap @option.address
tap @lesson.next
tap @device.mail
tap @lesson.next
tap @device.create
tap @lesson.next
tap @device.first_name
type "Filomena"
tap @bar.finish
tap "Yes, finish"
see @finished.start within 30s
tap @finished.start
see @language.en
)";

fs::path album_of(const fs::path& folder) {
    return folder / "state" / "first-screen.album";
}

// Plays a visit on a kiosk with this folder's store, and gives the picture of its first screen.
std::string first_screen(const fs::path& folder, const std::string& visit = seen,
                         const std::string& settings = plain_settings) {
    KioskOptions options{folder};
    options.visit = visit;
    options.settings = settings;
    options.shots = true;
    Kiosk kiosk(options);
    const int code = kiosk.finish();
    INFO(kiosk.errors());
    REQUIRE(code == 0);
    CHECK(kiosk.errors().find("album") == std::string::npos);
    return read_file(options.shots_folder() / "first.png").value();
}

// Without an album.
std::string first_screen_anew(const std::string& settings = plain_settings) {
    TemporaryFolder folder;
    const std::string picture = first_screen(folder.path(), seen, settings);
    CHECK_FALSE(fs::exists(album_of(folder.path())));
    return picture;
}

ino_t file_number(const fs::path& file) {
    struct stat status {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    return status.st_ino;
}

} // namespace

TEST_CASE("the first screen of the second start comes from the album of the first, and has the same pixels") {
    TemporaryFolder folder;
    const std::string before = first_screen(folder.path(), seen + until_kept);
    REQUIRE(fs::exists(album_of(folder.path())));
    const ino_t kept = file_number(album_of(folder.path()));
    CHECK(first_screen(folder.path(), seen + until_kept) == before);
    // All that was drawn was in it: otherwise there would be another by now.
    CHECK(file_number(album_of(folder.path())) == kept);

    const std::string whole = read_file(album_of(folder.path())).value();
    const auto with = [&](const std::string& bytes) {
        std::ofstream(album_of(folder.path()), std::ios::trunc | std::ios::binary) << bytes;
        return first_screen(folder.path());
    };
    CHECK(with(whole.substr(0, whole.size() / 2)) == before);
    std::string flipped = whole;
    flipped[whole.size() / 2] = char(flipped[whole.size() / 2] ^ 4);
    CHECK(with(flipped) == before);
    CHECK(with("") == before);
    CHECK(with("something else altogether") == before);
}

TEST_CASE("an album of other settings changes nothing") {
    TemporaryFolder folder;
    const std::string usual = first_screen(folder.path(), seen + until_kept);
    REQUIRE(fs::exists(album_of(folder.path())));
    const std::string point = "[point]\ntime_zone = \"Europe/Madrid\"\nplace = \"ES-CT\"\n",
                      screen = "[screen]\nmotion = false\n";
    for (const std::string& settings : {
             point + screen + "theme = \"evening\"\n",
             point + screen + "pitch_mm = 0.45\n",
             point + screen + "text_size = \"large\"\n",
             point + "languages = [\"sv\", \"en\", \"ar\", \"es\"]\n" + screen,
             point + "official_language = \"it\"\n" + screen,
         }) {
        CAPTURE(settings);
        const std::string with_album = first_screen(folder.path(), seen, settings);
        CHECK(with_album == first_screen_anew(settings));
        CHECK(with_album != usual);
    }
}

TEST_CASE("an album is the same whether or not somebody came before it was kept") {
    const auto kept_after = [](const std::string& visit) {
        TemporaryFolder folder;
        first_screen(folder.path(), visit + until_kept);
        const auto album = read_file(album_of(folder.path()));
        REQUIRE(album);
        CHECK(album->find("Accanto") != std::string::npos);
        return *album;
    };
    // The store may have been read before the first frame or just after it: either is a first screen.
    std::set<std::string> busy, quiet;
    bool the_same = false;
    for (int starts = 0; starts < 4 && !the_same; ++starts) {
        busy.insert(kept_after(seen + somebody_types));
        quiet.insert(kept_after(seen));
        the_same = std::any_of(quiet.begin(), quiet.end(), [&](const std::string& one) { return busy.contains(one); });
    }
    CHECK(the_same);
}

TEST_CASE("where no album can be kept there is none, and no complaint") {
    TemporaryFolder folder;
    fs::create_directories(album_of(folder.path()) / "in the way");
    const std::string first = first_screen(folder.path(), seen + until_kept);
    CHECK(fs::is_directory(album_of(folder.path())));
    CHECK(first == first_screen_anew());
}
