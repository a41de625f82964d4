#pragma once
// Content-Encoding: zstd first, gzip for hubs or proxies that answer 415.

#include <optional>
#include <string>
#include <string_view>

namespace accanto::wire {

enum class Encoding { identity, zstd, gzip };
const char* to_text(Encoding encoding);                                  // the token of the field: "zstd"
std::optional<Encoding> encoding_of(std::string_view content_encoding);  // "" is identity

// Throws Error only when memory fails.
std::string compress(Encoding encoding, std::string_view bytes);
// Nothing when the bytes are no such stream, are cut off, have something behind, or grow beyond `limit` bytes. Memory
// stays bounded by `limit` and a window of 2 MiB whatever the stream asks for.
std::optional<std::string> decompress(Encoding encoding, std::string_view bytes, size_t limit);

} // namespace accanto::wire
