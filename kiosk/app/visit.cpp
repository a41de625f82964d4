#include "kiosk/app/visit.h"

namespace accanto::app {

void Visit::wipe() {
    if (lesson)
        lesson->wipe();
    *this = Visit{};
}

} // namespace accanto::app
