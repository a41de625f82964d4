// Whoever belongs to an organisation, on every path of the hub: nothing of the others is seen, and nothing of
// theirs changes.
#include "tests/hub/office.h"
#include "tests/hub/town.h"

#include <fmt/format.h>

using namespace accanto;
using namespace accanto::test;
using hub::Role;

namespace {

constexpr Role roles_within[] = {Role::viewer, Role::coordinator, Role::technician, Role::administrator};

// The library is the town hall's, the pharmacy the market's, whose people ask.
struct TwoHouses {
    Office office;
    World& world = office.world;
    test::Kiosk pharmacy{world, "farmacia", "Farmàcia del Mercat", "counter"};
    std::map<std::string, std::string> cookies; // by role
    std::string library_kiosk;

    TwoHouses() {
        for (const char* id : {"ajuntament", "mercat"})
            office.accounts.put(hub::Organisation{id, std::string("House of ") + id, "public"});
        world.add_event(
            "point.described.v1",
            R"({"organisation":"ajuntament","organisation_kind":"town_hall","neighbourhood":"muntanya"})");
        world.add_event("contact.given.v1", R"({"booking":"b1","key":"k","sealed":"bGlicmFyeQ=="})");
        world.add_visits(3);
        REQUIRE(world.drain().next == agent::Step::Next::drained);
        pharmacy.event("point.described.v1",
                       R"({"organisation":"mercat","organisation_kind":"shop","neighbourhood":"platja"})");
        pharmacy.visit("ca", 0);
        pharmacy.push();
        for (const hub::KioskHealth& one : world.hub().storage().kiosks())
            if (one.kiosk.point == "biblio")
                library_kiosk = one.kiosk.id;
        office.accounts.add({"carla", "Carla Puig", Role::coordinator, "ajuntament", "", true, true});
        office.accounts.add({"root2", "Rosa Vila", Role::administrator, "", "", true, true});
        for (Role role : roles_within) {
            const std::string name = "m-" + std::string(hub::to_text(role));
            cookies[name] = office.cookie_of_new(name, role, "mercat");
        }
        // As an older hub let it be.
        cookies["m-publisher"] = office.cookie_of_new("m-publisher", Role::publisher);
        hub::Person publisher = *office.people.person("m-publisher");
        publisher.organisation = "mercat";
        office.people.put(publisher, {start_ms, "root", "person.changed", "m-publisher"});
    }
    hub::HttpAnswer ask(const std::string& name, const std::string& method, const std::string& path,
                        const std::string& form = "") {
        return ask_hub(world.hub(), method, path, cookies.at(name), form);
    }
};

struct Wish {
    std::string path, form;
};

// Each names something of another house, of the whole network, or a point that is nobody's yet.
std::vector<Wish> foreign_wishes(const std::string& kiosk) {
    std::vector<Wish> out{
        {"/kiosks/code", "point=biblio"},
        {"/kiosks/code", "point=new-point"},
        {"/kiosks/revoke", "sure=yes&kiosk=" + kiosk},
        {"/v1/codes", R"({"point":"biblio"})"},
        {"/v1/codes", R"({"point":"new-point"})"},
        {"/v1/revoke", R"({"kiosk":")" + kiosk + "\"}"},
        {"/orders/settings", "point=biblio&text=%5Bvoice%5D%0Avolume_percent%20%3D%2060"},
        {"/orders/settings", "point=biblio&text=&kiosk=" + kiosk},
        {"/orders/schedule", "point=biblio&text="},
        {"/orders/erase", "point=biblio&sure=yes&code=ABCDEF"},
        {"/orders/erase", "point=biblio&sure=yes&label=B07&day=2026-11-23"},
        {"/v1/orders/settings", R"({"point":"biblio","text":""})"},
        {"/v1/orders/schedule", R"({"point":"biblio","text":""})"},
        {"/v1/orders/erase", R"({"point":"biblio","code":"ABCDEF"})"},
    };
    for (const char* what : {"upload", "publish", "roll-out", "roll-back"})
        out.push_back({std::string("/content/") + what, "pack=starter&to=all&sure=yes"});
    for (const char* what : {"bytes", "release", "roll-out", "take-back", "list"})
        out.push_back({std::string("/v1/publish/") + what, R"({"pack":"starter"})"});
    for (const char* who : {"carla", "root2"})
        for (const char* what : {"change", "password", "shut-out"})
            out.push_back({std::string("/people/") + what,
                           fmt::format("name={}&role=viewer&organisation=mercat&sure=yes", who)});
    for (const char* house : {"", "ajuntament"}) {
        out.push_back({"/people/add", fmt::format("name=new&role=viewer&organisation={}", house)});
        out.push_back({"/people/change", fmt::format("name=m-viewer&role=viewer&organisation={}", house)});
        for (const char* what : {"add", "change"})
            out.push_back({"/v1/people", fmt::format(R"({{"do":"{}","name":"{}","role":"administrator","organisation":"{}"}})",
                                                     what, what[0] == 'a' ? "new" : "m-viewer", house)});
    }
    out.push_back({"/people/organisation", "code=mercat&kind=private&full_name=x"});
    out.push_back({"/people/remove-organisation", "code=ajuntament"});
    for (const char* what : {"change", "password", "shut_out"})
        out.push_back({"/v1/people", fmt::format(R"({{"do":"{}","name":"carla","role":"viewer","organisation":"mercat"}})", what)});
    out.push_back({"/v1/deeds", R"({"what":"pin.recovered","about":"x"})"});
    out.push_back({"/v1/people", R"({"do":"organisation","organisation":"mercat","kind":"private"})"});
    out.push_back({"/v1/people", R"({"do":"remove_organisation","organisation":"ajuntament"})"});
    return out;
}

} // namespace

