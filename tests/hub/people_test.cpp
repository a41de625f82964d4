// People, organisations and the log: who they are, what each role may do, and that the log holds; on every
// store.
#include "tests/hub/office.h"

#include "content/base/error.h"

#include <fmt/format.h>

using namespace accanto;
using namespace accanto::test;
using hub::Right;
using hub::Role;

namespace {

void check_refused(const std::function<void()>& work, const std::string& key) {
    try {
        work();
        FAIL_CHECK("not refused: " << key);
    } catch (const hub::AccountRefusal& e) {
        CHECK(e.key() == key);
    }
}

} // namespace

TEST_CASE("a role may do what its table says, on every path, and a stranger nothing") {
    struct Row {
        const char *method, *path;
        std::set<Role> may;
    };
    const std::set<Role> all(std::begin(hub::all_roles), std::end(hub::all_roles));
    const std::vector<Row> rows{
        {"GET", "/", all},
        {"GET", "/points", all},
        {"GET", "/report", all},
        {"GET", "/figures/ages.csv", all},
        {"GET", "/figures/points.json", all},
        {"GET", "/v1/export/events.jsonl", {Role::coordinator, Role::administrator}},
        {"POST", "/v1/contacts", {Role::coordinator, Role::administrator}},
        {"GET", "/kiosks", {Role::technician, Role::administrator}},
        {"POST", "/kiosks/code", {Role::technician, Role::administrator}},
        {"POST", "/kiosks/revoke", {Role::technician, Role::administrator}},
        {"POST", "/v1/codes", {Role::technician, Role::administrator}},
        {"POST", "/v1/revoke", {Role::technician, Role::administrator}},
        {"GET", "/metrics", {Role::technician, Role::administrator}},
        {"GET", "/orders", {Role::coordinator, Role::technician, Role::administrator}},
        {"POST", "/orders/settings", {Role::coordinator, Role::technician, Role::administrator}},
        {"POST", "/orders/schedule", {Role::coordinator, Role::technician, Role::administrator}},
        {"POST", "/orders/erase", {Role::coordinator, Role::administrator}},
        {"POST", "/v1/orders/settings", {Role::coordinator, Role::technician, Role::administrator}},
        {"POST", "/v1/orders/schedule", {Role::coordinator, Role::technician, Role::administrator}},
        {"POST", "/v1/orders/erase", {Role::coordinator, Role::administrator}},
        {"GET", "/content", {Role::publisher, Role::administrator}},
        {"POST", "/content/upload", {Role::publisher, Role::administrator}},
        {"POST", "/content/publish", {Role::publisher, Role::administrator}},
        {"POST", "/content/roll-out", {Role::publisher, Role::administrator}},
        {"POST", "/content/roll-back", {Role::publisher, Role::administrator}},
        {"POST", "/v1/publish/release", {Role::publisher, Role::administrator}},
        {"POST", "/v1/publish/bytes", {Role::publisher, Role::administrator}},
        {"GET", "/people", {Role::administrator}},
        {"POST", "/people/add", {Role::administrator}},
        {"POST", "/people/change", {Role::administrator}},
        {"POST", "/people/password", {Role::administrator}},
        {"POST", "/people/shut-out", {Role::administrator}},
        {"POST", "/people/organisation", {Role::administrator}},
        {"POST", "/people/remove-organisation", {Role::administrator}},
        {"POST", "/v1/people", {Role::administrator}},
        {"POST", "/v1/deeds", {}},
        {"GET", "/log", {Role::administrator}},
        {"GET", "/account", all},
    };
    Office office;
    std::map<Role, std::string> cookies;
    for (Role role : hub::all_roles)
        cookies[role] = office.cookie_of_new(std::string(hub::to_text(role)), role);
    for (const Row& row : rows) {
        const bool page =
            !std::string_view(row.path).starts_with("/v1/") && row.path != std::string_view("/metrics");
        for (Role role : hub::all_roles) {
            const auto answer = ask_hub(office.world.hub(), row.method, row.path, cookies[role]);
            const int status = answer.status;
            CHECK_MESSAGE((status == 403) == !row.may.contains(role),
                          hub::to_text(role) << ": " << row.method << " " << row.path << " " << status);
            CHECK(status != 401);
            // What is named here, a point or a person, may be none; the place itself is there.
            for (const char* nowhere : {"There is nothing here", "There is no such page"})
                CHECK(answer.body.find(nowhere) == std::string::npos);
        }
        const auto stranger = ask_hub(office.world.hub(), row.method, row.path, "");
        CHECK_MESSAGE((stranger.status == 401 || (page && stranger.status == 200 &&
                                                  stranger.body.find("/sign-in") != std::string::npos)),
                      row.path);
    }
}

