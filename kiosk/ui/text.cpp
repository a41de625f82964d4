#include "kiosk/ui/text.h"

#include "kiosk/ui/bytes.h"
#include "kiosk/ui/pango_types.h"

#include <cmath>
#include <cstring>
#include <functional>
#include <optional>
#include <unordered_map>

namespace accanto::ui {

namespace {

struct SpecHash {
    size_t operator()(const TextSpec& s) const {
        size_t h = std::hash<std::string>()(s.text);
        auto mix = [&h](size_t v) { h ^= v + 0x9e3779b97f4a7c15ULL + (h << 6) + (h >> 2); };
        mix(std::hash<std::string>()(s.language));
        mix(std::hash<float>()(s.em_px));
        mix(size_t(s.weight) << 2 | size_t(s.align));
        mix(s.colour);
        mix(std::hash<float>()(s.width_px));
        return h;
    }
};

std::string album_key(const TextSpec& s) {
    return ByteWriter().number('t').text(s.text).text(s.language).number(s.em_px).number(s.weight).number(s.colour).number(s.width_px).number(s.align).take();
}

// What a page of the album keeps of a text beside its pixels, and back. Nothing where it is no such page.
std::vector<float> numbers_of(const TextPicture& p) {
    return {p.ink.x, p.ink.y, p.ink.w, p.ink.h, p.box.w, p.box.h, float(p.lines), float(p.missing_glyphs), float(p.word_broken)};
}
std::optional<TextPicture> picture_of(const std::vector<float>& n) {
    if (n.size() != 9)
        return std::nullopt;
    return TextPicture{0, {n[0], n[1], n[2], n[3]}, {n[4], n[5]}, int(n[6]), int(n[7]), n[8] != 0};
}

bool right_to_left(const std::string& language) {
    return language == "ar" || language == "ur" || language == "fa" || language == "he";
}

// Letters of U+0590 to U+07FF: they carry signs above and below.
bool has_high_letters(const std::string& utf8) {
    for (char c : utf8)
        if (static_cast<unsigned char>(c) >= 0xD6 && static_cast<unsigned char>(c) <= 0xDF)
            return true;
    return false;
}

using LayoutPtr = Held<PangoLayout>;

} // namespace

struct TextEngine::Inner {
    platform::Canvas& canvas;
    FontsLater fonts;
    Album* album = nullptr;

    struct Entry {
        TextPicture picture;
        int64_t used = 0;
    };
    std::unordered_map<TextSpec, Entry, SpecHash> pictures;
    std::unordered_map<TextSpec, Entry, SpecHash> sizes;
    int64_t frame = 0;

    Inner(platform::Canvas& c, FontsLater f) : canvas(c), fonts(std::move(f)) {}

