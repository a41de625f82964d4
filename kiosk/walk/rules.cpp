#include "kiosk/walk/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace accanto::walk {

using ui::Node;
using ui::NodeRole;
using ui::Rect;

namespace {

bool is_control(const Node& n) { return n.hit.w > 0; }

// "device.first_name.label" belongs to "device.first_name".
bool belongs_to(const Node& part, const Node& whole) {
    return part.id.starts_with(whole.id) && (part.id.size() == whole.id.size() || part.id[whole.id.size()] == '.');
}

class Checker {
public:
    explicit Checker(const ui::Semantics& frame, ui::TextSize size = ui::TextSize::normal) : m_frame(frame), m_size(size) {}

    std::vector<Fault> layout() {
        std::set<std::string> ids;
        std::map<std::string, int> choices;
        for (const Node& n : m_frame.nodes) {
            one(n);
            if (!ids.insert(n.id).second)
                add(n, "unique-id", "twice on one screen");
            if (n.role == NodeRole::choice && !n.in_device)
                ++choices[n.id.substr(0, n.id.find('.'))];
        }
        for (const auto& [group, count] : choices)
            if (count > 6)
                m_faults.push_back({"six-choices", group, fmt::format("{} choices on one page", count)});
        for (size_t i = 0; i < m_frame.nodes.size(); ++i)
            for (size_t j = i + 1; j < m_frame.nodes.size(); ++j)
                two(m_frame.nodes[i], m_frame.nodes[j]);
        return std::move(m_faults);
    }

    std::vector<Fault> colours(double least) {
        for (const Node& n : m_frame.nodes) {
            if (n.em_px <= 0)
                continue;
            double ratio = ui::contrast(n.foreground, n.background);
            if (ratio < least)
                add(n, "contrast", fmt::format("{:.2f}:1 of #{:06x} on #{:06x}, at least {}:1", ratio, n.foreground & 0xFFFFFF,
                                               n.background & 0xFFFFFF, least));
        }
        return std::move(m_faults);
    }

private:
    double mm(float px) const { return double(px) / double(m_frame.px_per_mm); }
    void add(const Node& n, const std::string& rule, const std::string& what) { m_faults.push_back({rule, n.id, what}); }

    void one(const Node& n) {
        if (n.clipped)
            add(n, "clipped", fmt::format("\"{}\" does not fit {:.1f} x {:.1f} mm", n.label, mm(n.rect.w), mm(n.rect.h)));
        if (n.missing_glyphs)
            add(n, "glyphs", fmt::format("\"{}\" has letters no font has", n.label));
        const float least_em = is_drawn(n) ? ui::smallest_drawn_em_mm : ui::smallest_em_mm(m_size);
        if (n.em_px > 0 && mm(n.em_px) < double(least_em) - 0.01)
            add(n, "em", fmt::format("{:.2f} mm, at least {:.1f}", mm(n.em_px), least_em));
        float slack = 1;
        if (n.rect.x < -slack || n.rect.y < -slack || n.rect.right() > float(m_frame.width) + slack ||
            n.rect.bottom() > float(m_frame.height) + slack)
            add(n, "inside-screen", fmt::format("{:.1f} {:.1f} {:.1f} x {:.1f} mm", mm(n.rect.x), mm(n.rect.y), mm(n.rect.w), mm(n.rect.h)));
        // Half a pixel of rounding at each edge.
        double least = 16 - mm(1);
        if (is_control(n) && (mm(n.hit.w) < least || mm(n.hit.h) < least))
            add(n, "control-size", fmt::format("{:.1f} x {:.1f} mm, at least 16", mm(n.hit.w), mm(n.hit.h)));
        if (n.speech.empty() && !n.decorative && n.role != NodeRole::progress && !said_by_its_control(n))
            add(n, "speech", fmt::format("nothing is said for \"{}\"", n.label));
        if (is_control(n) && n.label.empty())
            add(n, "label", "a control without a name");
    }

    bool said_by_its_control(const Node& n) const {
        return std::any_of(m_frame.nodes.begin(), m_frame.nodes.end(),
                           [&](const Node& other) { return is_control(other) && &other != &n && belongs_to(n, other); });
    }

    void two(const Node& a, const Node& b) {
        bool control_a = is_control(a), control_b = is_control(b);
        if (control_a && control_b) {
            float dx = std::max({a.hit.x - b.hit.right(), b.hit.x - a.hit.right()});
            float dy = std::max({a.hit.y - b.hit.bottom(), b.hit.y - a.hit.bottom()});
            if (dx < -1 && dy < -1) {
                add(a, "controls-overlap", "over " + b.id);
                return;
            }
            bool keys = a.role == NodeRole::key && b.role == NodeRole::key;
            double gap = mm(std::hypot(std::max(dx, 0.0f), std::max(dy, 0.0f))), least = (keys ? 1.5 : 3.0) - mm(2);
            if (gap < least)
                add(a, "gap", fmt::format("{:.1f} mm to {}, at least {}", gap, b.id, keys ? 1.5 : 3.0));
            return;
        }
        auto has_text = [](const Node& n) { return n.em_px > 0; };
        if (!control_a && !control_b) {
            if (has_text(a) && has_text(b) && overlap(a.rect, b.rect))
                add(a, "texts-overlap", "over " + b.id);
            return;
        }
        const Node& text = control_a ? b : a;
        const Node& control = control_a ? a : b;
        if ((has_text(text) || text.role == NodeRole::image) && !belongs_to(text, control) && overlap(text.rect, control.hit))
            add(text, "text-over-control", "over " + control.id);
    }

    // A pixel of rounding is no overlap.
    static bool overlap(const Rect& a, const Rect& b) {
        return std::min(a.right(), b.right()) - std::max(a.x, b.x) > 1.5f && std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) > 1.5f;
    }

    const ui::Semantics& m_frame;
    const ui::TextSize m_size;
    std::vector<Fault> m_faults;
};

} // namespace

std::vector<Fault> layout_faults(const ui::Semantics& frame, ui::TextSize size) {
    return Checker(frame, size).layout();
}
std::vector<Fault> colour_faults(const ui::Semantics& frame, double least) { return Checker(frame).colours(least); }

std::vector<Fault> BarPlaces::look(const ui::Semantics& frame) {
    std::vector<Fault> faults;
    for (const char* id : {"bar.back", "bar.home", "bar.listen", "bar.help", "bar.finish"}) {
        const Node* n = frame.find_id(id);
        if (!n)
            continue;
        Rect r = n->rect;
        // Right-to-left is the mirror of left-to-right.
        if (frame.right_to_left)
            r.x = float(frame.width) - r.right();
        const Rect first = m_places.try_emplace(id, r).first->second;
        const bool same = std::abs(r.x - first.x) < 1.5f && r.y == first.y && r.w == first.w && r.h == first.h;
        if (!same)
            faults.push_back({"same-place", id, "stands elsewhere than on other screens"});
    }
    return faults;
}

} // namespace accanto::walk
