// accanto content check, as an author runs it.

#include "tests/library/command_run.h"
#include "tests/library/sample.h"

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
