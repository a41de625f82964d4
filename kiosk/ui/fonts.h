#pragma once
// The fonts, found, opened and warm. That takes about as long as opening a window, so a thread can do it meanwhile.

#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <vector>

typedef struct _PangoContext PangoContext;

namespace accanto::ui {

// Where the assets say which fonts there are.
inline std::filesystem::path fonts_of(const std::filesystem::path& assets) { return assets / "fonts" / "fonts.conf"; }
// The one in use: this, unless FONTCONFIG_FILE says otherwise.
std::string chosen_font_config(const std::filesystem::path& font_config);

class Fonts {
public:
    // `font_config`: our own fontconfig file, so that a machine's other fonts cannot change the look. Must be the first
    // user of fontconfig in the process. Throws Error when no font at all is found. Any thread; afterwards one thread
    // at a time, as everything of Pango's.
    explicit Fonts(const std::filesystem::path& font_config);
    ~Fonts();

    PangoContext* context() const;
    // Families that were asked for and are not there ("Noto Sans Arabic"). Empty: all is well.
    const std::vector<std::string>& missing_families() const;
    // The files and folders that decide which fonts there are and how they look. Any thread.
    std::vector<std::string> files() const;

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

// Fonts that nobody has needed yet. Whoever first waits for them opens them, on his thread.
using FontsLater = std::shared_future<std::shared_ptr<const Fonts>>;
FontsLater fonts_later(const std::filesystem::path& font_config);

} // namespace accanto::ui
