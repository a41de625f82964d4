#pragma once
// A device file that may stall, vanish or never answer: nothing here waits longer than it was told to.

#include "kiosk/platform/printer.h"

#include <chrono>

namespace accanto::platform {

// How long to go on waiting for a device that shows no progress: less once nobody waits for the paper.
class Patience {
public:
    Patience(int limit_ms, int abandoned_ms, const Abandonment* abandoned)
        : m_limit_ms(limit_ms), m_abandoned_ms(abandoned_ms), m_abandoned(abandoned) {}

    void renew() { m_since = std::chrono::steady_clock::now(); } // there was progress
    bool over() const { return left_ms() <= 0; }
    // poll(2) on one descriptor, for `within_ms` or as long as patience lasts. What came of it; 0 for
    // nothing, which may come early: the job was abandoned.
    short wait(int fd, short events, int within_ms) const;

private:
    int left_ms() const;

    int m_limit_ms, m_abandoned_ms;
    const Abandonment* m_abandoned; // may be none
    std::chrono::steady_clock::time_point m_since = std::chrono::steady_clock::now();
};

class DeviceLine {
public:
    // Opens the path for both directions, or for writing alone when it is no device or does not allow more. A
    // terminal is made raw; its speed and flow control stay as the system set them.
    explicit DeviceLine(const std::filesystem::path& path);
    // What the device has not taken by now is not for it any more: closing a serial line would wait for that.
    ~DeviceLine();
    DeviceLine(const DeviceLine&) = delete;
    DeviceLine& operator=(const DeviceLine&) = delete;

    bool is_open() const { return m_fd >= 0; }
    bool two_way() const { return m_two_way; }
    bool gone() const { return m_gone; } // found out while reading or writing
    // Why it is not open, or that it is gone.
    PrinterReport trouble() const { return m_trouble; }

    // Bytes the device took; fewer than all when patience was over or it is gone.
    size_t write(std::string_view bytes, Patience patience);
    // The next byte, if one comes within the time.
    std::optional<unsigned char> read(int within_ms);
    // Waits until the system has handed everything over; false when patience was over or the device is gone.
    bool drain(Patience patience);

private:
    void make_raw();
    int held() const;     // bytes that the system still holds for it, as far as it tells
    bool lost(int error); // notes that it is gone, if that is what the error means

    std::filesystem::path m_path;
    int m_fd = -1;
    bool m_two_way = false, m_terminal = false, m_gone = false;
    PrinterReport m_trouble;
};

} // namespace accanto::platform
