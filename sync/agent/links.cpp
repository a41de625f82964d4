#include "sync/agent/links.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

#include <linux/rtnetlink.h>
#include <net/if.h>

namespace accanto::agent {

namespace {

// Copied out: nothing says how a datagram is aligned.
template <typename Head>
std::optional<Head> take(std::string_view& from) {
    if (from.size() < sizeof(Head))
        return std::nullopt;
    Head out;
    std::memcpy(&out, from.data(), sizeof out);
    from.remove_prefix(std::min(from.size(), size_t(NLMSG_ALIGN(sizeof out))));
    return out;
}

bool leads_nowhere(const ifaddrmsg& head, std::string_view address) {
    return head.ifa_scope != RT_SCOPE_UNIVERSE || (head.ifa_family == AF_INET && address.starts_with("\xa9\xfe"));
}

} // namespace

std::set<Links::Address> Links::usable() const {
    std::set<Address> out;
    for (const Address& one : m_addresses)
        if (const auto link = m_carries.find(one.first); link != m_carries.end() && link->second)
            out.insert(one);
    return out;
}

bool Links::hear(std::string_view datagram) {
    const std::set<Address> before = usable();
    while (datagram.size() >= sizeof(nlmsghdr)) {
        nlmsghdr head;
        std::memcpy(&head, datagram.data(), sizeof head);
        if (head.nlmsg_len < sizeof head || head.nlmsg_len > datagram.size())
            break;
        const std::string_view message = datagram.substr(sizeof head, head.nlmsg_len - sizeof head);
        switch (head.nlmsg_type) {
        case RTM_NEWLINK:
        case RTM_DELLINK: hear_link(head.nlmsg_type == RTM_NEWLINK, message); break;
        case RTM_NEWADDR:
        case RTM_DELADDR: hear_address(head.nlmsg_type == RTM_NEWADDR, message); break;
        default: break;
        }
        datagram.remove_prefix(std::min(datagram.size(), size_t(NLMSG_ALIGN(head.nlmsg_len))));
    }
    const std::set<Address> now = usable();
    return !std::includes(before.begin(), before.end(), now.begin(), now.end());
}

void Links::hear_link(bool is_new, std::string_view message) {
    const auto head = take<ifinfomsg>(message);
    // A bridge speaks of its ports in messages of its own family: they are links still when they leave it.
    if (!head || head->ifi_family != AF_UNSPEC || (head->ifi_flags & IFF_LOOPBACK))
        return;
    if (is_new)
        m_carries[head->ifi_index] = (head->ifi_flags & IFF_UP) && (head->ifi_flags & IFF_RUNNING);
    else
        m_carries.erase(head->ifi_index);
}

void Links::hear_address(bool is_new, std::string_view message) {
    const auto head = take<ifaddrmsg>(message);
    if (!head)
        return;
    std::string address;
    uint32_t flags = head->ifa_flags;
    for (std::string_view rest = message; rest.size() >= sizeof(rtattr);) {
        rtattr attribute;
        std::memcpy(&attribute, rest.data(), sizeof attribute);
        if (attribute.rta_len < sizeof attribute || attribute.rta_len > rest.size())
            break;
        const std::string_view value = rest.substr(sizeof attribute, attribute.rta_len - sizeof attribute);
        // Where there is a peer, IFA_ADDRESS is the peer's, and ours is IFA_LOCAL.
        if (attribute.rta_type == IFA_LOCAL || (attribute.rta_type == IFA_ADDRESS && address.empty()))
            address = value;
        else if (attribute.rta_type == IFA_FLAGS && value.size() == sizeof flags)
            std::memcpy(&flags, value.data(), sizeof flags);
        rest.remove_prefix(std::min(rest.size(), size_t(RTA_ALIGN(attribute.rta_len))));
    }
    if (address.empty() || leads_nowhere(*head, address))
        return;
    // Tentative: whether another has it is still being asked (RFC 4862, 5.4); the answer is told as the address once more.
    constexpr uint32_t not_to_be_used = IFA_F_TENTATIVE | IFA_F_DADFAILED | IFA_F_DEPRECATED;
    constexpr uint32_t of_a_day = IFA_F_TEMPORARY;   // of IPv4 the same bit is a second address, which is as good as the first
    const bool counts = is_new && !(flags & not_to_be_used) && !(head->ifa_family == AF_INET6 && (flags & of_a_day));
    Address one{int(head->ifa_index), std::move(address)};
    if (counts)
        m_addresses.insert(std::move(one));
    else
        m_addresses.erase(one);
}

} // namespace accanto::agent
