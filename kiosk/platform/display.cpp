#include "kiosk/platform/display.h"

#include "content/base/error.h"
#include "kiosk/platform/console.h"

#include <SDL_syswm.h>

#include <string>
#include <string_view>

#include <dlfcn.h>

namespace accanto::platform {

namespace {

constexpr Uint32 borderless_full_screen = SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS;

// A function of a library that SDL has loaded for itself: linking it would make it a need of every kiosk.
template <class Function>
Function function_of(const char* library, const char* name) {
    void* loaded = ::dlopen(library, RTLD_NOW | RTLD_NOLOAD);
    return loaded ? reinterpret_cast<Function>(::dlsym(loaded, name)) : nullptr;
}

// The OpenGL behind the current context runs on the processor: slower and larger than SDL's own software
// renderer.
bool opengl_is_software() {
    using GetString = const unsigned char* (*)(unsigned);
    constexpr unsigned gl_renderer = 0x1F01;
    const auto get_string = reinterpret_cast<GetString>(SDL_GL_GetProcAddress("glGetString"));
    const auto* name = get_string ? reinterpret_cast<const char*>(get_string(gl_renderer)) : nullptr;
    const std::string_view text = name ? name : "";
    return text.find("llvmpipe") != text.npos || text.find("softpipe") != text.npos ||
           text.find("swrast") != text.npos;
}

RendererPointer hardware_renderer(SDL_Window* window) {
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
    RendererPointer renderer(
        SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC));
    if (renderer && opengl_is_software())
        renderer.reset();
    return renderer;
}

// OpenGL has made the window anew, and with it the descriptor: asked for afterwards.
std::unique_ptr<Console> make_console(SDL_Window* window) {
#ifdef SDL_VIDEO_DRIVER_KMSDRM
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    int width = 0, height = 0;
    SDL_GetWindowSize(window, &width, &height);
    if (SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_KMSDRM)
        return std::make_unique<Console>(info.info.kmsdrm.drm_fd, width, height);
#endif
    fail_with_sdl("no console");
}

// Somebody decides where the windows of this X server go: only one client may.
bool has_window_manager(SDL_Window* window) {
#ifdef SDL_VIDEO_DRIVER_X11
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    const auto attributes_of =
        function_of<decltype(&XGetWindowAttributes)>("libX11.so.6", "XGetWindowAttributes");
    XWindowAttributes root{};
    if (attributes_of && SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_X11 &&
        attributes_of(info.info.x11.display, DefaultRootWindow(info.info.x11.display), &root))
        return root.all_event_masks & SubstructureRedirectMask;
#endif
    return true;
}

// On an X server without a window manager nobody answers the wish for the full screen, and SDL waits a tenth
// of a second for the answer: there a window of the display's size is all it takes.
WindowPointer x11_full_screen(const WindowOptions& options, int width, int height) {
    WindowPointer window(SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED,
                                          SDL_WINDOWPOS_CENTERED, width, height,
                                          SDL_WINDOW_BORDERLESS | SDL_WINDOW_HIDDEN));
    if (window && has_window_manager(window.get()))
        SDL_SetWindowFullscreen(window.get(), borderless_full_screen);
    if (window)
        SDL_ShowWindow(window.get());
    return window;
}

} // namespace

void fail_with_sdl(const char* what) {
    throw Error(std::string(what) + ": " + SDL_GetError(), 0);
}

std::string driver_name(const char* in_sdl) {
    std::string name = in_sdl ? in_sdl : "";
    for (char& letter : name)
        letter = char(SDL_tolower(letter));
    return name;
}

std::string video_driver() {
    return driver_name(SDL_GetCurrentVideoDriver());
}

Video::Video() {
    SDL_SetMainReady();
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); // the sleeper's
    SDL_SetHint(SDL_HINT_MOUSE_AUTO_CAPTURE, "0"); // captured, SDL 2 on Linux loses touches
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); // software means no OpenGL behind it
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
    SDL_SetHint(SDL_HINT_RENDER_BATCHING, "1");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_APP_NAME, "Accanto");
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        fail_with_sdl("no display");
}

Video::~Video() {
    SDL_Quit();
}

WindowPointer make_window(const WindowOptions& options) {
    WindowPointer window;
    if (options.full_screen) {
        // Born at the display's size, because not everything that shows windows makes them larger.
        SDL_DisplayMode display{};
        if (SDL_GetDesktopDisplayMode(0, &display) != 0)
            fail_with_sdl("no display mode");
        if (video_driver() == "x11")
            window = x11_full_screen(options, display.w, display.h);
        else
            window.reset(SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED,
                                          SDL_WINDOWPOS_CENTERED, display.w, display.h,
                                          SDL_WINDOW_ALLOW_HIGHDPI | borderless_full_screen));
    } else {
        window.reset(SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                      options.width, options.height,
                                      SDL_WINDOW_ALLOW_HIGHDPI | SDL_WINDOW_RESIZABLE));
    }
    if (!window)
        fail_with_sdl("no window");
    return window;
}

// x11 takes software frames as they are, by shared memory; wayland would pass them through OpenGL anyway, and
// SDL's kmsdrm takes none.
RendererPointer make_renderer(SDL_Window* window, bool software, std::unique_ptr<Console>& console) {
    const std::string driver = video_driver();
    RendererPointer renderer;
    if (!software && (driver == "kmsdrm" || driver == "wayland"))
        renderer = hardware_renderer(window);
    if (!renderer && driver == "kmsdrm") {
        console = make_console(window);
        renderer.reset(SDL_CreateSoftwareRenderer(console->surface()));
    } else if (!renderer) {
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
        renderer.reset(SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE));
    }
    if (!renderer)
        fail_with_sdl("no renderer");
    return renderer;
}

int display_descriptor(SDL_Window* window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window, &info))
        return -1;
#ifdef SDL_VIDEO_DRIVER_X11
    if (info.subsystem == SDL_SYSWM_X11)
        return ConnectionNumber(info.info.x11.display);
#endif
#ifdef SDL_VIDEO_DRIVER_WAYLAND
    if (info.subsystem == SDL_SYSWM_WAYLAND)
        if (const auto get_fd =
                function_of<int (*)(wl_display*)>("libwayland-client.so.0", "wl_display_get_fd"))
            return get_fd(info.info.wl.display);
#endif
    return -1;
}

} // namespace accanto::platform
