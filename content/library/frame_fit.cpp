#include "content/library/frame_fit.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace accanto::content {

namespace {

constexpr double least_target_mm = 16, least_gap_mm = 3, line_mm = 11.2, arabic_line_mm = 13.6, slack = 1e-6;

// Between these two fractions of the author's frame there must be so many millimetres.
struct Span {
    double from, to, least_mm;
    const Element* element; // nullptr: room between two things to touch
};

// strict: rows of papers may have one line, where two do not fit.
enum class Wish { comfortable, strict };

// As many lines of the smallest letters (8 mm, 1.4 times as high) as this height has, with the edge around
// them, and high enough for Arabic: there the second is 1.7 times as high.
double lines_mm(double height, double edge) {
    double lines = std::floor((height - edge + 1) / line_mm);
    return lines < 1 ? height : line_mm + (lines - 1) * arabic_line_mm + edge;
}

double least_of_item(const Element& e, const Item& item, double height, Wish wish) {
    if (is_paper(e.kind))
        return std::max(wish == Wish::strict ? line_mm + 1 : lines_mm(height, 1),
                        item.touch ? least_target_mm + 2 * paper_row_margin_mm : 0);
    double least = std::max(least_target_mm, lines_mm(height, 1));
    if (!item.detail.empty())
        least = std::max(least, 2 * line_mm + 1);
    if (e.kind == ElementKind::grid && !item.picture.empty())
        least = std::max(least, 2 * line_mm + 1);
    return least;
}

double least_of_button(const Element& e, double height) {
    constexpr double app_mm = 30, round_mm = 27;
    if (e.style == ElementStyle::round)
        return round_mm;
    return !e.picture.empty() && height >= app_mm ? app_mm : std::max(least_target_mm, lines_mm(height, 1));
}

double least_of(const Element& e, double height) {
    constexpr double field_mm = 25; // half of it the label's
    bool touched = !parts(e).empty();
    double least = 0;
    switch (e.kind) {
    case ElementKind::field:
        return field_mm;
    case ElementKind::button:
    case ElementKind::link:
        return least_of_button(e, height);
    case ElementKind::picture:
    case ElementKind::camera:
        least = height / 2;
        break;
    case ElementKind::bubble:
        least = lines_mm(height, 4);
        break;
    case ElementKind::bar:
    case ElementKind::message:
    case ElementKind::address:
        least = lines_mm(height, 2);
        break;
    default:
        least = lines_mm(height, 0);
        break;
    }
    return touched ? std::max(least, least_target_mm) : least;
}

// The heights that the element asks for; none asks for more than its author gave it.
void add_heights(const Element& e, double whole, Wish wish, std::vector<Span>& out) {
    auto add = [&](const Rect& r, double least) {
        out.push_back({r.y, r.y + r.h, std::min(least, r.h * whole), &e});
    };
    if (e.kind == ElementKind::keypad)
        for (const Part& key : parts(e))
            add(key.rect, least_target_mm);
    else if (has_items(e.kind))
        for (size_t i = 0; i < e.items.size(); ++i)
            add(item_rect(e, i), least_of_item(e, e.items[i], item_rect(e, i).h * whole, wish));
    else
        add(e.rect, least_of(e, e.rect.h * whole));
    if (e.kind == ElementKind::document || e.kind == ElementKind::notice) {
        Rect heading{e.rect.x, e.rect.y, e.rect.w, item_rect(e, 0).y - e.rect.y};
        add(heading, lines_mm(heading.h * whole, 2));
    }
    if (e.kind == ElementKind::dialog) {
        Rect question{e.rect.x, e.rect.y, e.rect.w, item_rect(e, 0).y - e.rect.y};
        add(question, lines_mm(question.h * whole, 6));
    }
}

std::vector<Part> parts_of(const std::vector<const Element*>& elements) {
    std::vector<Part> out;
    for (const Element* e : elements)
        for (const Part& part : parts(*e))
            out.push_back(part);
    return out;
}

// Of two things that stand one behind the other on this axis: what lies between them, and `most` of it stays.
void add_gap(double end, double begin, double whole, double most, std::vector<Span>& out) {
    if (double gap = (begin - end) * whole; gap > -slack)
        out.push_back({end, begin, std::clamp(gap, 0.0, most), nullptr});
}

std::vector<Span> spans_down(const std::vector<const Element*>& elements, FrameSize whole, Wish wish) {
    std::vector<Span> out;
    for (const Element* e : elements)
        add_heights(*e, whole.h_mm, wish, out);
    auto add_gaps = [&](const Rect& a, const Rect& b, double most) {
        double apart = std::max(a.x - b.x - b.w, b.x - a.x - a.w) * whole.w_mm;
        if (apart < most - slack)
            add_gap(a.y + a.h, b.y, whole.h_mm, most, out);
    };
    for (const Element* a : elements)
        for (const Element* b : elements)
            add_gaps(a->rect, b->rect, wish == Wish::strict ? 0.5 : 1.5);
    const std::vector<Part> all = parts_of(elements);
    for (const Part& a : all)
        for (const Part& b : all)
            add_gaps(a.rect, b.rect, least_gap_mm);
    return out;
}

std::vector<Span> spans_across(const std::vector<const Element*>& elements, FrameSize whole) {
    std::vector<Span> out;
    const std::vector<Part> all = parts_of(elements);
    for (const Part& a : all) {
        out.push_back(
            {a.rect.x, a.rect.x + a.rect.w, std::min(least_target_mm, a.rect.w * whole.w_mm), a.element});
        for (const Part& b : all) {
            double apart =
                std::max(a.rect.y - b.rect.y - b.rect.h, b.rect.y - a.rect.y - a.rect.h) * whole.h_mm;
            if (apart < least_gap_mm - slack)
                add_gap(a.rect.x + a.rect.w, b.rect.x, whole.w_mm, least_gap_mm, out);
        }
    }
    return out;
}

std::vector<double> edges(const std::vector<const Element*>& elements, const std::vector<Span>& spans,
                          bool down) {
    std::vector<double> all{0, 1};
    for (const Element* e : elements) {
        all.push_back(down ? e->rect.y : e->rect.x);
        all.push_back(down ? e->rect.y + e->rect.h : e->rect.x + e->rect.w);
    }
    for (const Span& s : spans)
        all.insert(all.end(), {s.from, s.to});
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end(), [](double a, double b) { return b - a < slack; }),
              all.end());
    return all;
}

