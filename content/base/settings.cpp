#include "content/base/settings.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/settings_text.h"
#include "content/base/spelling.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cstdlib>

namespace accanto {

namespace {

using Problems = std::vector<SettingsProblem>;

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

// One table of the file. Each call reads one key into `into`, which keeps its default when the key is absent
// or wrong. What was asked for is what is known: finish() reports all other keys.
class Section {
public:
    Section(std::string file, const toml::table* table, std::string path, Problems& problems)
        : m_file(std::move(file)), m_table(table), m_path(std::move(path)), m_problems(problems) {}

    Section section(std::string_view key) {
        const toml::node* node = find(key);
        if (node && !node->is_table())
            wrong(key, *node, fmt::format("is {}, and must be a section: [{}]", type_name(*node), full(key)));
        return {m_file, node ? node->as_table() : nullptr, full(key), m_problems};
    }

    void text(std::string_view key, std::string& into, TextRule rule) {
        if (const toml::node* node = find(key)) {
            if (!node->is_string())
                return wrong(key, *node, fmt::format("is {}; allowed: {}", type_name(*node), rule.allowed));
            accept_text(key, *node, node->as_string()->get(), into, rule);
        }
    }

    void path(std::string_view key, std::filesystem::path& into, TextRule rule) {
        std::string value = into.string();
        text(key, value, rule);
        into = value;
    }

