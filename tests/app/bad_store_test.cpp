// A store that cannot be opened or written: the screen says which, and what was shown exists.

#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

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

} // namespace

TEST_CASE("a state folder that is a file: the trouble screen says that nothing can be written") {
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.settings = english;
    std::ofstream(kiosk.state()) << "no folder\n";
    kiosk.visit = "see \"Something here needs care\" within 20s\nsee @trouble.retry\nnot @language.en\ntap \"Try again\"\n"
                  "see \"Something here needs care\"\n";
    CHECK_NOTHROW(play(kiosk));
}

TEST_CASE("a read-only state folder: the trouble screen says so, and the kiosk recovers when it is mended") {
    if (!may_mount())
        return;
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.settings = english;
    { DeskHand desk(kiosk.state()); }
    kiosk.in_child = [state = kiosk.state()] {
        if (!own_mounts() || mount(state.c_str(), state.c_str(), nullptr, MS_BIND, nullptr) != 0 ||
            mount(nullptr, state.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) != 0)
            _exit(126);
    };
    kiosk.visit = "see \"This machine can’t write to its memory. Please tell the staff.\" within 30s\nnot @language.en\n";
    CHECK_NOTHROW(play(kiosk));
    kiosk.in_child = nullptr;
    kiosk.visit = "see @language.en within 20s\ntap @language.en\nsee @home.learn\n";
    CHECK_NOTHROW(play(kiosk));
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
    kiosk.settings = english + "[printer]\nkind = \"none\"\n";
    // A small file system, with a store and a mentor, that something else then fills to its last byte.
    { DeskHand(folder / "made").on(); }
    kiosk.in_child = [&kiosk, &folder] {
        if (!own_mounts() || mkdir(kiosk.state().c_str(), 0755) != 0 ||
            mount("tmpfs", kiosk.state().c_str(), "tmpfs", 0, "size=24m") != 0)
            _exit(126);
        for (const auto& entry : fs::directory_iterator(folder / "made"))
            fs::copy(entry.path(), kiosk.state() / entry.path().filename(), fs::copy_options::recursive);
    };
    kiosk.visit = "see \"1 mentor is here now\" within 20s\n" + many_takers(1, 0) + "print \"fill\"\nsee @language.en\nwait 1s\n" +
                  many_takers(5, 1) + "print \"fill again\"\nwait 1s\nclock +61s\nsee \"English\"\n" + to_take(6) +
                  "see \"This machine’s memory is full. Please tell the staff.\" within 20s\nsee \"You can still learn\"\n"
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
    fs::path inside = "/proc/" + std::to_string(running.pid()) + "/root" + kiosk.state().string();
    auto fill = [&](const std::string& name) {
        std::ofstream filler(inside / name, std::ios::binary);
        std::string block(4096, 'x');
        while (filler.write(block.data(), std::streamsize(block.size())) && filler.flush()) {}
        CHECK(fs::space(inside).available == 0);
    };
    fill("filler");
    INFO(running.errors());
    REQUIRE(read_until("fill again"));
    CHECK(shown.size() == 6);
    fill("another filler");
    REQUIRE(read_until("empty"));
    fs::remove(inside / "filler");
    REQUIRE(read_until("done"));
    CHECK(shown.size() == 7);
    Seen seen = look_into(kiosk, running.pid());
    CHECK(seen.broken == "");
    CHECK(seen.labels == shown);
}
