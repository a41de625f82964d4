#include "tests/house/network.h"

#include <algorithm>
#include <cstdio>
#include <sstream>
#include <stdexcept>

namespace accanto::house {

namespace {

const std::vector<std::string> functions = {
    "socket",        "connect",     "bind",          "listen",         "accept",          "accept4",
    "sendto",        "recvfrom",    "sendmsg",       "recvmsg",        "sendmmsg",        "recvmmsg",
    "getaddrinfo",   "getnameinfo", "gethostbyname", "gethostbyname2", "gethostbyname_r", "gethostbyaddr",
    "getaddrinfo_a", "res_query",   "res_search",    "__res_query",
};
const std::vector<std::string> function_families = {
    "SSL_", "TLS_", "BIO_", "curl_", "PQ", "nghttp2_", "soup_", "g_socket_", "g_resolver_", "SDLNet_"};
const std::vector<std::string> libraries = {"libcurl",     "libssl",   "libpq",         "libcpp-httplib",
                                            "libnghttp",   "libsoup",  "libmicrohttpd", "libgnutls",
                                            "libSDL2_net", "libresolv", "libcups"};

std::string output_of(const std::string& command) {
    FILE* pipe = popen(command.c_str(), "r");
    if (!pipe)
        throw std::runtime_error("cannot run " + command);
    std::string out;
    char buffer[4096];
    while (size_t n = fread(buffer, 1, sizeof buffer, pipe))
        out.append(buffer, n);
    if (pclose(pipe) != 0)
        throw std::runtime_error("failed: " + command);
    return out;
}

bool begins(const std::string& text, const std::vector<std::string>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const std::string& b) { return text.starts_with(b); });
}

} // namespace

std::vector<std::string> network_code_in(const std::filesystem::path& program) {
    std::string quoted = "'" + program.string() + "'";
    std::vector<std::string> out;
    std::istringstream symbols(output_of("LC_ALL=C nm --dynamic --undefined-only --format=posix " + quoted));
    int imported = 0;
    for (std::string line; std::getline(symbols, line); ++imported) {
        std::string name = line.substr(0, line.find_first_of(" @"));
        if (std::find(functions.begin(), functions.end(), name) != functions.end() ||
            begins(name, function_families))
            out.push_back("imports " + name);
    }
    if (imported == 0)
        throw std::runtime_error(program.string() + " imports nothing at all: not a program of ours");

    std::istringstream dynamic(output_of("LC_ALL=C readelf --dynamic --wide " + quoted));
    for (std::string line; std::getline(dynamic, line);) {
        size_t open = line.find('['), close = line.find(']');
        if (line.find("(NEEDED)") == std::string::npos || open == std::string::npos ||
            close == std::string::npos)
            continue;
        std::string library = line.substr(open + 1, close - open - 1);
        if (begins(library, libraries))
            out.push_back("needs " + library);
    }
    return out;
}

} // namespace accanto::house
