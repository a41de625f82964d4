#include "content/base/error.h"
#include "sync/agent/transport.h"
#include "sync/wire/desired.h"

#include <curl/curl.h>

#include <algorithm>

namespace accanto::agent {

namespace {

constexpr size_t longest_answer = wire::max_desired_bytes;   // no other is longer

void check(CURLcode code) {
    if (code != CURLE_OK)
        throw Error(std::string("curl: ") + curl_easy_strerror(code), code);
}

class CurlTransport final : public Transport {
public:
    CurlTransport(const HubAddress& hub, const CurlLimits& limits) : m_hub(hub), m_stop(limits.stop) {
        static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
        check(started);
        m_curl = curl_easy_init();
        if (!m_curl)
            throw Error("curl: no handle", 0);
        set_up(limits);
    }
    ~CurlTransport() override { curl_easy_cleanup(m_curl); }
    CurlTransport(const CurlTransport&) = delete;

    Reply send(const wire::Message& request, const std::string& body) override;

private:
    void set_up(const CurlLimits& limits);
    template <typename T>
    void set(CURLoption option, T value) {
        check(curl_easy_setopt(m_curl, option, value));
    }
    static size_t on_body(char* data, size_t size, size_t count, void* to) {
        auto& reply = *static_cast<Reply*>(to);
        if (reply.body.size() + size * count > longest_answer)
            return 0;
        reply.body.append(data, size * count);
        return size * count;
    }
    static size_t on_field(char* data, size_t size, size_t count, void* to);

    static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        return static_cast<CurlTransport*>(self)->m_stop->load() ? 1 : 0;
    }

    HubAddress m_hub;
    const std::atomic<bool>* m_stop;
    CURL* m_curl = nullptr;
};

void CurlTransport::set_up(const CurlLimits& limits) {
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);   // a portal's redirect is no answer of the hub's
    set(CURLOPT_CONNECTTIMEOUT, long(limits.connect_s));
    set(CURLOPT_TIMEOUT, long(limits.total_s));
    if (limits.certificate == Certificate::any) {
        set(CURLOPT_SSL_VERIFYPEER, 0L);
        set(CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (m_stop) {
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFODATA, this);
        set(CURLOPT_XFERINFOFUNCTION, &CurlTransport::on_progress);
    }
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_2TLS));
    set(CURLOPT_USERAGENT, "accanto-sync/" ACCANTO_VERSION);
    set(CURLOPT_WRITEFUNCTION, &CurlTransport::on_body);
    set(CURLOPT_HEADERFUNCTION, &CurlTransport::on_field);
}

size_t CurlTransport::on_field(char* data, size_t size, size_t count, void* to) {
    std::string_view line(data, size * count);
    auto& reply = *static_cast<Reply*>(to);
    if (line.starts_with("HTTP/"))   // a further answer after "100 Continue"
        reply.message.fields.clear();
    size_t colon = line.find(':');
    if (colon != std::string_view::npos && !line.starts_with("HTTP/")) {
        std::string name(line.substr(0, colon));
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return char(std::tolower(c)); });
        std::string_view value = line.substr(colon + 1);
        while (!value.empty() && (value.back() == '\r' || value.back() == '\n'))
            value.remove_suffix(1);
        reply.message.fields.emplace_back(std::move(name), value);
    }
    return size * count;
}

Reply CurlTransport::send(const wire::Message& request, const std::string& body) {
    Reply reply;
    curl_slist* fields = nullptr;
    auto add = [&](const std::string& line) { fields = curl_slist_append(fields, line.c_str()); };
    add("Host: " + request.authority);
    add("Expect:");   // one round trip less; the hub turns a push away before its body anyway
    for (const auto& [name, value] : request.fields)
        add(name + ": " + value);
    std::string url = m_hub.url() + request.path + request.query;
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_HTTPHEADER, fields);
    set(CURLOPT_WRITEDATA, &reply);
    set(CURLOPT_HEADERDATA, &reply);
    if (request.method == "POST") {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.size()));
        set(CURLOPT_POSTFIELDS, body.data());
    } else {
        set(CURLOPT_HTTPGET, 1L);
    }
    CURLcode code = curl_easy_perform(m_curl);
    curl_slist_free_all(fields);
    if (code != CURLE_OK) {
        reply = Reply{};
        reply.failure = curl_easy_strerror(code);
        long sent_bytes = 0;
        curl_easy_getinfo(m_curl, CURLINFO_REQUEST_SIZE, &sent_bytes);
        reply.timed_out = code == CURLE_OPERATION_TIMEDOUT && sent_bytes > 0;
        return reply;
    }
    long status = 0;
    curl_easy_getinfo(m_curl, CURLINFO_RESPONSE_CODE, &status);
    reply.status = int(status);
    reply.message.status = int(status);
    return reply;
}

} // namespace

std::optional<HubAddress> parse_hub_address(std::string_view url) {
    HubAddress out;
    for (std::string_view scheme : {"https", "http"})
        if (url.starts_with(scheme) && url.substr(scheme.size()).starts_with("://")) {
            out.scheme = scheme;
            url.remove_prefix(scheme.size() + 3);
            break;
        }
    if (url.ends_with('/'))
        url.remove_suffix(1);
    bool odd = std::any_of(url.begin(), url.end(), [](unsigned char c) { return c <= ' ' || c > '~' || c == '/' || c == '?' || c == '#' || c == '@'; });
    if (out.scheme.empty() || url.empty() || odd)
        return std::nullopt;
    out.authority = url;
    std::transform(out.authority.begin(), out.authority.end(), out.authority.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    // A default port is left out of the Host field by every client; what is signed must be what is sent.
    std::string usual = out.scheme == "https" ? ":443" : ":80";
    if (out.authority.ends_with(usual))
        out.authority.resize(out.authority.size() - usual.size());
    return out;
}

std::unique_ptr<Transport> curl_transport(const HubAddress& hub, const CurlLimits& limits) {
    return std::make_unique<CurlTransport>(hub, limits);
}

} // namespace accanto::agent
