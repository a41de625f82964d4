// The first screen after the program begins, as quickly as it can be there.
#include "content/library/words_file.h"
#include "kiosk/app/app.h"

#include <spdlog/spdlog.h>

#include <malloc.h>

namespace accanto::app {

namespace {

// What the first screen says.
class SayingsOfAlbum : public content::Sayings {
public:
    explicit SayingsOfAlbum(ui::Album& album) : m_album(album) {}

    std::optional<content::Phrase> find(const std::string& question) override {
        const ui::Album::Page* page = m_album.find(key(question));
        if (!page || page->numbers.size() != 1)
            return std::nullopt;
        const size_t end = page->text.find('\n');
        if (end == std::string::npos)
            return std::nullopt;
        return content::Phrase{page->text.substr(end + 1), page->text.substr(0, end), page->numbers[0] != 0};
    }
    void add(const std::string& question, const content::Phrase& answer) override {
        m_album.add(key(question),
                    {{answer.fallback ? 1.0f : 0.0f}, {}, answer.language + "\n" + answer.text});
    }

private:
    static std::string key(const std::string& question) { return "said " + question; }

    ui::Album& m_album;
};

std::filesystem::path words_folder(const AppOptions& options) {
    return options.data / "content" / "words";
}

std::filesystem::path album_file(const Settings& settings) {
    return settings.state / "first-screen.album";
}

} // namespace

// While the window opens, the album of the last start is read; only where there is none the words are read,
// the fonts opened and what draws pictures is loaded, which is needed to draw what it would have shown.
FirstScreen App::begin_first_screen() const {
    const std::filesystem::path assets = m_options.data / "assets", font_config = ui::fonts_of(assets);
    FirstScreen first;
    first.fonts = ui::fonts_later(font_config);
    first.words = content::Words::later(words_folder(m_options), m_settings.point.official_language);
    first.album = std::async(std::launch::async, [file = album_file(m_settings),
                                                  subject = assets.string() + "\n" + words_folder(m_options).string() +
                                                            "\n" + ui::chosen_font_config(font_config)] {
                      return std::make_shared<ui::Album>(ui::Album::read(file, subject));
                  }).share();
    first.warm_words = std::async(std::launch::async, [album = first.album, words = first.words] {
        if (album.get()->empty())
            words->read();
    });
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

void App::tell(const std::vector<content::Problem>& problems) {
    for (const content::Problem& p : problems)
        spdlog::error("{}:{}: {}", p.file, p.line, p.message);
}

std::shared_ptr<const content::Words> App::words_of_first_screen() {
    m_first.warm_words.get();
    ui::Album& album = *m_first.album.get();
    if (album.empty())
        tell(m_first.words->problems());
    m_first.sayings = std::make_unique<SayingsOfAlbum>(album);
    m_first.words->use(m_first.sayings.get());
    return m_first.words;
}

// The first screen stands: from here on nothing goes into the album any more. It is kept where it showed the
// greeting and what is the same at the next start: no number of a ticket, no call, nothing of a visit.
void App::end_first_screen() {
    m_ui->use(nullptr);
    m_first.words->use(nullptr);
    const bool plain = m_frames == 1 && screen() == ScreenId::attract && !m_visit.is_active() &&
                       m_visit.by_ear == Visit::ByEar::no && m_point.serving.empty() && !notice() &&
                       !m_options.preview;
    m_album = plain && m_first.album.get()->changed() ? m_first.album.get() : nullptr;
    // All who hold the album let go of it.
    m_first.sayings.reset();
    m_first.warm_fonts = {};
    m_first.warm_pictures = {};
    m_first.album = {};
    m_first.warm_words = std::async(std::launch::async, [words = m_first.words] {
        try {
            words->read();
        } catch (const std::exception& e) {
            // They were there at the last start. Whoever asks for them now is told as well.
            spdlog::error("{}", e.what());
        }
    });
    m_first.warm_fonts = std::async(std::launch::async, [fonts = m_first.fonts] {
        fonts.wait();
        ui::prepare_pictures();
        // What the album took is given back to the system, not only to the C library.
        ::malloc_trim(0);
    });
}

// For a time when this program does not stand. Once a start, when nobody has come for some seconds.
void App::keep_safe_words() {
    if (m_safe_words_kept || !m_ui->texts().fonts().missing_families().empty() || !m_content.words->problems().empty())
        return;
    const SafeLayout layout{float(m_window->width()), float(m_window->height()), m_look.px_per_mm};
    if (!draw_next(m_safe_pictures, *m_ui, *m_content.words, m_settings, layout))
        return;
    m_safe_words_kept = true;
    m_keeping_safe_words = std::async(std::launch::async, [settings = m_settings, layout, pictures = std::exchange(m_safe_pictures, {})] {
        try {
            keep_safe_pictures(settings, layout, pictures);
        } catch (const std::exception& e) {
            spdlog::warn("safe mode would have no pictures of its words: {}", e.what());
        }
    });
}

// Some seconds later, nobody having come.
void App::keep_album() {
    const std::shared_ptr<const ui::Album> album = std::exchange(m_album, nullptr);
    if (!album || !m_ui->texts().fonts().missing_families().empty() || !m_content.words->problems().empty())
        return;
    std::vector<std::string> made_from = m_ui->files();
    made_from.push_back(words_folder(m_options).string());
    for (const std::filesystem::path& file : content::toml_files(words_folder(m_options)))
        made_from.push_back(file.string());
    m_keeping_album = std::async(std::launch::async, [album, file = album_file(m_settings), made_from] {
        try {
            album->write(file, made_from);
        } catch (const std::exception& e) {
            // The next start takes longer, and that is all.
            spdlog::debug("album: {}", e.what());
        }
    });
}

} // namespace accanto::app
