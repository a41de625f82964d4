// What changes between two contents, down to the step and the text.

#include "content/base/file.h"
#include "content/library/content_diff.h"
#include "tests/library/pack_maker.h"
#include "tests/temporary_folder.h"

using namespace accanto;
using namespace accanto::content;

namespace {

ContentTree tree(const maker::Files& files) {
    ContentTree out{"tree", {}};
    for (const auto& [path, bytes] : files)
        out.files[path] = {bytes.size(), to_hex(view(sha256(bytes))), path.ends_with(".toml") ? bytes : ""};
    return out;
}

std::string changed(std::string text, const std::string& from, const std::string& to) {
    size_t at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    return text.replace(at, from.size(), to);
}

// Another sample, its structure or English changed.
ContentDiff after(const std::string& path, const std::string& from, const std::string& to) {
    maker::Files files = maker::good_files();
    files[path] = changed(files[path], from, to);
    return diff_content(tree(maker::good_files()), tree(files));
}

const char* structure_path = "tutorials/sample/tutorial.toml";
const std::string second_step = "\n[[step]]\nid = \"more\"\nkind = \"read\"\npicture = \"email\"\n";

} // namespace

TEST_CASE("the same content has no difference") {
    CHECK(diff_content(tree(maker::good_files()), tree(maker::good_files())).empty());
    CHECK(diff_content({}, {}).empty());
}

TEST_CASE("new, changed and removed tutorials and files are told apart") {
    maker::Files before = maker::good_files(), now = maker::good_files();
    for (const char* file : {"tutorial.toml", "en.toml", "es.toml"}) {
        before[std::string("tutorials/gone/") + file] = before[std::string("tutorials/sample/") + file];
        now[std::string("tutorials/came/") + file] = before[std::string("tutorials/sample/") + file];
    }
    now["tutorials/sample/en.toml"] = maker::words("Another title");
    now["pictograms/email.svg"] += " ";
    now["illustrations/new.svg"] = "<svg/>";
    now.erase("audio/es/intro.ogg");
    ContentDiff diff = diff_content(tree(before), tree(now));
    REQUIRE(diff.tutorials.size() == 3);
    CHECK(diff.tutorials[0].id == "came");
    CHECK(diff.tutorials[0].change == Change::added);
    CHECK(diff.tutorials[0].title == "A sample");
    CHECK(diff.tutorials[0].languages.size() == 2);
    CHECK(diff.tutorials[1].id == "gone");
    CHECK(diff.tutorials[1].change == Change::removed);
    CHECK(diff.tutorials[2].id == "sample");
    CHECK(diff.tutorials[2].change == Change::changed);
    CHECK(diff.tutorials[2].title == "Another title");
    REQUIRE(diff.files.size() == 3);
    CHECK(diff.files[0].path == "audio/es/intro.ogg");
    CHECK(diff.files[0].change == Change::removed);
    CHECK(diff.files[1].path == "illustrations/new.svg");
    CHECK(diff.files[1].change == Change::added);
    CHECK(diff.files[2].change == Change::changed);
    CHECK(diff.files[2].after == diff.files[2].before + 1);
}

TEST_CASE("within a tutorial the steps and entries that changed are named") {
    ContentDiff minutes = after(structure_path, "minutes = 5", "minutes = 7");
    REQUIRE(minutes.tutorials.size() == 1);
    REQUIRE(minutes.tutorials[0].parts.size() == 1);
    CHECK(minutes.tutorials[0].parts[0].kind == "head");
    CHECK(minutes.tutorials[0].parts[0].id == "minutes");
    CHECK(minutes.tutorials[0].languages.empty());

    ContentDiff step = after(structure_path, "kind = \"read\"", "kind = \"ask_mentor\"");
    REQUIRE(step.tutorials[0].parts.size() == 1);
    CHECK(step.tutorials[0].parts[0].kind == "step");
    CHECK(step.tutorials[0].parts[0].id == "intro");
    CHECK(step.tutorials[0].parts[0].change == Change::changed);

    maker::Files more = maker::good_files();
    more[structure_path] += second_step;
    ContentDiff added = diff_content(tree(maker::good_files()), tree(more));
    REQUIRE(added.tutorials[0].parts.size() == 1);
    CHECK(added.tutorials[0].parts[0].id == "more");
    CHECK(added.tutorials[0].parts[0].change == Change::added);
    ContentDiff removed = diff_content(tree(more), tree(maker::good_files()));
    CHECK(removed.tutorials[0].parts[0].change == Change::removed);
    CHECK_FALSE(removed.tutorials[0].order_changed);
}

