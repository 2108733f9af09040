// runtime/core/seal.h — a state that may ask nothing of the world: module bodies that run when the
// program is compiled (design note 027) are stopped where they ask for what only the start knows.
#pragma once

#include "runtime/core/state.h"

// RtCore.seal; NULL in every program that runs.
typedef struct RtSeal {
    // A built-in function is called for the first time (`what` NULL), or `what` is asked for.
    void (*ask)(struct RtSeal *seal, u32 native, const char *what);
    // A native module is asked for its attribute `name`.
    void (*ask_value)(struct RtSeal *seal, const Str *name);
} RtSeal;

static inline void seal_ask_native(RtState *rt, u32 native) {
    RtSeal *seal = rt_core(rt)->seal;
    if (UNLIKELY(seal != NULL)) seal->ask(seal, native, NULL);
}

static inline void seal_ask(RtState *rt, const char *what) {
    RtSeal *seal = rt_core(rt)->seal;
    if (UNLIKELY(seal != NULL)) seal->ask(seal, NATIVE_COUNT, what);
}

static inline void seal_ask_value(RtState *rt, const Str *name) {
    RtSeal *seal = rt_core(rt)->seal;
    if (UNLIKELY(seal != NULL)) seal->ask_value(seal, name);
}
