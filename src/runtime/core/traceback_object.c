// Tracebacks and frames as objects: tb_next, tb_lineno, tb_frame. A frame is what is left of one:
// its code and the line where the exception passed.
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/function.h"
#include "runtime/core/native.h"
#include "runtime/core/native_class.h"
#include "runtime/core/unit.h"
#include "runtime/core/unit_module.h"

#include <string.h>

typedef struct {
    Object head;
    Value code, module_name;
    u64 line;
} Frame;
NATIVE_CLASS_CHECK(Frame, FRAME);

// The outermost entry, NULL when there is none.
static const UnitPosition *outermost(RtState *rt, const Value *args, const LoadedUnit **unit) {
    const Traceback *traceback = value_ref(args[0]);
    if (traceback->count == 0) return NULL;
    TraceEntry entry = traceback->entries[traceback->count - 1];
    if (entry.unit >= rt_core(rt)->unit_count) return NULL;
    *unit = rt_core(rt)->units[entry.unit];
    return entry.position < (*unit)->position_count ? &(*unit)->positions[entry.position] : NULL;
}

ResultWord rt_native_TRACEBACK_TB_LINENO(RtState *rt, const Value *args) {
    const LoadedUnit *unit;
    const UnitPosition *position = outermost(rt, args, &unit);
    return word_ok(position ? value_from_small(position->line) : VALUE_NONE);
}

ResultWord rt_native_TRACEBACK_TB_LASTI(RtState *rt, const Value *args) {
    (void)rt, (void)args;
    return word_ok(value_from_small(-1));
}

ResultWord rt_native_TRACEBACK_TB_NEXT(RtState *rt, const Value *args) {
    const Traceback *traceback = value_ref(args[0]);
    if (traceback->count < 2) return word_ok(VALUE_NONE);
    Traceback *next = object_new(rt, sizeof *next, CLASS_TRACEBACK);
    next->count = next->capacity = traceback->count - 1;
    next->entries = rt_alloc(rt, next->count * sizeof(TraceEntry));
    memcpy(next->entries, traceback->entries, next->count * sizeof(TraceEntry));
    return word_object(next);
}

// What comes behind the outermost entry becomes what `value` has.
ResultWord rt_native_TRACEBACK_SET_NEXT(RtState *rt, const Value *args) {
    Traceback *traceback = value_ref(args[0]);
    bool is_none = args[1] == VALUE_NONE;
    if (!is_none && !value_is(args[1], CLASS_TRACEBACK))
        return error_format(rt, CLASS_TYPE_ERROR, "expected traceback object or None, got '%T'",
                            args[1]);
    const Traceback *next = is_none ? NULL : value_ref(args[1]);
    if (next == traceback) return error_text(rt, CLASS_VALUE_ERROR, "traceback loop detected");
    if (traceback->count == 0) return word_ok(VALUE_NONE);
    u32 count = (next ? next->count : 0) + 1;
    TraceEntry *entries = rt_alloc(rt, count * sizeof(TraceEntry));
    if (next) memcpy(entries, next->entries, next->count * sizeof(TraceEntry));
    entries[count - 1] = traceback->entries[traceback->count - 1];
    rt_free_memory(rt, traceback->entries, traceback->capacity * sizeof(TraceEntry));
    traceback->entries = entries;
    traceback->count = traceback->capacity = count;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_TRACEBACK_TB_FRAME(RtState *rt, const Value *args) {
    const LoadedUnit *unit;
    const UnitPosition *position = outermost(rt, args, &unit);
    if (!position) return word_ok(VALUE_NONE);
    const FuncSpec *spec = &unit->specs[position->func_index];
    Frame *frame = native_object_new(rt, CLASS_FRAME);
    frame->code = function_code(rt, spec, unit->block);
    frame->module_name = value_retain(unit->block[spec->module_const]);
    frame->line = position->line;
    return word_object(frame);
}

static Frame *frame_of(const Value *args) {
    return value_ref(args[0]);
}

ResultWord rt_native_FRAME_CODE(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(frame_of(args)->code));
}

ResultWord rt_native_FRAME_LINENO(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_small((i64)frame_of(args)->line));
}

ResultWord rt_native_FRAME_LASTI(RtState *rt, const Value *args) {
    return rt_native_TRACEBACK_TB_LASTI(rt, args);
}

// Who called is not kept.
ResultWord rt_native_FRAME_BACK(RtState *rt, const Value *args) {
    (void)rt, (void)args;
    return word_ok(VALUE_NONE);
}

// The module's name alone where the program knows no object of it.
ResultWord rt_native_FRAME_GLOBALS(RtState *rt, const Value *args) {
    Value name = frame_of(args)->module_name;
    Value module = value_is(name, CLASS_STR)
                       ? rt_dict_get_str(rt, unit_module_table(rt), value_ref(name))
                       : VALUE_UNDEFINED;
    if (module != VALUE_UNDEFINED) {
        Value dict = unit_module_dict(rt, value_ref(module));
        value_release(rt, module);
        return word_ok(dict);
    }
    Dict *dict = dict_new(rt, 1);
    rt_dict_set_str(rt, dict, rt_name(rt, NAME_NAME), value_retain(name));
    return word_object(dict);
}

ResultWord rt_native_FRAME_REPR(RtState *rt, const Value *args) {
    const Frame *frame = frame_of(args);
    const CodeObject *code = value_ref(frame->code);
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_text(&builder, "<frame at 0x");
    builder_hex(&builder, (u64)(uintptr_t)frame, sizeof(void *) == 4 ? 8 : 12);
    builder_format(&builder, ", file '%S', line %u, code %S>",
                   value_ref(code->consts[code->spec->file_const]), (u32)frame->line,
                   value_ref(code->consts[code->spec->name_const]));
    return word_object(builder_finish(&builder));
}