    LayoutPtr layout(const TextSpec& spec) {
        PangoContext* context = fonts.get()->context();
        bool rtl = right_to_left(spec.language);
        late().pango_context_set_language(context, late().pango_language_from_string(spec.language.c_str()));
        late().pango_context_set_base_dir(context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
        LayoutPtr out(late().pango_layout_new(context));
        PangoFontDescription* font = late().pango_font_description_from_string(families);
        late().pango_font_description_set_absolute_size(font, double(spec.em_px) * PANGO_SCALE);
        late().pango_font_description_set_weight(font, PangoWeight(spec.weight));
        late().pango_layout_set_font_description(out.get(), font);
        late().pango_font_description_free(font);
        // The language decides the direction, not the first strong letter: an address inside Arabic stays in its place.
        late().pango_layout_set_auto_dir(out.get(), FALSE);
        Align align = spec.align;
        if (rtl && align != Align::centre)
            align = align == Align::start ? Align::end : Align::start;
        late().pango_layout_set_alignment(out.get(), align == Align::centre ? PANGO_ALIGN_CENTER
                                              : align == Align::end  ? PANGO_ALIGN_RIGHT
                                                                     : PANGO_ALIGN_LEFT);
        // The fonts' own line heights are far apart (1.37 em for Latin, 2.12 for Arabic): ours are 1.4, and 1.7 where
        // vowel signs stand above and below.
        PangoAttrList* attributes = late().pango_attr_list_new();
        late().pango_attr_list_insert(attributes, late().pango_attr_line_height_new_absolute(int(double(spec.em_px) * (has_high_letters(spec.text) ? 1.7 : 1.4) * PANGO_SCALE)));
        late().pango_layout_set_attributes(out.get(), attributes);
        late().pango_attr_list_unref(attributes);
        if (spec.width_px > 0) {
            late().pango_layout_set_width(out.get(), int(std::floor(spec.width_px) * PANGO_SCALE));
            late().pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
        }
        late().pango_layout_set_text(out.get(), spec.text.data(), int(spec.text.size()));
        return out;
    }

    // A line that ends inside a word: the word did not fit and was broken.
    static bool breaks_a_word(PangoLayout* layout, const std::string& text) {
        int count = 0;
        const PangoLogAttr* attributes = late().pango_layout_get_log_attrs_readonly(layout, &count);
        for (GSList* l = late().pango_layout_get_lines_readonly(layout); l && l->next; l = l->next) {
            auto* line = static_cast<PangoLayoutLine*>(l->data);
            int end = line->start_index + line->length;
            long at = late().g_utf8_pointer_to_offset(text.c_str(), text.c_str() + end);
            bool chosen = size_t(end) < text.size() && text[size_t(end)] == '\n';
            if (at < count && !chosen && !attributes[at].is_line_break)
                return true;
        }
        return false;
    }

    TextPicture measured(PangoLayout* layout, const TextSpec& spec) {
        TextPicture out;
        PangoRectangle ink{}, logical{};
        late().pango_layout_get_pixel_extents(layout, &ink, &logical);
        // Without a width an RTL layout starts at 0 too; with one, the box is the whole width.
        out.box = {spec.width_px > 0 ? std::min(float(std::floor(spec.width_px)), float(logical.width + 1)) : float(logical.width),
                   float(logical.height)};
        out.ink = {float(ink.x - 1), float(ink.y - 1), float(ink.width + 2), float(ink.height + 2)};
        if (ink.width <= 0 || ink.height <= 0)
            out.ink = {};
        out.lines = late().pango_layout_get_line_count(layout);
        out.missing_glyphs = late().pango_layout_get_unknown_glyphs_count(layout);
        out.word_broken = spec.width_px > 0 && breaks_a_word(layout, spec.text);
        return out;
    }

    static platform::Image raster(PangoLayout* layout, const TextPicture& picture, Colour colour) {
        platform::Image image;
        image.width = int(picture.ink.w), image.height = int(picture.ink.h);
        image.argb.assign(size_t(image.width) * size_t(image.height), 0);
        cairo_surface_t* surface =
            late().cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(image.argb.data()), CAIRO_FORMAT_ARGB32,
                                                image.width, image.height, image.width * 4);
        cairo_t* cr = late().cairo_create(surface);
        late().cairo_translate(cr, -double(picture.ink.x), -double(picture.ink.y));
        late().cairo_set_source_rgba(cr, ((colour >> 16) & 255) / 255.0, ((colour >> 8) & 255) / 255.0, (colour & 255) / 255.0,
                              (colour >> 24) / 255.0);
        late().pango_cairo_show_layout(cr, layout);
        late().cairo_destroy(cr);
        late().cairo_surface_flush(surface);
        late().cairo_surface_destroy(surface);
        return image;
    }

    TextPicture measure_now(const TextSpec& spec) {
        const std::string key = album ? album_key(spec) : std::string();
        if (const Album::Page* page = album ? album->find(key) : nullptr)
            if (auto known = picture_of(page->numbers))
                return *known;
        const TextPicture picture = measured(layout(spec).get(), spec);
        if (album)
            album->add(key, {numbers_of(picture), {}});
        return picture;
    }

    TextPicture draw_now(const TextSpec& spec) {
        const std::string key = album ? album_key(spec) : std::string();
        if (const Album::Page* page = album ? album->find(key) : nullptr)
            if (auto known = picture_of(page->numbers); known && page->image.width == int(known->ink.w) && page->image.height == int(known->ink.h))
                return upload(*known, page->image);
        const LayoutPtr drawn = layout(spec);
        const TextPicture picture = measured(drawn.get(), spec);
        if (picture.ink.w <= 0 || !canvas.keeps_pixels())
            return picture;
        platform::Image image = raster(drawn.get(), picture, spec.colour);
        const TextPicture uploaded = upload(picture, image);
        if (album)
            album->add(key, {numbers_of(picture), std::move(image)});
        return uploaded;
    }
    TextPicture upload(TextPicture picture, const platform::Image& image) {
        if (image.width > 0)
            picture.texture = canvas.upload(image);
        return picture;
    }

