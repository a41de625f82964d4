// Nothing a citizen typed stays when the visit is over: not in the kiosk's memory, not in a file.

#include "tests/app/a_schedule.h"
#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include "content/base/bytes.h"
#include "content/base/file.h"
#include "content/library/taken_home.h"

#include <doctest/doctest.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <random>
#include <sodium.h>
#include <string_view>
#include <unistd.h>

using namespace accanto;
using namespace accanto::tests;
namespace fs = std::filesystem;

namespace {

// A word that is nowhere else, long enough to outgrow a string's own room.
std::string canary() {
    std::random_device random;
    std::string out;
    while (out.size() < 24)
        out += char('a' + random() % 26);
    return out;
}

// Any eight letters in a row of it, found by the six at every third place: a beginning that was typed, a piece that was
// left when a block was used again.
// In UTF-8, and in ICU's and Pango's wider forms.
class Searched {
public:
    // Digits are everywhere: what is searched for of them is longer.
    explicit Searched(const std::string& word, size_t piece = 6) {
        for (size_t i = 0; i + piece <= word.size(); i += 3)
            for (size_t width : {1, 2, 4}) {
                // The wider forms are only ever copies of the whole: fewer pieces find them.
                if (width > 1 && i % 9 != 0)
                    continue;
                std::string form;
                for (char c : word.substr(i, piece))
                    form += std::string(1, c) + std::string(width - 1, '\0');
                m_forms.push_back(form);
            }
    }
    bool in(std::string_view bytes) const {
        for (const std::string& form : m_forms)
            if (memmem(bytes.data(), bytes.size(), form.data(), form.size()))
                return true;
        return false;
    }

private:
    std::vector<std::string> m_forms;
};

// The mappings of the process in which the word is found. It stands still meanwhile: a busy machine takes its time to look.
std::string found_in_memory(pid_t pid, const Searched& word) {
    std::string out;
    std::string process = "/proc/" + std::to_string(pid);
    REQUIRE(kill(pid, SIGSTOP) == 0);
    int memory = open((process + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(memory >= 0);
    std::ifstream maps(process + "/maps");
    for (std::string line; std::getline(maps, line);) {
        unsigned long from = 0, to = 0;
        char rights[5] = {};
        if (sscanf(line.c_str(), "%lx-%lx %4s", &from, &to, rights) != 3 || rights[1] != 'w')
            continue;
        std::string bytes(to - from, '\0');
        ssize_t count = pread(memory, bytes.data(), bytes.size(), off_t(from));
        if (count > 0 && word.in(std::string_view(bytes.data(), size_t(count))))
            out += line + "\n";
    }
    close(memory);
    REQUIRE(kill(pid, SIGCONT) == 0);
    return out;
}

std::string found_in_files(const fs::path& folder, const Searched& word) {
    std::string out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && word.in(read_file(entry.path()).value_or("")))
            out += entry.path().string() + "\n";
    return out;
}

// The script taps letter by letter: the word is in nobody's memory but the lesson's.
std::string types(const std::string& word, const std::string& ending) {
    std::string out = "see @language.en within 20s\ntap @language.en\ntap @home.settings\ntap @voice.on\ntap @settings.done\ntap @home.learn\n"
                      "tap @learn.email\ntap @lesson.create-email\ntap @lesson.next\ntap @option.address\n"
                      "tap @lesson.next\ntap @device.mail\ntap @lesson.next\ntap @device.create\ntap @lesson.next\ntap @device.first_name\n";
    for (char c : word)
        out += std::string("tap @key.") + c + "\n";
    out += "tap @bar.listen\ntap @lesson.next\ntap @device.last_name\n";
    for (char c : word)
        out += std::string("tap @key.") + c + "\n";
    return out + "print \"typed\"\nwait 1s\n" + ending + "see @finished.start within 30s\nprint \"finished\"\nwait 3s\ntap @finished.start\n"
                 "see @language.en\nprint \"attract\"\nwait 60s\n";
}

void forgets(const std::string& ending) {
    TemporaryFolder folder;
    std::string word = canary();
    Searched searched(word);
    KioskOptions options{folder.path()};
    options.visit = types(word, ending);
    Kiosk kiosk(options);
    INFO(kiosk.errors());
    REQUIRE(kiosk.wait_for("typed", 60'000));
    CHECK(!found_in_memory(kiosk.pid(), searched).empty());   // or the search would prove nothing
    REQUIRE(kiosk.wait_for("finished", 60'000));
    CHECK(found_in_memory(kiosk.pid(), searched) == "");
    REQUIRE(kiosk.wait_for("attract", 60'000));
    CHECK(found_in_memory(kiosk.pid(), searched) == "");
    // The voice has heard some of it, and ended with the visit.
    std::ifstream children("/proc/" + std::to_string(kiosk.pid()) + "/task/" + std::to_string(kiosk.pid()) + "/children");
    std::string child;
    CHECK(!(children >> child));
    kiosk.stop();
    CHECK(kiosk.finish() == 0);
    CHECK(found_in_files(folder.path(), searched) == "");
}

// The network's key, which the settings would hold; nobody has the other half.
std::string a_contact_key() {
    unsigned char open_key[crypto_box_PUBLICKEYBYTES], secret_key[crypto_box_SECRETKEYBYTES];
    REQUIRE(crypto_box_keypair(open_key, secret_key) == 0);
    return to_base64({reinterpret_cast<const char*>(open_key), sizeof open_key});
}

} // namespace

TEST_CASE("a telephone number is in no memory and no file once it is sealed, while its citizen is still here") {
    TemporaryFolder folder;
    std::random_device random;
    std::string number, taps;
    for (int i = 0; i < 15; ++i) {
        number += char('0' + random() % 10);
        taps += std::string("tap @key.") + number.back() + "\n";
    }
    constexpr size_t nine_digits = 9;
    const Searched searched(number, nine_digits);
    KioskOptions options{folder.path()};
    options.settings = std::string(KioskOptions::quick_settings) + "[contact]\nkey = \"" + a_contact_key() + "\"\n";
    options.visit = "clock 2026-11-23T08:00\nsee @language.en within 20s\ntap @language.en\ntap @home.book within 20s\ntap @bookings.book\n"
                    "tap @topic.email\ntap @day.2026-11-24\ntap @time.600\nsee @contact.digits\n" +
                    taps + "print \"typed\"\nwait 1s\ntap @contact.use\nsee @book.yes\nprint \"sealed\"\nwait 3s\ntap @book.yes\n" +
                    "see @booking.code\nprint \"booked\"\nwait 60s\n";
    point::import_schedule(DeskHand(options.state()).store(), {}, a_schedule());
    Kiosk kiosk(options);
    INFO(kiosk.errors());
    REQUIRE(kiosk.wait_for("typed", 60'000));
    CHECK(!found_in_memory(kiosk.pid(), searched).empty());
    REQUIRE(kiosk.wait_for("sealed", 60'000));
    CHECK(found_in_memory(kiosk.pid(), searched) == "");
    REQUIRE(kiosk.wait_for("booked", 60'000));
    CHECK(found_in_memory(kiosk.pid(), searched) == "");
    kiosk.stop();
    CHECK(kiosk.finish() == 0);
    CHECK(found_in_files(folder.path(), searched) == "");
    CHECK(DeskHand(options.state()).count("contact.given") == 1);
}

TEST_CASE("after Finish, what was told in a skills check and the code that was typed are in no memory and no file") {
    TemporaryFolder folder;
    // Eight signs that are no code: they stay in their places until the visit ends.
    const std::string signs(content::taken_home_signs);
    std::random_device random;
    std::string code, taps;
    do {
        code.clear();
        while (code.size() < content::taken_home_length)
            code += signs[random() % signs.size()];
    } while (content::read_taken_home(code));
    for (const char sign : code)
        taps += std::string("tap @key.") + char(std::tolower(sign)) + "\n";
    const Searched searched(code, code.size());
    KioskOptions options{folder.path()};
    options.visit = "see @language.en within 20s\ntap @language.en\ntap @home.skills\ntap @skills.earlier\n" + taps +
                    "see \"That is not such a code. Look at your paper once more.\"\nprint \"typed\"\nwait 1s\ntap @bar.back\ntap @skills.begin\n"
                    "tap @skill.yes\ntap @skill.news\ntap @bar.finish\ntap @leave.yes\nsee @finished.start\nprint \"finished\"\nwait 3s\n";
    Kiosk kiosk(options);
    INFO(kiosk.errors());
    REQUIRE(kiosk.wait_for("typed", 60'000));
    CHECK(!found_in_memory(kiosk.pid(), searched).empty());
    REQUIRE(kiosk.wait_for("finished", 60'000));
    CHECK(found_in_memory(kiosk.pid(), searched) == "");
    kiosk.stop();
    CHECK(kiosk.finish() == 0);
    CHECK(found_in_files(folder.path(), searched) == "");
    // A check that was not answered to its end is told to nobody.
    CHECK(DeskHand(options.state()).count("skills.checked") == 0);
}

TEST_CASE("words for the community are in no memory and no file once they are sealed, or given up") {
    for (const bool sent : {true, false}) {
        TemporaryFolder folder;
        const std::string word = canary();
        const Searched searched(word);
        KioskOptions options{folder.path()};
        options.settings = std::string(KioskOptions::quick_settings) + "[contact]\nkey = \"" + a_contact_key() + "\"\n";
        std::string taps;
        for (char c : word)
            taps += std::string("tap @key.") + c + "\n";
        options.visit = "see @language.en within 20s\ntap @language.en\ntap @home.settings\ntap @voice.on\ntap @settings.done\ntap @home.community within 20s\n"
                        "tap @community.suggest\ntap @about.place\nsee @words.text\n" + taps + "print \"typed\"\nwait 1s\n" +
                        (sent ? "tap @words.use\ntap @contact.skip\nsee @sent.home within 20s\n" : "tap @bar.finish\ntap @leave.yes\nsee @finished.start within 20s\n") +
                        "print \"over\"\nwait 60s\n";
        Kiosk kiosk(options);
        INFO(kiosk.errors());
        REQUIRE(kiosk.wait_for("typed", 60'000));
        CHECK(!found_in_memory(kiosk.pid(), searched).empty());
        REQUIRE(kiosk.wait_for("over", 60'000));
        CHECK(found_in_memory(kiosk.pid(), searched) == "");
        kiosk.stop();
        CHECK(kiosk.finish() == 0);
        CHECK(found_in_files(folder.path(), searched) == "");
        CHECK(DeskHand(options.state()).count("community.suggested") == int(sent));
    }
}

TEST_CASE("after Finish, what was typed is in no memory and no file") { forgets("tap @bar.finish\ntap @leave.yes\n"); }

TEST_CASE("after a visit that was left alone, what was typed is in no memory and no file") {
    forgets("wait 15s\nclock +200s\nsee @idle.yes within 30s\nclock +61s\nsee @finished.start within 60s\n");
}