TEST_CASE("nothing can be asked for that no rule names") {
    Office office;
    const std::string cookie = office.cookie_of_new("anna", Role::administrator);
    for (const char* path : {"/peoples", "/figures", "/contents", "/v1/", "/v1/anything", "/kiosk"})
        CHECK_MESSAGE(ask_hub(office.world.hub(), "GET", path, cookie).status == 404, path);
}

TEST_CASE("an account begins with a password that somebody else knows, and does nothing before another one "
          "is chosen") {
    Office office;
    const std::string first =
        office.accounts.add({"anna", "Anna Puig", Role::technician, "", "", true, true});
    const std::string cookie = office.cookie_for("anna", first);
    for (const char* path : {"/", "/kiosks", "/figures/ages.csv"}) {
        const auto answer = ask_hub(office.world.hub(), "GET", path, cookie);
        CHECK(answer.status == 303);
        CHECK(value_of(answer, "location").starts_with("/account"));
    }
    CHECK(ask_hub(office.world.hub(), "POST", "/v1/codes", cookie, R"({"point":"p"})").status == 403);
    const auto choose = [&](const std::string& now, const std::string& wanted, const std::string& again) {
        return ask_hub(office.world.hub(), "POST", "/account", cookie,
                    "now=" + hub::query_encode(now) + "&wanted=" + hub::query_encode(wanted) +
                        "&again=" + hub::query_encode(again));
    };
    CHECK(choose(first, "four words nobody", "four words nobodx").status == 400);
    CHECK(choose("something else", "four words nobody", "four words nobody").status == 400);
    CHECK(choose(first, "short", "short").status == 400);
    CHECK(choose(first, first, first).status == 400);
    const auto done = choose(first, "four words nobody", "four words nobody");
    CHECK(done.status == 303);
    const std::string set = value_of(done, "set-cookie");
    CHECK(ask_hub(office.world.hub(), "GET", "/kiosks", set.substr(0, set.find(';'))).status == 200);
    CHECK(ask_hub(office.world.hub(), "GET", "/kiosks", cookie).body.find("/sign-in") !=
          std::string::npos); // the session of before is over
}

TEST_CASE("a session ends with the account, with another password, and after twelve hours") {
    Office office;
    const std::string cookie = office.cookie_of_new("anna", Role::viewer);
    const auto is_in = [&](const std::string& one) {
        return ask_hub(office.world.hub(), "GET", "/", one).body.find("/sign-out") != std::string::npos;
    };
    CHECK(is_in(cookie));
    std::string other = cookie;
    other.replace(other.find("anna"), 4, "anne");
    CHECK_FALSE(is_in(other));
    office.accounts.shut_out("anna");
    CHECK_FALSE(is_in(cookie));
    CHECK(office.cookie_for("anna", "correct horse battery").empty());
    const std::string again = office.accounts.new_password("anna");
    office.accounts.choose_password("anna", again, "another good password");
    CHECK_FALSE(is_in(cookie));
    const std::string fresh = office.cookie_for("anna", "another good password");
    CHECK(is_in(fresh));
    office.world.clock.advance_ms(12 * 3'600'000);
    CHECK_FALSE(is_in(fresh));
}

