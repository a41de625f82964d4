// The real accanto-voice, heard through SDL's "disk" driver: what the loudspeaker would get is a file.
#include "tests/platform/hearing.h"

using namespace accanto::platform;
using namespace accanto::tests;

TEST_CASE("words are told in order while they are said, and the end too") {
    Bell bell;
    const auto voice = bell.open(helper);
    CHECK(children().empty()); // nothing starts before the first word
    const std::string text = "Hello, this is the library.";
    voice->say(english(text));
    CHECK(voice->speaking());
    const auto start = Steady::now();
    CHECK(follow(*voice, bell, text, 1000) == Words{"Hello", "this", "is", "the", "library"});
    CHECK(Steady::now() - start > milliseconds(700)); // in the time it takes to say it
    CHECK(bell.rings() >= 6);
    CHECK(voice->word().end == 0);
}

TEST_CASE("letters of several bytes keep their places") {
    Bell bell;
    const auto voice = bell.open(helper);
    const std::string text = "L'açúcar és aquí.";
    voice->say({text, "ca", 200, 70});
    CHECK(follow(*voice, bell, text, 1000) == Words{"L'açúcar", "és", "aquí"});
}

TEST_CASE("without a sound device words and the end still come in time") {
    setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
    Bell bell;
    const auto voice = bell.open(helper);
    const auto start = Steady::now();
    voice->say(english("Good morning to you"));
    CHECK(follow(*voice, bell, "Good morning to you", 1000) == Words{"Good", "morning", "to", "you"});
    CHECK(Steady::now() - start > milliseconds(500));
    setenv("SDL_AUDIODRIVER", "dummy", 1);
}

TEST_CASE("stop is silent within 100 ms") {
    const Loudspeaker loudspeaker;
    Bell bell;
    const auto voice = bell.open(helper);
    voice->say(english(long_text));
    REQUIRE(bell.wait([&] { return loudspeaker.loud() > voice_rate / 2; }));
    voice->stop();
    CHECK_FALSE(voice->speaking());
    CHECK(voice->word().end == 0);
    const size_t when_stopped = loudspeaker.heard().size();
    std::this_thread::sleep_for(milliseconds(400));
    CHECK(loudspeaker.heard().size() > when_stopped); // the loudspeaker is on, and silent
    // The file's own buffer holds back up to 2048 samples that were "heard" before.
    CHECK(loudspeaker.loud() <= when_stopped + voice_rate / 10 + 2048);
}

TEST_CASE("a new utterance interrupts the old one") {
    Bell bell;
    const auto voice = bell.open(helper);
    voice->say(english(long_text));
    REQUIRE(bell.wait([&] { return voice->word().end > 0; }));
    const auto start = Steady::now();
    voice->say(english("Stop here"));
    CHECK(follow(*voice, bell, "Stop here", 2) == Words{"Stop", "here"});
    CHECK(Steady::now() - start < milliseconds(6000));
}

TEST_CASE("twenty utterances at once leave the last one") {
    Bell bell;
    const auto voice = bell.open(helper);
    for (int i = 0; i < 20; ++i)
        voice->say(english(long_text));
    voice->say(english("At last"));
    CHECK(follow(*voice, bell, "At last", 2) == Words{"At", "last"});
    CHECK(children().size() == 1);
}

TEST_CASE("a text longer than the buffers is said to its end") {
    setenv("SDL_AUDIODRIVER", "disk", 1); // quicker than time
    setenv("SDL_DISKAUDIOFILE", "/dev/null", 1);
    setenv("SDL_DISKAUDIODELAY", "1", 1);
    std::string text;
    for (int i = 0; i < 30; ++i)
        text += "One two three four five. ";
    text += "Ready";
    Bell bell;
    const auto voice = bell.open(helper);
    voice->say(english(text));
    const Words words = follow(*voice, bell, text, 1000);
    CHECK(words.size() == 151);
    CHECK(words.back() == "Ready");
    unsetenv("SDL_DISKAUDIODELAY");
    unsetenv("SDL_DISKAUDIOFILE");
    setenv("SDL_AUDIODRIVER", "dummy", 1);
}

TEST_CASE("volume is a gain on what is said") {
    int loud = 0, quiet = 0;
    for (const int volume : {100, 50}) {
        const Loudspeaker loudspeaker;
        Bell bell;
        const auto voice = bell.open(helper);
        voice->say({"Hello", "en", 250, volume});
        REQUIRE(bell.wait([&] { return !voice->speaking(); }));
        (volume == 100 ? loud : quiet) = loudest(loudspeaker.heard());
    }
    CHECK(loud > 2000);
    CHECK(quiet == doctest::Approx(loud / 4.0).epsilon(0.05)); // 12 dB
}

