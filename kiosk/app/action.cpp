#include "kiosk/app/action.h"

#include <utility>

namespace accanto::app {

// Here and not in the header: a list of so many alternatives takes each screen a second to compile.

void Actions::post(Action action) { m_actions.push_back(std::move(action)); }

std::vector<Action> Actions::take() { return std::exchange(m_actions, {}); }

} // namespace accanto::app