    void drop(Entry& entry) {
        if (entry.picture.texture)
            canvas.release(entry.picture.texture);
        entry.picture.texture = 0;
    }
};

TextEngine::TextEngine(platform::Canvas& canvas, FontsLater fonts)
    : m_inner(std::make_unique<Inner>(canvas, std::move(fonts))) {}

TextEngine::~TextEngine() {
    clear();
}

TextPicture TextEngine::measure(const TextSpec& spec) {
    if (auto it = m_inner->pictures.find(spec); it != m_inner->pictures.end())
        return it->second.picture;
    Inner::Entry& entry = m_inner->sizes[spec];
    if (entry.used == 0)
        entry.picture = m_inner->measure_now(spec);
    entry.used = m_inner->frame + 1;
    return entry.picture;
}

const TextPicture& TextEngine::draw(const TextSpec& spec) {
    Inner::Entry& entry = m_inner->pictures[spec];
    if (entry.used == 0)
        entry.picture = m_inner->draw_now(spec);
    entry.used = m_inner->frame + 1;
    return entry.picture;
}

Caret TextEngine::caret_at_end(const TextSpec& spec) {
    LayoutPtr layout = m_inner->layout(spec);
    PangoRectangle strong{};
    late().pango_layout_get_cursor_pos(layout.get(), int(spec.text.size()), &strong, nullptr);
    return {float(PANGO_PIXELS(strong.x)), float(PANGO_PIXELS(strong.y)), float(PANGO_PIXELS(strong.height))};
}

std::vector<WordStroke> TextEngine::strokes_under(const TextSpec& spec, size_t begin, size_t end) {
    std::vector<WordStroke> out;
    const LayoutPtr layout = m_inner->layout(spec);
    PangoLayoutIter* at = late().pango_layout_get_iter(layout.get());
    do {
        PangoLayoutLine* line = late().pango_layout_iter_get_line_readonly(at);
        const int from = std::max(int(begin), line->start_index), to = std::min(int(end), line->start_index + line->length);
        if (from >= to)
            continue;
        // The line's own height has air below: the letters' descent is where the line is drawn.
        PangoRectangle letters{};
        late().pango_layout_line_get_pixel_extents(line, &letters, nullptr);
        const float baseline = float(late().pango_layout_iter_get_baseline(at)) / PANGO_SCALE;
        int* ranges = nullptr;
        int count = 0;
        late().pango_layout_line_get_x_ranges(line, from, to, &ranges, &count);
        for (int i = 0; i < count; ++i)
            out.push_back({float(ranges[2 * i]) / PANGO_SCALE, baseline + float(PANGO_DESCENT(letters)) + spec.em_px * 0.14f, float(ranges[2 * i + 1] - ranges[2 * i]) / PANGO_SCALE});
        (late().g_free)(ranges);
    } while (late().pango_layout_iter_next_line(at));
    late().pango_layout_iter_free(at);
    return out;
}

platform::Image TextEngine::pixels(const TextSpec& spec, TextPicture* where) {
    LayoutPtr layout = m_inner->layout(spec);
    TextPicture picture = m_inner->measured(layout.get(), spec);
    if (where)
        *where = picture;
    return picture.ink.w > 0 ? Inner::raster(layout.get(), picture, spec.colour) : platform::Image{};
}

const Fonts& TextEngine::fonts() const { return *m_inner->fonts.get(); }

void TextEngine::use(Album* album) { m_inner->album = album; }

void TextEngine::end_frame() {
    ++m_inner->frame;
    // Frames are only drawn when something changes, so 120 of them are many screens ago.
    if (m_inner->frame % 30 != 0)
        return;
    for (auto* map : {&m_inner->pictures, &m_inner->sizes})
        for (auto it = map->begin(); it != map->end();)
            if (it->second.used + 120 < m_inner->frame) {
                m_inner->drop(it->second);
                it = map->erase(it);
            } else {
                ++it;
            }
}

void TextEngine::clear() {
    for (auto& [spec, entry] : m_inner->pictures)
        m_inner->drop(entry);
    m_inner->pictures.clear();
    m_inner->sizes.clear();
}

} // namespace accanto::ui
