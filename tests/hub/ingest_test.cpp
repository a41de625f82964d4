// What the hub answers to requests that are not as they should be, and that such answers are signed too.
#include "tests/agent/world.h"

#include "sync/wire/batch.h"
#include "sync/wire/digest.h"

using namespace accanto;
using namespace accanto::test;
using wire::ProblemKind;

namespace {

struct Sent {
    wire::Message message;
    std::string body;
};

// A good push of nothing, for tests to spoil; `spoil` runs before it is signed.
Sent good_push(World& world, const std::function<void(Sent&)>& spoil = {}, std::string plain = "[]", int64_t clock_off_s = 0) {
    Sent out;
    out.body = wire::compress(wire::Encoding::zstd, plain);
    auto& m = out.message;
    m.method = "POST";
    m.authority = "hub.test";
    m.path = "/v1/batches";
    m.set("content-type", wire::batch_content_type);
    m.set("content-encoding", "zstd");
    m.set("content-digest", wire::content_digest(out.body));
    m.set("accanto-batch", wire::to_field(wire::BatchHead{1, 1, 0, {}, ""}));
    m.set("accanto-clock", wire::to_field(wire::ClockReading{start_ms, 1, "b", wire::ClockQuality::trusted}));
    m.set("accanto-health", wire::to_field(wire::Health{}));
    if (spoil)
        spoil(out);
    wire::sign(m, wire::push_components(), {"kiosk", world.identity->kiosk, start_ms / 1000 + clock_off_s}, world.identity->key);
    return out;
}

struct Heard {
    int status = 0;
    ProblemKind kind = ProblemKind::other;
    std::string detail;
    std::optional<int64_t> server_time_ms;
    bool body_read = false;
};

Heard send(World& world, const Sent& sent) {
    Heard out;
    hub::HttpRequest request;
    request.message = sent.message;
    request.read_body = [&](size_t limit) {
        out.body_read = true;
        return sent.body.size() <= limit ? std::optional(sent.body) : std::nullopt;
    };
    auto answer = world.hub().answer(request);
    out.status = answer.status;
    if (auto problem = wire::parse_problem(answer.body)) {
        out.kind = problem->kind;
        out.detail = problem->detail;
        out.server_time_ms = problem->server_time_ms;
    }
    wire::Message message;
    message.status = answer.status;
    message.fields = answer.fields;
    message.request = &sent.message;
    bool bound = sent.message.field("signature").has_value();
    CHECK(wire::verify(message, "hub", bound ? wire::answer_components() : wire::answer_unsigned_components(),
                       [&](const std::string&) { return std::optional(world.hub().public_key()); })
              .verdict == wire::Verdict::ok);
    CHECK(wire::check_content_digest(*message.field("content-digest"), answer.body) == wire::DigestCheck::ok);
    return out;
}

} // namespace

TEST_CASE("a good push is answered, and one without signature not even read") {
    World world;
    CHECK(send(world, good_push(world)).status == 200);
    Sent sent = good_push(world);
    std::erase_if(sent.message.fields, [](const auto& f) { return f.first.starts_with("signature"); });
    auto heard = send(world, sent);
    CHECK(heard.status == 401);
    CHECK(heard.kind == ProblemKind::signature);
    CHECK(!heard.body_read);
}

TEST_CASE("a signature of somebody else, or over something else, is refused unread") {
    World world;
    World other;
    Sent sent = good_push(world);
    sent.message.path = "/v1/batches";
    sent.message.set("accanto-batch", "epoch=1, from=1, through=5");
    CHECK(send(world, sent).kind == ProblemKind::signature);
    auto foreign = good_push(other);
    CHECK(send(world, foreign).kind == ProblemKind::signature);
    CHECK(send(world, foreign).detail == "nobody is enrolled under this keyid");
    Sent narrow = good_push(world);
    std::erase_if(narrow.message.fields, [](const auto& f) { return f.first.starts_with("signature"); });
    wire::sign(narrow.message, wire::get_components(), {"kiosk", world.identity->kiosk, start_ms / 1000}, world.identity->key);
    CHECK(send(world, narrow).detail == "the signature does not cover all it must");
}

