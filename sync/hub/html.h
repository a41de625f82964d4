#pragma once
// Small pieces that pages are put together from. Everything that comes from outside passes through escaped().

#include "content/library/library.h"
#include "sync/hub/pages.h"

namespace accanto::hub {

std::string escaped(std::string_view text);

// Says words to one reader, safe to stand in a page; words in another language than asked for carry their own lang.
class Speaker {
public:
    Speaker(const content::Words& words, const Viewer& viewer) : m_words(words), m_viewer(viewer) {}
    std::string operator()(const std::string& key, const content::Arguments& arguments = {}) const;
    std::string number(int64_t n) const { return (*this)("figure.number", {{"n", n}}); }
    // "less than 1 min", "12 min"
    std::string minutes(int seconds) const;
    const Viewer& viewer() const { return m_viewer; }

private:
    const content::Words& m_words;
    const Viewer& m_viewer;
};

// Pictures, drawn for these pages. All are decoration: the words beside them say the same.
std::string light_picture(Light light);
std::string picture(std::string_view name);   // "visits", "tickets", "waits", "help", "mark"
const char* light_class(Light light);         // "green"

// The main part of the first page, and of the page that asks for the token.
std::string first_page(const Speaker& say, const Overview& overview, const content::Library& library);
std::string sign_in_page(const Speaker& say, const char* fault_key);   // fault_key: nullptr at first
// The table of one tutorial: how many reached each step, and where they stopped.
std::string funnel_table(const Speaker& say, const Funnel& funnel, const content::Tutorial* tutorial);

std::string style_sheet();

} // namespace accanto::hub
