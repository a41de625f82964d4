// The pages a person sees: whole in every language, safe against what comes from outside, and showing what arrived.
#include "sync/hub/storage/orders.h"
#include "tests/hub/town.h"

#include <toml++/toml.h>

#include <fstream>
#include <set>
#include <thread>

using namespace accanto;
using namespace accanto::test;

namespace {

struct Got {
    int status = 0;
    std::string body;
    wire::Message fields;
};

Got get(hub::Hub& hub, const std::string& path, const std::string& query, std::vector<std::pair<std::string, std::string>> fields = {}) {
    hub::HttpRequest request;
    request.message.method = "GET";
    request.message.path = path;
    request.message.query = query;
    request.message.fields = std::move(fields);
    auto answer = hub.answer(request);
    Got out{answer.status, answer.body, {}};
    out.fields.fields = answer.fields;
    if (answer.stream)
        answer.stream([&](std::string_view bytes) {
            out.body += bytes;
            return true;
        });
    return out;
}

std::pair<std::string, std::string> token_of(World& world) {
    return {"authorization", "Bearer " + hub::read_or_make_token(world.hub_folder.path)};
}

bool has(const Got& got, std::string_view text) { return got.body.find(text) != std::string::npos; }

// Of the latest kiosk that was heard, at its point.
std::string local_time_text(World& world) {
    int64_t last_ms = 0;
    for (const auto& one : world.hub().storage().kiosks())
        last_ms = std::max(last_ms, one.last_seen_ms.value_or(0));
    const int minute = local_time(last_ms, "Europe/Madrid").minute_of_day;
    return fmt::format("at {:02}:{:02}", minute / 60, minute % 60);
}

std::set<std::string> keys_of(const std::filesystem::path& file) {
    std::set<std::string> out;
    auto table = toml::parse_file(file.string());
    for (const auto& [section, inner] : table)
        for (const auto& [key, value] : *inner.as_table())
            out.insert(std::string(section.str()) + "." + std::string(key.str()));
    return out;
}

} // namespace

TEST_CASE("the words of the hub are whole in all languages") {
    auto folder = data_dir() / "content" / "words" / "hub";
    auto words = content::Words::load(folder, "en");
    for (const auto& problem : words->problems())
        FAIL_CHECK(problem.file << ":" << problem.line << ": " << problem.message);
    CHECK(words->languages() == std::vector<std::string>{"en", "es", "ca", "it", "pt", "sv", "ar"});
    auto english = keys_of(folder / "en.toml");
    CHECK(english.size() > 70);
    for (const std::string& language : words->languages())
        CHECK(keys_of(folder / (language + ".toml")) == english);
}

TEST_CASE("the first page shows what arrived, in every language, without a gap") {
    Town town;
    town.live();
    for (const char* language : {"en", "es", "ca", "it", "pt", "sv", "ar"}) {
        auto got = get(town.world.hub(), "/", std::string("?lang=") + language, {token_of(town.world)});
        CHECK(got.status == 200);
        CHECK(has(got, std::string("<html lang=\"") + language + "\" dir=\"" + (std::string(language) == "ar" ? "rtl" : "ltr") + "\">"));
        CHECK(has(got, "Biblioteca Nord"));
        CHECK(!has(got, ">["));       // a word nobody has
        CHECK(!has(got, "{n"));       // a pattern nobody filled
        CHECK(!has(got, "<script"));
        CHECK(!has(got, " style="));
        CHECK(!has(got, "http://"));
        CHECK(!has(got, "https://"));
    }
    auto got = get(town.world.hub(), "/", "?lang=en", {token_of(town.world)});
    CHECK(has(got, "<p class=\"figure\">66</p>"));   // visits of the three points
    CHECK(has(got, R"(<th scope="row">Tickets taken</th><td class="n">31</td>)"));
    CHECK(has(got, "2 of 4 kiosks need care"));
    CHECK(has(got, "The printer has no paper"));
    CHECK(has(got, "The paper is almost used up"));
    CHECK(has(got, "Most often people stop at step 4"));
    auto one = get(town.world.hub(), "/", "?lang=en&point=ajuntament", {token_of(town.world)});
    CHECK(has(one, "<p class=\"figure\">19</p>"));
    CHECK(!has(one, "<bdi>Biblioteca Nord"));
    CHECK(has(one, "<option value=\"biblio\">Biblioteca Nord</option>"));
    auto tomorrow = town.world.clock.wall_ms() + 24 * 3'600'000;
    town.world.clock.set_wall_ms(tomorrow);
    CHECK(has(get(town.world.hub(), "/", "?lang=en", {token_of(town.world)}), "Nobody has used a kiosk in this period"));
    CHECK(has(get(town.world.hub(), "/", "?lang=en&days=7", {token_of(town.world)}), "<p class=\"figure\">66</p>"));
}

