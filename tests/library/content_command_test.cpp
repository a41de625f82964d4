// accanto content check, as an author runs it.

#include "tests/library/command_run.h"
#include "tests/library/sample.h"
#include "tests/tone.h"

using namespace accanto::content;
using accanto::tests::CommandRun;
using accanto::tests::run_accanto;

namespace {

// A data folder with one tutorial, its topic, and words.
void put_data(const sample::TempFolder& folder) {
    folder.put("content/topics/topics.toml",
               "[[topic]]\ncode = \"email\"\npicture = \"email\"\ntint = \"mint\"\n");
    folder.put("content/words/en.toml", "a = \"A\"\n");
    folder.put("content/tutorials/sample/tutorial.toml", sample::structure);
    folder.put("content/tutorials/sample/en.toml", sample::english);
}

std::string check_in(const sample::TempFolder& folder, const std::string& more) {
    return "content check --data '" + folder.path().string() + "' --language en --today 2026-11-23 " + more;
}

} // namespace

TEST_CASE("Sound content ends with 0 and says so") {
    sample::TempFolder folder;
    put_data(folder);
    CommandRun all = run_accanto(check_in(folder, ""));
    CHECK_MESSAGE(all.code == 0, all.out);
    CHECK(all.out.find("1 tutorial is in order") != std::string::npos);
    CHECK(run_accanto(check_in(folder, "sample")).code == 0);
}

TEST_CASE("A fault ends with 1, and names file, line and rule") {
    sample::TempFolder folder;
    put_data(folder);
    folder.put("content/tutorials/sample/en.toml",
               sample::changed(sample::english, "body = \"Read this.\"", "body = \"One. Two. Three.\""));
    CommandRun faulty = run_accanto(check_in(folder, ""));
    CHECK(faulty.code == 1);
    CHECK(faulty.out.find(
              "sample/en.toml:" + std::to_string(sample::line_of(sample::english, "body = \"Read this.\"")) +
              ": en: too-many-sentences:") != std::string::npos);
    CommandRun json = run_accanto(check_in(folder, "--json"));
    CHECK(json.code == 1);
    CHECK(json.out.find("\"rule\": \"too-many-sentences\"") != std::string::npos);
    CHECK(json.out.front() == '[');
}

TEST_CASE("A broken tutorial, an unknown one and a command that is none each get a sentence") {
    sample::TempFolder folder;
    put_data(folder);
    folder.put("content/tutorials/broken/tutorial.toml", "id = \n");
    CommandRun all = run_accanto(check_in(folder, ""));
    CHECK(all.code == 1);
    CHECK(all.out.find("broken/tutorial.toml:1: not-toml:") != std::string::npos);
    CHECK(run_accanto(check_in(folder, "sample")).code == 0); // the broken one was not asked about
    CHECK(run_accanto(check_in(folder, "broken")).code == 1);
    CommandRun unknown = run_accanto(check_in(folder, "nowhere"));
    CHECK(unknown.code == 1);
    CHECK(unknown.out.find("there is no such tutorial") != std::string::npos);
    CHECK(run_accanto("content chek").code == 2);
    CHECK(run_accanto("").code == 2);
    CommandRun help = run_accanto("content check --help");
    CHECK(help.code == 0);
    CHECK(help.out.find("--json") != std::string::npos);
}

TEST_CASE("The list of recordings gives a file its name and its words, and the check tells when the words "
          "have left it behind") {
    sample::TempFolder folder;
    put_data(folder);
    const std::string list =
        "content recordings sample --data '" + folder.path().string() + "' --language en";
    const CommandRun script = run_accanto(list);
    CHECK_MESSAGE(script.code == 0, script.out);
    const std::string words = "\n    Read this.\n";
    const size_t at = script.out.find(words), line = script.out.rfind('\n', at - 1) + 1;
    REQUIRE(at != std::string::npos);
    const std::string name = script.out.substr(line, at - line);
    folder.put("content/audio/" + name, accanto::tests::tone_wav(0.2, 200));
    CHECK(run_accanto(check_in(folder, "")).code == 0);
    CHECK(run_accanto(list).out.find(words) == std::string::npos);
    CHECK(run_accanto(list).out.find("en: 1 of ") != std::string::npos);
    CHECK(run_accanto(list + " --all --json").out.find("\"recorded\": true") != std::string::npos);

    folder.put("content/tutorials/sample/en.toml",
               sample::changed(sample::english, "body = \"Read this.\"", "body = \"Read that.\""));
    const CommandRun stale = run_accanto(check_in(folder, "sample"));
    CHECK(stale.code == 1);
    CHECK_MESSAGE(stale.out.find(name + ": en: stale-recording:") != std::string::npos, stale.out);
    CHECK(stale.out.find("Read that.") != std::string::npos);
    CHECK(run_accanto("content recordings nowhere --data '" + folder.path().string() + "'").code == 1);
    CHECK(run_accanto("content recordings --data '" + folder.path().string() + "'").out.find("words.a.") !=
          std::string::npos);
}
