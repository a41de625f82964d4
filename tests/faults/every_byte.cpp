// Preloaded into a program (LD_PRELOAD), this keeps all that it and its helpers write to files, in one file more
// (ACCANTO_EVERY_BYTE): also what is overwritten, cut off or removed afterwards. Whatever the power leaves on a disk, in free
// blocks too, are bytes that were written once; so what is not in that file is on no image of the disk. What C's own
// streams write is not seen: nothing is removed or cut of those.

#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

int ledger() {
    static const int file = [] {
        const char* name = ::getenv("ACCANTO_EVERY_BYTE");
        return name ? ::open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    }();
    return file;
}

void keep(int file, const void* bytes, size_t size) {
    static const auto really_write = next<ssize_t (*)(int, const void*, size_t)>("write");
    struct stat about{};
    if (ledger() < 0 || file == ledger() || ::fstat(file, &about) != 0 || !S_ISREG(about.st_mode))
        return;
    if (really_write(ledger(), bytes, size) != ssize_t(size))
        ::abort(); // a search that misses something proves nothing
}

void keep(int file, const iovec* parts, int count) {
    for (int i = 0; i < count; ++i)
        keep(file, parts[i].iov_base, parts[i].iov_len);
}

} // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
    keep(file, bytes, size);
    return real(file, bytes, size);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    keep(file, bytes, size);
    return real(file, bytes, size, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    keep(file, bytes, size);
    return real(file, bytes, size, at);
}

ssize_t writev(int file, const iovec* parts, int count) {
    static const auto real = next<ssize_t (*)(int, const iovec*, int)>("writev");
    keep(file, parts, count);
    return real(file, parts, count);
}

ssize_t pwritev(int file, const iovec* parts, int count, off_t at) {
    static const auto real = next<ssize_t (*)(int, const iovec*, int, off_t)>("pwritev");
    keep(file, parts, count);
    return real(file, parts, count, at);
}

} // extern "C"
