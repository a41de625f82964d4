#include "kiosk/platform/window.h"

#include "kiosk/platform/console.h"
#include "kiosk/platform/display.h"
#include "kiosk/platform/events.h"
#include "kiosk/platform/inputs.h"
#include "kiosk/platform/pixels.h"
#include "kiosk/platform/quiet_console.h"
#include "kiosk/platform/render.h"
#include "kiosk/platform/sleeper.h"
#include "kiosk/platform/textures.h"

#include <SDL.h>

#include <algorithm>
#include <chrono>
#include <future>

#include <sys/mman.h>
#include <unistd.h>

namespace accanto::platform {

namespace {

using Steady = std::chrono::steady_clock;

// SDL has second thoughts: on x11 it believes a change of focus only after 200 ms. For this long after the cause it is
// asked again.
constexpr auto focus_time = std::chrono::milliseconds(300);
constexpr int ask_step_ms = 100;

// Many pages at once, where the kernel can (Linux 5.14): half of the time that touching one after the other takes. Not
// all: nobody else of the process can map memory meanwhile, and so neither begin a thread.
void take_memory(void* from, size_t bytes) {
    const auto page = uintptr_t(::sysconf(_SC_PAGESIZE));
    const uintptr_t part = 32 * page, end = (uintptr_t(from) + bytes) / page * page;
    for (uintptr_t at = (uintptr_t(from) + page - 1) / page * page; at < end; at += part)
        ::madvise(reinterpret_cast<void*>(at), std::min(part, end - at), MADV_POPULATE_WRITE);
}

class SdlWindow final : public Window {
public:
    explicit SdlWindow(const WindowOptions& options)
        : m_driver(video_driver()),
          m_window(make_window(options)),
          m_renderer(
              make_renderer(m_window.get(), options.software || m_driver == "dummy", m_console)),
          m_turn(options.turned),
          m_textures(m_renderer.get(), m_turn) {
        SDL_RendererInfo info;
        if (SDL_GetRendererInfo(m_renderer.get(), &info) != 0)
            fail_with_sdl("no renderer");
        m_renderer_name = info.name;
        m_keeps_buffer = info.flags & SDL_RENDERER_SOFTWARE;
        if (m_driver == "kmsdrm") {
            hear_devices();
        } else {
            m_sleeper.watch_input(display_descriptor(m_window.get()));
            SDL_StartTextInput();
        }
        prime();
    }

    Canvas& canvas() override { return m_textures; }
    int width() const override { return m_turn.sideways() ? output().y : output().x; }
    int height() const override { return m_turn.sideways() ? output().x : output().y; }
    int turned() const override { return m_turn.degrees(); }
    void turn(int degrees) override {
        m_textures.turn(Turn(degrees));
        m_turn = Turn(degrees);
        invalidate();
    }
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
    void unwatch(int descriptor) override { m_sleeper.unwatch(descriptor); }

    void present(const ImDrawData& data, uint32_t background) override {
        Frame frame = frame_of(data, width(), height(), background);
        if (m_turn.any())
            frame = accanto::platform::turned(std::move(frame), m_turn);
        const Area part = m_drawn ? damage(*m_drawn, frame) : frame.whole;
        m_drawn.reset();
        if (!part.empty())
            draw(frame, part);
        m_drawn = std::move(frame);
        m_textures.sweep();
    }

    void invalidate() override { m_drawn.reset(); }

    void keep_frames(bool keep) override {
        m_keep = keep;
        invalidate();
    }
    const Image& last_frame() override {
        if (m_unread)
            read_back();
        return m_frame;
    }

    void resize(int width, int height) override {
        SDL_SetWindowFullscreen(m_window.get(), 0);
        SDL_SetWindowSize(m_window.get(), width, height);
    }

private:
    static int left_until(Steady::time_point deadline) {
        using std::chrono::milliseconds;
        return int(std::max<int64_t>(std::chrono::ceil<milliseconds>(deadline - Steady::now()).count(), 0));
    }

    SDL_Point output() const {
        SDL_Point size{0, 0};
        SDL_GetRendererOutputSize(m_renderer.get(), &size.x, &size.y);
        return size;
    }

    void hear_devices() {
        ignore_devices_of_sdl();
        SDL_ShowCursor(SDL_DISABLE);
        m_quiet.emplace(STDIN_FILENO);
        m_inputs.emplace("/dev/input", keyboard_layout("/etc/default/keyboard"), open_input_device);
        m_sleeper.watch_input(m_inputs->descriptor());
    }

    void read(std::vector<Event>& events) {
        await_primed();   // an event may be that the window has another size, and so another surface
        const size_t before = events.size();
        const Panel panel{output().x, output().y, m_turn};
        m_reader.read(m_window.get(), panel, events);
        if (m_inputs) {
            m_inputs->read(panel, events);
            show_cursor(m_inputs->cursor(), panel);
        }
        for (size_t i = before; i < events.size(); ++i)
            if (events[i].kind == Event::Kind::resized || events[i].kind == Event::Kind::exposed)
                invalidate();
    }

