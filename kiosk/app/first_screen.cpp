// The first screen after the program begins, as quickly as it can be there.
#include "kiosk/app/app.h"

#include <spdlog/spdlog.h>

#include <malloc.h>

namespace accanto::app {

// While the window opens, the album of the last start is read; only where there is none the fonts are opened
// and what draws pictures is loaded, which is needed to draw what it would have shown.
App::FirstScreen App::begin_first_screen() const {
    const std::filesystem::path assets = m_options.data / "assets", font_config = ui::fonts_of(assets);
    FirstScreen first;
    first.fonts = ui::fonts_later(font_config);
    first.album =
        std::async(std::launch::async, [file = album_file(), subject = assets.string() + "\n" +
                                                                       ui::chosen_font_config(font_config)] {
            return std::make_shared<ui::Album>(ui::Album::read(file, subject));
        }).share();
    first.warm_fonts = std::async(std::launch::async, [album = first.album, fonts = first.fonts] {
        if (album.get()->empty())
            fonts.wait();
    });
    first.warm_pictures = std::async(std::launch::async, [album = first.album] {
        if (album.get()->empty())
            ui::prepare_pictures();
    });
    return first;
}

// The first screen stands: from here on nothing goes into the album any more. It is kept where it showed the
// greeting and what is the same at the next start: no number of a ticket, no call, nothing of a visit.
void App::end_first_screen() {
    m_ui->use(nullptr);
    const bool plain = m_frames == 1 && screen() == ScreenId::attract && !m_visit.is_active() &&
                       m_visit.by_ear == Visit::ByEar::no && m_point.serving.empty() && !notice() &&
                       !m_options.preview;
    m_album = plain && m_first.album.get()->changed() ? m_first.album.get() : nullptr;
    // All who hold the album let go of it.
    m_first.warm_fonts = {};
    m_first.warm_pictures = {};
    m_first.album = {};
    m_first.warm_fonts = std::async(std::launch::async, [fonts = m_first.fonts] {
        fonts.wait();
        ui::prepare_pictures();
        // What the album took is given back to the system, not only to the C library.
        ::malloc_trim(0);
    });
}

// Some seconds later, nobody having come.
void App::keep_album() {
    const std::shared_ptr<const ui::Album> album = std::exchange(m_album, nullptr);
    if (!album || !m_ui->texts().fonts().missing_families().empty())
        return;
    m_keeping_album = std::async(std::launch::async, [album, file = album_file(), made_from = m_ui->files()] {
        try {
            album->write(file, made_from);
        } catch (const std::exception& e) {
            // The next start takes longer, and that is all.
            spdlog::debug("album: {}", e.what());
        }
    });
}

} // namespace accanto::app
