// Module sys: its functions. The values (argv, stdout …) are made by core/module.c.
#include "runtime/core/class.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/file.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/native.h"

// SystemExit(status): without status it has no arguments.
ResultWord rt_native_SYS_EXIT(RtState *rt, const Value *args) {
    bool has_status = args[0] != VALUE_UNDEFINED && args[0] != VALUE_NONE;
    const Tuple *all =
        value_is(args[0], CLASS_TUPLE) ? value_ref(args[0]) : NULL;  // a tuple is the arguments
    Exception *exception =
        exception_new(rt, CLASS_SYSTEM_EXIT, all ? all->items : args, all ? all->len : has_status);
    error_set_take(rt, value_from_ref(exception));
    return word_error();
}

ResultWord rt_native_SYS_GETRECURSIONLIMIT(RtState *rt, const Value *args) {
    (void)args;
    return word_ok(value_from_small(rt_core(rt)->recursion_limit));
}

// Kept for programs that ask for it; what really limits recursion is the native stack.
ResultWord rt_native_SYS_SETRECURSIONLIMIT(RtState *rt, const Value *args) {
    i64 limit;
    if (!argument_count(rt, args[0], 0, &limit)) return word_error();
    if (limit < 1)
        return error_text(rt, CLASS_VALUE_ERROR, "recursion limit must be greater or equal than 1");
    rt_core(rt)->recursion_limit = limit;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_SYS_GET_INT_MAX_STR_DIGITS(RtState *rt, const Value *args) {
    (void)args;
    return word_ok(value_from_small(rt_core(rt)->int_digits_limit));
}

ResultWord rt_native_SYS_SET_INT_MAX_STR_DIGITS(RtState *rt, const Value *args) {
    i64 limit;
    if (!argument_count(rt, args[0], 0, &limit)) return word_error();
    bool is_good = limit == 0 || (limit >= 640 && limit <= INT32_MAX);
    if (!is_good)
        return error_text(rt, CLASS_VALUE_ERROR, "maxdigits must be 0 or larger than 640");
    rt_core(rt)->int_digits_limit = (u32)limit;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_SYS_INTERN(RtState *rt, const Value *args) {
    Str *str = argument_str(rt, args[0], "intern() argument must be str, not %T");
    if (!str) return word_error();
    object_retain(str);
    return word_object(str_intern_take(rt, str));
}

// Our own sizes: the objects differ from CPython's.
ResultWord rt_native_SYS_GETSIZEOF(RtState *rt, const Value *args) {
    (void)rt;
    Value value = args[0];
    if (!value_is_ref(value)) return word_ok(value_from_small(sizeof(Value)));
    const void *object = value_ref(value);
    usize bytes = sizeof(Object) + sizeof(Value);
    switch (value_class(value)) {
    case CLASS_STR:
        bytes = sizeof(Str) + (usize)((const Str *)object)->len * ((const Str *)object)->width;
        break;
    case CLASS_BYTES: bytes = sizeof(BytesObject) + ((const BytesObject *)object)->len; break;
    case CLASS_TUPLE: bytes = sizeof(Tuple) + ((const Tuple *)object)->len * sizeof(Value); break;
    case CLASS_INT:
        bytes = sizeof(BigInt) + ((const BigInt *)object)->limb_count * sizeof(u32);
        break;
    case CLASS_LIST: {
        const List *list = object;
        bytes = sizeof(List) +
                (list->buffer ? sizeof(Buffer) + list->buffer->capacity * sizeof(u64) : 0);
        break;
    }
    default: break;
    }
    return word_ok(value_from_small((i64)bytes));
}

ResultWord rt_native_SYS_EXCEPTHOOK(RtState *rt, const Value *args) {
    if (!exception_is(rt, args[1]))
        return error_format(rt, CLASS_TYPE_ERROR,
                            "print_exception(): Exception expected for value, %T found", args[1]);
    StrBuilder builder;
    builder_init(&builder, rt);
    exception_print(rt, args[1], &builder);
    Str *text = builder_finish(&builder);
    bool is_good = file_write_str(rt, 2, text);
    object_release(rt, text);
    return is_good ? word_ok(VALUE_NONE) : word_error();
}

ResultWord rt_native_SYS_SET_ASYNCGEN_HOOKS(RtState *rt, const Value *args) {
    if (args[0] != VALUE_UNDEFINED && args[0] != VALUE_NONE)
        return error_text(rt, CLASS_NOT_IMPLEMENTED_ERROR, "unsupported: firstiter hook");
    Value finalizer = args[1] == VALUE_UNDEFINED ? VALUE_NONE : value_retain(args[1]);
    value_assign_take(rt, &rt_core(rt)->asyncgen_finalizer, finalizer);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_SYS_GET_ASYNCGEN_HOOKS(RtState *rt, const Value *args) {
    (void)args;
    Tuple *hooks = tuple_new(rt, 2);
    hooks->items[0] = VALUE_NONE;
    hooks->items[1] = value_retain(rt_core(rt)->asyncgen_finalizer);
    return word_object(hooks);
}

ResultWord rt_native_SYS_EXCEPTION(RtState *rt, const Value *args) {
    (void)args;
    const ValueStack *handling = &rt_core(rt)->handling;
    return word_ok(handling->count > 0 ? value_retain(handling->items[handling->count - 1])
                                       : VALUE_NONE);
}

ResultWord rt_native_SYS_EXC_INFO(RtState *rt, const Value *args) {
    (void)args;
    const ValueStack *handling = &rt_core(rt)->handling;
    Tuple *tuple = tuple_new(rt, 3);
    for (u32 i = 0; i < 3; i++) tuple->items[i] = VALUE_NONE;
    if (handling->count > 0) {
        Value exception = handling->items[handling->count - 1];
        tuple->items[0] = rt_type_of(rt, exception);
        tuple->items[1] = value_retain(exception);
        tuple->items[2] = value_retain(((Exception *)value_ref(exception))->traceback);
    }
    return word_object(tuple);
}

ResultWord rt_native_SYS_GETDEFAULTENCODING(RtState *rt, const Value *args) {
    (void)args;
    return word_object(str_intern_text(rt, "utf-8"));
}

ResultWord rt_native_SYS_GETFILESYSTEMENCODING(RtState *rt, const Value *args) {
    return rt_native_SYS_GETDEFAULTENCODING(rt, args);
}

ResultWord rt_native_SYS_GETFILESYSTEMENCODEERRORS(RtState *rt, const Value *args) {
    (void)args;
    return word_object(str_intern_text(rt, "surrogateescape"));
}

ResultWord rt_native_SYS_IS_FINALIZING(RtState *rt, const Value *args) {
    (void)rt, (void)args;
    return word_ok(VALUE_FALSE);
}

// CPython's default; no thread ever waits here.
ResultWord rt_native_SYS_GETSWITCHINTERVAL(RtState *rt, const Value *args) {
    (void)args;
    return word_ok(value_box_f64(rt, 0.005));
}

// There are no hooks that could hear of it.
ResultWord rt_native_SYS_AUDIT(RtState *rt, const Value *args) {
    return argument_str(rt, args[0], "expected str for argument 'event', not %T")
               ? word_ok(VALUE_NONE)
               : word_error();
}

ResultWord rt_native_SYS_GETTRACE(RtState *rt, const Value *args) {
    (void)rt, (void)args;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_SYS_GETPROFILE(RtState *rt, const Value *args) {
    (void)rt, (void)args;
    return word_ok(VALUE_NONE);
}

// As in CPython, the reference of the argument is one of them.
ResultWord rt_native_SYS_GETREFCOUNT(RtState *rt, const Value *args) {
    (void)rt;
    bool is_counted = value_is_ref(args[0]);
    return word_ok(value_from_small(is_counted ? (i64)((const Object *)value_ref(args[0]))->refs + 1
                                               : UINT32_MAX));
}
