#include "kiosk/ui/picture.h"

#include "content/base/file.h"
#include "kiosk/ui/bytes.h"
#include "kiosk/ui/late_function.h"
#include "kiosk/ui/late_libraries.h"

#include <fmt/format.h>
#include <librsvg/rsvg.h>
#include <spdlog/spdlog.h>

#include <future>
#include <map>
#include <set>
#include <tuple>

namespace accanto::ui {

namespace {

// librsvg brings forty libraries, and linking them takes as long as opening the window. So it is loaded by whoever needs it
// first, beside other work (prepare_pictures()).
struct Rsvg {
    decltype(&rsvg_handle_new_from_data) new_from_data = nullptr;
    decltype(&rsvg_handle_get_intrinsic_dimensions) get_intrinsic_dimensions = nullptr;
    decltype(&rsvg_handle_render_document) render_document = nullptr;
    std::string fault;

    Rsvg() {
        void* library = dlopen("librsvg-2.so.2", RTLD_LAZY | RTLD_LOCAL);
        if (!find_late(library, "rsvg_handle_new_from_data", new_from_data) || !find_late(library, "rsvg_handle_get_intrinsic_dimensions", get_intrinsic_dimensions) ||
            !find_late(library, "rsvg_handle_render_document", render_document))
            fault = dlerror();
    }
};

const Rsvg& rsvg() {
    static const Rsvg loaded;
    return loaded;
}

struct Palette {
    Colour outline, body, accent;
    std::array<Colour, 6> tints;
    auto operator<=>(const Palette&) const = default;
};

// The colours every drawing of ours is made with (assets/LICENCES.md), and so the ones a theme can exchange.
constexpr const char* drawn_tints[6] = {"#DCEDE9", "#FBE4D5", "#E7E4F4", "#FFF1CC", "#DCEAF7", "#F8DEE3"};

std::string recoloured(const std::string& original, const Palette& palette) {
    // One pass from front to back, so that one exchange cannot feed the next.
    const std::string& svg = original;
    std::vector<std::pair<std::string, Colour>> pairs = {
        {"#0B5A5E", palette.outline}, {"#FFFFFF", palette.body}, {"#E2703A", palette.accent}};
    for (size_t i = 0; i < 6; ++i)
        pairs.emplace_back(drawn_tints[i], palette.tints[i]);
    std::string out;
    for (size_t at = 0; at < svg.size();) {
        bool found = false;
        if (svg[at] == '#' && at + 7 <= svg.size()) {
            for (auto& [from, to] : pairs) {
                std::string piece = svg.substr(at, 7);
                for (char& c : piece)
                    c = char(toupper(c));
                if (piece == from) {
                    out += fmt::format("#{:06X}", to & 0xFFFFFF);
                    at += 7;
                    found = true;
                    break;
                }
            }
        }
        if (!found)
            out += svg[at++];
    }
    return out;
}

std::string album_key(const std::string& name, int w, int h, const Palette& palette) {
    ByteWriter key;
    key.number('p').text(name).number(w).number(h).number(palette.outline).number(palette.body).number(palette.accent);
    for (const Colour tint : palette.tints)
        key.number(tint);
    return key.take();
}

constexpr const char* kinds[2] = {"pictograms", "illustrations"};   // looked for in this order

Palette palette_of(const Look& look) {
    return {look.picture_outline, look.picture_body, look.picture_accent, look.tints};
}

} // namespace

struct PictureEngine::Inner {
    platform::Canvas& canvas;
    std::vector<std::filesystem::path> folders;   // the assets first
    std::map<std::string, std::string> sources;
    using Key = std::tuple<std::string, int, int, Palette>;
    struct Drawing {
        platform::Image image;   // empty: cannot be read
        Rect place;
        std::string fault;
    };
    struct Entry {
        Placed placed;
        int64_t used = 0;
        std::future<Drawing> coming;
    };
    std::map<Key, Entry> pictures;
    bool rehearsing = false;
    Album* album = nullptr;
    std::set<std::string> in_album;   // names
    std::set<std::string> told;
    int64_t frame = 0;

    Inner(platform::Canvas& c, std::filesystem::path assets) : canvas(c), folders{std::move(assets)} {}

    // Empty when there is none.
    const std::string& source(const std::string& name) {
        auto it = sources.find(name);
        if (it != sources.end())
            return it->second;
        std::string text;
        // Names come from content files: nothing but a plain name reaches the file system.
        bool plain = !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
        for (size_t i = 0; plain && text.empty() && i < folders.size() * 2; ++i)
            text = read_file(folders[i / 2] / kinds[i % 2] / (name + ".svg")).value_or("");
        if (text.empty() && told.insert(name).second)
            spdlog::warn("picture \"{}\" is missing", name);
        return sources[name] = text;
    }

