#include "deploy/accanto/content_look.h"

#include "content/base/clock.h"
#include "content/base/file.h"
#include "content/library/content_tree.h"
#include "content/library/learning_path.h"
#include "content/library/topics.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::tool {

namespace {

namespace fs = std::filesystem;

class Look {
public:
    Look(const CheckRequest& request, const fs::path& data) : m_request(request), m_folder(data / "content") {
        if (!request.languages.empty())
            m_options.languages = request.languages;
        m_options.today = request.today.empty() ? local_date(SystemClock().wall_ms(), "") : request.today;
        m_options.pictures = pictures_in(data / "assets");
        m_options.glossaries = content::load_glossaries(m_folder / "glossary", m_out.problems);
        m_topics = content::load_topics(m_folder / "topics" / "topics.toml");
        for (const content::Topic& topic : m_topics.topics)
            m_options.topics.insert(topic.code);
    }

    Looked all() {
        if (m_request.ids.empty())
            everything();
        for (const std::string& id : m_request.ids)
            if (fs::is_regular_file(id) || id.ends_with(".tar.zst"))
                pack(id);
            else
                tutorial(m_folder / "tutorials" / id);
        recordings();
        return std::move(m_out);
    }

private:
    // Names of the pictures under assets, without .svg.
    static std::set<std::string> pictures_in(const fs::path& assets) {
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

    void add(const std::vector<content::Problem>& more) {
        m_out.problems.insert(m_out.problems.end(), more.begin(), more.end());
    }

    void everything() {
        add(m_topics.problems);
        add(content::check_words(m_folder / "words", m_options.languages));
        if (fs::exists(m_folder / "words" / "desk"))
            add(content::check_words(m_folder / "words" / "desk", m_options.languages));
        m_owners.emplace(content::recorded_words);
        std::vector<content::Problem> told; // by check_words()
        for (content::Recordable& one : content::recordable_words(m_folder / "words", told))
            m_recordable.push_back(std::move(one));
        std::vector<fs::path> folders;
        std::error_code failed;
        for (fs::directory_iterator it(m_folder / "tutorials", failed), end; !failed && it != end;
             it.increment(failed))
            if (it->is_directory(failed))
                folders.push_back(it->path());
        std::sort(folders.begin(), folders.end());
        for (const fs::path& own : folders)
            tutorial(own);
        order();
    }

    // What the tutorials say of each other, at every place that one of them is made for. They may build on those that
    // come with the program, and so does an author's folder on its questionnaire.
    void order() {
        const fs::path shipped = data_dir() / "content", own = m_folder / "skills" / "dsi-2.0.toml";
        const content::Instrument instrument =
            content::load_instrument(fs::exists(own) ? own : shipped / "skills" / "dsi-2.0.toml");
        add(instrument.problems);
        std::vector<fs::path> folders = {m_folder / "tutorials"};
        if (fs::exists(shipped / "tutorials"))
            folders.insert(folders.begin(), shipped / "tutorials");
        std::set<std::pair<std::string, std::string>> told;
        m_places.insert("");
        for (const std::string& place : m_places)
            for (content::Problem& problem : content::check_order(folders, place, instrument))
                if (told.insert({problem.file, problem.message}).second)
                    m_out.problems.push_back(std::move(problem));
    }

    void tutorial(const fs::path& own) {
        if (!fs::is_directory(own)) {
            m_out.problems.push_back({own.string(), 0, "", "unknown-tutorial", "there is no such tutorial"});
            return;
        }
        if (auto files = content::tutorial_files(own, m_out.problems)) {
            m_owners.insert(files->id);
            for (content::Recordable& one : check(*files, m_options))
                m_recordable.push_back(std::move(one));
        }
    }

    // Those of what is looked at; with all content, those of nobody too.
    void recordings() {
        std::vector<content::RecordingFile> files = recordings_in(m_folder);
        if (!m_request.ids.empty())
            std::erase_if(files, [&](const content::RecordingFile& file) {
                return !m_owners.contains(std::string(file.owner()));
            });
        add(content::check_recordings(files, m_recordable));
        for (const content::RecordingFile& file : files)
            if (auto bytes = read_file(file.file))
                recording(file.file, *bytes);
    }

    void recording(const std::string& file, std::string_view bytes) {
        if (std::string fault = content::fault_of_recording(bytes); !fault.empty())
            m_out.problems.push_back({file, 0, "", "bad-recording", fault});
    }

    // Returns what of it can be recorded.
    std::vector<content::Recordable> check(const content::TutorialFiles& files,
                                           const content::CheckOptions& options) {
        ++m_out.tutorials;
        const auto variants = content::read_variants(files, m_out.problems);
        for (const auto& variant : variants)
            m_places.insert(variant->place);
        add(content::check_variants(variants, options));
        return content::recordable_texts(variants);
    }

    // Its own pictures beside ours, and the languages it says it has.
    void pack(const std::string& file) {
        content::CheckOptions options = m_options;
        std::map<std::string, content::TutorialFiles> tutorials;
        std::vector<content::RecordingFile> sounds;
        auto take = [&](const content::PackFile& one, std::string_view bytes) {
            const fs::path path(one.path);
            if (one.path.starts_with("audio/")) {
                sounds.push_back({file + ":" + one.path, one.path.substr(6)});
                recording(sounds.back().file, bytes);
            }
            if (path.extension() == ".svg")
                options.pictures.insert(path.stem().string());
            if (path.extension() != ".toml")
                return;
            const std::string id = path.parent_path().filename().string();
            content::TutorialFiles& files = tutorials[id];
            files.id = id, files.file = file + ":tutorials/" + id + "/tutorial.toml";
            (path.stem() == "tutorial" ? files.structure : files.words[path.stem().string()]) = bytes;
        };
        auto read = content::read_pack(file, "this pack", take);
        if (auto* refused = std::get_if<content::Refused>(&read)) {
            m_out.problems.push_back({file, 0, "", "bad-pack", refused->why});
            return;
        }
        if (m_request.languages.empty())
            options.languages = std::get<content::Manifest>(read).languages;
        std::vector<content::Recordable> texts;
        for (const auto& [id, files] : tutorials)
            for (content::Recordable& one : check(files, options))
                texts.push_back(std::move(one));
        // The words of the interface are not in it: what fits them a kiosk knows.
        std::erase_if(sounds, [](const content::RecordingFile& sound) {
            return sound.owner() == content::recorded_words;
        });
        add(content::check_recordings(sounds, texts));
    }

    const CheckRequest& m_request;
    fs::path m_folder;
    content::CheckOptions m_options;
    content::Topics m_topics;
    std::set<std::string> m_places; // of the variants seen
    std::set<std::string> m_owners; // of the recordings to look at
    std::vector<content::Recordable> m_recordable;
    Looked m_out;
};

} // namespace

Looked look_at(const CheckRequest& request) {
    Looked out = Look(request, request.data.empty() ? data_dir() : fs::path(request.data)).all();
    std::error_code failed;
    for (content::Problem& problem : out.problems) {
        fs::path near = fs::path(problem.file).lexically_relative(fs::current_path(failed));
        if (!near.empty() && *near.begin() != "..")
            problem.file = near.string();
    }
    return out;
}

void print_problems(const std::vector<content::Problem>& problems, bool json) {
    if (!json) {
        for (const content::Problem& problem : problems)
            fmt::print("{}\n", content::to_text(problem));
        return;
    }
    nlohmann::json out = nlohmann::json::array();
    for (const content::Problem& problem : problems)
        out.push_back({{"file", problem.file},
                       {"line", problem.line},
                       {"language", problem.language},
                       {"rule", problem.rule},
                       {"message", problem.message}});
    fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::string count_of(size_t count, const std::string& one, const std::string& many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

} // namespace accanto::tool
