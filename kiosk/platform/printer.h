#pragma once
// Paper, or what stands for it. Runs off the drawing thread.

#include "content/base/clock.h"
#include "kiosk/platform/image.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace accanto::platform {

enum class PrinterCondition {
    unknown, // it says nothing of itself: it is believed to print
    ready,
    near_end, // prints, and wants a new roll soon
    out_of_paper,
    cover_open,
    offline, // there, and not answering or not taking orders
    gone,    // not there: unplugged, no such device, no such queue
    failed,  // a fault of its own: a blocked cutter, a stopped queue, a full disk
};
// The words of the store, of the kiosk's health and of accanto-print: "unknown", "ok", "near_end", "out",
// "open", "off", "gone", "failed".
const char* to_text(PrinterCondition condition);
std::optional<PrinterCondition> printer_condition_from(std::string_view word);
// Whether a job is worth beginning: unknown, ready, near_end.
bool can_print(PrinterCondition condition);

struct PrinterReport {
    PrinterCondition condition = PrinterCondition::unknown;
    std::string detail; // for the log: what the device or the system said
};

enum class PrintResult { printed, failed, expired };

// Raised while a job is put out when nobody waits for it any more. Raised by any thread, looked at by the
// printer's.
class Abandonment {
public:
    Abandonment(); // throws Error (errno)
    ~Abandonment();
    Abandonment(const Abandonment&) = delete;
    Abandonment& operator=(const Abandonment&) = delete;

    void raise();
    void clear();
    bool raised() const;
    int fd() const { return m_fd; } // readable while raised, to be polled

private:
    int m_fd;
};

// What puts jobs out. Belongs to the printer's thread.
class PrintDevice {
public:
    struct Outcome {
        bool printed = false;
        PrinterReport report; // how the device was afterwards; of a job that failed: why
    };

    virtual ~PrintDevice() = default;
    // Puts one job out, once. What fails is told and never tried again by itself. Ends in bounded time
    // whatever the device does; once `abandoned` is raised it goes on only while the paper is really coming
    // out, and what has not come out by its return does not come out later as far as the device allows.
    // Throws Error, which is the job's failure.
    virtual Outcome print(const Image& image, const std::string& name, const Abandonment& abandoned) = 0;
    // How it is now, without printing. Bounded in time as well.
    virtual PrinterReport look() = 0;
    // Whether looking while at rest can tell anything new.
    virtual bool can_tell() const = 0;
};

class Printer {
public:
    // Waits for the job in hand, which is abandoned; those that have not begun expire.
    virtual ~Printer() = default;
    // Queues one job; `done` is called once, from the printer's thread, with how the printer was then. A job
    // that has not begun after 30 s expires: a ticket never comes out when its citizen has left. `name` is a
    // file-safe name
    // ("B07-20261123").
    virtual void print(Image image, std::string name,
                       std::function<void(PrintResult, PrinterReport)> done) = 0;
    // Its citizens have left: drops what has not begun, which expires at once, and abandons the job in hand.
    virtual void cancel_all() = 0;
    // Somebody has seen to it: looks at the device as soon as no job is in hand or waits, if it can tell.
    virtual void look_now() = 0;
};

struct PrinterOptions {
    // Called from the printer's thread with the first look at the device, and then whenever its condition
    // changed.
    std::function<void(const PrinterReport&)> told = nullptr;
    const Clock* clock = nullptr; // of expiry; outlives the printer. None: the system's
    int look_every_ms =
        60'000; // while at rest, and only if the device can tell: else the thread sleeps until a job
};

std::unique_ptr<Printer> queued_printer(std::unique_ptr<PrintDevice> device, PrinterOptions options = {});

// Writes one PNG a job into the folder (made when missing). Same name again: "-2", "-3".
std::unique_ptr<PrintDevice> png_device(const std::filesystem::path& folder);

} // namespace accanto::platform
