#include "kiosk/desk/texts.h"

#include "content/library/packs.h"

#include "content/base/error.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::desk {

namespace {

void log_problems(const std::vector<content::Problem>& problems) {
    for (const auto& problem : problems)
        spdlog::warn("{}:{}: {}", problem.file, problem.line, problem.message);
}

// The topics' names stand among the kiosk's words. Without them the desk shows the codes.
std::shared_ptr<const content::Words> kiosk_words(const std::filesystem::path& folder,
                                                  const std::string& official) {
    try {
        return content::Words::load(folder, official);
    } catch (const Error& error) {
        spdlog::warn("topics will be shown by their codes: {}", error.what());
        return nullptr;
    }
}

// What citizens learn from: with it, a step where somebody got stuck has a name.
content::Library library_of(const std::filesystem::path& data, const Settings& settings) {
    std::vector<std::filesystem::path> folders = content::pack_folders(content::installed_content(settings.state)).tutorials;
    folders.insert(folders.begin(), data / "content" / "tutorials");
    return content::load_library(folders, settings.point.place);
}

} // namespace

Texts::Texts(const std::filesystem::path& data, const Settings& settings)
    : m_official(settings.point.official_language),
      m_words(content::Words::load(data / "content" / "words" / "desk", m_official)),
      m_kiosk_words(kiosk_words(data / "content" / "words", m_official)),
      m_topics(content::load_topics(data / "content" / "topics" / "topics.toml")),
      m_library(library_of(data, settings)) {
    log_problems(m_words->problems());
    log_problems(m_topics.problems);
    log_problems(m_library.problems());
}

std::string Texts::say(const std::string& language, const std::string& key,
                       const content::Arguments& arguments) const {
    return m_words->say(language, key, arguments).text;
}

content::Phrase Texts::phrase(const std::string& language, const std::string& key) const {
    return m_words->say(language, key);
}

std::string Texts::kiosk_word(const std::string& language, const std::string& key,
                              const content::Arguments& arguments) const {
    return m_kiosk_words ? m_kiosk_words->say(language, key, arguments).text : key;
}

content::Phrase Texts::kiosk_speech(const std::string& language, const std::string& key,
                                    const content::Arguments& arguments) const {
    return m_kiosk_words ? m_kiosk_words->speech(language, key, arguments) : content::Phrase{key, "", true};
}

content::Phrase Texts::topic_title(const std::string& language, const std::string& code) const {
    const content::Topic* topic = m_topics.find(code);
    // Who took a number without being asked has a topic that nobody is offered.
    const std::string key = topic ? topic->word_key() : "topic." + code;
    if (!m_kiosk_words || (!topic && !m_kiosk_words->has("en", key)))
        return {code, "und", true};
    return m_kiosk_words->say(language, key);
}

std::string Texts::language_name(const std::string& reader, const std::string& code) const {
    const std::string key = "languages." + code;
    if (m_words->has(reader, key))
        return m_words->say(reader, key).text;
    return m_kiosk_words ? content::own_name(*m_kiosk_words, code) : code;
}

std::string Texts::own_name(const std::string& language) const {
    return content::own_name(*m_words, language);
}

bool Texts::is_known(const std::string& language) const {
    const auto& known = languages();
    return std::find(known.begin(), known.end(), language) != known.end();
}

} // namespace accanto::desk