TEST_CASE("when a kiosk was heard is said as people say it, at its point's own time and in every language") {
    Town town;   // lives on 2026-11-23, whose clock in Madrid is an hour ahead of UTC
    town.live();
    const auto says = [&](const char* language) { return get(town.world.hub(), "/kiosks", std::string("?lang=") + language, {token_of(town.world)}); };
    CHECK(has(says("en"), "Today, Monday, 23 November, at "));
    CHECK(has(says("es"), "Hoy, "));
    for (const char* language : {"en", "es", "ca", "it", "pt", "sv", "ar"}) {
        CHECK(!has(says(language), "2026-11-23T"));
        CHECK(!has(says(language), ">["));
    }
    const std::string at = local_time_text(town.world);
    CHECK(has(says("en"), at));
    town.world.clock.advance_ms(400 * 24 * 3'600'000LL);
    CHECK(has(says("en"), "Monday, 23 November 2026, at "));
}

TEST_CASE("points are looked after from afar on one page, in every language, and a wrong file is told line by line") {
    Town town;
    town.live();
    const auto post = [&](const std::string& path, const std::string& form) {
        hub::HttpRequest request;
        request.message.method = "POST";
        request.message.path = path;
        request.message.query = "?lang=en";
        request.message.fields = {token_of(town.world)};
        request.read_body = [&](size_t) { return std::optional(form); };
        const auto answer = town.world.hub().answer(request);
        return Got{answer.status, answer.body, {}};
    };
    CHECK(has(post("/orders/settings", "point=biblio&text=%5Bvoice%5D%0Avolume_percent%20%3D%20400"), "volume_percent"));
    CHECK(post("/orders/settings", "point=biblio&text=%5Bvoice%5D%0Avolume_percent%20%3D%20400").status == 400);
    const Got ordered = post("/orders/settings", "point=biblio&text=%23%20quiet%0A%5Bvoice%5D%0Avolume_percent%20%3D%2040");
    CHECK(ordered.status == 200);
    CHECK(has(ordered, "volume_percent = 40"));
    CHECK(has(ordered, "not yet"));
    CHECK(post("/orders/erase", "point=biblio&code=K7MDX4").status == 400);   // without having seen the paper
    CHECK(has(post("/orders/erase", "point=biblio&code=K7MDX4&sure=yes"), "Nothing is found under that"));
    for (const char* language : {"en", "es", "ca", "it", "pt", "sv", "ar"}) {
        const Got got = get(town.world.hub(), "/orders", std::string("?point=biblio&lang=") + language, {token_of(town.world)});
        CHECK(got.status == 200);
        CHECK(has(got, "volume_percent = 40"));
        for (const char* never : {">[", "<script", " style=", "{name}", "{of"})
            CHECK_MESSAGE(!has(got, never), language << " " << never);
    }
}

TEST_CASE("an empty hub says what to do") {
    Folder folder;
    ManualClock clock(start_ms);
    hub::HubOptions options;
    options.data = folder.path;
    options.content = data_dir() / "content";
    hub::Hub hub(options, clock);
    auto got = get(hub, "/", "?lang=en", {{"authorization", "Bearer " + hub::read_or_make_token(folder.path)}});
    CHECK(has(got, "No point has been set up yet"));
    CHECK(has(got, "accanto-hub code --point"));
}

