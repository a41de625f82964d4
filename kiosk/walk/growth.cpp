#include "kiosk/walk/growth.h"

#include "kiosk/walk/rules.h"

#include <algorithm>

namespace accanto::walk {

using ui::TextSize;

namespace {

constexpr double rounding_mm = 0.02; // an em is whole pixels nowhere, and a float

// The bar, the keys and drawn telephones keep their size, so that they keep their places.
bool is_read(const ui::Node& n) {
    return n.em_px > 0 && !n.chrome && !is_drawn(n) && n.role != ui::NodeRole::key &&
           !n.id.starts_with("page.");
}

bool is_for_staff(const std::string& screen) {
    return screen.starts_with("technician");
}

} // namespace

double Grown::times() const {
    static const double sentence_mm =
        double(ui::make_look(ui::Theme::day, TextSize::normal, 1, true).em_mm(ui::Role::body));
    return to_mm / std::min(from_mm, sentence_mm);
}

void Growth::look(const ui::Semantics& frame, const Moment& moment, const View& view) {
    if (view.theme != ui::Theme::day || view.size == TextSize::large || is_for_staff(frame.screen))
        return;
    if (view.language != m_language) {
        end();
        m_from.clear();
        m_language = view.language;
    }
    const std::string key = view.panel->name() + (view.low ? " low " : " ") + name_of(moment);
    if (view.size == TextSize::normal) {
        if (std::find(view.panel->sizes.begin(), view.panel->sizes.end(), TextSize::extra) ==
            view.panel->sizes.end())
            return;
        for (const ui::Node& n : frame.nodes)
            if (is_read(n)) {
                double& from = m_from[key][n.id];
                from = std::max(from, double(n.em_px) / double(frame.px_per_mm));
            }
        return;
    }
    if (key != m_now) {
        end();
        m_now = key, m_left = m_from[key];
    }
    for (const ui::Node& n : frame.nodes)
        if (is_read(n))
            meet(n, double(n.em_px) / double(frame.px_per_mm), moment, view);
}

void Growth::meet(const ui::Node& node, double to_mm, const Moment& moment, const View& view) {
    m_left.erase(node.id);
    const Sizes& before = m_from[m_now];
    const auto from = before.find(node.id);
    if (from == before.end())
        return;
    const Grown grown{name_of(moment), view.text(), node.id, from->second, to_mm};
    ++m_texts;
    m_twice += grown.times() > 2 - 0.01;
    m_tall += to_mm > 2 * double(ui::smallest_em_mm(TextSize::normal)) - rounding_mm;
    const auto [known, is_first] = m_least.try_emplace(screens::entry(moment.screen).name, grown);
    if (!is_first && grown.times() < known->second.times())
        known->second = grown;
}

void Growth::end() {
    m_missing += int(m_left.size());
    m_left.clear();
    m_now.clear();
}

std::vector<Grown> Growth::least(size_t count) const {
    std::vector<Grown> out;
    for (const auto& [screen, grown] : m_least)
        out.push_back(grown);
    std::stable_sort(out.begin(), out.end(),
                     [](const Grown& a, const Grown& b) { return a.times() < b.times(); });
    out.resize(std::min(out.size(), count));
    return out;
}

} // namespace accanto::walk
