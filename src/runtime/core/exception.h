// runtime/core/exception.h — exception objects, tracebacks and the printing of what nobody caught.
#pragma once

#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/class.h"
#include "runtime/core/result.h"

typedef struct {
    u32 unit, position;
} TraceEntry;

// Grows as the exception leaves frames: the innermost first.
typedef struct {
    Object head;
    u32 count, capacity;
    TraceEntry *entries;  // owned
} Traceback;

void exception_init_slots(RtState *rt, Exception *exception);
// Tells what the current AttributeError or NameError is about: its attributes `name` and `obj`.
// `object` may be UNDEFINED.
void exception_note_name(RtState *rt, const Str *name, Value object);
// Attributes of a SyntaxError, UNDEFINED for other names; its text (exception_syntax.c).
Value exception_syntax_field(RtState *rt, const Exception *exception, const Str *name);
ResultRef exception_syntax_str(RtState *rt, Exception *exception);
// What a NameError's line ends with, from its fields (exception_name.c); NULL: none.
struct StrBuilder;
void exception_put_meant(struct StrBuilder *builder, const Tuple *about);
// ImportError("…", name="x"). False: an exception of that class has no such fields.
bool exception_set_keywords(RtState *rt, Exception *exception, const KeywordArg *kwargs, u32 count);
bool exception_set_args(RtState *rt, Exception *exception, const Value *args, u32 count);
// What calling an exception class gives; UNDEFINED: it raised, or gave no exception.
// `is_raise`: the words of the raise statement.
Value exception_made(RtState *rt, Value class, const Value *args, u32 count, bool is_raise);
Exception *exception_new_of(RtState *rt, u32 class_id, const Value *args, u32 count);
#define exception_new(rt, class_id, args, count)                                                   \
    (__extension__({                                                                               \
        PART_MAKE(class_id);                                                                       \
        exception_new_of(rt, class_id, args, count);                                               \
    }))
bool exception_is(RtState *rt, Value value);  // an instance of BaseException
void exception_traceback_free(RtState *rt, Traceback *traceback);
ResultRef exception_str(RtState *rt, Exception *exception);  // str(e) of the built-in classes
ResultRef exception_repr(RtState *rt, Exception *exception);
// Attributes that are not fields: args, __cause__, value, code …; UNDEFINED when there is no such
// one.
Value exception_attribute(RtState *rt, Exception *exception, const Str *name);
int exception_set_attribute(RtState *rt, Exception *exception, const Str *name,
                            Value value);  // 1 set, 0 unknown, -1 error
// Any other attribute, kept in a dict of the exception's own; the latter is false where there is
// none.
void exception_keep_attribute(RtState *rt, Exception *exception, const Str *name, Value value);
bool exception_drop_attribute(RtState *rt, Exception *exception, const Str *name);
// Traceback, cause, context and notes, for a part of a group.
void exception_copy_state(RtState *rt, Exception *to, const Exception *from);
// Its frames with their source lines, the outermost first.
void traceback_print(RtState *rt, const Traceback *traceback, StrBuilder *builder);
// Prints and drops the current exception, which came out of the finalizer `function`.
void exception_unraisable(RtState *rt, const char *what, Value function);
// The whole traceback with causes and contexts, as Python prints it.
void exception_print(RtState *rt, Value exception, StrBuilder *builder);
// Without causes and contexts.
void exception_print_alone(RtState *rt, Value exception, StrBuilder *builder);
