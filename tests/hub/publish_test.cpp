// What a publisher brings to the hub, who gets it, and the packs as kiosks fetch them.
#include "sync/wire/digest.h"
#include "sync/wire/exchange.h"
#include "content/base/error.h"
#include "sync/hub/query.h"
#include "sync/hub/storage/people.h"
#include "tests/agent/publisher.h"
#include "tests/hub/town.h"

using namespace accanto;
using namespace accanto::test;

namespace {

// A signed question as any client would put it.
struct Asked {
    hub::HttpAnswer answer;
    std::string field(const std::string& name) const {
        for (const auto& [key, value] : answer.fields)
            if (key == name)
                return value;
        return "";
    }
    bool genuine = false;
};

Asked ask(World& world, const std::string& path, const std::vector<std::pair<std::string, std::string>>& fields = {}) {
    hub::HttpRequest request;
    request.message.method = "GET";
    request.message.authority = "hub.test";
    request.message.path = path;
    request.message.fields = fields;
    request.message.set("accanto-clock", wire::to_field(wire::ClockReading{world.clock.wall_ms(), world.clock.mono_ms(), "boot", wire::ClockQuality::trusted}));
    wire::sign(request.message, wire::get_components(), {"kiosk", world.identity->kiosk, world.clock.wall_ms() / 1000}, world.identity->key);
    Asked out{world.hub().answer(request)};
    wire::Message answer;
    answer.status = out.answer.status;
    answer.fields = out.answer.fields;
    answer.request = &request.message;
    std::string body = out.answer.body;
    if (out.answer.stream)
        out.answer.stream([&](std::string_view bytes) { return body += bytes, true; });
    out.answer.body = body;
    out.genuine = wire::is_genuine(answer, body, "hub", world.identity->hub_key);
    return out;
}

std::string refusal(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& e) {
        return e.what();
    }
    return "";
}

} // namespace

TEST_CASE("any part of a pack can be asked for, and each is signed for who asks") {
    World world;
    Publisher publisher(world);
    const std::string bytes = long_pack(1, 2'500'000);
    const auto release = publisher.publish(1, {.everyone = true}, bytes);
    const std::string path = "/v1/packs/" + release.sha256, size = std::to_string(bytes.size());
    const auto part = [&](const std::string& range) { return ask(world, path, {{"range", range}}); };

    const Asked first = part("bytes=0-99");
    CHECK(first.answer.status == 206);
    CHECK(first.genuine);
    CHECK(first.answer.body == bytes.substr(0, 100));
    CHECK(first.field("content-range") == "bytes 0-99/" + size);
    CHECK(first.field("etag") == "\"" + release.sha256 + "\"");
    CHECK(first.field("cache-control").find("immutable") != std::string::npos);
    CHECK(part("bytes=1048570-1048589").answer.body == bytes.substr(1048570, 20));   // over the seam of two pieces
    CHECK(part("bytes=-7").answer.body == bytes.substr(bytes.size() - 7));
    const Asked long_part = part("bytes=5-");   // more than is sent at once: the field says how much it is
    CHECK(long_part.answer.body == bytes.substr(5, hub::piece_bytes));
    CHECK(long_part.field("content-range") == "bytes 5-1048580/" + size);
    const Asked beyond = part("bytes=" + size + "-");
    CHECK(beyond.answer.status == 416);
    CHECK(beyond.field("content-range") == "bytes */" + size);
    CHECK(beyond.genuine);

    for (const Asked& whole : {ask(world, path), part("lines=1-2"), part("bytes=0-1,5-6"), ask(world, path, {{"range", "bytes=0-1"}, {"if-range", "\"other\""}})}) {
        CHECK(whole.answer.status == 200);
        CHECK(whole.genuine);
        CHECK(whole.answer.body == bytes);
    }
    const Asked known = ask(world, path, {{"if-none-match", "\"a\", W/\"" + release.sha256 + "\""}});
    CHECK(known.answer.status == 304);
    CHECK(known.genuine);
    CHECK(ask(world, "/v1/packs/" + std::string(64, '0')).answer.status == 404);
    CHECK(ask(world, "/v1/packs/..%2fhub.key").answer.status == 404);
}

