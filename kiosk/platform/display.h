#pragma once
// SDL's video, its window and its renderer, made the way a kiosk wants them.

#include "kiosk/platform/window.h"

#include <SDL.h>

#include <memory>
#include <string>

namespace accanto::platform {

class Console;

// From the hints to the end. Throws Error without a display, as everything here does that cannot be made.
struct Video {
    Video();
    ~Video();
    Video(const Video&) = delete;
    Video& operator=(const Video&) = delete;
};

struct Destroy {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};
using WindowPointer = std::unique_ptr<SDL_Window, Destroy>;
using RendererPointer = std::unique_ptr<SDL_Renderer, Destroy>;

// As SDL_VIDEODRIVER takes it: "kmsdrm", "x11", "wayland", "dummy". SDL itself says "KMSDRM".
std::string driver_name(const char* in_sdl);
std::string video_driver(); // the current one's

WindowPointer make_window(const WindowOptions& options);
// Hardware where it is sound, else SDL's software renderer: on kmsdrm it draws on a console, which is made
// for it and lives longer.
RendererPointer make_renderer(SDL_Window* window, bool software, std::unique_ptr<Console>& console);

// The connection by which events come; -1 when there is none.
int display_descriptor(SDL_Window* window);

[[noreturn]] void fail_with_sdl(const char* what);

} // namespace accanto::platform
