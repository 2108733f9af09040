// Prints uncaught exceptions as CPython 3.14 does: causes and contexts, and groups as trees.
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/exception_group.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/suggest.h"

enum { CHAIN_MAX = 256, GROUP_WIDTH_MAX = 15, GROUP_DEPTH_MAX = 10 };

typedef struct {
    RtState *rt;
    StrBuilder *out;
    u32 depth;  // of nested groups
    bool needs_close;
} Printer;

// ---- one exception

enum { SUGGEST_CANDIDATES_MAX = 750 };

// ". Did you mean: 'x'?" behind an AttributeError, from what the object has.
PART_FUNCTION static void put_suggestion(RtState *rt, StrBuilder *builder, Exception *exception) {
    Tuple *about = value_is(exception->extra, CLASS_TUPLE) ? value_ref(exception->extra) : NULL;
    if (class_is_subclass(rt, exception->head.class_id, CLASS_NAME_ERROR)) {
        exception_put_meant(builder, about);
        return;
    }
    bool is_attribute = class_is_subclass(rt, exception->head.class_id, CLASS_ATTRIBUTE_ERROR);
    if (!is_attribute || !about || about->len != 2 || !value_is(about->items[0], CLASS_STR)) return;
    const Str *name = value_ref(about->items[0]);
    ResultWord names = rt_native_DIR(rt, &about->items[1]);
    if (names.is_error) {
        error_clear(rt);
        return;
    }
    List *list = value_ref(names.value);
    bool hides_private = name->len == 0 || str_get(name, 0) != '_';
    Suggestion near = suggest_begin(name);
    for (u32 i = 0; list->len < SUGGEST_CANDIDATES_MAX && i < list->len; i++) {
        if (!value_is(list_slots(list)[i], CLASS_STR)) continue;
        const Str *candidate = value_ref(list_slots(list)[i]);
        bool is_private = candidate->len > 0 && str_get(candidate, 0) == '_';
        if (!is_private || !hides_private) suggest_try(&near, candidate);
    }
    if (near.best) builder_format(builder, ". Did you mean: '%S'?", near.best);
    object_release(rt, list);
}
// Small linked programs say it without the hint: what an object has is nearly everything.
PART_HOOK(put_suggestion, PART_OPEN, PART_UNIT_CLASSES, CLASS_NAME_ERROR);

PART_FUNCTION static void print_notes(RtState *rt, StrBuilder *builder, Exception *exception) {
    Value notes = dict_get_name(rt, value_ref(exception->attributes), rt_name(rt, NAME_NOTES));
    if (!value_is(notes, CLASS_LIST)) return;
    value_retain(notes);
    List *list = value_ref(notes);
    for (u32 i = 0; i < list->len; i++) {
        ResultRef note = rt_str(rt, list_slots(list)[i]);
        if (note.is_error) {
            error_clear(rt);
            continue;
        }
        builder_format(builder, "%S\n", note.value);
        object_release(rt, note.value);
    }
    value_release(rt, notes);
}
PART_ONLY(print_notes, CLASS_DICT);

static void print_last_line(RtState *rt, StrBuilder *builder, Exception *exception) {
    const RtClass *holder = class_get(rt, exception->head.class_id);
    if (holder->module && !str_is(holder->module, "builtins") &&
        !str_is(holder->module, "__main__")) {
        builder_format(builder, "%S.", holder->module);
    }
    builder_str(builder, holder->qualname);
    ResultRef text = rt_str(rt, value_from_ref(exception));
    if (text.is_error) {
        error_clear(rt);
        builder_text(builder, ": <exception str() failed>");
    } else {
        if (((Str *)text.value)->len) builder_format(builder, ": %S", text.value);
        object_release(rt, text.value);
        put_suggestion(rt, builder, exception);
    }
    builder_char(builder, '\n');
    if (exception->attributes != VALUE_NONE) print_notes(rt, builder, exception);
}

// What came before in the chain, UNDEFINED at its beginning.
static Value forerunner(const Exception *exception) {
    if (exception->cause != VALUE_NONE) return exception->cause;
    bool is_suppressed = value_small(exception->flags) & 1;
    return exception->context != VALUE_NONE && !is_suppressed ? exception->context
                                                              : VALUE_UNDEFINED;
}

// ---- margins

static void indent(Printer *printer) {
    builder_repeat(printer->out, ' ', 2 * printer->depth);
}

// Adds what `piece` built, each line behind the margin.
static void emit(Printer *printer, StrBuilder *piece, u32 margin) {
    Str *text = builder_finish(piece);
    bool is_start = true;
    for (u32 i = 0; i < text->len; i++) {
        if (is_start && printer->depth) {
            indent(printer);
            builder_char(printer->out, margin);
            builder_char(printer->out, ' ');
        }
        u32 point = str_get(text, i);
        builder_char(printer->out, point);
        is_start = point == '\n';
    }
    object_release(printer->rt, text);
}

