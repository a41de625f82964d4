#pragma once
// `accanto fleet settings`, `schedule`, `erase` and `orders`.

#include <functional>
#include <optional>

namespace CLI {
class App;
}

namespace accanto::hub {

// The status to end with, where one of these was asked for.
std::function<std::optional<int>()> add_orders_commands(CLI::App& fleet);

} // namespace accanto::hub
