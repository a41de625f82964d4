#include "kiosk/platform/local_sockets.h"

#include <array>
#include <cerrno>
#include <cstddef>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

namespace accanto::platform {

namespace {

constexpr unsigned local_family = 1; // AF_UNIX
constexpr unsigned x32_bit = 0x40000000;

#if defined(__x86_64__)
constexpr unsigned machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned machine = AUDIT_ARCH_AARCH64;
#elif defined(__arm__)
constexpr unsigned machine = AUDIT_ARCH_ARM;
#else
#error "which machine is this for the kernel's filter of system calls?"
#endif

constexpr unsigned word(size_t offset) {
    return unsigned(offset);
}

} // namespace

bool allow_local_sockets_only() {
    // Another machine's calls (32 bit on 64) have other numbers, and are no calls of ours. The low half of
    // the family is all of it: it is an int, and both machines have their lowest byte first.
    const std::array code = {
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, word(offsetof(seccomp_data, arch))),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, machine, 1, 0),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, word(offsetof(seccomp_data, nr))),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, x32_bit, 4, 0),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_socket, 0, 2),
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, word(offsetof(seccomp_data, args))),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, local_family, 0, 1),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EAFNOSUPPORT),
    };
    sock_fprog program{};
    program.len = static_cast<unsigned short>(code.size());
    program.filter = const_cast<sock_filter*>(code.data());
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

} // namespace accanto::platform
