// What people have recorded is heard where the screens say it; what has changed since, the synthesizer says.

#include "tests/app/pack_on_stick.h"
#include "tests/app/point_run.h"
#include "tests/tone.h"

#include "content/library/recordings.h"
#include "kiosk/app/recorded_parts.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

// Installs recordings of these texts as a pack.
void record(Point& point, const std::vector<content::Recordable>& texts, content::maker::Files files = {}) {
    for (const content::Recordable& one : texts)
        files["audio/" + one.file_name()] = tone_wav(0.1, 200);
    point.options.settings += "[voice]\nwords_per_minute = 250\n"; // what comes before it is soon said
    install_files(point.options.state(), point.folder.path() / "stick", 1, files);
}

// To the first step of a lesson, read aloud, and home again.
std::string to_lesson(const std::string& language) {
    return "see @language." + language + " within 20s\ntap @language." + language +
           "\ntap @home.settings\ntap @voice.on\nkey home\ntap @home.learn\ntap @learn.email\nsee "
           "@lesson.create-email within 20s\ntap @lesson.create-email\n"
           "wait 12s\nkey home\nwait 1s\n";
}

bool says(const std::string& log, const std::string& line) {
    return ("\n" + log).find("\n" + line + "\n") != std::string::npos;
}

const std::string what_is = "What is an e-mail address?";

} // namespace

TEST_CASE("a sentence that was recorded is heard as it was, among those the synthesizer says") {
    Point point;
    record(point, {{"create-email", "step.what_is.title", "en", what_is},
                   {"create-email", "step.what_is.body", "en", "The words it had before."},
                   {"words", "home.title", "en", "What would you like to do?"}});
    const auto kiosk = point.start(to_lesson("en"));
    point.done(*kiosk);
    const std::string log = point.spoken();
    INFO(log);
    CHECK(says(log, "en\t" + what_is + "\trecorded"));
    CHECK(says(log, "en\tWhat would you like to do?\trecorded"));
    const size_t body = log.find("It always has the at sign.");
    REQUIRE(body != std::string::npos);
    CHECK(log.substr(body, log.find('\n', body) - body).find("recorded") == std::string::npos);
}

TEST_CASE("Arabic that is written without its vowels is heard where it was recorded, and only there") {
    Point point;
    content::maker::Files files;
    for (const auto& entry :
         std::filesystem::directory_iterator(data_dir() / "content" / "tutorials" / "create-email"))
        files["tutorials/create-email/" + entry.path().filename().string()] = read_file(entry.path()).value();
    std::string& arabic = files["tutorials/create-email/ar.toml"];
    for (const char* key : {"\"title.speech\"", "\"body.speech\""}) { // of the first step
        const size_t at = arabic.find(key, arabic.find("[step.what_is]"));
        REQUIRE(at != std::string::npos);
        arabic.erase(at, arabic.find('\n', at) + 1 - at);
    }
    const std::string title = "ما هو عنوان البريد الإلكتروني؟";
    record(point, {{"create-email", "step.what_is.title", "ar", title}}, files);
    const auto kiosk = point.start(to_lesson("ar"));
    point.done(*kiosk);
    const std::string log = point.spoken();
    INFO(log);
    CHECK(says(log, "ar\t" + title + "\trecorded"));
    CHECK(log.find("هو اسمكم الذي") == std::string::npos); // the body
}

TEST_CASE("a page is cut where a recording begins and ends, and nothing of it is lost") {
    const TemporaryFolder folder;
    const auto put = [&](const std::string& text) {
        const content::Recordable one{"words", "some.key", "en", text};
        std::filesystem::create_directories(folder.path() / "en");
        write_file_durably(folder.path() / one.file_name(), tone_wav(0.1, 200));
    };
    put("Two"), put("Four");
    const content::Recordings recordings({folder.path()});
    // "First said" is no node of the screen; the last words belong to no piece.
    ui::SpokenPart page{"One. Two. Three. Four. Chosen.",
                        "en",
                        {{"one", 0, 3}, {"two", 5, 8}, {"three", 10, 15}, {"four", 17, 21}}};
    const auto parts = app::cut_at_recordings(page, recordings);
    std::vector<std::string> texts;
    for (const ui::SpokenPart& part : parts) {
        texts.push_back(part.text);
        for (const ui::SpokenPiece& piece : part.pieces)
            CHECK(part.text.substr(piece.begin, piece.end - piece.begin) ==
                  page.text.substr(page.text.find(part.text) + piece.begin, piece.end - piece.begin));
    }
    CHECK(texts == std::vector<std::string>{"One.", "Two", "Three.", "Four", "Chosen."});
    CHECK(parts[2].pieces.at(0).id == "three");
    CHECK(app::cut_at_recordings({"Four", "en"}, recordings).size() == 1);
    CHECK(app::cut_at_recordings(page, content::Recordings()).at(0).text == page.text);
}
