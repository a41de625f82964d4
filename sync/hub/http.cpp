#include "sync/hub/http.h"

#include "content/base/error.h"
#include "sync/hub/caller.h"

#include <fmt/format.h>
#include <httplib.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace accanto::hub {

namespace {

// The library's queue has no end and does not tell its length. Here who accepts connections waits for room, and the kernel
// keeps those that come meanwhile.
class Workers final : public httplib::TaskQueue {
public:
    Workers(size_t threads, size_t room) : m_room(room) {
        for (size_t i = 0; i < threads; ++i)
            m_threads.emplace_back([this] { work(); });
    }
    void enqueue(std::function<void()> job) override {
        {
            std::unique_lock lock(m_mutex);
            m_left.wait(lock, [&] { return m_jobs.size() < m_room; });
            m_jobs.push_back(std::move(job));
        }
        m_ready.notify_one();
    }
    void shutdown() override {
        {
            std::lock_guard lock(m_mutex);
            m_stop = true;
        }
        m_ready.notify_all();
        for (std::thread& thread : m_threads)
            thread.join();
    }
    double load() const {
        std::lock_guard lock(m_mutex);
        return double(m_jobs.size()) / double(m_room);
    }

private:
    void work() {
        for (;;) {
            std::unique_lock lock(m_mutex);
            m_ready.wait(lock, [&] { return m_stop || !m_jobs.empty(); });
            if (m_jobs.empty())
                return;
            auto job = std::move(m_jobs.front());
            m_jobs.pop_front();
            lock.unlock();
            m_left.notify_one();   // one accepts
            job();
        }
    }

    size_t m_room;
    mutable std::mutex m_mutex;
    std::condition_variable m_ready, m_left;
    std::deque<std::function<void()>> m_jobs;
    bool m_stop = false;
    std::vector<std::thread> m_threads;
};

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

HttpRequest request_of(const httplib::Request& from, const std::set<std::string>& proxies) {
    HttpRequest out;
    out.caller = caller_of(from.remote_addr, from.get_header_value("X-Real-IP"), proxies);
    wire::Message& m = out.message;
    m.method = from.method;
    size_t question = std::min(from.target.find('?'), from.target.size());
    m.path = from.target.substr(0, question);
    m.query = from.target.substr(question);
    for (const auto& [name, value] : from.headers)
        m.fields.emplace_back(lower(name), value);
    m.authority = lower(from.get_header_value("Host"));
    // Behind the proxy that speaks TLS; nothing but the cookie's Secure flag hangs on it.
    m.scheme = from.get_header_value("X-Forwarded-Proto") == "https" ? "https" : "http";
    return out;
}

// The library would unpack a body, pack an answer and cut a part out of it by itself, and the digests are of the bytes that travel.
// The request it hands out is its own and not const; taking these fields off it keeps its hands still.
void keep_bytes_as_they_are(const httplib::Request& request) {
    auto& headers = const_cast<httplib::Request&>(request).headers;
    headers.erase("Content-Encoding");
    headers.erase("Accept-Encoding");
    headers.erase("Content-Type");   // or a form with files is taken apart
    const_cast<httplib::Request&>(request).ranges.clear();
}

void write_answer(const HttpAnswer& from, httplib::Response& to) {
    to.status = from.status;
    std::string type = "text/plain; charset=utf-8";
    for (const auto& [name, value] : from.fields) {
        if (name == "content-type")
            type = value;
        else
            to.set_header(name, value);
    }
    if (!from.stream) {
        to.set_content(from.body, type);
        return;
    }
    to.set_chunked_content_provider(type, [stream = from.stream](size_t, httplib::DataSink& sink) {
        bool listening = true;
        stream([&](std::string_view bytes) { return listening = listening && sink.write(bytes.data(), bytes.size()); });
        if (listening)
            sink.done();
        return listening;
    });
}

} // namespace

struct HttpServer::Inner {
    HttpOptions options;
    Handler handler;
    Admission admission;
    httplib::Server server;
    Workers* workers = nullptr;   // made and deleted by the library
    int port = 0;
    socket_t listening = INVALID_SOCKET;
    std::mutex mutex;
    bool running = false, stopping = false;

