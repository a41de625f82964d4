#pragma once
// A real cupsd of a test's own: its socket, spool and queues in a folder that goes with it, on no port.

#include "tests/temporary_folder.h"

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace accanto::tests {

// The programs it needs are not installed: says which.
std::optional<std::string> no_cups();

// What stands behind a queue is a script that leaves the document in a file, and behaves as it is told.
class CupsHouse {
public:
    CupsHouse(); // throws std::runtime_error, with cupsd's own words, when it does not start
    ~CupsHouse();
    CupsHouse(const CupsHouse&) = delete;
    CupsHouse& operator=(const CupsHouse&) = delete;

    std::filesystem::path socket() const { return m_folder / "cups.sock"; }

    // With a driver, takes PNG pictures on paper of any length; without, hands on whatever it is given.
    enum class Kind { driver, raw, no_pictures };
    void add(const std::string& queue, Kind kind, const std::vector<std::string>& more = {});
    void add_file(const std::string& queue);             // a driver, and a file: device of cupsd's own
    void admin(const std::vector<std::string>& command); // "cupsdisable", queue

    // What came out of it; nothing yet.
    std::optional<std::string> out(const std::string& queue) const;
    std::string options(const std::string& queue) const; // the job's, as the driver saw them
    void forget_out(const std::string& queue);
    void says(const std::string& queue, const std::string& status); // "STATE: +media-empty-error"
    void hold(const std::string& queue, bool on);                   // it does not finish
    void breaks(const std::string& queue, bool on);                 // it ends with an error
    std::string jobs() const;                                       // not completed, one a line

private:
    std::filesystem::path at(const std::string& queue, const char* what) const {
        return m_folder / "out" / (queue + what);
    }
    void write(const std::filesystem::path& file, const std::string& text, int mode) const;
    bool answers() const;
    TemporaryFolder m_folder;
    pid_t m_pid = -1;
};

} // namespace accanto::tests