TEST_CASE("who is no kiosk gets neither wish nor pack") {
    World world;
    Publisher publisher(world);
    const auto release = publisher.publish(1);
    const std::vector<std::string> paths{"/v1/desired", "/v1/packs/" + release.sha256};
    for (const std::string& path : paths) {
        hub::HttpRequest request;
        request.message.method = "GET";
        request.message.path = path;
        CHECK(world.hub().answer(request).status == 401);
        CHECK(ask(world, path).answer.status == 200);
    }
    world.hub().storage().revoke(world.identity->kiosk);
    for (const std::string& path : paths)
        CHECK(ask(world, path).answer.status == 403);
}

TEST_CASE("packs give way to pushes on a busy hub") {
    World world;
    hub::HttpRequest pack, push;
    pack.message.method = "GET";
    pack.message.path = "/v1/packs/x";
    push.message.method = "POST";
    push.message.path = "/v1/batches";
    CHECK_FALSE(world.hub().admit(pack, 0.4));
    CHECK(world.hub().admit(pack, 0.6)->status == 429);
    CHECK_FALSE(world.hub().admit(push, 0.6));
}

TEST_CASE("a new version reaches the canaries first, then all, or nobody") {
    Town town;
    Publisher publisher(town.world);
    auto& storage = town.world.hub().storage();
    const auto version_at = [&](const std::string& point) {
        const auto releases = storage.publishing().releases();
        const hub::Release* release = hub::release_for(point, "sample-pack", releases);
        return release ? release->version : 0;
    };
    publisher.publish(1);
    CHECK(version_at("casal") == 1);
    CHECK(version_at("a-point-to-come") == 1);
    publisher.publish(2, {.points = {"casal"}});
    CHECK(version_at("casal") == 2);
    CHECK(version_at("farmacia") == 1);
    hub::roll_out(storage, "sample-pack", {.points = {"farmacia"}}, start_ms);
    CHECK(version_at("casal") == 2);
    CHECK(version_at("farmacia") == 2);
    CHECK(version_at("ajuntament") == 1);
    hub::roll_out(storage, "sample-pack", {.everyone = true}, start_ms);
    CHECK(version_at("ajuntament") == 2);
    CHECK(hub::take_back(storage, "sample-pack").version == 2);
    CHECK(version_at("casal") == 1);
}

TEST_CASE("canaries are a share of the points at work, and others each time") {
    World world;
    auto& storage = world.hub().storage();
    std::set<std::string> chosen;
    for (int i = 0; i < 40; ++i) {
        const std::string point = fmt::format("point-{:02}", i);
        const std::string code = hub::issue_code(storage, {{point, point, ""}, ""}, start_ms);
        storage.enrol(to_hex(view(sha256("accanto enrolment code ", code))), fmt::format("019ac0de-0000-7000-8000-{:012}", i), SecretKey::generate().public_key(), start_ms);
    }
    for (int version = 1; version <= 5; ++version) {
        hub::Release release;
        release.pack = "starter";
        release.version = version;
        const auto points = hub::with_audience(release, {.canary_percent = 5}, storage, start_ms).points;
        CHECK(points.size() == 3);   // of 41, never none
        CHECK(points == hub::with_audience(release, {.canary_percent = 5}, storage, start_ms).points);
        chosen.insert(points.begin(), points.end());
    }
    CHECK(chosen.size() > 6);
    world.add_visits(1);
    world.drain();   // one that is heard of: the rest may have been closed for months
    CHECK(hub::with_audience({}, {.canary_percent = 5}, storage, start_ms).points == std::set<std::string>{"biblio"});
}

