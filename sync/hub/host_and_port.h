#pragma once
// Where a hub listens, and where the one of a folder does.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace accanto::hub {

struct HostAndPort {
    std::string host;
    int port = 0;   // 0: any that is free
};

// "127.0.0.1:8470", "[::1]:8470".
std::optional<HostAndPort> host_and_port(std::string_view text);

// Of the hub that serves this folder, as it wrote it down; nothing when none ever did.
std::optional<HostAndPort> running_hub(const std::filesystem::path& data);

// Makes the folder of a hub, for its user alone, where there is none.
void make_hub_folder(const std::filesystem::path& data);

} // namespace accanto::hub
