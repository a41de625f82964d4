#include "kiosk/platform/window.h"

#include "content/base/error.h"
#include "kiosk/platform/events.h"
#include "kiosk/platform/render.h"
#include "kiosk/platform/sleeper.h"
#include "kiosk/platform/textures.h"

#include <SDL.h>
#include <SDL_syswm.h>

#include <algorithm>
#include <chrono>
#include <string_view>

#include <dlfcn.h>

namespace accanto::platform {

namespace {

using Steady = std::chrono::steady_clock;

// SDL has second thoughts: it learns of a new device from udev, later than we do from the folder, and on x11
// it believes a change of focus only after 200 ms. For this long after the cause it is asked again.
constexpr auto hot_plug_time = std::chrono::seconds(2);
constexpr auto focus_time = std::chrono::milliseconds(300);
constexpr int ask_step_ms = 100;

[[noreturn]] void fail(const char* what) {
    throw Error(std::string(what) + ": " + SDL_GetError(), 0);
}

// SDL's video, from the hints to the end.
struct Video {
    Video() {
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
            fail("no display");
    }
    ~Video() { SDL_Quit(); }
    Video(const Video&) = delete;
    Video& operator=(const Video&) = delete;
};

struct Destroy {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};
using WindowPointer = std::unique_ptr<SDL_Window, Destroy>;
using RendererPointer = std::unique_ptr<SDL_Renderer, Destroy>;

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

// x11 takes software frames as they are, by shared memory; kmsdrm and wayland would pass them through OpenGL
// anyway.
RendererPointer make_renderer(SDL_Window* window, const std::string& driver, bool software) {
    RendererPointer renderer;
    if (!software && (driver == "kmsdrm" || driver == "wayland"))
        renderer = hardware_renderer(window);
    if (!renderer) {
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
        renderer.reset(SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE));
    }
    if (!renderer)
        fail("no renderer");
    return renderer;
}

// The connection by which events come; -1 when there is none.
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
    if (info.subsystem == SDL_SYSWM_WAYLAND) {
        // SDL has loaded the library for itself; linking it would make it a need of every kiosk.
        void* library = ::dlopen("libwayland-client.so.0", RTLD_NOW | RTLD_NOLOAD);
        using GetFd = int (*)(wl_display*);
        const auto get_fd =
            library ? reinterpret_cast<GetFd>(::dlsym(library, "wl_display_get_fd")) : nullptr;
        if (get_fd)
            return get_fd(info.info.wl.display);
    }
#endif
    return -1;
}

class SdlWindow final : public Window {
public:
    explicit SdlWindow(const WindowOptions& options)
        : m_driver(SDL_GetCurrentVideoDriver()),
          m_window(make_window(options)),
          m_renderer(make_renderer(m_window.get(), m_driver, options.software || m_driver == "dummy")),
          m_textures(m_renderer.get()) {
        SDL_RendererInfo info;
        if (SDL_GetRendererInfo(m_renderer.get(), &info) != 0)
            fail("no renderer");
        m_renderer_name = info.name;
        if (m_driver == "kmsdrm")
            m_sleeper.watch_inputs("/dev/input");
        else
            m_sleeper.watch_display(display_descriptor(m_window.get()));
        SDL_StartTextInput();
    }

    Canvas& canvas() override { return m_textures; }
    int width() const override { return output().x; }
    int height() const override { return output().y; }
    std::string driver() const override { return m_driver; }
    std::string renderer() const override { return m_renderer_name; }

    std::optional<double> pitch_mm() const override {
        float dots_per_inch = 0;
        const int display = SDL_GetWindowDisplayIndex(m_window.get());
        if (display < 0 || SDL_GetDisplayDPI(display, &dots_per_inch, nullptr, nullptr) != 0 ||
            dots_per_inch <= 0)
            return std::nullopt;
        const double pitch = 25.4 / double(dots_per_inch);
        return pitch >= 0.05 && pitch <= 1.0 ? std::optional(pitch) : std::nullopt;
    }

    std::vector<Event> wait(int timeout_ms) override {
        const auto deadline = Steady::now() + std::chrono::milliseconds(std::max(timeout_ms, 0));
        std::vector<Event> events;
        read(events);
        for (;;) {
            const int left = timeout_ms < 0 ? -1 : left_until(deadline);
            const Awakening awakening = m_sleeper.sleep(events.empty() ? until_asked(left) : 0);
            note(awakening, events);
            if (!events.empty() || left == 0)
                return events;
        }
    }

