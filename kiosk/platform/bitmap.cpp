#include "kiosk/platform/bitmap.h"

#include <charconv>

namespace accanto::platform {

namespace {

constexpr int longest_side = 8192;
constexpr uint32_t lightest_black = 255 * 5 / 8;

// Premultiplied, so on white paper each channel gains what the alpha leaves. The weights are ITU-R BT.709's.
uint32_t luminance_on_white(uint32_t argb) {
    const uint32_t paper = 255 - (argb >> 24);
    const uint32_t red = (argb >> 16 & 255) + paper, green = (argb >> 8 & 255) + paper,
                   blue = (argb & 255) + paper;
    return (red * 54 + green * 183 + blue * 19) >> 8;
}

// A number of the header, with the white space before it.
bool take_number(std::string_view& rest, int& number) {
    const size_t start = rest.find_first_not_of(" \t\r\n");
    if (start == 0 || start == std::string_view::npos)
        return false;
    rest.remove_prefix(start);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    rest.remove_prefix(size_t(end - rest.data()));
    return error == std::errc();
}

} // namespace

Bitmap black_and_white(const Image& image) {
    Bitmap out{image.width, image.height, {}};
    out.bits.assign(size_t(out.row_bytes()) * size_t(out.height), '\0');
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            if (luminance_on_white(image.at(x, y)) <= lightest_black)
                out.bits[size_t(y) * size_t(out.row_bytes()) + size_t(x / 8)] |= char(0x80 >> x % 8);
    return out;
}

std::string to_pbm(const Bitmap& bitmap) {
    return "P4\n" + std::to_string(bitmap.width) + " " + std::to_string(bitmap.height) + "\n" + bitmap.bits;
}

std::optional<Bitmap> from_pbm(std::string_view bytes) {
    Bitmap out;
    if (!bytes.starts_with("P4"))
        return std::nullopt;
    bytes.remove_prefix(2);
    if (!take_number(bytes, out.width) || !take_number(bytes, out.height) || bytes.empty())
        return std::nullopt;
    bytes.remove_prefix(1); // the one blank after the header
    if (out.width < 1 || out.height < 1 || out.width > longest_side || out.height > longest_side ||
        bytes.size() != size_t(out.row_bytes()) * size_t(out.height))
        return std::nullopt;
    out.bits = bytes;
    return out;
}

} // namespace accanto::platform
