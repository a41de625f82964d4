#pragma once
// Publishing over HTTP, for publishers and whoever holds the hub's key: POST /v1/publish/... (sync/README.md, "Publishing").

#include "content/base/clock.h"
#include "sync/hub/http.h"
#include "sync/hub/publish.h"

namespace accanto::hub {

class PublishApi {
public:
    // All outlive this.
    PublishApi(Storage& storage, const Clock& clock, std::string zone)
        : m_storage(storage), m_clock(clock), m_zone(std::move(zone)) {}

    static bool is_asked(const wire::Message& request) { return request.path.starts_with("/v1/publish/"); }
    // The token was seen already. 200 with a JSON document; 400 and 404 with a sentence as plain text. Throws Error when the store fails.
    HttpAnswer answer(HttpRequest& request);

private:
    HttpAnswer bytes(HttpRequest& request);
    std::string change(const std::string& what, const std::string& body);

    Storage& m_storage;
    const Clock& m_clock;
    std::string m_zone;
};

// What the command line asks for, and what it is told.
struct PublishAnswer {
    std::string pack, title;
    int version = 0;
    bool everyone = false;
    std::vector<std::string> points;
};
std::string publish_json(const std::string& pack_sha256, const SignedList& list, const Audience& audience);
std::string renew_json(const SignedList& list);
std::string roll_out_json(const std::string& pack, const Audience& audience);
std::string take_back_json(const std::string& pack);
PublishAnswer told_of(std::string_view json);   // throws Error when it is none
int64_t kept_of(std::string_view json);
// What the log is to say of a question that was answered with 200.
struct PublishDeed {
    std::string what, about; // "content.publish", "starter 3"
};
PublishDeed deed_of(const std::string& path, std::string_view answer);

} // namespace accanto::hub
