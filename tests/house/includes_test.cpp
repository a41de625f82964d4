#include "tests/house/includes.h"

#include "content/base/file.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

using namespace accanto;
using house::Violation;
using tests::TemporaryFolder;

namespace {

const std::filesystem::path source_root = ACCANTO_SOURCE_DIR;

class Tree {
public:
    void add(const std::string& file, const std::string& text) {
        std::filesystem::create_directories((m_folder / file).parent_path());
        write_file_durably(m_folder / file, text);
    }
    std::vector<Violation> check() const { return house::check_includes(m_folder.path()); }
    const std::filesystem::path& path() const { return m_folder.path(); }

private:
    TemporaryFolder m_folder;
};

void report(const std::vector<Violation>& violations) {
    for (const Violation& violation : violations)
        FAIL_CHECK(violation.text());
}

// One file with one include, beside the header it names.
std::vector<Violation> check_one(const std::string& file, const std::string& include) {
    Tree tree;
    if (include.starts_with("\""))
        tree.add(include.substr(1, include.size() - 2), "#pragma once\n");
    tree.add(file, "#pragma once\n\n#include " + include + "\n");
    return tree.check();
}

} // namespace

TEST_CASE("the house: every file includes only what its room may") {
    report(house::check_includes(source_root));
}

TEST_CASE("the house: no file is so long that two things live in it") {
    report(house::check_lengths(source_root, 400));
}

TEST_CASE("the check reads this tree at all") {
    CHECK(house::source_files(source_root).size() > 30);
    bool found = false;
    for (const auto& include : house::includes_of(*read_file(source_root / "tests/house/includes_test.cpp")))
        found = found || (include.quoted && include.path == "tests/house/includes.h" && include.line == 1);
    CHECK(found);
}

TEST_CASE("an include across a forbidden wall is found, with its line and its rule") {
    const struct {
        std::string file, include, rule;
    } forbidden[] = {
        {"kiosk/point/queue.cpp", "\"kiosk/ui/text.h\"", "point -> store"},
        {"kiosk/store/store.cpp", "\"kiosk/point/queue.h\"", "nothing of ours"},
        {"kiosk/screens/home.cpp", "\"kiosk/store/store.h\"", "screens -> ui"},
        {"kiosk/screens/home.cpp", "\"kiosk/platform/window.h\"", "screens -> ui"},
        {"kiosk/screens/home.cpp", "\"kiosk/app/app.h\"", "app (Visit, Scene, actions)"},
        {"kiosk/ui/widgets.cpp", "\"kiosk/platform/window.h\"", "ui -> platform only for text"},
        {"kiosk/ui/widgets.cpp", "\"kiosk/point/queue.h\"", "ui -> platform only"},
        {"kiosk/platform/window.cpp", "\"kiosk/ui/look.h\"", "nothing of ours"},
        {"kiosk/main.cpp", "\"kiosk/store/store.h\"", "main -> app"},
        {"kiosk/app/app.cpp", "\"sync/wire/keys.h\"", "app -> screens"},
        {"kiosk/desk/main.cpp", "\"kiosk/ui/text.h\"", "desk -> point, store"},
        {"sync/agent/push.cpp", "\"kiosk/store/migrations.h\"", "outbox and inbox only"},
        {"sync/hub/ingest.cpp", "\"kiosk/store/store.h\"", "hub -> wire"},
        {"sync/wire/batch.cpp", "\"content/library/words.h\"", "nothing of ours"},
        {"content/library/words.cpp", "\"sync/wire/keys.h\"", "nothing of ours"},
        {"content/base/file.cpp", "\"content/library/words.h\"", "nothing of ours"},
        {"deploy/accanto/main.cpp", "\"kiosk/ui/text.h\"", "it draws nothing"},
        {"kiosk/store/store.cpp", "\"tests/temporary_folder.h\"", "nothing of ours"},
        {"kiosk/ui/text.cpp", "<SDL2/SDL.h>", "SDL has its room in kiosk/platform"},
        {"kiosk/screens/home.cpp", "<imgui.h>", "kiosk/ui and kiosk/platform"},
        {"kiosk/platform/window.cpp", "<pango/pango.h>", "their room in kiosk/ui"},
        {"kiosk/screens/home.cpp", "<cairo.h>", "their room in kiosk/ui"},
        {"kiosk/point/queue.cpp", "<sqlite3.h>", "kiosk/store and sync/hub/storage"},
        {"sync/hub/pages.cpp", "<SQLiteCpp/SQLiteCpp.h>", "kiosk/store and sync/hub/storage"},
        {"kiosk/app/app.cpp", "<curl/curl.h>", "curl has its room in sync/agent"},
        {"kiosk/app/app.cpp", "<httplib.h>", "kiosk/desk and sync/hub"},
        {"kiosk/platform/printer.cpp", "<sys/socket.h>", "no network code"},
        {"kiosk/point/queue.cpp", "<netdb.h>", "no network code"},
        {"sync/hub/pages.cpp", "<libpq-fe.h>", "sync/hub/storage"},
        {"kiosk/app/app.cpp", "<espeak-ng/speak_lib.h>", "kiosk/platform"},
        {"kiosk/app/app.cpp", "<libevdev/libevdev.h>", "input devices have their room in kiosk/platform"},
        {"kiosk/ui/text.cpp", "<xkbcommon/xkbcommon.h>", "input devices have their room in kiosk/platform"},
        {"content/library/install.cpp", "<archive.h>", "content/library/pack_"},
        {"sync/agent/pull.cpp", "<archive_entry.h>", "content/library/pack_"},
        {"kiosk/app/app.cpp", "<kiosk/ui/text.h>", "between quotes"},
        {"kiosk/app/app.cpp", "KIOSK_HEADER", "through a macro"},
    };
    for (const auto& one : forbidden) {
        CAPTURE(one.file);
        CAPTURE(one.include);
        auto violations = check_one(one.file, one.include);
        REQUIRE(violations.size() == 1);
        CHECK(violations[0].text().starts_with(one.file + ":3: "));
        CHECK(violations[0].text().find(one.rule) != std::string::npos);
    }
}

