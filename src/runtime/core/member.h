// runtime/core/member.h — what a class shows of a name in its __slots__: a descriptor.
#pragma once

#include "runtime/core/class.h"
#include "runtime/core/result.h"

// `attribute` is an ATTRIBUTE_SLOT found on `holder` or a base of it. Owned.
Value member_new(RtState *rt, const RtClass *holder, const ClassAttribute *attribute);
