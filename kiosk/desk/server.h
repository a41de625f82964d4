#pragma once
// HTTP/1.1 around the desk.

#include "kiosk/desk/desk.h"

#include <filesystem>
#include <memory>
#include <string>

namespace accanto::desk {

struct Tls {
    std::filesystem::path certificate, key; // PEM; both empty: plain HTTP
};

class Server {
public:
    // Binds. `port` 0 takes any free one. Throws Error when the address is taken or the certificate cannot be
    // used. `desk` outlives this.
    Server(Desk& desk, const std::string& address, int port, const Tls& tls);
    ~Server();

    int port() const;
    void run();  // serves until stop(); returns when every connection has ended
    void stop(); // any thread

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

} // namespace accanto::desk
