#include "runtime/core/error.h"
#include "runtime/core/native.h"

#define MISSING(ID)                                                                                \
    ResultWord rt_native_##ID(RtState *rt, const Value *args) {                                    \
        (void)args;                                                                                \
        return error_format(rt, CLASS_NOT_IMPLEMENTED_ERROR, "%s() is not supported yet",          \
                            native_rows[NATIVE_##ID].name);                                        \
    }
#include "runtime/core/natives_missing.def"
