// What is plugged in, as the kernel tells it in plain files, and whether the machine is locked down.
#include "kiosk/doctor/checks.h"

#include "content/base/file.h"
#include "kiosk/platform/helper_process.h"
#include "kiosk/point/printer_care.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include <poll.h>
#include <unistd.h>

namespace accanto::doctor {

namespace {

namespace fs = std::filesystem;

fs::path of_machine(const Surroundings& s, const fs::path& path) { return s.machine / path.relative_path(); }

std::vector<std::string> lines_of(const fs::path& file) {
    std::vector<std::string> out;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        out.push_back(line);
    return out;
}

// Bit `bit` of the kernel's "word word word" in hexadecimal, the lowest word last, each 64 bits wide on the machines we run on.
bool has_bit(const std::string& words, unsigned bit) {
    std::istringstream in(words);
    std::vector<std::string> list;
    for (std::string one; in >> one;)
        list.push_back(one);
    const size_t at = bit / 64;
    return at < list.size() && (std::strtoull(list[list.size() - 1 - at].c_str(), nullptr, 16) >> bit % 64 & 1) != 0;
}

// The name of the first device of /proc/bus/input/devices that is a touch screen.
std::string touch_screen(const std::vector<std::string>& devices) {
    constexpr unsigned direct = 1, several_fingers_x = 0x35; // INPUT_PROP_DIRECT, ABS_MT_POSITION_X
    std::string name;
    bool is_direct = false;
    for (const std::string& line : devices) {
        if (line.starts_with("N: Name="))
            name = line.substr(8), is_direct = false;
        else if (line.starts_with("B: PROP="))
            is_direct = has_bit(line.substr(8), direct);
        else if (line.starts_with("B: ABS=") && is_direct && has_bit(line.substr(7), several_fingers_x))
            return name.size() > 2 && name.front() == '"' ? name.substr(1, name.size() - 2) : name;
    }
    return {};
}

// The first connected display's mode: "1920x1080"; nothing when none is connected.
std::optional<std::string> connected_mode(const fs::path& drm) {
    std::error_code none;
    std::vector<fs::path> outputs;
    for (const auto& entry : fs::directory_iterator(drm, none))
        outputs.push_back(entry.path());
    std::sort(outputs.begin(), outputs.end());
    for (const fs::path& output : outputs) {
        const auto status = lines_of(output / "status"), modes = lines_of(output / "modes");
        if (!status.empty() && status.front() == "connected")
            return modes.empty() ? "" : modes.front();
    }
    return std::nullopt;
}

std::string printed_by(const Surroundings& s, store::Store* store) { return store ? point::printer_standing(*store, s.settings).state : "unknown"; }

Finding of_printer(const std::string& state) {
    if (state == "ok")
        return {"printer", Light::green, "doctor.printer_ok", {}, {}};
    if (state == "near_end")
        return {"printer", Light::amber, "doctor.printer_near_end", {}, {}};
    for (const char* known : {"out", "open", "off", "gone", "failed"})
        if (state == known)
            return {"printer", Light::red, "doctor.printer_" + state, {}, {}};
    return {"printer", Light::amber, "doctor.printer_unknown", {}, {}};
}

// All that a program says, or nothing when it cannot be run or is not done in time.
std::optional<std::string> output_of(const fs::path& program, const std::string& argument, int within_ms) {
    platform::HelperProcess process(program, {argument});
    if (!process.start())
        return std::nullopt;
    process.close_input();
    std::string out;
    for (;;) {
        pollfd polled{process.output(), POLLIN, 0};
        if (poll(&polled, 1, within_ms) <= 0)
            return std::nullopt;
        char chunk[4096];
        const ssize_t count = process.read(chunk, sizeof chunk);
        if (count == 0)
            return out;
        if (count > 0)
            out.append(chunk, size_t(count));
        else if (errno != EAGAIN && errno != EINTR)
            return std::nullopt;
    }
}

} // namespace

Finding check_sound(const Surroundings& s) {
    if (!s.settings.voice.available)
        return {"sound", Light::green, "doctor.voices_off", {}, {}};
    // " 0 [PCH            ]: HDA-Intel - HDA Intel PCH", or "--- no soundcards ---"
    for (const std::string& line : lines_of(of_machine(s, "/proc/asound/cards")))
        if (const size_t dash = line.find(" - "); dash != std::string::npos && line.find("]:") != std::string::npos)
            return {"sound", Light::green, "doctor.sound_ok", {{"name", line.substr(dash + 3)}}, {}};
    return {"sound", Light::red, "doctor.sound_none", {}, {}};
}

Finding check_printer(const Surroundings& s, store::Store* store) {
    const Settings::Printer& printer = s.settings.printer;
    if (printer.kind == "none")
        return {"printer", Light::green, "doctor.printer_none", {}, {}};
    if (printer.kind == "png") {
        const fs::path folder = printer.folder.empty() ? s.settings.state / "printed" : printer.folder;
        std::error_code none;
        const fs::path there = fs::exists(folder, none) ? folder : folder.parent_path();
        if (access(there.c_str(), W_OK) == 0)
            return {"printer", Light::amber, "doctor.printer_png", {}, {}};
        return {"printer", Light::red, "doctor.printer_failed", {}, folder.string() + ": cannot be written to"};
    }
    try {
        std::error_code none;
        if (printer.kind == "escpos" && !fs::exists(of_machine(s, printer.device), none))
            return {"printer", Light::red, "doctor.printer_gone", {}, printer.device.string() + ": not there"};
        return of_printer(printed_by(s, store));
    } catch (const std::exception& e) {
        return {"printer", Light::amber, "doctor.printer_unknown", {}, e.what()};
    }
}

Finding check_touch(const Surroundings& s) {
    const std::string name = touch_screen(lines_of(of_machine(s, "/proc/bus/input/devices")));
    if (name.empty())
        return {"touch", Light::red, "doctor.touch_none", {}, {}};
    return {"touch", Light::green, "doctor.touch_ok", {{"name", name}}, {}};
}

Finding check_screen(const Surroundings& s) {
    const auto mode = connected_mode(of_machine(s, "/sys/class/drm"));
    if (!mode)
        return {"screen", Light::red, "doctor.screen_none", {}, {}};
    if (s.settings.screen.pitch_mm <= 0)
        return {"screen", Light::amber, "doctor.screen_unmeasured", {{"mode", *mode}}, {}};
    content::Arguments told{{"mode", *mode}, {"pitch", fmt::format("{:.4f}", s.settings.screen.pitch_mm)}};
    if (s.settings.screen.turned == 0)
        return {"screen", Light::green, "doctor.screen_ok", std::move(told), {}};
    told.emplace_back("degrees", std::to_string(s.settings.screen.turned));
    return {"screen", Light::green, "doctor.screen_turned", std::move(told), {}};
}

namespace {

// What deploy/lockdown/lock-down calls a point, and what it is called in the words.
Finding open_point(const std::string& said) {
    static const std::map<std::string, std::string> points = {{"magic key", "magic_key"},   {"core files", "core_files"}, {"memory of other programs", "other_memory"}, {"kernel log", "kernel_log"},
                                                              {"swap", "swap"}, {"storage on USB", "usb_storage"}, {"other consoles", "consoles"}, {"keyboards", "keyboards"}};
    const std::string name = said.substr(0, said.find(": "));
    const auto known = points.find(name);
    if (known == points.end())   // of a newer lock-down
        return {"lockdown", Light::red, "doctor.lockdown_open", {{"points", name}}, said};
    return {"lockdown_" + known->second, Light::red, "doctor.lockdown_" + known->second, {}, said};
}

} // namespace

std::vector<Finding> check_lock_down(const Surroundings& s) {
    const auto said = output_of(s.lock_down, "check", 5000);
    if (!said || said->empty())
        return {{"lockdown", Light::amber, "doctor.lockdown_unknown", {}, s.lock_down.string() + ": says nothing"}};
    std::vector<Finding> out;
    std::istringstream in(*said);
    for (std::string line; std::getline(in, line);) {
        constexpr std::string_view begins = "open  ";
        if (line.starts_with(begins))
            out.push_back(open_point(line.substr(begins.size())));
    }
    if (out.empty())
        out.push_back({"lockdown", Light::green, "doctor.lockdown_ok", {}, {}});
    return out;
}

} // namespace accanto::doctor