    void wake() override { m_sleeper.wake(); }
    void watch(int descriptor) override { m_sleeper.watch(descriptor); }

    void present(const ImDrawData& data, uint32_t background) override {
        SDL_Renderer* renderer = m_renderer.get();
        SDL_SetRenderDrawColor(renderer, Uint8(background >> 16), Uint8(background >> 8), Uint8(background),
                               255);
        SDL_RenderClear(renderer);
        render(renderer, data);
        if (m_keep)
            read_back();
        SDL_RenderPresent(renderer);
        m_textures.sweep();
    }

    void keep_frames(bool keep) override { m_keep = keep; }
    const Image& last_frame() const override { return m_frame; }

    void resize(int width, int height) override {
        SDL_SetWindowFullscreen(m_window.get(), 0);
        SDL_SetWindowSize(m_window.get(), width, height);
    }

private:
    static WindowPointer make_window(const WindowOptions& options) {
        SDL_DisplayMode size{};
        size.w = options.width;
        size.h = options.height;
        // An X server without a window manager makes no window full screen: it has to be born so.
        if (options.full_screen && SDL_GetDesktopDisplayMode(0, &size) != 0)
            fail("no display mode");
        Uint32 flags = SDL_WINDOW_ALLOW_HIGHDPI;
        flags |= options.full_screen ? SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS
                                     : SDL_WINDOW_RESIZABLE;
        WindowPointer window(SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED,
                                              SDL_WINDOWPOS_CENTERED, size.w, size.h, flags));
        if (!window)
            fail("no window");
        return window;
    }

    static int left_until(Steady::time_point deadline) {
        using std::chrono::milliseconds;
        return int(std::max<int64_t>(std::chrono::ceil<milliseconds>(deadline - Steady::now()).count(), 0));
    }

    SDL_Point output() const {
        SDL_Point size{0, 0};
        SDL_GetRendererOutputSize(m_renderer.get(), &size.x, &size.y);
        return size;
    }

    void read(std::vector<Event>& events) { m_reader.read(m_window.get(), width(), height(), events); }

    int until_asked(int left_ms) const {
        if (Steady::now() >= m_ask_until)
            return left_ms;
        return left_ms < 0 ? ask_step_ms : std::min(left_ms, ask_step_ms);
    }

    void ask_until(Steady::time_point time) { m_ask_until = std::max(m_ask_until, time); }

    void note(const Awakening& awakening, std::vector<Event>& events) {
        read(events);
        if (awakening.input && events.empty() && m_driver == "kmsdrm") {
            // The kernel hands an event to its readers one after the other, and SDL may be the next.
            SDL_Delay(1);
            read(events);
        }
        if (awakening.input && m_driver != "kmsdrm")
            ask_until(Steady::now() + focus_time);
        if (awakening.devices_changed) {
            m_reader.cancel_contacts(events);
            ask_until(Steady::now() + hot_plug_time);
        }
        if (awakening.woken)
            events.emplace_back();
        if (awakening.quit)
            events.emplace_back().kind = Event::Kind::quit;
    }

    void read_back() {
        m_frame.width = width();
        m_frame.height = height();
        m_frame.argb.resize(size_t(m_frame.width) * size_t(m_frame.height));
        if (SDL_RenderReadPixels(m_renderer.get(), nullptr, SDL_PIXELFORMAT_ARGB8888, m_frame.argb.data(),
                                 m_frame.width * 4) != 0)
            fail("frame not read back");
        for (uint32_t& argb : m_frame.argb)
            argb |= 0xff000000;
    }

    Video m_video;
    Sleeper m_sleeper;
    std::string m_driver;
    WindowPointer m_window;
    RendererPointer m_renderer;
    Textures m_textures;
    EventReader m_reader;
    std::string m_renderer_name;
    Steady::time_point m_ask_until{};
    bool m_keep = false;
    Image m_frame;
};

} // namespace

std::unique_ptr<Window> Window::open(const WindowOptions& options) {
    return std::make_unique<SdlWindow>(options);
}

} // namespace accanto::platform