    void show_cursor(const Cursor& cursor, const Panel& panel) {
        if (cursor == m_cursor)
            return;
        if (cursor.shown)
            SDL_WarpMouseInWindow(m_window.get(), int(cursor.x * float(panel.width)), int(cursor.y * float(panel.height)));
        if (cursor.shown != m_cursor.shown)
            SDL_ShowCursor(cursor.shown ? SDL_ENABLE : SDL_DISABLE);
        m_cursor = cursor;
    }

    // Null where buffers are exchanged.
    SDL_Surface* drawn_on() {
        if (!m_keeps_buffer)
            return nullptr;
        return m_console ? m_console->surface() : SDL_GetWindowSurface(m_window.get());
    }

    // Memory is given page by page, when it is first touched. Of a surface as large as the screen that takes as long as
    // drawing on it, and can be done while the first frame is put together.
    void prime() {
        SDL_Surface* surface = drawn_on();
        if (!surface || SDL_MUSTLOCK(surface) || surface->format->BytesPerPixel != 4)
            return;
        m_primed = std::async(std::launch::async, [surface] {
            take_memory(surface->pixels, size_t(surface->pitch) * size_t(surface->h));
        });
    }
    void await_primed() {
        if (m_primed.valid())
            m_primed.get();
    }

    void draw(const Frame& frame, const Area& part) {
        await_primed();
        // Where buffers are exchanged, below the next frame lies one of long ago.
        render(m_renderer.get(), frame, m_keeps_buffer ? part : frame.whole, drawn_on());
        m_unread = m_keep;
        if (m_unread && !m_keeps_buffer)
            read_back();
        if (!m_keeps_buffer || !show(part))
            SDL_RenderPresent(m_renderer.get());
    }

    // The software renderer draws on a surface, and that can be shown in parts.
    bool show(const Area& part) {
        const SDL_Rect rect{part.x, part.y, part.width, part.height};
        if (SDL_RenderFlush(m_renderer.get()) != 0)
            return false;
        if (m_console) {
            m_console->show(part);
            return true;
        }
        return SDL_UpdateWindowSurfaceRects(m_window.get(), &rect, 1) == 0;
    }

    int until_asked(int left_ms) const {
        if (Steady::now() >= m_ask_until)
            return left_ms;
        return left_ms < 0 ? ask_step_ms : std::min(left_ms, ask_step_ms);
    }

    void note(const Awakening& awakening, std::vector<Event>& events) {
        read(events);
        if (awakening.input && !m_inputs)
            m_ask_until = Steady::now() + focus_time;
        if (awakening.woken)
            events.emplace_back();
        if (awakening.quit)
            events.emplace_back().kind = Event::Kind::quit;
    }

    void read_back() {
        const SDL_Point panel = output();
        std::vector<uint32_t> pixels = m_turn.any() ? std::vector<uint32_t>() : std::move(m_frame.argb);
        pixels.resize(size_t(panel.x) * size_t(panel.y));
        if (SDL_RenderReadPixels(m_renderer.get(), nullptr, SDL_PIXELFORMAT_ARGB8888, pixels.data(),
                                 panel.x * 4) != 0)
            fail_with_sdl("frame not read back");
        make_opaque(pixels);
        m_frame.width = width();
        m_frame.height = height();
        if (m_turn.any())
            m_turn.back().pixels(pixels.data(), panel.x, panel.y, m_frame.argb);
        else
            m_frame.argb = std::move(pixels);
        m_unread = false;
    }

    Video m_video;
    Sleeper m_sleeper;
    std::string m_driver;
    WindowPointer m_window;
    std::unique_ptr<Console> m_console; // where SDL itself shows no software frames
    RendererPointer m_renderer;
    Turn m_turn;
    Textures m_textures;
    EventReader m_reader;
    std::optional<QuietConsole> m_quiet; // these two on kmsdrm
    std::optional<Inputs> m_inputs;
    Cursor m_cursor;
    std::string m_renderer_name;
    Steady::time_point m_ask_until{};
    bool m_keeps_buffer = false;  // what was drawn is still there for the next frame
    std::optional<Frame> m_drawn; // what is on the screen, while that is known
    bool m_keep = false;
    bool m_unread = false; // what was drawn last is not in m_frame, but can still be read
    Image m_frame;
    std::future<void> m_primed;  // last: it ends before the surface goes
};

} // namespace

std::unique_ptr<Window> Window::open(const WindowOptions& options) {
    return std::make_unique<SdlWindow>(options);
}

} // namespace accanto::platform
