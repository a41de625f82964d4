#pragma once
// Up to which number was given out on which day, kept beside the store (store.numbers) so that it survives the store: whatever
// copy takes its place, and however often, nobody is given the number of somebody whose ticket was lost with it.

#include "kiosk/store/store.h"

#include <compare>

namespace accanto::store {

struct GivenNumber {
    int round = 0, number = 0;
    auto operator<=>(const GivenNumber&) const = default;
};

// So many numbers a day are supposed to have been given at most where nobody can tell: by another device, or by a store that
// was lost together with this file.
inline constexpr int most_unknown_numbers = 500;

// The highest number that people of `day` may hold from before the store began anew; nothing when it is all they took. Until
// a day has passed for certain it is the highest of any day that is kept: the clock may have said another date then.
// Within transaction().
std::optional<GivenNumber> given_before(Store& store, const std::string& day);

// This number of `day` is about to be given. Within the transaction that gives it: kept when this returns, whatever becomes of
// the transaction, and ten at a time, so that most cost no sync. A ticket is never refused over it: what cannot be kept is logged.
void note_given(Store& store, const std::string& day, GivenNumber number);

// The store that stood in `folder` is lost, or an older copy took its place. Says in the log from where numbers go on. Where
// none were kept, most_unknown_numbers are taken for given. Best effort.
void note_loss(const std::filesystem::path& folder);

// The store in `database` knows from now on of what is given out under this new name alone. Within a transaction.
void name_life(Database& database);

} // namespace accanto::store
