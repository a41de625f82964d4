// Deeds that no account does: kiosks that are enrolled and replaced, and what commands tell the log.
#include "sync/hub/deeds.h"
#include "tests/hub/office.h"

#include <nlohmann/json.hpp>

using namespace accanto;
using namespace accanto::test;
using hub::Role;

namespace {

std::vector<std::string> told(hub::People& people, int64_t behind) {
    std::vector<std::string> out;
    for (const hub::AuditEntry& one : people.audit(behind, 100))
        out.push_back(one.deed.who + " " + one.deed.what + " " + one.deed.about);
    return out;
}

} // namespace

TEST_CASE("the log tells which kiosk was enrolled where, and whose place it took") {
    Office office;
    World& world = office.world;
    const std::string first = world.store->value("kiosk_id").value();
    CHECK(told(office.people, 0) == std::vector<std::string>{first + " kiosk.enrolled biblio"});
    const std::string code =
        hub::issue_code(world.hub().storage(), {{"biblio", "", ""}, "", hub::code_lives_ms, first}, world.clock.wall_ms());
    Folder folder;
    const auto store = store::Store::open(folder.path, world.clock);
    const std::string second = store->value("kiosk_id").value();
    const auto enrol = [&](const std::string& with) {
        return agent::enrol(folder.path, *agent::parse_hub_address("http://hub.test"), with, second, "", world.clock.wall_ms(), world.road)
            .identity.has_value();
    };
    CHECK_FALSE(enrol("ABCDEFGH")); // wrong: nothing is told
    CHECK(enrol(code));
    CHECK(told(office.people, 1) == std::vector<std::string>{second + " kiosk.enrolled biblio", second + " kiosk.replaced " + first});
    CHECK_FALSE(hub::first_broken(office.people));
}

TEST_CASE("commands tell the log by the hub's key alone, and only what commands do") {
    Office office;
    const std::string cookie = office.cookie_of_new("anna", Role::administrator);
    const int64_t before = office.people.last_entry();
    const std::string deed = hub::told_deed_json("pin.recovered", "kiosk-1");
    CHECK(ask_hub(office.world.hub(), "POST", "/v1/deeds", cookie, deed).status == 403);
    CHECK(ask_hub(office.world.hub(), "POST", "/v1/deeds", "", deed).status == 401);
    const auto by_key = [&](const std::string& body) {
        hub::HttpRequest request;
        request.message.method = "POST";
        request.message.path = "/v1/deeds";
        request.message.set("authorization", "Bearer " + hub::read_or_make_token(office.world.hub_folder.path));
        request.read_body = [&](size_t) { return std::optional(body); };
        return office.world.hub().answer(request).status;
    };
    for (const std::string& wrong : {std::string("{"), hub::told_deed_json("signed.in", "anna"), hub::told_deed_json("pin.recovered", "two\nlines"),
                                     hub::told_deed_json("pin.recovered", std::string(201, 'x'))})
        CHECK(by_key(wrong) == 400);
    CHECK(office.people.last_entry() == before);
    CHECK(by_key(deed) == 200);
    CHECK(told(office.people, before) == std::vector<std::string>{"*key pin.recovered kiosk-1"});
}

TEST_CASE("the page of the log says each deed in each language") {
    Office office;
    const std::string cookie = office.cookie_of_new("anna", Role::administrator);
    const std::vector<std::string> deeds{"kiosk.enrolled", "kiosk.replaced", "pin.recovered", "records.exported", "hub.backed_up",
                                         "hub.restored",   "stick.imported", "key.changed",   "events.taken"};
    for (const std::string& what : deeds)
        office.people.note({start_ms, "*key", what, ""});
    for (const char* language : {"en", "es", "ca", "it", "pt", "sv", "ar"}) {
        const std::string page = ask_hub(office.world.hub(), "GET", std::string("/log?lang=") + language, cookie).body;
        for (const std::string& what : deeds)
            CHECK_MESSAGE(page.find(what) == std::string::npos, language << " " << what);
        CHECK(page.find("<span lang=\"en\">") == std::string::npos);
    }
}
