#pragma once
// What a program and all processes below it take of the machine, from /proc.

#include <cstdint>
#include <sys/types.h>

namespace accanto::bench {

struct Usage {
    int processes = 0;
    int64_t pss_kib = 0;  // proportional: shared pages are counted once over all their users
    int64_t cpu_ns = 0;   // run time of all living threads so far
    int64_t wake_ups = 0; // how often all living threads went to sleep so far
};

// `with_memory` is costly (the kernel walks every page table) and so left out where only time matters.
Usage usage_of(pid_t root, bool with_memory);

} // namespace accanto::bench
