// sema/native_sig.h — the parameters of a native function, read from the text in abi/natives.def.
#pragma once

#include "abi/natives.h"
#include "base/arena.h"
#include "base/slice.h"

enum { NATIVE_PARAM_MAX = 16 };

// What flows where: `x: E` the argument into E of self, `x: *E` its items, `x: **E` the items of
// each of its items.
typedef enum {
    NATIVE_FLOW_NONE,
    NATIVE_FLOW_E,
    NATIVE_FLOW_K,
    NATIVE_FLOW_V,
    NATIVE_FLOW_ITEMS,
    NATIVE_FLOW_EACH
} NativeFlow;

typedef struct {
    Slice name;
    u8 flow;  // NativeFlow
    bool is_optional, is_positional_only, is_keyword_only;
    bool is_rest;      // *args
    bool is_keywords;  // **kwargs
} NativeParam;

typedef struct {
    NativeParam params[NATIVE_PARAM_MAX];
    u32 count;
    bool has_self;
} NativeSig;

void native_sig_read(u32 native, NativeSig *sig);