TEST_CASE("a role that is taken away is gone with the next request") {
    Office office;
    const std::string cookie = office.cookie_of_new("anna", Role::administrator);
    CHECK(ask_hub(office.world.hub(), "GET", "/people", cookie).status == 200);
    office.accounts.change("anna", "", Role::viewer, "");
    CHECK(ask_hub(office.world.hub(), "GET", "/people", cookie).status == 403);
}

TEST_CASE("another site's form does nothing here") {
    Office office;
    const std::string cookie = office.cookie_of_new("anna", Role::administrator);
    hub::HttpRequest request;
    request.message.method = "POST";
    request.message.authority = "hub.test";
    request.message.path = "/people/shut-out";
    request.message.set("cookie", cookie);
    request.read_body = [](size_t) { return std::optional<std::string>("name=anna"); };
    request.message.set("origin", "https://elsewhere.test");
    CHECK(office.world.hub().answer(request).status == 403);
    request.message.set("origin", "https://hub.test");
    request.message.set("sec-fetch-site", "cross-site");
    CHECK(office.world.hub().answer(request).status == 403);
    CHECK(office.people.person("anna")->active);
    request.message.set("sec-fetch-site", "same-origin");
    CHECK(office.world.hub().answer(request).status == 200);
    CHECK_FALSE(office.people.person("anna")->active);
}

TEST_CASE("passwords are kept as argon2id, and what cannot be is refused with its reason") {
    Office office;
    office.accounts.put(hub::Organisation{"ajuntament", "Ajuntament", "public"});
    const std::string first =
        office.accounts.add({"anna", "Anna", Role::coordinator, "ajuntament", "", true, true});
    CHECK(first.size() == 19);
    CHECK(office.people.person("anna")->password.starts_with("$argon2id$"));
    CHECK(hub::with_password(office.people, "anna", first));
    CHECK_FALSE(hub::with_password(office.people, "anna", first + "x"));
    CHECK_FALSE(hub::with_password(office.people, "nobody", first));
    check_refused(
        [&] {
            office.accounts.add({"anna", "", Role::viewer, "", "", true, true});
        },
        "account.taken");
    for (const char* name : {"", "a", "Anna", "1anna", "anna b", "*key", "anna/"})
        check_refused(
            [&] {
                office.accounts.add({name, "", Role::viewer, "", "", true, true});
            },
            "account.bad_name");
    check_refused(
        [&] {
            office.accounts.add({"bruno", "two\nlines", Role::viewer, "", "", true, true});
        },
        "account.bad_text");
    check_refused(
        [&] {
            office.accounts.add({"bruno", "", Role::viewer, "nowhere", "", true, true});
        },
        "account.no_organisation");
    check_refused([&] { office.accounts.remove_organisation("ajuntament"); }, "account.has_people");
    check_refused([&] { office.accounts.put(hub::Organisation{"x", "", "club"}); }, "account.bad_kind");
    check_refused([&] { office.accounts.put(hub::Organisation{"X Y", "", "public"}); }, "account.bad_code");
    check_refused([&] { office.accounts.shut_out("bruno"); }, "account.no_account");
    office.accounts.change("anna", "Anna", Role::coordinator, "");
    office.accounts.remove_organisation("ajuntament");
    CHECK(office.people.organisations().empty());
    CHECK(office.people.people().size() == 1);
}

