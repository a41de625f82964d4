// A store that cannot be opened or written: the screen says which, and what was shown exists.

#include "kiosk/point/booking.h"
#include "kiosk/point/technician.h"
#include "kiosk/store/outbox.h"
#include "tests/app/a_schedule.h"
#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <fstream>
#include <sched.h>
#include <set>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace accanto;
using namespace accanto::tests;
namespace fs = std::filesystem;

namespace {

const std::string english = "[point]\nofficial_language = \"en\"\ntime_zone = \"Europe/Madrid\"\n[screen]\nmotion = false\n";

void write_text(const char* file, const std::string& text) {
    int fd = open(file, O_WRONLY);
    if (fd < 0 || write(fd, text.data(), text.size()) < 0)
        _exit(126);
    close(fd);
}

// A mount namespace of our own: by right, or by being root in a user namespace of our own.
bool own_mounts() {
    uid_t uid = getuid();
    gid_t gid = getgid();
    if (unshare(CLONE_NEWNS) != 0) {
        if (unshare(CLONE_NEWNS | CLONE_NEWUSER) != 0)
            return false;
        write_text("/proc/self/setgroups", "deny");
        write_text("/proc/self/uid_map", "0 " + std::to_string(uid) + " 1");
        write_text("/proc/self/gid_map", "0 " + std::to_string(gid) + " 1");
    }
    return mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

bool may_mount() {
    pid_t child = fork();
    if (child == 0)
        _exit(own_mounts() && mount("tmpfs", "/tmp", "tmpfs", 0, "size=64k") == 0 ? 0 : 1);
    int status = 1;
    waitpid(child, &status, 0);
    if (status != 0)
        MESSAGE("skipped: this machine lets us mount nothing, not even in a namespace of our own");
    return status == 0;
}

// In the child: the folder can be read and nothing more.
std::function<void()> reads_only(const fs::path& folder) {
    return [folder] {
        if (!own_mounts() || mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) != 0 ||
            mount(nullptr, folder.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) != 0)
            _exit(126);
    };
}

} // namespace

TEST_CASE("a state folder that is a file: the trouble screen says that nothing can be written") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.settings = english;
    std::ofstream(kiosk.state()) << "no folder\n";
    kiosk.visit = "see \"Something here needs care\" within 20s\nsee @trouble.retry\nnot @language.en\ntap \"Try again\"\n"
                  "see \"Something here needs care\"\ntap \"Take a number\"\nsee \"No number can be given now. Please speak to a person here.\" within 20s\n";
    kiosk.environment["RUNTIME_DIRECTORY"] = folder / "none";
    CHECK_NOTHROW(play(kiosk));
}

TEST_CASE("a read-only state folder: the trouble screen says so, and the kiosk recovers when it is mended") {
    if (!may_mount())
        return;
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.settings = english;
    { DeskHand desk(kiosk.state()); }
    kiosk.in_child = reads_only(kiosk.state());
    kiosk.visit = "see \"This machine can’t write to its memory. Please tell the staff.\" within 30s\nnot @language.en\n";
    CHECK_NOTHROW(play(kiosk));
    kiosk.in_child = nullptr;
    kiosk.visit = "see @language.en within 20s\ntap @language.en\nsee @home.learn\n";
    CHECK_NOTHROW(play(kiosk));
}

TEST_CASE("without a store there are numbers, over a restart; mended, they are tickets and their holder is called as everybody is") {
    if (!may_mount())
        return;
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.settings = english;
    { DeskHand(kiosk.state()).on(); }
    fs::create_directories(folder / "run");
    kiosk.environment["RUNTIME_DIRECTORY"] = folder / "run";
    const std::string number = "see \"You can still take a number and learn.\" within 30s\ntap \"Take a number\"\nsee \"A person here calls your number.\" within 20s\n"
                               "shown @safe.number\n";
    SUBCASE("a disk that takes nothing") {
        kiosk.in_child = reads_only(kiosk.state());
        kiosk.visit = number + "tap @bar.finish\ntap @leave.yes\n";
        CHECK(play(kiosk).find("shown B900") != std::string::npos);
        kiosk.visit = number;
        CHECK(play(kiosk).find("shown B901") != std::string::npos);
        kiosk.in_child = nullptr;
        kiosk.visit = "see \"2 people are waiting\" within 20s\n";
        CHECK_NOTHROW(play(kiosk));
    }
    SUBCASE("a store of a newer program, exchanged while its citizen is here") {
        store::Database(kiosk.state() / "store.db", store::OpenMode::read_write).script("PRAGMA user_version = 9999");
        kiosk.visit = number + "print \"mend\"\nwait 3s\nclock +13s\nsee @ticket.number within 20s\nsee \"B900\"\n";
        Kiosk running(kiosk);
        if (!running.wait_for("mend"))
            FAIL(running.errors());
        fs::remove(kiosk.state() / "store.db");
        CHECK_MESSAGE(running.finish() == 0, running.errors());
    }
    DeskHand desk(kiosk.state());
    CHECK(desk.broken_promises() == "");
    CHECK(desk.tickets().front().label == "B900");
}

