#include "content/library/zone_place.h"

#include <unicode/tznames.h>

#include <algorithm>
#include <memory>

namespace accanto::content {

std::string place_of_zone(const std::string& zone, const std::string& language) {
    std::string out;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::TimeZoneNames> names(
        icu::TimeZoneNames::createInstance(icu::Locale(language.c_str()), status));
    if (U_SUCCESS(status)) {
        icu::UnicodeString name;
        names->getExemplarLocationName(icu::UnicodeString::fromUTF8(zone), name);
        if (!name.isEmpty())
            return name.toUTF8String(out);
    }
    out = zone.substr(zone.rfind('/') + 1);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

} // namespace accanto::content
