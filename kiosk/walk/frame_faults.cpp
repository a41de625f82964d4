// Promises of a frame that go beyond its layout: the way through it, and what is said of it.
#include "kiosk/walk/measures.h"

#include "kiosk/platform/voice.h"
#include "kiosk/ui/spoken.h"

#include <algorithm>
#include <set>

namespace accanto::walk {

namespace {

std::vector<std::string> once_round(ui::Ui& ui, int by, size_t steps) {
    std::vector<std::string> out;
    ui.set_focus({});
    for (size_t i = 0; i < steps; ++i) {
        ui.move_focus(by);
        out.push_back(ui.focus());
    }
    ui.set_focus({});
    return out;
}

// Short ones are in a sentence by chance.
bool says_value(const std::string& spoken, const ui::Node& node) {
    constexpr size_t least = 4;
    return node.value.size() >= least && spoken.find(node.value) != std::string::npos;
}

} // namespace

std::vector<Fault> order_faults(const ui::Semantics& frame, ui::Ui& ui) {
    std::vector<Fault> faults;
    std::set<std::string> usable;
    for (const ui::Node& n : frame.nodes)
        if (n.can_touch())
            usable.insert(n.id);
    if (usable.empty())
        return faults;
    const std::vector<std::string> there = once_round(ui, 1, usable.size() + 1),
                                   back = once_round(ui, -1, usable.size());
    const std::set<std::string> seen(there.begin(), there.end());
    for (const std::string& id : usable)
        if (!seen.contains(id))
            faults.push_back({"order", id, "no key leads there"});
    for (const std::string& id : seen)
        if (!usable.contains(id))
            faults.push_back({"order", id, "has the focus and cannot be used"});
    if (!faults.empty())
        return faults;
    if (there.front() != there.back())
        faults.push_back({"order", there.back(), "the way does not lead round"});
    if (!std::equal(there.begin(), there.end() - 1, back.rbegin()))
        faults.push_back({"order", back.front(), "the way back is another one"});
    return faults;
}

std::vector<Fault> voice_faults(const ui::Semantics& frame, const content::Words& words) {
    std::vector<Fault> faults;
    for (const ui::Node& n : frame.nodes) {
        const std::string spoken = ui::spoken_node(words, n);
        if ((n.is_private || n.masked) && says_value(spoken, n))
            faults.push_back({"private", n.id, "what was written is said"});
        if (n.decorative)
            continue;
        if (!n.speech.empty() && platform::voice_level(n.language, n.speech) == platform::VoiceLevel::none)
            faults.push_back({"voice", n.id, "no voice of " + n.language + " says \"" + n.speech + "\""});
        if (n.role == ui::NodeRole::image && n.speech.empty())
            faults.push_back({"picture", n.id, "has no words"});
        if (n.role == ui::NodeRole::field && (n.label.empty() || n.speech.empty()))
            faults.push_back({"purpose", n.id, "does not say what is to be written"});
        ui::Node other = n;
        other.chosen = false, other.enabled = true, other.checkable = false;
        if ((n.chosen || !n.enabled) && ui::spoken_node(words, other) == spoken)
            faults.push_back({"state", n.id, "its state is not said"});
    }
    return faults;
}

double least_contrast_of_parts(ui::Theme theme) {
    const ui::Look look = ui::make_look(theme, ui::TextSize::normal, 1, true);
    double least = 99;
    const auto pair = [&](ui::Colour part, ui::Colour ground) {
        least = std::min(least, ui::contrast(part, ground));
    };
    for (const ui::Colour ground : {look.paper, look.bar, look.card, look.device_screen}) {
        pair(look.focus, ground);
        pair(look.field_line, ground);
        pair(look.deep, ground); // a filled button, the edge of what is chosen
        pair(look.picture_outline, ground);
    }
    for (const ui::Colour ground : look.tints)
        pair(look.picture_outline, ground);
    pair(look.deep, look.good);
    return least;
}

} // namespace accanto::walk