TEST_CASE("a clock that is too far off is told the time") {
    World world;
    for (int64_t off : {-301, 301, -50 * 365 * 86400}) {
        auto heard = send(world, good_push(world, {}, "[]", off));
        CHECK(heard.status == 401);
        CHECK(heard.kind == ProblemKind::clock);
        CHECK(heard.server_time_ms == start_ms);
    }
    CHECK(send(world, good_push(world, {}, "[]", 299)).status == 200);
}

TEST_CASE("bodies that are not what they claim are problems, not crashes") {
    World world;
    auto check = [&](const std::function<void(Sent&)>& spoil, int status, ProblemKind kind, std::string plain = "[]") {
        auto heard = send(world, good_push(world, spoil, std::move(plain)));
        CHECK(heard.status == status);
        CHECK(int(heard.kind) == int(kind));
    };
    check([](Sent& s) { s.body += "x"; }, 400, ProblemKind::digest);
    check([](Sent& s) { s.message.set("content-encoding", "br"); }, 415, ProblemKind::encoding);
    check([](Sent& s) { s.message.set("content-type", "text/plain"); }, 400, ProblemKind::malformed);
    check([](Sent& s) { s.message.set("accanto-batch", "epoch=0"); }, 400, ProblemKind::malformed);
    check([](Sent& s) { s.message.set("accanto-health", "((("); }, 400, ProblemKind::malformed);
    check({}, 400, ProblemKind::malformed, "{}");
    check({}, 400, ProblemKind::malformed, "[1]");   // the head counts none
    check({}, 413, ProblemKind::too_large, "[\"" + std::string(2 << 20, 'x') + "\"]");
    check({}, 400, ProblemKind::malformed, "[" + std::string(100'000, '[') + "]");
    auto with_body = [](std::string body) {
        return [body = std::move(body)](Sent& s) {
            s.body = body;
            s.message.set("content-digest", wire::content_digest(s.body));
        };
    };
    check(with_body("not zstd at all"), 413, ProblemKind::too_large);
    check(with_body(std::string(3 << 20, 'x')), 413, ProblemKind::too_large);
    CHECK(world.held().empty());
}

TEST_CASE("events of every broken kind are kept, in their place") {
    World world;
    auto spoil = [](Sent& s) {
        s.message.set("accanto-batch", wire::to_field(wire::BatchHead{1, 1, 6, {}, ""}));
    };
    std::string plain = R"([17, "text", {}, {"seq":4}, [[[]]], {"broken": nope}])";
    CHECK(send(world, good_push(world, spoil, plain)).status == 200);
    auto held = world.held();
    REQUIRE(held.size() == 6);
    for (const auto& event : held)
        CHECK(event.disposition == "quarantined");
    CHECK(held[5].bytes == R"({"broken": nope})");
}

TEST_CASE("the time is told to anybody, and bound to their question") {
    World world;
    Sent sent;
    sent.message.method = "GET";
    sent.message.authority = "hub.test";
    sent.message.path = "/v1/time";
    sent.message.query = "?nonce=abc";
    CHECK(send(world, sent).status == 200);
    sent.message.query = "";
    CHECK(send(world, sent).status == 400);
}

TEST_CASE("above four fifths of the room, pushes wait outside and pages do not") {
    World world;
    hub::HttpRequest push, page;
    push.message.method = "POST";
    push.message.path = "/v1/batches";
    page.message.method = "GET";
    page.message.path = "/";
    CHECK(!world.hub().admit(push, 0.79));
    auto turned_away = world.hub().admit(push, 0.81);
    REQUIRE(turned_away);
    CHECK(turned_away->status == 429);
    CHECK(!world.hub().admit(page, 1));
}
