#pragma once
// The pages for people: rendered here, without scripts, without anything from elsewhere.

#include "content/library/library.h"
#include "sync/hub/access.h"
#include "sync/hub/overview.h"

namespace accanto::hub {

// Everything a page needs to speak to one reader.
struct Viewer {
    std::string language = "en";
    bool right_to_left = false;
    int days = 1;          // period that is looked at
    std::string point;     // one point, or all
};

class Pages {
public:
    // Reads the words (content/words/hub) and the tutorials' titles. Throws Error when the English words cannot be read.
    Pages(Storage& storage, Access& access, const Clock& clock, const std::filesystem::path& content, std::string zone);

    // Whatever is not under /v1/: the first page, signing in and out, the style sheet; 404 for the rest.
    HttpAnswer answer(HttpRequest& request);

private:
    Viewer viewer_of(const wire::Message& request) const;
    HttpAnswer sign_in(HttpRequest& request);
    HttpAnswer page(int status, const Viewer& viewer, const std::string& title_key, const std::string& main, bool signed_in) const;
    std::string language_links(const Viewer& viewer) const;

    Storage& m_storage;
    Access& m_access;
    const Clock& m_clock;
    std::shared_ptr<const content::Words> m_words;
    content::Library m_library;
    std::string m_zone;
};

} // namespace accanto::hub
