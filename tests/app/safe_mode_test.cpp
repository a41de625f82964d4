// A kiosk of few parts: it gives numbers when nothing else stands.
#include "content/base/file.h"
#include "content/library/words_file.h"
#include "kiosk/app/safe_screen.h"
#include "kiosk/point/safe_tickets.h"
#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/app/notify_socket.h"
#include "tests/temporary_folder.h"
#include "tests/ui/desk_of_tests.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace accanto;
using namespace accanto::tests;
namespace fs = std::filesystem;

namespace {

struct Hand {
    TemporaryFolder folder;
    Settings settings;
    ManualClock clock{1'795'420'800'000};
    std::unique_ptr<platform::Window> window;

    Hand() {
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        settings.state = folder / "state";
        settings.point.official_language = "it";
        fs::create_directories(settings.state);
        platform::WindowOptions options;
        options.width = 960, options.height = 540, options.full_screen = false, options.software = true;
        window = platform::Window::open(options);
        window->keep_frames(true);
    }
    void touch(app::SafeScreen& screen, float x, float y, int64_t held_ms = 100) {
        platform::Event event;
        event.kind = platform::Event::Kind::contact;
        event.contact = {platform::Contact::Kind::down, 1, x, y, 0};
        screen.handle(event);
        clock.advance_ms(held_ms);
        event.contact.kind = platform::Contact::Kind::up;
        screen.handle(event);
    }
    void touch_button(app::SafeScreen& screen) {
        touch(screen, screen.button().centre_x(), screen.button().centre_y());
    }
    // The number that is shown once it is there.
    std::string shown(app::SafeScreen& screen) {
        for (int i = 0; i < 5000 && screen.label().empty(); ++i) {
            window->wait(2);
            screen.pass_deadlines();
        }
        screen.frame();
        return screen.label();
    }
    // How much of the frame is not the paper.
    double drawn() {
        const platform::Image& image = window->last_frame();
        size_t other = 0;
        for (const uint32_t pixel : image.argb)
            other += (pixel & 0xFFFFFF) != 0xF7F3EC;
        return double(other) / double(image.argb.size());
    }
};

void keep_picture(Hand& hand, const char* name) {
    if (const char* folder = getenv("ACCANTO_PICTURES"))
        platform::write_png(fs::path(folder) / name, hand.window->last_frame());
}

} // namespace

