#include "content/library/recordings.h"

#include "content/base/bytes.h"
#include "content/library/check_parts.h"
#include "content/library/words_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::content {

namespace {

namespace fs = std::filesystem;

constexpr size_t mark_digits = 16;
constexpr std::string_view recording_suffix = ".wav", spoken_suffix = ".speech";

struct RecordingName { // of a text that outlives it
    std::string_view language, owner, key, mark;
};

// The parts of "<language>/<owner>.<key>.<mark>.wav"; nothing when it is no such name.
std::optional<RecordingName> take_apart(std::string_view name) {
    const size_t slash = name.find('/');
    if (slash == std::string_view::npos || !name.ends_with(recording_suffix))
        return std::nullopt;
    RecordingName out;
    out.language = name.substr(0, slash);
    name.remove_prefix(slash + 1);
    name.remove_suffix(recording_suffix.size());
    const size_t first = name.find('.'), last = name.rfind('.');
    if (first == std::string_view::npos || first == last)
        return std::nullopt;
    out.owner = name.substr(0, first);
    out.key = name.substr(first + 1, last - first - 1);
    out.mark = name.substr(last + 1);
    const bool marked = out.mark.size() == mark_digits &&
                        out.mark.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    return marked ? std::optional(out) : std::nullopt;
}

std::string place_of(std::string_view language, std::string_view mark) {
    return fmt::format("{}/{}", language, mark);
}

// As ICU reads a pattern that has no arguments.
std::string without_quoting(std::string pattern) {
    for (size_t at = 0; (at = pattern.find("''", at)) != std::string::npos; ++at)
        pattern.erase(at, 1);
    return pattern;
}

// What is put in when it is said nobody can have recorded.
bool is_whole(const std::string& text) {
    return !text.empty() && text.find_first_of("{}") == std::string::npos;
}

uint32_t little_endian(std::string_view bytes, size_t at, size_t count) {
    uint32_t out = 0;
    for (size_t i = count; i-- > 0;)
        out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
    return out;
}

// The body of a chunk of a RIFF file; a data chunk that was cut short gives what is there.
std::string_view chunk(std::string_view wav, std::string_view name) {
    for (size_t at = 12; at + 8 <= wav.size();) {
        const size_t size = little_endian(wav, at + 4, 4);
        if (wav.substr(at, 4) == name)
            return wav.substr(at + 8, size);
        at += 8 + size + size % 2;
    }
    return {};
}

} // namespace

std::string recording_mark(std::string_view speech) {
    return to_hex(view(sha256(speech)).substr(0, mark_digits / 2));
}

Recordings::Recordings(const std::vector<fs::path>& folders) {
    for (const fs::path& folder : folders) {
        std::error_code failed, unreadable;
        for (fs::directory_iterator language(folder, failed), end; !failed && language != end;
             language.increment(failed)) {
            const std::string code = language->path().filename().string();
            for (fs::directory_iterator file(language->path(), unreadable); !unreadable && file != end;
                 file.increment(unreadable)) {
                const std::string name = code + "/" + file->path().filename().string();
                if (const auto parts = take_apart(name))
                    m_files[place_of(parts->language, parts->mark)] = file->path();
            }
        }
    }
}

const fs::path* Recordings::find(std::string_view language, std::string_view speech) const {
    if (m_files.empty())
        return nullptr;
    const auto found = m_files.find(place_of(language, recording_mark(speech)));
    return found == m_files.end() ? nullptr : &found->second;
}

std::string Recordable::file_name() const {
    return fmt::format("{}/{}.{}.{}{}", language, owner, key, recording_mark(speech), recording_suffix);
}

std::vector<Recordable> recordable_texts(const std::vector<std::shared_ptr<const Tutorial>>& variants) {
    std::vector<Recordable> out;
    std::set<std::string> met;
    for (const auto& tutorial : variants)
        for (const auto& [language, texts] : tutorial->words)
            for (const KeyUse& use : keys_of(*tutorial)) {
                const Text* shown = tutorial->text(language, use.key);
                const Text* spoken = tutorial->text(language, use.key + std::string(spoken_suffix));
                if (!shown || !is_whole((spoken ? spoken : shown)->text))
                    continue;
                Recordable one{tutorial->id, use.key, language, (spoken ? spoken : shown)->text};
                if (met.insert(one.file_name()).second)
                    out.push_back(std::move(one));
            }
    std::stable_sort(out.begin(), out.end(),
                     [](const Recordable& a, const Recordable& b) { return a.language < b.language; });
    return out;
}

