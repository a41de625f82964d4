#pragma once
// The window: kmsdrm on a kiosk, x11 or wayland on a desk, dummy in tests. The only owner of SDL's window and
// renderer.

#include "kiosk/platform/image.h"
#include "kiosk/platform/pointer.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

struct ImDrawData;

namespace accanto::platform {

struct WindowOptions {
    std::string title = "Accanto";
    int width = 1920,
        height = 1080; // of a window, as of a panel that is not turned; a full screen takes the display's
    bool full_screen = true;
    int turned = 0;        // degrees clockwise that the panel hangs turned: 0, 90, 180, 270
    bool software = false; // SDL's software renderer: the same pixels everywhere
};

enum class Key {
    tab,
    back_tab,
    enter,
    escape,
    up,
    down,
    left,
    right,
    backspace,
    page_up,
    page_down,
    home,
    f1,
    louder,
    softer,
    other
};

struct Event {
    enum class Kind { contact, key, text, resized, exposed, woken, quit } kind = Kind::woken;
    Contact contact;
    Key key = Key::other;
    std::string text; // UTF-8, for Kind::text
};

class Window {
public:
    // Throws Error with SDL's words when there is no display or renderer.
    static std::unique_ptr<Window> open(const WindowOptions& options);
    virtual ~Window() = default;

    virtual Canvas& canvas() = 0;
    // Pixels, as a person sees the panel, however it hangs: so are contacts and frames.
    virtual int width() const = 0;
    virtual int height() const = 0;
    // How it hangs, in degrees as in the options. The next frame is drawn so, and may be of another size.
    virtual int turned() const = 0;
    virtual void turn(int degrees) = 0;
    virtual std::string driver() const = 0;   // "kmsdrm", "x11", "dummy"
    virtual std::string renderer() const = 0; // "software", "opengles2"
    // Millimetres a pixel as the display says; nothing when it says nothing sensible (0.05 to 1.0).
    virtual std::optional<double> pitch_mm() const = 0;

    // Sleeps until an event, wake() or the timeout (negative: for ever); no wake-up in between, on any video
    // driver. Then everything that has come so far.
    virtual std::vector<Event> wait(int timeout_ms) = 0;
    // Ends a wait from any thread.
    virtual void wake() = 0;
    // `wait` also ends, with Kind::woken, when this descriptor becomes readable (inotify of the store). Not
    // owned.
    virtual void watch(int descriptor) = 0;
    virtual void unwatch(int descriptor) = 0; // before it is closed

    // Presents one frame. Draws no more than differs from the last one, and nothing when it is the same.
    virtual void present(const ImDrawData& data, uint32_t background_argb) = 0;
    // The next frame is drawn whole. A window that was resized or uncovered does so by itself.
    virtual void invalidate() = 0;
    // The frame last presented, read back before presenting. Only valid when keep_frames(true) was called.
    virtual void keep_frames(bool keep) = 0;
    virtual const Image& last_frame() = 0;
    // Gives a window a panel's size (tests, scripted visits).
    virtual void resize(int width, int height) = 0;
};

} // namespace accanto::platform