TEST_CASE("a damaged store is set aside, and the kiosk begins anew") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    { DeskHand desk(kiosk.state()); }
    std::ofstream(kiosk.state() / "store.db", std::ios::trunc) << std::string(8192, '?');
    kiosk.visit = "see @language.en within 20s\ntap @language.en\nsee @home.learn\n";
    CHECK_NOTHROW(play(kiosk));
    CHECK(DeskHand(kiosk.state()).broken_promises() == "");
}

namespace {

// A kiosk on a small file system of its own: in it a store with a mentor and a schedule, made before.
void on_a_small_disk(KioskOptions& kiosk) {
    DeskHand made(kiosk.folder / "made");
    made.on();
    const std::string day = days_after(local_date(SystemClock().wall_ms(), "Europe/Madrid"), 2).value();
    Schedule schedule = a_schedule();
    schedule.slots = {{day, 10 * 60, 30, 2}};
    point::import_schedule(made.store(), {}, schedule);
    kiosk.settings = english + "[printer]\nkind = \"none\"\n";
    kiosk.in_child = [state = kiosk.state(), from = kiosk.folder / "made"] {
        if (!own_mounts() || mkdir(state.c_str(), 0755) != 0 || mount("tmpfs", state.c_str(), "tmpfs", 0, "size=24m") != 0)
            _exit(126);
        for (const auto& entry : fs::directory_iterator(from))
            fs::copy(entry.path(), state / entry.path().filename(), fs::copy_options::recursive);
    };
}

// The small file system as this process sees it.
fs::path inside(const KioskOptions& kiosk, const Kiosk& running) {
    return "/proc/" + std::to_string(running.pid()) + "/root" + kiosk.state().string();
}

// Something else takes its last byte.
void fill(const fs::path& disk, const std::string& name) {
    std::ofstream filler(disk / name, std::ios::binary);
    std::string block(4096, 'x');
    while (filler.write(block.data(), std::streamsize(block.size())) && filler.flush()) {}
    CHECK(fs::space(disk).available == 0);
}

// From home to the confirmation, when the last number was taken long enough ago. A long line is asked about first.
std::string to_take(int waiting) {
    return std::string("tap @language.en\ntap @home.mentor\n") + (waiting > 3 ? "tap @many_wait.yes\n" : "") +
           "tap @topic.email\ntap \"Continue\"\ntap @ticket.take\n";
}

// Takes numbers until there is no more room, in one visit each; "shown" and "full" tell what became of it.
std::string many_takers(int count, int waiting) {
    std::string out = "see \"English\" within 20s\n";
    for (int i = 0; i < count; ++i)
        out += "clock +61s\n" + to_take(waiting + i) + "shown @ticket.number\ntap @bar.finish\ntap @leave.yes\ntap @finished.start\n";
    return out;
}

// What a second program finds in the store of a file system that only the kiosk's namespace sees.
struct Seen {
    std::set<std::string> labels;
    std::string broken;
};
Seen look_into(const KioskOptions& options, pid_t pid) {
    // Copied, as the copy of a backup would be: another root, another file system.
    fs::path inside = "/proc/" + std::to_string(pid) + "/root" + options.state().string(), copy = options.folder / "copy";
    fs::create_directories(copy);
    for (const char* name : {"store.db", "store.db-journal"})
        if (fs::exists(inside / name))
            fs::copy_file(inside / name, copy / name, fs::copy_options::overwrite_existing);
    DeskHand desk(copy);
    Seen out{{}, desk.broken_promises()};
    for (const point::Ticket& t : desk.tickets())
        out.labels.insert(t.label);
    return out;
}

} // namespace

