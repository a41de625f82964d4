#include "tests/simulator/beginning.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "tests/simulator/publisher.h"
#include "tests/simulator/simulated_kiosk.h"

#include <fmt/format.h>

#include <unistd.h>

namespace accanto::simulator {

namespace fs = std::filesystem;

namespace {

// One request, nothing in between.
class StraightRoad final : public agent::Transport {
public:
    explicit StraightRoad(SimulatedHub& hub) : m_hub(hub) {}
    agent::Reply send(const wire::Message& request, const std::string& body) override { return m_hub.answer(request, body, false); }

private:
    SimulatedHub& m_hub;
};

void make(const fs::path& folder) {
    Life life(0);
    fs::create_directories(folder / "hub");
    write_file_durably(folder / "content.pub", publishers_key().pem());
    SimulatedHub hub(life, folder / "hub");
    hub.start();
    StraightRoad road(hub);
    for (int i = 0; i < kiosks_at_beginning; ++i) {
        const fs::path state = folder / fmt::format("kiosk{}", i);
        ManualClock clock(start_ms);
        auto store = store::Store::open(state, clock);
        const auto enrolled = agent::enrol(state, *agent::parse_hub_address("http://hub.test"), hub.new_code("biblio"),
                                           *store->value("kiosk_id"), "", start_ms, road);
        if (!enrolled.identity)
            throw Error("a simulated kiosk cannot be enrolled: " + enrolled.refusal, 0);
    }
}

} // namespace

fs::path where_lives_are() { return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : fs::temp_directory_path(); }

const fs::path& beginning() {
    static const tests::TemporaryFolder folder(where_lives_are());
    static const bool made = (make(folder.path()), true);
    (void)made;
    return folder.path();
}

} // namespace accanto::simulator
