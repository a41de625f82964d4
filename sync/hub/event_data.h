#pragma once
// Reads an event's data by its contract; the first thing that breaks it is kept. For the figures*.cpp files.

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::hub {

class EventData {
public:
    explicit EventData(const nlohmann::json& data) : m_data(data) {}

    // A code of 1 to 64 letters, digits and - _ . + : what tables are keyed by holds nothing else.
    std::string code(const char* name);
    std::string one_of(const char* name, std::initializer_list<std::string_view> allowed);
    int64_t count(const char* name, int64_t least, int64_t most);
    // Seconds, or null where there is nothing believable.
    std::optional<double> seconds(const char* name);
    std::string day(const char* name);
    std::vector<std::string> codes(const char* name); // at most 32

    // Of fields that were added later or may be left open: nothing where there is none, null or an empty
    // text.
    std::optional<bool> added_flag(const char* name);
    std::string added_code(const char* name); // a bool is "yes" or "no"
    std::optional<int64_t> added_count(const char* name, int64_t least,
                                       int64_t most); // 0 is "not answered" too
    std::vector<std::string> added_codes(const char* name);

    const nlohmann::json& tree() const { return m_data; }
    const std::string& fault() const { return m_fault; }
    void wrong(const char* name, const std::string& allowed);

private:
    const nlohmann::json* open_or_there(const char* name) const;

    const nlohmann::json& m_data;
    std::string m_fault;
};

bool is_code(std::string_view text);
// Of what keeps no contract: empty where there is no text of that name.
std::string text_in(const nlohmann::json& tree, const char* name);

} // namespace accanto::hub
