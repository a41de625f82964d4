#pragma once
// HTTP/1.1 messages as text (RFC 9112), for where no connection carries them: a file, the body of another
// message.

#include "sync/wire/signature.h"

namespace accanto::wire {

struct WholeMessage {
    Message message; // of a request: method, authority, path and fields; of an answer: status and fields
    std::string body;
};

// Head, Content-Length and body. No field may have a line's end in it (a broken belief otherwise).
std::string to_http(const Message& message, std::string_view body);

// Takes one message, head and body, off the front of `text`. Nothing, and `text` as it was, when it begins
// with no whole message: of at most 16 KiB before the body, with a Content-Length.
std::optional<WholeMessage> take_http(std::string_view& text);

} // namespace accanto::wire