TEST_CASE("a full disk: the reserve carries the next numbers, then the screen says so, and none that was shown is lost") {
    if (!may_mount())
        return;
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    on_a_small_disk(kiosk);
    kiosk.visit = "see \"1 mentor is here now\" within 20s\n" + many_takers(1, 0) + "print \"fill\"\nsee @language.en\nwait 1s\n" +
                  many_takers(5, 1) + "print \"fill again\"\nwait 1s\nclock +61s\nsee \"English\"\n" + to_take(6) +
                  "see \"This machine’s memory is full. Please tell the staff.\" within 20s\nsee \"You can still take a number and learn.\"\n"
                  "print \"empty\"\nwait 1s\ntap \"Try again\"\nsee @ticket.take within 20s\ntap @ticket.take\nshown @ticket.number\n"
                  "print \"done\"\nwait 60s\n";
    Kiosk running(kiosk);
    std::set<std::string> shown;
    auto read_until = [&](const std::string& end) {
        while (auto line = running.line(60'000)) {
            if (*line == end)
                return true;
            if (line->starts_with("shown "))
                shown.insert(line->substr(6));
        }
        return false;
    };
    if (!read_until("fill"))
        FAIL(running.errors());
    const fs::path disk = inside(kiosk, running);
    fill(disk, "filler");
    INFO(running.errors());
    REQUIRE(read_until("fill again"));
    CHECK(shown.size() == 6);
    fill(disk, "another filler");
    REQUIRE(read_until("empty"));
    fs::remove(disk / "filler");
    REQUIRE(read_until("done"));
    CHECK(shown.size() == 7);
    Seen seen = look_into(kiosk, running.pid());
    CHECK(seen.broken == "");
    CHECK(seen.labels == shown);
}

TEST_CASE("a full disk while somebody books a time: a polite no, numbers go on, and with room it is booked whole") {
    if (!may_mount())
        return;
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    on_a_small_disk(kiosk);
    const std::string to_time = "tap @language.en\ntap \"Appointments and courses\" within 20s\ntap \"Book a time with a mentor\"\n"
                                "tap @topic.email\ntap @day." +
                                days_after(local_date(SystemClock().wall_ms(), "Europe/Madrid"), 2).value() +
                                "\ntap @time.600\nsee \"Book this time?\"\n";
    const std::string home = "tap @bar.finish\ntap @leave.yes\ntap @finished.start\n";
    kiosk.visit = "see \"1 mentor is here now\" within 20s\n" + to_time +
                  "print \"about to book\"\nwait 1s\ntap \"Book it\"\n"
                  "see \"Times cannot be booked at this moment\" within 20s\nsee \"This machine’s memory is full. You can still take a number.\"\n"
                  "not @not_booked.again\nprint \"refused\"\nwait 1s\ntap @not_booked.home\n" + home + many_takers(3, 0) +
                  "see @language.en within 20s\n" + to_time + "tap \"Book it\"\nsee \"Times cannot be booked at this moment\" within 20s\n"
                  "tap @not_booked.home\n" + home + "print \"empty\"\nwait 1s\nsee @language.en within 20s\n" + to_time +
                  "tap \"Book it\"\nsee @booking.code within 20s\nprint \"done\"\nwait 60s\n";
    Kiosk running(kiosk);
    INFO(running.errors());
    if (!running.wait_for("about to book"))
        FAIL(running.errors());
    const fs::path disk = inside(kiosk, running);
    fill(disk, "filler");
    if (!running.wait_for("refused"))
        FAIL(running.errors());
    CHECK(fs::exists(disk / "store.reserve")); // it is not for bookings
    std::set<std::string> shown;
    while (auto line = running.line(60'000)) {
        if (line->starts_with("shown "))
            shown.insert(line->substr(6));
        if (*line == "empty")
            break;
    }
    CHECK(shown.size() == 3);
    CHECK(!fs::exists(disk / "store.reserve")); // they came out of it
    fs::remove(disk / "filler");
    if (!running.wait_for("done"))
        FAIL(running.errors());
    const Seen seen = look_into(kiosk, running.pid());
    CHECK(seen.broken == "");
    CHECK(seen.labels == shown);
    CHECK(DeskHand(kiosk.folder / "copy").count("appointment.booked") == 1);
}

TEST_CASE("a full disk while a mentor is added: it is said, the reserve stays for numbers, and with room the mentor is added") {
    if (!may_mount())
        return;
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    on_a_small_disk(kiosk);
    SystemClock clock;
    point::set_technician_pin(*store::Store::open(kiosk.folder / "made", clock), "135790");
    kiosk.visit = R"(
see "1 mentor is here now" within 20s
knock
see @technician.enter
type 135790
tap @technician.enter
see @technician.mentors within 20s
tap @technician.mentors
see @mentor.add within 20s
tap @mentor.add
see @mentor.name
type anna
tap @mentor.use_name
see @mentor.make_pin within 20s
print "about to add"
wait 1s
tap @mentor.make_pin
see "The storage took nothing, and nothing has changed. See Status for what to do." within 20s
print "refused"
wait 1s
tap @mentor.make_pin
see @mentor.pin within 20s
print "done"
wait 60s
)";
    Kiosk running(kiosk);
    INFO(running.errors());
    REQUIRE(running.wait_for("about to add"));
    const fs::path disk = inside(kiosk, running);
    fill(disk, "filler");
    REQUIRE(running.wait_for("refused"));
    CHECK(fs::exists(disk / "store.reserve"));
    fs::remove(disk / "filler");
    REQUIRE(running.wait_for("done"));
    CHECK(look_into(kiosk, running.pid()).broken == "");
    CHECK(point::mentors(DeskHand(kiosk.folder / "copy").store()).size() == 2);
}

TEST_CASE("a store that cannot be read keeps no technician out, and what was done meanwhile is in the audit when it is whole") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.settings = english;
    SystemClock clock;
    fs::create_directories(kiosk.state());
    fs::create_directories(folder / "run");
    kiosk.environment["RUNTIME_DIRECTORY"] = folder / "run";
    point::set_technician_pin(*store::Store::open(kiosk.state(), clock), "135790");
    const auto version = [&](const std::string& to) { store::Database(kiosk.state() / "store.db", store::OpenMode::read_write).script(("PRAGMA user_version = " + to).c_str()); };
    const int64_t whole = store::Database(kiosk.state() / "store.db", store::OpenMode::read_write).integer("PRAGMA user_version").value();
    version("9999");
    const std::string door = "see \"You can still take a number and learn.\" within 30s\nknock\nsee @technician.enter\n";
    kiosk.visit = door + R"(
type 246802
tap @technician.enter
see "That does not fit. Try again." within 20s
tap @technician.forgot
see "This needs the storage, which cannot be read."
type 135790
tap @technician.enter
see "The storage cannot be read: see Status." within 20s
tap @technician.status
see "The storage is of a newer version. Install the newer program." within 60s
tap @bar.back
tap @technician.network
see "This needs the storage, which cannot be read."
tap @page.next
tap @technician.stick
see @technician.stick_logs
tap @bar.finish
see "You can still take a number and learn." within 20s
)";
    CHECK_NOTHROW(play(kiosk));
    // Five wrong ones lock it here too, over a restart.
    std::string wrong = door;
    for (int i = 0; i < 4; ++i)
        wrong += "type 246802\ntap @technician.enter\nsee \"That does not fit. Try again.\" within 20s\n";
    kiosk.visit = wrong + "type 246802\ntap @technician.enter\nsee \"Too many wrong tries.\" within 20s\n";
    CHECK_NOTHROW(play(kiosk));
    kiosk.visit = door + "type 135790\ntap @technician.enter\nsee \"Too many wrong tries.\" within 20s\nnot @technician.status\n";
    CHECK_NOTHROW(play(kiosk));
    version(std::to_string(whole));
    for (int start = 0; start < 2; ++start) {
        kiosk.visit = "see @language.en within 20s\n";
        CHECK_NOTHROW(play(kiosk));
    }
    std::string audit;
    for (const auto& row : store::pending(*store::Store::open(kiosk.state(), clock), 1000, 1 << 30))
        if (row.type == "org.accanto.technician.acted.v1") {
            const auto data = nlohmann::json::parse(row.bytes).at("data");
            audit += data["what"].get<std::string>() + (data["result"] == "" ? " " : "/" + data["result"].get<std::string>() + " ");
            CHECK(data.contains("happened") == (data["what"] != "pin_set"));
        }
    CHECK(audit == "pin_set refused signed_in status stick signed_out refused refused refused refused refused/locked ");
}