TEST_CASE("what cannot be published is refused with what to do, and nothing changes") {
    World world;
    Publisher publisher(world);
    auto& storage = world.hub().storage();
    publisher.publish(2);
    const auto before = storage.publishing().change();
    const auto again = [&](int version, const std::string& bytes, const hub::Audience& audience) {
        return refusal([&] { publisher.publish(version, audience, bytes); });
    };
    CHECK(again(2, maker::good_pack(2, maker::good_files("Other")), {.everyone = true}).find("published with other bytes; give this one a new version") != std::string::npos);
    CHECK(again(1, maker::good_pack(1), {.everyone = true}).find("is older than 2") != std::string::npos);
    CHECK(again(3, maker::good_pack(3), {.points = {"nowhere"}}).find("nowhere: there is no such point") != std::string::npos);
    CHECK(again(3, maker::good_pack(3), {}).find("say who gets it") != std::string::npos);
    const auto list = publisher.bring_list();
    const auto publish = [&](const std::string& pack, const hub::SignedList& with, int64_t now_ms = start_ms) {
        return refusal([&] { hub::publish(storage, pack, with, {.everyone = true}, now_ms, ""); });
    };
    CHECK(publish(std::string(64, '0'), list).find("the list does not have this pack") != std::string::npos);
    CHECK(publish(std::string(64, '0'), {std::string(64, '1'), list.signature}).find("are not here whole") != std::string::npos);
    CHECK(publish(sha_of(maker::good_pack(3)), {list.sha256, std::string(64, 'x')}).find("its signature does not fit") != std::string::npos);
    CHECK(publish(sha_of(maker::good_pack(3)), list, start_ms + 400LL * 86'400'000).find("it was good until") != std::string::npos);
    CHECK(refusal([&] { hub::take_back(storage, "nothing"); }).find("no version of such a pack is out") != std::string::npos);
    CHECK(storage.publishing().change() == before);
    publisher.take_back();
    CHECK(again(2, maker::good_pack(2, maker::good_files("Version 2")), {.everyone = true}).find("was taken back") != std::string::npos);
}

TEST_CASE("an upload goes on where it was cut, and a piece that does not fit changes nothing") {
    World world;
    auto& publishing = world.hub().storage().publishing();
    const std::string bytes = random_bytes(size_t(hub::piece_bytes) + 10), sha256 = sha_of(bytes);
    CHECK(publishing.kept_bytes(sha256) == 0);
    CHECK(publishing.add_piece(sha256, 0, std::string_view(bytes).substr(0, size_t(hub::piece_bytes))));
    CHECK_FALSE(publishing.add_piece(sha256, 0, "again"));
    CHECK(publishing.kept_bytes(sha256) == hub::piece_bytes);
    world.stop_hub();
    world.start_hub();
    auto& later = world.hub().storage().publishing();
    CHECK(later.add_piece(sha256, hub::piece_bytes, std::string_view(bytes).substr(size_t(hub::piece_bytes))));
    CHECK(*later.piece(sha256, 1) == bytes.substr(size_t(hub::piece_bytes)));
    later.forget_bytes(sha256);
    CHECK(later.kept_bytes(sha256) == 0);
}

TEST_CASE("of two packs that come under one version at the same moment the second changes nothing, and its publisher hears of it") {
    World world;
    Publisher publisher(world);
    const hub::Release first = publisher.publish(1, {.points = {"biblio"}});
    auto& publishing = world.hub().storage().publishing();
    // The second was looked at before the first was there.
    hub::Release second = first;
    second.sha256 = sha_of("other bytes");
    second.everyone = true;
    CHECK_FALSE(publishing.release(second));
    REQUIRE(publishing.releases().size() == 1);
    CHECK(publishing.releases()[0].sha256 == first.sha256);
    CHECK_FALSE(publishing.releases()[0].everyone);
    second.sha256 = first.sha256;
    CHECK(publishing.release(second));
    CHECK(publishing.releases()[0].everyone);
    CHECK(publishing.releases()[0].points == std::set<std::string>{"biblio"});
}