    // The answer to give without reading the body, if any.
    bool turned_away(const httplib::Request& request, httplib::Response& response) {
        auto answer = admission(request_of(request, options.proxies), workers ? workers->load() : 0.0);
        if (!answer)
            return false;
        write_answer(*answer, response);
        response.set_header("Connection", "close");   // the unread body is still on its way
        return true;
    }
    void answer(const httplib::Request& request, httplib::Response& response, const httplib::ContentReader* reader) {
        HttpRequest ours = request_of(request, options.proxies);
        bool read = reader == nullptr;
        ours.read_body = [&](size_t limit) -> std::optional<std::string> {
            std::string body;
            if (read)
                return body;
            read = true;
            bool whole = (*reader)([&](const char* data, size_t size) {
                body.append(data, size);
                return body.size() <= limit;
            });
            return whole && body.size() <= limit ? std::optional(body) : std::nullopt;
        };
        keep_bytes_as_they_are(request);
        write_answer(handler(ours), response);
        if (!read || (workers && workers->load() > 0))
            response.set_header("Connection", "close");   // others wait for this thread
    }
    void set_up();
};

void HttpServer::Inner::set_up() {
    server.new_task_queue = [this] { return workers = new Workers(options.threads, options.waiting); };
    server.set_tcp_nodelay(true);
    server.set_socket_options([this](socket_t socket) {
        httplib::default_socket_options(socket);
        listening = socket;
    });
    server.set_keep_alive_max_count(100'000);
    server.set_keep_alive_timeout(options.keep_alive_s);
    server.set_read_timeout(20);
    server.set_write_timeout(20);
    server.set_payload_max_length(65 << 20);   // each reader of a body has a limit of its own; the highest is a pack's, on a page
    server.set_expect_100_continue_handler([this](const httplib::Request& request, httplib::Response& response) {
        return turned_away(request, response) ? response.status : 100;
    });
    server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
        return turned_away(request, response) ? httplib::Server::HandlerResponse::Handled
                                              : httplib::Server::HandlerResponse::Unhandled;
    });
    server.set_exception_handler([](const httplib::Request& request, httplib::Response& response, std::exception_ptr failure) {
        try {
            std::rethrow_exception(failure);
        } catch (const std::exception& e) {
            spdlog::error("{} {}: {}", request.method, request.path, e.what());
        }
        response.status = 500;
        response.set_content("The hub could not do this now.\n", "text/plain; charset=utf-8");
    });
    server.Get(".*", [this](const httplib::Request& request, httplib::Response& response) { answer(request, response, nullptr); });
    server.Post(".*", [this](const httplib::Request& request, httplib::Response& response, const httplib::ContentReader& reader) {
        answer(request, response, &reader);
    });
}

HttpServer::HttpServer(const HttpOptions& options, Handler handler, Admission admission) : m_inner(std::make_unique<Inner>()) {
    m_inner->options = options;
    m_inner->handler = std::move(handler);
    m_inner->admission = std::move(admission);
    m_inner->set_up();
    if (options.port == 0)
        m_inner->port = m_inner->server.bind_to_any_port(options.host);
    else if (m_inner->server.bind_to_port(options.host, options.port))
        m_inner->port = options.port;
    if (m_inner->port <= 0)
        throw Error(fmt::format("cannot listen on {}:{}: the address is wrong or taken", options.host, options.port), errno);
    // The library lets five wait to be accepted. Who comes next would knock again after a second (RFC 6298, 2.1), and a region that comes
    // back comes at the same moment. Asking again is how the room is made larger (listen(2)); the system has its own limit.
    if (listen(m_inner->listening, int(options.waiting)) != 0)
        throw Error(fmt::format("cannot listen on {}:{}", options.host, options.port), errno);
}

HttpServer::~HttpServer() = default;

int HttpServer::port() const { return m_inner->port; }

void HttpServer::run() {
    {
        std::lock_guard lock(m_inner->mutex);
        if (m_inner->stopping)
            return;
        m_inner->running = true;
    }
    bool good = m_inner->server.listen_after_bind();
    {
        std::lock_guard lock(m_inner->mutex);
        m_inner->running = false;
    }
    if (!good)
        throw Error("the server stopped listening", errno);
}

// The library forgets a stop that comes before it accepts, and must not be told twice.
void HttpServer::stop() {
    std::unique_lock lock(m_inner->mutex);
    if (std::exchange(m_inner->stopping, true))
        return;
    while (m_inner->running && !m_inner->server.is_running()) {
        lock.unlock();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        lock.lock();
    }
    m_inner->server.stop();
}

LocalAnswer local_post(const std::string& host, int port, const std::string& path, const std::string& bearer, const std::string& type,
                       const std::string& body) {
    httplib::Client client(host, port);
    client.set_connection_timeout(2);
    client.set_read_timeout(10);
    auto answer = client.Post(path, {{"Authorization", "Bearer " + bearer}}, body, type);
    return answer ? LocalAnswer{answer->status, answer->body} : LocalAnswer{};
}

} // namespace accanto::hub
