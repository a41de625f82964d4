#pragma once
// A function of a library that no program links: it is loaded when it is first needed.

#include <dlfcn.h>

namespace accanto::ui {

// False without the library or where it has no such function; dlerror() then says why.
template <class Function>
bool find_late(void* library, const char* name, Function& function) {
    function = library ? reinterpret_cast<Function>(::dlsym(library, name)) : nullptr;
    return function;
}

} // namespace accanto::ui
