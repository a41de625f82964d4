// A real window on a real X server (Xvfb, without a screen), and real input (xdotool).
#include "content/base/file.h"
#include "kiosk/platform/window.h"
#include "tests/platform/drawing.h"
#include "tests/temporary_folder.h"

#include <SDL.h>
#include <doctest/doctest.h>
#include <imgui.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <string>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

using namespace accanto::platform;
using accanto::tests::Drawing;
using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

// Runs for the whole test program, and no longer however that ends.
class XServer {
public:
    XServer() {
        int ends[2];
        if (pipe(ends) != 0)
            std::abort();
        const std::string descriptor = std::to_string(ends[1]);
        const char* arguments[] = {"setpriv",     "--pdeathsig",
                                   "KILL",        "Xvfb",
                                   "-displayfd",  descriptor.c_str(),
                                   "-screen",     "0",
                                   "1280x800x24", "-noreset",
                                   "-nolisten",   "tcp",
                                   "-fbdir",      m_folder.path().c_str(),
                                   nullptr};
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
        if (posix_spawnp(&m_pid, "setpriv", &actions, nullptr, const_cast<char**>(arguments), environ) != 0)
            std::abort();
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
        char number[16] = {};
        for (size_t at = 0;
             at + 1 < sizeof number && read(ends[0], number + at, 1) == 1 && number[at] != '\n';)
            ++at;
        close(ends[0]);
        setenv("DISPLAY", (":" + std::to_string(std::atoi(number))).c_str(), 1);
        setenv("SDL_VIDEODRIVER", "x11", 1);
    }
    ~XServer() {
        kill(m_pid, SIGTERM);
        waitpid(m_pid, nullptr, 0);
    }

    // What the screen shows, from the server's own memory: an XWD file (X11/XWDFile.h), its header big
    // endian.
    uint32_t pixel(int x, int y) const {
        const std::string file = accanto::read_file(m_folder / "Xvfb_screen0").value_or("");
        const auto number = [&](size_t index) {
            uint32_t value = 0;
            for (size_t i = 0; i < 4; ++i)
                value = value << 8 | uint8_t(file.at(4 * index + i));
            return value;
        };
        constexpr size_t header_size = 0, bytes_per_line = 12, colours = 19, bytes_of_colour = 12;
        size_t at = number(header_size) + number(colours) * bytes_of_colour +
                    size_t(y) * number(bytes_per_line) + size_t(x) * 4;
        return uint32_t(uint8_t(file.at(at + 2)) << 16 | uint8_t(file.at(at + 1)) << 8 |
                        uint8_t(file.at(at)));
    }

private:
    accanto::tests::TemporaryFolder m_folder;
    pid_t m_pid = -1;
} server;

void xdotool(const std::string& arguments) {
    REQUIRE(std::system(("xdotool " + arguments).c_str()) == 0);
}

std::unique_ptr<Window> open_window(bool full_screen = true) {
    WindowOptions options;
    options.full_screen = full_screen;
    options.width = 600;
    options.height = 400;
    auto window = Window::open(options);
    ImDrawData nothing;
    window->present(nothing, 0xfff7f3ec);
    while (!window->wait(200).empty()) {
    }
    return window;
}

int64_t cpu_us() {
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return int64_t(used.tv_sec) * 1'000'000 + used.tv_nsec / 1000;
}

// Everything that comes until `count` of the kind have come.
std::vector<Event> collect(Window& window, Event::Kind kind, size_t count) {
    std::vector<Event> found;
    const auto deadline = Steady::now() + milliseconds(5000);
    while (found.size() < count && Steady::now() < deadline)
        for (const Event& event : window.wait(1000))
            if (event.kind == kind)
                found.push_back(event);
    REQUIRE(found.size() >= count);
    return found;
}

} // namespace

TEST_CASE("a full screen takes the display, in software frames") {
    const auto window = open_window();
    CHECK(window->driver() == "x11");
    CHECK(window->renderer() == "software");
    CHECK((window->width() == 1280 && window->height() == 800));
}

TEST_CASE("a wait on x11 sleeps") {
    const auto window = open_window();
    const int64_t before = cpu_us();
    const auto start = Steady::now();
    CHECK(window->wait(500).empty());
    CHECK(Steady::now() - start >= milliseconds(500));
    CHECK(cpu_us() - before < 5000);
}

TEST_CASE("a click ends an endless wait and is a contact where it fell") {
    const auto window = open_window();
    std::jthread hand([] { xdotool("mousemove 300 200 click 1"); });
    const auto contacts = collect(*window, Event::Kind::contact, 2);
    CHECK(contacts[0].contact.kind == Contact::Kind::down);
    CHECK((contacts[0].contact.x == 300 && contacts[0].contact.y == 200));
    CHECK(contacts[1].contact.kind == Contact::Kind::up);
}

TEST_CASE("typed letters are text and keys have their names") {
    const auto window = open_window();
    xdotool("mousemove 300 200 type --delay 20 'casa'");
    std::string typed;
    for (const Event& event : collect(*window, Event::Kind::text, 4))
        typed += event.text;
    CHECK(typed == "casa");
    xdotool("key shift+Tab");
    bool back_tab = false;
    for (const Event& event : collect(*window, Event::Kind::key, 2)) // shift is a key too
        back_tab |= event.key == Key::back_tab;
    CHECK(back_tab);
}

TEST_CASE("a key held for a second is one letter") {
    const auto window = open_window();
    xdotool("mousemove 300 200 keydown a");
    std::this_thread::sleep_for(milliseconds(1000));
    xdotool("keyup a");
    int letters = 0;
    for (const Event& event : window->wait(0))
        letters += event.kind == Event::Kind::text;
    CHECK(letters == 1);
}

TEST_CASE("what is presented stands on the screen, and what changes there changes") {
    const auto window = open_window();
    const auto present = [&](ImU32 colour) {
        Drawing drawing;
        drawing.list.AddRectFilled(ImVec2(100, 100), ImVec2(200, 200), colour);
        window->present(drawing.data, 0xfff7f3ec);
    };
    present(IM_COL32(255, 0, 0, 255));
    CHECK(server.pixel(150, 150) == 0xff0000);
    CHECK(server.pixel(50, 50) == 0xf7f3ec);
    CHECK(server.pixel(1279, 799) == 0xf7f3ec);
    present(IM_COL32(0, 0, 255, 255));
    CHECK(server.pixel(100, 199) == 0x0000ff);
    CHECK(server.pixel(99, 199) == 0xf7f3ec);
}

TEST_CASE("a window that is hidden lets go of a held finger") {
    const auto window = open_window();
    xdotool("mousemove 300 200 mousedown 1");
    collect(*window, Event::Kind::contact, 1);
    SDL_Window* self = SDL_GetWindowFromID(1);
    for (Uint32 id = 1; !self && id < 100; ++id)
        self = SDL_GetWindowFromID(id);
    REQUIRE(self);
    SDL_HideWindow(self);
    bool cancelled = false;
    for (int i = 0; i < 5 && !cancelled; ++i)
        for (const Event& event : window->wait(1000))
            cancelled |= event.kind == Event::Kind::contact && event.contact.kind == Contact::Kind::cancel;
    CHECK(cancelled);
    xdotool("mouseup 1");
}
