#pragma once
// Reading what another kiosk of the point says. For the .cpp files of this room.

#include "content/base/clock.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace accanto::point {

// Reads an object by the contract: the first thing that breaks it spoils the whole.
class Fields {
public:
    explicit Fields(const nlohmann::ordered_json& json) : m_json(json), m_good(json.is_object()) {}

    std::string text(const char* name, size_t least, size_t longest) {
        const nlohmann::ordered_json* at = find(name);
        const bool fits = at && at->is_string() && at->get_ref<const std::string&>().size() >= least &&
                          at->get_ref<const std::string&>().size() <= longest;
        m_good = m_good && fits;
        return fits ? at->get<std::string>() : std::string();
    }
    // Of a field that older kiosks do not say.
    std::string added_text(const char* name, size_t longest) { return find(name) ? text(name, 0, longest) : std::string(); }
    int64_t whole(const char* name, int64_t least, int64_t most) {
        const nlohmann::ordered_json* at = find(name);
        const bool fits =
            at && at->is_number_integer() && at->get<int64_t>() >= least && at->get<int64_t>() <= most;
        m_good = m_good && fits;
        return fits ? at->get<int64_t>() : least;
    }
    std::optional<int64_t> maybe_whole(const char* name, int64_t least, int64_t most) {
        const nlohmann::ordered_json* at = find(name);
        return at && at->is_null() ? std::nullopt : std::optional(whole(name, least, most));
    }
    bool flag(const char* name) {
        const nlohmann::ordered_json* at = find(name);
        m_good = m_good && at && at->is_boolean();
        return m_good && at->get<bool>();
    }
    template <size_t n>
    size_t one_of(const char* name, const std::array<const char*, n>& words) {
        const std::string word = text(name, 1, 20);
        const auto at = std::find(words.begin(), words.end(), word);
        m_good = m_good && at != words.end();
        return m_good ? size_t(at - words.begin()) : 0;
    }
    nlohmann::ordered_json part(const char* name) {
        const nlohmann::ordered_json* at = find(name);
        m_good = m_good && at;
        return at ? *at : nlohmann::ordered_json();
    }
    bool good() const { return m_good; }
    void spoil_unless(bool good) { m_good = m_good && good; }

private:
    const nlohmann::ordered_json* find(const char* name) const {
        if (!m_json.is_object())
            return nullptr;
        const auto at = m_json.find(name);
        return at == m_json.end() ? nullptr : &*at;
    }

    const nlohmann::ordered_json& m_json;
    bool m_good;
};

template <class Enum, size_t n>
std::array<const char*, n> words_of() {
    std::array<const char*, n> out;
    for (size_t i = 0; i < n; ++i)
        out[i] = to_text(Enum(i));
    return out;
}

inline bool is_date(const std::string& text) {
    return days_after(text, 0).has_value();
}

} // namespace accanto::point
