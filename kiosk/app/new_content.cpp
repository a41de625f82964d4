// What there is to learn changes while the kiosk runs: packs are installed, and an author saves a lesson.
#include "kiosk/app/app.h"

#include "content/library/packs.h"

namespace accanto::app {

// Records are replaced within packs/<id>; a new pack makes its folder first.
void App::watch_content() {
    namespace fs = std::filesystem;
    std::vector<fs::path> folders;
    const fs::path installed = content::installed_content(m_settings.state);
    std::error_code ignored;
    fs::create_directories(installed / "packs", ignored);
    folders.push_back(installed / "packs");
    for (fs::directory_iterator it(installed / "packs", ignored), end; !ignored && it != end; it.increment(ignored))
        if (it->is_directory(ignored))
            folders.push_back(it->path());
    if (m_options.preview) {
        folders.push_back(m_options.data / "content" / "tutorials" / m_options.preview->tutorial);
        folders.push_back(m_options.data / "assets" / "pictograms");
        folders.push_back(m_options.data / "assets" / "illustrations");
        for (fs::directory_iterator it(m_options.data / "content" / "audio", ignored), end;
             !ignored && it != end; it.increment(ignored))
            folders.push_back(it->path());
    }
    if (m_content_watch)
        m_window->unwatch(m_content_watch->fd());
    m_content_watch = std::make_unique<FolderWatch>(folders);
    m_window->watch(m_content_watch->fd());
}

void App::content_changed() {
    watch_content();
    if (m_options.preview)
        m_flows->lessons.show_saved(m_options.preview->tutorial, m_options.preview->step);
    else if (m_visit.is_active())
        m_content_changed = true;   // who is here ends with what they began with
    else
        m_librarian->reload();
}

void App::take_lessons() {
    switch (m_librarian->deliver()) {
    case Librarian::Delivered::nothing:
        return;
    case Librarian::Delivered::library:
        m_ui->pictures().look_also_in(m_librarian->pictures());
        m_speech->use(m_librarian->recordings());
        break;
    case Librarian::Delivered::lessons:
        break;
    }
    m_dirty = true;
}

void App::begin_preview() {
    const AppOptions::Preview& preview = *m_options.preview;
    begin_visit(preview.language.empty() ? m_languages.front() : preview.language);
    m_flows->lessons.open(preview.tutorial, {}, preview.step);
}

} // namespace accanto::app
