#include "sync/wire/key_change.h"

#include "content/base/bytes.h"
#include "content/base/clock.h"
#include "sync/wire/document.h"

namespace accanto::wire {

std::string to_json(const KeyOffer& offer) { return text_of({{"public_key", offer.key.text()}}); }

std::optional<KeyOffer> parse_key_offer(std::string_view text) {
    Document document(text);
    const auto key = public_key_from_text(document.text(document.tree(), "public_key"));
    return document.good() && key ? std::optional(KeyOffer{*key}) : std::nullopt;
}

std::string to_json(const KeyTaken& taken) {
    return text_of({{"kiosk", taken.kiosk}, {"public_key", taken.key.text()}, {"server_time", rfc3339(taken.server_time_ms)}});
}

std::optional<KeyTaken> parse_key_taken(std::string_view text) {
    Document document(text);
    if (!document.good())
        return std::nullopt;
    KeyTaken out{document.text(document.tree(), "kiosk"), {}, document.time(document.tree(), "server_time")};
    const auto key = public_key_from_text(document.text(document.tree(), "public_key"));
    if (!document.good() || !key)
        return std::nullopt;
    out.key = *key;
    return out;
}

std::string to_json(const std::vector<KeyChange>& changes) {
    auto list = nlohmann::json::array();
    for (const KeyChange& change : changes)
        list.push_back({{"from", change.from.text()}, {"to", change.to.text()}, {"signature", to_base64(change.signature)}});
    return text_of({{"changes", std::move(list)}});
}

std::optional<std::vector<KeyChange>> parse_key_changes(std::string_view text) {
    Document document(text);
    if (!document.good())
        return std::nullopt;
    std::vector<KeyChange> out;
    for (const auto& one : document.list("changes")) {
        const auto from = public_key_from_text(document.text(one, "from")), to = public_key_from_text(document.text(one, "to"));
        const auto signature = from_base64(document.text(one, "signature"));
        if (!document.good() || !from || !to || !signature)
            return std::nullopt;
        out.push_back({*from, *to, *signature});
    }
    return document.good() ? std::optional(out) : std::nullopt;
}

} // namespace accanto::wire
