// What is brought over from a store that was moved aside.

#include "content/base/file.h"
#include "kiosk/store/identity.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/recovery.h"
#include "tests/store/damaged.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <set>

using namespace accanto;
using namespace accanto::store;
using tests::TemporaryFolder;

namespace {

struct Fixture {
    TemporaryFolder folder;
    ManualClock clock{1'795'426'500'000};
    std::unique_ptr<Store> store = Store::open(folder.path(), clock);
    std::string padding = std::string(700, 'x'); // five events a page

    void append(int count) {
        for (int i = 0; i < count; ++i)
            store->transaction([&] {
                append_event(*store, "org.accanto.test.v1",
                             nlohmann::json{{"n", ++m_appended}, {"padding", padding}}.dump());
            });
    }
    std::filesystem::path file() const { return folder / "store.db"; }
    // Breaks a table nobody needs here, so that the store as a whole is given up.
    void lose() {
        const int64_t page =
            store->db().integer("SELECT rootpage FROM sqlite_schema WHERE name = 'mentor'").value();
        store.reset();
        tests::spoil_page(file(), page);
        open_anew();
    }
    void open_anew() {
        mark_suspect(folder.path());
        store = Store::open(folder.path(), clock);
    }
    std::vector<OutboxRow> unsent() { return pending(*store, 10'000, 1 << 30); }
    static int64_t number_of(const OutboxRow& row) { return nlohmann::json::parse(row.bytes)["data"]["n"]; }
    std::set<int64_t> unsent_numbers() {
        std::set<int64_t> numbers;
        for (const OutboxRow& row : unsent())
            CHECK(numbers.insert(number_of(row)).second);
        return numbers;
    }

private:
    int m_appended = 0;
};

std::set<int64_t> from_to(int64_t first, int64_t last) {
    std::set<int64_t> numbers;
    for (int64_t n = first; n <= last; ++n)
        numbers.insert(n);
    return numbers;
}

} // namespace

TEST_CASE_FIXTURE(Fixture,
                  "what was not sent comes over into the next epoch, in its order and under its own ids") {
    append(8);
    acknowledge(*store, 1, 3);
    const std::vector<OutboxRow> before = unsent();
    lose();
    const std::vector<OutboxRow> after = unsent();
    REQUIRE(after.size() == before.size());
    for (size_t i = 0; i < after.size(); ++i) {
        CHECK(after[i].epoch == 2);
        CHECK(after[i].seq == int64_t(i) + 1);
        CHECK(after[i].id == before[i].id);
        CHECK(after[i].type == before[i].type);
        auto was = nlohmann::json::parse(before[i].bytes), is = nlohmann::json::parse(after[i].bytes);
        CHECK((is["epoch"] == 2 && is["seq"] == int64_t(i) + 1));
        was["epoch"] = is["epoch"];
        was["seq"] = is["seq"];
        CHECK(was == is);
    }
    CHECK_FALSE(verify_chain(*store));
    append(1);
    CHECK(unsent().back().seq == 6);
}

TEST_CASE_FIXTURE(Fixture, "what the backup has is not brought over again") {
    append(4);
    back_up(store->db(), folder.path(), clock);
    append(3);
    acknowledge(*store, 1, 5);
    lose();
    // The copy does not know of the acknowledgement: the hub, which knows their ids, is told again.
    CHECK(unsent_numbers() == std::set<int64_t>{1, 2, 3, 4, 6, 7});
    CHECK(unsent().front().epoch == 1);
    CHECK(unsent().back().epoch == 2);
    CHECK_FALSE(verify_chain(*store));
}

TEST_CASE_FIXTURE(Fixture,
                  "around a page that cannot be read, both sides come over but for the link beside it") {
    append(60);
    const auto pages = [&] {
        std::vector<int64_t> out;
        Query leaves = store->db().query(
            "SELECT pageno FROM dbstat WHERE name = 'outbox' AND pagetype = 'leaf' ORDER BY path");
        while (leaves.step())
            out.push_back(leaves.integer(0));
        return out;
    }();
    REQUIRE(pages.size() > 8);
    store.reset();
    tests::spoil_page(file(), pages[pages.size() / 2]);
    open_anew();
    const std::set<int64_t> numbers = unsent_numbers();
    CHECK(numbers.size() >= 60 - 5 - 1); // five to the page, and the one whose predecessor is gone
    CHECK(numbers.size() < 60);
    CHECK((numbers.contains(1) && numbers.contains(60)));
    CHECK_FALSE(verify_chain(*store));
}

TEST_CASE_FIXTURE(Fixture, "an event whose bytes were changed stays where it is") {
    append(5);
    store.reset();
    tests::run_raw(
        file(),
        "UPDATE outbox SET bytes = CAST(replace(CAST(bytes AS TEXT), 'xxx', 'yyy') AS BLOB) WHERE seq = 3");
    store = Store::open(folder.path(), clock);
    lose();
    CHECK(unsent_numbers() == std::set<int64_t>{1, 2, 4, 5});
}

TEST_CASE_FIXTURE(
    Fixture, "an event that says it is another stays where it is, even where its link cannot be checked") {
    append(4);
    acknowledge(*store, 1, 2);
    store.reset();
    tests::run_raw(file(), "DELETE FROM outbox WHERE seq = 2");
    SUBCASE("honest") {
        store = Store::open(folder.path(), clock);
        lose();
        CHECK(unsent_numbers() == std::set<int64_t>{3, 4});
    }
    SUBCASE("no event at all") {
        tests::run_raw(file(), "UPDATE outbox SET bytes = CAST('{\"epoch\":\"1\"}' AS BLOB) WHERE seq = 3");
        store = Store::open(folder.path(), clock);
        lose();
        CHECK(unsent_numbers() == std::set<int64_t>{4});
    }
    SUBCASE("not") {
        tests::run_raw(file(), "UPDATE outbox SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"seq\":3', "
                               "'\"seq\":4') AS BLOB) WHERE seq = 3");
        store = Store::open(folder.path(), clock);
        lose();
        CHECK(unsent_numbers() == std::set<int64_t>{4});
    }
}

TEST_CASE_FIXTURE(Fixture, "a store that is lost again and again keeps what was not sent") {
    append(3);
    for (int64_t epoch = 2; epoch <= 4; ++epoch) {
        lose();
        CHECK(outbox_state(*store).epoch == epoch);
        append(1);
        CHECK(unsent_numbers() == from_to(1, epoch + 2));
        clock.advance_ms(1000);
    }
    SUBCASE("and what was once brought over does not come a second time") {
        back_up(store->db(), folder.path(), clock);
        acknowledge(*store, 4, 6);
        store.reset();
        std::filesystem::remove(file()); // by hand; the copy is put in place
        store = Store::open(folder.path(), clock);
        CHECK(outbox_state(*store).epoch == 5);
        CHECK(unsent_numbers() == from_to(1, 6));
        CHECK(outbox_state(*store).next_seq == 1);
    }
}

TEST_CASE_FIXTURE(Fixture, "a power cut between moving aside and restoring loses nothing") {
    append(6);
    store.reset();
    move_aside(folder.path(), clock);
    store = Store::open(folder.path(), clock);
    CHECK(outbox_state(*store).epoch == 2);
    CHECK(unsent_numbers() == from_to(1, 6));
}

TEST_CASE_FIXTURE(Fixture, "nothing readable at all: the store comes up empty, in the next epoch") {
    append(3);
    const std::string kiosk = store->value("kiosk_id").value();
    store.reset();
    for (int64_t page = 1; page <= 3; ++page)
        tests::spoil_page(file(), page);
    store = Store::open(folder.path(), clock);
    CHECK(unsent().empty());
    CHECK(outbox_state(*store).epoch == 2);
    CHECK(store->value("kiosk_id") == kiosk);
    CHECK(read_identity(folder.path())->epoch == 2);
}

TEST_CASE_FIXTURE(Fixture, "bookings come over as they last were, with the schedule they are of") {
    const auto sql = [&](const char* text) { store->transaction([&] { store->db().script(text); }); };
    sql("INSERT INTO slot VALUES ('2026-12-01', 600, 30, 1);"
        "INSERT INTO course VALUES ('old', '{}', 'es', 'Room 1', '2026-12-03', 1020, 90, 'confident', 8, 0);"
        "INSERT INTO booking VALUES (1, 'a', 'key a', 'CDFHJK', NULL, '2026-12-01', 600, 30, 'email', 'es', 'v', 0, 0, "
        "'booked', NULL, 0, '', 1, 1, '', 0);"
        "INSERT INTO booking VALUES (2, 'b', 'key b', 'MNPRTW', 'old', NULL, NULL, NULL, '', 'es', 'v', 0, 0, 'booked', "
        "NULL, 0, '', 1, 2, '', 0);");
    back_up(store->db(), folder.path(), clock);
    sql("UPDATE booking SET state = 'cancelled' WHERE row = 1;"
        "DELETE FROM slot; INSERT INTO slot VALUES ('2026-12-02', 660, 30, 2);"
        "UPDATE course SET seats = 5;"
        "INSERT INTO course VALUES ('new', '{}', 'es', 'Room 2', '2026-12-04', 1020, 90, 'confident', 3, 0);"
        "INSERT INTO booking VALUES (3, 'c', 'key c', '234679', 'new', NULL, NULL, NULL, '', 'es', 'v', 0, 0, 'waiting', "
        "NULL, 0, '', 1, 2, '', 0);");
    lose();
    std::string codes;
    Query rows = store->db().query("SELECT code || ' ' || state || ' ' || coalesce(course, day) FROM booking ORDER BY row");
    while (rows.step())
        codes += rows.text(0) + "\n";
    CHECK(codes == "CDFHJK cancelled 2026-12-01\nMNPRTW booked old\n234679 waiting new\n");
    CHECK(store->db().text("SELECT group_concat(day || from_minute) FROM slot") == "2026-12-02660");
    CHECK(store->db().text("SELECT group_concat(id || seats) FROM (SELECT * FROM course ORDER BY id)") == "new3,old5");
}

TEST_CASE_FIXTURE(Fixture, "what is sealed comes over sealed, and what of it was erased is no damage") {
    const auto seal = [&](const char* words) {
        store->transaction([&] {
            append_event(*store, "org.accanto.contact.given.v1", nlohmann::json{{"sealed", words}}.dump(),
                         Kept::until_acknowledged);
        });
    };
    append(1);
    seal("sent");
    append(1);
    seal("unsent");
    append(1);
    SUBCASE("acknowledged") { acknowledge(*store, 1, 2); }
    SUBCASE("given up") {
        acknowledge(*store, 1, 1);
        store->db().run("UPDATE outbox SET state = 'parked', bytes = x'', sealed = 0 WHERE seq = 2");
    }
    lose();
    const auto rows = unsent();
    REQUIRE(rows.size() == 3);
    CHECK(rows[1].bytes.find("unsent") != std::string::npos);
    acknowledge(*store, 2, 3);
    CHECK(read_file(file())->find("unsent") == std::string::npos);
    CHECK_FALSE(verify_chain(*store));
}
