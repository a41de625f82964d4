#pragma once
// HTTP as the hub's own code sees it; http.cpp alone knows the library behind it.

#include "sync/wire/signature.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace accanto::hub {

struct HttpRequest {
    wire::Message message;   // field names in lower case; path as sent, query with its '?'
    std::string caller;      // whose wrong tries are counted (caller.h)
    // The body as it travelled, read when asked for. Nothing when it is longer than `limit` or was cut off. Once.
    std::function<std::optional<std::string>(size_t limit)> read_body;
};

struct HttpAnswer {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> fields;   // content-type among them
    std::string body;
    // Instead of a body: called with a writer until it returns; the writer answers false when nobody listens any more.
    std::function<void(const std::function<bool(std::string_view)>& write)> stream;
};

struct HttpOptions {
    std::string host = "127.0.0.1";
    int port = 8470;                 // 0: any free one
    size_t threads = 32;
    size_t waiting = 1024;           // connections that may wait for a thread, and as many to be accepted
    int keep_alive_s = 5;
    std::set<std::string> proxies;   // addresses of ours on other machines, which say whom they ask for (caller.h)
};

class HttpServer {
public:
    using Handler = std::function<HttpAnswer(HttpRequest&)>;
    // Asked before a body is read, with the share of waiting room taken (0 to 1): an answer here is the answer.
    using Admission = std::function<std::optional<HttpAnswer>(const HttpRequest&, double load)>;

    // Binds at once. Throws Error when the address is taken or wrong.
    HttpServer(const HttpOptions& options, Handler handler, Admission admission);
    ~HttpServer();

    int port() const;
    void run();    // until stop(); then finishes the requests under way
    void stop();   // from any thread

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

// One request to a hub on this machine, for the command line beside a running one.
struct LocalAnswer {
    int status = 0;   // 0: nobody answers
    std::string body;
};
LocalAnswer local_post(const std::string& host, int port, const std::string& path, const std::string& bearer, const std::string& type,
                       const std::string& body);

} // namespace accanto::hub
