// Our ESC/POS printers against a model of one: what comes out is compared dot by dot with what was sent.

#include "tests/platform/escpos_model.h"
#include "tests/platform/slips.h"

#include "kiosk/platform/escpos_device.h"

#include <doctest/doctest.h>

#include <fstream>
#include <thread>

using namespace accanto;
using namespace accanto::platform;
using namespace accanto::tests;

namespace {

using Condition = PrinterCondition;
using State = PrinterState;
using Habits = PrinterHabits;

// Where the printer keeps silent or stands still on purpose.
EscPosTimes quick() {
    EscPosTimes times;
    times.answer_ms = 400;
    times.stalled_ms = 400;
    times.worked_off_ms = 1000;
    times.abandoned_ms = 300;
    times.look_again_ms = 100;
    return times;
}

struct Bench {
    explicit Bench(const Habits& habits = {}, const EscPosTimes& times = {})
        : model(habits), device(escpos_device(model.path(), times)) {}

    PrintDevice::Outcome print(const Image& image) { return device->print(image, "B07", nobody_left); }

    EscPosModel model;
    std::unique_ptr<PrintDevice> device;
    Abandonment nobody_left;
};

// Whatever came before it.
void check_last_slip(const EscPosModel& model, const Image& image) {
    REQUIRE(model.idle());
    const EscPosPaper paper = model.paper();
    REQUIRE(!paper.slips.empty());
    CHECK(paper.slips.back() == black_and_white(image));
    CHECK(paper.nonsense == 0);
}

// All that lies on the paper is the slips, and all that was sent was understood.
void check_slips(const EscPosModel& model, const std::vector<Image>& images) {
    REQUIRE(model.idle());
    const EscPosPaper paper = model.paper();
    REQUIRE(paper.slips.size() == images.size());
    for (size_t i = 0; i < images.size(); ++i)
        CHECK(paper.slips[i] == black_and_white(images[i]));
    CHECK(paper.begun.height == 0);
    CHECK(paper.nonsense == 0);
    CHECK(paper.held() == 0);
}

} // namespace

TEST_CASE("every dot of a slip comes out, on 58 and on 80 mm, and the slip is fed and cut") {
    Bench bench;
    const std::vector<Image> images = {noise(576, 333, 1), noise(384, 701, 2), noise(576, 1, 3),
                                       striped(576, 100)};
    for (const Image& image : images) {
        const auto outcome = bench.print(image);
        CHECK(outcome.printed);
        CHECK(outcome.report.condition == Condition::ready);
    }
    check_slips(bench.model, images);
    CHECK(bench.model.paper().lines_fed == 4 * int(images.size()));
    CHECK(bench.device->can_tell());
}

TEST_CASE("a slow printer with a small buffer gets no more than it can hold, and the slip is whole") {
    Bench bench(Habits{.rows_a_second = 400});
    const Image image = noise(576, 300, 4);
    CHECK(bench.print(image).printed);
    check_slips(bench.model, {image});
    CHECK(bench.model.most_held() <= 2 * escpos::band_bytes + 16);
}

TEST_CASE("near the end of the roll it prints and says so") {
    Bench bench;
    bench.model.set(State{.near_end = true});
    const Image image = noise(576, 60, 5);
    const auto outcome = bench.print(image);
    CHECK(outcome.printed);
    CHECK(outcome.report.condition == Condition::near_end);
    CHECK(bench.device->look().condition == Condition::near_end);
    check_slips(bench.model, {image});
}

TEST_CASE("what keeps it from printing is told before anything is sent, and when it is over it prints") {
    struct Trouble {
        State state;
        Condition condition;
        const char* detail;
    };
    for (const Trouble& trouble :
         {Trouble{{.out_of_paper = true}, Condition::out_of_paper, "no paper"},
          Trouble{{.cover_open = true}, Condition::cover_open, "the cover is open"},
          Trouble{{.out_of_paper = true, .cover_open = true}, Condition::cover_open, "the cover is open"},
          Trouble{{.cutter_blocked = true}, Condition::failed, "the cutter is blocked"},
          Trouble{{.offline = true}, Condition::offline, "offline"}}) {
        CAPTURE(trouble.detail);
        Bench bench;
        bench.model.set(trouble.state);
        const auto outcome = bench.print(noise(576, 60, 6));
        CHECK_FALSE(outcome.printed);
        CHECK(outcome.report.condition == trouble.condition);
        CHECK(outcome.report.detail.find(trouble.detail) == 0);
        CHECK(bench.device->look().condition == trouble.condition);
        bench.model.set(State{});
        check_slips(bench.model, {}); // it is not repeated by itself
        CHECK(bench.device->look().condition == Condition::ready);
        const Image next = noise(576, 60, 7);
        CHECK(bench.print(next).printed);
        check_slips(bench.model, {next});
    }
}

