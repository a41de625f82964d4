#include "deploy/accanto/settings_command.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/settings.h"
#include "content/base/spelling.h"
#include "content/library/topics.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

namespace accanto::tool {

namespace {

// Which languages there are is known to the content, not to the settings: a language without words is told
// here, and so is a limit for a topic that is none.
void check_words(const std::string& file, const Settings& settings, std::vector<SettingsProblem>& problems) {
    std::filesystem::path words = data_dir() / "content" / "words";
    auto check = [&](const std::string& key, const std::string& language) {
        if (!std::filesystem::exists(words / (language + ".toml")))
            problems.push_back(
                {file, 0, key, fmt::format("\"{}\" has no words in {}", language, words.string())});
    };
    for (const std::string& language : settings.point.languages)
        check("point.languages", language);
    check("point.official_language", settings.point.official_language);
    if (!settings.technician.language.empty())
        check("technician.language", settings.technician.language);
}

void check_topics(const std::string& file, const Settings& settings, std::vector<SettingsProblem>& problems) {
    const content::Topics topics = content::load_topics(data_dir() / "content" / "topics" / "topics.toml");
    std::vector<std::string_view> known;
    for (const content::Topic& topic : topics.topics)
        known.push_back(topic.code);
    for (const auto& [code, limit] : settings.kiosk.daily_limits)
        if (!topics.find(code)) {
            const std::string_view near = nearest_word(code, known);
            const std::string hint = near.empty() ? fmt::format("known: {}", fmt::join(known, ", "))
                                                  : fmt::format("did you mean \"{}\"?", near);
            problems.push_back(
                {file, 0, "kiosk.daily_limits", fmt::format("\"{}\" is no topic; {}", code, hint)});
        }
}

void check_settings(const std::string& given) {
    std::filesystem::path file = given.empty() ? default_settings_file() : std::filesystem::path(given);
    if (file.empty()) {
        fmt::print("no settings file: every setting is at its default\n");
        return;
    }
    LoadedSettings loaded = load_settings(file, true);
    check_words(file.string(), loaded.settings, loaded.problems);
    check_topics(file.string(), loaded.settings, loaded.problems);
    for (const SettingsProblem& problem : loaded.problems)
        fmt::print(stderr, "{}\n", problem.text());
    if (!loaded.problems.empty()) {
        fmt::print(stderr, "{} {} in {}\n", loaded.problems.size(),
                   loaded.problems.size() == 1 ? "problem" : "problems", file.string());
        throw CLI::RuntimeError(1);
    }
    fmt::print("{}: all is well (point {}, kiosk {}, state in {})\n", file.string(), loaded.settings.point.id,
               loaded.settings.kiosk.letter, loaded.settings.state.string());
}

} // namespace

void add_settings_command(CLI::App& app) {
    CLI::App* settings = app.add_subcommand("settings", "The settings file of a kiosk");
    settings->require_subcommand(1);
    CLI::App* check = settings->add_subcommand("check", "Say what is wrong with a settings file");
    auto file = std::make_shared<std::string>();
    check->add_option("file", *file, "The file; without it the one the programs would read");
    check->callback([file] { check_settings(*file); });
}

} // namespace accanto::tool
