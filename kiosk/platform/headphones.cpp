#include "kiosk/platform/headphones.h"

#include "content/base/error.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <linux/input.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace accanto::platform {

namespace fs = std::filesystem;

namespace {

bool add_to(int epoll, int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    return ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

bool has_bit(const unsigned char* bits, int bit) {
    return bits[bit / 8] >> (bit % 8) & 1;
}

} // namespace

std::optional<bool> HeadphonePort::ask_kernel(int descriptor) {
    unsigned char has[SW_MAX / 8 + 1] = {}, is_on[SW_MAX / 8 + 1] = {};
    if (::ioctl(descriptor, EVIOCGBIT(EV_SW, sizeof has), has) < 0 || !has_bit(has, SW_HEADPHONE_INSERT))
        return std::nullopt;
    if (::ioctl(descriptor, EVIOCGSW(sizeof is_on), is_on) < 0)
        return std::nullopt;
    return has_bit(is_on, SW_HEADPHONE_INSERT);
}

HeadphonePort::HeadphonePort(Places places, AskSwitch ask)
    : m_places(std::move(places)), m_ask(std::move(ask)) {
    m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
    if (m_epoll < 0 || !add_to(m_epoll, m_folders.descriptor()))
        throw Error(std::string("watching for headphones: ") + std::strerror(errno), errno);
    for (const fs::path& folder : {m_places.inputs, m_places.sounds})
        m_folders.add(folder);
    open_new_inputs();
    m_own_cards = usb_cards();
    m_now = judge();
}

HeadphonePort::~HeadphonePort() {
    for (const Switch& one : m_switches)
        ::close(one.descriptor);
    ::close(m_epoll);
}

bool HeadphonePort::look() {
    std::erase_if(m_switches, [&](Switch& one) {
        const bool gone = !read_events(one);
        if (gone)
            forget(one);
        return gone;
    });
    if (m_folders.changed())
        open_new_inputs();
    const Headphones before = m_now;
    m_now = judge();
    return m_now != before;
}

void HeadphonePort::open_new_inputs() {
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(m_places.inputs, missing)) {
        const bool known = std::any_of(m_switches.begin(), m_switches.end(),
                                       [&](const Switch& one) { return one.device == entry.path(); });
        if (known || !entry.path().filename().string().starts_with("event"))
            continue;
        const int descriptor = ::open(entry.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (descriptor < 0)
            continue;
        const std::optional<bool> on = m_ask(descriptor);
        if (on && add_to(m_epoll, descriptor))
            m_switches.push_back({descriptor, entry.path(), *on});
        else
            ::close(descriptor);
    }
}

bool HeadphonePort::read_events(Switch& one) const {
    input_event events[32];
    ssize_t size;
    while ((size = ::read(one.descriptor, events, sizeof events)) > 0)
        for (size_t i = 0; i < size_t(size) / sizeof *events; ++i) {
            if (events[i].type == EV_SW && events[i].code == SW_HEADPHONE_INSERT)
                one.on = events[i].value != 0;
            if (events[i].type == EV_SYN &&
                events[i].code == SYN_DROPPED) // some were lost: how it stands now
                one.on = m_ask(one.descriptor).value_or(false);
        }
    return size < 0 && (errno == EAGAIN || errno == EINTR);
}

void HeadphonePort::forget(const Switch& one) {
    ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, one.descriptor, nullptr);
    ::close(one.descriptor);
}

// " 1 [Headset        ]: USB-Audio - Jabra EVOLVE 20", and a line with more about it.
std::set<std::string> HeadphonePort::usb_cards() const {
    std::set<std::string> out;
    std::ifstream cards(m_places.cards / "cards");
    for (std::string line; std::getline(cards, line);) {
        const size_t kind = line.find("]: "),
                     name = line.find(" - ", kind == std::string::npos ? line.size() : kind);
        std::error_code missing;
        const int number = std::atoi(line.c_str());
        if (name != std::string::npos &&
            fs::exists(m_places.cards / ("card" + std::to_string(number)) / "usbid", missing))
            out.insert(line.substr(name + 3));
    }
    return out;
}

Headphones HeadphonePort::judge() const {
    Headphones out;
    out.in_socket =
        std::any_of(m_switches.begin(), m_switches.end(), [](const Switch& one) { return one.on; });
    for (const std::string& card : usb_cards())
        if (!m_own_cards.contains(card))
            out.usb_card = card;
    return out;
}

} // namespace accanto::platform