TEST_CASE("each change goes into the log with its doer, and a log that was altered is found out") {
    Office office;
    const int64_t before = office.people.last_entry();
    CHECK(before == 1); // the kiosk's own
    const std::string cookie = office.cookie_of_new("anna", Role::administrator);
    CHECK(ask_hub(office.world.hub(), "POST", "/people/add", cookie, "name=bruno&role=publisher").status == 200);
    CHECK(ask_hub(office.world.hub(), "POST", "/kiosks/code", cookie, "point=biblio").status == 200);
    CHECK(ask_hub(office.world.hub(), "GET", "/v1/export/events.jsonl", cookie).status == 200);
    std::vector<std::string> told;
    auto entries = office.people.audit(0, 100);
    for (const hub::AuditEntry& one : entries)
        if (one.number > before)
            told.push_back(one.deed.who + " " + one.deed.what + " " + one.deed.about);
    CHECK(told == std::vector<std::string>{"root person.added anna: administrator",
                                           "root person.password_chosen anna", "anna signed.in ",
                                           "anna person.added bruno: publisher", "anna code.made biblio",
                                           "anna events.taken "});
    CHECK(office.people.last_entry() == 7);
    CHECK_FALSE(hub::first_broken(office.people));
    CHECK(ask_hub(office.world.hub(), "GET", "/log?lang=en", cookie).body.find("The log is whole: 7 entries") !=
          std::string::npos);
    auto altered = entries;
    altered[4].deed.about = "bruno: viewer";
    CHECK(hub::first_broken(altered) == 5);
    altered = entries;
    altered.erase(altered.begin() + 1);
    CHECK(hub::first_broken(altered) == 2);
    altered = entries;
    std::swap(altered[1].deed, altered[2].deed);
    CHECK(hub::first_broken(altered) == 2);
    CHECK_FALSE(hub::first_broken(std::vector<hub::AuditEntry>{}));
}

TEST_CASE("what was left sealed leaves the hub only by a request that the log tells of") {
    Office office;
    office.world.add_event("contact.given.v1", R"({"booking":"b1","key":"k","sealed":"c2VhbGVk"})");
    office.world.add_event("community.joined.v1",
                           R"({"visit":"v","language":"es","as":"learner","key":"","sealed":""})");
    office.world.add_event("contact.given.v1", R"({"booking":"b2","key":"k","sealed":"bW9yZQ=="})");
    office.world.drain();
    const std::string cookie = office.cookie_of_new("anna", Role::coordinator);
    const auto body_of = [&](const char* method, const char* path) {
        const auto answer = ask_hub(office.world.hub(), method, path, cookie);
        CHECK(answer.status == 200);
        std::string out;
        answer.stream([&](std::string_view bytes) {
            out += bytes;
            return true;
        });
        return out;
    };
    const std::string all = body_of("GET", "/v1/export/events.jsonl");
    CHECK(all.find("\"booking\":\"b1\"") != std::string::npos);
    CHECK(all.find("c2VhbGVk") == std::string::npos);
    const int64_t before = office.people.last_entry();
    const std::string sealed = body_of("POST", "/v1/contacts");
    CHECK(sealed.find("c2VhbGVk") != std::string::npos);
    CHECK(sealed.find("bW9yZQ==") != std::string::npos);
    const auto entries = office.people.audit(before, 10);
    REQUIRE(entries.size() == 1);
    CHECK(entries.front().deed.who == "anna");
    CHECK(entries.front().deed.what == "contacts.taken");
    CHECK(entries.front().deed.about == "2");
}

