// What is shown and said.
#include "kiosk/doctor/checks.h"

#include "content/library/library.h"
#include "content/library/packs.h"
#include "kiosk/platform/speech_file.h"

namespace accanto::doctor {

namespace {

constexpr size_t wav_header = 44; // what is longer holds sound

struct Lessons {
    int64_t count = 0, broken = 0, old = 0;
    std::string first_problem;
};

Lessons look_through(const content::Library& library, const std::string& today) {
    Lessons out;
    for (const content::TutorialHead& head : library.heads()) {
        std::vector<content::Problem> problems;
        const auto tutorial = library.open(head.id, problems);
        if (!tutorial) {
            ++out.broken;
            out.first_problem = problems.empty() ? head.id : problems.front().file + ": " + problems.front().message;
            continue;
        }
        ++out.count;
        for (const content::Step& step : tutorial->steps)
            if (tutorial->is_expired(step, today)) {
                ++out.old;
                break;
            }
    }
    return out;
}

enum class Speaks { well, late, never };

// The vowelled sentence of a language, as every visit may hear it.
Speaks speaks(const Surroundings& s, const content::Words& words, const std::string& language) {
    const content::Phrase said = words.speech(language, "attract.touch");
    if (said.language != language || platform::voice_level(language, said.text) == platform::VoiceLevel::none)
        return Speaks::never;
    const auto spoken = platform::speak_into_file(s.voice_helper, {said.text, language, 250, 100}, s.voice_patience_ms);
    if (spoken.is_late)
        return Speaks::late;
    return spoken.wav && spoken.wav->size() > wav_header ? Speaks::well : Speaks::never;
}

} // namespace

Finding check_contents(const Surroundings& s) {
    try {
        const auto installed = content::installed_content(s.settings.state);
        const content::InstalledPacks packs = content::installed_packs(installed);
        if (!packs.problems.empty())
            return {"contents", Light::red, "doctor.contents_broken", {{"pack", packs.problems.front().file}}, packs.problems.front().message};
        for (const content::InstalledPack& pack : packs.packs)
            if (std::string fault = content::fault_of_installed(pack.folder, pack.manifest); !fault.empty())
                return {"contents", Light::red, "doctor.contents_broken", {{"pack", pack.id}}, std::move(fault)};
        std::vector<std::filesystem::path> folders = {s.data / "content" / "tutorials"};
        for (const std::filesystem::path& folder : content::pack_folders(installed).tutorials)
            folders.push_back(folder);
        const Lessons lessons = look_through(content::load_library(folders, s.settings.point.place), local_date(s.clock.wall_ms(), s.settings.point.time_zone));
        if (lessons.broken > 0 || lessons.count == 0)
            return {"contents", Light::red, "doctor.contents_none", {{"n", lessons.broken}}, lessons.first_problem};
        if (lessons.old > 0)
            return {"contents", Light::amber, "doctor.contents_old", {{"n", lessons.old}}, {}};
        return {"contents", Light::green, "doctor.contents_ok", {{"n", lessons.count}}, {}};
    } catch (const std::exception& e) {
        return {"contents", Light::red, "doctor.contents_none", {{"n", int64_t(0)}}, e.what()};
    }
}

Finding check_voices(const Surroundings& s) {
    if (!s.settings.voice.available)
        return {"voices", Light::green, "doctor.voices_off", {}, {}};
    try {
        const auto words = content::Words::load(s.data / "content" / "words", s.settings.point.official_language);
        std::string silent, late;
        size_t count = 0;
        for (const std::string& language : s.settings.point.languages) {
            const Speaks how = speaks(s, *words, language);
            std::string& names = how == Speaks::never ? silent : late;
            if (how != Speaks::well)
                names += (names.empty() ? "" : ", ") + content::own_name(*words, language);
            count += how == Speaks::never;
        }
        if (count == 0 && !late.empty())
            return {"voices", Light::amber, "doctor.voices_slow", {{"languages", late}}, {}};
        if (count == 0)
            return {"voices", Light::green, "doctor.voices_ok", {{"n", int64_t(s.settings.point.languages.size())}}, {}};
        const bool all = count == s.settings.point.languages.size();
        return {"voices", all ? Light::red : Light::amber, all ? "doctor.voices_none" : "doctor.voices_some", {{"languages", silent}}, {}};
    } catch (const std::exception& e) {
        return {"voices", Light::red, "doctor.voices_none", {{"languages", ""}}, e.what()};
    }
}

} // namespace accanto::doctor
