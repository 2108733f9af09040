// base/atomic.h — atomics with the memory order in the name. Each acquire names its release.
#pragma once

#include "base/types.h"

#include <stdatomic.h>

typedef struct {
    _Atomic u32 raw;
} AtomicU32;

typedef struct {
    _Atomic u64 raw;
} AtomicU64;

#define ATOMIC_DEFINE(Type, Word, name)                                                            \
    static inline Word name##_load_relaxed(const Type *at) {                                       \
        return atomic_load_explicit(&((Type *)(uintptr_t)at)->raw, memory_order_relaxed);          \
    }                                                                                              \
    static inline Word name##_load_acquire(const Type *at) {                                       \
        return atomic_load_explicit(&((Type *)(uintptr_t)at)->raw, memory_order_acquire);          \
    }                                                                                              \
    static inline void name##_store_relaxed(Type *at, Word value) {                                \
        atomic_store_explicit(&at->raw, value, memory_order_relaxed);                              \
    }                                                                                              \
    static inline void name##_store_release(Type *at, Word value) {                                \
        atomic_store_explicit(&at->raw, value, memory_order_release);                              \
    }                                                                                              \
    static inline Word name##_add_relaxed(Type *at, Word value) {                                  \
        return atomic_fetch_add_explicit(&at->raw, value, memory_order_relaxed);                   \
    }                                                                                              \
    static inline Word name##_add_acq_rel(Type *at, Word value) {                                  \
        return atomic_fetch_add_explicit(&at->raw, value, memory_order_acq_rel);                   \
    }                                                                                              \
    static inline Word name##_swap_acq_rel(Type *at, Word value) {                                 \
        return atomic_exchange_explicit(&at->raw, value, memory_order_acq_rel);                    \
    }                                                                                              \
    /* On failure `*expected` becomes the value found. */                                          \
    static inline bool name##_cas_acq_rel(Type *at, Word *expected, Word value) {                  \
        return atomic_compare_exchange_strong_explicit(                                            \
            &at->raw, expected, value, memory_order_acq_rel, memory_order_acquire);                \
    }

ATOMIC_DEFINE(AtomicU32, u32, atomic_u32)
ATOMIC_DEFINE(AtomicU64, u64, atomic_u64)

#undef ATOMIC_DEFINE

// Asks for the line at `at`, to be written soon: lines asked for together arrive together. No
// address is wrong.
static inline void atomic_prefetch(const void *at) {
#if defined(__x86_64__)
    // What compilers would use for a write only where the processor is known to be recent; older
    // ones ignore it.
    __asm__ volatile("prefetchw (%0)" : : "r"(at));
#else
    __builtin_prefetch(at, 1);
#endif
}

// Tells the processor that this thread waits in a loop.
static inline void atomic_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}
