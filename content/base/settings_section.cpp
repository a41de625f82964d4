#include "content/base/settings_section.h"

#include "content/base/spelling.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto {

namespace {

const char* type_name(const toml::node& node) {
    switch (node.type()) {
    case toml::node_type::table:
        return "a section";
    case toml::node_type::array:
        return "a list";
    case toml::node_type::string:
        return "a text";
    case toml::node_type::integer:
        return "a whole number";
    case toml::node_type::floating_point:
        return "a number";
    case toml::node_type::boolean:
        return "true or false";
    default:
        return "a date or a time";
    }
}

std::string shown(double value) {
    std::string text = fmt::format("{}", value);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
    std::string_view near = nearest_word(word, known);
    if (!near.empty())
        return fmt::format("did you mean \"{}\"?", near);
    return fmt::format("known here: {}", fmt::join(known, ", "));
}

} // namespace

Section Section::section(std::string_view key) {
    const toml::node* node = find(key);
    if (node && !node->is_table())
        wrong(key, *node, fmt::format("is {}, and must be a section: [{}]", type_name(*node), full(key)));
    return {m_file, node ? node->as_table() : nullptr, full(key), m_problems};
}

void Section::text(std::string_view key, std::string& into, TextRule rule) {
    if (const toml::node* node = find(key)) {
        if (!node->is_string())
            return wrong(key, *node, fmt::format("is {}; allowed: {}", type_name(*node), rule.allowed));
        accept_text(key, *node, node->as_string()->get(), into, rule);
    }
}

void Section::path(std::string_view key, std::filesystem::path& into, TextRule rule) {
    std::string value = into.string();
    text(key, value, rule);
    into = value;
}

void Section::choice(std::string_view key, std::string& into, const std::vector<std::string_view>& choices) {
    const toml::node* node = find(key);
    if (!node)
        return;
    std::string allowed = fmt::format("{}", fmt::join(choices, ", "));
    if (!node->is_string())
        return wrong(key, *node, fmt::format("is {}; allowed: {}", type_name(*node), allowed));
    const std::string& value = node->as_string()->get();
    if (std::find(choices.begin(), choices.end(), value) != choices.end()) {
        into = value;
        return;
    }
    std::string_view near = nearest_word(value, choices);
    std::string hint = near.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", near);
    wrong(key, *node, fmt::format("\"{}\" is not known{}; allowed: {}", printable(value), hint, allowed));
}

void Section::yes_no(std::string_view key, bool& into) {
    if (const toml::node* node = find(key)) {
        if (!node->is_boolean())
            return wrong(key, *node, fmt::format("is {}; allowed: true, false", type_name(*node)));
        into = node->as_boolean()->get();
    }
}

void Section::whole(std::string_view key, int& into, int least, int most, std::string_view unit) {
    const toml::node* node = find(key);
    if (!node)
        return;
    std::string allowed = fmt::format("allowed: {} to {} ({})", least, most, unit);
    if (!node->is_integer())
        return wrong(key, *node,
                     fmt::format("is {}, and must be a whole number; {}", type_name(*node), allowed));
    int64_t value = node->as_integer()->get();
    if (value < least || value > most)
        return wrong(key, *node,
                     fmt::format("{} is too {}; {}", value, value < least ? "small" : "large", allowed));
    into = int(value);
}

void Section::whole_by_name(std::map<std::string, int>& into, int least, int most, std::string_view unit) {
    for (std::string_view name : names()) {
        int value = -1;
        whole(name, value, least, most, unit);
        if (value >= 0)
            into[std::string(name)] = value;
    }
}

void Section::text_by_name(std::map<std::string, std::string>& into, TextRule name_rule, TextRule rule) {
    for (std::string_view name : names()) {
        if (!name_rule.accepts(name)) {
            wrong(name, *find(name), fmt::format("is no such name; allowed: {}", name_rule.allowed));
            continue;
        }
        std::string value;
        text(name, value, rule);
        const auto same =
            std::find_if(into.begin(), into.end(), [&](const auto& other) { return other.second == value; });
        if (same != into.end())
            wrong(name, *find(name), fmt::format("is the same as {}, and each has its own", same->first));
        else if (!value.empty())
            into[std::string(name)] = value;
    }
}

void Section::one_of(std::string_view key, int& into, const std::vector<int>& allowed,
                     std::string_view unit) {
    const toml::node* node = find(key);
    if (!node)
        return;
    const std::string said = fmt::format("allowed: {} ({})", fmt::join(allowed, ", "), unit);
    const int64_t value = node->is_integer() ? node->as_integer()->get() : -1;
    if (!node->is_integer())
        return wrong(key, *node,
                     fmt::format("is {}, and must be a whole number; {}", type_name(*node), said));
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
        return wrong(key, *node, fmt::format("{} is not known; {}", value, said));
    into = int(value);
}

