#pragma once
// Pictograms and illustrations (assets/, SVG) through librsvg, recoloured for the theme, each drawn once at its size.

#include "kiosk/platform/image.h"
#include "kiosk/ui/album.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/look.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace accanto::ui {

// Loads what draws them, which the first picture would do otherwise. Any thread.
void prepare_pictures();

class PictureEngine {
public:
    PictureEngine(platform::Canvas& canvas, const std::filesystem::path& assets);
    // Further folders with pictograms/ and illustrations/, of installed packs. The assets come first, and do not change
    // while the program runs; where there are others, all that was read and drawn is forgotten: files may have changed.
    void look_also_in(std::vector<std::filesystem::path> folders);
    ~PictureEngine();

    // The texture of pictograms/<name>.svg or illustrations/<name>.svg fitted into w x h pixels, and where in that box it
    // lies. 0 when there is no such picture (told once in the log): a picture is never the only carrier of a meaning.
    struct Placed {
        platform::TextureId texture = 0;
        Rect place;
    };
    Placed draw(const std::string& name, int w, int h, const Look& look);
    // With one colour instead of outline, body and accent, for use on a filled button.
    Placed draw_plain(const std::string& name, int w, int h, Colour outline, Colour body);
    bool has(const std::string& name) const;
    platform::Image pixels(const std::string& name, int w, int h, const Look& look);

    // On: what is not drawn yet is begun on threads of their own, and left out of this frame. The next frame waits for it.
    void rehearse(bool on);

    void use(Album* album);   // as TextEngine's
    // The files and folders that decide how the pictures look which the album has.
    std::vector<std::string> files() const;

    void end_frame();
    void clear();

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

} // namespace accanto::ui
