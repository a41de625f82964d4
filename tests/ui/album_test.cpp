// What an album gives back is what was put into it, or nothing.

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "kiosk/platform/pixels.h"
#include "kiosk/ui/album.h"
#include "tests/temporary_folder.h"
#include "tests/ui/desk_of_tests.h"

#include <chrono>
#include <fstream>
#include <functional>
#include <unistd.h>

using namespace accanto;
using ui::Album;

namespace {

platform::Image image_of(int width, int height, uint32_t seed) {
    platform::Image image;
    image.width = width, image.height = height;
    for (int i = 0; i < width * height; ++i)
        image.argb.push_back(i % 7 < 4 ? seed : seed * uint32_t(i)); // some alike, some not
    return image;
}

struct Fixture {
    tests::TemporaryFolder folder;
    std::filesystem::path file = folder / "album", pictures = folder / "pictures",
                          source = pictures / "picture.svg";

    Fixture() {
        std::filesystem::create_directory(pictures);
        std::ofstream(source) << "<svg/>";
        // The clock that files are stamped with moves by up to 10 ms at once.
        usleep(30'000);
        Album album("here");
        album.add("words", {{1, 2.5f, -3}, image_of(40, 12, 0x80102030), "two\nlines"});
        album.add("measured", {{7}, {}});
        REQUIRE(album.write(file, {source.string(), pictures.string()}));
    }
    Album read(const std::string& subject = "here") const { return Album::read(file, subject); }
    void spoil(const std::function<void(std::string&)>& change) const {
        std::string bytes = read_file(file).value();
        change(bytes);
        std::ofstream(file, std::ios::trunc | std::ios::binary) << bytes;
    }
};

// The greeting's kinds of things: words, a picture, a card and its shadow.
void draw_something(ui::Ui& ui, ui::Colour colour) {
    ui.card({100, 100, 600, 300}, colour);
    ui.picture({120, 120, 200, 200}, "home");
    ui.text({350, 150, 300, 200}, "title", ui.plain("Touch your language", "en"),
            {ui::Role::title, 700, ui.look().ink});
    ui.text({350, 350, 300, 200}, "arabic", ui.plain("تعلّم", "ar"), {ui::Role::body, 400, ui.look().ink});
}

struct Drawing {
    ui::Colour colour = 0xFFFFFFFF;
    float pitch_mm = 0.277f;
    bool asks_files = false;
    std::string afterwards = {}; // words of the next frame, which is drawn without the album
};

// One frame on a canvas and with fonts of its own. The Ui is gone when it is drawn: ImGui has one context at
// a time.
struct Drawn {
    std::vector<platform::Image> pictures;
    std::string list;
    bool opened_fonts = false;
    std::vector<std::string> files; // where asked for

