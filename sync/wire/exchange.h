#pragma once
// The two ends of a signed question and answer, whoever they are: a kiosk and its hub, a kiosk and its point's host.

#include "sync/wire/headers.h"

namespace accanto::wire {

// Fills in type and digest and signs, bound to the request's own signature where it has one (label "kiosk"), else to its
// method, path and query. `answer.status` and `answer.request` are set.
void sign_answer(Message& answer, std::string_view type, std::string_view body, const SignWith& with, const SecretKey& key);

// The same for an answer whose fields are all set: content-type and content-digest, which a 304 has not (RFC 9110, 15.4.5), and what
// there is of etag and content-range, which are covered too.
void sign_answer(Message& answer, const SignWith& with, const SecretKey& key);

// Whether the answer, to a request that was signed or not, was signed under `label` by this key, for this very request (`answer.request`), body and all; of a part (206),
// which part it is, too.
bool is_genuine(const Message& answer, std::string_view body, std::string_view label, const PublicKey& key);

} // namespace accanto::wire