void Section::number(std::string_view key, double& into, double least, double most, std::string_view unit,
                     std::string_view zero_means) {
    const toml::node* node = find(key);
    if (!node)
        return;
    std::string allowed = fmt::format("allowed: {} to {} ({})", shown(least), shown(most), unit);
    if (!zero_means.empty())
        allowed += fmt::format(", or 0 for {}", zero_means);
    if (!node->is_number())
        return wrong(key, *node, fmt::format("is {}, and must be a number; {}", type_name(*node), allowed));
    double value = *node->value<double>();
    bool zero = value == 0 && !zero_means.empty();
    if (value != value)
        return wrong(key, *node, "is not a number; " + allowed);
    if (!zero && (value < least || value > most))
        return wrong(
            key, *node,
            fmt::format("{} is too {}; {}", shown(value), value < least ? "small" : "large", allowed));
    into = value;
}

void Section::texts(std::string_view key, std::vector<std::string>& into, TextRule rule, bool may_be_empty) {
    const toml::node* node = find(key);
    if (!node)
        return;
    if (!node->is_array())
        return wrong(
            key, *node,
            fmt::format("is {}, and must be a list; allowed in it: {}", type_name(*node), rule.allowed));
    std::vector<std::string> values;
    size_t before = m_problems.size();
    for (const toml::node& entry : *node->as_array()) {
        std::string value;
        if (!entry.is_string())
            wrong(key, entry, fmt::format("holds {}; allowed: {}", type_name(entry), rule.allowed));
        else
            accept_text(key, entry, entry.as_string()->get(), value, rule);
        if (!value.empty() && std::find(values.begin(), values.end(), value) != values.end())
            wrong(key, entry, fmt::format("\"{}\" stands there twice", value));
        values.push_back(std::move(value));
    }
    if (values.empty() && !may_be_empty)
        wrong(key, *node, "is empty, and must name at least one: " + std::string(rule.allowed));
    if (m_problems.size() == before)
        into = std::move(values);
}

void Section::spans(std::string_view key, std::vector<OpeningSpan>& into) {
    constexpr std::string_view allowed =
        "times of the day in order, such as \"09:00-14:00 16:00-19:00\", or \"\" for closed";
    const toml::node* node = find(key);
    if (!node)
        return;
    if (!node->is_string())
        return wrong(key, *node, fmt::format("is {}; allowed: {}", type_name(*node), allowed));
    auto spans = parse_opening_spans(node->as_string()->get());
    if (!spans)
        return wrong(
            key, *node,
            fmt::format("\"{}\" cannot be read; allowed: {}", printable(node->as_string()->get()), allowed));
    into = *spans;
}

void Section::object_to(std::string_view key, const std::string& message) {
    if (const toml::node* node = m_table ? m_table->get(key) : nullptr)
        wrong(key, *node, message);
}

void Section::finish() {
    if (!m_table)
        return;
    for (auto&& [key, node] : *m_table)
        if (std::find(m_known.begin(), m_known.end(), key.str()) == m_known.end())
            m_problems.push_back({m_file, int(key.source().begin.line),
                                  full(printable(std::string(key.str()))),
                                  fmt::format("no such {}; {}", node.is_table() ? "section" : "setting",
                                              did_you_mean(key.str(), m_known))});
}

const toml::node* Section::find(std::string_view key) {
    m_known.push_back(key);
    return m_table ? m_table->get(key) : nullptr;
}

std::vector<std::string_view> Section::names() const {
    std::vector<std::string_view> out;
    if (m_table)
        for (auto&& [key, node] : *m_table)
            out.push_back(key.str());
    return out;
}

std::string Section::full(std::string_view key) const {
    return m_path.empty() ? std::string(key) : fmt::format("{}.{}", m_path, key);
}

void Section::wrong(std::string_view key, const toml::node& node, std::string message) {
    m_problems.push_back({m_file, int(node.source().begin.line), full(key), std::move(message)});
}

void Section::accept_text(std::string_view key, const toml::node& node, const std::string& value,
                          std::string& into, TextRule rule) {
    if (rule.accepts(value))
        into = value;
    else
        wrong(key, node, fmt::format("\"{}\" is not allowed; allowed: {}", printable(value), rule.allowed));
}

} // namespace accanto