TEST_CASE("a publisher brings a pack by the page, sees what it changes, lets a few have it, then all, and takes it back") {
    World world;
    Publisher publisher(world);
    publisher.publish(1);
    const std::string key = "Bearer " + hub::read_or_make_token(world.hub_folder.path);
    const auto post = [&](const std::string& what, const std::string& type, const std::string& body) {
        hub::HttpRequest request;
        request.message.method = "POST";
        request.message.path = "/content/" + what;
        request.message.query = "?lang=en";
        request.message.set("authorization", key);
        request.message.set("content-type", type);
        request.read_body = [&](size_t) { return std::optional(body); };
        return world.hub().answer(request);
    };
    const auto form = [&](const std::string& what, const std::string& body) { return post(what, "application/x-www-form-urlencoded", body); };
    auto files = maker::good_files("Version 2");
    files["tutorials/sample/new.toml"] = "new = 1\n";
    const std::string pack = maker::good_pack(2, files);
    publisher.station.publish(pack, 2, {});
    const auto list = std::get<content::SignedCatalogue>(content::read_signed_catalogue(publisher.station.catalogue()));
    const auto part = [](const std::string& name, const std::string& bytes) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"f\"\r\n\r\n" + bytes + "\r\n";
    };
    const auto upload = [&](const std::string& bytes, const std::string& signature) {
        return post("upload", "multipart/form-data; boundary=xyz", part("pack", bytes) + part("list", list.text) + part("signature", signature) + "--xyz--\r\n");
    };
    CHECK(upload(pack.substr(0, pack.size() / 2), list.signature).status == 400);
    CHECK(upload(pack, "short").status == 400);
    const auto draft = upload(pack, list.signature);
    CHECK(draft.status == 200);
    CHECK(draft.body.find("Compared with version 1") != std::string::npos);
    CHECK(draft.body.find("Changed files") != std::string::npos);
    CHECK(world.hub().storage().publishing().releases().size() == 1);   // nothing is out yet

    const std::string what = "pack=" + sha_of(pack) + "&list=" + sha_of(list.text) + "&signature=" + hub::query_encode(to_base64(list.signature));
    CHECK(form("publish", what + "&to=points&points=nowhere").status == 400);
    CHECK(form("publish", what + "&to=points&points=biblio").status == 200);
    auto releases = world.hub().storage().publishing().releases();
    REQUIRE(releases.size() == 2);
    CHECK(releases[1].points == std::set<std::string>{"biblio"});
    CHECK(form("roll-out", "pack=sample-pack&to=all").status == 200);
    CHECK(world.hub().storage().publishing().releases()[1].everyone);
    CHECK(form("roll-back", "pack=sample-pack").status == 400);   // nobody said to be sure
    CHECK(form("roll-back", "pack=sample-pack&sure=yes").status == 200);
    CHECK(world.hub().storage().publishing().releases()[1].withdrawn);
    std::vector<std::string> told;
    for (const hub::AuditEntry& one : world.hub().storage().people().audit(0, 10))
        told.push_back(one.deed.what + " " + one.deed.about);
    CHECK(told == std::vector<std::string>{"kiosk.enrolled biblio", "content.publish sample-pack 2", "content.roll-out sample-pack 2", "content.roll-back sample-pack 2"});
}

TEST_CASE("of two lists that come under one version at the same moment the second changes nothing, and its publisher hears of it") {
    World world;
    Publisher publisher(world);
    publisher.publish(1);
    auto& publishing = world.hub().storage().publishing();
    const hub::KeptCatalogue first = publishing.catalogues().back();
    const auto before = publishing.change();
    // The second was looked at before the first was there.
    hub::KeptCatalogue second = first;
    second.sha256 = sha_of("another list");
    CHECK_FALSE(publishing.add_catalogue(second, {{"starter", 1}}));
    second.version = first.version - 1;
    CHECK_FALSE(publishing.add_catalogue(second, {{"starter", 1}}));
    CHECK(publishing.catalogues().size() == 1);
    CHECK(publishing.releases()[0].catalogue == first.sha256);
    CHECK(publishing.change() == before);
    CHECK(publishing.add_catalogue(first, {{"starter", 1}}));   // the same once more
}

TEST_CASE("a copy of the hub brings what is published with it, and says when its bytes are spoilt" * doctest::skip(tests::on_postgres())) {
    World world;
    Publisher publisher(world);
    publisher.publish(1);
    Folder copies;
    const auto copy = copies.path / "hub.db";
    hub::copy_sqlite(world.hub_folder.path, copy);
    CHECK(hub::check_sqlite_copy(copy).kiosks == 1);
    std::string bytes = read_file(copy).value();
    const std::string pack = read_file(publisher.station.pack()).value();
    const size_t at = bytes.find(pack.substr(pack.size() / 2, 24));
    REQUIRE(at != std::string::npos);
    bytes[at] = char(bytes[at] ^ 1);
    write_file_durably(copy, bytes);
    CHECK(refusal([&] { hub::check_sqlite_copy(copy); }).find("other bytes of a pack than were published") != std::string::npos);
}
