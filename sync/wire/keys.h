#pragma once
// The keys both ends of the connection sign with. They live in the base, where content finds them too.

#include "content/base/keys.h"

namespace accanto::wire {

using accanto::PublicKey;
using accanto::public_key_from_text;
using accanto::SecretKey;
using accanto::verify;

} // namespace accanto::wire
