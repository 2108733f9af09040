#include "compiler/pass/module_range.h"

#include "compiler/pass/int_range.h"
#include "compiler/pass/item_class.h"
#include "compiler/pass/loop_guard.h"

enum { ROUNDS_MAX = 20, GROWTHS_BEFORE_WIDENING = 2 };

typedef struct {
    IrValue value;
    ItemClass class;
    bool is_store;
} ClassRead;

typedef struct {
    u32 analysed_at;  // 0: not yet
    Ranges ranges;    // as analysed last
    Interval *given;  // by value
    VEC(ClassRead) reads;
} FuncRanges;

typedef struct {
    ItemClasses classes;
    Arena *arena;
    bool is_changed;
    u32 clock;  // counts analyses
    FuncRanges *funcs;
} ModuleRanges;

static bool is_number(const IrFunc *func, IrValue value) {
    IrType type = func->insts.items[value].type;
    return type == IR_INT || type == IR_I64;
}

static void grow(ModuleRanges *m, ItemClass class, Interval range) {
    if (class == ITEM_CLASS_NONE) return;
    ItemClassData *data = &m->classes.classes.items[item_class_root(&m->classes, class)];
    Interval old = data->range, new = range_hull(old, range);
    if (new.lo == old.lo &&new.hi == old.hi) return;
    if (!range_is_empty(old) && data->growths++ >= GROWTHS_BEFORE_WIDENING)
        new = range_widen(old, new);
    data->range = new;
    data->changed_at = m->clock;
    m->is_changed = true;
}

// list(range(…)): the items lie between the first and the last, and a list is only so long.
static Interval items_of_range(const Ranges *r, const IrInst *inst, IrBlock block) {
    Interval start = range_at(r, inst->args[0], block), stop = range_at(r, inst->args[1], block),
             step = range_at(r, inst->args[2], block);
    const Interval all = {INT64_MIN, INT64_MAX};
    if (range_is_empty(start) || range_is_empty(stop) || range_is_empty(step))
        return (Interval){INT64_MAX, INT64_MIN};
    const i64 limit = INT64_C(1) << 31;
    if (start.lo < -limit || start.hi > limit || step.lo < -1024 || step.hi > 1024) return all;
    Interval items = start;
    if (step.lo < 0) items.lo += step.lo * LIST_LEN_LIMIT;
    if (step.hi > 0) items.hi += step.hi * LIST_LEN_LIMIT;
    if (step.lo >= 0 && stop.hi < items.hi && stop.hi > start.hi) items.hi = stop.hi - 1;
    return items;
}

static void note(ModuleRanges *m, const Ranges *r, u32 func_index, IrValue value) {
    const IrInst *inst = &r->func->insts.items[value];
    IrBlock block = inst->block;
    if (inst->op == IR_CALL_RT) {
        if (inst->imm != RT_LIST_FROM_RANGE) return;
        ItemClass items = item_class_items(&m->classes, m->classes.of_value[func_index][value]);
        grow(m, items, items_of_range(r, inst, block));
        return;
    }
    for (u32 i = 0; i < inst->arg_count; i++) {
        if (!is_number(r->func, inst->args[i])) continue;
        ItemClass class = item_class_written(&m->classes, func_index, value, i);
        if (class != ITEM_CLASS_NONE) grow(m, class, range_at(r, inst->args[i], block));
    }
}

// Finds what the function reads out of classes; nothing is known of its other values.
static void find_reads(ModuleRanges *m, u32 func_index) {
    const IrFunc *func = m->classes.module->funcs.items[func_index];
    FuncRanges *of = &m->funcs[func_index];
    of->given = ARENA_NEW_ARRAY(m->arena, Interval, func->insts.count);
    for (u32 i = 0; i < func->insts.count; i++) of->given[i] = (Interval){INT64_MIN, INT64_MAX};
    for (IrBlock block = 0; block < func->blocks.count; block++) {
        const IrBlockData *data = &func->blocks.items[block];
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            ItemClass class = item_class_read(&m->classes, func_index, value);
            if (class == ITEM_CLASS_NONE) continue;
            // What a store replaces matters to the rewriting only.
            bool is_store = func->insts.items[value].type == IR_VOID;
            *VEC_PUSH(m->arena, &of->reads) = (ClassRead){value, class, is_store};
        }
    }
}

// True when something new is among what the function reads.
static bool read_classes(ModuleRanges *m, u32 func_index) {
    FuncRanges *of = &m->funcs[func_index];
    bool is_new = of->analysed_at == 0;
    for (u32 i = 0; i < of->reads.count; i++) {
        const ClassRead *read = &of->reads.items[i];
        const ItemClassData *from = &m->classes.classes.items[read->class];
        of->given[read->value] = from->range;
        is_new |= !read->is_store && from->changed_at >= of->analysed_at;
    }
    return is_new;
}

static void analyse(ModuleRanges *m, u32 func_index) {
    const IrFunc *func = m->classes.module->funcs.items[func_index];
    FuncRanges *of = &m->funcs[func_index];
    if (!of->given) find_reads(m, func_index);
    if (!read_classes(m, func_index)) return;
    ranges_find(&of->ranges, func, of->given, m->arena);
    of->analysed_at = ++m->clock;
    for (u32 k = 0; k < of->ranges.flow.count; k++) {
        const IrBlockData *data = &func->blocks.items[of->ranges.flow.order[k]];
        for (u32 i = 0; i < data->insts.count; i++)
            note(m, &of->ranges, func_index, data->insts.items[i]);
    }
}

static bool find(ModuleRanges *m) {
    for (u32 round = 0; round < ROUNDS_MAX; round++) {
        m->is_changed = false;
        for (u32 i = 0; i < m->classes.module->funcs.count; i++) analyse(m, i);
        if (!m->is_changed) return true;
    }
    return false;
}

void pass_module_range(IrModule *module, Arena *scratch) {
    ModuleRanges m = {.arena = scratch};
    item_classes_find(&m.classes, module, scratch);
    m.funcs = ARENA_NEW_ARRAY(scratch, FuncRanges, module->funcs.count);
    bool is_found = find(&m);
    for (u32 i = 0; i < module->funcs.count; i++) {
        IrFunc *func = module->funcs.items[i];
        if (is_found) {
            read_classes(&m, i);
            loop_guard(module, func, &m.funcs[i].ranges, m.funcs[i].given, scratch);
        } else
            ranges_find(&m.funcs[i].ranges, func, NULL, scratch);
        range_rewrite(module, func, &m.funcs[i].ranges, scratch);
    }
}