    // Any thread.
    static Drawing raster(const std::string& svg, int w, int h, const Palette& palette) {
        if (svg.empty() || w < 1 || h < 1)
            return {};
        std::string coloured = recoloured(svg, palette);
        Drawing drawing;
        GError* error = nullptr;
        if (drawing.fault = rsvg().fault; !drawing.fault.empty())
            return drawing;
        RsvgHandle* handle = rsvg().new_from_data(reinterpret_cast<const guint8*>(coloured.data()), coloured.size(), &error);
        if (!handle) {
            drawing.fault = error ? error->message : "?";
            late().g_clear_error(&error);
            return drawing;
        }
        platform::Image& image = drawing.image;
        image.width = w, image.height = h;
        gdouble iw = 0, ih = 0;
        RsvgRectangle box{};
        gboolean has_box = FALSE;
        rsvg().get_intrinsic_dimensions(handle, nullptr, nullptr, nullptr, nullptr, &has_box, &box);
        if (has_box && box.width > 0 && box.height > 0) {
            double scale = std::min(w / box.width, h / box.height);
            iw = box.width * scale, ih = box.height * scale;
            image.width = std::max(1, int(iw)), image.height = std::max(1, int(ih));
        }
        image.argb.assign(size_t(image.width) * size_t(image.height), 0);
        cairo_surface_t* surface =
            late().cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(image.argb.data()), CAIRO_FORMAT_ARGB32,
                                                image.width, image.height, image.width * 4);
        cairo_t* cr = late().cairo_create(surface);
        RsvgRectangle viewport{0, 0, double(image.width), double(image.height)};
        rsvg().render_document(handle, cr, &viewport, nullptr);
        late().cairo_destroy(cr);
        late().cairo_surface_flush(surface);
        late().cairo_surface_destroy(surface);
        late().g_object_unref(handle);
        drawing.place = {float((w - image.width) / 2), float((h - image.height) / 2), float(image.width), float(image.height)};
        return drawing;
    }

    Drawing told_of(const std::string& name, Drawing drawing) {
        if (!drawing.fault.empty() && told.insert(name).second)
            spdlog::warn("picture \"{}\" cannot be read: {}", name, drawing.fault);
        return drawing;
    }

    bool find_in_album(Entry& entry, const std::string& key) {
        const Album::Page* page = album ? album->find(key) : nullptr;
        if (!page || page->numbers.size() != 4 || page->image.width < 1 || page->image.height < 1)
            return false;
        entry.placed = {canvas.upload(page->image), {page->numbers[0], page->numbers[1], page->numbers[2], page->numbers[3]}};
        return true;
    }

    Placed draw(const std::string& name, int w, int h, const Palette& palette) {
        Entry& entry = pictures[{name, w, h, palette}];
        if (entry.used == 0 && canvas.keeps_pixels() && !find_in_album(entry, album_key(name, w, h, palette))) {
            const std::string& svg = source(name);
            if (rehearsing) {
                if (!entry.coming.valid())
                    entry.coming = std::async(std::launch::async, raster, svg, w, h, palette);
                return {};
            }
            Drawing drawing = told_of(name, entry.coming.valid() ? entry.coming.get() : raster(svg, w, h, palette));
            entry.placed.place = drawing.place;
            if (drawing.image.width > 0)
                entry.placed.texture = canvas.upload(drawing.image);
            if (album && entry.placed.texture)
                album->add(album_key(name, w, h, palette), {{drawing.place.x, drawing.place.y, drawing.place.w, drawing.place.h}, std::move(drawing.image)});
        }
        if (album)
            in_album.insert(name);
        entry.used = frame + 1;
        return entry.placed;
    }
};

void prepare_pictures() { rsvg(); }

PictureEngine::PictureEngine(platform::Canvas& canvas, const std::filesystem::path& assets)
    : m_inner(std::make_unique<Inner>(canvas, assets)) {}
PictureEngine::~PictureEngine() { clear(); }

PictureEngine::Placed PictureEngine::draw(const std::string& name, int w, int h, const Look& look) {
    return m_inner->draw(name, w, h, palette_of(look));
}

PictureEngine::Placed PictureEngine::draw_plain(const std::string& name, int w, int h, Colour outline, Colour body) {
    Palette palette{outline, body, outline, {}};
    palette.tints.fill(body);
    return m_inner->draw(name, w, h, palette);
}

bool PictureEngine::has(const std::string& name) const { return !m_inner->source(name).empty(); }

platform::Image PictureEngine::pixels(const std::string& name, int w, int h, const Look& look) {
    return m_inner->told_of(name, Inner::raster(m_inner->source(name), w, h, palette_of(look))).image;
}

void PictureEngine::end_frame() {
    ++m_inner->frame;
    if (m_inner->frame % 30 != 0)
        return;
    for (auto it = m_inner->pictures.begin(); it != m_inner->pictures.end();)
        if (it->second.used + 240 < m_inner->frame) {
            if (it->second.placed.texture)
                m_inner->canvas.release(it->second.placed.texture);
            it = m_inner->pictures.erase(it);
        } else {
            ++it;
        }
}

void PictureEngine::clear() {
    for (auto& [key, entry] : m_inner->pictures)
        if (entry.placed.texture)
            m_inner->canvas.release(entry.placed.texture);
    m_inner->pictures.clear();
}

void PictureEngine::rehearse(bool on) { m_inner->rehearsing = on; }

void PictureEngine::use(Album* album) { m_inner->album = album; }

std::vector<std::string> PictureEngine::files() const {
    std::vector<std::string> files;
    for (const char* kind : kinds) {
        const std::filesystem::path folder = m_inner->folders.front() / kind;
        files.push_back(folder.string());
        for (const std::string& name : m_inner->in_album)
            if (std::filesystem::path file = folder / (name + ".svg"); std::filesystem::exists(file))
                files.push_back(file.string());
    }
    return files;
}

void PictureEngine::look_also_in(std::vector<std::filesystem::path> others) {
    if (others.empty() && m_inner->folders.size() == 1)
        return;
    clear();
    m_inner->folders.resize(1);
    m_inner->folders.insert(m_inner->folders.end(), others.begin(), others.end());
    m_inner->sources.clear();
    m_inner->told.clear();
}

} // namespace accanto::ui
