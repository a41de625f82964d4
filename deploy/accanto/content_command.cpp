#include "deploy/accanto/content_command.h"

#include "content/base/clock.h"
#include "content/base/file.h"
#include "content/library/check.h"
#include "content/library/topics.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace accanto::tool {

namespace {

namespace fs = std::filesystem;

struct CheckCommand {
    bool json = false;
    std::string data;  // holds content/ and assets/; "" finds it
    std::string today; // "" is today
    std::vector<std::string> languages;
    std::vector<std::string> ids;
};

// Names of the pictures under assets, without .svg.
std::set<std::string> pictures_in(const fs::path& assets) {
    std::set<std::string> names;
    for (const char* folder : {"pictograms", "illustrations"}) {
        std::error_code failed;
        for (fs::directory_iterator it(assets / folder, failed), end; !failed && it != end;
             it.increment(failed))
            if (it->path().extension() == ".svg")
                names.insert(it->path().stem().string());
    }
    return names;
}

bool is_about(const content::Problem& problem, const fs::path& folder) {
    auto relative = fs::path(problem.file).lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

// The chosen tutorials; without a choice, the words of the interface and the topics as well.
std::vector<content::Problem> look(const CheckCommand& command, const fs::path& data, size_t& looked_at) {
    const fs::path folder = data / "content";
    std::vector<content::Problem> problems;
    content::CheckOptions options;
    if (!command.languages.empty())
        options.languages = command.languages;
    options.today = command.today.empty() ? local_date(SystemClock().wall_ms(), "") : command.today;
    options.pictures = pictures_in(data / "assets");
    content::Topics topics = content::load_topics(folder / "topics" / "topics.toml");
    for (const content::Topic& topic : topics.topics)
        options.topics.insert(topic.code);
    auto add = [&](const std::vector<content::Problem>& more) {
        problems.insert(problems.end(), more.begin(), more.end());
    };
    content::Library library = content::load_library(folder / "tutorials");
    if (command.ids.empty()) {
        add(topics.problems);
        add(content::check_words(folder / "words", options.languages));
        if (fs::exists(folder / "words" / "desk"))
            add(content::check_words(folder / "words" / "desk", options.languages));
        add(library.problems());
    }
    for (const std::string& id : command.ids) {
        const fs::path own = folder / "tutorials" / id;
        if (!fs::is_directory(own))
            problems.push_back({own.string(), 0, "", "unknown-tutorial", "there is no such tutorial"});
        for (const content::Problem& problem : library.problems())
            if (is_about(problem, own))
                problems.push_back(problem);
    }
    for (const auto& tutorial : library.tutorials()) {
        bool wanted = command.ids.empty() ||
                      std::find(command.ids.begin(), command.ids.end(), tutorial->id) != command.ids.end();
        if (!wanted)
            continue;
        ++looked_at;
        add(content::check(*tutorial, options));
    }
    return problems;
}

void print_json(const std::vector<content::Problem>& problems) {
    nlohmann::json out = nlohmann::json::array();
    for (const content::Problem& problem : problems)
        out.push_back({{"file", problem.file},
                       {"line", problem.line},
                       {"language", problem.language},
                       {"rule", problem.rule},
                       {"message", problem.message}});
    fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

void run(const CheckCommand& command) {
    const fs::path data = command.data.empty() ? data_dir() : fs::path(command.data);
    size_t looked_at = 0;
    auto problems = look(command, data, looked_at);
    std::error_code failed;
    for (content::Problem& problem : problems) { // shorter to read, and an editor still finds it
        fs::path near = fs::path(problem.file).lexically_relative(fs::current_path(failed));
        if (!near.empty() && *near.begin() != "..")
            problem.file = near.string();
    }
    if (command.json)
        print_json(problems);
    else {
        for (const content::Problem& problem : problems)
            fmt::print("{}\n", content::to_text(problem));
        if (problems.empty())
            fmt::print("All is well: {} {} in order.\n", looked_at,
                       looked_at == 1 ? "tutorial is" : "tutorials are");
        else
            fmt::print("{} {} to mend.\n", problems.size(), problems.size() == 1 ? "thing" : "things");
    }
    if (!problems.empty())
        throw CLI::RuntimeError(1);
}

} // namespace

void add_content_command(CLI::App& app) {
    CLI::App* content = app.add_subcommand("content", "Tutorials, topics and words");
    content->require_subcommand(1);
    CLI::App* check = content->add_subcommand(
        "check", "Look for everything an author must mend: file, line and what to do");
    auto command = std::make_shared<CheckCommand>();
    check->add_option("ID", command->ids,
                      "Only these tutorials (the names of their folders); without any, all content");
    check->add_flag("--json", command->json, "Print the list as JSON, for other programs");
    check->add_option("--data", command->data, "The folder that holds content/ and assets/")
        ->check(CLI::ExistingDirectory);
    check
        ->add_option(
            "--language", command->languages,
            "A language that must be complete; may be given several times (default: en es ca it pt sv ar)")
        ->allow_extra_args(false);
    check->add_option("--today", command->today,
                      "The day to compare review_by with, as in 2026-11-23 (default: today)");
    check->footer(
        "Looks at structure, missing and unknown words, length of sentences, sizes and places on practice\n"
        "screens, hints, dead ends, expired facts, and texts for the voice.\n\n"
        "  accanto content check                 everything\n"
        "  accanto content check create-email    one tutorial\n");
    check->callback([command] { run(*command); });
}

} // namespace accanto::tool
