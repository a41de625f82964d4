#pragma once
// Spreads of whole numbers (storage.h), each one short blob: a row for each value, topic and language would be nearly a row
// for each person. For the .cpp files of this folder.

#include "sync/hub/storage/storage.h"

namespace accanto::hub {

// Whether a figure of this kind is kept as a spread: its detail is a whole number from 0.
bool is_spread(std::string_view what);

// One after the other as LEB128: the step to the next value, how often.
std::string to_blob(const Spread& spread);
// Throws Error when no spread was written so.
Spread spread_of(std::string_view blob);
// The same where a count may be below nothing, because what it takes back stands in another row.
std::string to_signed_blob(const Spread& spread);
Spread spread_of_signed(std::string_view blob);
Spread sum_of(const Spread& one, const Spread& other);
int64_t sum_of_counts(const Spread& spread);

} // namespace accanto::hub
