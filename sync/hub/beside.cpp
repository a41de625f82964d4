#include "sync/hub/beside.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "sync/hub/access.h"

#include <cerrno>

namespace accanto::hub {

std::optional<Address> address_of(const std::string& text) {
    size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0)
        return std::nullopt;
    std::string port = text.substr(colon + 1);
    if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos ||
        std::stoi(port) > 65535)
        return std::nullopt;
    std::string host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    return Address{host, std::stoi(port)};
}

std::string ask_running_hub(const std::filesystem::path& data, const std::string& path,
                            const std::string& type, const std::string& body) {
    std::string text = read_file(data / "address").value_or("");
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    const auto address = address_of(text);
    if (!address)
        throw Error(data.string() + ": a hub is starting or stopping here; try again in a moment", EBUSY);
    auto answer = local_post(address->host, address->port, path, read_or_make_token(data), type, body);
    if (answer.status != 200)
        throw Error(answer.status ? "the running hub says: " + answer.body
                                  : "the hub of this folder does not answer at " + text,
                    0);
    return std::move(answer.body);
}

} // namespace accanto::hub
