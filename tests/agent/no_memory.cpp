// Preloaded into a program (LD_PRELOAD), this has no memory for it: while there is a file of the name in ACCANTO_NO_MEMORY; or, once so
// many requests as ACCANTO_MEMORY_GRANTED says were granted, for the next one, and with ACCANTO_MEMORY_ENDS for none any more. It tells by
// ACCANTO_MEMORY_ENDED, a file that it makes.
#include <atomic>
#include <cstdlib>
#include <new>

#include <fcntl.h>
#include <unistd.h>

namespace {

bool is_refused() {
    static const char *const file = ::getenv("ACCANTO_NO_MEMORY"), *const granted = ::getenv("ACCANTO_MEMORY_GRANTED"),
                      *const told = ::getenv("ACCANTO_MEMORY_ENDED");
    static const bool for_good = ::getenv("ACCANTO_MEMORY_ENDS") != nullptr;
    static std::atomic<long> left = granted ? ::atol(granted) : 0;
    if (file && ::access(file, F_OK) == 0)
        return true;
    if (!granted)
        return false;
    const long before = left--;
    if (before == 0 && told)
        ::close(::open(told, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    return for_good ? before <= 0 : before == 0;
}

} // namespace

void* operator new(size_t size) {
    void* out = is_refused() ? nullptr : std::malloc(size ? size : 1);
    if (!out)
        throw std::bad_alloc();
    return out;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
