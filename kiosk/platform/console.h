#pragma once
// Software frames on the bare console. SDL's kmsdrm shows only what OpenGL drew; without a graphics card that
// means making machine code as it goes, which a confined kiosk may not, or half a second for each frame.

#include "kiosk/platform/area.h"

#include <SDL.h>
#include <xf86drmMode.h>

#include <cstdint>
#include <memory>

namespace accanto::platform {

class Console {
public:
    // `descriptor`: SDL's, of the graphics device; not owned, open longer than this. The first display shows
    // black from here on, in the mode that has this size. Throws Error (errno).
    Console(int descriptor, int width, int height);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    SDL_Surface* surface() { return m_surface.get(); } // to draw on
    void show(const Area& part);                       // of what was drawn

private:
    void find_display(int width, int height);
    bool find_mode(const drmModeConnector& connector, int width, int height);
    void make_buffer(int width, int height);
    void free_buffer();

    struct Free {
        void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
    };
    int m_descriptor;
    uint32_t m_connector = 0, m_controller = 0, m_handle = 0, m_buffer = 0, m_pitch = 0;
    drmModeModeInfo m_mode{};
    uint8_t* m_pixels = nullptr; // what the display shows: slow to read
    size_t m_bytes = 0;
    std::unique_ptr<SDL_Surface, Free> m_surface;
};

} // namespace accanto::platform
