#pragma once
// What the hub keeps of published content: the bytes of packs and of the lists that let them in, and which point is to have which
// version. Calls as those of Storage: from any thread, and durable when they return.

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::hub {

// Bytes are kept in pieces of this size, the last one shorter: what is read at once, and what one commit writes.
constexpr int64_t piece_bytes = 1 << 20;

// A publisher's signed list (content/library/catalogue.h). Its text is kept as bytes under its digest.
struct KeptCatalogue {
    std::string sha256;
    int version = 0;
    int64_t bytes = 0;
    std::string signature;
};

struct Release {
    std::string pack;
    int version = 0;
    std::string version_name, title;
    std::string sha256;
    int64_t bytes = 0;
    std::string catalogue;            // SHA-256 of the newest list that has it
    int64_t published_ms = 0;
    bool everyone = false;            // else `points` alone
    std::set<std::string> points;
    bool withdrawn = false;           // taken back: nobody gets it any more
};

class Publishing {
public:
    virtual ~Publishing() = default;

    // How much of these bytes is kept already, all pieces whole but the last; nothing when nothing was begun.
    virtual int64_t kept_bytes(const std::string& sha256) = 0;
    // Puts the next piece behind what is kept. `offset` says where that is: another one changes nothing and gives false.
    virtual bool add_piece(const std::string& sha256, int64_t offset, std::string_view bytes) = 0;
    // One whole piece, or nothing.
    virtual std::optional<std::string> piece(const std::string& sha256, int64_t index) = 0;
    // Lets go of bytes that nothing refers to.
    virtual void forget_bytes(const std::string& sha256) = 0;

    // Keeps a list, and lets each of `releases` point to it. Its text must be kept whole. False, and nothing is changed, when another
    // list of this version or a later one is kept: somebody else was a moment quicker.
    [[nodiscard]] virtual bool add_catalogue(const KeptCatalogue& catalogue, const std::vector<std::pair<std::string, int>>& releases) = 0;
    virtual std::vector<KeptCatalogue> catalogues() = 0;

    // A version of a pack, its bytes and its list kept whole. One that is there already gets the new readers beside those it has. False,
    // and nothing is changed, when that one has other bytes: somebody else was a moment quicker.
    [[nodiscard]] virtual bool release(const Release& release) = 0;
    virtual void withdraw(const std::string& pack, int version) = 0;
    // By pack, then by version.
    virtual std::vector<Release> releases() = 0;

    // Another number after each change of lists and releases: who worked something out of them works it out again.
    virtual int64_t change() = 0;
};

} // namespace accanto::hub
