// runtime/core/call.h — calling Python objects from C. Arguments are borrowed, results owned.
#pragma once

#include "runtime/core/class.h"
#include "runtime/core/dict.h"
#include "runtime/core/result.h"

enum { CALL_LOCAL_MAX = 16 };  // arguments that are laid out on the C stack; more take memory

typedef struct {
    Value name, value;  // name: interned str
} KeywordArg;

// A function bound to an instance.
typedef struct {
    Object head;
    Value self, function;
} MethodObject;

// A row of natives.def as a value.
typedef struct {
    Object head;
    u32 native;
    u32 owner;   // as in natives.def, or the class that shares the native with others
    Value self;  // VALUE_UNDEFINED: not bound
} NativeObject;

// super(): looks attributes up behind a class in the bases of the instance's class.
typedef struct {
    Object head;
    Value self;
    RtClass *holder;       // the class of self, or self: whose order of look-up is used
    const RtClass *after;  // behind which the look-up starts
} SuperObject;

ResultWord call_value(RtState *rt, Value callee, const Value *args, u32 count);
ResultWord call_value_kw(RtState *rt, Value callee, const Value *args, u32 count,
                         const KeywordArg *kwargs, u32 kwarg_count);
// callee(first, *args, **keywords), `first` left out when it is UNDEFINED; keys are str.
ResultWord call_value_dict(RtState *rt, Value callee, Value first, const Tuple *args,
                           const Dict *keywords);
// Calls what class_find found on the class of `self`, as a method of it.
ResultWord call_attribute(RtState *rt, const ClassAttribute *attribute, Value self,
                          const Value *args, u32 count);
ResultWord call_attribute_kw(RtState *rt, const ClassAttribute *attribute, Value self,
                             const Value *args, u32 count, const KeywordArg *kwargs,
                             u32 kwarg_count);
ResultWord call_method(RtState *rt, Value self, NameId name, const Value *args, u32 count);
// ---- parts: functions, natives, classes (call_function.c, native.c, call_class.c)
ResultWord call_function(RtState *rt, Func *func, Value self, const Value *args, u32 count,
                         const KeywordArg *kwargs,
                         u32 kwarg_count);  // self UNDEFINED: none
ResultWord call_native(RtState *rt, u32 native, Value self, const Value *args, u32 count,
                       const KeywordArg *kwargs, u32 kwarg_count);
// callee(first, *args, …)
ResultWord call_with_first(RtState *rt, Value callee, Value first, const Value *args, u32 count,
                           const KeywordArg *kwargs, u32 kwarg_count);
// The same as call_class, but a metaclass's own __call__ is not asked.
ResultWord call_class_plain(RtState *rt, RtClass *callee, const Value *args, u32 count,
                            const KeywordArg *kwargs, u32 kwarg_count);
ResultWord call_class_closed(RtState *rt, RtClass *callee, const Value *args, u32 count,
                             const KeywordArg *kwargs, u32 kwarg_count);
ResultWord call_class(RtState *rt, RtClass *callee, const Value *args, u32 count,
                      const KeywordArg *kwargs, u32 kwarg_count);
