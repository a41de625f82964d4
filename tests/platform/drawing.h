#pragma once
// A window without a screen, and what ImGui would hand to it.

#include "kiosk/platform/window.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <memory>

namespace accanto::tests {

// With nothing left to be read from it.
inline std::unique_ptr<platform::Window> open_small_window(int width = 320, int height = 200,
                                                           int turned = 0) {
    platform::WindowOptions options;
    options.width = width;
    options.height = height;
    options.turned = turned;
    options.full_screen = false;
    auto window = platform::Window::open(options);
    while (!window->wait(0).empty()) {
    }
    return window;
}

// One draw list over everything.
struct Drawing {
    Drawing() {
        shared.ClipRectFullscreen = ImVec4(0, 0, 8000, 8000);
        list._ResetForNewFrame();
        list.PushClipRectFullScreen();
        list.PushTextureID(nullptr);
        data.Valid = true;
        data.CmdLists = lists;
        data.CmdListsCount = 1;
    }
    Drawing(const Drawing&) = delete;
    Drawing& operator=(const Drawing&) = delete;

    ImDrawListSharedData shared{};
    ImDrawList list{&shared};
    ImDrawList* lists[1] = {&list};
    ImDrawData data;
};

} // namespace accanto::tests
