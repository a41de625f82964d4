#pragma once
// One CUPS queue through libcups, over the local socket of the print server: nothing else is ever connected
// to.

#include "kiosk/platform/printer_reasons.h"

#include <cups/cups.h>

namespace accanto::platform {

// What goes wrong with the queue is a report; only a machine without memory throws. One thread.
class PrintQueue {
public:
    PrintQueue(const std::string& socket, const std::string& name);
    ~PrintQueue();
    PrintQueue(const PrintQueue&) = delete;
    PrintQueue& operator=(const PrintQueue&) = delete;

    // How the queue is, and what it takes.
    struct Look {
        PrinterReport report;
        bool takes_jobs = false;   // it would print one now, rather than keep it until somebody starts it
        bool raw = false;          // hands on whatever it is given
        bool png = false;          // has a way from image/png to the printer
        bool custom_sizes = false; // paper of any length
    };
    Look look();

    struct Submitted {
        int job = 0; // its number; 0: not taken
        PrinterReport why;
    };
    // `title` is what the queue's lists show. `millimetres` of the slip, for a queue that has paper of any
    // length; 0: leave it.
    Submitted submit(const std::string& title, const char* format, const std::string& document, int width_mm,
                     int height_mm);

    enum class JobState { waiting, processing, completed, ended_badly, unknown };
    JobState state_of(int job, std::string& reason);
    void cancel(int job);

private:
    bool connect(PrinterReport& why);
    ipp_t* request(ipp_op_t operation, int job = 0) const;
    ipp_t* answer(ipp_t* request, PrinterReport& why); // to be ippDelete()d; none: why

    const std::string m_socket, m_name, m_uri, m_resource;
    http_t* m_http = nullptr;
};

} // namespace accanto::platform
