#pragma once
// The real accanto-kiosk as a child process, without a screen or a loudspeaker, playing a visit that a test wrote.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace accanto::tests {

struct KioskOptions {
    std::filesystem::path folder;          // of the test: the visit, the settings, the logs and (in "state") the store
    std::filesystem::path program = ACCANTO_KIOSK;
    bool live = false;                     // the visit is told line by line with Kiosk::tell()
    std::string visit;                     // text of the .visit file; empty: nobody comes
    std::string settings = quick_settings; // text of the settings file
    std::string size = "960x540";           // the same millimetres as 1920x1080, with a quarter of the work
    bool shots = false;                    // leaves a picture of each "shot" in shots_folder()
    bool keeps_speech = true;              // a line in speech_log() for all that is said
    std::vector<std::string> more;         // arguments
    std::map<std::string, std::string> environment;
    std::function<void()> in_child;        // just before the program begins: limits, mounts

    // Nothing fades, so that a test waits for nothing but the program.
    static constexpr const char* quick_settings = "[point]\ntime_zone = \"Europe/Madrid\"\nplace = \"ES-CT\"\n[screen]\nmotion = false\n";

    std::filesystem::path shots_folder() const { return folder / "shots"; }
    std::filesystem::path state() const { return folder / "state"; }
    std::filesystem::path speech_log() const { return folder / "speech.log"; }
};

class Kiosk {
public:
    explicit Kiosk(const KioskOptions& options);
    // Kills what still runs.
    ~Kiosk();
    Kiosk(const Kiosk&) = delete;
    Kiosk& operator=(const Kiosk&) = delete;

    pid_t pid() const { return m_pid; }
    // Gives a live visit its next lines.
    void tell(const std::string& lines);
    // The next line of standard output; nothing when there will be none, or none within the time.
    std::optional<std::string> line(int within_ms = 30'000);
    // Reads lines until one begins so; gives what follows in it.
    std::optional<std::string> wait_for(const std::string& beginning, int within_ms = 30'000);
    bool runs();
    void kill();
    void stop();   // asks it to end, as the service manager does
    // Waits for the end: the exit code, or 128 and the signal. Kills it when the time is over.
    int finish(int within_ms = 60'000);
    // Standard error so far.
    std::string errors() const;

private:
    bool reap(int options);
    std::filesystem::path m_errors;
    pid_t m_pid = -1;
    int m_out = -1, m_in = -1;
    std::string m_buffer;
    std::optional<int> m_code;
};

// Plays the visit to its end; gives what it printed when it went as written, and otherwise throws with what it said.
std::string play(const KioskOptions& options);

// "\n"-joined lines of a visit from the greeting to the confirmation of a ticket.
extern const char* const to_confirmation;

} // namespace accanto::tests
