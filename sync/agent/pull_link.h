#pragma once
// Brings what the hub wants this kiosk to have, beside the pushes: neither waits for the other.

#include "content/base/settings.h"
#include "sync/agent/puller.h"
#include "sync/agent/worker.h"

#include <mutex>

namespace accanto::agent {

// `content.key` of the settings names the file (content_key_file()).
PullPlace pull_place(const Settings& settings);
// Of the enrolment, with the address that the settings name, where they do. Nothing when this kiosk is not enrolled. Throws Error.
std::optional<Identity> identity_of(const Settings& settings);

class PullLink final : public Worker {
public:
    // Starts a thread with a store handle and a connection of its own. Both outlive this.
    PullLink(const Settings& settings, const Clock& clock);
    ~PullLink() override { finish(); }   // within about a second

    // What a batch's answer said. Any thread.
    void hear(const std::string& tag);

private:
    void work() override;
    std::string heard();

    const Settings& m_settings;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::string m_tag;
    int m_failures = 0;   // in a row
};

// All of it now: until there is nothing to do, or something is in the way. "" when the hub was heard, else why not.
std::string pull_all(Puller& puller);

} // namespace accanto::agent
