// Whatever is on a stick under our name, or in the body of a carried request: read or refused, and what is
// read can be written again.
#include "content/base/bytes.h"
#include "content/base/error.h"
#include "sync/wire/stick.h"

#include <string>

using namespace accanto;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::string_view rest = bytes;
    while (auto one = wire::take_http(rest)) {
        const std::string written = wire::to_http(one->message, one->body);
        std::string_view again = written;
        ACCANTO_ASSERT(wire::take_http(again).has_value() && again.empty());
    }
    ACCANTO_ASSERT(wire::read_stick(bytes).stick || !wire::read_stick(bytes).wrong.empty());
    // Behind a head that fits, so that a fuzzer comes to what is read after the digest.
    const std::string whole = "accanto-stick-1\nholds: " + std::string(size % 2 ? "answers" : "requests") +
                              "\nlength: " + std::to_string(size) +
                              "\nsha-256: " + to_hex(view(sha256(bytes))) + "\n\n" + std::string(bytes);
    if (const auto read = wire::read_stick(whole); read.stick)
        ACCANTO_ASSERT(wire::read_stick(wire::write_stick(*read.stick)).stick.has_value());
    return 0;
}
