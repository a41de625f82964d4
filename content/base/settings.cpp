#include "content/base/settings.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/settings_section.h"
#include "content/base/settings_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace accanto {

namespace {

void read_point(Section in, Settings::Point& point) {
    in.text("id", point.id, text_rules::point_id);
    in.text("name", point.name, text_rules::name);
    in.text("address", point.address, text_rules::address);
    in.text("help_phone", point.help_phone, text_rules::phone);
    in.text("time_zone", point.time_zone, text_rules::time_zone);
    in.text("place", point.place, text_rules::place);
    in.text("official_language", point.official_language, text_rules::language);
    in.texts("languages", point.languages, text_rules::language);
    in.text("organisation", point.organisation, text_rules::optional_code);
    in.choice("organisation_kind", point.organisation_kind, {std::begin(organisation_kinds), std::end(organisation_kinds)});
    in.text("neighbourhood", point.neighbourhood, text_rules::optional_code);
    in.texts("services", point.services, text_rules::service, true);
    Section hours = in.section("hours");
    constexpr std::array<std::string_view, 7> days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (size_t day = 0; day < days.size(); ++day)
        hours.spans(days[day], point.hours[day]);
    hours.finish();
    in.finish();
}

void read_screen(Section in, Settings::Screen& screen) {
    in.number("pitch_mm", screen.pitch_mm, 0.05, 1.0, "millimetres a pixel", "what the display says");
    in.whole("middle_mm", screen.middle_mm, 0, 2000, "millimetres above the floor");
    in.one_of("turned", screen.turned, {0, 90, 180, 270}, "degrees clockwise that the panel hangs turned");
    in.whole("viewing_distance_mm", screen.viewing_distance_mm, 300, 600, "millimetres");
    in.yes_no("full_screen", screen.full_screen);
    in.choice("theme", screen.theme, {"day", "evening", "high_contrast"});
    in.choice("text_size", screen.text_size, {"normal", "large", "extra"});
    in.yes_no("motion", screen.motion);
    in.finish();
}

void read_printer(Section in, Settings::Printer& printer) {
    in.choice("kind", printer.kind, {"none", "png", "escpos", "cups"});
    in.path("folder", printer.folder, text_rules::optional_folder);
    in.path("device", printer.device, text_rules::optional_device);
    in.text("queue", printer.queue, text_rules::queue);
    in.one_of("width_mm", printer.width_mm, {58, 80}, "millimetres of the roll");
    // A printer that cannot be meant is none: tickets are then told on the screen alone, and nobody waits for paper.
    const auto lacks = [&](std::string_view kind, bool given, const char* what) {
        if (printer.kind != kind || given)
            return;
        in.object_to("kind", fmt::format("is \"{}\", which needs {}", kind, what));
        printer.kind = "none";
    };
    lacks("escpos", !printer.device.empty(), "printer.device, such as \"/dev/usb/lp0\"");
    lacks("cups", !printer.queue.empty(), "printer.queue: its name, as lpstat -p lists it");
    in.finish();
}

void read_desk(Section in, Settings::Desk& desk) {
    in.text("listen", desk.listen, text_rules::ip_address);
    in.whole("port", desk.port, 1, 65535, "a TCP port");
    in.path("certificate", desk.certificate, text_rules::optional_pem_file);
    in.path("key", desk.key, text_rules::optional_pem_file);
    in.yes_no("plain_http", desk.plain_http);
    // Neither serves without the other: the desk then says what it wants before it listens.
    if (desk.certificate.empty() != desk.key.empty()) {
        const bool key = desk.key.empty();
        in.object_to(key ? "certificate" : "key", fmt::format("is given without desk.{}; give both, or none",
                                                              key ? "key" : "certificate"));
        desk.certificate.clear();
        desk.key.clear();
    }
    in.finish();
}

// What two settings say together may be what is wrong; a kiosk that cannot know its host goes on alone.
void read_other_kiosks(Section& root, Settings& settings) {
    Section host = root.section("host");
    host.text("address", settings.host.address, text_rules::host_address);
    host.text("key", settings.host.key, text_rules::public_key);
    if (settings.has_host() && settings.host.key.empty()) {
        host.object_to("address", "needs host.key: what \"accanto point key\" prints on the kiosk with the desk");
        settings.host.address.clear();
    }
    host.finish();

    Section guests = root.section("guests");
    guests.text_by_name(settings.guests, text_rules::kiosk_letter, text_rules::public_key);
    if (settings.guests.erase(settings.kiosk.letter) > 0)
        guests.object_to(settings.kiosk.letter, "is this kiosk's own letter (kiosk.letter); each kiosk of the point has another");
    if (!settings.guests.empty() && settings.has_host()) {
        host.object_to("address", "names a kiosk with the desk, although [guests] says that this one has it; allowed: one of the two");
        settings.guests.clear();
    }
    guests.finish();
}

void read_rest(Section& root, Settings& settings) {
    Section kiosk = root.section("kiosk");
    kiosk.text("letter", settings.kiosk.letter, text_rules::kiosk_letter);
    kiosk.whole("daily_limit", settings.kiosk.daily_limit, 0, 999,
                "tickets of each topic a day, 0 for no limit");
    Section limits = kiosk.section("daily_limits");
    limits.whole_by_name(settings.kiosk.daily_limits, 0, 999, "tickets of this topic a day, 0 for no limit");
    kiosk.finish();

    read_other_kiosks(root, settings);

    Section technician = root.section("technician");
    technician.text("language", settings.technician.language, text_rules::optional_language);
    technician.finish();

    // The least time to answer is EN 301 549 11.2.2.1: a warning and at least 20 seconds.
    Section idle = root.section("idle");
    idle.whole("ask_after_s", settings.idle.ask_after_s, 20, 1800, "seconds");
    idle.whole("ask_after_reading_s", settings.idle.ask_after_reading_s, 20, 1800, "seconds");
    idle.whole("answer_within_s", settings.idle.answer_within_s, 20, 600, "seconds");
    idle.whole("ticket_s", settings.idle.ticket_s, 10, 300, "seconds");
    idle.finish();

    // The range is EN 301 549 5.8: at least 0.5 s must be within reach.
    Section touch = root.section("touch");
    touch.number("double_tap_s", settings.touch.double_tap_s, 0.1, 1.0, "seconds");
    touch.number("margin_mm", settings.touch.margin_mm, 0.0, 10.0, "millimetres");
    touch.finish();

    Section voice = root.section("voice");
    voice.yes_no("available", settings.voice.available);
    voice.yes_no("on_at_start", settings.voice.on_at_start);
    voice.whole("words_per_minute", settings.voice.words_per_minute, 80, 250, "words a minute");
    voice.whole("volume_percent", settings.voice.volume_percent, 0, 100, "percent");
    if (settings.voice.on_at_start && !settings.voice.available) {
        voice.object_to("on_at_start", "is true although voice.available is false; allowed then: false");
        settings.voice.on_at_start = false;
    }
    voice.finish();

    read_printer(root.section("printer"), settings.printer);

    read_desk(root.section("desk"), settings.desk);
    if (!settings.guests.empty() && (settings.desk.listen.starts_with("127.") || settings.desk.listen == "::1"))
        root.object_to("guests", fmt::format("names other kiosks, and desk.listen is {}, which none of them reaches; allowed then: "
                                             "\"0.0.0.0\", or this machine's address on the point's network",
                                             settings.desk.listen));

    Section content = root.section("content");
    content.path("key", settings.content.key, text_rules::optional_file);
    content.finish();

    Section contact = root.section("contact");
    contact.text("key", settings.contact.key, text_rules::contact_key);
    contact.finish();

    Section sync = root.section("sync");
    sync.text("hub", settings.sync.hub, text_rules::hub_address);
    sync.whole("every_s", settings.sync.every_s, 1, 86400, "seconds");
    sync.finish();
}

} // namespace

