#include "tests/screens/golden_picture.h"

#include <png.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <stdexcept>

namespace accanto::tests {

namespace {

constexpr size_t most_colours = 256;
constexpr int block = 8;

int channel(uint32_t argb, int shift) {
    return int(argb >> shift & 255);
}

int distance(uint32_t a, uint32_t b) {
    int out = 0;
    for (const int shift : {0, 8, 16})
        out += std::abs(channel(a, shift) - channel(b, shift));
    return out;
}

std::vector<uint32_t> palette_of(const platform::Image& image) {
    std::map<uint32_t, size_t> counts;
    for (const uint32_t pixel : image.argb)
        ++counts[pixel & 0xFFFFFF];
    std::vector<std::pair<size_t, uint32_t>> order;
    for (const auto& [colour, count] : counts)
        order.emplace_back(count, colour);
    std::sort(order.rbegin(), order.rend());
    order.resize(std::min(order.size(), most_colours));
    std::vector<uint32_t> out;
    for (const auto& [count, colour] : order)
        out.push_back(colour);
    return out;
}

} // namespace

void write_palette_png(const std::filesystem::path& file, const platform::Image& image) {
    const std::vector<uint32_t> palette = palette_of(image);
    std::map<uint32_t, png_byte> nearest;
    std::vector<png_byte> rows, map;
    for (const uint32_t pixel : image.argb) {
        const auto [at, is_new] = nearest.try_emplace(pixel & 0xFFFFFF, png_byte(0));
        if (is_new)
            at->second = png_byte(std::min_element(palette.begin(), palette.end(),
                                                   [&](uint32_t a, uint32_t b) {
                                                       return distance(a, pixel) < distance(b, pixel);
                                                   }) -
                                  palette.begin());
        rows.push_back(at->second);
    }
    for (const uint32_t colour : palette)
        for (const int shift : {16, 8, 0})
            map.push_back(png_byte(channel(colour, shift)));
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.width = png_uint_32(image.width), png.height = png_uint_32(image.height);
    png.format = PNG_FORMAT_RGB_COLORMAP;
    png.colormap_entries = png_uint_32(palette.size());
    if (!png_image_write_to_file(&png, file.c_str(), 0, rows.data(), image.width, map.data()))
        throw std::runtime_error(file.string() + ": " + png.message);
}

std::optional<platform::Image> read_png(const std::filesystem::path& file) {
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_file(&png, file.c_str()))
        return std::nullopt;
    png.format = PNG_FORMAT_BGRA;
    platform::Image out{int(png.width), int(png.height),
                        std::vector<uint32_t>(size_t(png.width) * png.height)};
    if (!png_image_finish_read(&png, nullptr, out.argb.data(), 0, nullptr))
        return std::nullopt;
    return out;
}

Difference difference(const platform::Image& a, const platform::Image& b, int most) {
    Difference out;
    if (a.width != b.width || a.height != b.height) {
        out.other_size = true;
        return out;
    }
    int blocks = 0, different = 0;
    for (int top = 0; top < a.height; top += block)
        for (int left = 0; left < a.width; left += block) {
            int sums[3] = {}, pixels = 0;
            for (int y = top; y < std::min(top + block, a.height); ++y)
                for (int x = left; x < std::min(left + block, a.width); ++x, ++pixels)
                    for (int c = 0; c < 3; ++c)
                        sums[c] += channel(a.at(x, y), 8 * c) - channel(b.at(x, y), 8 * c);
            const int mean = std::max({std::abs(sums[0]), std::abs(sums[1]), std::abs(sums[2])}) / pixels;
            ++blocks;
            different += mean > most;
            if (mean > out.largest)
                out.largest = mean, out.x = left, out.y = top;
        }
    out.share = double(different) / double(blocks);
    return out;
}

} // namespace accanto::tests
