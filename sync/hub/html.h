#pragma once
// Small pieces that pages are put together from. Everything that comes from outside passes through escaped().

#include "content/library/library.h"
#include "sync/hub/figure_table.h"
#include "sync/hub/pages.h"

namespace accanto::hub {

std::string escaped(std::string_view text);

// Says words to one reader, safe to stand in a page; words in another language than asked for carry their own lang.
class Speaker {
public:
    Speaker(const content::Words& words, const Viewer& viewer) : m_words(words), m_viewer(viewer) {}
    std::string operator()(const std::string& key, const content::Arguments& arguments = {}) const;
    bool has(const std::string& key) const { return m_words.has("en", key); }
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
std::string picture(std::string_view name);   // "visits", "tickets", "waits", "help", "alone", "glad", "mark"
const char* light_class(Light light);         // "green"

// Names of what figures are of: topics and languages from the words of the kiosk, the rest from ours; a code that nobody
// named is shown as it is.
class Names {
public:
    Names(const Speaker& say, const content::Words& kiosk_words, const content::Library& library)
        : m_say(say), m_kiosk_words(kiosk_words), m_library(library) {}
    std::string of(const std::string& column, const std::string& code) const;   // escaped
    std::string tutorial(const std::string& id) const;
    bool is_code_named(const std::string& code) const;
    const Speaker& say() const { return m_say; }
    const content::Library& library() const { return m_library; }

private:
    const Speaker& m_say;
    const content::Words& m_kiosk_words;
    const content::Library& m_library;
};

// The part of an address that brings the selection back: "days=7&amp;point=x&amp;lang=en", ready to stand in an attribute.
std::string query_of(const Viewer& viewer);

// The main parts of the pages.
std::string first_page(const Names& names, const Overview& overview);
std::string points_page(const Names& names, const Overview& overview);
std::string report_page(const Names& names, const Overview& overview, const std::string& made_on);
std::string sign_in_page(const Speaker& say, const char* fault_key);   // fault_key: nullptr at first
// Their pieces.
std::string filter_form(const Names& names, const Overview& overview);
std::string big_figures(const Names& names, const Overview& overview, bool shared);
std::string target_cards(const Names& names, const Overview& overview);
std::string point_card(const Speaker& say, const PointView& point);
// Every figure with its chart, its table and its files. `shared`: as in tables_of(); files are linked from pages alone.
std::string figure_sections(const Names& names, const Overview& overview, bool shared);
// The table of one tutorial: how many reached each step, and where they stopped.
std::string funnel_table(const Names& names, const Funnel& funnel);

std::string style_sheet();

} // namespace accanto::hub
