// runtime/core/exception_group.h — BaseExceptionGroup and ExceptionGroup: making and splitting
// them.
//
// A group's `extra` is a tuple: its message, and the tuple of its exceptions.
#pragma once

#include "runtime/core/exception.h"

bool exception_group_is(RtState *rt, Value exception);
Tuple *exception_group_items_peek(const Exception *group);
// Checks what a group is made of and keeps it. False: an exception.
bool exception_group_set(RtState *rt, Exception *group, const Value *args, u32 count);
Str *exception_group_str(RtState *rt, const Exception *group);
// BaseExceptionGroup(…) makes an ExceptionGroup when all are Exceptions.
u32 exception_group_class(RtState *rt, u32 class_id, const Value *args, u32 count);
