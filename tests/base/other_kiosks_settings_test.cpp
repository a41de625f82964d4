// The kiosks of a point, as its settings name them.

#include "tests/base/settings_said.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

const std::string a_key = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", // any 32 bytes are a key
    another_key = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";

} // namespace

TEST_CASE("a kiosk whose host has no key goes on alone, and says what is missing") {
    LoadedSettings loaded = load_text("[host]\naddress = \"http://192.168.1.10:8460\"\n");
    CHECK(says(loaded, 2, "host.address", "needs host.key"));
    CHECK(!loaded.settings.has_host());
    loaded = load_text("[host]\naddress = \"http://192.168.1.10:8460\"\nkey = \"" + a_key + "\"\n");
    CHECK(loaded.problems.empty());
    CHECK(loaded.settings.has_host());
}

TEST_CASE("each kiosk of a point has its own letter and its own key, and one of them has the desk") {
    const std::string reached = "[desk]\nlisten = \"0.0.0.0\"\n";
    LoadedSettings loaded = load_text(reached + "[guests]\nC = \"" + a_key + "\"\nD = \"" + another_key + "\"\n");
    CHECK(loaded.problems.empty());
    CHECK(loaded.settings.guests.size() == 2);
    loaded = load_text(reached + "[guests]\nB = \"" + a_key + "\"\n"); // as kiosk.letter says by default
    CHECK(says(loaded, 4, "guests.B", "this kiosk's own letter"));
    CHECK(loaded.settings.guests.empty());
    loaded = load_text(reached + "[guests]\nC = \"" + a_key + "\"\nD = \"" + a_key + "\"\n");
    CHECK(says(loaded, 5, "guests.D", "the same as C"));
    loaded = load_text(reached + "[guests]\nC = \"" + a_key + "\"\n[host]\naddress = \"http://10.0.0.1\"\nkey = \"" + a_key + "\"\n");
    CHECK(says(loaded, 6, "host.address", "one of the two"));
    CHECK(loaded.settings.guests.empty());
    loaded = load_text("[guests]\nC = \"" + a_key + "\"\n");
    CHECK(says(loaded, 1, "guests", "127.0.0.1, which none of them reaches"));
}
