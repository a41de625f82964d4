// What there is to learn changes while the kiosk runs: packs are installed, and an author saves a lesson.
#include "kiosk/app/app.h"

#include "content/library/packs.h"

#include <spdlog/spdlog.h>

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
        show_saved();
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
    open_tutorial(preview.tutorial, {}, preview.step);
}

void App::show_saved() {
    m_librarian->reload();
    m_librarian->open(m_options.preview->tutorial, [this](std::shared_ptr<const content::Tutorial> tutorial) {
        m_dirty = true;
        if (!tutorial) {   // what is wrong is in the log; the last good one stays
            spdlog::warn("not shown: mend what is told above, and save again");
            return;
        }
        int step = m_visit.lesson ? m_visit.lesson->progress().step : m_options.preview->step;
        m_visit.lesson = std::make_unique<content::Lesson>(std::move(tutorial));
        m_visit.lesson->resume_at(step, lesson_words());
        m_visit.results_sent = 0;
        m_visit.lesson_finished = false;
        if (m_visit.screen != ScreenId::lesson)
            go_to(ScreenId::lesson);
    });
}

} // namespace accanto::app
