#include "kiosk/ui/late_libraries.h"

#include "content/base/error.h"
#include "kiosk/ui/late_function.h"

#include <fmt/format.h>

namespace accanto::ui {

const LateLibraries& late() {
    static const LateLibraries loaded = [] {
        // The others are what it needs itself, and are found through it.
        constexpr const char* name = "libpangocairo-1.0.so.0";
        void* library = ::dlopen(name, RTLD_LAZY | RTLD_LOCAL);
        LateLibraries out;
#define ACCANTO_FIND(function)                                                                               \
    if (!find_late(library, #function, out.function))                                                        \
        throw Error(fmt::format("nothing can be drawn without {}: {}", name, ::dlerror()), 0);
        ACCANTO_LATE_FUNCTIONS(ACCANTO_FIND)
#undef ACCANTO_FIND
        return out;
    }();
    return loaded;
}

} // namespace accanto::ui
