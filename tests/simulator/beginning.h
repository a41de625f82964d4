#pragma once
// How every life begins: a hub, and kiosks that are enrolled at it. Made once, copied for each.

#include "tests/temporary_folder.h"

namespace accanto::simulator {

constexpr int kiosks_at_beginning = 2;

// hub/, kiosk0/, kiosk1/, and content.pub, by which kiosks know their publisher
const std::filesystem::path& beginning();
// In memory where that is possible: what is durable is told by the simulated disk, not by this one.
std::filesystem::path where_lives_are();

} // namespace accanto::simulator
