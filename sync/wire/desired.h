#pragma once
// What a hub wants one kiosk to have: the document of GET /v1/desired (sync/README.md, "What a kiosk is to have").

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::wire {

constexpr size_t max_desired_packs = 200;
constexpr int64_t max_pack_bytes = 256 << 20;       // as content/library reads them
constexpr int64_t max_catalogue_bytes = 1 << 20;

struct DesiredPack {
    std::string id;
    int version = 0;                // 0: none any more, what came with the program is shown again
    std::string sha256;             // of the pack, 64 hexadecimal digits; empty for version 0
    int64_t bytes = 0;
    std::string catalogue;          // SHA-256 of the publisher's signed list that lets it in; empty for version 0
    std::vector<int> withdrawn;     // versions that were taken back: who shows one of them goes back
    bool operator==(const DesiredPack&) const = default;
};

struct DesiredCatalogue {
    std::string sha256;
    int64_t bytes = 0;
    std::string signature;          // the publisher's, 64 bytes over the list
    bool operator==(const DesiredCatalogue&) const = default;
};

struct Desired {
    std::string kiosk, point;
    std::vector<DesiredPack> packs;             // in the order in which they are to be installed; those not named stay as they are
    std::vector<DesiredCatalogue> catalogues;   // that the packs name
    bool operator==(const Desired&) const = default;
};
// The same for equal contents, on every machine: its digest is its tag.
std::string to_json(const Desired& desired);
// Nothing when something in it is missing or odd: half of a wish is none.
std::optional<Desired> parse_desired(std::string_view json);

// The opaque tag of a document, as an ETag and a batch's answer carry it.
std::string tag_of(std::string_view document);

// "\"abc\"" <-> "abc"; nothing when the field is no strong entity tag (RFC 9110, 8.8.3).
std::string to_etag(std::string_view tag);
std::optional<std::string> parse_etag(std::string_view field);

// A part of something long: bytes first..last of `of` (RFC 9110, 14).
struct Part {
    int64_t first = 0, last = 0, of = 0;
};
std::string to_content_range(const Part& part);
std::optional<Part> parse_content_range(std::string_view field);
// "bytes=0-99", "bytes=100-", "bytes=-5" of something that long, cut where it ends. Nothing when it asks for anything else: several
// parts, another unit, or more than there is.
std::optional<Part> part_of_range(std::string_view field, int64_t of);

} // namespace accanto::wire
