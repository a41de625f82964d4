#pragma once
// One section of the settings file. Part of settings.cpp; nobody else needs it.

#include "content/base/settings_text.h"

#include <toml++/toml.h>

#include <map>

namespace accanto {

// Each call reads one key into `into`, which keeps its default when the key is absent or wrong. What was
// asked for is what is known: finish() reports all other keys.
class Section {
public:
    Section(std::string file, const toml::table* table, std::string path,
            std::vector<SettingsProblem>& problems)
        : m_file(std::move(file)), m_table(table), m_path(std::move(path)), m_problems(problems) {}
    Section section(std::string_view key);
    void text(std::string_view key, std::string& into, TextRule rule);
    void path(std::string_view key, std::filesystem::path& into, TextRule rule);
    void choice(std::string_view key, std::string& into, const std::vector<std::string_view>& choices);
    void yes_no(std::string_view key, bool& into);
    void whole(std::string_view key, int& into, int least, int most, std::string_view unit);
    // A section whose keys are names of the place's own choosing: each a whole number.
    void whole_by_name(std::map<std::string, int>& into, int least, int most, std::string_view unit);
    // A section whose keys are names by `name_rule`: each a text, and no two the same.
    void text_by_name(std::map<std::string, std::string>& into, TextRule name_rule, TextRule rule);
    // One of a few numbers that mean something.
    void one_of(std::string_view key, int& into, const std::vector<int>& allowed, std::string_view unit);
    // `zero_means`, when not empty, allows 0 beside the range and says what it stands for.
    void number(std::string_view key, double& into, double least, double most, std::string_view unit,
                std::string_view zero_means = {});
    // A list of texts, each once, at least one unless it may be empty. One wrong entry leaves the whole list at its
    // default.
    void texts(std::string_view key, std::vector<std::string>& into, TextRule rule, bool may_be_empty = false);
    void spans(std::string_view key, std::vector<OpeningSpan>& into);
    // A rule about two keys: says it at the line of `key`, or does nothing when the file leaves it at its
    // default.
    void object_to(std::string_view key, const std::string& message);
    void finish();

private:
    const toml::node* find(std::string_view key);
    std::vector<std::string_view> names() const;
    std::string full(std::string_view key) const;
    void wrong(std::string_view key, const toml::node& node, std::string message);
    void accept_text(std::string_view key, const toml::node& node, const std::string& value,
                     std::string& into, TextRule rule);

    std::string m_file;
    const toml::table* m_table; // null: absent, all stays at its default
    std::string m_path;
    std::vector<std::string_view> m_known;
    std::vector<SettingsProblem>& m_problems;
};

} // namespace accanto