TEST_CASE("forget ends the helper, and the next word starts another") {
    Bell bell;
    const auto voice = bell.open(helper);
    voice->say(english("My telephone number"));
    REQUIRE(bell.wait([&] { return voice->word().end > 0; }));
    const auto before = children();
    REQUIRE(before.size() == 1);
    voice->forget();
    CHECK_FALSE(voice->speaking());
    CHECK(bell.wait([&] { return children(false).empty(); }, milliseconds(5000))); // ended, and reaped
    voice->say(english("Good day"));
    CHECK(follow(*voice, bell, "Good day", 2) == Words{"Good", "day"});
    const auto after = children();
    REQUIRE(after.size() == 1);
    CHECK(after[0] != before[0]);
}

TEST_CASE("a missing helper is survived") {
    Bell bell;
    const auto voice = bell.open("/nonexistent/accanto-voice");
    for (int i = 0; i < 3; ++i) {
        voice->say(english("Nobody says this"));
        CHECK(bell.wait([&] { return !voice->speaking(); }));
    }
    voice->stop();
    voice->forget();
}

TEST_CASE("a helper of another kind is survived") {
    for (const char* other : {"/bin/true", "/bin/cat"}) {
        Bell bell;
        const auto voice = bell.open(other);
        voice->say(english("Nobody says this"));
        CHECK(bell.wait([&] { return !voice->speaking(); }));
    }
}

TEST_CASE("a helper that dies in the middle ends the utterance and comes back with the next") {
    Bell bell;
    const auto voice = bell.open(helper);
    voice->say(english(long_text + long_text + long_text));
    REQUIRE(bell.wait([&] { return voice->word().end > 0; }));
    const auto running = children();
    REQUIRE(running.size() == 1);
    kill(running[0], SIGKILL);
    CHECK(bell.wait([&] { return !voice->speaking(); }));
    voice->say(english("Here again"));
    CHECK(follow(*voice, bell, "Here again", 2) == Words{"Here", "again"});
}

TEST_CASE("what is said stands in no argument and no variable of the helper") {
    Bell bell;
    const auto voice = bell.open(helper);
    voice->say(english("Canary canary canary canary"));
    REQUIRE(bell.wait([&] { return voice->word().end > 0; }));
    const auto running = children();
    REQUIRE(running.size() == 1);
    const std::filesystem::path process = std::filesystem::path("/proc") / std::to_string(running[0]);
    const std::string arguments = read_all(process / "cmdline");
    CHECK(arguments == std::string(helper) + '\0');
    CHECK(read_all(process / "environ").find("anary") == std::string::npos);
    // Beside its pipes and stderr it holds what every program started here is given, and nothing of ours.
    for (const auto& entry : std::filesystem::directory_iterator(process / "fd")) {
        const int descriptor = std::stoi(entry.path().filename());
        CHECK((descriptor <= 2 || fcntl(descriptor, F_GETFD) == 0));
    }
}

TEST_CASE("a language that is none does no harm") {
    Bell bell;
    const auto voice = bell.open(helper);
    for (const char* language : {"", "xx", "en 1 1\nstop", "very-long-language-code"}) {
        voice->say({"Hello", language, 250, 70});
        CHECK(bell.wait([&] { return !voice->speaking(); }));
    }
}

TEST_CASE("nothing to say ends at once") {
    Bell bell;
    const auto voice = bell.open(helper);
    voice->say(english(""));
    CHECK(bell.wait([&] { return !voice->speaking(); }));
}

TEST_CASE("a short sound is played, a missing one is survived") {
    const Loudspeaker loudspeaker;
    const auto file = loudspeaker.m_folder / "chime.wav";
    {
        std::string wav("RIFF\x24\x20\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x44\xac\0\0\x88\x58\1\0\2\0\x10\0"
                        "data\0\x20\0\0",
                        44);
        for (int i = 0; i < 4096; ++i)
            wav += i / 40 % 2 ? std::string("\0\x40", 2) : std::string("\0\xc0", 2);
        std::ofstream(file, std::ios::binary) << wav;
    }
    Bell bell;
    const auto voice = bell.open(helper);
    voice->play("/nonexistent/chime.wav", 100);
    voice->play(file, 100);
    CHECK(bell.wait([&] { return loudspeaker.loud() > 1500; }));
    CHECK(loudest(loudspeaker.heard()) > 8000);
    CHECK(children().empty()); // no voice was needed
}

TEST_CASE("at rest the voice costs nothing") {
    Bell bell;
    const auto voice = bell.open(helper);
    voice->say(english("Hello"));
    REQUIRE(bell.wait([&] { return !voice->speaking(); }));
    // The loudspeaker stays on for three seconds, then all of SDL's sound is off.
    CHECK(bell.wait([] { return SDL_WasInit(SDL_INIT_AUDIO) == 0; }));
    const auto used = [] {
        timespec now{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return now.tv_sec * 1'000'000 + now.tv_nsec / 1000;
    };
    const auto before = used();
    std::this_thread::sleep_for(milliseconds(500));
    CHECK(used() - before < 2000);
}
