// The real kiosk and a receipt printer: what its citizen is told, and what the store knows for the desk and
// the hub.

#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/platform/escpos_model.h"
#include "tests/temporary_folder.h"

#include "kiosk/point/printer_care.h"
#include "kiosk/point/quick_actions.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

using namespace accanto;
using namespace accanto::tests;

namespace {

const std::string ticket = std::string(to_confirmation) + "tap @ticket.take\nsee @ticket.number within 20s\n";

struct Point {
    TemporaryFolder folder;
    EscPosModel printer;
    KioskOptions options{folder.path()};
    DeskHand desk{options.state()};

    explicit Point(int width_mm = 80) {
        desk.on();
        options.settings += "[printer]\nkind = \"escpos\"\ndevice = \"" + printer.path().string() +
                            "\"\nwidth_mm = " + std::to_string(width_mm) + "\n";
    }

    // Takes a ticket, is told `first`; asks for it again, is told `second` ("again").
    std::unique_ptr<Kiosk> asks_twice(const std::string& first, const std::string& second) {
        options.visit = ticket + first + "print \"told\"\nwait 3s\ntap \"Print it again\"\n" + second +
                        "print \"again\"\nwait 60s\n";
        auto kiosk = std::make_unique<Kiosk>(options);
        REQUIRE_MESSAGE(kiosk->wait_for("told"), kiosk->errors());
        return kiosk;
    }

    point::PrinterStanding standing() {
        Settings settings;
        settings.point.time_zone = "Europe/Madrid";
        return point::printer_standing(desk.store(), settings);
    }
    // Whether the store says so within some seconds.
    bool becomes(const std::string& state, int printed, int failed) {
        point::PrinterStanding now;
        for (int i = 0; i < 500; ++i) {
            now = standing();
            if (now.state == state && now.printed == printed && now.failed == failed)
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        MESSAGE(now.state, " ", now.printed, " ", now.failed);
        return false;
    }
};

} // namespace

TEST_CASE("a ticket is printed on either roll, and the store knows that the printer is well") {
    for (int width_mm : {58, 80}) {
        CAPTURE(width_mm);
        Point point(width_mm);
        point.options.visit = ticket + "print \"taken\"\nwait 60s\n";
        Kiosk kiosk(point.options);
        REQUIRE(kiosk.wait_for("taken"));
        CHECK(point.becomes("ok", 1, 0));
        REQUIRE(point.printer.idle());
        const EscPosPaper paper = point.printer.paper();
        REQUIRE(paper.slips.size() == 1);
        CHECK(paper.slips[0].width == (width_mm == 58 ? 384 : 576));
        CHECK(paper.nonsense == 0);
        CHECK(point.standing().since_ms > 0);
    }
}

TEST_CASE(
    "without paper the ticket stands, says that it is not printed, and is printed when asked for again") {
    Point point;
    point.printer.set(PrinterState{.out_of_paper = true});
    auto kiosk = point.asks_twice("see \"The printer has no paper. Please remember B01.\" within 20s\n",
                                  "not \"The printer has no paper\" within 20s\n");
    CHECK(point.becomes("out", 0, 1));
    point.printer.set(PrinterState{}); // a new roll
    REQUIRE(kiosk->wait_for("again"));
    CHECK(point.becomes("ok", 1, 1));
    REQUIRE(point.printer.idle());
    CHECK(point.printer.paper().slips.size() == 1); // the failed one did not come out by itself
    CHECK(point.desk.tickets().size() == 1);
}

TEST_CASE("when staff say at a desk that the paper was changed, the kiosk looks at once") {
    Point point;
    point.printer.set(PrinterState{.out_of_paper = true});
    point.options.visit = "wait 60s\n";
    Kiosk kiosk(point.options);
    CHECK(point.becomes("out", 0, 0));
    point.printer.set(PrinterState{});
    point::ask_printer_look(point.desk.store());
    CHECK(point.becomes("ok", 0, 0)); // within ten seconds; by itself it looks once a minute
    kiosk.kill();
}

TEST_CASE("paper that ends in the middle is told, and nothing comes out when the citizen has left") {
    Point point;
    point.printer.set(PrinterState{.rows_left = 200});
    point.options.visit = ticket + R"(
see "The printer has no paper. Please remember B01." within 20s
tap @bar.finish
tap @leave.yes
see @finished.start
print "left"
wait 60s
)";
    Kiosk kiosk(point.options);
    REQUIRE_MESSAGE(kiosk.wait_for("left"), kiosk.errors());
    CHECK(point.becomes("out", 0, 1));
    point.printer.set(PrinterState{});
    REQUIRE(point.printer.idle());
    CHECK(point.printer.paper().rows == 200);
    CHECK(point.printer.paper().slips.empty());
}

TEST_CASE("an open cover and a printer that is gone are told as not printed, and the store says which") {
    Point point;
    point.printer.set(PrinterState{.cover_open = true});
    const std::string told = "see \"It could not be printed. Please remember B01.\" within 20s\n";
    auto kiosk = point.asks_twice(told, told);
    CHECK(point.becomes("open", 0, 1));
    point.printer.unplug();
    REQUIRE(kiosk->wait_for("again"));
    CHECK(point.becomes("gone", 0, 2));
}

TEST_CASE("a kiosk without a printer says so in the store, and offers no paper") {
    Point point;
    point.options.settings = std::string(KioskOptions::quick_settings) + "[printer]\nkind = \"none\"\n";
    point.options.visit = ticket + "not \"Print it again\"\nprint \"taken\"\nwait 60s\n";
    Kiosk kiosk(point.options);
    REQUIRE_MESSAGE(kiosk.wait_for("taken"), kiosk.errors());
    CHECK(point.becomes("none", 0, 0));
}