TEST_CASE("on no page and in no file is there anything of a foreign point, whatever is asked for") {
    TwoHouses town;
    const std::vector<std::string> foreign{"biblio",   "Biblioteca Nord", "ajuntament", "muntanya", "Carla",
                                           "carla",    "root2",           "Rosa Vila",  "bGlicmFyeQ",
                                           town.library_kiosk};
    std::vector<std::pair<std::string, std::string>> asked{{"GET", "/v1/export/events.jsonl"}, {"POST", "/v1/contacts"}};
    for (const char* path : {"/", "/points", "/report", "/kiosks", "/orders", "/content", "/people", "/log", "/metrics", "/account"})
        asked.emplace_back("GET", path);
    for (const char* path : {"/", "/points", "/report", "/orders"})
        for (const char* more : {"?point=biblio", "?organisation=ajuntament", "?neighbourhood=muntanya&days=30"})
            asked.emplace_back("GET", std::string(path) + more);
    for (const char* figure : {"points", "neighbourhoods", "summary", "languages", "tutorials", "targets"})
        for (const char* more : {".csv?days=30", ".json?days=30&point=biblio", ".csv?days=30&organisation=ajuntament"})
            asked.emplace_back("GET", std::string("/figures/") + figure + more);
    for (const auto& one : town.cookies)
        for (const auto& question : asked) {
            const std::string &name = one.first, &path = question.second;
            const std::string text = text_of(town.ask(name, question.first, path));
            for (const std::string& word : foreign) // but what was asked itself, which a page gives back
                CHECK_MESSAGE((text.find(word) == std::string::npos || path.find(word) != std::string::npos), name << ": " << path << " tells " << word);
        }
    CHECK(text_of(town.ask("m-technician", "GET", "/kiosks")).find("Farmàcia del Mercat") != std::string::npos);
    CHECK(text_of(town.ask("m-coordinator", "GET", "/v1/export/events.jsonl")).find("farmacia") != std::string::npos);
    CHECK(text_of(town.ask("m-administrator", "GET", "/people")).find("m-viewer") != std::string::npos);
}

TEST_CASE("what is not of the own organisation is changed by none of its people, on no path") {
    TwoHouses town;
    const int64_t before = town.office.people.last_entry();
    for (const auto& one : town.cookies)
        for (const Wish& wish : foreign_wishes(town.library_kiosk)) {
            const std::string& name = one.first;
            const auto answer = town.ask(name, "POST", wish.path, wish.form);
            CHECK_MESSAGE((answer.status == 403 || answer.status == 404),
                          name << ": " << wish.path << " " << wish.form << " " << answer.status);
            CHECK(answer.body.find("Biblioteca Nord") == std::string::npos);
        }
    for (const auto& one : town.cookies) {
        const std::string& name = one.first;
        for (const char* path : {"/metrics", "/log", "/content"})
            CHECK_MESSAGE(town.ask(name, "GET", path).status == 403, name << " " << path);
        CHECK(town.ask(name, "POST", "/v1/carried", "POST /v1/batches HTTP/1.1\r\n\r\n").status == 401);
    }
    CHECK(town.office.people.last_entry() == before);
    CHECK_FALSE(town.world.hub().storage().kiosk(town.library_kiosk)->revoked);
}

TEST_CASE("within an organisation its technician sets up kiosks, and its administrator looks after its people") {
    TwoHouses town;
    CHECK(town.ask("m-technician", "POST", "/kiosks/code", "point=farmacia").status == 200);
    CHECK(town.ask("m-technician", "POST", "/v1/codes", R"({"point":"farmacia"})").status == 200);
    CHECK(town.ask("m-coordinator", "POST", "/orders/settings", "point=farmacia&text=").status == 200);
    CHECK(town.ask("m-administrator", "POST", "/people/add", "name=new&role=technician&organisation=mercat").status == 200);
    CHECK(town.office.people.person("new")->organisation == "mercat");
    CHECK(town.ask("m-administrator", "POST", "/v1/people", R"({"do":"shut_out","name":"new"})").status == 200);
    CHECK_FALSE(town.office.people.person("new")->active);
}

TEST_CASE("nobody of an organisation becomes a publisher, whoever asks for it") {
    TwoHouses town;
    const auto is_refused = [&](const std::function<void()>& work) {
        try {
            work();
            return false;
        } catch (const hub::AccountRefusal& e) {
            return e.key() == "account.role_of_network";
        }
    };
    CHECK(is_refused([&] { town.office.accounts.add({"new", "", Role::publisher, "mercat", "", true, true}); }));
    CHECK(is_refused([&] { town.office.accounts.change("m-viewer", "", Role::publisher, "mercat"); }));
    const auto said = town.ask("m-administrator", "POST", "/people/change?lang=it", "name=m-viewer&role=publisher&organisation=mercat");
    CHECK(said.status == 400);
    CHECK(said.body.find("è per tutta la rete") != std::string::npos);
    CHECK(said.body.find("value=\"publisher\"") == std::string::npos); // nor is it offered
    CHECK_FALSE(town.office.people.person("new"));
}
