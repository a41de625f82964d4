#include "kiosk/point/contact.h"

#include "content/base/error.h"
#include "content/base/sealed.h"

namespace accanto::point {

bool takes_contacts(const Settings& settings) {
    return !settings.contact.key.empty();
}

std::string seal_contact(const Settings& settings, std::string_view digits) {
    ACCANTO_ASSERT(digits.size() <= most_digits);
    return seal(settings.contact.key, digits, most_digits + 1);
}

std::string seal_text(const Settings& settings, std::string_view text) {
    return seal(settings.contact.key, text, most_sealed_text_bytes);
}

} // namespace accanto::point
