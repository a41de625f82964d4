#include "content/base/error.h"
#include "content/base/file.h"
#include "kiosk/platform/image.h"
#include "kiosk/platform/pixels.h"

#include <png.h>

#include <string>

namespace accanto::platform {

namespace {

// PNG stores straight colours, byte by byte in the order red, green, blue, alpha.
std::string png_rows(const Image& image, bool opaque) {
    std::string bytes;
    bytes.reserve(image.argb.size() * (opaque ? 3 : 4));
    for (const uint32_t argb : straight_argb(image)) {
        bytes += char(argb >> 16 & 0xff);
        bytes += char(argb >> 8 & 0xff);
        bytes += char(argb & 0xff);
        if (!opaque)
            bytes += char(argb >> 24);
    }
    return bytes;
}

} // namespace

void write_png(const std::filesystem::path& file, const Image& image) {
    ACCANTO_ASSERT(image.argb.size() == size_t(image.width) * size_t(image.height));
    const bool opaque = is_opaque(image);
    const std::string rows = png_rows(image, opaque);

    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.width = png_uint_32(image.width);
    png.height = png_uint_32(image.height);
    png.format = opaque ? PNG_FORMAT_RGB : PNG_FORMAT_RGBA;
    png.flags = PNG_IMAGE_FLAG_FAST;

    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(png);
    std::string encoded(size, '\0');
    if (!png_image_write_to_memory(&png, encoded.data(), &size, 0, rows.data(), 0, nullptr))
        throw Error("cannot encode " + file.string() + ": " + png.message, int(png.warning_or_error));
    encoded.resize(size);
    write_file_durably(file, encoded);
}

} // namespace accanto::platform
