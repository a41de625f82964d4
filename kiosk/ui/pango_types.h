#pragma once
// What the files that speak with Pango share.

#include "kiosk/ui/late_libraries.h"

#include <memory>

namespace accanto::ui {

// One family list for every language: Pango takes the first that has the letter.
inline constexpr const char* families = "Noto Sans, Noto Sans Arabic";

struct Unref {
    void operator()(gpointer object) const { late().g_object_unref(object); }
};
template <class Object>
using Held = std::unique_ptr<Object, Unref>;

} // namespace accanto::ui