size_t index_of(const std::vector<double>& edges, double value) {
    return size_t(std::lower_bound(edges.begin(), edges.end(), value - slack) - edges.begin());
}

// Every edge as near to the beginning as the spans allow; `why`: the span that holds it there, or none.
std::vector<double> nearest(const std::vector<double>& edges, const std::vector<Span>& spans,
                            std::vector<const Span*>* why = nullptr) {
    std::vector<std::vector<const Span*>> ending(edges.size());
    for (const Span& s : spans)
        ending[index_of(edges, s.to)].push_back(&s);
    std::vector<double> out(edges.size(), 0);
    if (why)
        why->assign(edges.size(), nullptr);
    for (size_t i = 1; i < edges.size(); ++i) {
        out[i] = out[i - 1];
        for (const Span* s : ending[i])
            if (double least = out[index_of(edges, s->from)] + s->least_mm; least > out[i] + slack) {
                out[i] = least;
                if (why)
                    (*why)[i] = s;
            }
    }
    return out;
}

// The same from the other end: as far from the beginning as they can be while the last stays.
std::vector<double> farthest(const std::vector<double>& edges, const std::vector<Span>& spans) {
    std::vector<double> turned;
    for (size_t i = edges.size(); i-- > 0;)
        turned.push_back(1 - edges[i]);
    std::vector<Span> back;
    for (const Span& s : spans)
        back.push_back({1 - s.to, 1 - s.from, s.least_mm, s.element});
    std::vector<double> near = nearest(turned, back), out;
    for (size_t i = near.size(); i-- > 0;)
        out.push_back(near.back() - near[i]);
    return out;
}

