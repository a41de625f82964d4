#pragma once
// Bytes of the hub whose SHA-256 is known, fetched part by part into a file that outlives a cut and a kill.

#include "sync/agent/hub_talk.h"

#include <filesystem>

namespace accanto::agent {

struct WantedBytes {
    std::string sha256;
    int64_t bytes = 0;
};

class Download {
public:
    // `folder` is ours alone. What is on the disk beside a download stays free: at least `leave_bytes`.
    Download(std::filesystem::path folder, HubTalk& talk, const Clock& clock, int64_t leave_bytes = 64 << 20)
        : m_folder(std::move(folder)), m_talk(talk), m_clock(clock), m_leave_bytes(leave_bytes) {}

    struct Outcome {
        enum class What {
            part,    // there is more to fetch; each part is on the disk
            whole,   // the file is there, and its digest is right
            away,    // no answer, or none of the hub's: later the same again
            gone,    // the hub has it no longer
            wrong,   // all of it came and it is not what was wanted: it was thrown away
            full     // there is no room
        } what = What::away;
        std::string reason;                  // a sentence, unless part or whole
        std::optional<int> retry_after_s;    // of away
        int64_t took_ms = 0;                 // of part
    };
    // One request at most, for a part that takes about 2 s. Throws Error when the disk fails.
    Outcome step(const WantedBytes& wanted);

    // Where the whole file is or will be; how much of it is here.
    std::filesystem::path file(const std::string& sha256) const { return m_folder / sha256; }
    int64_t have(const WantedBytes& wanted) const;
    // Removes all that is not among these.
    void keep_only(const std::vector<std::string>& sha256s);

private:
    std::filesystem::path part_file(const std::string& sha256) const { return m_folder / (sha256 + ".part"); }
    Outcome fetch(const WantedBytes& wanted, int64_t have);
    Outcome take_part(const WantedBytes& wanted, int64_t have, const Answered& heard, int64_t took_ms);
    Outcome finish(const WantedBytes& wanted);
    void paced(int64_t took_ms);

    std::filesystem::path m_folder;
    HubTalk& m_talk;
    const Clock& m_clock;
    int64_t m_leave_bytes;
    int64_t m_part_bytes = 64 << 10;
};

} // namespace accanto::agent
