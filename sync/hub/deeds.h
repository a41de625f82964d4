#pragma once
// What commands at the hub's machine do, told to its log: beside a running hub, which alone writes, by
// POST /v1/deeds (sync/README.md, "The log").

#include "sync/hub/storage/people.h"

#include <filesystem>

namespace accanto::hub {

// As commands tell it: {"what":"pin.recovered","about":"<the kiosk's id>"}. Nothing where it is none of what commands
// do, or longer than a line of the log. Whose deed it is and when is for the hub to say.
std::string told_deed_json(const std::string& what, const std::string& about);
std::optional<Deed> parse_told_deed(std::string_view json);

// Into the log of the hub of this folder, as a deed of whoever holds its key: through the hub that runs, or, where none
// does, into its store. Call it before what it tells of: who cannot be told of it gets nothing. Throws Error when it
// is not in the log, also while a hub starts or stops.
void tell_log(const std::filesystem::path& data, const std::string& what, const std::string& about);

} // namespace accanto::hub