TEST_CASE("what happens in the middle is told, and the rest does not come out later") {
    for (const bool counts : {true, false})
        for (const bool forgets : {true, false}) {
            CAPTURE(counts);
            CAPTURE(forgets);
            Bench bench(Habits{.counts = counts, .forgets = forgets, .rows_a_second = counts ? 0 : 1000},
                        quick());
            bench.model.set(State{.rows_left = 120});
            const Image image = noise(576, 700, 8);
            const auto outcome = bench.print(image);
            CHECK_FALSE(outcome.printed);
            CHECK(outcome.report.condition == Condition::out_of_paper);
            REQUIRE(bench.model.idle());
            CHECK(bench.model.paper().rows == 120);
            bench.model.set(State{}); // a new roll
            REQUIRE(bench.model.idle());
            // One that cannot forget prints what it had received: two bands, or what it got before it was
            // asked.
            const int most = forgets ? 120 : counts ? 120 + 2 * 21 : 120 + 150;
            CHECK(bench.model.paper().rows <= most);
            CHECK(bench.model.paper().slips.empty());
            // The next citizen's slip comes without the piece that hung out of the printer.
            const Image next = noise(576, 90, 9);
            CHECK(bench.print(next).printed);
            check_last_slip(bench.model, next);
            CHECK(bench.model.paper().slips.size() == 2);
        }
}

TEST_CASE("a cover that is opened in the middle breaks the job off") {
    Bench bench(Habits{.rows_a_second = 300});
    PrintDevice::Outcome outcome;
    std::thread job([&] { outcome = bench.print(noise(576, 600, 10)); });
    while (bench.model.paper().rows < 50)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    bench.model.set(State{.cover_open = true});
    job.join();
    CHECK_FALSE(outcome.printed);
    CHECK(outcome.report.condition == Condition::cover_open);
    bench.model.set(State{});
    REQUIRE(bench.model.idle());
    CHECK(bench.model.paper().rows < 600);
    CHECK(bench.model.paper().slips.empty());
}

TEST_CASE("the roll that ends with the last row has printed the slip") {
    Bench bench(Habits{}, quick());
    bench.model.set(State{.rows_left = 100});
    const Image image = noise(576, 100, 11);
    CHECK(bench.print(image).printed);
    check_slips(bench.model, {image});
    const auto outcome = bench.print(image);
    CHECK_FALSE(outcome.printed);
    CHECK(outcome.report.condition == Condition::out_of_paper);
}

TEST_CASE("a printer that says nothing of itself prints, and is not asked while at rest") {
    Bench bench(Habits{.answers = false, .counts = false}, quick());
    CHECK(bench.device->look().condition == Condition::unknown);
    CHECK_FALSE(bench.device->can_tell());
    const Image image = noise(576, 200, 12);
    const auto outcome = bench.print(image);
    CHECK(outcome.printed);
    CHECK(outcome.report.condition == Condition::unknown);
    check_slips(bench.model, {image});
}

TEST_CASE("one that did answer and falls silent is offline, and gets no job") {
    Bench bench(Habits{}, quick());
    CHECK(bench.device->look().condition == Condition::ready);
    bench.model.set(Habits{.answers = false, .counts = false});
    CHECK(bench.device->look().condition == Condition::offline);
    CHECK(bench.device->can_tell());
    const auto outcome = bench.print(noise(576, 60, 13));
    CHECK_FALSE(outcome.printed);
    CHECK(outcome.report.condition == Condition::offline);
    bench.model.set(Habits{});
    CHECK(bench.device->look().condition == Condition::ready);
    check_slips(bench.model, {});
}

TEST_CASE("one that does not count what it has done is followed by its state") {
    Bench bench(Habits{.counts = false, .rows_a_second = 2000}, quick());
    const Image image = noise(576, 250, 14);
    CHECK(bench.print(image).printed);
    check_slips(bench.model, {image});
}

TEST_CASE("a printer that is not there is gone, and when it is back it prints") {
    Bench bench;
    bench.model.unplug();
    CHECK(bench.device->look().condition == Condition::gone);
    CHECK(bench.device->can_tell());
    const auto outcome = bench.print(noise(576, 60, 15));
    CHECK_FALSE(outcome.printed);
    CHECK(outcome.report.condition == Condition::gone);
    CHECK(outcome.report.detail.find(bench.model.path().string()) == 0);
    bench.model.plug_in();
    CHECK(bench.device->look().condition == Condition::ready);
    const Image next = noise(576, 60, 16);
    CHECK(bench.print(next).printed);
    check_slips(bench.model, {next});
}

