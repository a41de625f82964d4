#include "content/base/error.h"
#include "kiosk/platform/display.h"
#include "kiosk/platform/window.h"
#include "tests/platform/drawing.h"

#include <SDL.h>
#include <doctest/doctest.h>
#include <imgui.h>

#include <chrono>
#include <csignal>
#include <ctime>
#include <thread>

#include <pthread.h>
#include <unistd.h>

using namespace accanto::platform;
using accanto::tests::Drawing;
using accanto::tests::open_small_window;
using Steady = std::chrono::steady_clock;

namespace {

int64_t process_cpu_us() {
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return int64_t(used.tv_sec) * 1'000'000 + used.tv_nsec / 1000;
}

void push_finger(Uint32 type, SDL_FingerID finger, float x, float y) {
    SDL_Event event{};
    event.type = type;
    event.tfinger.fingerId = finger;
    event.tfinger.x = x;
    event.tfinger.y = y;
    SDL_PushEvent(&event);
}

void push_key(SDL_Keycode symbol, Uint16 modifiers, bool repeat) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = symbol;
    event.key.keysym.mod = modifiers;
    event.key.repeat = repeat;
    SDL_PushEvent(&event);
}

void push_text(const char* text) {
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    SDL_strlcpy(event.text.text, text, sizeof event.text.text);
    SDL_PushEvent(&event);
}

void push_mouse(Uint32 type, Uint32 which, int x, int y) {
    SDL_Event event{};
    event.type = type;
    if (type == SDL_MOUSEMOTION) {
        event.motion.which = which;
        event.motion.x = x;
        event.motion.y = y;
    } else {
        event.button.which = which;
        event.button.button = SDL_BUTTON_LEFT;
        event.button.x = x;
        event.button.y = y;
    }
    SDL_PushEvent(&event);
}

// Of the only window, as it is in memory. A scar tells whether it was drawn since.
class Pixel {
public:
    Pixel(int x, int y) {
        SDL_Window* window = nullptr;
        for (Uint32 id = 1; !window && id < 1000; ++id)
            window = SDL_GetWindowFromID(id);
        SDL_Surface* surface = window ? SDL_GetWindowSurface(window) : nullptr;
        REQUIRE(surface);
        m_at = static_cast<uint32_t*>(surface->pixels) + y * surface->pitch / 4 + x;
    }
    void scar() const { *m_at = scar_argb; }
    bool is_scarred() const { return *m_at == scar_argb; }

private:
    static constexpr uint32_t scar_argb = 0xff123456;
    uint32_t* m_at = nullptr;
};

} // namespace

TEST_CASE("the dummy driver draws in software, at the size asked for") {
    const auto window = open_small_window();
    CHECK(window->driver() == "dummy");
    CHECK(window->renderer() == "software");
    CHECK(window->width() == 320);
    CHECK(window->height() == 200);
}

TEST_CASE("without a display there is an error with SDL's words") {
    setenv("SDL_VIDEODRIVER", "no-such-driver", 1);
    CHECK_THROWS_WITH_AS(Window::open({}), doctest::Contains("no display"), accanto::Error);
    setenv("SDL_VIDEODRIVER", "dummy", 1);
}

TEST_CASE("what is asked for by the name of a video driver is found among SDL's") {
    for (const char* name : {"kmsdrm", "x11", "wayland", "dummy"}) {
        CAPTURE(name);
        bool found = false;
        for (int i = 0; i < SDL_GetNumVideoDrivers(); ++i)
            found = found || driver_name(SDL_GetVideoDriver(i)) == name;
        CHECK(found);
    }
}

TEST_CASE("waiting costs no processor time and ends at its time") {
    const auto window = open_small_window();
    const int64_t before = process_cpu_us();
    const auto start = Steady::now();
    CHECK(window->wait(300).empty());
    CHECK(Steady::now() - start >= std::chrono::milliseconds(300));
    CHECK(process_cpu_us() - before < 5000);
}

TEST_CASE("wake and a watched descriptor end an endless wait with one event") {
    const auto window = open_small_window();
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        window->wake();
    });
    const auto events = window->wait(-1);
    other.join();
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == Event::Kind::woken);

    int ends[2];
    REQUIRE(pipe(ends) == 0);
    window->watch(ends[0]);
    REQUIRE(write(ends[1], "x", 1) == 1);
    const auto again = window->wait(-1);
    REQUIRE(again.size() == 1);
    CHECK(again[0].kind == Event::Kind::woken);
    close(ends[0]);
    close(ends[1]);
}

TEST_CASE("SIGTERM asks to quit, even in an endless wait") {
    const auto window = open_small_window();
    const pthread_t self = pthread_self();
    std::thread other([self] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        pthread_kill(self, SIGTERM);
    });
    bool quit = false;
    while (!quit)
        for (const Event& event : window->wait(-1))
            quit |= event.kind == Event::Kind::quit;
    other.join();
    CHECK(quit);
}

TEST_CASE("fingers are contacts in pixels") {
    const auto window = open_small_window();
    push_finger(SDL_FINGERDOWN, 7, 0.5f, 0.25f);
    push_finger(SDL_FINGERMOTION, 7, 0.75f, 0.5f);
    push_finger(SDL_FINGERUP, 7, 0.75f, 0.5f);
    const auto events = window->wait(0);
    REQUIRE(events.size() == 3);
    CHECK(events[0].contact.kind == Contact::Kind::down);
    CHECK(events[0].contact.finger == 7);
    CHECK((events[0].contact.x == 160 && events[0].contact.y == 50));
    CHECK(events[1].contact.kind == Contact::Kind::move);
    CHECK(events[2].contact.kind == Contact::Kind::up);
}