std::vector<Recordable> recordable_words(const fs::path& folder, std::vector<Problem>& problems) {
    std::vector<Recordable> out;
    for (const fs::path& file : toml_files(folder)) {
        const std::string language = language_of_file(file);
        const auto text = read_content_file(file, language, problems);
        const auto keys = text ? read_words(*text, file.string(), language, problems) : std::nullopt;
        if (!keys)
            continue;
        for (const auto& [key, pattern] : *keys) {
            const auto own = keys->find(key + std::string(spoken_suffix));
            const std::string& spoken = (own == keys->end() ? pattern : own->second).text;
            if (!key.ends_with(spoken_suffix) && is_whole(spoken))
                out.push_back({std::string(recorded_words), key, language, without_quoting(spoken)});
        }
    }
    return out;
}

std::string_view RecordingFile::owner() const {
    const auto parts = take_apart(name);
    return parts ? parts->owner : std::string_view();
}

std::vector<Problem> check_recordings(const std::vector<RecordingFile>& files,
                                      const std::vector<Recordable>& texts) {
    std::vector<Problem> problems;
    for (const RecordingFile& file : files) {
        const auto parts = take_apart(file.name);
        const std::string language = file.name.substr(0, file.name.find('/'));
        const Recordable* now = nullptr; // what its key says today
        bool heard = false;
        for (const Recordable& text : texts) {
            if (!parts || text.language != parts->language || text.owner != parts->owner ||
                text.key != parts->key)
                continue;
            now = &text;
            heard = heard || recording_mark(text.speech) == parts->mark;
        }
        if (heard)
            continue;
        if (now)
            problems.push_back(
                {file.file, 0, language, "stale-recording",
                 fmt::format(
                     "the words have changed since; record it again as {}, or remove it. It says now: {}",
                     now->file_name(), now->speech)});
        else
            problems.push_back({file.file, 0, language, "orphan-recording",
                                "nothing of this name is said; take its name from \"accanto content "
                                "recordings\", or remove it"});
    }
    sort_problems(problems);
    return problems;
}

std::string fault_of_recording(std::string_view wav) {
    constexpr const char* convert =
        "; save it as WAV (PCM of 8 or 16 bits, or IMA ADPCM), one channel, 22 050 Hz";
    constexpr uint32_t pcm = 1, microsoft_adpcm = 2, ima_adpcm = 0x11;
    const std::string_view format = chunk(wav, "fmt "), data = chunk(wav, "data");
    if (!wav.starts_with("RIFF") || wav.size() < 12 || wav.substr(8, 4) != "WAVE" || format.size() < 16)
        return std::string("this is no WAV file") + convert;
    const uint32_t kind = little_endian(format, 0, 2), channels = little_endian(format, 2, 2),
                   rate = little_endian(format, 4, 4), bytes_per_second = little_endian(format, 8, 4),
                   bits = little_endian(format, 14, 2);
    if ((kind != pcm || (bits != 8 && bits != 16)) && kind != microsoft_adpcm && kind != ima_adpcm)
        return std::string("its sound is kept in a way that the kiosk cannot play") + convert;
    if (channels < 1 || channels > 2 || rate < 8000 || rate > 48'000 || bytes_per_second == 0)
        return std::string("it has more than two channels, or not between 8000 and 48 000 samples a second") +
               convert;
    if (data.empty())
        return "there is no sound in it; record it again";
    if (data.size() > uint64_t(bytes_per_second) * longest_recording_s)
        return fmt::format("it lasts more than {} seconds; cut what is no speech", longest_recording_s);
    if (kind == pcm && std::all_of(data.begin(), data.end(), [&](char c) { return c == data.front(); }))
        return "it is silent; record it again";
    return "";
}

} // namespace accanto::content
