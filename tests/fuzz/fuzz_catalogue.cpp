// Any bytes as a catalogue, as its signature, and as what a machine remembers: nothing crashes, what is read
// is written the same, and nothing passes that the key did not sign.

#include "content/base/error.h"
#include "content/library/catalogue.h"

using namespace accanto;
using namespace accanto::content;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const SecretKey ours = SecretKey::from_seed(std::string(32, 'o'));
    static const SecretKey theirs = SecretKey::from_seed(std::string(32, 't'));
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const Trust trust{ours.public_key(), "2026-11-23"};
    const Seen seen{ours.public_key(), ours.public_key(), 3, std::string(64, 'a')};

    std::vector<Problem> problems;
    auto catalogue = parse_catalogue(text, "c", problems);
    ACCANTO_ASSERT(catalogue.has_value() == problems.empty());
    if (catalogue) {
        std::string written = to_toml(*catalogue);
        auto again = parse_catalogue(written, "c", problems);
        ACCANTO_ASSERT(again && to_toml(*again) == written);
    }

    std::string signature(text.substr(0, std::min<size_t>(64, size)));
    for (const std::string& forged : {signature, theirs.sign(text), std::string(64, '\0')})
        for (const std::optional<Seen>& before : {std::optional<Seen>(), std::optional(seen)}) {
            auto verified = verify_catalogue({"c", std::string(text), forged}, trust, before);
            ACCANTO_ASSERT(std::holds_alternative<Refused>(verified));
        }
    // Signed by the right key it passes only when it can be read, and is never older than what was seen.
    auto verified = verify_catalogue({"c", std::string(text), ours.sign(text)}, trust, seen);
    if (auto* accepted = std::get_if<Accepted>(&verified))
        ACCANTO_ASSERT(catalogue && accepted->catalogue.version >= 3 &&
                       accepted->catalogue.expires >= trust.today);
    return 0;
}
