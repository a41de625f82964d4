#include "content/library/node.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

namespace accanto::content {

namespace {

Node convert(const toml::node& from) {
    Node to;
    to.line = int(from.source().begin.line);
    if (const auto* table = from.as_table()) {
        to.kind = Node::Kind::table;
        for (const auto& [key, value] : *table) {
            to.items.push_back(convert(value));
            to.items.back().name = key.str();
        }
        // The library sorts by key; people read from top to bottom.
        std::stable_sort(to.items.begin(), to.items.end(),
                         [](const Node& a, const Node& b) { return a.line < b.line; });
    } else if (const auto* list = from.as_array()) {
        to.kind = Node::Kind::list;
        for (const auto& item : *list)
            to.items.push_back(convert(item));
    } else if (const auto* text = from.as_string()) {
        to.kind = Node::Kind::text;
        to.text = text->get();
    } else if (const auto* whole = from.as_integer()) {
        to.kind = Node::Kind::number;
        to.number = double(whole->get());
        to.whole = true;
    } else if (const auto* number = from.as_floating_point()) {
        to.kind = Node::Kind::number;
        to.number = number->get();
    } else if (const auto* truth = from.as_boolean()) {
        to.kind = Node::Kind::truth;
        to.truth = truth->get();
    } else if (const auto* date = from.as_date()) {
        to.kind = Node::Kind::text;
        to.text = fmt::format("{:04}-{:02}-{:02}", date->get().year, date->get().month, date->get().day);
    } else {
        // Times have no meaning in content files: an empty text fails wherever a text is asked for.
        to.kind = Node::Kind::text;
    }
    return to;
}

} // namespace

const Node* Node::find(std::string_view key) const {
    for (const Node& item : items)
        if (kind == Kind::table && item.name == key)
            return &item;
    return nullptr;
}

const char* kind_name(Node::Kind kind) {
    switch (kind) {
    case Node::Kind::text:
        return "a text";
    case Node::Kind::number:
        return "a number";
    case Node::Kind::truth:
        return "true or false";
    case Node::Kind::list:
        return "a list";
    case Node::Kind::table:
        return "a section";
    }
    return "";
}

std::optional<Node> parse_toml(std::string_view text, const std::string& file, const std::string& language,
                               std::vector<Problem>& problems) {
    try {
        return convert(toml::parse(text, file));
    } catch (const toml::parse_error& e) {
        problems.push_back({file, int(e.source().begin.line), language, "not-toml",
                            fmt::format("this cannot be read as TOML: {}", e.description())});
        return std::nullopt;
    }
}

std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (char c : text)
        if (c == '"' || c == '\\')
            out += {'\\', c};
        else if (static_cast<unsigned char>(c) < 32 || c == 127)
            out += fmt::format("\\u{:04X}", int(c));
        else
            out += c;
    return out + "\"";
}

} // namespace accanto::content