static void emit_text(Printer *printer, const char *text) {
    StrBuilder piece;
    builder_init(&piece, printer->rt);
    builder_text(&piece, text);
    emit(printer, &piece, '|');
}

static void emit_frames(Printer *printer, const Exception *exception, const char *title,
                        u32 margin) {
    if (!value_is(exception->traceback, CLASS_TRACEBACK)) return;
    StrBuilder piece;
    builder_init(&piece, printer->rt);
    builder_text(&piece, title);
    emit(printer, &piece, margin);
    builder_init(&piece, printer->rt);
    traceback_print(printer->rt, value_ref(exception->traceback), &piece);
    emit(printer, &piece, '|');
}

static void emit_last(Printer *printer, Exception *exception) {
    StrBuilder piece;
    builder_init(&piece, printer->rt);
    print_last_line(printer->rt, &piece, exception);
    emit(printer, &piece, '|');
}

// ---- groups

static void print_chain(Printer *printer, Value exception);

static void print_member(Printer *printer, const Tuple *items, u32 index) {
    if (index < GROUP_WIDTH_MAX) {
        print_chain(printer, items->items[index]);
        return;
    }
    u32 rest = items->len - GROUP_WIDTH_MAX;
    StrBuilder piece;
    builder_init(&piece, printer->rt);
    builder_format(&piece, "and %u more exception%s\n", rest, rest > 1 ? "s" : "");
    emit(printer, &piece, '|');
}

static void print_members(Printer *printer, const Tuple *items) {
    u32 count = items->len <= GROUP_WIDTH_MAX ? items->len : GROUP_WIDTH_MAX + 1;
    printer->needs_close = false;
    for (u32 i = 0; i < count; i++) {
        bool is_last = i + 1 == count;
        if (is_last) printer->needs_close = true;
        indent(printer);
        builder_text(printer->out, i == 0 ? "+-" : "  ");
        if (i < GROUP_WIDTH_MAX)
            builder_format(printer->out, "+---------------- %u ----------------\n", i + 1);
        else
            builder_text(printer->out, "+---------------- ... ----------------\n");
        printer->depth++;
        print_member(printer, items, i);
        if (is_last && printer->needs_close) {
            indent(printer);
            builder_text(printer->out, "+------------------------------------\n");
            printer->needs_close = false;
        }
        printer->depth--;
    }
}

PART_FUNCTION static void print_group(Printer *printer, Exception *group) {
    if (printer->depth > GROUP_DEPTH_MAX) {
        emit_text(printer, "... (max_group_depth is 10)\n");
        return;
    }
    bool is_top = printer->depth == 0;
    if (is_top) printer->depth = 1;
    emit_frames(printer, group, "Exception Group Traceback (most recent call last):\n",
                is_top ? '+' : '|');
    emit_last(printer, group);
    print_members(printer, exception_group_items_peek(group));
    if (is_top) printer->depth = 0;
}
PART_ONLY(print_group, CLASS_BASE_EXCEPTION_GROUP, CLASS_EXCEPTION_GROUP);

// ---- causes and contexts

static u32 collect_chain(Value exception, Value *chain) {
    u32 count = 0;
    for (Value at = exception; at != VALUE_UNDEFINED && count < CHAIN_MAX;
         at = forerunner(value_ref(at))) {
        for (u32 i = 0; i < count; i++) {
            if (chain[i] == at) return count;
        }
        chain[count++] = at;
    }
    return count;
}

static void print_alone(Printer *printer, Value exception) {
    Exception *object = value_ref(exception);
    if (exception_group_is(printer->rt, exception)) {
        print_group(printer, object);
    } else {
        emit_frames(printer, object, "Traceback (most recent call last):\n", '|');
        emit_last(printer, object);
    }
}

static void print_chain(Printer *printer, Value exception) {
    Value *chain = rt_alloc(printer->rt, CHAIN_MAX * sizeof *chain);
    u32 count = collect_chain(exception, chain);
    for (u32 i = count; i-- > 0;) {
        print_alone(printer, chain[i]);
        if (i == 0) break;
        bool is_cause = ((Exception *)value_ref(chain[i - 1]))->cause == chain[i];
        emit_text(
            printer,
            is_cause ? "\nThe above exception was the direct cause of the following exception:\n\n"
                     : "\nDuring handling of the above exception, another exception occurred:\n\n");
    }
    rt_free_memory(printer->rt, chain, CHAIN_MAX * sizeof *chain);
}

void exception_print(RtState *rt, Value exception, StrBuilder *builder) {
    Printer printer = {rt, builder, 0, false};
    print_chain(&printer, exception);
}

void exception_print_alone(RtState *rt, Value exception, StrBuilder *builder) {
    Printer printer = {rt, builder, 0, false};
    print_alone(&printer, exception);
}
