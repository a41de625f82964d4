#pragma once
// The two ends of a signed question and answer, whoever they are: a kiosk and its hub, a kiosk and its point's host.

#include "sync/wire/headers.h"

namespace accanto::wire {

// Fills in type and digest and signs, bound to the request's own signature where it has one (label "kiosk"), else to its
// method, path and query. `answer.status` and `answer.request` are set.
void sign_answer(Message& answer, std::string_view type, std::string_view body, const SignWith& with, const SecretKey& key);

// Whether the answer was signed under `label` by this key, for this very request (`answer.request`), body and all.
bool is_genuine(const Message& answer, std::string_view body, std::string_view label, const PublicKey& key);

} // namespace accanto::wire
