#include "content/base/bytes.h"
#include "content/base/error.h"
#include "sync/wire/structured.h"

#include <fmt/format.h>

namespace accanto::wire {

namespace {

template <typename... F>
struct Overload : F... {
    using F::operator()...;
};
template <typename... F>
Overload(F...) -> Overload<F...>;

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (char c : text) {
        ACCANTO_ASSERT(c >= 0x20 && c <= 0x7e);
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

// Three digits behind the point at most, none of them an idle zero but the first.
std::string decimal(double value) {
    std::string out = fmt::format("{:.3f}", value);
    while (out.back() == '0' && out[out.size() - 2] != '.')
        out.pop_back();
    return out;
}

std::string serialise(const Parameters& parameters) {
    std::string out;
    for (const auto& [key, value] : parameters) {
        out += ';' + key;
        if (!std::holds_alternative<bool>(value) || !std::get<bool>(value))
            out += '=' + wire::serialise(value);
    }
    return out;
}

} // namespace

std::string serialise(const Bare& value) {
    return std::visit(Overload{[](bool b) -> std::string { return b ? "?1" : "?0"; },
                               [](int64_t n) { return std::to_string(n); }, [](double d) { return decimal(d); },
                               [](const std::string& s) { return quoted(s); }, [](const Token& t) { return t.text; },
                               [](const Binary& b) { return ':' + to_base64(b.bytes) + ':'; }},
                      value);
}

std::string serialise(const Item& item) { return serialise(item.value) + serialise(item.parameters); }

std::string serialise(const InnerList& list) {
    std::string out = "(";
    for (const Item& item : list.items) {
        if (out.size() > 1)
            out += ' ';
        out += serialise(item);
    }
    return out + ')' + serialise(list.parameters);
}

std::string serialise(const Dictionary& dictionary) {
    std::string out;
    for (const auto& [key, member] : dictionary) {
        if (!out.empty())
            out += ", ";
        out += key;
        const Item* item = std::get_if<Item>(&member);
        if (item && item->value == Bare(true))
            out += serialise(item->parameters);
        else
            out += '=' + (item ? serialise(*item) : serialise(std::get<InnerList>(member)));
    }
    return out;
}

} // namespace accanto::wire
