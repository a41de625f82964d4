// Sizes and places on the practice screens.

#include "content/library/check_parts.h"
#include "content/library/frame_fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace accanto::content {

namespace {

constexpr double least_target_mm = 16, least_gap_mm = 3, slack = 1e-6;

struct ScreenCheck {
    const Tutorial& tutorial;
    const Screen& screen;
    std::vector<Problem>& problems;

    void fault(int line, std::string rule, const std::string& message) {
        problems.push_back(
            {tutorial.file, line, "", std::move(rule), fmt::format("screen \"{}\": {}", screen.id, message)});
    }

    void size(const Part& part) {
        FrameSize inside = smallest_inside(screen.frame);
        double w = part.rect.w * inside.w_mm, h = part.rect.h * inside.h_mm;
        if (is_paper(part.element->kind))
            h -= 2 * paper_row_margin_mm;
        bool is_field = part.element->kind == ElementKind::field;
        if (is_field)
            h *= 1 - field_label_part;
        if (w + slack < least_target_mm || h + slack < least_target_mm)
            fault(part.element->line, "target-size",
                  fmt::format("\"{}\" {}is {:.1f} x {:.1f} mm; at least 16 x 16 mm are needed", part.id,
                              is_field ? "without its label " : "", w, h));
    }

    void height(const LeastHeight& least, int line, const std::string& what) {
        double most = lowest_inside(screen.frame).h_mm;
        if (least.mm > most + slack)
            fault(least.largest ? least.largest->line : line, "crowded",
                  fmt::format("{} needs at least {:.0f} mm of height, and the lowest panel gives {:.0f}; take something away, or "
                              "give it fewer lines{}",
                              what, std::ceil(least.mm), most,
                              least.largest ? fmt::format(" (\"{}\" needs most)", least.largest->id) : ""));
    }

    void inside(const Element& element) {
        const Rect& r = element.rect;
        if (r.x < -slack || r.y < -slack || r.x + r.w > 1 + slack || r.y + r.h > 1 + slack)
            fault(element.line, "outside-frame",
                  fmt::format("\"{}\" reaches over the edge of the frame", element.id));
    }

    static bool contains(const Rect& outer, const Rect& inner) {
        return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
               inner.x + inner.w <= outer.x + outer.w + slack &&
               inner.y + inner.h <= outer.y + outer.h + slack;
    }

    // One is there while the other is not.
    static bool never_together(const Element& a, const Element& b) {
        auto against = [](const Condition& one, const Condition& other) {
            auto list = [](const Condition& c) { return c.id.substr(0, c.id.find('/')); };
            if (one.kind == ConditionKind::picked && other.kind == ConditionKind::picked)
                return one.id != other.id && list(one) == list(other) && one.id != list(one) && other.id != list(other);
            if (one.kind == ConditionKind::picked && other.kind == ConditionKind::unpicked)
                return one.id == other.id || other.id == list(one);
            if (one.kind == ConditionKind::unpicked && other.kind == ConditionKind::picked)
                return one.id == other.id || one.id == list(other);
            return one.id == other.id && ((one.kind == ConditionKind::checked && other.kind == ConditionKind::unchecked) ||
                                          (one.kind == ConditionKind::unchecked && other.kind == ConditionKind::checked));
        };
        return std::any_of(a.when.begin(), a.when.end(), [&](const Condition& one) {
            return std::any_of(b.when.begin(), b.when.end(), [&](const Condition& other) { return against(one, other); });
        });
    }

    void pair(const Element& a, const Element& b) {
        FrameSize inside = smallest_inside(screen.frame);
        double across =
            (std::max(a.rect.x, b.rect.x) - std::min(a.rect.x + a.rect.w, b.rect.x + b.rect.w)) * inside.w_mm;
        double down =
            (std::max(a.rect.y, b.rect.y) - std::min(a.rect.y + a.rect.h, b.rect.y + b.rect.h)) * inside.h_mm;
        // A bar and the picture of a call are grounds that others may stand on; a question lies over everything.
        auto ground = [](const Element& e) { return e.kind == ElementKind::bar || e.kind == ElementKind::camera; };
        bool on_ground = (ground(a) && contains(a.rect, b.rect)) || (ground(b) && contains(b.rect, a.rect));
        if (on_ground || a.kind == ElementKind::dialog || b.kind == ElementKind::dialog || never_together(a, b))
            return;
        if (across < -slack && down < -slack)
            fault(b.line, "overlap",
                  fmt::format("\"{}\" and \"{}\" (line {}) lie on each other", b.id, a.id, a.line));
        else if (!parts(a).empty() && !parts(b).empty() && across < least_gap_mm - slack &&
                 down < least_gap_mm - slack)
            fault(b.line, "gap",
                  fmt::format("\"{}\" and \"{}\" (line {}) are {:.1f} mm apart; at least 3 mm are needed",
                              b.id, a.id, a.line, std::max({across, down, 0.0})));
    }
};

} // namespace

void check_screens(const Tutorial& tutorial, std::vector<Problem>& problems) {
    for (const Screen& screen : tutorial.screens) {
        ScreenCheck check{tutorial, screen, problems};
        check.height(least_height(screen), screen.line, "what stands on it");
        for (size_t i = 0; i < screen.elements.size(); ++i) {
            const Element& element = screen.elements[i];
            check.inside(element);
            if (element.kind == ElementKind::dialog)
                check.height(least_height(element), element.line, fmt::format("the question \"{}\"", element.id));
            for (const Part& part : parts(element))
                check.size(part);
            for (size_t j = 0; j < i; ++j)
                check.pair(screen.elements[j], element);
        }
    }
}

} // namespace accanto::content
