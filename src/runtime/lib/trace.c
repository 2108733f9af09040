// Module _traceback: what lib/traceback.py is made of.
#include "runtime/core/native.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/list.h"
#include "runtime/core/str.h"
#include "runtime/core/unit.h"

ResultWord rt_native_TRACEBACK_FORMAT(RtState *rt, const Value *args) {
    if (!exception_is(rt, args[0]))
        return error_format(rt, CLASS_TYPE_ERROR, "Exception expected for value, %T found",
                            args[0]);
    StrBuilder builder;
    builder_init(&builder, rt);
    if (args[1] == VALUE_FALSE)
        exception_print_alone(rt, args[0], &builder);
    else
        exception_print(rt, args[0], &builder);
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_TRACEBACK_LINES(RtState *rt, const Value *args) {
    StrBuilder builder;
    builder_init(&builder, rt);
    if (value_is(args[0], CLASS_TRACEBACK)) traceback_print(rt, value_ref(args[0]), &builder);
    return word_object(builder_finish(&builder));
}

// (file, line, last line, column, last column, name) of each frame, the outermost first.
ResultWord rt_native_TRACEBACK_ENTRIES(RtState *rt, const Value *args) {
    List *list = list_new(rt, SLOT_VALUE, 0);
    const Traceback *traceback = value_is(args[0], CLASS_TRACEBACK) ? value_ref(args[0]) : NULL;
    for (u32 i = traceback ? traceback->count : 0; i-- > 0;) {
        TraceEntry entry = traceback->entries[i];
        if (entry.unit >= rt_core(rt)->unit_count) continue;
        const LoadedUnit *unit = rt_core(rt)->units[entry.unit];
        if (entry.position >= unit->position_count) continue;
        const UnitPosition *position = &unit->positions[entry.position];
        const FuncSpec *spec = &unit->specs[position->func_index];
        Tuple *tuple = tuple_new(rt, 6);
        tuple->items[0] = value_retain(unit->block[spec->file_const]);
        tuple->items[1] = value_from_small(position->line);
        tuple->items[2] = value_from_small(position->end_line);
        tuple->items[3] = value_from_small(position->column);
        tuple->items[4] = value_from_small(position->end_column);
        tuple->items[5] = value_retain(unit->block[spec->name_const]);
        list_append(rt, list, value_from_ref(tuple));
        object_release(rt, tuple);
    }
    return word_object(list);
}