TEST_CASE("what comes from outside is data, never markup") {
    World world;
    hub::issue_code(world.hub().storage(), {{"evil", "<script>alert(1)</script>\"'&", ""}, "<b>"}, start_ms);
    auto got = get(world.hub(), "/", "?lang=%22%3E%3Cscript%3E&point=%22%3E&days=%3Cb", {token_of(world), {"accept-language", "sv-SE,en;q=0.5"}});
    CHECK(!has(got, "<script"));
    CHECK(has(got, "&lt;script&gt;"));
    CHECK(has(got, "<html lang=\"sv\""));
    for (const char* field : {"content-security-policy", "x-content-type-options", "referrer-policy"})
        CHECK(got.fields.field(field).has_value());
    CHECK(got.fields.field("content-security-policy")->starts_with("default-src 'none'"));
}

TEST_CASE("nobody sees figures or events without the token") {
    World world;
    world.add_visits(1);
    world.drain();
    auto page = get(world.hub(), "/", "?lang=en");
    CHECK(has(page, "The hub’s key"));
    CHECK(!has(page, "Biblioteca Nord"));
    CHECK(get(world.hub(), "/v1/export/events.jsonl", "").status == 401);
    CHECK(get(world.hub(), "/v1/export/events.jsonl", "", {{"authorization", "Bearer wrong"}}).status == 401);
    auto lines = get(world.hub(), "/v1/export/events.jsonl", "", {token_of(world)});
    CHECK(lines.status == 200);
    CHECK(has(lines, R"("point":"biblio")"));
    CHECK(has(lines, R"("seq":1,"type":"org.accanto.visit.started.v1","disposition":"stored")"));
    CHECK(has(lines, R"("data":{"visit":"1","language":"ca"})"));
    CHECK(get(world.hub(), "/no/such/page", "").status == 404);
}

// To look at: ACCANTO_SHOTS=folder tests/hub_page_test -tc="*looked at*"
TEST_CASE("the pages can be looked at" * doctest::skip(getenv("ACCANTO_SHOTS") == nullptr)) {
    std::filesystem::path shots = getenv("ACCANTO_SHOTS");
    std::filesystem::create_directories(shots);
    Town town;
    town.live();
    auto token = token_of(town.world);
    bool signed_in = true;
    hub::HttpOptions options;
    options.port = 0;
    hub::HttpServer server(
        options,
        [&](hub::HttpRequest& request) {
            if (signed_in)
                request.message.fields.push_back(token);
            return town.world.hub().answer(request);
        },
        [](const hub::HttpRequest&, double) { return std::optional<hub::HttpAnswer>(); });
    std::thread thread([&] { server.run(); });
    auto shoot = [&](const std::string& name, const std::string& query, int width, int height) {
        Folder profile;
        std::string command = fmt::format("chromium --headless --no-sandbox --disable-gpu --user-data-dir={} --disable-background-networking"
                                          " --hide-scrollbars --window-size={},{} --screenshot={} 'http://127.0.0.1:{}/{}' >/dev/null 2>&1",
                                          profile.path.string(), width, height, (shots / name).string(), server.port(), query);
        CHECK(system(command.c_str()) == 0);
        CHECK(std::filesystem::exists(shots / name));
    };
    shoot("wide-en.png", "?lang=en", 1280, 2500);
    shoot("wide-ar.png", "?lang=ar", 1280, 2500);
    shoot("phone-en.png", "?lang=en", 500, 3600);
    shoot("phone-ar.png", "?lang=ar", 500, 3600);
    shoot("wide-ca.png", "?lang=ca", 1280, 2500);
    town.world.hub().storage().orders().erase({"biblio", "0199c1f2-8a10-7c3d-9e4f-000000000001", "", town.world.clock.wall_ms()}, {}, {});
    for (const char* page : {"kiosks", "orders", "people"})
        for (const char* language : {"en", "ar"}) {
            shoot(std::string(page) + "-" + language + ".png", std::string(page) + "?point=biblio&lang=" + language, 1280, 2500);
            shoot(std::string(page) + "-phone-" + language + ".png", std::string(page) + "?point=biblio&lang=" + language, 500, 3600);
        }
    signed_in = false;
    shoot("sign-in-es.png", "?lang=es", 1280, 800);
    server.stop();
    thread.join();
}
