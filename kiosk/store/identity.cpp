#include "kiosk/store/identity.h"

#include "content/base/file.h"
#include "kiosk/store/guard.h"

#include <fmt/format.h>

#include <sstream>

namespace accanto::store {

std::optional<Identity> read_identity(const std::filesystem::path& folder) {
    std::optional<std::string> text;
    try {
        text = read_file(folder / "store.identity");
    } catch (const Error& e) {
        throw file_error(e);
    }
    if (!text)
        return std::nullopt;
    std::istringstream in(*text);
    Identity identity;
    std::string id_word, epoch_word;
    if (in >> id_word >> identity.kiosk_id >> epoch_word >> identity.epoch && id_word == "kiosk_id" &&
        epoch_word == "epoch" && identity.epoch >= 1)
        return identity;
    return std::nullopt;
}

void write_identity(const std::filesystem::path& folder, const Identity& identity) {
    try {
        write_file_durably(folder / "store.identity",
                           fmt::format("kiosk_id {}\nepoch {}\n", identity.kiosk_id, identity.epoch));
    } catch (const Error& e) {
        throw file_error(e);
    }
}

} // namespace accanto::store
