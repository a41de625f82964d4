#include "kiosk/platform/quiet_console.h"

#include <linux/kd.h>
#include <sys/ioctl.h>

namespace accanto::platform {

QuietConsole::QuietConsole(int terminal) : m_terminal(terminal) {
    int before = 0;
    if (::ioctl(terminal, KDGKBMODE, &before) == 0 && ::ioctl(terminal, KDSKBMODE, long(K_OFF)) == 0)
        m_before = before;
}

QuietConsole::~QuietConsole() {
    if (m_before)
        ::ioctl(m_terminal, KDSKBMODE, *m_before);
}

} // namespace accanto::platform
