#pragma once
// Which addresses of this machine can be used now, from what the kernel tells of links and addresses (rtnetlink(7)). Pure.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace accanto::agent {

class Links {
public:
    // One datagram of the kernel's, with whole messages. True when an address can be used that could not before: a network has come. False for
    // all else, above all for an address that was only promised for longer (DHCP does that all day), and for what leads nowhere: the loopback,
    // addresses of one link alone (fe80::/10, 169.254/16), and those of a day (RFC 8981), which come beside another. Of what is cut off or
    // malformed, the rest is passed over.
    bool hear(std::string_view datagram);

private:
    using Address = std::pair<int, std::string>;   // index of its link; 4 or 16 bytes
    void hear_link(bool is_new, std::string_view message);
    void hear_address(bool is_new, std::string_view message);
    std::set<Address> usable() const;

    std::map<int, bool> m_carries;   // by index: whether something is at the other end; never the loopback
    std::set<Address> m_addresses;
};

} // namespace accanto::agent
