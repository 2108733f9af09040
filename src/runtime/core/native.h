// runtime/core/native.h — the functions behind natives.def: rt_native_ID for each row, and how
// their arguments are bound.
//
// A C function gets exactly the declared parameters in order, all borrowed; an absent one is
// VALUE_UNDEFINED, *args is a tuple, **kwargs a dict. Its result is owned.
#pragma once

#include "runtime/core/count.h"
#include "runtime/core/result.h"

typedef ResultWord (*NativeFunction)(RtState *rt, const Value *args);

#define NATIVE(ID, ...) ResultWord rt_native_##ID(RtState *rt, const Value *args);
#include "abi/natives.def"
#undef NATIVE

enum { NATIVE_PARAM_MAX = 16 };

struct NativeSpec {
    u32 count;             // all parameters, with self, *args and **kwargs
    u32 positional_count;  // that may be given by position, with self
    u32 named_from;        // first one that may be given by name (after a '/')
    u32 required_count;    // leading ones without default, with self
    u32 star, star_star;   // index of *args and **kwargs, or count
    u32 has_self;
    u32 unused;
    Str *names[NATIVE_PARAM_MAX];
    bool is_required[NATIVE_PARAM_MAX];  // keyword-only ones too
};

// The native's name as messages show it, with its module or class where `is_qualified`.
struct StrBuilder;
void native_put_name(struct StrBuilder *builder, u32 native, bool is_qualified);
Value native_function_of(RtState *rt, u32 native, u32 owner);  // that the class `owner` takes over
void native_functions_release(RtState *rt);
const NativeSpec *native_spec(RtState *rt, u32 native);
extern const NativeFunction native_functions[NATIVE_COUNT];
