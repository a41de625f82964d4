#pragma once
// What the pages say and show: the desk's words, and the names of topics, tutorials and languages for one
// reader.

#include "content/base/settings.h"
#include "content/library/topics.h"
#include "content/library/library.h"
#include "content/library/words.h"

#include <filesystem>
#include <memory>
#include <string>

namespace accanto::desk {

// Read once at the start; any thread.
class Texts {
public:
    // `data` is data_dir(). Throws Error when the English words of the desk cannot be read; all else that is
    // wrong with the content is logged and does without.
    Texts(const std::filesystem::path& data, const Settings& settings);

    std::string say(const std::string& language, const std::string& key,
                    const content::Arguments& arguments = {}) const;
    // With the language the words are really in.
    content::Phrase phrase(const std::string& language, const std::string& key) const;
    // One of the kiosk's own words; the key itself when they could not be read.
    std::string kiosk_word(const std::string& language, const std::string& key,
                           const content::Arguments& arguments = {}) const;
    // The same for the voice.
    content::Phrase kiosk_speech(const std::string& language, const std::string& key,
                                 const content::Arguments& arguments) const;
    content::Phrase topic_title(const std::string& language, const std::string& code) const;
    // "Arabic" for a reader of English; the language's own name when the reader's words do not have it.
    std::string language_name(const std::string& reader, const std::string& code) const;

    const std::vector<std::string>& languages() const { return m_words->languages(); }
    std::string own_name(const std::string& language) const;
    bool is_known(const std::string& language) const;
    const std::string& official_language() const { return m_official; }
    const content::Topics& topics() const { return m_topics; }
    const content::Library& library() const { return m_library; }

private:
    std::string m_official;
    std::shared_ptr<const content::Words> m_words, m_kiosk_words;
    content::Topics m_topics;
    content::Library m_library;
};

} // namespace accanto::desk