std::string SettingsProblem::text() const {
    std::string out = file;
    if (line > 0)
        out += fmt::format(":{}", line);
    if (!key.empty())
        out += ": " + key;
    return out + ": " + message;
}

namespace {

enum class Keys { all, all_but_state };

void read_text(LoadedSettings& loaded, const std::string& name, std::string_view text, Keys keys) {
    toml::table table;
    try {
        table = toml::parse(text, name);
    } catch (const toml::parse_error& error) {
        loaded.problems.push_back({name, int(error.source().begin.line), "", std::string(error.description())});
        return;
    }
    const size_t before = loaded.problems.size();
    Section root(name, &table, "", loaded.problems);
    if (keys == Keys::all)
        root.path("state", loaded.settings.state, text_rules::folder);
    read_point(root.section("point"), loaded.settings.point);
    read_screen(root.section("screen"), loaded.settings.screen);
    read_rest(root, loaded.settings);
    root.finish();
    std::stable_sort(loaded.problems.begin() + std::ptrdiff_t(before), loaded.problems.end(),
                     [](const SettingsProblem& a, const SettingsProblem& b) { return a.line < b.line; });
}

// Nothing, and a problem, when the file is there and cannot be read.
std::optional<std::string> read_or_tell(LoadedSettings& loaded, const std::filesystem::path& file) {
    try {
        return file.empty() ? std::nullopt : read_file(file);
    } catch (const Error& error) {
        loaded.problems.push_back({file.string(), 0, "", error.what()});
        return std::nullopt;
    }
}

} // namespace

LoadedSettings load_settings(const std::filesystem::path& file, bool must_exist) {
    LoadedSettings out;
    const std::optional<std::string> bytes = read_or_tell(out, file);
    if (bytes)
        read_text(out, file.string(), *bytes, Keys::all);
    else if (must_exist && out.problems.empty())
        out.problems.push_back({file.empty() ? "settings" : file.string(), 0, "", "there is no such file"});
    return out;
}

void add_settings(LoadedSettings& loaded, const std::filesystem::path& file) {
    if (const std::optional<std::string> bytes = read_or_tell(loaded, file))
        add_settings_text(loaded, file.string(), *bytes);
}

void add_settings_text(LoadedSettings& loaded, const std::string& name, std::string_view text) { read_text(loaded, name, text, Keys::all_but_state); }

std::filesystem::path content_key_file(const Settings& settings, const std::filesystem::path& settings_file) {
    if (!settings.content.key.empty())
        return settings.content.key;
    std::filesystem::path config = settings_file.empty() ? "/etc/accanto" : settings_file.parent_path();
    return config / "content.pub";
}

std::filesystem::path default_settings_file() {
    if (const char* set = getenv("ACCANTO_SETTINGS"); set && *set)
        return set;
    std::filesystem::path installed = "/etc/accanto/accanto.toml";
    std::error_code unreadable;
    return std::filesystem::exists(installed, unreadable) ? installed : std::filesystem::path();
}

} // namespace accanto
