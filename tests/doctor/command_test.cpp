#include "tests/doctor/machine.h"
#include "tests/process.h"

using namespace accanto;
using namespace accanto::tests;

TEST_CASE("accanto doctor tells people and programs, ends with its verdict, and keeps the night") {
    PointFixture f;
    std::ofstream(f.folder / "accanto.toml") << "state = \"" << f.folder.path().string() << "\"\n[voice]\navailable = false\n[printer]\nkind = \"none\"\n";
    const std::string settings = (f.folder / "accanto.toml").string();
    f.store.reset();
    // A machine of tests has no touch screen: red.
    Process plain(ACCANTO_TOOL_PROGRAM, {"doctor", "--settings", settings}, f.folder / "plain.log");
    CHECK(plain.wait() == 1);
    const std::string told = read_file(f.folder / "plain.log").value();
    CHECK(told.find("store      Everything can be read and written.") != std::string::npos);
    CHECK(told.find("printer    No printer is set") != std::string::npos);
    Process night(ACCANTO_TOOL_PROGRAM, {"doctor", "--night", "--json", "--settings", settings}, f.folder / "night.log");
    const int code = night.wait();
    CHECK((code == 3 || code == 1));   // amber: nobody is a mentor
    const std::string log = read_file(f.folder / "night.log").value();
    const auto json = nlohmann::json::parse(log.substr(log.find("{\n")));
    CHECK(json["findings"].size() == 10);
    CHECK(json["light"] == (code == 3 ? "amber" : "red"));
    const auto store = store::Store::open(f.folder.path(), f.clock);
    REQUIRE(doctor::last_night(*store));
    CHECK(doctor::last_night(*store)->findings.size() == 10);
    Process wrong(ACCANTO_TOOL_PROGRAM, {"doctor", "--nihgt"}, f.folder / "wrong.log");
    CHECK(wrong.wait() == 2);
}