    void choice(std::string_view key, std::string& into, const std::vector<std::string_view>& choices) {
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

    void yes_no(std::string_view key, bool& into) {
        if (const toml::node* node = find(key)) {
            if (!node->is_boolean())
                return wrong(key, *node, fmt::format("is {}; allowed: true, false", type_name(*node)));
            into = node->as_boolean()->get();
        }
    }

    void whole(std::string_view key, int& into, int least, int most, std::string_view unit) {
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

    // `zero_means`, when not empty, allows 0 beside the range and says what it stands for.
    void number(std::string_view key, double& into, double least, double most, std::string_view unit,
                std::string_view zero_means = {}) {
        const toml::node* node = find(key);
        if (!node)
            return;
        std::string allowed = fmt::format("allowed: {} to {} ({})", shown(least), shown(most), unit);
        if (!zero_means.empty())
            allowed += fmt::format(", or 0 for {}", zero_means);
        if (!node->is_number())
            return wrong(key, *node,
                         fmt::format("is {}, and must be a number; {}", type_name(*node), allowed));
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

    // A list of texts, each once, at least one. One wrong entry leaves the whole list at its default.
    void texts(std::string_view key, std::vector<std::string>& into, TextRule rule) {
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
        if (values.empty())
            wrong(key, *node, "is empty, and must name at least one: " + std::string(rule.allowed));
        if (m_problems.size() == before)
            into = std::move(values);
    }

    void spans(std::string_view key, std::vector<OpeningSpan>& into) {
        constexpr std::string_view allowed =
            "times of the day in order, such as \"09:00-14:00 16:00-19:00\", or \"\" for closed";
        const toml::node* node = find(key);
        if (!node)
            return;
        if (!node->is_string())
            return wrong(key, *node, fmt::format("is {}; allowed: {}", type_name(*node), allowed));
        auto spans = parse_opening_spans(node->as_string()->get());
        if (!spans)
            return wrong(key, *node,
                         fmt::format("\"{}\" cannot be read; allowed: {}",
                                     printable(node->as_string()->get()), allowed));
        into = *spans;
    }

    // A rule about two keys: says it at the line of `key`, or does nothing when the file leaves it at its
    // default.
    void object_to(std::string_view key, const std::string& message) {
        if (const toml::node* node = m_table ? m_table->get(key) : nullptr)
            wrong(key, *node, message);
    }

    void finish() {
        if (!m_table)
            return;
        for (auto&& [key, node] : *m_table)
            if (std::find(m_known.begin(), m_known.end(), key.str()) == m_known.end())
                m_problems.push_back({m_file, int(key.source().begin.line),
                                      full(printable(std::string(key.str()))),
                                      fmt::format("no such {}; {}", node.is_table() ? "section" : "setting",
                                                  did_you_mean(key.str(), m_known))});
    }

private:
    const toml::node* find(std::string_view key) {
        m_known.push_back(key);
        return m_table ? m_table->get(key) : nullptr;
    }

    std::string full(std::string_view key) const {
        return m_path.empty() ? std::string(key) : fmt::format("{}.{}", m_path, key);
    }

    void wrong(std::string_view key, const toml::node& node, std::string message) {
        m_problems.push_back({m_file, int(node.source().begin.line), full(key), std::move(message)});
    }

    void accept_text(std::string_view key, const toml::node& node, const std::string& value,
                     std::string& into, TextRule rule) {
        if (rule.accepts(value))
            into = value;
        else
            wrong(key, node,
                  fmt::format("\"{}\" is not allowed; allowed: {}", printable(value), rule.allowed));
    }

    std::string m_file;
    const toml::table* m_table; // null: absent, all stays at its default
    std::string m_path;
    std::vector<std::string_view> m_known;
    Problems& m_problems;
};

void read_point(Section in, Settings::Point& point) {
    in.text("id", point.id, text_rules::point_id);
    in.text("name", point.name, text_rules::name);
    in.text("address", point.address, text_rules::address);
    in.text("help_phone", point.help_phone, text_rules::phone);
    in.text("time_zone", point.time_zone, text_rules::time_zone);
    in.text("official_language", point.official_language, text_rules::language);
    in.texts("languages", point.languages, text_rules::language);
    Section hours = in.section("hours");
    constexpr std::array<std::string_view, 7> days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (size_t day = 0; day < days.size(); ++day)
        hours.spans(days[day], point.hours[day]);
    hours.finish();
    in.finish();
}

void read_screen(Section in, Settings::Screen& screen) {
    in.number("pitch_mm", screen.pitch_mm, 0.05, 1.0, "millimetres a pixel", "what the display says");
    in.whole("viewing_distance_mm", screen.viewing_distance_mm, 300, 2000, "millimetres");
    in.yes_no("full_screen", screen.full_screen);
    in.choice("theme", screen.theme, {"day", "evening", "high_contrast"});
    in.choice("text_size", screen.text_size, {"normal", "large", "extra"});
    in.yes_no("motion", screen.motion);
    in.finish();
}

void read_rest(Section& root, Settings& settings) {
    Section kiosk = root.section("kiosk");
    kiosk.text("letter", settings.kiosk.letter, text_rules::kiosk_letter);
    kiosk.whole("daily_limit", settings.kiosk.daily_limit, 0, 999,
                "tickets of each topic a day, 0 for no limit");
    kiosk.finish();

    // The least time to answer is EN 301 549 11.2.2.1: a warning and at least 20 seconds.
    Section idle = root.section("idle");
    idle.whole("ask_after_s", settings.idle.ask_after_s, 20, 1800, "seconds");
    idle.whole("ask_after_reading_s", settings.idle.ask_after_reading_s, 20, 1800, "seconds");
    idle.whole("answer_within_s", settings.idle.answer_within_s, 20, 600, "seconds");
    idle.whole("ticket_s", settings.idle.ticket_s, 10, 300, "seconds");
    idle.finish();

    // The range is EN 301 549 5.8: at least 0.5 s must be within reach.
    Section touch = root.section("touch");
    touch.number("double_tap_s", settings.touch.double_tap_s, 0.1, 1.0, "seconds");
    touch.number("margin_mm", settings.touch.margin_mm, 0.0, 10.0, "millimetres");
    touch.finish();

    Section voice = root.section("voice");
    voice.yes_no("available", settings.voice.available);
    voice.yes_no("on_at_start", settings.voice.on_at_start);
    voice.whole("words_per_minute", settings.voice.words_per_minute, 80, 250, "words a minute");
    voice.whole("volume_percent", settings.voice.volume_percent, 0, 100, "percent");
    if (settings.voice.on_at_start && !settings.voice.available) {
        voice.object_to("on_at_start", "is true although voice.available is false; allowed then: false");
        settings.voice.on_at_start = false;
    }
    voice.finish();

    Section printer = root.section("printer");
    printer.choice("kind", settings.printer.kind, {"none", "png"});
    printer.path("folder", settings.printer.folder, text_rules::optional_folder);
    printer.finish();

    Section desk = root.section("desk");
    desk.text("listen", settings.desk.listen, text_rules::ip_address);
    desk.whole("port", settings.desk.port, 1, 65535, "a TCP port");
    desk.finish();

    Section sync = root.section("sync");
    sync.text("hub", settings.sync.hub, text_rules::hub_address);
    sync.whole("every_s", settings.sync.every_s, 1, 86400, "seconds");
    sync.finish();
}

} // namespace

std::string SettingsProblem::text() const {
    std::string out = file;
    if (line > 0)
        out += fmt::format(":{}", line);
    if (!key.empty())
        out += ": " + key;
    return out + ": " + message;
}

LoadedSettings load_settings(const std::filesystem::path& file, bool must_exist) {
    LoadedSettings out;
    std::string name = file.string();
    std::optional<std::string> bytes;
    try {
        bytes = file.empty() ? std::nullopt : read_file(file);
    } catch (const Error& error) {
        out.problems.push_back({name, 0, "", error.what()});
        return out;
    }
    if (!bytes) {
        if (must_exist)
            out.problems.push_back({name.empty() ? "settings" : name, 0, "", "there is no such file"});
        return out;
    }
    toml::table table;
    try {
        table = toml::parse(*bytes, name);
    } catch (const toml::parse_error& error) {
        out.problems.push_back({name, int(error.source().begin.line), "", std::string(error.description())});
        return out;
    }
    Section root(name, &table, "", out.problems);
    root.path("state", out.settings.state, text_rules::folder);
    read_point(root.section("point"), out.settings.point);
    read_screen(root.section("screen"), out.settings.screen);
    read_rest(root, out.settings);
    root.finish();
    std::stable_sort(out.problems.begin(), out.problems.end(),
                     [](const SettingsProblem& a, const SettingsProblem& b) { return a.line < b.line; });
    return out;
}

std::filesystem::path default_settings_file() {
    if (const char* set = getenv("ACCANTO_SETTINGS"); set && *set)
        return set;
    std::filesystem::path installed = "/etc/accanto/accanto.toml";
    std::error_code unreadable;
    return std::filesystem::exists(installed, unreadable) ? installed : std::filesystem::path();
}

} // namespace accanto
