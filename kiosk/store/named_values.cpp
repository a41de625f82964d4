#include "kiosk/store/named_values.h"

#include <charconv>

namespace accanto::store {

std::optional<std::string> stored_value(Database& database, std::string_view key) {
    return database.text("SELECT value FROM named_value WHERE key = ?", key);
}

void store_value(Database& database, std::string_view key, std::string_view value) {
    database.run("INSERT INTO named_value (key, value) VALUES (?, ?) "
                 "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                 key, value);
}

int64_t stored_number(const std::optional<std::string>& text) {
    int64_t out = 0;
    if (text)
        std::from_chars(text->data(), text->data() + text->size(), out);
    return out;
}

} // namespace accanto::store
