// Exceptions that nobody can catch: those of finalizers.
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/file.h"

void exception_unraisable(RtState *rt, const char *what, Value function) {
    Value exception = rt_exception_take(rt);
    StrBuilder builder;
    builder_init(&builder, rt);
    ResultRef name = rt_repr(rt, function);
    builder_text(&builder, "Exception ignored while calling ");
    builder_text(&builder, what);
    builder_char(&builder, ' ');
    if (!name.is_error) {
        builder_str(&builder, name.value);
        object_release(rt, name.value);
    } else {
        error_clear(rt);
    }
    builder_text(&builder, ":\n");
    exception_print(rt, exception, &builder);
    Str *text = builder_finish(&builder);
    if (!file_flush(rt, 1)) error_clear(rt);
    if (!file_write_str(rt, 2, text)) error_clear(rt);
    object_release(rt, text);
    value_release(rt, exception);
}
