// base/poison.h — memory that must not be touched, for the address sanitizer: in builds with it a
// heap says which of its pieces are free. In all others this is nothing.
#pragma once

#include "base/types.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_POISON 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_POISON 1
#endif
#endif

#ifdef HAS_POISON
void __asan_poison_memory_region(const volatile void *memory, usize bytes);
void __asan_unpoison_memory_region(const volatile void *memory, usize bytes);

// All but its first `kept` bytes.
static inline void poison(void *memory, usize kept, usize bytes) {
    if (bytes > kept) __asan_poison_memory_region((u8 *)memory + kept, bytes - kept);
}

static inline void unpoison(void *memory, usize bytes) {
    __asan_unpoison_memory_region(memory, bytes);
}
#else
static inline void poison(void *memory, usize kept, usize bytes) {
    (void)memory, (void)kept, (void)bytes;
}

static inline void unpoison(void *memory, usize bytes) {
    (void)memory, (void)bytes;
}
#endif
