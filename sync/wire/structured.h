#pragma once
// Structured field values (RFC 8941), as far as digests, signatures and our own fields need them: items, inner lists,
// dictionaries. Parsing is strict, as the RFC asks: one wrong character and there is no value.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace accanto::wire {

struct Token {
    std::string text;
    bool operator==(const Token&) const = default;
};
struct Binary {
    std::string bytes;
    bool operator==(const Binary&) const = default;
};
using Bare = std::variant<bool, int64_t, double, std::string, Token, Binary>;
using Parameters = std::vector<std::pair<std::string, Bare>>;

struct Item {
    Bare value;
    Parameters parameters;
    bool operator==(const Item&) const = default;
};
struct InnerList {
    std::vector<Item> items;
    Parameters parameters;
    bool operator==(const InnerList&) const = default;
};
using Member = std::variant<Item, InnerList>;
using Dictionary = std::vector<std::pair<std::string, Member>>;   // in the order of the field; a repeated key keeps its last value

std::optional<Dictionary> parse_dictionary(std::string_view field);
std::optional<Item> parse_item(std::string_view field);

// Values must be within what the RFC allows (keys lower case, strings printable ASCII): ours are.
std::string serialise(const Bare& value);
std::string serialise(const Item& item);
std::string serialise(const InnerList& list);
std::string serialise(const Dictionary& dictionary);

const Member* find(const Dictionary& dictionary, std::string_view key);
const Bare* find(const Parameters& parameters, std::string_view key);
// The plain value under `key`, when it is an item of this type.
template <typename T>
const T* item_value(const Dictionary& dictionary, std::string_view key) {
    const Member* member = find(dictionary, key);
    const Item* item = member ? std::get_if<Item>(member) : nullptr;
    return item ? std::get_if<T>(&item->value) : nullptr;
}

} // namespace accanto::wire
