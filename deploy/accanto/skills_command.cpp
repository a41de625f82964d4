#include "deploy/accanto/skills_command.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/spelling.h"
#include "content/library/check.h"
#include "content/library/skills_score.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <iterator>
#include <memory>

namespace accanto::tool {

namespace {

using content::ImpossibleAnswers;
using content::Instrument;
using content::SkillAnswers;
using content::SkillScore;
using nlohmann::json;

constexpr const char* used_key = "used_internet_3m";

struct Wish {
    std::string answers, instrument;
    bool as_json = false;
};

std::string read_answers(const std::string& file) {
    if (file == "-")
        return {std::istreambuf_iterator<char>(std::cin), {}};
    std::optional<std::string> text = read_file(file);
    if (!text)
        throw Error(file + ": there is no such file", 0);
    return *text;
}

std::variant<SkillAnswers, ImpossibleAnswers> from_items(const Instrument& instrument, bool used,
                                                         const json& items) {
    if (!items.is_array())
        return ImpossibleAnswers{
            "\"items\" must be a list of the items done, such as [\"email\", \"files\"]"};
    std::vector<std::string> ids;
    for (const json& item : items) {
        if (!item.is_string())
            return ImpossibleAnswers{fmt::format("\"items\" holds {}, and may hold texts only", item.dump())};
        ids.push_back(item.get<std::string>());
    }
    return count_skills(instrument, used, ids);
}

std::variant<SkillAnswers, ImpossibleAnswers> from_counts(const Instrument& instrument, bool used,
                                                          const json& answers) {
    SkillAnswers out;
    out.used_internet_3m = used;
    for (size_t i = 0; i < instrument.areas.size(); ++i) {
        const content::SkillArea& area = instrument.areas[i];
        auto at = answers.find(area.id);
        if (at == answers.end()) {
            if (used)
                return ImpossibleAnswers{fmt::format("\"{}\" is missing: how many of its {} items were done",
                                                     area.id, area.items.size())};
            continue;
        }
        if (!at->is_number_integer() || *at < -1000 || *at > 1000)
            return ImpossibleAnswers{fmt::format("\"{}\" is {}, and must be a whole number from 0 to {}",
                                                 area.id, at->dump(), area.items.size())};
        out.counts[i] = at->get<int>();
    }
    return out;
}

std::variant<SkillAnswers, ImpossibleAnswers> read(const Instrument& instrument, const std::string& text) {
    const json answers = json::parse(text, nullptr, false);
    if (!answers.is_object())
        return ImpossibleAnswers{
            "is no JSON object, such as {\"used_internet_3m\": true, \"items\": [\"email\"]}"};
    std::vector<std::string_view> known = {used_key, "items"};
    for (const content::SkillArea& area : instrument.areas)
        known.push_back(area.id);
    bool has_counts = false;
    for (const auto& [key, value] : answers.items()) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            const std::string_view near = nearest_word(key, known);
            return ImpossibleAnswers{
                fmt::format("\"{}\" is not known{}", printable(key),
                            near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near))};
        }
        has_counts = has_counts || instrument.area(key);
    }
    auto used = answers.find(used_key);
    if (used == answers.end() || !used->is_boolean())
        return ImpossibleAnswers{fmt::format("\"{}\" must be there, and be true or false", used_key)};
    auto items = answers.find("items");
    if (items != answers.end() && has_counts)
        return ImpossibleAnswers{"has counts and \"items\"; give one of them"};
    return items != answers.end() ? from_items(instrument, used->get<bool>(), *items)
                                  : from_counts(instrument, used->get<bool>(), answers);
}

void print_json(const Instrument& instrument, const SkillAnswers& answers, const SkillScore& score) {
    nlohmann::ordered_json out;
    out["instrument"] = instrument.id;
    out["instrument_version"] = instrument.version;
    out["overall"] = to_text(score.overall);
    out["code"] = code_of(score.overall);
    out["at_basic_or_above"] = score.areas ? nlohmann::ordered_json(score.at_basic_or_above) : nullptr;
    for (size_t i = 0; i < instrument.areas.size(); ++i) {
        nlohmann::ordered_json& area = out["areas"][instrument.areas[i].id];
        area["count"] = answers.counts[i];
        area["of"] = instrument.areas[i].items.size();
        area["level"] = score.areas ? nlohmann::ordered_json(to_text((*score.areas)[i])) : nullptr;
    }
    fmt::print("{}\n", out.dump(2));
}

void print_text(const Instrument& instrument, const SkillAnswers& answers, const SkillScore& score) {
    fmt::print("{} {}\n", instrument.id, instrument.version);
    for (size_t i = 0; i < instrument.areas.size(); ++i)
        fmt::print("  {:<4} {} of {}   {}\n", instrument.areas[i].id, answers.counts[i],
                   instrument.areas[i].items.size(), score.areas ? to_text((*score.areas)[i]) : "-");
    if (score.areas)
        fmt::print("overall: {} ({}), {} of {} areas at basic or above\n", to_text(score.overall),
                   code_of(score.overall), score.at_basic_or_above, instrument.areas.size());
    else
        fmt::print("overall: {} ({}): the internet was not used in the last three months\n",
                   to_text(score.overall), code_of(score.overall));
}

void score(const Wish& wish) {
    const std::filesystem::path file = wish.instrument.empty()
                                           ? data_dir() / "content" / "skills" / "dsi-2.0.toml"
                                           : std::filesystem::path(wish.instrument);
    const Instrument instrument = content::load_instrument(file);
    for (const content::Problem& problem : instrument.problems)
        fmt::print(stderr, "{}\n", content::to_text(problem));
    if (!instrument.problems.empty())
        throw CLI::RuntimeError(1);

    auto answers = read(instrument, read_answers(wish.answers));
    std::variant<SkillScore, ImpossibleAnswers> result = ImpossibleAnswers{};
    if (auto* given = std::get_if<SkillAnswers>(&answers))
        result = score_skills(instrument, *given);
    else
        result = std::get<ImpossibleAnswers>(answers);
    if (auto* impossible = std::get_if<ImpossibleAnswers>(&result)) {
        fmt::print(stderr, "{}: {}\n", wish.answers == "-" ? "standard input" : wish.answers,
                   impossible->why);
        throw CLI::RuntimeError(1);
    }
    (wish.as_json ? print_json : print_text)(instrument, std::get<SkillAnswers>(answers),
                                             std::get<SkillScore>(result));
}

} // namespace

void add_skills_command(CLI::App& app) {
    CLI::App* skills = app.add_subcommand("skills", "The skills check");
    skills->require_subcommand(1);
    CLI::App* command = skills->add_subcommand(
        "score",
        "Score answers by the Digital Skills Indicator 2.0: each area, and the overall level with its code");
    auto wish = std::make_shared<Wish>();
    command
        ->add_option("--answers", wish->answers,
                     "A JSON file, or - for standard input: {\"used_internet_3m\": true, \"il\": 2, \"cc\": "
                     "1, \"dcc\": 0, \"sf\": 3, \"ps\": 2}, "
                     "or the items done: {\"used_internet_3m\": true, \"items\": [\"email\", \"files\"]}")
        ->required();
    command->add_option("--instrument", wish->instrument,
                        "Another instrument than content/skills/dsi-2.0.toml");
    command->add_flag("--json", wish->as_json, "Print the result as JSON");
    command->callback([wish] { score(*wish); });
}

} // namespace accanto::tool
