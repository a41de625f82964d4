#pragma once
// Key files: PEM (RFC 7468), for their owner's eyes only.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace accanto {

// What a key file says. Throws Error when it is missing, cannot be read, or may be read by anyone but its
// owner.
std::string read_key_file(const std::filesystem::path& file);

std::string pem_text(std::string_view what, std::string_view bytes);
// What stands between the BEGIN and END lines, decoded; nothing when that is no base64. The text it is
// decoded from is wiped on the way: it may be a private key.
std::optional<std::string> pem_bytes(std::string_view pem);

} // namespace accanto
