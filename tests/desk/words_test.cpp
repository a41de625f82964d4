#include "kiosk/desk/pages.h"
#include "kiosk/desk/texts.h"

#include "content/base/file.h"

#include <doctest/doctest.h>

#include <regex>
#include <set>

using namespace accanto;
using namespace accanto::desk;

namespace {

const std::filesystem::path source = ACCANTO_SOURCE_DIR;

Settings english_point() {
    Settings settings;
    settings.point.official_language = "en";
    return settings;
}

// Every key that a page or the program asks for.
std::set<std::string> asked_for() {
    std::set<std::string> keys;
    const std::regex in_page(R"(\{\{[ta] ([a-z_.]+)\}\})"), in_code(R"re("([a-z_]+\.[a-z_]+)")re");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source / "kiosk" / "desk")) {
        const bool page = entry.path().extension() == ".html", code = entry.path().extension() == ".cpp";
        if (!page && !code)
            continue;
        const std::string text = *read_file(entry.path());
        const std::regex& pattern = page ? in_page : in_code;
        for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
            keys.insert((*at)[1]);
    }
    return keys;
}

} // namespace

TEST_CASE("every word a page asks for is there in all seven languages") {
    const Texts texts(source, english_point());
    CHECK(texts.languages() == std::vector<std::string>{"en", "es", "ca", "it", "pt", "sv", "ar"});
    const auto words = content::Words::load(source / "content" / "words" / "desk", "en");
    CHECK(words->problems().empty());
    const auto kiosk_words =
        content::Words::load(source / "content" / "words", "en"); // some are said there too
    const std::regex file(R"(.*\.(toml|html|pem))");
    int found = 0;
    for (const std::string& key : asked_for()) {
        if (!words->has("en", key) && !kiosk_words->has("en", key) && !std::regex_match(key, file) &&
            key != "tutorial.title")
            FAIL_CHECK("no words: " << key);
        for (const std::string& language : texts.languages())
            if (words->has("en", key)) {
                CHECK_MESSAGE(words->has(language, key), language << ": " << key);
                ++found;
            }
    }
    CHECK(found > 500);
}

TEST_CASE("numbers of people are said as each language says them") {
    const Texts texts(source, english_point());
    const auto count = [&](const char* language, int64_t n) {
        return texts.say(language, "waiting.count", {{"count", n}});
    };
    CHECK(count("en", 0) == "Nobody is waiting");
    CHECK(count("en", 1) == "1 person is waiting");
    CHECK(count("en", 2) == "2 people are waiting");
    CHECK(count("ar", 2) == "شخصان ينتظران");
    CHECK(count("ar", 3) == "3 أشخاص ينتظرون");
    CHECK(count("ar", 11) == "11 شخصًا ينتظرون");
    CHECK(count("sv", 1) == "1 person väntar");
}
