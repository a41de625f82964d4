#pragma once
// Paper, or what stands for it. Runs off the drawing thread.

#include "content/base/clock.h"
#include "kiosk/platform/image.h"

#include <functional>
#include <memory>
#include <string>

namespace accanto::platform {

enum class PrintResult { printed, failed, expired };

class Printer {
public:
    // Waits for the job in hand; those that have not begun expire.
    virtual ~Printer() = default;
    // Queues one job; `done` is called once, from the printer's thread. A job not out after 30 s expires: a
    // ticket never comes out when its citizen has left. `name` is a file-safe name ("B07-20261123").
    virtual void print(Image image, std::string name,
                       std::function<void(PrintResult, std::string why)> done) = 0;
    // Drops what has not begun: those jobs expire at once.
    virtual void cancel_all() = 0;
};

// Puts one job out; throws Error when it cannot. Called on the printer's thread only.
using PrintDevice = std::function<void(const Image& image, const std::string& name)>;

// The queue before any device. Without a clock: the system's. The clock must outlive the printer.
std::unique_ptr<Printer> queued_printer(PrintDevice device, const Clock* clock = nullptr);

// Writes one PNG a job into the folder (made when missing). Same name again: "-2", "-3".
std::unique_ptr<Printer> png_printer(const std::filesystem::path& folder, const Clock* clock = nullptr);

} // namespace accanto::platform
