#include "sync/hub/multipart.h"

#include <doctest/doctest.h>

using accanto::hub::parts_of_form;

namespace {

constexpr const char* type = "multipart/form-data; boundary=----WebKitFormBoundaryx";

std::string part(const std::string& head, const std::string& body) {
    return "------WebKitFormBoundaryx\r\n" + head + "\r\n\r\n" + body + "\r\n";
}

} // namespace

TEST_CASE("a form with files is taken apart, byte for byte") {
    const std::string bytes = std::string(1, '\0') + "\r\n--\r\n\r\n\xff end\r";
    const std::string body = part("Content-Disposition: form-data; name=\"pack\"; "
                                  "filename=\"name=x.zst\"\r\nContent-Type: application/zstd",
                                  bytes) +
                             part("content-disposition: form-data; filename=\"a\"; name=\"list\"", "") +
                             part("Content-Disposition: form-data; name=\"pack\"", "second") +
                             "------WebKitFormBoundaryx--\r\n";
    const auto parts = parts_of_form(type, body);
    REQUIRE(parts.size() == 2);
    CHECK(parts.at("pack") == bytes);
    CHECK(parts.at("list").empty());
}

TEST_CASE("what is no form, or is cut off anywhere, is none") {
    const std::string body =
        part("Content-Disposition: form-data; name=\"pack\"", "bytes") + "------WebKitFormBoundaryx--\r\n";
    REQUIRE(parts_of_form(type, body).size() == 1);
    for (size_t end = 0; end + 2 < body.size(); ++end)
        CHECK_MESSAGE(parts_of_form(type, body.substr(0, end)).empty(), end);
    CHECK(parts_of_form("application/x-www-form-urlencoded", body).empty());
    CHECK(parts_of_form("multipart/form-data", body).empty());
    CHECK(parts_of_form("multipart/form-data; boundary=", body).empty());
    CHECK(parts_of_form("multipart/form-data; boundary=other", body).empty());
}
