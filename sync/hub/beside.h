#pragma once
// For commands beside a running hub, which alone writes: where it listens, and how it is asked.

#include "sync/hub/http.h"

#include <filesystem>

namespace accanto::hub {

struct Address {
    std::string host = "127.0.0.1";
    int port = 8470;
};
// "127.0.0.1:8470", "[::1]:8470". Nothing when it is none.
std::optional<Address> address_of(const std::string& text);

// Asks the hub that serves this folder, as its coordinator: POST of `body`. The answer's body. Throws Error
// that says what the hub says when its status is not 200, and when nobody answers.
std::string ask_running_hub(const std::filesystem::path& data, const std::string& path,
                            const std::string& type, const std::string& body);

} // namespace accanto::hub