bool suits(const std::vector<Span>& spans, double size_mm) {
    return std::all_of(spans.begin(), spans.end(),
                       [&](const Span& s) { return (s.to - s.from) * size_mm > s.least_mm - slack; });
}

// `whole`: the author's measure, `size`: what there is. The author's places keep all spans, and so do the
// nearest and the farthest; between places that keep them, every mixture keeps them too. So the one that has
// the right size does.
FitAxis fit(std::vector<double> at, const std::vector<Span>& spans, double whole, double size) {
    FitAxis axis{std::move(at), {}};
    if (size >= whole || suits(spans, size)) {
        for (double edge : axis.at)
            axis.mm.push_back(edge * size);
        return axis;
    }
    std::vector<double> near = nearest(axis.at, spans), far = farthest(axis.at, spans);
    double least = near.back();
    double share = least < size ? (size - least) / (whole - least) : 0,
           shrink = least < size ? 1 : size / least;
    for (size_t i = 0; i < axis.at.size(); ++i)
        axis.mm.push_back(share * axis.at[i] * whole + (1 - share) * shrink * (near[i] + far[i]) / 2);
    return axis;
}

std::vector<const Element*> without_dialogs(const Screen& screen) {
    std::vector<const Element*> out;
    for (const Element& e : screen.elements)
        if (e.kind != ElementKind::dialog)
            out.push_back(&e);
    return out;
}

LeastHeight least_height(const std::vector<const Element*>& elements, FrameKind frame) {
    const std::vector<Span> spans = spans_down(elements, smallest_inside(frame), Wish::strict);
    const std::vector<double> at = edges(elements, spans, true);
    std::vector<const Span*> why;
    std::map<const Element*, double> needs;
    LeastHeight out{nearest(at, spans, &why).back(), nullptr};
    for (size_t i = at.size() - 1; i > 0; i = why[i] ? index_of(at, why[i]->from) : i - 1)
        if (why[i] && why[i]->element) {
            double& sum = needs[why[i]->element];
            sum += why[i]->least_mm;
            if (!out.largest || sum > needs[out.largest])
                out.largest = why[i]->element;
        }
    return out;
}

} // namespace

double FitAxis::place(double fraction) const {
    size_t i = std::clamp(index_of(at, fraction), size_t(1), at.size() - 1);
    double from = at[i - 1], share = (fraction - from) / (at[i] - from);
    return mm[i - 1] + share * (mm[i] - mm[i - 1]);
}

FrameFit::FrameFit(const std::vector<const Element*>& elements, FrameKind frame, FrameSize inside) {
    const FrameSize whole = smallest_inside(frame);
    const std::vector<Span> across = spans_across(elements, whole);
    m_across = fit(edges(elements, across, false), across, whole.w_mm, inside.w_mm);
    std::vector<Span> down = spans_down(elements, whole, Wish::comfortable);
    std::vector<double> at = edges(elements, down, true);
    if (inside.h_mm < whole.h_mm && nearest(at, down).back() > inside.h_mm)
        down = spans_down(elements, whole, Wish::strict);
    m_down = fit(std::move(at), down, whole.h_mm, inside.h_mm);
}

FrameFit::FrameFit(const Screen& screen, FrameSize inside)
    : FrameFit(without_dialogs(screen), screen.frame, inside) {}

FrameFit::FrameFit(const Element& dialog, FrameSize inside)
    : FrameFit(std::vector<const Element*>{&dialog}, dialog.frame, inside) {}

Rect FrameFit::place(const Rect& r) const {
    double x = m_across.place(r.x), y = m_down.place(r.y);
    return {x, y, m_across.place(r.x + r.w) - x, m_down.place(r.y + r.h) - y};
}

LeastHeight least_height(const Screen& screen) {
    return least_height(without_dialogs(screen), screen.frame);
}
LeastHeight least_height(const Element& dialog) {
    return least_height({&dialog}, dialog.frame);
}

} // namespace accanto::content
