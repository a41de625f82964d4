// A schedule as a file, and the command that takes it into use.

#include "content/library/schedule_file.h"

#include "content/base/file.h"
#include "kiosk/point/schedule.h"
#include "tests/library/command_run.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

using namespace accanto;
using namespace accanto::tests;

namespace {

const std::string head = "format = 1\npoint = \"demo\"\nkiosk = \"B\"\n";
const std::string times =
    "[[appointments]]\nday = 2026-12-01\ntimes = [\"09:30\", \"10:00\"]\nminutes = 30\nseats = 2\n";
const std::string course = "[[course]]\nid = \"telephone-1\"\nlanguage = \"es\"\nplace = \"Room 2\"\nday = "
                           "2026-12-03\nfrom = \"17:00\"\n"
                           "minutes = 90\nlevel = \"some_practice\"\nseats = 8\ntitle.en = \"My "
                           "telephone\"\ntitle.es = \"Mi teléfono\"\n";
const std::string place = "[[place]]\nname = \"Civic centre\"\naddress = \"Plaça Major, 1\"\nphone = \"934 "
                          "20 38 82\"\nwalk_minutes = 8\n"
                          "services = [\"mentor\", \"print\"]\nhours.mon = \"09:00-14:00 "
                          "16:00-19:00\"\nway.en = \"Beside the church.\"\n";

struct Read {
    Schedule schedule;
    std::vector<content::Problem> problems;
};

Read read_text(const std::string& text) {
    TemporaryFolder folder;
    write_file_durably(folder / "schedule.toml", text);
    Read out;
    out.schedule = content::read_schedule(folder / "schedule.toml", out.problems);
    return out;
}

std::string without(std::string text, const std::string& line_start) {
    const size_t from = text.find("\n" + line_start) + 1;
    return text.erase(from, text.find('\n', from) + 1 - from);
}

std::string with(std::string text, const std::string& old, const std::string& now) {
    const size_t at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), now);
}

} // namespace

TEST_CASE("a schedule is read as it is written") {
    const Read read =
        read_text(with(head, "\nkiosk", "\nhelp_phone = \"900 10 20 30\"\nkiosk") + times + course + place);
    for (const auto& p : read.problems)
        MESSAGE(p.line << ": " << p.message);
    CHECK(read.problems.empty());
    const Schedule& s = read.schedule;
    CHECK(s.point == "demo");
    CHECK(s.kiosk == "B");
    CHECK(s.help_phone == "900 10 20 30");
    REQUIRE(s.slots.size() == 2);
    CHECK(s.slots[1].day == "2026-12-01");
    CHECK(s.slots[1].from_minute == 600);
    CHECK(s.slots[1].seats == 2);
    REQUIRE(s.courses.size() == 1);
    CHECK(s.courses[0].level == Schedule::Level::some_practice);
    CHECK(s.courses[0].title.at("es") == "Mi teléfono");
    CHECK(s.courses[0].from_minute == 17 * 60);
    REQUIRE(s.places.size() == 1);
    CHECK(s.places[0].hours[0].size() == 2);
    CHECK(s.places[0].services == std::vector<std::string>{"mentor", "print"});
    CHECK(s.places[0].way.at("en") == "Beside the church.");
    // A point may offer nothing of one kind.
    CHECK(read_text(head).problems.empty());
}

