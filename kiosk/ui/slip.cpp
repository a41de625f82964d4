#include "kiosk/ui/slip.h"

#include <cmath>

namespace accanto::ui {

namespace {

constexpr int width_dots = 576, margin_dots = 24;
constexpr float dots_per_mm = 8;

struct Drawn {
    platform::Image image;
    float x = 0, y = 0;
};

// Over white: source-over of a premultiplied pixel.
uint32_t over(uint32_t top, uint32_t below) {
    uint32_t rest = 255 - (top >> 24), out = 0;
    for (int shift = 0; shift < 32; shift += 8)
        out |= std::min<uint32_t>(255, ((top >> shift) & 255) + ((below >> shift) & 255) * rest / 255) << shift;
    return out;
}

} // namespace

platform::Image draw_slip(Ui& ui, const std::vector<SlipLine>& lines) {
    std::vector<Drawn> parts;
    float y = 4 * dots_per_mm;
    float inner = float(width_dots - 2 * margin_dots);
    Look paper = make_look(Theme::day, TextSize::normal, dots_per_mm, false);
    paper.picture_outline = paper.picture_accent = 0xFF000000;
    paper.picture_body = 0xFFFFFFFF;
    paper.tints.fill(0xFFFFFFFF);
    for (const SlipLine& line : lines) {
        y += std::round(line.gap_mm * dots_per_mm);
        if (line.rule) {
            Drawn d;
            d.image.width = int(inner), d.image.height = 3;
            d.image.argb.assign(size_t(d.image.width) * 3, 0);
            for (int py = 0; py < 3; ++py)
                for (int px = 0; px < d.image.width; ++px)
                    if (px / 4 % 3 == 0)
                        d.image.argb[size_t(py * d.image.width + px)] = 0xFF000000;
            d.x = margin_dots, d.y = y;
            y += 3;
            parts.push_back(std::move(d));
        } else if (!line.picture.empty()) {
            int side = int(line.picture_mm * dots_per_mm);
            Drawn d;
            d.image = ui.pictures().pixels(line.picture, side, side, paper);
            d.x = std::floor((float(width_dots) - float(d.image.width)) / 2), d.y = y;
            y += float(d.image.height);
            parts.push_back(std::move(d));
        } else if (!line.label.empty()) {
            TextSpec spec;
            spec.text = line.label.text, spec.language = line.label.language;
            spec.em_px = line.em_mm * dots_per_mm, spec.weight = line.weight;
            spec.width_px = inner, spec.align = line.align;
            TextPicture where;
            Drawn d;
            d.image = ui.texts().pixels(spec, &where);
            d.x = margin_dots + where.ink.x, d.y = y + where.ink.y;
            y += where.box.h;
            parts.push_back(std::move(d));
        }
    }
    platform::Image out;
    out.width = width_dots, out.height = int(y + 6 * dots_per_mm);
    out.argb.assign(size_t(out.width) * size_t(out.height), 0xFFFFFFFF);
    for (const Drawn& d : parts)
        for (int py = 0; py < d.image.height; ++py)
            for (int px = 0; px < d.image.width; ++px) {
                int x = int(d.x) + px, row = int(d.y) + py;
                if (x < 0 || row < 0 || x >= out.width || row >= out.height)
                    continue;
                uint32_t& target = out.argb[size_t(row) * size_t(out.width) + size_t(x)];
                target = over(d.image.at(px, py), target);
            }
    return out;
}

} // namespace accanto::ui
