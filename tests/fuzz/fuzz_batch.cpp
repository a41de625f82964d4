// Whatever arrives as a batch: unpacking is bounded, taking apart keeps bytes, reading never throws.
#include "content/base/error.h"
#include "sync/wire/batch.h"
#include "sync/wire/compression.h"
#include "sync/wire/event.h"

using namespace accanto::wire;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size == 0)
        return 0;
    std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    auto body = decompress(Encoding(data[0] % 3), bytes, max_batch_bytes);
    if (!body)
        return 0;
    ACCANTO_ASSERT(body->size() <= max_batch_bytes);
    auto decoded = decode_batch(*body);
    if (auto* events = std::get_if<std::vector<std::string_view>>(&decoded)) {
        ACCANTO_ASSERT(events->size() <= max_batch_events);
        for (std::string_view event : *events)
            (void)parse_event(event);
        std::string written = encode_batch(*events);
        auto again = decode_batch(written);
        ACCANTO_ASSERT(std::get<std::vector<std::string_view>>(again) == *events);
    }
    (void)parse_event(*body);
    return 0;
}
