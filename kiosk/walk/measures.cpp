#include "kiosk/walk/measures.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "kiosk/ui/reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace accanto::walk {

using ui::TextSize;
using ui::Theme;

namespace {

constexpr size_t most_places_told = 3;

// Which measure a broken rule belongs to.
const std::string& measure_of(const std::string& rule) {
    static const std::map<std::string, std::string> table = {
        {"contrast", "contrast"},   {"control-size", "target"},
        {"gap", "spacing"},         {"controls-overlap", "spacing"},
        {"clipped", "whole"},       {"inside-screen", "whole"},
        {"texts-overlap", "whole"}, {"text-over-control", "whole"},
        {"glyphs", "letters"},      {"em", "size"},
        {"speech", "spoken"},       {"label", "named"},
        {"unique-id", "named"},     {"six-choices", "few"},
        {"same-place", "place"},    {"order", "order"},
        {"private", "private"},     {"voice", "language"},
        {"purpose", "purpose"},     {"state", "state"},
        {"picture", "pictures"},    {"reach", "reach"},
    };
    const auto found = table.find(rule);
    ACCANTO_ASSERT(found != table.end());
    return found->second;
}

bool is_film(const std::filesystem::path& file) {
    const std::string end = file.extension();
    for (const char* film : {".mp4", ".webm", ".mkv", ".ogv", ".avi", ".mov", ".gif"})
        if (end == film)
            return true;
    return false;
}

// Of a WAV file of the usual head (44 bytes); nothing when it is none.
double seconds_of(const std::filesystem::path& wav) {
    constexpr size_t head = 44, byte_rate_at = 28;
    const std::string bytes = read_file(wav).value_or("");
    if (bytes.size() <= head || !bytes.starts_with("RIFF"))
        return 0;
    uint32_t a_second = 0;
    for (size_t i = 4; i-- > 0;)
        a_second = a_second << 8 | static_cast<unsigned char>(bytes[byte_rate_at + i]);
    return a_second ? double(bytes.size() - head) / double(a_second) : 0;
}

double percent(int part, int whole) {
    return whole > 0 ? std::floor(100.0 * part / whole) : 0;
}

// Of Noto Sans, by its tables: how much of an em an x is.
constexpr double small_x = 0.536;

// What one must reach to have the page lower.
bool leads_to_low(const ui::Node& n, const Moment& moment, const View& view) {
    if (view.panel->free_above() == 0)
        return false;
    return n.id == "home.settings" || n.id == "settings.low" ||
           (moment.screen == app::ScreenId::attract && n.id.starts_with("language."));
}

} // namespace

void Measures::add(const Fault& fault, const Moment& moment, const View& view) {
    Found& found = m_found[measure_of(fault.rule)];
    ++found.faults;
    // The first of each screen: the same thing in another view says nothing new.
    const std::string screen = screens::entry(moment.screen).name;
    if (found.screens.insert(screen).second && found.where.size() < most_places_told)
        found.where.push_back(
            fmt::format("{} ({}): {}: {}", name_of(moment), view.text(), fault.node, fault.what));
}

void Measures::add_numbers(const ui::Semantics& frame, const View& view) {
    for (const ui::Node& n : frame.nodes) {
        if (n.em_px > 0) {
            double& contrast = m_contrast[size_t(view.theme)];
            contrast = std::min(contrast, ui::contrast(n.foreground, n.background));
            double& words = (is_drawn(n) ? m_drawn_mm : m_words_mm)[size_t(view.size)];
            words = std::min(words, double(n.em_px) / double(frame.px_per_mm));
        }
        if (n.hit.w > 0)
            m_target_mm = std::min(m_target_mm, double(std::min(n.hit.w, n.hit.h)) / double(frame.px_per_mm));
    }
}

