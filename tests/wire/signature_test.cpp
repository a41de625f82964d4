#include "sync/wire/signature.h"

#include "content/base/bytes.h"
#include "sync/wire/digest.h"
#include "sync/wire/headers.h"

#include <doctest/doctest.h>

using namespace accanto;
using namespace accanto::wire;

namespace {

// RFC 9421, appendix B.2: the request of the examples.
Message rfc_request() {
    Message m;
    m.method = "POST";
    m.scheme = "https";
    m.authority = "example.com";
    m.path = "/foo";
    m.query = "?param=Value&Pet=dog";
    m.fields = {{"date", "Tue, 20 Apr 2021 02:07:55 GMT"},
                {"content-type", "application/json"},
                {"content-digest", "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"},
                {"content-length", "18"}};
    return m;
}

// Appendix B.1.4, test-key-ed25519.
SecretKey rfc_key() {
    auto der = from_base64("MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF");
    REQUIRE(der);
    return SecretKey::from_seed(std::string_view(*der).substr(16));
}

const std::vector<Item> rfc_components{component("date"),       component("@method"),      component("@path"),
                                       component("@authority"), component("content-type"), component("content-length")};

KeyFinder always(const PublicKey& key) {
    return [key](const std::string&) { return std::optional(key); };
}

} // namespace

TEST_CASE("the Ed25519 example of RFC 9421 B.2.6 comes out to the byte") {
    SecretKey key = rfc_key();
    CHECK(key.public_key().text() == "JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=");
    Message m = rfc_request();
    InnerList input{rfc_components, {{"created", int64_t(1618884473)}, {"keyid", std::string("test-key-ed25519")}}};
    CHECK(signature_base(m, input) ==
          "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
          "\"@method\": POST\n"
          "\"@path\": /foo\n"
          "\"@authority\": example.com\n"
          "\"content-type\": application/json\n"
          "\"content-length\": 18\n"
          "\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
          ";created=1618884473;keyid=\"test-key-ed25519\"");
    sign(m, rfc_components, {"sig-b26", "test-key-ed25519", 1618884473}, key);
    CHECK(m.field("signature-input") == "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
                                        ";created=1618884473;keyid=\"test-key-ed25519\"");
    CHECK(m.field("signature") == "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:");
    CHECK(verify(m, "sig-b26", rfc_components, always(key.public_key())).verdict == Verdict::ok);
}

TEST_CASE("whatever is covered cannot be changed") {
    SecretKey key = rfc_key();
    Message m = rfc_request();
    sign(m, rfc_components, {"s", "k", 5}, key);
    auto verdict = [&](const Message& changed) { return verify(changed, "s", rfc_components, always(key.public_key())).verdict; };
    CHECK(verdict(m) == Verdict::ok);
    Message other = m;
    other.path = "/bar";
    CHECK(verdict(other) == Verdict::wrong);
    other = m;
    other.set("content-type", "text/plain");
    CHECK(verdict(other) == Verdict::wrong);
    other = m;
    other.fields.emplace_back("date", "now");   // a second line of a covered field
    CHECK(verdict(other) == Verdict::wrong);
    other = m;
    other.query = "?";   // not covered
    CHECK(verdict(other) == Verdict::ok);
    CHECK(verify(m, "s", rfc_components, always(SecretKey::generate().public_key())).verdict == Verdict::wrong);
    CHECK(verify(m, "s", rfc_components, [](const std::string&) { return std::nullopt; }).verdict == Verdict::unknown_key);
    CHECK(verify(m, "t", rfc_components, always(key.public_key())).verdict == Verdict::unsigned_);
    CHECK(verify(m, "s", {component("@query")}, always(key.public_key())).verdict == Verdict::not_covered);
}

TEST_CASE("an answer is bound to the request it answers") {
    SecretKey kiosk = SecretKey::generate(), hub = SecretKey::generate();
    Message request = rfc_request();
    sign(request, rfc_components, {"kiosk", "k1", 5}, kiosk);
    Message answer;
    answer.status = 200;
    answer.request = &request;
    answer.set("content-type", "application/json");
    answer.set("content-digest", content_digest("{}"));
    sign(answer, answer_components(), {"hub", "hub", 6}, hub);
    CHECK(verify(answer, "hub", answer_components(), always(hub.public_key())).verdict == Verdict::ok);

    Message another = rfc_request();
    sign(another, rfc_components, {"kiosk", "k1", 6}, kiosk);
    answer.request = &another;
    CHECK(verify(answer, "hub", answer_components(), always(hub.public_key())).verdict == Verdict::wrong);
    answer.request = nullptr;
    CHECK(verify(answer, "hub", answer_components(), always(hub.public_key())).verdict == Verdict::malformed);
    answer.request = &request;
    answer.status = 503;
    CHECK(verify(answer, "hub", answer_components(), always(hub.public_key())).verdict == Verdict::wrong);
}

TEST_CASE("hostile signature fields are answered, not believed") {
    SecretKey key = rfc_key();
    for (const char* input : {"s", "s=1", "s=()", "s=(\"date\" \"date\");created=1;keyid=\"k\"", "s=(1);created=1;keyid=\"k\"",
                              "s=(\"@nothing\");created=1;keyid=\"k\"", "s=(\"date\";bs);created=1;keyid=\"k\"",
                              "s=(\"date\");created=\"1\";keyid=\"k\"", "s=(\"date\");created=1;keyid=\"k\";alg=\"hmac-sha256\"",
                              "s=(\"signature-input\";key=\"zz\");created=1;keyid=\"k\"", "((((((("}) {
        Message m = rfc_request();
        m.set("signature-input", input);
        m.set("signature", "s=:AAAA:");
        CHECK_MESSAGE(verify(m, "s", {}, always(key.public_key())).verdict != Verdict::ok, input);
    }
}

TEST_CASE("a line break in a value cannot imitate a component") {
    Message m = rfc_request();
    m.set("date", "x\n\"@method\": GET");
    CHECK(!signature_base(m, {{component("date")}, {}}).has_value());
}

TEST_CASE("the digest is of the bytes that travel") {
    // RFC 9530, appendix B: {"hello": "world"} and a line feed.
    CHECK(content_digest("{\"hello\": \"world\"}\n") == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
    CHECK(check_content_digest(content_digest("abc"), "abc") == DigestCheck::ok);
    CHECK(check_content_digest(content_digest("abc"), "abd") == DigestCheck::wrong);
    CHECK(check_content_digest("sha-512=:AAAA:", "abc") == DigestCheck::absent);
    CHECK(check_content_digest("nonsense", "abc") == DigestCheck::absent);
}
