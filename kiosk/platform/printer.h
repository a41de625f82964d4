#pragma once
// Paper, or what stands for it. Runs off the drawing thread.

#include "kiosk/platform/image.h"

#include <functional>
#include <memory>
#include <string>

namespace accanto::platform {

enum class PrintResult { printed, failed, expired };

class Printer {
public:
    virtual ~Printer() = default;
    // Queues one job; `done` is called once, from the printer's thread. A job not out after 30 s expires: a
    // ticket never comes out when its citizen has left. `name` is a file-safe name ("B07-20261123").
    virtual void print(Image image, std::string name,
                       std::function<void(PrintResult, std::string why)> done) = 0;
    // Drops what has not begun.
    virtual void cancel_all() = 0;
};

// Writes one PNG a job into the folder (made when missing). Same name again: "-2", "-3".
std::unique_ptr<Printer> png_printer(const std::filesystem::path& folder);

} // namespace accanto::platform
