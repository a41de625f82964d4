#include "kiosk/desk/asked.h"
#include "kiosk/desk/http.h"

#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

using namespace accanto::desk;

TEST_CASE("a cookie is found among others, by its whole name") {
    Request request;
    request.headers["cookie"] = "xaccanto_desk=1; accanto_desk=abc ;accanto_deskx=2; broken";
    CHECK(request.cookie("accanto_desk") == "abc");
    CHECK(request.cookie("broken") == "");
    CHECK(request.cookie("desk") == "");
}

TEST_CASE("text becomes HTML without becoming markup") {
    CHECK(escape_html("<b a=\"1\" c='2'>&") == "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
    CHECK(escape_html("ألف é") == "ألف é");
}

TEST_CASE("JSON inside a page cannot end its script element, and means the same") {
    const nlohmann::json json = {{"name", "</script><!-- & \"quoted\""}};
    const std::string escaped = escape_json_in_html(json.dump());
    CHECK(escaped.find_first_of("<>&") == std::string::npos);
    CHECK(nlohmann::json::parse(escaped) == json);
}

TEST_CASE("the reader's language is the offered one with the most weight") {
    const std::vector<std::string> offered = {"en", "es", "ar"};
    CHECK(accepted_language("ar", offered) == "ar");
    CHECK(accepted_language("fr, es-MX;q=0.8, en;q=0.9", offered) == "en");
    CHECK(accepted_language("AR-eg", offered) == "ar");
    CHECK(accepted_language("en;q=0, es;q=0.1", offered) == "es");
    CHECK(accepted_language("fr, de;q=0.5", offered) == std::nullopt);
    CHECK(accepted_language("", offered) == std::nullopt);
    CHECK(accepted_language(";;q=,,, ;q=x", offered) == std::nullopt);
}

TEST_CASE("a problem is what RFC 9457 says, whatever bytes are in it") {
    const Reply reply = problem(409, "too_soon", "That did not work", "B07 \xff");
    CHECK(reply.status == 409);
    CHECK(reply.type == "application/problem+json");
    const auto json = nlohmann::json::parse(reply.body);
    CHECK(json["type"] == "urn:accanto:problem:too_soon");
    CHECK(json["status"] == 409);
    CHECK(json["detail"] == "B07 \xEF\xBF\xBD");
}

TEST_CASE("a sign-in is refused by name of what is missing") {
    const auto wrong = [](const char* body) {
        const auto read = read_sign_in(body);
        const auto* bad = std::get_if<Wrong>(&read);
        return bad ? bad->key : "";
    };
    CHECK(wrong(R"({"mentor":"m","pin":"246810","desk":"2"})") == "");
    CHECK(wrong(R"({"pin":"246810","desk":"2"})") == "sign_in.choose_name");
    CHECK(wrong(R"({"mentor":"m","pin":"2468","desk":"2"})") == "sign_in.type_pin");
    CHECK(wrong(R"({"mentor":"m","pin":"24681O","desk":"2"})") == "sign_in.type_pin");
    CHECK(wrong(R"({"mentor":"m","pin":"246810","desk":""})") == "sign_in.type_desk");
    CHECK(wrong(R"({"mentor":"m","pin":"246810","desk":"<1>"})") == "sign_in.type_desk");
    CHECK(wrong(R"({"mentor":"m","pin":"246810","desk":"12345"})") == "sign_in.type_desk");
    CHECK(wrong(R"({"mentor":["m"],"pin":246810,"desk":2})") == "sign_in.choose_name");
    for (const char* broken : {"", "[]", "nonsense", "{\"mentor\":", "null", "\xff"})
        CHECK(wrong(broken) == "problem.bad_request");
    CHECK(std::get<SignInAsked>(read_sign_in(R"({"mentor":"m","pin":"246810","desk":"b2"})")).desk == "B2");
}

TEST_CASE("a record holds only what the field knows, and a note without control characters") {
    accanto::content::Topics topics;
    topics.topics = {{"email", "", ""}, {"health", "", ""}};
    const auto read = [&](const nlohmann::json& changes) {
        nlohmann::json body = {
            {"topics", {"email"}}, {"help", "with"}, {"outcome", "done"}, {"obstacle", ""}, {"note", ""}};
        if (!changes.is_null())
            body.update(changes);
        return read_record(body.dump(), topics);
    };
    const auto key = [&](nlohmann::json changes) {
        const auto result = read(std::move(changes));
        const auto* bad = std::get_if<Wrong>(&result);
        return bad ? bad->key : "";
    };
    CHECK(key({}) == "");
    CHECK(key({{"topics", nlohmann::json::array()}}) == "record.missing_topic");
    CHECK(key({{"topics", {"email", "gossip"}}}) == "problem.bad_request");
    CHECK(key({{"topics", {1}}}) == "problem.bad_request");
    CHECK(key({{"help", ""}}) == "record.missing_help");
    CHECK(key({{"outcome", "splendid"}}) == "record.missing_outcome");
    CHECK(key({{"obstacle", "rain"}}) == "problem.bad_request");
    std::string letters;
    for (int i = 0; i < 600; ++i)
        letters += "é";
    CHECK(key({{"note", letters}}) == "");
    CHECK(key({{"note", letters + "é"}}) == "record.note_too_long");
    const auto record = std::get<accanto::point::ServiceRecord>(
        read({{"topics", {"email", "email", "health"}}, {"note", " one\ttwo\x01\nthree \n"}}));
    CHECK(record.topics == std::vector<std::string>{"email", "health"});
    CHECK(record.note == " onetwo\nthree");
}
