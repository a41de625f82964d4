#pragma once
// What a text in the settings file may look like. Part of settings.cpp; nobody else needs it.

#include "content/base/settings.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto {

struct TextRule {
    bool (*accepts)(std::string_view);
    std::string_view allowed; // the same in words
};

namespace text_rules {
extern const TextRule point_id, optional_code, service, name, address, phone, time_zone, place, language, optional_language, kiosk_letter, folder,
    optional_folder, optional_file, optional_pem_file, optional_device, queue, ip_address, contact_key, hub_address, host_address,
    public_key;
}

// "09:00-14:00 16:00-19:00": in order, not overlapping, each with an end after its beginning; 24:00 may end
// the day.
std::optional<std::vector<OpeningSpan>> parse_opening_spans(std::string_view text);
// The other way round; "" for no span.
std::string opening_spans_text(const std::vector<OpeningSpan>& spans);

} // namespace accanto