void Measures::add_page(const ui::Semantics& frame, const Moment& moment, const View& view) {
    if (view.size != TextSize::extra)
        return;
    FullPage page{name_of(moment), view.text(), 99, 0};
    for (const ui::Node& n : frame.nodes)
        if (n.em_px > 0 && !n.chrome && !is_drawn(n)) {
            page.smallest_mm =
                std::min(page.smallest_mm, std::round(10 * double(n.em_px) / double(frame.px_per_mm)) / 10);
            page.letters += size_t(
                std::count_if(n.label.begin(), n.label.end(), [](char c) { return (c & 0xC0) != 0x80; }));
        }
    const auto worse = [](const FullPage& a, const FullPage& b) {
        return std::tuple(a.smallest_mm, b.letters) < std::tuple(b.smallest_mm, a.letters);
    };
    const auto [known, is_first] = m_full.try_emplace(frame.screen, page);
    if (!is_first && worse(page, known->second))
        known->second = page;
}

void Measures::look(const ui::Semantics& frame, const Moment& moment, const View& view, ui::Ui& ui) {
    const std::vector<Fault> all[] = {
        layout_faults(frame, view.size), colour_faults(frame, least_contrast(view.theme)),
        order_faults(frame, ui), voice_faults(frame, ui.words()),
        // A notice covers the bar for a while.
        moment.notice ? std::vector<Fault>() : m_bars[{view.panel, view.low}].look(frame)};
    for (const std::vector<Fault>& faults : all)
        for (const Fault& fault : faults)
            add(fault, moment, view);
    const float reach = float(frame.height) - ui::reach_mm * frame.px_per_mm - 1;
    for (const ui::Node& n : frame.nodes)
        if (n.can_touch() && n.hit.y < reach && (view.low || leads_to_low(n, moment, view)))
            add({"reach", n.id, "stands higher than 300 mm above the lower edge"}, moment, view);
    add_numbers(frame, view);
    add_page(frame, moment, view);
    m_growth.look(frame, moment, view);
}

std::vector<FullPage> Measures::fullest(size_t count) const {
    std::vector<FullPage> pages;
    for (const auto& [screen, page] : m_full)
        pages.push_back(page);
    std::stable_sort(pages.begin(), pages.end(), [](const FullPage& a, const FullPage& b) {
        return std::tuple(a.smallest_mm, b.letters) < std::tuple(b.smallest_mm, a.letters);
    });
    pages.resize(std::min(pages.size(), count));
    return pages;
}

