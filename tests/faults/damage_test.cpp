// A page of the store's file is lost: what can be read of the rest is kept.

#include "kiosk/store/care.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/recovery.h"
#include "tests/faults/fault_vfs.h"
#include "tests/faults/scripted_day.h"
#include "tests/form.h"
#include "tests/store/damaged.h"

#include <doctest/doctest.h>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <functional>

using namespace accanto;
using namespace accanto::tests;
using store::Store;

namespace {

const int64_t morning = 1'795'426'500'000;

// A day, and which table or index each page of its file belongs to; "" for none.
struct Day {
    TemporaryFolder folder;
    ManualClock clock{morning};
    Ledger ledger;
    std::vector<std::string> pages;

    explicit Day(const std::function<void(const std::filesystem::path&, const Clock&)>& night_before = {}) {
        if (night_before)
            night_before(folder.path(), clock);
        live_through(folder.path(), clock, ledger);
        auto day = Store::open(folder.path(), clock, store::OpenMode::read_only);
        pages.resize(size_t(day->db().integer("PRAGMA page_count").value()));
        auto owners = day->db().query("SELECT pageno, name FROM dbstat");
        while (owners.step())
            pages[size_t(owners.integer(0)) - 1] = owners.text(1);
    }
    std::filesystem::path file() const { return folder / "store.db"; }

    // What is wrong after the store was opened by somebody who looks closely.
    std::vector<std::string> wrong_afterwards() {
        store::mark_suspect(folder.path());
        std::vector<std::string> wrong = broken_promises(folder.path(), clock, ledger);
        // What is to be expected: another file, and an epoch of which nothing was acknowledged yet.
        std::erase(wrong, "the store was corrupt");
        std::erase(wrong, "an acknowledgement was forgotten");
        return wrong;
    }
};

// Of these the loss of a page is a loss of what people were shown, or of the only record of it.
bool holds_promises(const std::string& owner) {
    return owner == "ticket" || owner == "booking" || owner == "outbox" || owner == "service" || owner == "sqlite_schema" ||
           owner == "outbox_head";
}

} // namespace

TEST_CASE("whichever page is lost, the store comes up, and loses nothing that stood elsewhere") {
    spdlog::set_level(spdlog::level::off);
    const size_t pages = Day().pages.size();
    REQUIRE(pages > 20);
    size_t kept = 0;
    for (size_t page = 1; page <= pages; ++page) {
        Day day;
        spoil_page(day.file(), int64_t(page));
        const std::string& owner = day.pages[page - 1];
        const std::vector<std::string> wrong = day.wrong_afterwards();
        kept += wrong.empty();
        if (!wrong.empty() && !holds_promises(owner))
            FAIL_CHECK(fmt::format("page {} of {}: {}", page, owner, fmt::join(wrong, "; ")));
        auto next_day = Store::open(day.folder.path(), day.clock);
        CHECK(std::holds_alternative<point::Ticket>(
            point::take_ticket(*next_day, point_settings(), confirmation("next"))));
        CHECK_FALSE(store::verify_chain(*next_day));
    }
    CHECK(kept * 4 > pages * 3);   // the promises are on fewer than a quarter of them
    spdlog::set_level(spdlog::level::info);
}

TEST_CASE("with a copy of the night, the tickets of the day are as they last were") {
    spdlog::set_level(spdlog::level::off);
    Day day([](const std::filesystem::path& folder, const Clock& clock) {
        const std::atomic<bool> stop = false;
        CHECK(store::take_care(*Store::open(folder, clock), "night", stop) == store::Care::done);
    });
    const auto mentor = std::find(day.pages.begin(), day.pages.end(), "mentor");
    spoil_page(day.file(), mentor - day.pages.begin() + 1);
    CHECK(fmt::format("{}", fmt::join(day.wrong_afterwards(), "; ")) == "");
    spdlog::set_level(spdlog::level::info);
}

TEST_CASE("whatever fails during the night's care, the store is whole, and so is every copy") {
    spdlog::set_level(spdlog::level::off);
    const std::atomic<bool> stop = false;
    const int64_t calls = [&] {
        Day day;
        FaultVfs vfs;
        store::take_care(*Store::open(day.folder.path(), day.clock), "first", stop);
        return vfs.calls();
    }();
    const int64_t stride = one_in(13);
    for (const int code : {SQLITE_IOERR, SQLITE_FULL})
        for (int64_t k = 1; k <= calls; k += stride) {
            Day day;
            {
                FaultVfs vfs;
                vfs.fail_at(k, code, k % 2 == 0);
                try {
                    store::take_care(*Store::open(day.folder.path(), day.clock), "first", stop);
                } catch (const std::exception&) {
                }
                vfs.heal();
                const std::vector<std::string> wrong =
                    broken_promises(day.folder.path(), day.clock, day.ledger);
                if (!wrong.empty())
                    FAIL_CHECK(fmt::format("call {} of {}: {}", k, calls, fmt::join(wrong, "; ")));
            }
            for (const std::filesystem::path& copy : store::backups(day.folder.path()))
                CHECK(store::Database(copy, store::OpenMode::read_only).text("PRAGMA integrity_check") ==
                      "ok");
            CHECK_FALSE(std::filesystem::exists(day.folder / "backup/unchecked"));
        }
    spdlog::set_level(spdlog::level::info);
}
