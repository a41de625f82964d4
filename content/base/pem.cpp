#include "content/base/pem.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <sys/stat.h>

namespace accanto {

std::string read_key_file(const std::filesystem::path& file) {
    auto text = read_file(file);
    if (!text)
        throw Error(fmt::format("{}: there is no key", file.string()), ENOENT);
    struct stat info {};
    if (stat(file.c_str(), &info) != 0 || (info.st_mode & 077) != 0) {
        sodium_memzero(text->data(), text->size());
        throw Error(
            fmt::format("{}: others may read this key; allow only its owner (chmod 600)", file.string()),
            EPERM);
    }
    return std::move(*text);
}

std::string pem_text(std::string_view what, std::string_view bytes) {
    return fmt::format("-----BEGIN {0}-----\n{1}\n-----END {0}-----\n", what, to_base64(bytes));
}

std::optional<std::string> pem_bytes(std::string_view pem) {
    std::string body;
    for (size_t at = 0; at < pem.size();) {
        size_t end = std::min(pem.find('\n', at), pem.size());
        std::string_view line = pem.substr(at, end - at);
        if (!line.starts_with("-----"))
            body += line;
        at = end + 1;
    }
    auto bytes = from_base64(body);
    sodium_memzero(body.data(), body.size());
    return bytes;
}

} // namespace accanto
