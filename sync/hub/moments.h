#pragma once
// Moments as people read them: "Today, Monday, 23 November, at 10:15".

#include "content/library/words.h"

namespace accanto::hub {

// In the words of the kiosk, at a point of this zone (IANA; empty: the machine's). A moment of more than ten
// months ago, or ahead, has its year.
std::string moment_text(const content::Words& kiosk_words, const std::string& language, int64_t at_ms,
                        int64_t now_ms, const std::string& zone);

} // namespace accanto::hub
