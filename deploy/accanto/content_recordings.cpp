// What there is to record, and what has been recorded: accanto content recordings.
#include "content/base/file.h"
#include "content/library/recordings.h"
#include "deploy/accanto/content_look.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::tool {

namespace {

namespace fs = std::filesystem;

struct Script {
    std::vector<content::Recordable> texts; // asked for
    std::vector<content::Problem> problems;
};

void add_tutorial(Script& script, const fs::path& folder) {
    if (!fs::is_directory(folder)) {
        script.problems.push_back({folder.string(), 0, "", "unknown-tutorial", "there is no such tutorial"});
        return;
    }
    if (auto files = content::tutorial_files(folder, script.problems))
        for (content::Recordable& one :
             content::recordable_texts(content::read_variants(*files, script.problems)))
            script.texts.push_back(std::move(one));
}

Script script_for(const RecordingsRequest& request, const fs::path& folder) {
    Script script;
    std::vector<std::string> ids = request.ids;
    if (ids.empty()) {
        for (fs::directory_iterator it(folder / "tutorials"), end; it != end; ++it)
            if (it->is_directory())
                ids.push_back(it->path().filename().string());
        ids.emplace_back(content::recorded_words);
        std::sort(ids.begin(), ids.end());
    }
    for (const std::string& id : ids) {
        if (id != content::recorded_words) {
            add_tutorial(script, folder / "tutorials" / id);
            continue;
        }
        for (content::Recordable& one : content::recordable_words(folder / "words", script.problems))
            script.texts.push_back(std::move(one));
    }
    if (!request.languages.empty())
        std::erase_if(script.texts, [&](const content::Recordable& one) {
            return std::find(request.languages.begin(), request.languages.end(), one.language) ==
                   request.languages.end();
        });
    std::stable_sort(script.texts.begin(), script.texts.end(),
                     [](const auto& a, const auto& b) { return a.language < b.language; });
    return script;
}

void tell_script(const Script& script, const content::Recordings& recordings, bool all) {
    std::map<std::string, std::pair<size_t, size_t>> tally; // language -> recorded, all
    for (const content::Recordable& one : script.texts) {
        const bool recorded = recordings.find(one.language, one.speech) != nullptr;
        auto& [done, count] = tally[one.language];
        done += recorded, ++count;
        if (all || !recorded)
            fmt::print("{}\n    {}\n", one.file_name(), one.speech);
    }
    for (const auto& [language, counts] : tally)
        fmt::print("{}: {} of {} recorded\n", language, counts.first,
                   count_of(counts.second, "text is", "texts are"));
}

void tell_json(const Script& script, const content::Recordings& recordings, bool all) {
    nlohmann::json out = nlohmann::json::array();
    for (const content::Recordable& one : script.texts)
        if (const bool recorded = recordings.find(one.language, one.speech) != nullptr; all || !recorded)
            out.push_back({{"file", one.file_name()},
                           {"language", one.language},
                           {"key", one.owner + "." + one.key},
                           {"text", one.speech},
                           {"recorded", recorded}});
    fmt::print("{}\n", out.dump(2));
}

} // namespace

int list_recordings(const RecordingsRequest& request) {
    const fs::path folder = (request.data.empty() ? data_dir() : fs::path(request.data)) / "content";
    const Script script = script_for(request, folder);
    const content::Recordings recordings({folder / "audio"});
    if (request.json)
        tell_json(script, recordings, request.all);
    else
        tell_script(script, recordings, request.all);
    for (const content::Problem& problem : script.problems)
        fmt::print(stderr, "{}\n", content::to_text(problem));
    return script.problems.empty() ? 0 : 1;
}

std::vector<content::RecordingFile> recordings_in(const fs::path& content) {
    std::vector<content::RecordingFile> out;
    std::error_code failed, unreadable;
    for (fs::directory_iterator language(content / "audio", failed), end; !failed && language != end;
         language.increment(failed))
        for (fs::directory_iterator it(language->path(), unreadable); !unreadable && it != end;
             it.increment(unreadable))
            out.push_back({it->path().string(),
                           language->path().filename().string() + "/" + it->path().filename().string()});
    return out;
}

} // namespace accanto::tool
