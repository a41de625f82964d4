#pragma once
// The road between kiosks and hub, with everything that stands on it.

#include "tests/simulator/simulated_hub.h"

namespace accanto::simulator {

class Network {
public:
    Network(Life& life, SimulatedHub& hub) : m_life(life), m_hub(hub) {}

    // So many of a hundred requests meet something.
    void set_weather(int percent_bad) { m_percent_bad = percent_bad; }
    // What is still under way arrives: long after its sender gave it up.
    void deliver_late();
    // While set, the hub's program dies of any batch with these bytes.
    std::string poison;
    // So many pushes with events in them are too much for the hub: it dies of each and comes up again at once.
    int64_t too_much = 0;

    agent::Reply send(const wire::Message& request, const std::string& body);

private:
    struct Letter {
        wire::Message request;
        std::string body;
    };
    agent::Reply pass(const wire::Message& request, const std::string& body, bool overloaded = false);
    bool is_too_much(const wire::Message& request);
    bool is_poisoned(const wire::Message& request, const std::string& body) const;

    Life& m_life;
    SimulatedHub& m_hub;
    int m_percent_bad = 0;
    std::vector<Letter> m_late;
    agent::Reply m_recorded;   // an answer of the hub that somebody kept
};

} // namespace accanto::simulator
