// The thread that reads lessons: nothing it does is waited for, nothing changes under a reader.

#include "kiosk/app/librarian.h"
#include "tests/library/sample.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace accanto;
using content::sample::TempFolder;

namespace {

struct Shelf {
    TempFolder folder;
    std::mutex mutex;
    std::condition_variable woken;
    int wakes = 0; // guarded by mutex
    TempFolder installed;
    app::Librarian librarian{folder.path(), installed.path(), "IT", [this] { wake(); }};

    Shelf() { librarian.reload(); }

    void wake() {
        std::lock_guard lock(mutex);
        ++wakes;
        woken.notify_all();
    }
    // Waits until the thread has something to deliver, and takes it. What was ready sooner than its wake-up
    // came was taken with what was before it: then that wake-up brings nothing.
    void deliver() {
        do {
            std::unique_lock lock(mutex);
            REQUIRE(woken.wait_for(lock, std::chrono::seconds(20), [&] { return wakes > 0; }));
            --wakes;
        } while (librarian.deliver() == app::Librarian::Delivered::nothing);
    }
    void put(const std::string& id) {
        std::string structure = content::sample::changed(content::sample::structure, "id = \"sample\"\ntopic", "id = \"" + id + "\"\ntopic");
        folder.put(id + "/en.toml", content::sample::english);
        folder.put(id + "/tutorial.toml", structure);
    }
};

} // namespace

TEST_CASE("what there is to learn is there once it was delivered, not before") {
    Shelf shelf;
    CHECK_FALSE(shelf.librarian.is_ready());
    CHECK(shelf.librarian.library().heads().empty());
    shelf.deliver();
    CHECK(shelf.librarian.is_ready());
    CHECK(shelf.librarian.library().place() == "IT");
    CHECK(shelf.librarian.deliver() == app::Librarian::Delivered::nothing); // once
}

TEST_CASE("a lesson is opened, a missing one is told as nothing, in the order they were asked for") {
    Shelf shelf;
    shelf.put("sample");
    shelf.librarian.reload();
    std::vector<std::string> opened;
    auto note = [&](std::shared_ptr<const content::Tutorial> tutorial) { opened.push_back(tutorial ? tutorial->id : "nothing"); };
    while (shelf.librarian.library().heads().empty())
        shelf.deliver();
    shelf.librarian.open("nowhere", note);
    shelf.librarian.open("sample", note);
    CHECK(opened.empty());
    while (opened.size() < 2)
        shelf.deliver();
    CHECK(opened == std::vector<std::string>{"nothing", "sample"});
}

TEST_CASE("a list that is being looked at changes only when the new one is delivered; an open lesson stays as it was") {
    Shelf shelf;
    shelf.put("sample");
    shelf.librarian.reload();
    while (shelf.librarian.library().heads().empty())
        shelf.deliver();
    std::shared_ptr<const content::Tutorial> kept;
    shelf.librarian.open("sample", [&](auto tutorial) { kept = std::move(tutorial); });
    while (!kept)
        shelf.deliver();
    shelf.put("another");
    std::filesystem::remove_all(shelf.folder.path() / "sample");
    shelf.librarian.reload();
    {
        std::unique_lock lock(shelf.mutex);
        REQUIRE(shelf.woken.wait_for(lock, std::chrono::seconds(20), [&] { return shelf.wakes > 0; }));
    }
    REQUIRE(shelf.librarian.library().heads().size() == 1);
    CHECK(shelf.librarian.library().heads()[0].id == "sample");
    shelf.deliver();
    REQUIRE(shelf.librarian.library().heads().size() == 1);
    CHECK(shelf.librarian.library().heads()[0].id == "another");
    CHECK(kept->steps.size() == 7);
}

TEST_CASE("it ends while it still has work") {
    Shelf shelf;
    for (int i = 0; i < 50; ++i)
        shelf.librarian.open("sample", [](auto) { FAIL("nobody is here to be told"); });
}
