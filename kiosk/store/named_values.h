#pragma once
// The table of small named values, for the files of this room.

#include "kiosk/store/database.h"

namespace accanto::store {

std::optional<std::string> stored_value(Database& database, std::string_view key);
void store_value(Database& database, std::string_view key, std::string_view value);

// A stored whole number; 0 for nothing or for what is no number.
int64_t stored_number(const std::optional<std::string>& text);

} // namespace accanto::store
