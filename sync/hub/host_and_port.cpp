#include "sync/hub/host_and_port.h"

#include "content/base/file.h"

#include <charconv>

namespace accanto::hub {

std::optional<HostAndPort> host_and_port(std::string_view text) {
    const size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return std::nullopt;
    const std::string_view digits = text.substr(colon + 1);
    HostAndPort out;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
    if (error != std::errc() || end != digits.data() + digits.size() || out.port < 0 || out.port > 65535)
        return std::nullopt;
    std::string_view host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    out.host = host;
    return out;
}

std::optional<HostAndPort> running_hub(const std::filesystem::path& data) {
    std::string text = read_file(data / "address").value_or("");
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return host_and_port(text);
}

void make_hub_folder(const std::filesystem::path& data) {
    if (std::filesystem::create_directories(data))
        std::filesystem::permissions(data, std::filesystem::perms::owner_all);
}

} // namespace accanto::hub
