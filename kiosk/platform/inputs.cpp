#include "kiosk/platform/inputs.h"

#include "content/base/error.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <linux/input.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace accanto::platform {

namespace {

constexpr int64_t fingers_of_a_device = 1000;

bool listen_to(int epoll, int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    return ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

std::optional<ino_t> node_at(const std::filesystem::path& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 ? std::optional(found.st_ino) : std::nullopt;
}

void light(InputDevice& device, const KeyReader& keys) {
    for (const int led : {LED_NUML, LED_CAPSL})
        device.light(led, keys.is_lit(led));
}

} // namespace

Inputs::Inputs(std::filesystem::path folder, KeyboardLayout layout, OpenDevice open)
    : m_folder(std::move(folder)),
      m_layout(std::move(layout)),
      m_open(std::move(open)),
      m_epoll(::epoll_create1(EPOLL_CLOEXEC)) {
    if (m_epoll < 0 || !listen_to(m_epoll, m_watch.descriptor()))
        throw Error(std::string("watching for input devices: ") + std::strerror(errno), errno);
    m_watch.add(m_folder);
    open_new();
}

Inputs::~Inputs() {
    m_devices.clear();
    ::close(m_epoll);
}

void Inputs::read(const Panel& panel, std::vector<Event>& events) {
    epoll_event ready[16];
    const int count =
        ::epoll_wait(m_epoll, ready, int(std::size(ready)), 0); // the rest is ready the next time, too
    for (int i = 0; i < count; ++i) {
        const auto one = std::find_if(m_devices.begin(), m_devices.end(), [&](const Device& device) {
            return device.device->descriptor() == ready[i].data.fd;
        });
        if (one != m_devices.end() && !read_device(*one, panel, events)) {
            one->contacts.cancel(events);
            m_devices.erase(one);
        }
    }
    if (m_watch.changed()) {
        close_gone(events);
        open_new();
    }
}

// What went may not have said so yet, and another may have its name.
void Inputs::close_gone(std::vector<Event>& events) {
    m_devices.remove_if([&](Device& one) {
        const bool gone = node_at(one.path) != one.node;
        if (gone)
            one.contacts.cancel(events);
        return gone;
    });
}

void Inputs::open_new() {
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder, missing)) {
        const auto& path = entry.path();
        const bool known = std::any_of(m_devices.begin(), m_devices.end(),
                                       [&](const Device& one) { return one.path == path; });
        if (known || !path.filename().string().starts_with("event"))
            continue;
        const std::optional<ino_t> node = node_at(path);
        auto device = m_open(path);
        if (node && device)
            add(path, *node, std::move(device));
    }
}

void Inputs::add(const std::filesystem::path& path, ino_t node, std::unique_ptr<InputDevice> device) {
    if (!listen_to(m_epoll, device->descriptor()))
        return;
    Device& one = m_devices.emplace_back(path, node, std::move(device), m_opened++ * fingers_of_a_device);
    if (const auto map = one.device->traits().keys ? keymap() : nullptr) {
        one.keys.emplace(map);
        light(*one.device, *one.keys);
    }
}

bool Inputs::read_device(Device& one, const Panel& panel, std::vector<Event>& events) {
    for (;;) {
        input_event event{};
        const InputDevice::Read read = one.device->read(event);
        if (read != InputDevice::Read::event)
            return read == InputDevice::Read::nothing;
        one.contacts.hear(event, panel, m_cursor, events);
        if (!one.keys)
            continue;
        one.keys->hear(event, events);
        // With every key: a keyboard that nobody may use takes no light either, and may be used later.
        if (event.type == EV_KEY && event.value == 1)
            light(*one.device, *one.keys);
    }
}

std::shared_ptr<const Keymap> Inputs::keymap() {
    if (!m_keymap && !m_keyless) {
        try {
            m_keymap = std::make_shared<const Keymap>(m_layout);
        } catch (const Error& error) {
            m_keyless = true;
            spdlog::error("keyboards are not heard: {}", error.what());
        }
    }
    return m_keymap;
}

} // namespace accanto::platform
