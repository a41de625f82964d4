#include "kiosk/ui/fonts.h"

#include "content/base/error.h"
#include "kiosk/ui/pango_types.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>

namespace accanto::ui {

namespace {

// By itself fontconfig reads, beside the file it is told to use, every rule that any package of the system offers: some
// fifty files of XML that concern nobody here.
void use_only(const std::string& file) {
    FcConfig* config = late().FcConfigCreate();
    if (late().FcConfigParseAndLoad(config, reinterpret_cast<const FcChar8*>(file.c_str()), FcTrue) && late().FcConfigBuildFonts(config))
        late().FcConfigSetCurrent(config);
    else
        spdlog::error("{} says nothing of fonts: the system's own settings are used", file);
    late().FcConfigDestroy(config);
}

// Opens the files and works out the shapes of both scripts, in both weights there are.
void warm_up(PangoContext* context) {
    constexpr const char* sample = "Aa 1\xD8\xB9";
    for (const int weight : {400, 700}) {
        const Held<PangoLayout> layout(late().pango_layout_new(context));
        PangoFontDescription* font = late().pango_font_description_from_string(families);
        late().pango_font_description_set_weight(font, PangoWeight(weight));
        late().pango_layout_set_font_description(layout.get(), font);
        late().pango_font_description_free(font);
        late().pango_layout_set_text(layout.get(), sample, -1);
        late().pango_layout_get_pixel_extents(layout.get(), nullptr, nullptr);
    }
}

} // namespace

std::string chosen_font_config(const std::filesystem::path& font_config) {
    const char* chosen = getenv("FONTCONFIG_FILE");
    return chosen ? chosen : font_config.string();
}

struct Fonts::Inner {
    Held<PangoFontMap> map;
    Held<PangoContext> context;
    std::vector<std::string> missing;
    std::string config;
};

Fonts::Fonts(const std::filesystem::path& font_config) : m_inner(std::make_unique<Inner>()) {
    m_inner->config = chosen_font_config(font_config);
    use_only(m_inner->config);
    m_inner->map.reset(late().pango_cairo_font_map_new());
    m_inner->context.reset(late().pango_font_map_create_context(m_inner->map.get()));
    cairo_font_options_t* options = late().cairo_font_options_create();
    late().cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    late().cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
    late().cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    late().pango_cairo_context_set_font_options(m_inner->context.get(), options);
    late().cairo_font_options_destroy(options);

    PangoFontFamily** list = nullptr;
    int count = 0;
    late().pango_font_map_list_families(m_inner->map.get(), &list, &count);
    bool sans = false, arabic = false, any = false;
    for (int i = 0; i < count; ++i) {
        std::string name = late().pango_font_family_get_name(list[i]);
        // Pango lists these whether or not a font stands behind them.
        any = any || (name != "Sans" && name != "Serif" && name != "Monospace" && name != "System-ui");
        sans = sans || name == "Noto Sans";
        arabic = arabic || name == "Noto Sans Arabic";
    }
    (late().g_free)(list);
    if (!any)
        throw Error("no font found: install the package fonts-noto-core", 0);
    if (!sans)
        m_inner->missing.push_back("Noto Sans");
    if (!arabic)
        m_inner->missing.push_back("Noto Sans Arabic");
    warm_up(m_inner->context.get());
}

Fonts::~Fonts() = default;

PangoContext* Fonts::context() const { return m_inner->context.get(); }
const std::vector<std::string>& Fonts::missing_families() const { return m_inner->missing; }

std::vector<std::string> Fonts::files() const {
    std::vector<std::string> files = {m_inner->config};
    FcStrList* folders = late().FcConfigGetFontDirs(nullptr);
    while (const FcChar8* folder = late().FcStrListNext(folders))
        files.emplace_back(reinterpret_cast<const char*>(folder));
    late().FcStrListDone(folders);
    const FcFontSet* fonts = late().FcConfigGetFonts(nullptr, FcSetSystem);
    for (int i = 0; fonts && i < fonts->nfont; ++i)
        if (FcChar8* file = nullptr; late().FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &file) == FcResultMatch)
            files.emplace_back(reinterpret_cast<const char*>(file));
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

FontsLater fonts_later(const std::filesystem::path& font_config) {
    return std::async(std::launch::deferred, [font_config]() -> std::shared_ptr<const Fonts> { return std::make_shared<Fonts>(font_config); }).share();
}

} // namespace accanto::ui
