#pragma once
// Speech that people have recorded: content/audio/<language>/<owner>.<key>.<mark>.wav, as in
// "create-email.step.what_is.body.3f9a1c20d7e4b615.wav". The owner is a tutorial, or "words" (content/words).
// The mark comes from what the voice says, so that a recording is never heard once the words have changed.
// How authors make them: content/README.md.

#include "content/library/tutorial.h"

#include <unordered_map>

namespace accanto::content {

inline constexpr std::string_view recorded_words = "words"; // owner of the words of the interface
inline constexpr int longest_recording_s = 60;

// 16 hexadecimal digits of what the voice says.
std::string recording_mark(std::string_view speech);

// The recordings of a machine, by what they say. Immutable once found: any thread.
class Recordings {
public:
    Recordings() = default;
    // Looks through folders that have <language>/ in them; the later one wins. One that is not there has
    // none.
    explicit Recordings(const std::vector<std::filesystem::path>& folders);
    // The file in which exactly this is said; null: nobody has recorded it.
    const std::filesystem::path* find(std::string_view language, std::string_view speech) const;
    size_t count() const { return m_files.size(); }

private:
    std::unordered_map<std::string, std::filesystem::path> m_files; // by "<language>/<mark>"
};

// A text that the voice says and that people can record: it has no numbers or names put in.
struct Recordable {
    std::string owner, key, language, speech;
    std::string file_name() const; // "<language>/<owner>.<key>.<mark>.wav"
};
// In the order in which they are met; a text that differs by place comes as often as it differs.
std::vector<Recordable> recordable_texts(const std::vector<std::shared_ptr<const Tutorial>>& variants);
// The words of the interface; a language that is not there has none.
std::vector<Recordable> recordable_words(const std::filesystem::path& folder, std::vector<Problem>& problems);

// A file of content/audio or of a pack.
struct RecordingFile {
    std::string file; // for messages
    std::string name; // "<language>/<owner>.<key>.<mark>.wav"
    std::string_view owner() const;
};
// Which of these nobody would ever hear. Rules: stale-recording, orphan-recording.
std::vector<Problem> check_recordings(const std::vector<RecordingFile>& files,
                                      const std::vector<Recordable>& texts);
// What is wrong with the bytes of a recording, as a sentence that says what to do; "" when it can be heard.
std::string fault_of_recording(std::string_view wav);

} // namespace accanto::content
