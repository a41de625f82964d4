#pragma once
// What measuring a hub's ingest takes, whatever it keeps the events in.

#include "content/base/clock.h"
#include "kiosk/store/store.h"
#include "sync/agent/identity.h"
#include "sync/agent/transport.h"
#include "sync/wire/http_text.h"
#include "tests/bench/program.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace accanto::bench {

using Steady = std::chrono::steady_clock;

// Each of a point of its own, sending one batch after the other: enough of them for a hub that works on some while it makes
// others durable.
constexpr int kiosks = 24, batch_events = 500;

double seconds_since(Steady::time_point began);

// A hub's program in a folder of its own.
struct Served {
    std::filesystem::path data;
    std::unique_ptr<Program> program;
    agent::HubAddress address;

    Served(const std::string& hub, const std::filesystem::path& where,
           const std::vector<std::string>& more = {});
    // SIGKILL, and the same hub again at the same address.
    void die();
    void rise();
    // Of all its lives.
    double most_memory_mib() const { return std::max(m_most_mib, program->most_memory_mib()); }
    agent::Identity enrolled(const std::string& hub, const std::filesystem::path& state,
                             const std::string& kiosk, const std::string& point) const;

private:
    std::vector<std::string> m_words;
    double m_most_mib = 0;
};

// Type and data of real-looking events, as many as asked for: of `kiosks` points, one after the other, of each the same days,
// as a network sends them that was cut off.
std::vector<std::pair<std::string, std::string>>
invented_events(const std::string& hub, const std::filesystem::path& folder, size_t count);

struct Kiosk {
    std::filesystem::path state;
    std::unique_ptr<store::Store> store;
    std::optional<agent::Identity> identity;
};
Kiosk make_kiosk(const std::string& hub, const Served& served, const std::filesystem::path& state,
                 const std::string& point, const Clock& clock);
void fill(store::Store& store, const std::vector<std::pair<std::string, std::string>>& events, size_t from,
          size_t to);

struct Letter {
    wire::Message request;
    std::string body;
};
// Ready to be sent, so that only the hub is measured; its clock tolerates some minutes.
std::vector<Letter> letters_of(Kiosk& kiosk, const Clock& clock);
// What `kiosks` of them send of the events, each its share.
std::vector<std::vector<Letter>>
letters_of_all(const std::string& hub, const Served& served, const std::filesystem::path& folder,
               const std::vector<std::pair<std::string, std::string>>& events, const Clock& clock);

struct Sent {
    double seconds = 0;
    int64_t wire_bytes = 0;
    bool good = true;
};
// Each on a connection of its own.
Sent send_all(const std::vector<std::vector<Letter>>& letters, const agent::HubAddress& address);

// Machines are shared, and a disk is now quick and now slow: both are measured this often, one after the other.
constexpr int rounds = 3;
double median(std::vector<double> values);

void say(const char* what, double value, const char* unit, const char* aim, bool met);

} // namespace accanto::bench