TEST_CASE("each wrong value is told with its line and what is allowed") {
    const struct {
        std::string text;
        int line;
        const char* says;
    } wrong[] = {
        {without(head, "point"), 1, "\"point\" is missing"},
        {with(head, "1", "2"), 1, "a whole number from 1 to 1"},
        {with(head, "\"B\"", "\"O\""), 1, "not I, O, Q, S, Z"},
        {head + "slots = 1\n", 4, "\"slots\" is not known here; allowed: format, point, kiosk"},
        {head + with(times, "2026-12-01", "\"1 December\""), 4, "is no day; write it as 2026-11-23"},
        {head + with(times, "09:30", "9:30"), 4, "\"9:30\" is no time; write it as 09:30"},
        {head + with(times, "10:00", "24:00"), 4, "is no time"},
        {head + with(times, "10:00", "09:30"), 4, "2026-12-01 09:30 is there twice; put its seats together"},
        {head + with(times, "= 30", "= 3"), 7, "a whole number from 5 to 480"},
        {head + with(times, "seats = 2", "seats = -1"), 8, "a whole number from 0 to 99"},
        {head + without(times, "times"), 4, "\"times\" is missing"},
        {head + course + course, 15, "this id is used by two courses"},
        {head + with(course, "some_practice", "hard"), 11, "allowed: first_steps, some_practice, confident"},
        {head + with(course, "\"es\"", "\"Spanish\""), 4, "two or three small letters"},
        {head + without(without(course, "title.en"), "title.es"), 4, "write it as title.en"},
        {head + with(course, "title.en = \"My telephone\"", "title.en = 3"), 13, "title.en must be"},
        {head + with(course, "title.en", "title.english"), 13, "title.english is no language"},
        {head + with(course, "telephone-1", "Telephone 1"), 5, "use small letters, digits"},
        {head + without(place, "name"), 4, "\"name\" is missing"},
        {head + with(place, "934 20 38 82", "call us"), 4, "phone = \"call us\" is not allowed"},
        {head + with(place, "\"print\"", "\"coffee\""), 4,
         "service \"coffee\" is not known; allowed: mentor, courses, computer"},
        {head + with(place, "hours.mon", "hours.monday"), 10, "hours.monday is no day; allowed: mon, tue"},
        {head + with(place, "14:00", "08:00"), 10, "hours.mon cannot be read"},
        {head + with(place, "walk_minutes = 8", "walk_minutes = 999"), 8, "a whole number from 0 to 180"},
        {head + "[[place]\n", 4, ""},
    };
    for (const auto& one : wrong) {
        const Read read = read_text(one.text);
        INFO(one.text);
        bool told = false;
        for (const auto& p : read.problems)
            told = told || (p.line == one.line && p.message.find(one.says) != std::string::npos);
        CHECK_MESSAGE(told, one.says);
    }
}

TEST_CASE("accanto schedule checks a file, and imports it whole or not at all") {
    TemporaryFolder folder;
    const std::string file = (folder / "schedule.toml").string(),
                      state = "--state '" + folder.path().string() + "'";
    write_file_durably(file, head + times + course + place);
    CommandRun run = run_accanto("schedule check '" + file + "'");
    CHECK_MESSAGE(run.code == 0, run.out);
    CHECK(run.out.find("point demo, kiosk B: 2 times with a mentor, 1 course, 1 place") != std::string::npos);
    run = run_accanto("schedule import " + state);
    CHECK_MESSAGE(run.code == 0, run.out);
    const auto courses = [&] {
        const SystemClock clock;
        const auto store = store::Store::open(folder.path(), clock);
        return point::find_course(*store, "telephone-1").has_value();
    };
    CHECK(courses());
    write_file_durably(file, head + with(times, "09:30", "9:30"));
    run = run_accanto("schedule import " + state + " '" + file + "'");
    CHECK(run.code == 1);
    CHECK(run.out.find("schedule.toml:4: bad-time: appointments: \"9:30\" is no time; write it as 09:30\n1 "
                       "problem in ") != std::string::npos);
    write_file_durably(file, with(head, "\"B\"", "\"C\""));
    run = run_accanto("schedule import " + state);
    CHECK(run.code == 1);
    CHECK(run.out.find("leased to the kiosk C, and this one is B") != std::string::npos);
    CHECK(courses());
    CHECK(run_accanto("schedule check /nowhere.toml").code == 1);
    CHECK(run_accanto("schedule check").code == 2);
    CHECK(run_accanto("schedule import --help").out.find("what was promised stays promised") !=
          std::string::npos);
}
