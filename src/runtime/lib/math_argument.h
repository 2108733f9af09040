// runtime/lib/math_argument.h — a float out of any real number, as module math takes it.
#pragma once

#include "runtime/core/count.h"

// False: TypeError ("must be real number, not str") or OverflowError raised.
NODISCARD bool math_argument(RtState *rt, Value value, f64 *number);