TEST_CASE("steps in another order are told, and comments and spaces are no change") {
    maker::Files one = maker::good_files(), two = maker::good_files();
    one[structure_path] += second_step;
    std::string intro = one[structure_path].substr(one[structure_path].find("[[step]]"));
    intro = intro.substr(0, intro.find(second_step));
    two[structure_path] = changed(one[structure_path], intro + second_step, second_step + "\n" + intro);
    ContentDiff moved = diff_content(tree(one), tree(two));
    REQUIRE(moved.tutorials.size() == 1);
    CHECK(moved.tutorials[0].order_changed);
    CHECK(moved.tutorials[0].parts.empty());

    ContentDiff spaced = after(structure_path, "minutes = 5", "# five is enough\n\nminutes   =   5");
    REQUIRE(spaced.tutorials.size() == 1);
    CHECK(spaced.tutorials[0].parts.empty());
}

TEST_CASE("each text that changed is shown before and after, in its language") {
    ContentDiff diff = after("tutorials/sample/en.toml", "body = \"Read this.\"", "note = \"Read that.\"");
    REQUIRE(diff.tutorials.size() == 1);
    REQUIRE(diff.tutorials[0].languages.size() == 1);
    const LanguageDiff& english = diff.tutorials[0].languages[0];
    CHECK(english.language == "en");
    REQUIRE(english.texts.size() == 2);
    CHECK(english.texts[0].key == "step.intro.body");
    CHECK(english.texts[0].before == "Read this.");
    CHECK(english.texts[0].after == "");
    CHECK(english.texts[1].key == "step.intro.note");
    CHECK(english.texts[1].after == "Read that.");

    maker::Files without = maker::good_files();
    without.erase("tutorials/sample/es.toml");
    ContentDiff language = diff_content(tree(maker::good_files()), tree(without));
    REQUIRE(language.tutorials[0].languages.size() == 1);
    CHECK(language.tutorials[0].languages[0].language == "es");
    CHECK(language.tutorials[0].languages[0].change == Change::removed);
}

TEST_CASE("what cannot be read is said to be so, and all else is still compared") {
    maker::Files broken = maker::good_files("Another title");
    broken[structure_path] = "id = \n";
    ContentDiff diff = diff_content(tree(maker::good_files()), tree(broken));
    REQUIRE(diff.tutorials.size() == 1);
    REQUIRE(diff.tutorials[0].problems.size() == 1);
    CHECK(diff.tutorials[0].problems[0].file == structure_path);
    CHECK(diff.tutorials[0].languages.size() == 1);
}

TEST_CASE("a pack, the folder it was made from and what was unpacked from it are the same content") {
    tests::TemporaryFolder folder;
    auto put = [&](const std::string& path, const std::string& text) {
        std::filesystem::create_directories((folder / path).parent_path());
        write_file_durably(folder / path, text);
    };
    for (const auto& [path, text] : maker::good_files()) {
        put((path.starts_with("pictograms") ? "data/assets/" : "data/content/") + path, text);
        put("unpacked/" + path, text);
    }
    std::filesystem::rename(folder / "data/content/audio/es/intro.ogg",
                            folder / "data/content/audio/es/sample.intro.ogg");
    std::filesystem::rename(folder / "unpacked/audio/es/intro.ogg",
                            folder / "unpacked/audio/es/sample.intro.ogg");
    put("data/assets/pictograms/of_the_interface.svg", "<svg/>"); // no tutorial shows it
    put("data/content/words/en.toml", "a = \"A\"\n");
    put("unpacked/manifest.toml", "");

    std::vector<Problem> problems;
    auto sources = sources_of(folder / "data", {}, problems);
    CHECK(problems.empty());
    auto written = write_pack(maker::manifest_of({}), sources, folder / "one.tar.zst");
    REQUIRE(std::holds_alternative<Manifest>(written));
    std::vector<ContentTree> trees;
    for (auto read : {tree_of_pack(folder / "one.tar.zst"), tree_of_folder(folder / "data"),
                      tree_of_folder(folder / "unpacked")}) {
        REQUIRE(std::holds_alternative<ContentTree>(read));
        trees.push_back(std::get<ContentTree>(read));
        CHECK(trees.back().files.size() == 5);
        CHECK(diff_content(trees.front(), trees.back()).empty());
    }
    CHECK(std::holds_alternative<Refused>(tree_of_folder(folder / "data/assets")));
    CHECK(std::holds_alternative<Refused>(tree_of_folder(folder / "nowhere")));
    CHECK(std::holds_alternative<Refused>(tree_of_pack(folder / "nowhere")));
}

TEST_CASE("a tutorial that is not there, and a picture that is missing, are told when gathering") {
    tests::TemporaryFolder folder;
    std::filesystem::create_directories(folder / "content/tutorials/sample");
    write_file_durably(folder / "content/tutorials/sample/tutorial.toml", maker::structure);
    write_file_durably(folder / "content/tutorials/sample/en.toml", maker::words("A sample"));
    std::vector<Problem> problems;
    CHECK(sources_of(folder.path(), {"sample", "other"}, problems).size() == 2);
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].rule == "unknown-tutorial");
    CHECK(problems[1].message.find("no picture \"email\"") != std::string::npos);
}
