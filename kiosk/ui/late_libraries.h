#pragma once
// Pango, Cairo and Fontconfig, loaded when something is drawn that is not in the album of the first screen. They bring thirty
// libraries: linked, they would take a fifth of the time that whoever switches a kiosk on waits for it.

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

namespace accanto::ui {

// Of each function that is used here the library's own, under its own name.
struct LateLibraries {
#define ACCANTO_LATE_FUNCTIONS(function)                                                                       \
    function(FcConfigBuildFonts) function(FcConfigCreate) function(FcConfigDestroy)                          \
    function(FcConfigGetFontDirs) function(FcConfigGetFonts) function(FcConfigParseAndLoad)                  \
    function(FcConfigSetCurrent) function(FcPatternGetString) function(FcStrListDone)                        \
    function(FcStrListNext) function(cairo_arc) function(cairo_close_path) function(cairo_create)            \
    function(cairo_destroy) function(cairo_fill) function(cairo_font_options_create)                         \
    function(cairo_font_options_destroy) function(cairo_font_options_set_antialias)                          \
    function(cairo_font_options_set_hint_metrics) function(cairo_font_options_set_hint_style)                \
    function(cairo_image_surface_create_for_data) function(cairo_new_sub_path)                               \
    function(cairo_set_dash) function(cairo_set_line_cap) function(cairo_set_line_width)                     \
    function(cairo_set_source_rgba) function(cairo_stroke) function(cairo_surface_destroy)                   \
    function(cairo_surface_flush) function(cairo_translate) function(g_clear_error) function(g_free)         \
    function(g_object_unref) function(g_utf8_pointer_to_offset)                                              \
    function(pango_attr_line_height_new_absolute) function(pango_attr_list_insert)                           \
    function(pango_attr_list_new) function(pango_attr_list_unref)                                            \
    function(pango_cairo_context_set_font_options) function(pango_cairo_font_map_new)                        \
    function(pango_cairo_show_layout) function(pango_context_set_base_dir)                                   \
    function(pango_context_set_language) function(pango_font_description_free)                               \
    function(pango_font_description_from_string) function(pango_font_description_set_absolute_size)          \
    function(pango_font_description_set_weight) function(pango_font_family_get_name)                         \
    function(pango_font_map_create_context) function(pango_font_map_list_families)                           \
    function(pango_language_from_string) function(pango_layout_get_cursor_pos)                               \
    function(pango_layout_get_iter) function(pango_layout_get_line_count)                                    \
    function(pango_layout_get_lines_readonly) function(pango_layout_get_log_attrs_readonly)                  \
    function(pango_layout_get_pixel_extents) function(pango_layout_get_unknown_glyphs_count)                 \
    function(pango_layout_iter_free) function(pango_layout_iter_get_baseline)                                \
    function(pango_layout_iter_get_line_readonly) function(pango_layout_iter_next_line)                      \
    function(pango_layout_line_get_pixel_extents) function(pango_layout_line_get_x_ranges)                   \
    function(pango_layout_new) function(pango_layout_set_alignment)                                          \
    function(pango_layout_set_attributes) function(pango_layout_set_auto_dir)                                \
    function(pango_layout_set_font_description) function(pango_layout_set_text)                              \
    function(pango_layout_set_width) function(pango_layout_set_wrap)
#define ACCANTO_LATE_MEMBER(name) decltype(&::name) name = nullptr;
    ACCANTO_LATE_FUNCTIONS(ACCANTO_LATE_MEMBER)
#undef ACCANTO_LATE_MEMBER
};

// Any thread; the first call loads them. Throws Error where they cannot be loaded.
const LateLibraries& late();

} // namespace accanto::ui
