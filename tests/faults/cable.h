#pragma once
// The network cable between two programs on loopback: it can be pulled and plugged in again.

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace accanto::tests {

class Cable {
public:
    // Listens on a port of its own, and carries what comes there to `port` of this machine. Throws Error.
    explicit Cable(int port);
    ~Cable();
    Cable(const Cable&) = delete;

    std::string url() const; // "http://127.0.0.1:43210"

    // Nothing gets through and nobody is told: as when a cable is pulled. What was under way comes when it is
    // plugged in.
    void pull();
    void plug() { m_pulled = false; }
    // Every connection breaks, as when a switch restarts.
    void cut() { m_cut = true; }

private:
    struct Pair {
        int near = -1, far = -1;
    };
    void carry();
    void accept_one();
    static bool pass(int from, int to);
    static void end(Pair& pair);

    const int m_port;
    int m_listening = -1;
    std::vector<Pair> m_pairs;
    std::atomic<bool> m_pulled = false, m_resting = false, m_cut = false, m_ending = false;
    std::thread m_thread;
};

} // namespace accanto::tests