TEST_CASE("what the rules allow passes") {
    const struct {
        std::string file, include;
    } allowed[] = {
        {"kiosk/point/queue.cpp", "\"kiosk/store/store.h\""},
        {"kiosk/point/queue.cpp", "\"content/base/clock.h\""},
        {"kiosk/ui/text.cpp", "\"kiosk/platform/image.h\""},
        {"kiosk/screens/home.cpp", "\"kiosk/app/visit.h\""},
        {"kiosk/screens/home.cpp", "\"kiosk/app/actions.h\""},
        {"kiosk/app/app.cpp", "\"kiosk/platform/window.h\""},
        {"sync/agent/push.cpp", "\"kiosk/store/outbox.h\""},
        {"sync/hub/ingest.cpp", "\"sync/wire/keys.h\""},
        {"sync/hub/storage/sqlite.cpp", "<sqlite3.h>"},
        {"kiosk/platform/window.cpp", "<SDL2/SDL.h>"},
        {"kiosk/ui/text.cpp", "<pango/pangocairo.h>"},
        {"sync/agent/push.cpp", "<curl/curl.h>"},
        {"content/library/words.cpp", "<toml++/toml.h>"},
        {"content/library/pack_read.cpp", "<archive.h>"},
        {"tests/store/store_test.cpp", "<sqlite3.h>"},
        {"tests/store/store_test.cpp", "\"kiosk/ui/text.h\""},
        {"kiosk/app/app.cpp", "<vector>"},
    };
    for (const auto& one : allowed) {
        CAPTURE(one.file);
        CAPTURE(one.include);
        report(check_one(one.file, one.include));
    }
}

TEST_CASE("a heavy header reaches only .cpp files of the room that brings it in") {
    Tree tree;
    tree.add("content/library/node.h", "#pragma once\n#include <toml++/toml.h>\n");
    tree.add("content/library/words.cpp", "#include \"content/library/node.h\"\n");
    report(tree.check());
    tree.add("kiosk/app/app.cpp", "#include \"content/library/node.h\"\n");
    auto violations = tree.check();
    REQUIRE(violations.size() == 1);
    CHECK(
        violations[0].text() ==
        "content/library/node.h:2: <toml++/toml.h>: too heavy for a header that kiosk/app/app.cpp includes");
    tree.add("content/library/words.h", "#pragma once\n#include \"content/library/node.h\"\n");
    CHECK(tree.check().size() == 2);
}

TEST_CASE("an include that is no path from the root is found") {
    Tree tree;
    tree.add("kiosk/ui/look.h", "#pragma once\n");
    tree.add("kiosk/ui/text.cpp", "#include \"look.h\"\n");
    auto violations = tree.check();
    REQUIRE(violations.size() == 1);
    CHECK(violations[0].text().find("kiosk/ui/text.cpp:1: \"look.h\": not a path from the root") == 0);
}

TEST_CASE("a file that lives in no room is found") {
    Tree tree;
    tree.add("kiosk/misc/things.cpp", "int things;\n");
    auto violations = tree.check();
    REQUIRE(violations.size() == 1);
    CHECK(violations[0].file == "kiosk/misc/things.cpp");
}

TEST_CASE("comments and strings hide nothing and show nothing") {
    auto includes = house::includes_of("// #include <SDL.h>\n"
                                       "/* #include <SDL.h>\n"
                                       "#include <SDL.h>\n"
                                       "*/ #include <a.h>\n"
                                       "  #  include\t<b.h>   // why\n"
                                       "const char* s = \"/*\";\n"
                                       "#include \"c/d.h\" /* open\n"
                                       "*/\n"
                                       "#include/**/<e.h>\n"
                                       "const char* t = \"#include <SDL.h>\";\n"
                                       "#include <f.h>");
    REQUIRE(includes.size() == 5);
    CHECK(includes[0].path == "a.h");
    CHECK(includes[0].line == 4);
    CHECK(includes[1].path == "b.h");
    CHECK(includes[2].path == "c/d.h");
    CHECK(includes[2].quoted);
    CHECK(includes[3].path == "e.h");
    CHECK(includes[4].path == "f.h");
    CHECK(includes[4].line == 11);
}

TEST_CASE("a file that is too long is found") {
    Tree tree;
    std::string lines;
    for (int i = 0; i < 401; ++i)
        lines += "//\n";
    tree.add("kiosk/app/long.cpp", lines);
    tree.add("kiosk/app/right.cpp", lines.substr(3));
    tree.add("kiosk/app/long.h", lines);
    auto violations = house::check_lengths(tree.path(), 400);
    REQUIRE(violations.size() == 1);
    CHECK(violations[0].text().starts_with("kiosk/app/long.cpp: 401 lines"));
}
