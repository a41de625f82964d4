#include "kiosk/platform/frame.h"

namespace accanto::platform {

namespace {

using Operations = std::vector<Operation>;

// What is drawn where no operation changed is the same, whatever was drawn elsewhere. So any way of pairing
// equal operations in their order will do; the more pairs, the smaller the damage. A change in place leaves
// the rest in pairs, and so does one insertion or removal.
Area difference(const Operations& before, const Operations& now) {
    const size_t shorter = std::min(before.size(), now.size());
    size_t first = 0, last = 0; // equal ones at the beginning and at the end
    while (first < shorter && before[first].same_as(now[first]))
        ++first;
    while (last < shorter - first && before[before.size() - 1 - last].same_as(now[now.size() - 1 - last]))
        ++last;
    const bool in_place = before.size() == now.size();
    Area changed;
    for (size_t i = first; i < before.size() - last; ++i)
        if (!in_place || !before[i].same_as(now[i]))
            changed = around(changed, before[i].seen());
    for (size_t i = first; i < now.size() - last; ++i)
        if (!in_place || !before[i].same_as(now[i]))
            changed = around(changed, now[i].seen());
    return changed;
}

} // namespace

Area damage(const Frame& before, const Frame& now) {
    if (before.whole != now.whole || before.background_argb != now.background_argb)
        return now.whole;
    Area changed = difference(before.operations, now.operations);
    for (bool grown = true; grown;) {
        grown = false;
        for (const Operation& operation : now.operations) {
            const Area seen = operation.seen();
            if (operation.can_be_cut() || common(seen, changed).empty() || changed.holds(seen))
                continue;
            changed = around(changed, seen);
            grown = true;
        }
    }
    return changed;
}

} // namespace accanto::platform
