#include "kiosk/platform/console.h"

#include "content/base/error.h"
#include "content/base/release.h"

#include <cerrno>
#include <cstring>

#include <sys/mman.h>
#include <xf86drm.h>

namespace accanto::platform {

namespace {

using Resources = std::unique_ptr<drmModeRes, Release<drmModeFreeResources>>;
using Connector = std::unique_ptr<drmModeConnector, Release<drmModeFreeConnector>>;
using Encoder = std::unique_ptr<drmModeEncoder, Release<drmModeFreeEncoder>>;
using Controller = std::unique_ptr<drmModeCrtc, Release<drmModeFreeCrtc>>;

bool has_size(const drmModeModeInfo& mode, int width, int height) {
    return mode.hdisplay == width && mode.vdisplay == height;
}

// What scans out for this display now, else the first that could; 0 when nothing can.
uint32_t controller_for(int descriptor, const drmModeRes& resources, const drmModeConnector& connector) {
    if (const Encoder encoder{drmModeGetEncoder(descriptor, connector.encoder_id)})
        if (encoder->crtc_id != 0)
            return encoder->crtc_id;
    for (int i = 0; i < connector.count_encoders; ++i)
        if (const Encoder encoder{drmModeGetEncoder(descriptor, connector.encoders[i])})
            for (int bit = 0; bit < resources.count_crtcs; ++bit)
                if (encoder->possible_crtcs & 1u << bit)
                    return resources.crtcs[bit];
    return 0;
}

[[noreturn]] void fail(const char* what) {
    throw Error(std::string("no console: ") + what, errno);
}

} // namespace

Console::Console(int descriptor, int width, int height) : m_descriptor(descriptor) {
    find_display(width, height);
    try {
        make_buffer(width, height);
    } catch (...) {
        free_buffer();
        throw;
    }
}

Console::~Console() {
    free_buffer();
}

// As SDL finds its first display.
void Console::find_display(int width, int height) {
    const Resources resources{drmModeGetResources(m_descriptor)};
    if (!resources)
        fail("the graphics have no displays");
    for (int i = 0; i < resources->count_connectors; ++i) {
        const Connector connector{drmModeGetConnector(m_descriptor, resources->connectors[i])};
        if (!connector || connector->connection != DRM_MODE_CONNECTED || connector->count_modes == 0)
            continue;
        m_connector = connector->connector_id;
        m_controller = controller_for(m_descriptor, *resources, *connector);
        if (m_controller != 0 && find_mode(*connector, width, height))
            return;
    }
    errno = 0;
    fail("no display has the window's size");
}

// The one it is in, where that fits: the console's, and so the display's own.
bool Console::find_mode(const drmModeConnector& connector, int width, int height) {
    const Controller controller{drmModeGetCrtc(m_descriptor, m_controller)};
    if (controller && controller->mode_valid && has_size(controller->mode, width, height)) {
        m_mode = controller->mode;
        return true;
    }
    for (int i = 0; i < connector.count_modes; ++i)
        if (has_size(connector.modes[i], width, height)) {
            m_mode = connector.modes[i];
            return true;
        }
    return false;
}

void Console::make_buffer(int width, int height) {
    drm_mode_create_dumb made{};
    made.width = uint32_t(width);
    made.height = uint32_t(height);
    made.bpp = 32;
    if (drmIoctl(m_descriptor, DRM_IOCTL_MODE_CREATE_DUMB, &made) != 0)
        fail("no memory for the display");
    m_handle = made.handle;
    m_pitch = made.pitch;
    if (drmModeAddFB(m_descriptor, made.width, made.height, 24, 32, m_pitch, m_handle, &m_buffer) != 0)
        fail("the display takes no 24-bit colours");
    drm_mode_map_dumb map{};
    map.handle = m_handle;
    if (drmIoctl(m_descriptor, DRM_IOCTL_MODE_MAP_DUMB, &map) != 0)
        fail("the display's memory cannot be reached");
    void* pixels =
        ::mmap(nullptr, made.size, PROT_READ | PROT_WRITE, MAP_SHARED, m_descriptor, off_t(map.offset));
    if (pixels == MAP_FAILED)
        fail("the display's memory cannot be reached");
    m_pixels = static_cast<uint8_t*>(pixels);
    m_bytes = made.size;
    m_surface.reset(SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_RGB888));
    if (!m_surface)
        fail("no memory for a frame");
    if (drmModeSetCrtc(m_descriptor, m_controller, m_buffer, 0, 0, &m_connector, 1, &m_mode) != 0)
        fail("the display does not show it");
}

void Console::free_buffer() {
    if (m_pixels)
        ::munmap(m_pixels, m_bytes);
    if (m_buffer != 0)
        drmModeRmFB(m_descriptor, m_buffer);
    drm_mode_destroy_dumb gone{m_handle};
    if (m_handle != 0)
        drmIoctl(m_descriptor, DRM_IOCTL_MODE_DESTROY_DUMB, &gone);
}

void Console::show(const Area& part) {
    const Area area = common(part, {0, 0, m_surface->w, m_surface->h});
    if (area.empty())
        return;
    const auto* drawn = static_cast<const uint8_t*>(m_surface->pixels);
    for (int y = area.y; y < area.bottom(); ++y)
        std::memcpy(m_pixels + size_t(y) * m_pitch + size_t(area.x) * 4,
                    drawn + ptrdiff_t(y) * m_surface->pitch + ptrdiff_t(area.x) * 4, size_t(area.width) * 4);
    // Where the display reads this memory by itself there is no such call, and nothing to tell.
    drmModeClip clip{uint16_t(area.x), uint16_t(area.y), uint16_t(area.right()), uint16_t(area.bottom())};
    drmModeDirtyFB(m_descriptor, m_buffer, &clip, 1);
}

} // namespace accanto::platform
