// Running a program: from its unit to its exit code.
#include "abi/program.h"
#include "runtime/core/atexit.h"

#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/file.h"
#include "runtime/core/gc.h"
#include "runtime/core/int.h"

enum { EXIT_FAILED = 1, EXIT_INTERRUPTED = 130, EXIT_FLUSH_FAILED = 120 };

// sys.exit(x): None is 0, an int itself, anything else is printed and means 1.
PART_FUNCTION static i32 system_exit(RtState *rt, Value exception) {
    Value code = ((Exception *)value_ref(exception))->extra;
    if (code == VALUE_NONE) return 0;
    if (value_is_int(code) || value_is_bool(code)) {
        i64 number;
        return int_to_i64(value_int_peek(code), &number) ? (i32)(number & 0xff) : 0xff;
    }
    ResultRef text = rt_str(rt, code);
    if (text.is_error) {
        error_clear(rt);
        return EXIT_FAILED;
    }
    bool is_written =
        file_write_str(rt, 2, text.value) && file_write_bytes(rt, 2, SLICE_LITERAL("\n"));
    if (!is_written) error_clear(rt);
    object_release(rt, text.value);
    return EXIT_FAILED;
}
PART_ONLY(system_exit, CLASS_SYSTEM_EXIT);

i32 rt_report(RtState *rt, Value exception) {
    if (!file_flush(rt, 1)) error_clear(rt);
    u32 class_id = value_class(exception);
    if (class_is_subclass(rt, class_id, CLASS_SYSTEM_EXIT)) return system_exit(rt, exception);
    StrBuilder builder;
    builder_init(&builder, rt);
    exception_print(rt, exception, &builder);
    Str *text = builder_finish(&builder);
    if (!file_write_str(rt, 2, text)) error_clear(rt);
    object_release(rt, text);
    return class_is_subclass(rt, class_id, CLASS_KEYBOARD_INTERRUPT) ? EXIT_INTERRUPTED
                                                                     : EXIT_FAILED;
}

void rt_section(RtState *rt, u32 number) {
    const RtHost *host = rt_core(rt)->host;
    if (!host->section) return;
    if (!file_flush(rt, 1)) error_clear(rt);
    host->section(host->context, number);
}

i32 rt_run_loaded(RtState *rt, u32 (*run)(RtState *rt)) {
    i32 code = 0;
    u32 is_error = run(rt);
    if (is_error || rt->exception != VALUE_UNDEFINED) {
        Value exception = rt_exception_take(rt);
        code = rt_report(rt, exception);
        value_release(rt, exception);
    }
    if (!file_flush(rt, 1)) {
        error_clear(rt);
        if (code == 0) code = EXIT_FLUSH_FAILED;
    }
    return code;
}

void rt_finish(RtState *rt) {
    RtCore *core = rt_core(rt);
    if (core->is_ended) return;
    atexit_run(rt);
    gc_finalize_all(rt);
    core->is_ended = true;
    if (!file_flush(rt, 1)) error_clear(rt);
}

i32 rt_run_main(RtState *rt, const RtUnit *unit) {
    u32 unit_index;
    u64 *block;
    if (rt_unit_load(rt, unit, &unit_index, &block) != STATUS_OK) {
        if (!file_write_bytes(rt, 2,
                              SLICE_LITERAL("krait: the program's description is corrupt\n")))
            error_clear(rt);
        return EXIT_FAILED;
    }
    return rt_run_loaded(rt, unit->run);
}
