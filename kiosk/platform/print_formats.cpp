#include "kiosk/platform/print_formats.h"

#include <png.h>

#include <csetjmp>

namespace accanto::platform {

namespace {

void append(png_structp png, png_bytep bytes, size_t count) {
    static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), count);
}

// Its own function: libpng leaves by longjmp, which must find no destructor on its way.
bool write_rows(png_structp png, png_infop info, const Bitmap& bitmap, std::string& out) {
    if (setjmp(png_jmpbuf(png)) != 0)
        return false;
    png_set_write_fn(png, &out, append, nullptr);
    png_set_IHDR(png, info, png_uint_32(bitmap.width), png_uint_32(bitmap.height), 1, PNG_COLOR_TYPE_GRAY,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, png_uint_32(slip_dots_per_mm * 1000), png_uint_32(slip_dots_per_mm * 1000),
                 PNG_RESOLUTION_METER);
    png_write_info(png, info);
    png_set_invert_mono(png); // ours is 1 for black, a PNG's is 0
    for (int y = 0; y < bitmap.height; ++y)
        png_write_row(png, reinterpret_cast<png_const_bytep>(bitmap.bits.data()) +
                               size_t(y) * size_t(bitmap.row_bytes()));
    png_write_end(png, nullptr);
    return true;
}

} // namespace

std::string to_png(const Bitmap& bitmap) {
    std::string out;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    const bool written = info && write_rows(png, info, bitmap, out);
    png_destroy_write_struct(&png, &info);
    return written ? out : std::string();
}

} // namespace accanto::platform