TEST_CASE("safe mode gives a number for a touch, keeps it before it is shown, and goes on after a restart") {
    Hand hand;
    {
        app::SafeScreen screen(*hand.window, hand.settings, hand.clock, true,
                               "the screen failed again and again");
        screen.frame();
        keep_picture(hand, "safe-take.png");
        CHECK(hand.drawn() > 0.3);
        hand.touch_button(screen);
        CHECK(hand.shown(screen) == "B900");
        keep_picture(hand, "safe-number.png");
        // A trembling hand does not throw it away, and no second one comes of it.
        hand.touch_button(screen);
        CHECK(screen.label() == "B900");
        hand.clock.advance_ms(31'000);
        screen.pass_deadlines();
        screen.frame();
        keep_picture(hand, "safe-last.png");
        CHECK(screen.label() == "");
        hand.touch_button(screen);
        CHECK(hand.shown(screen) == "B901");
    }
    app::SafeScreen screen(*hand.window, hand.settings, hand.clock, true, "");
    hand.touch(screen, 2, 270);
    CHECK_FALSE(screen.ends());
    hand.touch_button(screen);
    CHECK(hand.shown(screen) == "B902");
    CHECK(store::safe_numbers({hand.settings.state, {}}).size() == 3);
}

TEST_CASE("in safe mode the second touch of a trembling hand takes no number, and the button is as large as "
          "a hand needs on every panel") {
    Hand hand;
    hand.settings.touch.double_tap_s = 0.5;
    app::SafeScreen screen(*hand.window, hand.settings, hand.clock, true, "");
    hand.touch_button(screen);
    CHECK(hand.shown(screen) == "B900");
    hand.clock.advance_ms(4'000);
    hand.touch_button(screen); // it was read
    CHECK(screen.label() == "");
    hand.clock.advance_ms(200);
    hand.touch_button(screen);
    screen.pass_deadlines();
    CHECK(store::safe_numbers({hand.settings.state, {}}).size() == 1);
    hand.clock.advance_ms(600);
    hand.touch_button(screen);
    CHECK(hand.shown(screen) == "B901");
    // 0.05 mm a pixel makes of this window a panel of 48 x 27 mm, 1 mm one of 960 x 540.
    hand.settings.screen.pitch_mm = 0.05;
    CHECK(app::SafeScreen(*hand.window, hand.settings, hand.clock, true, "").button().w ==
          doctest::Approx(768));
    hand.settings.screen.pitch_mm = 1;
    CHECK(app::SafeScreen(*hand.window, hand.settings, hand.clock, true, "").button().w ==
          doctest::Approx(420));
}

TEST_CASE("the whole program is tried again: by five touches in the corner, and when nobody has been there "
          "for long") {
    Hand hand;
    std::ofstream(hand.settings.state / "safe-mode").flush();
    app::SafeScreen screen(*hand.window, hand.settings, hand.clock, true, "");
    CHECK(app::starts_safe(hand.settings));
    SUBCASE("by hand") {
        for (int i = 0; i < 4; ++i, hand.clock.advance_ms(300))
            hand.touch(screen, 5, 5);
        CHECK_FALSE(screen.ends());
        hand.touch(screen, 5, 5, 1'200);
    }
    SUBCASE("by itself") {
        hand.clock.advance_ms(6 * 3'600'000LL);
        hand.touch(screen, 2, 270);
        screen.pass_deadlines();
        CHECK_FALSE(screen.ends());
        hand.clock.advance_ms(600'000);
        screen.pass_deadlines();
    }
    CHECK(screen.ends());
    CHECK_FALSE(app::starts_safe(hand.settings)); // once
    CHECK(app::starts_safe(hand.settings));
}

TEST_CASE("safe mode says its sentences in every language of the point, Arabic too, from pictures that the "
          "whole program kept") {
    Hand hand;
    hand.settings.point.languages = {"it", "en", "ar"};
    const app::SafeLayout layout{960, 540, 960 / 531.0f};
    {
        Page page;
        app::SafePictures pictures;
        while (!app::draw_next(pictures, page.ui, *page.words, hand.settings, layout)) {
        }
        app::keep_safe_pictures(hand.settings, layout, pictures);
    }
    const auto kept = app::read_safe_pictures(hand.settings, layout);
    REQUIRE(kept);
    // All of it is on its place.
    CHECK(kept->take.width <= int(layout.on_button().w));
    CHECK(kept->take.height <= int(layout.on_button().h));
    CHECK(kept->none.height <= int(layout.on_button().h));
    CHECK(kept->wait.height <= int(layout.below_number().h));
    app::SafeScreen screen(*hand.window, hand.settings, hand.clock, true, "");
    screen.frame();
    keep_picture(hand, "safe-pictures-take.png");
    const platform::Image with = hand.window->last_frame();
    hand.touch_button(screen);
    CHECK(hand.shown(screen) == "B900");
    keep_picture(hand, "safe-pictures-number.png");
    // Of another panel, or damaged, they are not used, and the built-in letters stand in.
    CHECK_FALSE(app::read_safe_pictures(hand.settings, {960, 541, 960 / 531.0f}));
    std::string bytes = read_file(hand.settings.state / "safe-pictures").value();
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
    write_file_durably(hand.settings.state / "safe-pictures", bytes);
    CHECK_FALSE(app::read_safe_pictures(hand.settings, layout));
    app::SafeScreen plain(*hand.window, hand.settings, hand.clock, true, "");
    plain.frame();
    CHECK(hand.drawn() > 0.3);
    CHECK(with.argb != hand.window->last_frame().argb);
}

TEST_CASE("the whole program keeps the pictures of safe mode when nobody has come for some seconds") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = "see @language.en within 20s\n";
    for (int greeting = 0; greeting < 3; ++greeting)   // a sentence with each
        options.visit += "clock +7s\nwait 1s\n";
    CHECK_NOTHROW(play(options));
    CHECK(fs::exists(options.state() / "safe-pictures"));
}

TEST_CASE("what safe mode says is what the words of the kiosk say") {
    for (const app::SafeWords& words : app::safe_words) {
        CAPTURE(words.language);
        const auto file = read_file(fs::path(ACCANTO_SOURCE_DIR) / "content" / "words" /
                                    (std::string(words.language) + ".toml"))
                              .value();
        for (const auto& [key, sentence] : {std::pair("take", words.take), std::pair("wait", words.wait),
                                            std::pair("no_number", words.none)}) {
            std::string typographic = sentence;
            for (size_t at = 0; (at = typographic.find('\'', at)) != typographic.npos;)
                typographic.replace(at, 1, "’");
            CHECK(file.find("\n" + std::string(key) + " = \"" + typographic + "\"\n") != file.npos);
        }
    }
}

TEST_CASE("the program begins in safe mode where the ladder ended or its words cannot be read, says that it "
          "lives, and ends in order") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    fs::create_directories(options.state());
    const char* why = nullptr;
    SUBCASE("the ladder") {
        std::ofstream(options.state() / "safe-mode").flush();
        why = "safe mode: the screen failed again and again";
    }
    SUBCASE("no words") {
        fs::create_directories(folder / "data/content/words");
        fs::create_directories(folder / "data/assets/keyboard");
        options.environment["ACCANTO_DATA"] = folder / "data";
        why = "safe mode: ";
    }
    NotifySocket systemd(folder / "notify");
    options.environment["NOTIFY_SOCKET"] = folder / "notify";
    options.environment["WATCHDOG_USEC"] = "1000000";
    Kiosk kiosk(options);
    REQUIRE(systemd.hears("READY=1", 30'000));
    CHECK(systemd.hears("WATCHDOG=1", 5'000));
    CHECK(systemd.hears("WATCHDOG=1", 5'000));
    CHECK(kiosk.errors().find(why) != std::string::npos);
    kiosk.stop();
    CHECK(systemd.hears("STOPPING=1", 10'000));
    CHECK(kiosk.finish() == 0);
    CHECK(fs::exists(options.state() / "safe-mode") == (std::string(why).size() > 20));
}

TEST_CASE("numbers of safe mode are tickets at the next start of the whole program") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    fs::create_directories(options.state());
    const auto given = store::give_safe_number({options.state(), {}}, "B", "en", SystemClock());
    REQUIRE(given);
    options.visit = "see @language.en within 20s\nsee \"Hay 1 persona esperando\" within 20s\n";
    CHECK_NOTHROW(play(options));
    DeskHand desk(options.state());
    const auto tickets = desk.tickets();
    REQUIRE(tickets.size() == 1);
    CHECK(tickets[0].id == given->id);
    CHECK(tickets[0].label == "B900");
    CHECK(desk.broken_promises() == "");
}
