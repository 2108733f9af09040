#include "runtime/core/state.h"

#include "abi/program.h"
#include "runtime/core/class.h"
#include "runtime/core/error.h"
#include "runtime/core/file.h"
#include "runtime/core/gc.h"
#include "runtime/core/list.h"
#include "runtime/core/module.h"
#include "runtime/core/native.h"
#include "runtime/core/str.h"
#include "runtime/core/unit.h"
#include "runtime/core/unit_module.h"

#include <string.h>

usize rt_state_bytes(void) {
    return sizeof(RtCore);
}

static void init_names(RtState *rt) {
    static const char *const texts[] = {
#define X(ID, text) text,
        RT_NAME_TABLE(X)
#undef X
    };
    for (u32 i = 0; i < NAME_COUNT; i++) rt_core(rt)->names[i] = str_intern_text(rt, texts[i]);
}

PART_FUNCTION static void init_argv(RtState *rt, u32 argc, const char *const *argv) {
    List *list = list_new(rt, SLOT_VALUE, argc);
    for (u32 i = 0; i < argc; i++) {
        Str *text = str_from_text(rt, argv[i]);
        list_append(rt, list, value_from_ref(text));
        object_release(rt, text);
    }
    rt_core(rt)->argv = value_from_ref(list);
}
PART_HOOK(init_argv, PART_ARGV);

Status rt_state_init(RtState *rt, const RtHost *host, usize stack_bytes, u32 argc,
                     const char *const *argv) {
    RtCore *core = rt_core(rt);
    memset(core, 0, sizeof *core);
    core->host = host;
    rt->exception = VALUE_UNDEFINED;
    core->argv = VALUE_UNDEFINED;
    core->stop_value = core->asyncgen_finalizer = core->coroutine_starter = VALUE_NONE;
    core->module_table = core->unit_module_table = VALUE_UNDEFINED;
    core->recursion_limit = RECURSION_LIMIT;
    core->int_digits_limit = INT_DIGITS_LIMIT;
    volatile u8 here = 0;
    uintptr_t top = (uintptr_t)&here;
    core->stack_limit = stack_bytes && top > stack_bytes ? top - stack_bytes : 0;
    for (u32 i = 0; i < COUNT_OF(core->modules); i++) core->modules[i] = VALUE_UNDEFINED;
    core->regex_cache = VALUE_UNDEFINED;
    if (!host->pages) return STATUS_INVALID;
    core->gc.is_enabled = true;
    core->gc.finalizable_first = core->gc.finalizable_limit = GC_FINALIZABLE_FIRST;
    core->gc.weak_limit = GC_WEAK_FIRST;
    core->gc.thresholds[0] = GC_THRESHOLD_FIRST;
    core->gc.thresholds[1] = GC_THRESHOLD_SECOND;
    core->gc.limit_bytes = (u64)GC_PAGES_FIRST * GC_PAGE_BYTES;
    core->attribute_cache = rt_alloc_try(rt, ATTRIBUTE_CACHE_COUNT * sizeof(AttributeCacheEntry));
    core->native_specs = rt_alloc_try(rt, NATIVE_COUNT * sizeof(NativeSpec *));
    if (!core->attribute_cache || !core->native_specs) return STATUS_NO_MEMORY;
    core->is_attribute_cached = true;  // as far as can be known: it was never written
    class_forget_cache(rt);
    memset(core->native_specs, 0, NATIVE_COUNT * sizeof(NativeSpec *));
    Str *empty = str_new(rt, 0, 1);
    empty->is_ascii = 1;
    core->empty_str = empty;
    core->empty_tuple = tuple_new(rt, 0);
    object_release(rt, str_char(rt, ' '));  // the two that print uses stay in the cache
    object_release(rt, str_char(rt, '\n'));
    init_names(rt);
    class_init_builtins(rt);
    file_init(rt);
    init_argv(rt, argc, argv);
    return STATUS_OK;
}

static void free_stack(RtState *rt, ValueStack *stack) {
    for (u32 i = 0; i < stack->count; i++) value_release(rt, stack->items[i]);
    rt_free_memory(rt, stack->items, stack->capacity * sizeof(Value));
    *stack = (ValueStack){0};
}

void rt_state_deinit(RtState *rt) {
    RtCore *core = rt_core(rt);
    rt_finish(rt);
    core->is_closing = true;
    error_clear(rt);
    free_stack(rt, &core->handling);
    free_stack(rt, &core->exit_calls);
    core->reprs.count = 0;
    value_assign_take(rt, &core->stop_value, VALUE_NONE);
    value_assign_take(rt, &core->asyncgen_finalizer, VALUE_NONE);
    value_assign_take(rt, &core->coroutine_starter, VALUE_NONE);
    free_stack(rt, &core->reprs);
    for (u32 i = 0; i < COUNT_OF(core->modules); i++) value_release(rt, core->modules[i]);
    native_functions_release(rt);
    value_release(rt, core->regex_cache);
    value_release(rt, core->argv);
    unit_modules_free(rt);
    unit_free_globals(rt);
    file_deinit(rt);
    if (core->library) rt_free_memory(rt, core->library, (usize)core->library_bytes);
    class_release_open(rt);
    if (core->heap.watch) gc_collect(rt, false);  // else what is left goes with the pages
    unit_free_all(rt);
    class_free_all(rt);
    for (u32 i = 0; i < NATIVE_COUNT; i++) {
        NativeSpec *spec = core->native_specs[i];
        if (!spec) continue;
        for (u32 k = 0; k < spec->count; k++) object_release(rt, spec->names[k]);
        rt_free_memory(rt, spec, sizeof *spec);
    }
    for (u32 i = 0; i < NAME_COUNT; i++) object_release(rt, core->names[i]);
    InternTable table = core->interned;
    for (u32 i = 0; i < table.capacity; i++) {
        if (table.slots[i]) object_release(rt, table.slots[i]);
    }
    rt_free_memory(rt, table.slots, table.capacity * sizeof(Str *));
    for (u32 i = 0; i < 256; i++) {
        if (core->chars[i]) object_release(rt, core->chars[i]);
    }
    object_release(rt, core->empty_str);
    object_release(rt, core->empty_tuple);
    rt_free_memory(rt, core->native_specs, NATIVE_COUNT * sizeof(NativeSpec *));
    rt_free_memory(rt, core->attribute_cache, ATTRIBUTE_CACHE_COUNT * sizeof(AttributeCacheEntry));
    free_stack(rt, &core->garbage);
    gc_free_all(rt);
}

u64 rt_state_live_count(RtState *rt) {
    return rt_core(rt)->heap.live_count;
}

void rt_state_fail_allocation(RtState *rt, u64 number) {
    rt_core(rt)->heap.fail_after = number;
    rt_core(rt)->heap.alloc_number = 0;
}
