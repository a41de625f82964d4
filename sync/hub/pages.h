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
    int days = 1;          // period up to today that is looked at; 0: the days of the selection are chosen ones
    Selection selection;
};

class Offices;   // offices.h

struct PageOptions {
    std::filesystem::path content;   // of the installation
    std::string zone;                // IANA; empty: the machine's
    std::vector<Target> targets;
};

class Pages {
public:
    // Reads the words (content/words) and the tutorials' titles. Throws Error when the English words cannot be read.
    Pages(Storage& storage, Access& access, const Clock& clock, PageOptions options);
    ~Pages();

    // Whatever is not under /v1/: the first page, all points, the report, the files of figures, signing in and out, the style
    // sheet; the offices (offices.h); 404 for the rest. `visitor`: who asks; nothing: a stranger.
    HttpAnswer answer(HttpRequest& request, const std::optional<Visitor>& visitor);

private:
    Viewer viewer_of(const wire::Message& request) const;
    HttpAnswer sign_in(HttpRequest& request);
    HttpAnswer sign_out(const Viewer& viewer) const;
    HttpAnswer page(const wire::Message& request, int status, const Viewer& viewer, const std::string& title_key, const std::string& main,
                    const std::optional<Visitor>& visitor) const;
    HttpAnswer not_found(const wire::Message& request, const Viewer& viewer, const std::optional<Visitor>& visitor) const;
    HttpAnswer office(HttpRequest& request, const Viewer& viewer, const Visitor& visitor);
    HttpAnswer figures(const wire::Message& request, Viewer viewer, const Visitor& visitor) const;
    std::string ways(const wire::Message& request, const Viewer& viewer, const Visitor& visitor) const;
    std::string language_links(const wire::Message& request, const Viewer& viewer) const;
    Selection selection_of(const wire::Message& request, Viewer& viewer) const;
    Overview overview_of(const Viewer& viewer, const Visitor& visitor, bool with_point_waits) const;
    HttpAnswer figure_file(const wire::Message& request, const Viewer& viewer, const Visitor& visitor) const;
    HttpAnswer report(const wire::Message& request, Viewer viewer, const Visitor& visitor) const;

    Storage& m_storage;
    Access& m_access;
    const Clock& m_clock;
    PageOptions m_options;
    std::shared_ptr<const content::Words> m_words, m_kiosk_words;
    content::Library m_library;
    std::unique_ptr<Offices> m_offices;
};

} // namespace accanto::hub
