#include "kiosk/app/safe_pictures.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "kiosk/ui/slip.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>

namespace accanto::app {

namespace {

constexpr float slip_dots_per_mm = 8; // of ui::draw_slip()
constexpr float most_button_mm = 420;
constexpr size_t digest_length = 64;

std::filesystem::path pictures_file(const Settings& settings) {
    return settings.state / "safe-pictures";
}

std::vector<std::string> languages_of(const Settings& settings) {
    std::vector<std::string> out = {settings.point.official_language};
    for (const std::string& one : settings.point.languages)
        if (std::find(out.begin(), out.end(), one) == out.end())
            out.push_back(one);
    return out;
}

// What they were drawn for: another line, other pictures.
std::string subject_of(const Settings& settings, const SafeLayout& layout) {
    return fmt::format("accanto-safe-pictures-1 {} {}x{} {:.3f} {}\n", ACCANTO_VERSION, layout.width,
                       layout.height, layout.px_per_mm, fmt::join(languages_of(settings), ","));
}

// Letters are black on white where the slip is drawn.
platform::Image letters_of(platform::Image slip) {
    for (uint32_t& pixel : slip.argb)
        pixel = (255 - (pixel & 0xFF)) * 0x01010101u;
    return slip;
}

// Of the words alone: to draw them only to see how high they come would be most of the work.
float height_of(ui::Ui& ui, const std::vector<ui::SlipLine>& lines, float width) {
    float height = 0;
    for (const ui::SlipLine& line : lines) {
        ui::TextSpec spec;
        spec.text = line.label.text, spec.language = line.label.language;
        spec.em_px = line.em_mm * slip_dots_per_mm, spec.weight = line.weight;
        spec.width_px = width, spec.align = line.align;
        height += ui.texts().measure(spec).box.h + line.gap_mm * slip_dots_per_mm;
    }
    return height;
}

platform::Image sentence(ui::Ui& ui, const content::Words& words, const Settings& settings, ui::Rect place,
                         const char* key) {
    const std::vector<std::string> languages = languages_of(settings);
    for (float em_px = place.h * 0.2f;; em_px *= 0.92f) {
        std::vector<ui::SlipLine> lines;
        for (const std::string& language : languages) {
            const content::Phrase phrase = words.say(language, key);
            const float em = lines.empty() ? em_px : em_px * 0.6f;
            lines.push_back({{phrase.text, {}, phrase.language, phrase.fallback},
                             em / slip_dots_per_mm,
                             600,
                             ui::Align::centre,
                             em * 0.3f / slip_dots_per_mm});
        }
        const bool smallest = em_px < 24;
        if (!smallest && height_of(ui, lines, place.w) > place.h)
            continue;
        platform::Image drawn = ui::draw_slip(ui, lines, int(place.w));
        if (smallest || float(drawn.height) <= place.h)
            return letters_of(std::move(drawn));
    }
}

std::string bytes_of(const platform::Image& image) {
    std::string out = fmt::format("{} {}\n", image.width, image.height);
    for (const uint32_t pixel : image.argb)
        out += char(pixel & 0xFF);
    return out;
}

std::optional<platform::Image> take_image(std::string_view& rest) {
    platform::Image out;
    const char* end = rest.data() + std::min(rest.size(), size_t(24));
    const auto w = std::from_chars(rest.data(), end, out.width);
    if (w.ec != std::errc() || w.ptr == end || *w.ptr != ' ')
        return std::nullopt;
    const auto h = std::from_chars(w.ptr + 1, end, out.height);
    if (h.ec != std::errc() || h.ptr == end || *h.ptr != '\n' || out.width < 1 || out.height < 1)
        return std::nullopt;
    rest.remove_prefix(size_t(h.ptr + 1 - rest.data()));
    const size_t count = size_t(out.width) * size_t(out.height);
    if (count > rest.size())
        return std::nullopt;
    for (const char letter : rest.substr(0, count))
        out.argb.push_back(uint32_t(static_cast<unsigned char>(letter)) * 0x01010101u);
    rest.remove_prefix(count);
    return out;
}

} // namespace

ui::Rect SafeLayout::button() const {
    // On a large panel no larger than a sheet of paper: an arm reaches it, and the sentence on it is read at
    // a glance.
    return ui::Rect{0, 0, width, height}.middle(std::min(width * 0.8f, px_per_mm * most_button_mm),
                                                std::min(height * 0.56f, px_per_mm * most_button_mm * 0.7f));
}

ui::Rect SafeLayout::on_button() const {
    return button().inset(width * 0.02f, height * 0.03f);
}

ui::Rect SafeLayout::number() const {
    ui::Rect place = button();
    return place.cut_top(place.h * 0.5f);
}

ui::Rect SafeLayout::below_number() const {
    const float y = number().bottom();
    return {width * 0.02f, y, width * 0.96f, height * 0.94f - y};
}

bool draw_next(SafePictures& pictures, ui::Ui& ui, const content::Words& words, const Settings& settings,
               const SafeLayout& layout) {
    if (pictures.take.width == 0)
        pictures.take = sentence(ui, words, settings, layout.on_button(), "safe.take");
    else if (pictures.none.width == 0)
        pictures.none = sentence(ui, words, settings, layout.on_button(), "trouble.no_number");
    else if (pictures.wait.width == 0)
        pictures.wait = sentence(ui, words, settings, layout.below_number(), "safe.wait");
    return pictures.wait.width > 0;
}

void keep_safe_pictures(const Settings& settings, const SafeLayout& layout, const SafePictures& pictures) {
    if (read_safe_pictures(settings, layout))
        return;
    std::string out = subject_of(settings, layout);
    for (const platform::Image* one : {&pictures.take, &pictures.none, &pictures.wait})
        out += bytes_of(*one);
    write_file_durably(pictures_file(settings), out + to_hex(view(sha256(out))), 0640);
}

std::optional<SafePictures> read_safe_pictures(const Settings& settings, const SafeLayout& layout) {
    try {
        const std::string bytes = read_file(pictures_file(settings)).value_or("");
        const std::string subject = subject_of(settings, layout);
        if (bytes.size() < subject.size() + digest_length || !bytes.starts_with(subject))
            return std::nullopt;
        const std::string_view whole = std::string_view(bytes).substr(0, bytes.size() - digest_length);
        if (to_hex(view(sha256(whole))) != bytes.substr(whole.size()))
            return std::nullopt;
        std::string_view rest = whole.substr(subject.size());
        auto take = take_image(rest), none = take_image(rest), wait = take_image(rest);
        if (!take || !none || !wait)
            return std::nullopt;
        return SafePictures{*std::move(take), *std::move(none), *std::move(wait)};
    } catch (const std::exception& e) {
        spdlog::warn("safe mode: {}", e.what());
        return std::nullopt;
    }
}

} // namespace accanto::app