std::vector<Measured> Measures::results(const std::filesystem::path& data) const {
    std::vector<Measured> out;
    const auto add = [&](const std::string& name, std::string evidence, bool held = true) {
        const auto found = m_found.find(name);
        out.push_back({name, std::move(evidence), held ? 0 : 1, {}});
        if (found != m_found.end())
            out.back().faults += found->second.faults, out.back().where = found->second.where;
    };
    const double smallest = std::min(*std::min_element(m_words_mm.begin(), m_words_mm.end()),
                                     *std::min_element(m_drawn_mm.begin(), m_drawn_mm.end()));
    // Nothing was seen of a size that was not walked.
    bool size_holds = true;
    for (const TextSize size : {TextSize::normal, TextSize::large, TextSize::extra})
        size_holds = size_holds && m_words_mm[size_t(size)] > double(ui::smallest_em_mm(size)) - 0.01 &&
                     m_drawn_mm[size_t(size)] > double(ui::smallest_drawn_em_mm) - 0.01;
    const double css_pixel = css_distance_mm / 2688;
    add("contrast", fmt::format("words have at least {:.1f}:1 by day, {:.1f}:1 in the evening and {:.1f}:1 "
                                "in high contrast (asked: 7:1, and 10:1 in high contrast)",
                                m_contrast[0], m_contrast[1], m_contrast[2]));
    double parts = 99;
    for (const Theme theme : {Theme::day, Theme::evening, Theme::high_contrast})
        parts = std::min(parts, least_contrast_of_parts(theme));
    add("parts",
        fmt::format("the edges of boxes, of buttons and of what is chosen, ticks, pictograms and the ring of "
                    "the focus have at least {:.1f}:1 in every theme (asked: 3:1)",
                    parts),
        parts >= 3);
    add("target",
        fmt::format("the smallest thing to touch is {:.1f} mm (asked: 16 mm; 24 CSS px are {:.1f} mm)",
                    m_target_mm, 24 * css_pixel));
    add("spacing", "things to touch stand at least 3 mm apart, keys 1.5 mm, and none over another");
    add("whole", "no word is cut, outside the screen or over another");
    add("letters", "every letter is in a font");
    std::string from;
    for (const double words : m_words_mm)
        from += fmt::format("{}{:.0f}",
                            from.empty()                  ? ""
                            : from.find(',') == from.npos ? ", "
                                                          : " and ",
                            double(ui::legible_from_mm(float(words))));
    add("size",
        fmt::format(
            "the smallest words are {:.1f} mm (font size) in the normal size, {:.1f} mm in the large "
            "and {:.1f} mm in the very large: a capital H is seen under 0.7 degrees from {} mm. The "
            "largest distance that can be set is 600 mm, and words begin in the size that holds there",
            m_words_mm[0], m_words_mm[1], m_words_mm[2], from),
        size_holds);
    // Not what was walked, which is a part of all lessons: what each of them may come to.
    add("drawn",
        fmt::format(
            "words in drawn telephones, which keep their proportions, may be as small as {:.1f} mm in "
            "every size: they hold from {:.0f} mm, not from further away",
            ui::smallest_drawn_em_mm, double(ui::legible_from_mm(ui::smallest_drawn_em_mm))),
        size_holds);
    out.back().in_part = true;
    add("x_height",
        fmt::format("the smallest words have an x of {:.1f} CSS px at {:.0f} mm (asked: 16)",
                    smallest * small_x / css_pixel, css_distance_mm),
        smallest * small_x / css_pixel >= 16);
    const std::vector<Grown> least = m_growth.least(1);
    add("enlarged",
        fmt::format("in the very large size {:.0f} % of what is read is twice as large as in the normal one, "
                    "or twice a sentence "
                    "of that, {:.0f} % is at least {:.0f} mm (twice the smallest words of the normal size), "
                    "and what grows least "
                    "is {:.2f} times as large; small panels have the large size at most. 200 % are asked of "
                    "what other programs "
                    "can enlarge; of what is closed to them, 11.1.4.4.2 asks for 5.1.4",
                    percent(m_growth.twice(), m_growth.texts()), percent(m_growth.tall(), m_growth.texts()),
                    2 * ui::smallest_em_mm(TextSize::normal), least.empty() ? 0 : least.front().times()),
        size_holds && !least.empty());
    out.back().in_part = m_growth.twice() < m_growth.texts();
    add("spoken", "all that is shown and is no decoration is said");
    add("pictures", "every picture that is no decoration has its words");
    add("named", "each control has a name, and each thing an id of its own");
    add("few", "a page has at most six choices");
    add("place", "Back, Home, Listen, Help and Finish stand in the same place on every screen");
    add("order", "keys lead to each thing that can be used, once round and both ways");
    add("private", "what somebody wrote is in no sentence that is said");
    add("language", "each sentence is in a language that has a voice, and that voice says it");
    add("reach", "when that is chosen on a tall panel, all that can be touched stands in its lowest 300 mm "
                 "(from 800 to "
                 "1100 mm where its lower edge is 800 mm high), and so does all that leads to the choice");
    add("purpose", "each box says what is to be written in it");
    add("state", "what is chosen, and what cannot be used now, is said");
    double longest = 0;
    for (const auto& file : std::filesystem::directory_iterator(data / "assets" / "sounds"))
        if (file.path().extension() == ".wav")
            longest = std::max(longest, seconds_of(file.path()));
    add("sounds",
        fmt::format(
            "besides the voice there are short sounds only, the longest of {:.1f} s (asked: under 3 s)",
            longest),
        longest > 0 && longest < 3);
    int films = 0;
    for (const char* folder : {"assets", "content"})
        for (const auto& file : std::filesystem::recursive_directory_iterator(data / folder))
            films += is_film(file.path());
    add("films", "there are no recorded films, and no picture that moves", films == 0);
    return out;
}

} // namespace accanto::walk