    bool same_as(const Drawn& other) const {
        const auto pixels = [](const platform::Image& image) {
            return image.straight ? image.argb : platform::straight_argb(image);
        };
        const auto same = [&](const platform::Image& a, const platform::Image& b) {
            return a.width == b.width && a.height == b.height && pixels(a) == pixels(b);
        };
        return list == other.list && std::equal(pictures.begin(), pictures.end(), other.pictures.begin(),
                                                other.pictures.end(), same);
    }
};

Drawn drawn(Album* album, const Drawing& drawing = {}) {
    tests::KeepingCanvas canvas;
    ui::FontsLater fonts = ui::fonts_later(ui::fonts_of(tests::assets()));
    auto words = content::Words::load(std::filesystem::path(ACCANTO_SOURCE_DIR) / "content/words", "es");
    ui::Ui ui{canvas, tests::assets(), words, fonts};
    ui::FrameContext context;
    context.width = 1920, context.height = 1080;
    context.look = ui::make_look(ui::Theme::day, ui::TextSize::normal, 1 / drawing.pitch_mm, true);
    context.language = "en";
    ui.use(album);
    ui.begin(context);
    draw_something(ui, drawing.colour);
    ui.end();
    Drawn out;
    out.list = ui.semantics().to_json();
    out.opened_fonts = fonts.wait_for(std::chrono::seconds(0)) != std::future_status::deferred;
    for (const auto& [texture, image] : canvas.pictures)
        out.pictures.push_back(image);
    ui.use(nullptr);
    if (!drawing.afterwards.empty()) {
        ui.begin(context);
        ui.text({0, 0, 900, 200}, "typed", ui.plain(drawing.afterwards, "en"), {});
        ui.end();
    }
    if (drawing.asks_files)
        out.files = ui.files();
    return out;
}

} // namespace

TEST_CASE_FIXTURE(Fixture, "A page comes back as it was") {
    Album album = read();
    const Album::Page* page = album.find("words");
    REQUIRE(page);
    CHECK(page->numbers == std::vector<float>{1, 2.5f, -3});
    CHECK(page->image.width == 40);
    CHECK(page->image.height == 12);
    CHECK(page->image.argb == platform::straight_argb(image_of(40, 12, 0x80102030)));
    CHECK(page->image.straight);
    CHECK(page->text == "two\nlines");
    CHECK(album.find("other") == nullptr);
}

TEST_CASE_FIXTURE(Fixture, "A page that was read and is written again stays as it was") {
    Album album = read();
    album.find("words");
    album.add("measured", {{7}, {}});
    REQUIRE(album.write(file, {source.string(), pictures.string()}));
    Album again = read();
    const Album::Page* page = again.find("words");
    REQUIRE(page);
    CHECK(page->image.argb == platform::straight_argb(image_of(40, 12, 0x80102030)));
}

TEST_CASE_FIXTURE(
    Fixture, "An album has changed where something was added to it, or something of it was not asked for") {
    Album album = read();
    album.find("words");
    CHECK(album.changed());
    album.find("measured");
    CHECK_FALSE(album.changed());
    album.add("words", {});
    CHECK(album.changed());
}

TEST_CASE_FIXTURE(Fixture, "What nobody asked for is not written again") {
    Album album = read();
    album.find("measured");
    REQUIRE(album.write(file, {}));
    album = read();
    CHECK(album.find("words") == nullptr);
    CHECK(album.find("measured"));
}

TEST_CASE_FIXTURE(Fixture, "An album that is missing, cut off, longer or damaged anywhere is an empty one") {
    const std::string whole = read_file(file).value();
    for (size_t length = 0; length < whole.size(); length += length < 100 ? 1 : 37) {
        spoil([&](std::string& bytes) { bytes = whole.substr(0, length); });
        CHECK(read().empty());
    }
    for (size_t at = 0; at < whole.size(); at += at < 100 ? 1 : 37) {
        spoil([&](std::string& bytes) { bytes = whole, bytes[at] = char(bytes[at] ^ 1 << at % 8); });
        CHECK(read().empty());
    }
    spoil([&](std::string& bytes) { bytes = whole + "x"; });
    CHECK(read().empty());
    spoil([&](std::string& bytes) { bytes = whole; });
    CHECK_FALSE(read().empty());
    std::filesystem::remove(file);
    CHECK(read().empty());
    std::filesystem::create_directory(file);
    CHECK(read().empty());
}

TEST_CASE_FIXTURE(Fixture, "An album whose sum is right and whose pages are nonsense does no harm") {
    const size_t title = 16, digest = 32;
    const std::string whole = read_file(file).value();
    const auto sealed_anew = [&](std::string body) {
        spoil([&](std::string& bytes) {
            bytes = whole.substr(0, title);
            bytes += view(sha256(body));
            bytes += body;
        });
    };
    const std::string body = whole.substr(title + digest);
    sealed_anew(body);
    REQUIRE_FALSE(read().empty());
    for (size_t length = 0; length < body.size(); ++length) {
        sealed_anew(body.substr(0, length));
        CHECK(read().empty());
    }
    for (size_t at = 0; at + 4 <= body.size(); ++at) {
        std::string wrong = body;
        wrong.replace(at, 4, "\xff\xff\xff\x7f");
        sealed_anew(wrong);
        const Album album = read(); // whatever of it can be read: it ends, within its bytes
    }
}

TEST_CASE_FIXTURE(Fixture, "An album of other fonts, or of other assets, is not read") {
    CHECK_FALSE(read("here").empty());
    CHECK(read("there").empty());
}

TEST_CASE_FIXTURE(Fixture, "An album holds only while the files it was made from are the same ones") {
    SUBCASE("one was written to") {
        std::ofstream(source, std::ios::app) << " ";
    }
    SUBCASE("one was replaced by one of the same size and time") {
        const auto time = std::filesystem::last_write_time(source);
        std::ofstream(folder / "new") << "<gvs/>";
        std::filesystem::rename(folder / "new", source);
        std::filesystem::last_write_time(source, time);
    }
    SUBCASE("one is gone") {
        std::filesystem::remove(source);
    }
    SUBCASE("one came into a folder") {
        std::ofstream(pictures / "another.svg") << "<svg/>";
    }
    CHECK(read().empty());
}

TEST_CASE_FIXTURE(Fixture, "What was drawn while a file changed is not kept") {
    Album album("here");
    album.add("words", {});
    usleep(30'000);
    std::ofstream(source, std::ios::app) << " ";
    const std::string before = read_file(file).value();
    CHECK_FALSE(album.write(file, {source.string()}));
    CHECK_FALSE(album.write(file, {(folder / "never").string()}));
    CHECK(read_file(file).value() == before);
}

TEST_CASE_FIXTURE(Fixture, "An album that cannot be written is an error, and what was there stays") {
    Album album("here");
    album.add("words", {});
    CHECK_THROWS_AS(album.write(folder / "no" / "album", {}), Error);
    CHECK_FALSE(read().empty());
}

TEST_CASE("From an album the same pixels come, without a font being opened") {
    tests::TemporaryFolder folder;
    const std::filesystem::path file = folder / "album";
    const Drawn plain = drawn(nullptr);
    CHECK(plain.opened_fonts);
    Album made("here");
    const Drawn first = drawn(&made, {.asks_files = true});
    CHECK(first.same_as(plain));
    REQUIRE(made.changed());
    REQUIRE(made.write(file, first.files));

    Album known = Album::read(file, "here");
    const Drawn second = drawn(&known);
    CHECK(second.same_as(plain));
    CHECK_FALSE(second.opened_fonts);
    CHECK_FALSE(known.changed());
}

TEST_CASE("What differs from what an album has is drawn anew") {
    tests::TemporaryFolder folder;
    const std::filesystem::path file = folder / "album";
    Album made("here");
    const Drawn first = drawn(&made, {.asks_files = true});
    REQUIRE(made.write(file, first.files));
    Drawing other;
    SUBCASE("another colour") {
        other.colour = 0xFFDCEDE9;
    }
    SUBCASE("another pitch") {
        other.pitch_mm = 0.2f;
    }
    Album known = Album::read(file, "here");
    const Drawn with_album = drawn(&known, other);
    CHECK(with_album.same_as(drawn(nullptr, other)));
    CHECK_FALSE(with_album.same_as(first));
    CHECK(known.changed());
}

TEST_CASE("An album has nothing of what is drawn after it was put away") {
    tests::TemporaryFolder folder;
    Album album("here");
    const Drawn greeted = drawn(&album, {.asks_files = true, .afterwards = "Filomena"});
    REQUIRE(album.write(folder / "album", greeted.files));
    const std::string bytes = read_file(folder / "album").value();
    CHECK(bytes.find("Touch your language") != std::string::npos);
    CHECK(bytes.find("Filomena") == std::string::npos);
}