TEST_CASE("unplugged in the middle of a band, the next slip is whole, whether or not it kept its power") {
    for (const bool power : {true, false}) {
        CAPTURE(power);
        Bench bench(Habits{}, quick());
        bench.model.vanish_after(10'000);
        const auto outcome = bench.print(noise(576, 700, 17));
        CHECK_FALSE(outcome.printed);
        CHECK(outcome.report.condition == Condition::gone);
        if (!power)
            bench.model.switch_off_and_on();
        bench.model.plug_in();
        const Image next = noise(576, 90, 18);
        CHECK(bench.print(next).printed);
        check_last_slip(bench.model, next);
        CHECK(bench.model.paper().rows < 700);
    }
}

TEST_CASE("a printer that takes nothing more ends the job, and nobody waits for ever") {
    Bench bench(Habits{}, quick());
    PrintDevice::Outcome outcome;
    bench.model.set(Habits{.rows_a_second = 300});
    std::thread job([&] { outcome = bench.print(noise(576, 2000, 19)); });
    while (bench.model.paper().rows < 30)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    bench.model.set(State{.hangs = true});
    job.join(); // or the test's time is over
    CHECK_FALSE(outcome.printed);
    CHECK(outcome.report.condition == Condition::offline);
    CHECK(bench.device->look().condition == Condition::offline);
}

TEST_CASE("a printer without status whose buffer stays full ends the job, and later gets what it was owed") {
    Bench bench(Habits{.answers = false, .counts = false}, quick());
    bench.model.set(State{.cover_open = true});
    const auto outcome = bench.print(noise(576, 2000, 20)); // more than printer and system hold together
    CHECK_FALSE(outcome.printed);
    CHECK(outcome.report.condition == Condition::offline);
    bench.model.set(State{});
    const Image next = noise(576, 90, 21);
    CHECK(bench.print(next).printed);
    check_last_slip(bench.model, next);
}

TEST_CASE("once nobody waits, a job does not begin; one that comes out is finished, one that stands still is "
          "not waited for") {
    SUBCASE("it has not begun") {
        Bench bench;
        bench.nobody_left.raise();
        CHECK_FALSE(bench.print(noise(576, 300, 22)).printed);
        check_slips(bench.model, {});
        CHECK(bench.model.paper().rows == 0);
    }
    SUBCASE("it comes out") {
        Bench bench(Habits{.rows_a_second = 500});
        const Image image = noise(576, 300, 22);
        PrintDevice::Outcome outcome;
        std::thread job([&] { outcome = bench.print(image); });
        while (bench.model.paper().rows < 30)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        bench.nobody_left.raise();
        job.join();
        CHECK(outcome.printed);
        check_slips(bench.model, {image});
    }
    SUBCASE("it stands still") {
        EscPosTimes times = quick();
        times.worked_off_ms = times.stalled_ms = 3'600'000;
        Bench bench(Habits{.counts = false, .rows_a_second = 300}, times);
        PrintDevice::Outcome outcome;
        std::thread job([&] { outcome = bench.print(noise(576, 2000, 23)); });
        while (bench.model.paper().rows < 30)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        bench.model.set(State{.hangs = true});
        bench.nobody_left.raise();
        job.join();
        CHECK_FALSE(outcome.printed);
    }
}

TEST_CASE("dots that read as questions, and words nobody asked for, are not taken for answers") {
    Bench bench;
    bench.model.set(State{.near_end = true});
    // DLE EOT 4 all over the slip: the printer answers each with its paper's state, which no other answer may
    // be mixed with.
    Image image = noise(576, 120, 24);
    Bitmap questions{576, 120, {}};
    while (questions.bits.size() < size_t(questions.row_bytes() * questions.height))
        questions.bits += "\x10\x04\x04";
    questions.bits.resize(size_t(questions.row_bytes() * questions.height));
    image = image_of(questions);
    CHECK(bench.device->look().condition == Condition::near_end);
    bench.model.say(std::string("\x14\x00\x00\x0f\x13\x11", 6)); // an automatic status, XOFF, XON
    const auto outcome = bench.print(image);
    CHECK(outcome.printed);
    CHECK(outcome.report.condition == Condition::near_end);
    check_slips(bench.model, {image});
}

TEST_CASE("any path is a printer: a file is written to, and one that is none is told") {
    TemporaryFolder folder;
    const Abandonment nobody_left;
    std::ofstream(folder / "lp").close();
    const Image image = noise(384, 120, 25);
    CHECK(escpos_device(folder / "lp")->print(image, "B07", nobody_left).printed);
    std::ifstream in(folder / "lp", std::ios::binary);
    EscPosPaper paper;
    paper.receive(std::string(std::istreambuf_iterator<char>(in), {}));
    while (paper.step()) {
    }
    REQUIRE(paper.slips.size() == 1);
    CHECK(paper.slips[0] == black_and_white(image));

    const auto no_device = escpos_device(folder.path())->print(image, "B07", nobody_left);
    CHECK_FALSE(no_device.printed);
    CHECK(no_device.report.condition == Condition::failed);
    CHECK(no_device.report.detail.find("directory") != std::string::npos);
    CHECK(escpos_device(folder / "none")->look().condition == Condition::gone);
    CHECK(escpos_device("/dev/zero")->look().condition == Condition::unknown); // it talks without an end
}
