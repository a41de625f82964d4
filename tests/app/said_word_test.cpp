// The word that is heard is underlined where it stands, and no frame is drawn for it when nothing is said.

#include "tests/app/point_run.h"

using namespace accanto;
using namespace accanto::tests;

TEST_CASE(
    "the words of a page are underlined one after the other while it is read, and none when it is over") {
    for (const char* language : {"en", "ar"}) {
        CAPTURE(language);
        TemporaryFolder folder;
        KioskOptions options{folder.path()};
        const std::string words = language == std::string("en") ? "said \"Make\"\nsaid \"easier\"\n"
                                                                : "said \"اجعلوا\"\nsaid \"أسهل\"\n";
        options.visit = std::string("see @language.en within 20s\ntap @language.") + language +
                        "\nsee @home.learn within 20s\ntap @bar.help\ntap @voice.on\n" + words +
                        "tap @voice.off\nsaid \"\"\nrest 1s\n";
        const std::string out = play(options);
        CHECK(out.find("rested 1s: 0 frames") != std::string::npos);
    }
}
