#include "sync/agent/probe.h"

#include "sync/wire/exchange.h"
#include "sync/wire/headers.h"

#include <netdb.h>

#include <fstream>
#include <sstream>

namespace accanto::agent {

namespace {

namespace fs = std::filesystem;

std::string first_line(const fs::path& file) {
    std::ifstream in(file);
    std::string out;
    std::getline(in, out);
    return out;
}

// "" when one is up; else what there is.
std::string link_trouble(const fs::path& net) {
    std::string seen;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(net, none)) {
        const std::string name = entry.path().filename();
        if (name == "lo")
            continue;
        const std::string state = first_line(entry.path() / "operstate");
        // "unknown" is what a few drivers say of a link that works; its carrier tells.
        if (state == "up" || (state == "unknown" && first_line(entry.path() / "carrier") == "1"))
            return {};
        seen += (seen.empty() ? "" : ", ") + name + " is " + state;
    }
    return seen.empty() ? "this machine has no network device" : seen;
}

// An address of a network brings a way into it: of IPv4 in `route` (proc_pid_net(5)), but for 169.254/16, which a machine gives
// itself when nobody else does; of IPv6 in `if_inet6`, of global scope.
bool has_address(const fs::path& proc_net) {
    std::ifstream routes(proc_net / "route");
    std::string line, device, destination;
    std::getline(routes, line); // the heads of its columns
    while (std::getline(routes, line)) {
        std::istringstream in(line);
        if (in >> device >> destination && device != "lo" && destination != "0000FEA9")
            return true;
    }
    std::ifstream addresses(proc_net / "if_inet6");
    for (std::string address, index, prefix, scope, flags; addresses >> address >> index >> prefix >> scope >> flags >> device;)
        if (scope == "00" && device != "lo")
            return true;
    return false;
}

std::string system_resolve(const std::string& host) {
    addrinfo wanted{}, *found = nullptr;
    wanted.ai_socktype = SOCK_STREAM;
    const int result = getaddrinfo(host.c_str(), nullptr, &wanted, &found);
    if (result != 0)
        return host + ": " + gai_strerror(result);
    freeaddrinfo(found);
    return {};
}

// Of "hub.example.org:8443", "[::1]:8470".
std::string host_of(const std::string& authority) {
    if (authority.starts_with('['))
        return authority.substr(1, authority.find(']') - 1);
    return authority.substr(0, authority.find(':'));
}

bool is_here(const std::string& host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

wire::Message question(const HubAddress& hub, const std::string& path) {
    wire::Message out;
    out.method = "GET";
    out.scheme = hub.scheme;
    out.authority = hub.authority;
    out.path = path;
    return out;
}

// "" when the hub itself has answered.
std::string hub_trouble(const HubAddress& hub, const std::optional<Identity>& identity, const Clock& clock, Transport& transport, const Reply& well) {
    if (well.status != 200)
        return "the server answers with " + std::to_string(well.status);
    if (!identity)
        return {};
    wire::Message request = question(hub, "/v1/state");
    request.set("accanto-clock", wire::to_field({clock.wall_ms(), clock.mono_ms(), clock.boot(), wire::ClockQuality::unknown}));
    wire::sign(request, wire::get_components(), {"kiosk", identity->kiosk, clock.wall_ms() / 1000}, identity->key);
    Reply reply = transport.send(request, "");
    reply.message.request = &request;
    if (reply.status == 0)
        return reply.failure;
    if (!wire::is_genuine(reply.message, reply.body, "hub", identity->hub_key))
        return "the answer is not signed by the hub: something stands between, such as a page to sign in to this network";
    return reply.status == 200 ? "" : "the hub refuses this kiosk (" + std::to_string(reply.status) + ")";
}

} // namespace

ProbeEyes system_eyes() { return {"/sys/class/net", "/proc/net", system_resolve, [](const HubAddress& hub) { return curl_transport(hub); }}; }

std::vector<store::NetworkStep> look_at_network(const HubAddress& hub, const std::optional<Identity>& identity, const Clock& clock, const ProbeEyes& eyes) {
    std::vector<store::NetworkStep> out;
    const auto add = [&](const char* step, std::string trouble) {
        const bool good = trouble.empty();
        out.push_back({step, good, std::move(trouble)});
        return good;
    };
    const std::string host = host_of(hub.authority);
    const bool here = is_here(host);
    if (!add("link", here ? "" : link_trouble(eyes.net)) || !add("address", here || has_address(eyes.proc_net) ? "" : "no device has an address of a network") ||
        !add("dns", eyes.resolve(host)))
        return out;
    const auto transport = eyes.open(hub);
    const Reply well = transport->send(question(hub, "/healthz"), "");
    if (add("tls", well.status == 0 ? well.failure : ""))
        add("hub", hub_trouble(hub, identity, clock, *transport, well));
    return out;
}

} // namespace accanto::agent
