#include "content/base/bytes.h"
#include "sync/agent/link_watch.h"

#include <doctest/doctest.h>

#include <cerrno>
#include <cstddef>
#include <thread>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

using namespace accanto;
using namespace accanto::agent;

namespace {

// Recorded from a kernel (6.18), as it told of a pair of veth; of links without the attributes, which nobody reads, so that their
// length (first four bytes) is another.
constexpr const char *loopback_up = "2000000010000000000000000000000000000403010000004900010001000000",
                     *loopback_address = "4c000000140000000000000000000000020880fe01000000080001007f000001080002007f000001070003006c6f0000080008008000000014000600ffffffffffffffffea304800ea304800",
                     *link_without_carrier = "2000000010000000000000000000000000000100030000000310000001000000",
                     *link_carries = "2000000010000000000000000000000000000100030000004310010000000000",
                     *link_is_gone = "20000000110000000000000000000000000001000300000002100000ffffffff",
                     *address = "4c00000014000000e5e90b6b7c1c0000021800000300000008000100c000020708000200c00002070700030076300000080008000000000014000600e8030000e80300008d3448008d344800",
                     *address_for_longer = "4c00000014000000e5e90b6b931c0000021800000300000008000100c000020708000200c00002070700030076300000080008000000000014000600d0070000d00700008d344800ac344800",
                     *address_is_gone = "4c00000015000000ede90b6b811e0000021800000300000008000100c000020708000200c00002070700030076300000080008000000000014000600c9070000c90700008d344800ac344800",
                     *address_of_one_link = "500000001400000000000000000000000a4080fd0300000014000100fe80000000000000fcd0f6fffe048c8e14000600ffffffffffffffffff324800ff324800080008008000000005000b0003000000",
                     *tentative = "480000001400000000000000000000000a40c000030000001400010020010db800000000000000000000000714000600ffffffffffffffffcb344800cb34480008000800c0000000",
                     *no_longer_tentative = "480000001400000000000000000000000a408000030000001400010020010db800000000000000000000000714000600ffffffffffffffffcb344800cb3448000800080080000000";

std::string bytes(std::string_view hex) {
    std::string out;
    int half = -1;
    for (const char c : hex) {
        const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
        if (half >= 0)
            out += char(half * 16 + digit);
        half = half >= 0 ? -1 : digit;
    }
    return out;
}

struct Heard {
    Links links;
    bool operator()(std::string_view hex) { return links.hear(bytes(hex)); }
};

// What RestrictAddressFamilies= of a unit does (systemd.exec(5)), to the calling thread, for good.
bool forbid_netlink() {
    sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EAFNOSUPPORT),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{sizeof rules / sizeof *rules, rules};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

} // namespace

TEST_CASE("a network has come with the address of a link that carries, whichever of the two is told first") {
    Heard address_last;
    CHECK_FALSE(address_last(link_without_carrier));
    CHECK_FALSE(address_last(link_carries));
    CHECK(address_last(address));
    Heard carrier_last;
    CHECK_FALSE(carrier_last(link_without_carrier));
    CHECK_FALSE(carrier_last(address));
    CHECK(carrier_last(link_carries));
    Heard both;
    CHECK(both.links.hear(bytes(link_carries) + bytes(address)));
}

TEST_CASE("an address that is promised for longer is no news; one that was lost and comes again is") {
    Heard hears;
    hears(link_carries);
    CHECK(hears(address));
    CHECK_FALSE(hears(address_for_longer));
    CHECK_FALSE(hears(link_carries));
    CHECK_FALSE(hears(address_is_gone));
    CHECK(hears(address_for_longer));
    CHECK_FALSE(hears(link_without_carrier));   // the cable is pulled,
    CHECK(hears(link_carries));                 // and back
    CHECK_FALSE(hears(link_is_gone));
    CHECK(hears(link_carries));
}

TEST_CASE("what leads nowhere is no network: the loopback, and addresses of one link alone") {
    Heard hears;
    CHECK_FALSE(hears(loopback_up));
    CHECK_FALSE(hears(loopback_address));
    CHECK_FALSE(hears(link_carries));
    CHECK_FALSE(hears(address_of_one_link));
    std::string given_by_itself = bytes(address);   // 169.254.0.7, whatever scope a tool gave it
    for (size_t at; (at = given_by_itself.find("\xc0\x00\x02", 0, 3)) != std::string::npos;)
        given_by_itself.replace(at, 3, "\xa9\xfe\x00", 3);
    CHECK_FALSE(hears.links.hear(given_by_itself));
}

TEST_CASE("an IPv6 address counts when nobody else has it; one of a day does not, nor one that is to be used no more") {
    Heard hears;
    hears(link_carries);
    CHECK_FALSE(hears(tentative));
    CHECK(hears(no_longer_tentative));
    const auto with_flags = [](unsigned char flags) {
        std::string out = bytes(no_longer_tentative);
        out[out.size() - 4] = char(flags);
        return out;
    };
    Heard others;
    others(link_carries);
    CHECK_FALSE(others.links.hear(with_flags(0x01)));
    CHECK_FALSE(others.links.hear(with_flags(0x20)));
    CHECK_FALSE(others.links.hear(with_flags(0x08)));
    CHECK(others.links.hear(with_flags(0x80)));
}

TEST_CASE("what is cut off anywhere, or says nonsense of its own length, is passed over") {
    const std::string whole = bytes(link_carries) + bytes(address);
    for (size_t size = 0; size < whole.size(); ++size) {
        Links links;
        CHECK_FALSE(links.hear(std::string_view(whole).substr(0, size)));
    }
    for (size_t at = 0; at < whole.size(); ++at)
        for (const char wrong : {'\x00', '\x01', '\x7f', '\xff'}) {
            std::string changed = whole;
            changed[at] = wrong;
            Links links;
            links.hear(changed);
        }
}

TEST_CASE("where the kernel is not to be asked nothing is heard, and nothing breaks") {
    std::thread([] {   // the ban is this thread's, and ends with it
        REQUIRE(forbid_netlink());
        LinkWatch deaf;
        CHECK(deaf.fd() == -1);
        CHECK_FALSE(deaf.drain());
    }).join();
}
