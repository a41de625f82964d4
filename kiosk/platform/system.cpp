#include "kiosk/platform/system.h"

#include <cstdlib>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace accanto::platform {

void keep_private() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#ifdef NDEBUG
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

void start_no_message_bus() {
    constexpr int where_there_is_none = 0;
    ::setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", where_there_is_none);
}

void use_compose_file(const std::filesystem::path& file) {
    if (std::filesystem::exists(file))
        ::setenv("XCOMPOSEFILE", file.c_str(), 0);
}

} // namespace accanto::platform
