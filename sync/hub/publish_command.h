#pragma once
// `accanto fleet publish`, `roll-out`, `roll-back`, `renew` and `packs`: content for the kiosks of a network.

#include <functional>
#include <optional>

namespace CLI {
class App;
}

namespace accanto::hub {

// Adds the commands to `fleet`. What comes back is called after parsing: the exit status, or nothing when none of them was asked for.
std::function<std::optional<int>()> add_publishing_commands(CLI::App& fleet);
// `accanto-hub publish` alone.
std::function<std::optional<int>()> add_publish_command(CLI::App& app);

} // namespace accanto::hub
