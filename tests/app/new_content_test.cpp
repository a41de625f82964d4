// Packs that arrive while the kiosk runs: whoever is here ends with what they began with.

#include "tests/app/kiosk_run.h"
#include "tests/app/pack_on_stick.h"
#include "tests/temporary_folder.h"

#include "content/base/file.h"

using namespace accanto;
using namespace accanto::tests;
namespace maker = accanto::content::maker;

namespace {

// Installs create-email as a pack in which its name, and the title of its second step, have become `name`.
void install(const std::filesystem::path& state, const std::filesystem::path& stick, int version, const std::string& name) {
    const std::filesystem::path tutorial = data_dir() / "content" / "tutorials" / "create-email";
    maker::Files files;
    for (const auto& entry : std::filesystem::directory_iterator(tutorial)) {
        std::string text = read_file(entry.path()).value();
        if (entry.path().filename() == "en.toml")
            for (const char* title : {"title = \"Create an e-mail account\"", "title = \"Which one is an e-mail address?\""}) {
                size_t at = text.find(title);
                REQUIRE(at != std::string::npos);
                text.replace(at, std::string_view(title).size(), "title = \"" + name + "\"");
            }
        files["tutorials/create-email/" + entry.path().filename().string()] = text;
    }
    install_files(state, stick, version, files);
}

} // namespace

TEST_CASE("a lesson that is installed while somebody learns is there for the next one, and changes nothing for the one who is here") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = R"(
see @language.en within 20s
tap @language.en
tap @home.learn
tap @learn.email
tap "Create an e-mail account"
see "Step 1 of"
print "in the lesson"
wait 3s
tap "Next"
see "Which one is an e-mail address?"
tap @bar.back
tap @bar.back
see "Create an e-mail account"
tap @bar.finish
tap @leave.yes
tap @finished.start
tap @language.en
tap @home.learn
tap @learn.email
see "A newer lesson" within 20s
tap "A newer lesson"
tap "Next"
see "A newer lesson"
)";
    Kiosk kiosk(options);
    REQUIRE(kiosk.wait_for("in the lesson"));
    install(options.state(), folder.path() / "stick", 1, "A newer lesson");
    int code = kiosk.finish();
    INFO(kiosk.errors());
    CHECK(code == 0);
}

TEST_CASE("what was installed is there when the kiosk starts, and a newer version replaces it while nobody is here") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    install(options.state(), folder.path() / "stick", 1, "The first version");
    options.visit = R"(
see @language.en within 20s
tap @language.en
tap @home.learn
tap @learn.email
see "The first version"
tap @bar.finish
tap @leave.yes
tap @finished.start
print "nobody is here"
wait 3s
tap @language.en
tap @home.learn
tap @learn.email
see "The second version" within 20s
)";
    Kiosk kiosk(options);
    REQUIRE(kiosk.wait_for("nobody is here"));
    std::filesystem::remove_all(content::installed_content(options.state()) / "seen.toml"); // another key signs
    install(options.state(), folder.path() / "stick", 2, "The second version");
    int code = kiosk.finish();
    INFO(kiosk.errors());
    CHECK(code == 0);
}
