#include "tests/bench/screen.h"

#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>

#include <poll.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include <cstring>
#include <stdexcept>

namespace accanto::bench {

Screen::Screen() : m_display(XOpenDisplay(nullptr)) {
    if (!m_display)
        throw std::runtime_error("no X display");
    int event, error, major, minor;
    if (!XShmQueryExtension(m_display) || !XTestQueryExtension(m_display, &event, &error, &major, &minor) ||
        !XDamageQueryExtension(m_display, &m_damage_event, &error))
        throw std::runtime_error("the X display lacks MIT-SHM, XTEST or DAMAGE");
    m_damage = XDamageCreate(m_display, DefaultRootWindow(m_display), XDamageReportNonEmpty);
    m_width = DisplayWidth(m_display, DefaultScreen(m_display));
    m_height = DisplayHeight(m_display, DefaultScreen(m_display));
}

Screen::~Screen() {
    detach();
    XCloseDisplay(m_display);
}

void Screen::attach(const Region& region) {
    detach();
    int screen = DefaultScreen(m_display);
    m_image = XShmCreateImage(m_display, DefaultVisual(m_display, screen),
                              unsigned(DefaultDepth(m_display, screen)), ZPixmap, nullptr, &m_shared,
                              unsigned(region.width), unsigned(region.height));
    if (!m_image)
        throw std::runtime_error("no shared picture");
    size_t bytes = size_t(m_image->bytes_per_line) * size_t(m_image->height);
    m_shared.shmid = shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
    if (m_shared.shmid < 0)
        throw std::runtime_error("no shared memory");
    m_shared.shmaddr = m_image->data = static_cast<char*>(shmat(m_shared.shmid, nullptr, 0));
    m_shared.readOnly = False;
    XShmAttach(m_display, &m_shared);
    XSync(m_display, False);
    shmctl(m_shared.shmid, IPC_RMID, nullptr); // goes with its last user
    m_region = region;
    m_last.assign(bytes, 0);
}

void Screen::detach() {
    if (!m_image)
        return;
    XShmDetach(m_display, &m_shared);
    XSync(m_display, False);
    shmdt(m_shared.shmaddr);
    m_image->data = nullptr;
    XDestroyImage(m_image);
    m_image = nullptr;
}

bool Screen::drawn_on(int at_most_ms) {
    if (!XPending(m_display)) {
        pollfd connection{ConnectionNumber(m_display), POLLIN, 0};
        if (poll(&connection, 1, at_most_ms) <= 0)
            return false;
    }
    bool drawn = false;
    while (XPending(m_display)) {
        XEvent event;
        XNextEvent(m_display, &event);
        drawn = drawn || event.type == m_damage_event + XDamageNotify;
    }
    if (drawn)
        XDamageSubtract(m_display, m_damage, None, None);
    return drawn;
}

bool Screen::changed(const Region& region) {
    if (!m_image || memcmp(&region, &m_region, sizeof region) != 0)
        attach(region);
    if (!XShmGetImage(m_display, DefaultRootWindow(m_display), m_image, region.x, region.y, AllPlanes))
        throw std::runtime_error("the screen cannot be read");
    if (memcmp(m_last.data(), m_image->data, m_last.size()) == 0)
        return false;
    memcpy(m_last.data(), m_image->data, m_last.size());
    return true;
}

bool Screen::blank() const {
    return m_last.size() < 8 || memcmp(m_last.data(), m_last.data() + 4, m_last.size() - 4) == 0;
}

uint64_t Screen::digest() const {
    uint64_t sum = 14695981039346656037u; // FNV-1a over words
    for (size_t i = 0; i + 8 <= m_last.size(); i += 8) {
        uint64_t word;
        memcpy(&word, m_last.data() + i, 8);
        sum = (sum ^ word) * 1099511628211u;
    }
    return sum;
}

void Screen::touch(int x, int y) {
    XTestFakeMotionEvent(m_display, -1, x, y, CurrentTime);
    XTestFakeButtonEvent(m_display, 1, True, CurrentTime);
    XFlush(m_display);
}

void Screen::release() {
    XTestFakeButtonEvent(m_display, 1, False, CurrentTime);
    XFlush(m_display);
}

} // namespace accanto::bench