TEST_CASE("whoever belongs to an organisation sees its points, and nothing of the others") {
    Office office;
    World& world = office.world;
    world.add_event(
        "point.described.v1",
        R"({"organisation":"ajuntament","organisation_kind":"town_hall","neighbourhood":"nord"})");
    world.add_visits(3);
    CHECK(world.drain().next == agent::Step::Next::drained);
    hub::issue_code(world.hub().storage(), {{"farmacia", "Farmàcia del Mercat", ""}, ""},
                    world.clock.wall_ms());
    office.accounts.put(hub::Organisation{"ajuntament", "Ajuntament", "public"});
    office.accounts.put(hub::Organisation{"mercat", "Mercat", "private"});
    const std::string own = office.cookie_of_new("anna", Role::coordinator, "ajuntament"),
                      other = office.cookie_of_new("bruno", Role::coordinator, "mercat");
    const auto page = [&](const std::string& path, const std::string& cookie) {
        return ask_hub(world.hub(), "GET", path, cookie).body;
    };
    for (const char* path :
         {"/?lang=en", "/points?lang=en", "/?lang=en&point=farmacia", "/?lang=en&organisation=mercat"}) {
        CHECK_MESSAGE(page(path, own).find("Mercat") == std::string::npos, path);
        CHECK_MESSAGE(page(path, other).find("Biblioteca Nord") == std::string::npos, path);
    }
    CHECK(page("/points?lang=en", own).find("Biblioteca Nord") != std::string::npos);
    CHECK(page("/figures/points.csv?days=30", own).find("biblio") != std::string::npos);
    CHECK(page("/figures/points.csv?days=30", other).find("biblio") == std::string::npos);
    const auto events = [&](const std::string& cookie) {
        int64_t lines = 0;
        ask_hub(world.hub(), "GET", "/v1/export/events.jsonl", cookie).stream([&](std::string_view) {
            return ++lines, true;
        });
        return lines;
    };
    CHECK(events(own) == 4);
    CHECK(events(other) == 0);
}

TEST_CASE("two hubs that write into the log at the same moment make one chain") {
    Office office;
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; ++i)
        writers.emplace_back([&office, i] {
            for (int n = 0; n < 25; ++n)
                office.people.note({start_ms, "writer" + std::to_string(i), "did", std::to_string(n)});
        });
    for (std::thread& one : writers)
        one.join();
    CHECK(office.people.last_entry() == 101); // with the kiosk's
    CHECK_FALSE(hub::first_broken(office.people));
}

TEST_CASE("a field of the form for a code that cannot be is told in the page's language, and what was typed stays") {
    Office office;
    const std::string cookie = office.cookie_of_new("tina", Role::technician);
    struct Row {
        const char *lang, *zone, *told;
    };
    for (const Row& row : {Row{"es", "Europe/Madird", "No se conoce esa zona horaria"},
                           Row{"ar", "Madrid", "هذه المنطقة الزمنية غير معروفة"},
                           Row{"sv", "../../etc/passwd", "Tidszonen är inte känd"}}) {
        const auto said = ask_hub(office.world.hub(), "POST", std::string("/kiosks/code?lang=") + row.lang, cookie,
                                  std::string("point=casal&point_name=El+Casal&kiosk_name=porta&zone=") + row.zone);
        CHECK(said.status == 400);
        for (const std::string& word : {std::string(row.told), std::string("value=\"El Casal\""), std::string("value=\"casal\""),
                                        std::string("value=\"porta\""), fmt::format("value=\"{}\"", row.zone)})
            CHECK_MESSAGE(said.body.find(word) != std::string::npos, word);
    }
    const std::string long_name(121, 'x');
    const auto said = ask_hub(office.world.hub(), "POST", "/kiosks/code?lang=en", cookie, "point=casal&point_name=" + long_name);
    CHECK(said.status == 400);
    CHECK(said.body.find("at most 120 characters") != std::string::npos);
    CHECK(office.world.hub().storage().points().size() == 1);
    // What a form could not say any more, the other way says too.
    const auto api = ask_hub(office.world.hub(), "POST", "/v1/codes", cookie, R"({"point":"casal","zone":"Europe/Madird"})");
    CHECK(api.status == 400);
    CHECK(api.body.find("there is no time zone \"Europe/Madird\"") != std::string::npos);
    const auto good = ask_hub(office.world.hub(), "POST", "/kiosks/code?lang=en", cookie, "point=casal&zone=Europe/Madrid");
    CHECK(good.status == 200);
    CHECK(good.body.find("value=\"casal\"") == good.body.rfind("value=\"casal\"")); // in the list of points alone
}
