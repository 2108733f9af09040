// runtime/core/function.h — functions as objects: their attributes, and their code objects.
//
// A function has two dicts, each made when it is needed: __dict__, and the overrides, which hold
// what was set of the names that every function has (__name__, __doc__ …) and what is made once and
// kept (__code__).
#pragma once

#include "runtime/core/result.h"
#include "runtime/core/count.h"

// What a function's __code__ is: a view of its spec.
typedef struct {
    Object head;
    u32 unused[2];
    PTR(const FuncSpec, spec);  // borrowed from the unit
    PTR(Value, consts);         // borrowed: the unit's constants
} CodeObject;

const Str *function_name_peek(RtState *rt, const Func *func);
const Str *function_qualname_peek(RtState *rt, const Func *func);
Value function_code(RtState *rt, const FuncSpec *spec, Value *consts);  // a new code object
// UNDEFINED: no such attribute, unless `*is_error`.
Value function_attribute(RtState *rt, Func *func, Str *name);
Value code_attribute(RtState *rt, const CodeObject *code, const Str *name);
ResultWord function_annotations(RtState *rt, Func *func);  // what __annotate__ makes, once
u32 function_set_attribute(RtState *rt, Func *func, Str *name, Value value);  // 1: exception
// VALUE_UNDEFINED as `value` in set deletes.
