// What is freed is overwritten first, in the whole process.
//
// What a citizen typed is erased with the visit, but on its way to the screen it was copied by code that is not ours:
// Pango, ICU, the C++ library whenever a string grows. Those copies are freed, and would stay readable in memory that
// belongs to nobody until it is used again. So this program's free() and realloc() stand before the C library's, which
// allows it (glibc manual, "Replacing malloc"); its allocator stays in use. malloc's own M_PERTURB would not do: blocks
// in the thread's cache are left as they are.
//
// Not linked with the sanitizers, which have allocators of their own.

#include <cstdlib>
#include <cstring>
#include <malloc.h>

extern "C" {

void __libc_free(void* block);

void free(void* block) noexcept {
    if (!block)
        return;
    explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

void* realloc(void* block, size_t size) noexcept {
    if (!block)
        return malloc(size);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    size_t have = malloc_usable_size(block);
    // The C library's own would leave the old bytes behind when it moves the block.
    if (size <= have && size > have / 2)
        return block;
    void* other = malloc(size);
    if (!other)
        return nullptr;
    memcpy(other, block, size < have ? size : have);
    free(block);
    return other;
}

} // extern "C"
