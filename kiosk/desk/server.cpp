#include "kiosk/desk/server.h"

#include "content/base/error.h"
#include "kiosk/desk/connections.h"
#include "kiosk/desk/guard.h"

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace accanto::desk {

namespace {

constexpr size_t most_connections = Desk::most_streams + 60; // streams never take the threads of requests
constexpr size_t longest_body = 64 * 1024;

class Threads final : public httplib::TaskQueue {
public:
    Threads() : m_threads(most_connections) {}
    void enqueue(std::function<void()> work) override { m_threads.run(std::move(work)); }
    void shutdown() override { m_threads.finish(); }

private:
    ConnectionThreads m_threads;
};

Request read(const httplib::Request& from, bool secure) {
    Request request;
    request.method = from.method;
    request.path = from.path;
    for (const auto& [name, value] : from.params)
        request.query[name] = value;
    for (const auto& [name, value] : from.headers) {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return char(std::tolower(c)); });
        request.headers[lower] = value;
    }
    request.body = from.body;
    request.from = from.remote_addr;
    request.secure = secure;
    return request;
}

void write(const Reply& reply, httplib::Response& to) {
    to.status = reply.status;
    for (const auto& [name, value] : reply.headers)
        to.set_header(name, value);
    if (!to.has_header("Cache-Control"))
        to.set_header("Cache-Control", "no-store");
    if (!reply.stream) {
        to.set_content(reply.body, reply.type);
        return;
    }
    const auto stream = std::make_shared<Stream>(reply.stream);
    to.set_chunked_content_provider(reply.type, [stream](size_t, httplib::DataSink& sink) {
        const auto piece = (*stream)();
        if (!piece) {
            sink.done();
            return true;
        }
        return sink.write(piece->data(), piece->size());
    });
}

// What the library refuses by itself (a body too large, a request it cannot read) is a problem like any
// other.
void explain(const httplib::Request&, httplib::Response& response) {
    if (!response.body.empty() || response.status < 400)
        return;
    const Reply reply =
        response.status == 413
            ? problem(413, "too_large", "Too large", "At most 64 KiB can be sent at once.")
            : problem(response.status, "bad_request", "Not understood", "This is no request the desk knows.");
    write(reply, response);
}

std::unique_ptr<httplib::Server> secure_server(const Tls& tls) {
    const auto set_up = [&tls](SSL_CTX& context) {
        return SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION) == 1 &&
               SSL_CTX_use_certificate_chain_file(&context, tls.certificate.c_str()) == 1 &&
               SSL_CTX_use_PrivateKey_file(&context, tls.key.c_str(), SSL_FILETYPE_PEM) == 1 &&
               SSL_CTX_check_private_key(&context) == 1;
    };
    auto server = std::make_unique<httplib::SSLServer>(set_up);
    if (!server->is_valid())
        throw Error("the certificate " + tls.certificate.string() + " or its key " + tls.key.string() +
                        " cannot be used: are both there, readable, in PEM, and do they belong together?",
                    0);
    return server;
}

} // namespace

Tls tls_of(const Settings::Desk& settings) {
    if (settings.certificate.empty() && !settings.plain_http && !is_loopback(settings.listen))
        throw Error("on " + settings.listen +
                        " everybody on the network could read PINs and records along: give desk.certificate "
                        "and desk.key "
                        "in the settings (accanto-desk certificate makes both), or say desk.plain_http = "
                        "true where you "
                        "trust all who are on that network",
                    0);
    return {settings.certificate, settings.key};
}

struct Server::Inner {
    std::unique_ptr<httplib::Server> server;
    int port = 0;
    std::atomic<bool> stopping = false, ended = true;
};

Server::Server(Desk& desk, const std::string& address, int port, const Tls& tls)
    : m_inner(std::make_unique<Inner>()) {
    const bool secure = !tls.certificate.empty();
    m_inner->server = secure ? secure_server(tls) : std::make_unique<httplib::Server>();
    httplib::Server& server = *m_inner->server;

    server.new_task_queue = [] { return new Threads; };
    server.set_payload_max_length(longest_body);
    server.set_keep_alive_max_count(200);
    server.set_keep_alive_timeout(5);
    server.set_read_timeout(5);
    server.set_write_timeout(5);
    server.set_tcp_nodelay(true);
    // The library's own choice (SO_REUSEPORT) would let a second desk share the port in silence.
    server.set_socket_options([](socket_t socket) {
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    httplib::Headers headers;
    for (const auto& [name, value] : security_headers())
        headers.emplace(name, value);
    if (secure)
        headers.emplace("Strict-Transport-Security", "max-age=31536000");
    server.set_default_headers(headers);
    server.set_error_handler(httplib::Server::Handler(explain));

    const auto answer = [&desk, secure](const httplib::Request& request, httplib::Response& response) {
        write(desk.answer(read(request, secure)), response);
    };
    const char* everything = R"([^]*)";
    server.Get(everything, answer);
    server.Post(everything, answer);

    m_inner->port = port == 0                            ? server.bind_to_any_port(address)
                    : server.bind_to_port(address, port) ? port
                                                         : -1;
    if (m_inner->port <= 0)
        throw Error("cannot listen on " + address + " port " + std::to_string(port) +
                        ": is another program using it, or is the address not of this machine?",
                    0);
}

Server::~Server() = default;

int Server::port() const {
    return m_inner->port;
}

void Server::run() {
    m_inner->ended = false;
    if (!m_inner->stopping)
        m_inner->server->listen_after_bind();
    m_inner->ended = true;
}

// The library forgets a stop() that comes before its loop has begun: it is told until the loop has ended.
void Server::stop() {
    m_inner->stopping = true;
    while (!m_inner->ended) {
        m_inner->server->stop();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

} // namespace accanto::desk
