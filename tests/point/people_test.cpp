#include "kiosk/point/mentor_care.h"
#include "kiosk/point/pin.h"
#include "tests/point/point_fixture.h"

#include <atomic>
#include <set>
#include <thread>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

TEST_CASE_FIXTURE(PointFixture, "a mentor signs in with name and PIN, and with nothing else") {
    Mentor anna = add_mentor(*store, "  Anna Puig ", "246813");
    CHECK(anna.name == "Anna Puig");
    SignInResult in = sign_in(*store, "Anna Puig", "246813");
    CHECK(in.what == SignIn::ok);
    REQUIRE(in.mentor);
    CHECK(in.mentor->id == anna.id);
    CHECK(sign_in(*store, "anna puig ", "246813").what == SignIn::ok);
    CHECK(sign_in(*store, "Anna Puig", "246814").what == SignIn::wrong);
    CHECK(sign_in(*store, "Anna Puig", "").what == SignIn::wrong);
    CHECK(sign_in(*store, "Nobody", "246813").what == SignIn::wrong);
    CHECK_FALSE(sign_in(*store, "Nobody", "000000000000").mentor);
}

TEST_CASE_FIXTURE(PointFixture, "the PIN is kept as argon2id, never as it is") {
    add_mentor(*store, "Anna", "246813");
    std::string kept = *store->db().text("SELECT pin FROM mentor");
    CHECK(kept.starts_with("$argon2id$"));
    CHECK(kept.find("246813") == std::string::npos);
    add_mentor(*store, "Bruno", "246813");
    CHECK(store->db().integer("SELECT count(DISTINCT pin) FROM mentor") == 2);
}

TEST_CASE_FIXTURE(PointFixture, "a weak PIN, an empty or a second name is refused with a sentence") {
    for (const char* pin : {"", "1234", "12345", "1234567890123", "12345a", "12 456", "111111"}) {
        CAPTURE(pin);
        CHECK_THROWS_AS(add_mentor(*store, "Anna", pin), std::invalid_argument);
    }
    CHECK_THROWS_AS(add_mentor(*store, "  ", "246813"), std::invalid_argument);
    add_mentor(*store, "Anna", "246813");
    CHECK_THROWS_AS(add_mentor(*store, "ANNA", "135792"), std::invalid_argument);
    CHECK(mentors(*store).size() == 1);
}

TEST_CASE_FIXTURE(PointFixture, "a name is refused for a reason: nothing in it, too much in it, or somebody has it in other letters") {
    add_mentor(*store, "Anna", "246813");
    CHECK(name_fault(*store, "Bruno") == NameFault::none);
    CHECK(name_fault(*store, " \t ") == NameFault::empty);
    CHECK(name_fault(*store, std::string(120, 'b')) == NameFault::none);
    CHECK(name_fault(*store, std::string(121, 'b')) == NameFault::too_long);
    CHECK(name_fault(*store, " ANNA ") == NameFault::taken);
    add_mentor(*store, "José Luis Ortega", "135791");
    CHECK(name_fault(*store, "JOSÉ  luis Ortega") == NameFault::taken);
    CHECK(name_fault(*store, "José Luis Ortegas") == NameFault::none);
    bar_mentor(*store, "Anna");
    CHECK(name_fault(*store, "Anna") == NameFault::taken);
}

TEST_CASE_FIXTURE(PointFixture, "a PIN that is made is one, and no two are alike") {
    std::set<std::string> made;
    for (int i = 0; i < 20; ++i) {
        const std::string pin = make_pin();
        CHECK(pin.size() == 6);
        CHECK_NOTHROW(check_pin(pin));
        made.insert(pin);
    }
    CHECK(made.size() > 15);
}

TEST_CASE_FIXTURE(PointFixture, "a new PIN ends the quarter of an hour after wrong tries, and lets in nobody who was barred") {
    add_mentor(*store, "Anna", "246813");
    for (int i = 0; i < tries_before_lock; ++i)
        sign_in(*store, "Anna", "999990");
    CHECK(mentors(*store).at(0).locked);
    change_pin(*store, "Anna", "135792");
    CHECK(sign_in(*store, "Anna", "135792").what == SignIn::ok);
    bar_mentor(*store, "Anna");
    CHECK(mentors_not_barred(*store) == 0);
    change_pin(*store, "Anna", "246813");
    CHECK(sign_in(*store, "Anna", "246813").what == SignIn::wrong);
    CHECK(mentors_not_barred(*store) == 0);
    unlock_mentor(*store, "Anna");
    CHECK(sign_in(*store, "Anna", "246813").what == SignIn::ok);
    CHECK(mentors_not_barred(*store) == 1);
}

TEST_CASE_FIXTURE(PointFixture,
                  "five wrong tries lock for fifteen minutes, on the clock that cannot be turned") {
    add_mentor(*store, "Anna", "246813");
    add_mentor(*store, "Bruno", "246813");
    for (int i = 0; i < 4; ++i)
        CHECK(sign_in(*store, "Anna", "999990").what == SignIn::wrong);
    CHECK(sign_in(*store, "Anna", "999990").what == SignIn::locked);
    CHECK(sign_in(*store, "Anna", "246813").what == SignIn::locked);
    CHECK(mentors(*store).at(0).locked);
    CHECK(sign_in(*store, "Bruno", "246813").what == SignIn::ok);
    clock.set_wall_ms(monday_morning + day_ms);
    CHECK(sign_in(*store, "Anna", "246813").what == SignIn::locked);
    clock.advance_ms(15 * minute_ms - 1);
    CHECK(sign_in(*store, "Anna", "246813").what == SignIn::locked);
    clock.advance_ms(1);
    CHECK_FALSE(mentors(*store).at(0).locked);
    // One more wrong try does not lock again at once, and a right one forgets them all.
    CHECK(sign_in(*store, "Anna", "999990").what == SignIn::wrong);
    CHECK(sign_in(*store, "Anna", "246813").what == SignIn::ok);
    for (int i = 0; i < 4; ++i)
        CHECK(sign_in(*store, "Anna", "999990").what == SignIn::wrong);
    CHECK(sign_in(*store, "Anna", "246813").what == SignIn::ok);
}

TEST_CASE_FIXTURE(PointFixture, "a lock outlives a restart of the machine") {
    add_mentor(*store, "Anna", "246813");
    for (int i = 0; i < 5; ++i)
        sign_in(*store, "Anna", "999990");
    store->transaction([&] { store->db().run("UPDATE mentor SET locked_boot = 'before', locked_mono = 0"); });
    clock.advance_ms(14 * minute_ms);
    CHECK(sign_in(*store, "Anna", "246813").what == SignIn::locked);
    clock.advance_ms(minute_ms);
    CHECK(sign_in(*store, "Anna", "246813").what == SignIn::ok);
}

TEST_CASE_FIXTURE(PointFixture, "tries side by side do not outrun the lock") {
    add_mentor(*store, "Anna", "246813");
    std::atomic<int> looked_at = 0, failures = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&] {
            try {
                auto own = store::Store::open(folder.path(), clock);
                for (int i = 0; i < 4; ++i)
                    looked_at += sign_in(*own, "Anna", "999990").what == SignIn::wrong;
            } catch (const std::exception&) {
                ++failures;
            }
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(failures == 0);
    CHECK(looked_at < 5);
    CHECK(sign_in(*store, "Anna", "246813").what == SignIn::locked);
}
