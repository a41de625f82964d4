#include "kiosk/ui/shape.h"

#include "kiosk/ui/bytes.h"
#include "kiosk/ui/late_libraries.h"

#include <cmath>
#include <functional>
#include <unordered_map>

namespace accanto::ui {

namespace {

struct SpecHash {
    size_t operator()(const ShapeSpec& s) const {
        size_t h = 0;
        for (size_t v : {size_t(s.w), size_t(s.h), size_t(s.radius), size_t(s.fill), size_t(s.border), size_t(s.border_px),
                         size_t(s.shadow), size_t(s.shadow_px),
                         size_t(s.square_top) | size_t(s.square_bottom) << 1 | size_t(s.dashed) << 2})
            h ^= v + 0x9e3779b97f4a7c15ULL + (h << 6) + (h >> 2);
        return h;
    }
};

std::string album_key(const ShapeSpec& s, const Rect& area) {
    return ByteWriter().number('s').number(s.w).number(s.h).number(s.radius).number(s.fill).number(s.border).number(s.border_px)
        .number(s.shadow).number(s.shadow_px).number(s.square_top).number(s.square_bottom).number(s.dashed)
        .number(area.x).number(area.y).number(area.w).number(area.h).take();
}

void source(cairo_t* cr, Colour c) {
    late().cairo_set_source_rgba(cr, ((c >> 16) & 255) / 255.0, ((c >> 8) & 255) / 255.0, (c & 255) / 255.0, (c >> 24) / 255.0);
}

void rounded(cairo_t* cr, double x, double y, double w, double h, double r, bool square_top, bool square_bottom) {
    r = std::min({r, w / 2, h / 2});
    double rt = square_top ? 0 : r, rb = square_bottom ? 0 : r;
    late().cairo_new_sub_path(cr);
    late().cairo_arc(cr, x + w - rt, y + rt, rt, -M_PI / 2, 0);
    late().cairo_arc(cr, x + w - rb, y + h - rb, rb, 0, M_PI / 2);
    late().cairo_arc(cr, x + rb, y + h - rb, rb, M_PI / 2, M_PI);
    late().cairo_arc(cr, x + rt, y + rt, rt, M_PI, 3 * M_PI / 2);
    late().cairo_close_path(cr);
}

// Signed distance to a rounded rectangle, negative inside.
double distance(double px, double py, double cx, double cy, double hw, double hh, double r) {
    double qx = std::abs(px - cx) - hw + r, qy = std::abs(py - cy) - hh + r;
    // Only beside a corner is the nearest point of the outline on an arc.
    return (qx > 0 && qy > 0 ? std::sqrt(qx * qx + qy * qy) : std::max(qx, qy)) - r;
}

} // namespace

struct ShapeEngine::Inner {
    platform::Canvas& canvas;
    Album* album = nullptr;
    struct Entry {
        std::vector<ShapePiece> pieces;
        int64_t used = 0;
    };
    std::unordered_map<ShapeSpec, Entry, SpecHash> shapes;
    int64_t frame = 0;

    explicit Inner(platform::Canvas& c) : canvas(c) {}

    // The part `area` (relative to the shape) of the finished shape.
    static platform::Image raster(const ShapeSpec& s, const Rect& area) {
        platform::Image image;
        image.width = int(area.w), image.height = int(area.h);
        image.argb.assign(size_t(image.width) * size_t(image.height), 0);
        if (s.shadow && s.shadow_px > 0)
            cast_shadow(image, s, area);
        cairo_surface_t* surface =
            late().cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(image.argb.data()), CAIRO_FORMAT_ARGB32,
                                                image.width, image.height, image.width * 4);
        cairo_t* cr = late().cairo_create(surface);
        late().cairo_translate(cr, -double(area.x), -double(area.y));
        double half = s.border_px / 2.0;
        if (s.fill) {
            rounded(cr, s.border ? half : 0, s.border ? half : 0, s.w - (s.border ? s.border_px : 0),
                    s.h - (s.border ? s.border_px : 0), s.radius - (s.border ? half : 0), s.square_top, s.square_bottom);
            source(cr, s.fill);
            late().cairo_fill(cr);
        }
        if (s.border && s.border_px > 0) {
            rounded(cr, half, half, s.w - s.border_px, s.h - s.border_px, s.radius - half, s.square_top, s.square_bottom);
            source(cr, s.border);
            late().cairo_set_line_width(cr, s.border_px);
            if (s.dashed) {
                double dashes[] = {0.1, s.border_px * 2.6};
                late().cairo_set_dash(cr, dashes, 2, 0);
                late().cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
            }
            late().cairo_stroke(cr);
        }
        late().cairo_destroy(cr);
        late().cairo_surface_flush(surface);
        late().cairo_surface_destroy(surface);
        return image;
    }

