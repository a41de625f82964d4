#pragma once
// One request and one answer as plain values, so that everything the desk does can be asked without a socket.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace accanto::desk {

struct Request {
    std::string method; // "GET"
    std::string path;   // decoded, without the query
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers; // names in lower case; the last of equal names
    std::string body;
    std::string from;    // address of the other end
    bool secure = false; // came over TLS

    std::string header(const std::string& lower_case_name) const; // "" when there is none
    std::string cookie(std::string_view name) const;              // "" when there is none
};

// A stream of server-sent events (WHATWG HTML, 9.2). Called by the one thread that serves the connection:
// waits for the next piece to write, at most two seconds. Nothing: the stream is over.
using Stream = std::function<std::optional<std::string>()>;

struct Reply {
    int status = 200;
    std::string type = "text/plain; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    Stream stream; // when set, `body` is not used
};

// Text as HTML shows it, in elements and in double-quoted attributes.
std::string escape_html(std::string_view text);
// JSON that may stand inside a <script> data block: no "<", ">" or "&" is left in it.
std::string escape_json_in_html(std::string_view json);

// RFC 9110 section 12.5.4: the first of `offered` that the reader accepts, by their weights; nothing when
// none.
std::optional<std::string> accepted_language(std::string_view header,
                                             const std::vector<std::string>& offered);

// RFC 9457. `code` names the problem for programs ("urn:accanto:problem:<code>"), `detail` is for people.
Reply problem(int status, const std::string& code, const std::string& title, const std::string& detail);
Reply json_reply(std::string json);
Reply see_other(const std::string& location);

} // namespace accanto::desk
