#include "kiosk/ui/slip.h"

#include <cmath>

namespace accanto::ui {

namespace {

constexpr float dots_per_mm = 8;
constexpr int margin_dots = 16, code_margin_dots = 8; // a code brings its own white around it
constexpr float top_mm = 2, bottom_mm = 3;            // the printer feeds further before it cuts
constexpr float smallest_em_mm = 3.2f;

struct Drawn {
    platform::Image image;
    float x = 0, y = 0;
};

// Over white: source-over of a premultiplied pixel.
uint32_t over(uint32_t top, uint32_t below) {
    uint32_t rest = 255 - (top >> 24), out = 0;
    for (int shift = 0; shift < 32; shift += 8)
        out |= std::min<uint32_t>(255, ((top >> shift) & 255) + ((below >> shift) & 255) * rest / 255)
               << shift;
    return out;
}

// "e-mail" stays one word: narrow paper would end a line in it.
std::string unbroken_hyphens(std::string text) {
    for (size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at + 1))
        text.replace(at, 1, "\u2011");
    return text;
}

class Slip {
public:
    Slip(Ui& ui, int width_dots)
        : m_ui(ui), m_width(width_dots), m_inner(float(width_dots - 2 * margin_dots)) {
        m_paper = make_look(Theme::day, TextSize::normal, dots_per_mm, false);
        m_paper.picture_outline = m_paper.picture_accent = 0xFF000000;
        m_paper.picture_body = 0xFFFFFFFF;
        m_paper.tints.fill(0xFFFFFFFF);
    }

    void add(const SlipLine& line) {
        m_y += std::round(line.gap_mm * dots_per_mm);
        if (line.rule)
            centre(dotted());
        else if (!line.code.empty())
            centre(SquareCodeEngine::pixels(line.code, m_width - 2 * code_margin_dots));
        else if (!line.picture.empty())
            centre(m_ui.pictures().pixels(line.picture, int(line.picture_mm * dots_per_mm),
                                          int(line.picture_mm * dots_per_mm), m_paper));
        else if (!line.label.empty())
            words(line);
    }

    platform::Image image() const {
        platform::Image out{m_width, int(m_y + bottom_mm * dots_per_mm), {}};
        out.argb.assign(size_t(out.width) * size_t(out.height), 0xFFFFFFFF);
        for (const Drawn& part : m_parts)
            for (int py = 0; py < part.image.height; ++py)
                for (int px = 0; px < part.image.width; ++px) {
                    int x = int(part.x) + px, row = int(part.y) + py;
                    if (x < 0 || row < 0 || x >= out.width || row >= out.height)
                        continue;
                    uint32_t& target = out.argb[size_t(row) * size_t(out.width) + size_t(x)];
                    target = over(part.image.at(px, py), target);
                }
        return out;
    }

private:
    void centre(platform::Image image) {
        float x = std::floor((float(m_width) - float(image.width)) / 2), height = float(image.height);
        m_parts.push_back({std::move(image), x, m_y});
        m_y += height;
    }

    platform::Image dotted() const {
        platform::Image out{int(m_inner), 3, {}};
        for (int i = 0; i < out.width * out.height; ++i)
            out.argb.push_back(i % out.width / 4 % 3 == 0 ? 0xFF000000 : 0);
        return out;
    }

    void words(const SlipLine& line) {
        TextSpec spec;
        spec.text = unbroken_hyphens(line.label.text), spec.language = line.label.language;
        spec.weight = line.weight, spec.width_px = m_inner, spec.align = line.align;
        spec.em_px = line.em_mm * dots_per_mm;
        auto fits = [&] {
            TextPicture tried = m_ui.texts().measure(spec);
            return !tried.word_broken && (!line.whole || tried.lines == 1);
        };
        while (spec.em_px > smallest_em_mm * dots_per_mm && !fits())
            spec.em_px -= 2;
        if (line.weight >= 600 && line.align == Align::centre)
            spec = with_fewer_lines(std::move(spec));
        TextPicture where;
        platform::Image image = m_ui.texts().pixels(spec, &where);
        // Around the largest letters the usual line is a finger's width of nothing.
        float above = line.whole ? where.ink.y : 0, height = line.whole ? where.ink.h : where.box.h;
        m_parts.push_back({std::move(image), float(margin_dots) + where.ink.x, m_y + where.ink.y - above});
        m_y += height;
    }

    // A headline does not leave one word alone on its last line when a little less size brings it up.
    TextSpec with_fewer_lines(TextSpec spec) const {
        TextSpec smaller = spec;
        smaller.em_px = std::round(spec.em_px * 0.88f);
        return m_ui.texts().measure(smaller).lines < m_ui.texts().measure(spec).lines ? smaller : spec;
    }

    Ui& m_ui;
    Look m_paper;
    int m_width;
    float m_inner, m_y = top_mm * dots_per_mm;
    std::vector<Drawn> m_parts;
};

} // namespace

platform::Image draw_slip(Ui& ui, const std::vector<SlipLine>& lines, int width_dots) {
    Slip slip(ui, width_dots);
    for (const SlipLine& line : lines)
        slip.add(line);
    return slip.image();
}

} // namespace accanto::ui
