#include "kiosk/app/action.h"

namespace accanto::app {

void Actions::post(Action action) { m_actions.push_back(std::move(action)); }

std::vector<Action> Actions::take() { return std::exchange(m_actions, {}); }

} // namespace accanto::app
