#include "sync/hub/deeds.h"

#include "content/base/error.h"
#include "sync/hub/event_data.h"
#include "sync/hub/local_hub.h"
#include "sync/hub/store.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>

namespace accanto::hub {

namespace {

constexpr std::string_view deeds_of_commands[] = {"events.taken", "records.exported", "hub.backed_up", "stick.imported",
                                                  "pin.recovered"};
constexpr size_t longest_about = 200;

} // namespace

std::string told_deed_json(const std::string& what, const std::string& about) {
    return nlohmann::json{{"what", what}, {"about", about}}.dump(-1, ' ', false,
                                                                  nlohmann::json::error_handler_t::replace);
}

std::optional<Deed> parse_told_deed(std::string_view json) {
    const auto tree = nlohmann::json::parse(json, nullptr, false);
    if (!tree.is_object())
        return std::nullopt;
    Deed out;
    out.what = text_in(tree, "what");
    out.about = text_in(tree, "about");
    const bool known = std::find(std::begin(deeds_of_commands), std::end(deeds_of_commands), out.what) !=
                       std::end(deeds_of_commands);
    const bool one_line = std::none_of(out.about.begin(), out.about.end(),
                                       [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return known && one_line && out.about.size() <= longest_about ? std::optional(std::move(out)) : std::nullopt;
}

void tell_log(const std::filesystem::path& data, const std::string& what, const std::string& about) {
    if (!store_exists(data)) // which opening it would make
        throw Error(data.string() + ": there is no hub here", ENOENT);
    try {
        LocalHub(data).tell(what, about);
    } catch (const Error& e) {
        throw Error(std::string("the hub's log cannot be told of it: ") + e.what(), e.code());
    }
}

} // namespace accanto::hub