    // A soft shadow a little below, from the distance to the outline: no blur pass over the whole card.
    static void cast_shadow(platform::Image& image, const ShapeSpec& s, const Rect& area) {
        double reach = s.shadow_px, drop = reach * 0.4;
        double cx = s.w / 2.0, cy = s.h / 2.0 + drop;
        double top_alpha = double(s.shadow >> 24);
        auto shade = [&](int x, int y) {
            double d = distance(area.x + x + 0.5, area.y + y + 0.5, cx, cy, s.w / 2.0, s.h / 2.0, s.radius);
            double t = std::clamp((reach - d) / (2 * reach), 0.0, 1.0);
            double alpha = top_alpha * t * t * (3 - 2 * t);
            auto channel = [&](int shift) { return uint32_t(((s.shadow >> shift) & 255) * alpha / 255.0 + 0.5) << shift; };
            return uint32_t(alpha + 0.5) << 24 | channel(16) | channel(8) | channel(0);
        };
        const int first = std::clamp(int(std::ceil(s.radius - area.x - 0.5)), 0, image.width);
        const int last = std::clamp(int(std::floor(s.w - s.radius - area.x - 0.5)), first - 1, image.width - 1);
        for (int y = 0; y < image.height; ++y) {
            uint32_t* row = image.argb.data() + size_t(y) * size_t(image.width);
            // Above and below the corners' centres a row is the same from the one corner to the other.
            const bool alike = std::abs(area.y + y + 0.5 - cy) > s.h / 2.0 - s.radius && first <= last;
            for (int x = 0; x < image.width; ++x)
                row[x] = alike && x > first && x <= last ? row[first] : shade(x, y);
        }
    }

    void drop(Entry& entry) {
        for (ShapePiece& p : entry.pieces)
            if (p.texture)
                canvas.release(p.texture);
    }

    void add(std::vector<ShapePiece>& out, const ShapeSpec& spec, Rect area) {
        if (area.w >= 1 && area.h >= 1 && canvas.keeps_pixels())
            out.push_back({upload(spec, area), area, 0});
    }

    platform::TextureId upload(const ShapeSpec& spec, const Rect& area) {
        if (!album)
            return canvas.upload(raster(spec, area));
        const std::string key = album_key(spec, area);
        const Album::Page* page = album->find(key);
        if (!page || page->image.width != int(area.w) || page->image.height != int(area.h)) {
            album->add(key, {{}, raster(spec, area)});
            page = album->find(key);
        }
        return canvas.upload(page->image);
    }
};

ShapeEngine::ShapeEngine(platform::Canvas& canvas) : m_inner(std::make_unique<Inner>(canvas)) {}
ShapeEngine::~ShapeEngine() { clear(); }

const std::vector<ShapePiece>& ShapeEngine::draw(const ShapeSpec& spec) {
    Inner::Entry& entry = m_inner->shapes[spec];
    if (entry.used == 0) {
        float out = spec.shadow ? float(spec.shadow_px + spec.shadow_px / 2) : 0;
        // The frame around the plain middle: wide enough for the corner and the border.
        float rim = float(std::max(std::min({spec.radius, spec.w / 2, spec.h / 2}), spec.border_px));
        Rect whole = Rect{0, 0, float(spec.w), float(spec.h)}.grown(out);
        Rect middle{rim, rim, float(spec.w) - 2 * rim, float(spec.h) - 2 * rim};
        if (middle.w < 2 || middle.h < 2) {
            m_inner->add(entry.pieces, spec, whole);
        } else {
            m_inner->add(entry.pieces, spec, {whole.x, whole.y, whole.w, middle.y - whole.y});
            m_inner->add(entry.pieces, spec, {whole.x, middle.bottom(), whole.w, whole.bottom() - middle.bottom()});
            m_inner->add(entry.pieces, spec, {whole.x, middle.y, middle.x - whole.x, middle.h});
            m_inner->add(entry.pieces, spec, {middle.right(), middle.y, whole.right() - middle.right(), middle.h});
            if (spec.fill)
                entry.pieces.push_back({0, middle, spec.fill});
        }
    }
    entry.used = m_inner->frame + 1;
    return entry.pieces;
}

platform::Image ShapeEngine::pixels(const ShapeSpec& spec) {
    return Inner::raster(spec, {0, 0, float(spec.w), float(spec.h)});
}

void ShapeEngine::use(Album* album) { m_inner->album = album; }

void ShapeEngine::end_frame() {
    ++m_inner->frame;
    if (m_inner->frame % 30 != 0)
        return;
    for (auto it = m_inner->shapes.begin(); it != m_inner->shapes.end();)
        if (it->second.used + 240 < m_inner->frame) {
            m_inner->drop(it->second);
            it = m_inner->shapes.erase(it);
        } else {
            ++it;
        }
}

void ShapeEngine::clear() {
    for (auto& [spec, entry] : m_inner->shapes)
        m_inner->drop(entry);
    m_inner->shapes.clear();
}

} // namespace accanto::ui
