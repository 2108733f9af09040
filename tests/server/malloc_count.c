// Preloaded into a server: counts what _krait_server itself asks of malloc, calloc and realloc.
// CPython's own allocations, also those that the server makes through CPython, are not counted.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

static atomic_ulong counted;

// For the application, by ctypes.
unsigned long krait_malloc_count(void);
unsigned long krait_malloc_count(void) {
    return atomic_load(&counted);
}

static void look(void *caller) {
    Dl_info info;
    if (dladdr(caller, &info) && info.dli_fname && strstr(info.dli_fname, "_krait_server"))
        atomic_fetch_add(&counted, 1);
}

void *malloc(size_t size) {
    look(__builtin_return_address(0));
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    look(__builtin_return_address(0));
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    look(__builtin_return_address(0));
    return __libc_realloc(memory, size);
}
