#include "deploy/accanto/content_compare.h"

#include "content/base/spelling.h"
#include "content/library/check.h"
#include "deploy/accanto/content_look.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace accanto::tool {

namespace {

using content::Change;

constexpr std::array<Change, 3> changes = {Change::added, Change::changed, Change::removed};
// A text of a pack may hold anything; long ones are cut, whole ones are in the files.
constexpr size_t most_shown = 400;

Change change_of(const content::TextDiff& text) {
    return text.before.empty() ? Change::added : text.after.empty() ? Change::removed : Change::changed;
}

// "2 changed, 1 new"
template <typename List, typename ChangeOf>
std::string tally(const List& list, ChangeOf change) {
    std::vector<std::string> parts;
    for (Change one : changes)
        if (auto count = std::count_if(list.begin(), list.end(),
                                       [&](const auto& item) { return change(item) == one; });
            count > 0)
            parts.push_back(fmt::format("{} {}", count, content::to_text(one)));
    return parts.empty() ? "none" : fmt::format("{}", fmt::join(parts, ", "));
}

void print_texts(const content::LanguageDiff& language) {
    for (const content::TextDiff& text : language.texts) {
        fmt::print("             {}\n", printable(text.key, most_shown));
        if (!text.before.empty())
            fmt::print("               - {}\n", printable(text.before, most_shown));
        if (!text.after.empty())
            fmt::print("               + {}\n", printable(text.after, most_shown));
    }
}

void print_tutorial(const content::TutorialDiff& tutorial, bool with_texts) {
    fmt::print("{:8} tutorial {}  {}\n", content::to_text(tutorial.change), tutorial.id,
               printable(tutorial.title, most_shown));
    std::vector<std::string> whole[2];
    for (const content::LanguageDiff& language : tutorial.languages)
        if (language.change != Change::changed)
            whole[language.change == Change::removed].push_back(language.language);
    if (tutorial.change == Change::added)
        fmt::print("           in {}\n", fmt::join(whole[0], " "));
    if (tutorial.change != Change::changed)
        return;
    for (const content::PartDiff& part : tutorial.parts)
        fmt::print("           {}{}: {}\n", part.kind == "head" ? "" : part.kind + " ", printable(part.id),
                   content::to_text(part.change));
    if (tutorial.order_changed)
        fmt::print("           the steps follow each other in another order\n");
    for (int removed : {0, 1})
        if (!whole[removed].empty())
            fmt::print("           {}: {}\n", removed ? "languages that are gone" : "new languages",
                       fmt::join(whole[removed], " "));
    for (const content::LanguageDiff& language : tutorial.languages)
        if (language.change == Change::changed) {
            fmt::print("           {}: texts: {}\n", language.language, tally(language.texts, change_of));
            if (with_texts)
                print_texts(language);
        }
    for (const content::Problem& problem : tutorial.problems)
        fmt::print("           cannot be compared: {}\n", printable(content::to_text(problem), most_shown));
}

} // namespace

void print_diff(const content::ContentDiff& diff, bool with_texts) {
    if (diff.empty()) {
        fmt::print("No difference.\n");
        return;
    }
    for (Change change : changes)
        for (const content::TutorialDiff& tutorial : diff.tutorials)
            if (tutorial.change == change)
                print_tutorial(tutorial, with_texts);
    for (Change change : changes)
        for (const content::FileDiff& file : diff.files)
            if (file.change == change)
                fmt::print("{:8} {}  ({} bytes)\n", content::to_text(change), file.path,
                           change == Change::removed ? file.before : file.after);
    fmt::print("Tutorials: {}. Pictures and sounds: {}.\n",
               tally(diff.tutorials, [](const auto& one) { return one.change; }),
               tally(diff.files, [](const auto& one) { return one.change; }));
}

void print_diff_json(const content::ContentDiff& diff, const std::string& before, const std::string& after) {
    using nlohmann::json;
    json out{{"before", before}, {"after", after}, {"tutorials", json::array()}, {"files", json::array()}};
    for (const content::TutorialDiff& tutorial : diff.tutorials) {
        json one{{"id", tutorial.id},
                 {"title", tutorial.title},
                 {"change", content::to_text(tutorial.change)},
                 {"parts", json::array()},
                 {"order_changed", tutorial.order_changed},
                 {"languages", json::array()},
                 {"problems", json::array()}};
        for (const content::PartDiff& part : tutorial.parts)
            one["parts"].push_back(
                {{"kind", part.kind}, {"id", part.id}, {"change", content::to_text(part.change)}});
        for (const content::LanguageDiff& language : tutorial.languages) {
            json texts = json::array();
            for (const content::TextDiff& text : language.texts)
                texts.push_back({{"key", text.key},
                                 {"change", content::to_text(change_of(text))},
                                 {"before", text.before},
                                 {"after", text.after}});
            one["languages"].push_back({{"language", language.language},
                                        {"change", content::to_text(language.change)},
                                        {"texts", texts}});
        }
        for (const content::Problem& problem : tutorial.problems)
            one["problems"].push_back(content::to_text(problem));
        out["tutorials"].push_back(std::move(one));
    }
    for (const content::FileDiff& file : diff.files)
        out["files"].push_back({{"path", file.path},
                                {"change", content::to_text(file.change)},
                                {"before", file.before},
                                {"after", file.after}});
    fmt::print("{}\n", out.dump(2, ' ', false, json::error_handler_t::replace));
}

} // namespace accanto::tool
