#pragma once
// Reading the JSON documents of the wire. For the .cpp files of this folder.

#include "sync/wire/time.h"

#include <nlohmann/json.hpp>

namespace accanto::wire {

constexpr size_t max_document_bytes = 256 << 10;   // 500 results with their problems, and room
constexpr int64_t most_json_number = int64_t(1) << 53;   // beyond this JSON readers disagree

inline std::string text_of(const nlohmann::json& tree) { return tree.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); }

// Reads what must be there; one missing or odd value spoils the whole document.
class Document {
    using json = nlohmann::json;

public:
    explicit Document(std::string_view text, size_t most_bytes = max_document_bytes)
        : m_tree(text.size() > most_bytes ? json(json::value_t::discarded) : json::parse(text, nullptr, false)) {
        m_good = m_tree.is_object();
    }
    int64_t whole(const json& in, const char* name, int64_t least, int64_t most) {
        auto at = in.find(name);
        if (at == in.end() || !at->is_number_integer() || at->get<int64_t>() < least || at->get<int64_t>() > most) {
            m_good = false;
            return least;
        }
        return at->get<int64_t>();
    }
    std::string text(const json& in, const char* name) {
        auto at = in.find(name);
        if (at != in.end() && at->is_string())
            return at->get<std::string>();
        m_good = false;
        return {};
    }
    int64_t time(const json& in, const char* name) {
        auto value = parse_rfc3339(text(in, name));
        m_good = m_good && value;
        return value.value_or(0);
    }
    const json& list(const char* name) { return list(m_tree, name); }
    const json& list(const json& in, const char* name) {
        static const json none = json::array();
        auto at = in.find(name);
        if (at != in.end() && at->is_array())
            return *at;
        m_good = false;
        return none;
    }
    const json& tree() const { return m_tree; }
    void spoil() { m_good = false; }
    bool good() const { return m_good; }

private:
    json m_tree;
    bool m_good = false;
};

} // namespace accanto::wire
