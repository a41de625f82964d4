#include "kiosk/app/acceptance_slip.h"

#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "kiosk/app/paper_lines.h"
#include "kiosk/setup/setup.h"

#include <nlohmann/json.hpp>

namespace accanto::app {

namespace {

// Of the sheet's own words; "" where there is none.
std::string word_of(const nlohmann::json& sheet, const char* name) {
    return sheet.contains(name) && sheet[name].is_string() ? sheet[name].get<std::string>() : std::string();
}

// "2026-11-27 19:45" of a moment as RFC 3339 writes it: in UTC, as the sheet has it.
std::string moment_of(const std::string& rfc3339) {
    return rfc3339.size() < 16 ? rfc3339 : rfc3339.substr(0, 10) + " " + rfc3339.substr(11, 5) + " UTC";
}

void add_finding(PaperLines& out, const doctor::Finding& one) {
    const char* mark = one.light == doctor::Light::green   ? "✓ "
                       : one.light == doctor::Light::amber ? "! "
                                                           : "✗ ";
    ui::Label name = out.say(doctor::name_key(one));
    name.text = mark + name.text;
    out.add(std::move(name), 4.2f, 700, 2.5f, ui::Align::start);
    if (one.light != doctor::Light::green)
        out.add(out.label(doctor::sentence(out.words, out.language, one)), 3.8f, 400, 0.8f, ui::Align::start);
}

class Nowhere final : public platform::Canvas {
public:
    platform::TextureId upload(const platform::Image&) override { return ++m_last; }
    void release(platform::TextureId) override {}

private:
    platform::TextureId m_last = 0;
};

} // namespace

platform::Image draw_acceptance_slip(ui::Ui& ui, const content::Words& words, const Settings& settings,
                                     const std::string& language, std::string_view text) {
    const auto sheet = nlohmann::json::parse(text, nullptr, false);
    const auto findings = sheet.is_object() && sheet.contains("findings")
                              ? doctor::findings_from(sheet["findings"].dump())
                              : std::nullopt;
    if (!findings || !setup::is_genuine_sheet(text))
        throw Error("this is no acceptance sheet, or it was changed after it was signed", EINVAL);
    PaperLines out{words, settings, language, {}};
    out.add(out.say("acceptance.title"), 6, 700, 0);
    out.add(ui.plain(settings.point.name, settings.point.official_language), 5, 600, 2);
    out.add(ui.plain(word_of(sheet, "point") + " " + word_of(sheet, "letter"), "en"), 5, 400, 1);
    out.add(ui.plain(moment_of(word_of(sheet, "at")), "en"), 4.2f, 400, 1);
    out.rule();
    out.add(out.say("acceptance." + word_of(sheet, "verdict")), 6, 700, 3);
    for (const doctor::Finding& one : *findings)
        add_finding(out, one);
    out.rule();
    out.add(ui.plain("accanto " + word_of(sheet, "version"), "en"), 3.6f, 400, 2);
    out.add(ui.plain(word_of(sheet, "kiosk"), "en"), 3.2f, 400, 1);
    const std::string signature = word_of(sheet, "signature");
    out.add(out.say("acceptance.signed", {{"digits", signature.substr(0, 16)}}), 3.6f, 400, 2);
    return ui::draw_slip(ui, out.lines, ui::slip_dots(settings.printer.width_mm));
}

void keep_acceptance_picture(const Settings& settings, const std::filesystem::path& data,
                             const std::filesystem::path& file) {
    const auto sheet = read_file(file);
    if (!sheet)
        throw Error(file.string() + ": there is no such file", ENOENT);
    const std::string& language = settings.point.official_language;
    const auto words = content::Words::load(data / "content" / "words", language);
    Nowhere canvas;
    ui::Ui ui(canvas, data / "assets", words);
    platform::write_png(std::filesystem::path(file).replace_extension(".png"),
                        draw_acceptance_slip(ui, *words, settings, language, *sheet));
}

} // namespace accanto::app
