#include "content/base/error.h"
#include "kiosk/platform/image.h"
#include "kiosk/platform/pixels.h"

#include <doctest/doctest.h>
#include <png.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

using namespace accanto::platform;

namespace {

struct Folder {
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "accanto-png-XXXXXX").string();
        path = mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

// What an independent reader makes of the file, as straight RGBA bytes, and whether the file has an alpha
// channel.
std::vector<unsigned char> read_rgba(const std::filesystem::path& file, bool& has_alpha) {
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_file(&png, file.c_str()));
    has_alpha = (png.format & PNG_FORMAT_FLAG_ALPHA) != 0;
    png.format = PNG_FORMAT_RGBA;
    std::vector<unsigned char> bytes(PNG_IMAGE_SIZE(png));
    REQUIRE(png_image_finish_read(&png, nullptr, bytes.data(), 0, nullptr));
    return bytes;
}

} // namespace

TEST_CASE("an opaque picture is read back exactly, without an alpha channel") {
    const Folder folder;
    write_png(folder.path / "a.png", {2, 2, {0xff102030, 0xffffffff, 0xff000000, 0xffabcdef}});
    bool has_alpha = true;
    const auto bytes = read_rgba(folder.path / "a.png", has_alpha);
    CHECK_FALSE(has_alpha);
    CHECK(bytes == std::vector<unsigned char>{0x10, 0x20, 0x30, 255, 255, 255, 255, 255, 0, 0, 0, 255, 0xab,
                                              0xcd, 0xef, 255});
}

TEST_CASE("a transparent picture is stored in straight colours") {
    const Folder folder;
    write_png(folder.path / "b.png", {3, 1, {0x80800000, 0x00000000, 0x40004020}});
    bool has_alpha = false;
    const auto bytes = read_rgba(folder.path / "b.png", has_alpha);
    CHECK(has_alpha);
    CHECK(bytes == std::vector<unsigned char>{255, 0, 0, 0x80, 0, 0, 0, 0, 0, 255, 0x80, 0x40});
}

TEST_CASE("straight colours multiply back to the premultiplied ones within one step") {
    Image image{256, 256, {}};
    for (uint32_t alpha = 0; alpha < 256; ++alpha)
        for (uint32_t value = 0; value < 256; ++value)
            image.argb.push_back(alpha << 24 | std::min(value, alpha) << 16);
    const auto straight = straight_argb(image);
    int worst = 0;
    for (size_t i = 0; i < straight.size(); ++i) {
        const int alpha = int(straight[i] >> 24), colour = int(straight[i] >> 16 & 0xff);
        worst = std::max(worst, std::abs((colour * alpha + 127) / 255 - int(image.argb[i] >> 16 & 0xff)));
    }
    CHECK(worst == 0);
}

TEST_CASE("a folder that isn't there is told with its errno") {
    try {
        write_png("/nonexistent/accanto/a.png", {1, 1, {0xff000000}});
        FAIL("written into nothing");
    } catch (const accanto::Error& error) {
        CHECK(error.code() == ENOENT);
    }
}