TEST_CASE("a mouse is finger -1 while pressed; hovering and SDL's echo of touches are nothing") {
    const auto window = open_small_window();
    push_mouse(SDL_MOUSEMOTION, 0, 5, 5);
    push_mouse(SDL_MOUSEBUTTONDOWN, SDL_TOUCH_MOUSEID, 5, 5);
    push_mouse(SDL_MOUSEBUTTONUP, SDL_TOUCH_MOUSEID, 5, 5);
    CHECK(window->wait(0).empty());
    push_mouse(SDL_MOUSEBUTTONDOWN, 0, 10, 20);
    push_mouse(SDL_MOUSEMOTION, 0, 11, 20);
    push_mouse(SDL_MOUSEBUTTONUP, 0, 12, 20);
    push_mouse(SDL_MOUSEMOTION, 0, 13, 20);
    const auto events = window->wait(0);
    REQUIRE(events.size() == 3);
    CHECK(events[0].contact.finger == -1);
    CHECK(events[0].contact.kind == Contact::Kind::down);
    CHECK(events[1].contact.kind == Contact::Kind::move);
    CHECK(events[2].contact.kind == Contact::Kind::up);
    CHECK((events[2].contact.x == 12 && events[2].contact.y == 20));
}

TEST_CASE("a hidden window lets go of its fingers") {
    const auto window = open_small_window();
    push_finger(SDL_FINGERDOWN, 7, 0.5f, 0.25f);
    window->wait(0);
    SDL_Event lost{};
    lost.type = SDL_WINDOWEVENT;
    lost.window.event = SDL_WINDOWEVENT_FOCUS_LOST;
    SDL_PushEvent(&lost);
    const auto events = window->wait(0);
    REQUIRE(events.size() == 1);
    CHECK(events[0].contact.kind == Contact::Kind::cancel);
    CHECK(events[0].contact.finger == 7);
}

TEST_CASE("keys have their names, text is text, and a held key counts once") {
    const auto window = open_small_window();
    push_key(SDLK_TAB, KMOD_LSHIFT, false);
    push_key(SDLK_a, 0, false);
    push_text("\xc3\xa7");
    push_key(SDLK_a, 0, true);
    push_text("\xc3\xa7");
    push_key(SDLK_KP_ENTER, 0, false);
    const auto events = window->wait(0);
    REQUIRE(events.size() == 4);
    CHECK(events[0].key == Key::back_tab);
    CHECK(events[1].key == Key::other);
    CHECK(events[2].kind == Event::Kind::text);
    CHECK(events[2].text == "\xc3\xa7");
    CHECK(events[3].key == Key::enter);
}

TEST_CASE("a resized window says so and draws at its new size") {
    const auto window = open_small_window();
    window->keep_frames(true);
    window->resize(200, 320);
    bool resized = false;
    for (const Event& event : window->wait(100))
        resized |= event.kind == Event::Kind::resized;
    CHECK(resized);
    CHECK((window->width() == 200 && window->height() == 320));
    Drawing drawing;
    drawing.list.AddRectFilled(ImVec2(0, 300), ImVec2(200, 320), IM_COL32(255, 0, 0, 255));
    window->present(drawing.data, 0xfff7f3ec);
    REQUIRE((window->last_frame().width == 200 && window->last_frame().height == 320));
    CHECK(window->last_frame().at(199, 319) == 0xffff0000);
    CHECK(window->last_frame().at(0, 0) == 0xfff7f3ec);
}

TEST_CASE("a texture released while a frame names it is still drawn in that frame") {
    const auto window = open_small_window();
    window->keep_frames(true);
    const TextureId texture = window->canvas().upload({1, 1, {0xff00ff00}});
    Drawing drawing;
    drawing.list.AddImage(reinterpret_cast<ImTextureID>(texture), ImVec2(3, 4), ImVec2(4, 5));
    window->canvas().release(texture);
    window->present(drawing.data, 0xff000000);
    CHECK(window->last_frame().at(3, 4) == 0xff00ff00);
    CHECK(window->last_frame().at(4, 4) == 0xff000000);
}

TEST_CASE("only what changed is drawn, and nothing of the same frame") {
    const auto window = open_small_window();
    const auto present = [&](int mark_x) {
        Drawing drawing;
        drawing.list.AddRectFilled(ImVec2(float(mark_x), 50), ImVec2(float(mark_x) + 10, 60),
                                   IM_COL32(255, 0, 0, 255));
        window->present(drawing.data, 0xfff7f3ec);
    };
    present(50);
    const Pixel beside(10, 10), below(52, 52);
    beside.scar();
    below.scar();
    present(50);
    CHECK((beside.is_scarred() && below.is_scarred()));
    present(100);
    CHECK((beside.is_scarred() && !below.is_scarred()));
    window->invalidate();
    present(100);
    CHECK_FALSE(beside.is_scarred());
}

TEST_CASE("a window that was uncovered is drawn whole") {
    const auto window = open_small_window();
    Drawing drawing;
    window->present(drawing.data, 0xfff7f3ec);
    const Pixel anywhere(10, 10);
    anywhere.scar();
    SDL_Event uncovered{};
    uncovered.type = SDL_WINDOWEVENT;
    uncovered.window.event = SDL_WINDOWEVENT_EXPOSED;
    SDL_PushEvent(&uncovered);
    window->wait(0);
    window->present(drawing.data, 0xfff7f3ec);
    CHECK_FALSE(anywhere.is_scarred());
}
