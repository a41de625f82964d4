// What people have recorded is heard as long as the words are the same, and authors are told when they are
// not.

#include "content/library/recordings.h"
#include "tests/library/sample.h"
#include "tests/tone.h"

#include "content/base/file.h"

using namespace accanto::content;
using accanto::tests::tone_wav;

namespace {

std::vector<std::shared_ptr<const Tutorial>> sample_tutorial(const std::string& english = sample::english) {
    std::vector<Problem> problems;
    auto variants =
        read_variants({"sample", "tutorial.toml", sample::structure, {{"en", english}}}, problems);
    REQUIRE(problems.empty());
    return variants;
}

const Recordable* of_key(const std::vector<Recordable>& texts, const std::string& key) {
    for (const Recordable& one : texts)
        if (one.key == key)
            return &one;
    return nullptr;
}

} // namespace

TEST_CASE("a recording is found by exactly what it says, in its language, and the later folder wins") {
    const sample::TempFolder built_in, pack;
    const Recordable hello{"words", "home.hello", "en", "Hello there"};
    built_in.put(hello.file_name(), tone_wav(0.1, 200));
    const Recordings one({built_in.path(), "/nowhere"});
    REQUIRE(one.find("en", "Hello there"));
    CHECK(*one.find("en", "Hello there") == built_in.path() / hello.file_name());
    CHECK_FALSE(one.find("en", "Hello there."));
    CHECK_FALSE(one.find("es", "Hello there"));
    pack.put(hello.file_name(), tone_wav(0.1, 200));
    CHECK(*Recordings({built_in.path(), pack.path()}).find("en", "Hello there") ==
          pack.path() / hello.file_name());
    CHECK_FALSE(Recordings().find("en", "Hello there"));
}

TEST_CASE(
    "what the voice says of a tutorial can be recorded, but nothing that somebody's words are put into") {
    const auto texts = recordable_texts(sample_tutorial());
    const Recordable* title = of_key(texts, "step.intro.title");
    REQUIRE(title);
    CHECK(title->file_name().starts_with("en/sample.step.intro.title."));
    CHECK(title->file_name().ends_with(recording_mark(title->speech) + ".wav"));
    for (const Recordable& one : texts) {
        CHECK(one.speech.find('{') == std::string::npos);
        CHECK_FALSE(one.key.ends_with(".speech"));
    }
}

TEST_CASE("the words of the screens can be recorded as they are spoken, without those that count or name") {
    const sample::TempFolder folder;
    folder.put("en.toml", "[home]\ntitle = \"Today''s numbers\"\n\"title.speech\" = \"All of today''s "
                          "numbers\"\nwaiting = \"{n} wait\"\nplain = \"Plain\"\n");
    std::vector<Problem> problems;
    const auto texts = recordable_words(folder.path(), problems);
    CHECK(problems.empty());
    REQUIRE(texts.size() == 2);
    REQUIRE(of_key(texts, "home.title"));
    CHECK(of_key(texts, "home.title")->speech ==
          Words::load(folder.path(), "en")->speech("en", "home.title").text);
    CHECK(of_key(texts, "home.plain"));
}

TEST_CASE("an author is told which recordings the words have left behind, and which belong to nothing") {
    const auto before = recordable_texts(sample_tutorial());
    const auto now = recordable_texts(
        sample_tutorial(sample::changed(sample::english, "body = \"Read this.\"", "body = \"Read that.\"")));
    std::vector<RecordingFile> files;
    for (const Recordable& one : before)
        files.push_back({one.file_name(), one.file_name()});
    CHECK(check_recordings(files, before).empty());
    files.push_back({"a", "en/sample.step.nowhere.title.0123456789abcdef.wav"});
    files.push_back({"b", "en/hello.mp3"});
    const auto problems = check_recordings(files, now);
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].rule == "orphan-recording");
    CHECK(problems[1].rule == "orphan-recording");
    CHECK(problems[2].rule == "stale-recording");
    CHECK(problems[2].message.find(of_key(now, "step.intro.body")->file_name()) != std::string::npos);
    CHECK(problems[2].message.find("Read that.") != std::string::npos);
}

TEST_CASE("a file that cannot be heard as speech is told with what to do") {
    CHECK(fault_of_recording(tone_wav(1, 200)) == "");
    CHECK(fault_of_recording(tone_wav(1, 200, 48'000)) == "");
    CHECK(fault_of_recording("").find("no WAV") != std::string::npos);
    CHECK(fault_of_recording("RIFF").find("no WAV") != std::string::npos);
    CHECK(fault_of_recording("OggS and so on").find("no WAV") != std::string::npos);
    CHECK(fault_of_recording(tone_wav(1, 0)).find("silent") != std::string::npos);
    CHECK(fault_of_recording(tone_wav(0, 200)).find("no sound") != std::string::npos);
    CHECK(fault_of_recording(tone_wav(61, 200, 8000)).find("60 seconds") != std::string::npos);
    CHECK(fault_of_recording(tone_wav(0.1, 200, 96'000)).find("samples a second") != std::string::npos);
    std::string three = tone_wav(0.1, 200);
    three[20] = 3; // floating point
    CHECK(fault_of_recording(three).find("cannot play") != std::string::npos);
}

TEST_CASE("no beginning of a recording makes the check read past its end") {
    const std::string whole = tone_wav(0.01, 200);
    for (size_t size = 0; size < 60; ++size)
        fault_of_recording(whole.substr(0, size));
    std::string huge = whole;
    huge[16] = huge[17] = huge[18] = huge[19] = '\xff'; // of a chunk's size
    CHECK(fault_of_recording(huge) != "");
}
