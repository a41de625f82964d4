#include "kiosk/point/contact.h"

#include "content/base/bytes.h"
#include "content/base/error.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace accanto::point {

bool takes_contacts(const Settings& settings) {
    return !settings.contact.key.empty();
}

std::string seal_contact(const Settings& settings, std::string_view digits) {
    const auto key = from_base64(settings.contact.key);
    ACCANTO_ASSERT(key && key->size() == crypto_box_PUBLICKEYBYTES && digits.size() <= most_digits);
    // Always as long: filled up with blanks.
    std::array<unsigned char, most_digits + 1> plain;
    plain.fill(' ');
    std::copy(digits.begin(), digits.end(), plain.begin());
    std::string sealed(plain.size() + crypto_box_SEALBYTES, '\0');
    const int result = crypto_box_seal(reinterpret_cast<unsigned char*>(sealed.data()), plain.data(),
                                       plain.size(), reinterpret_cast<const unsigned char*>(key->data()));
    sodium_memzero(plain.data(), plain.size());
    ACCANTO_ASSERT(result == 0); // the settings take no key that cannot be sealed to
    return to_base64(sealed);
}

} // namespace accanto::point
