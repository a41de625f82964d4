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

// What the settings say of it. Throws Error, with what to do, where people's PINs and records would cross a
// network in plain text and nobody said that this is wanted.
Tls tls_of(const Settings::Desk& settings);

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
