#include "compiler/pass/item_class.h"

#include "abi/natives.h"
#include "base/check.h"

// bytes give ints up to 255 and bools are ints too: every class of objects has these.
static const Interval byte_range = {0, UINT8_MAX}, all_ints = {INT64_MIN, INT64_MAX},
                      no_int = {INT64_MAX, INT64_MIN};

typedef struct {
    ItemClasses *c;
    u32 func_index;
    const IrFunc *func;
} Walk;

// ---- classes

static ItemClass new_class(ItemClasses *c, Interval range) {
    ItemClass made = c->classes.count;
    *VEC_PUSH(c->arena, &c->classes) = (ItemClassData){.parent = made, .range = range};
    return made;
}

ItemClass item_class_root(ItemClasses *c, ItemClass class) {
    ItemClassData *classes = c->classes.items;
    while (classes[class].parent != class) {
        classes[class].parent = classes[classes[class].parent].parent;
        class = classes[class].parent;
    }
    return class;
}

ItemClass item_class_items(ItemClasses *c, ItemClass class) {
    class = item_class_root(c, class);
    if (c->classes.items[class].items == ITEM_CLASS_NONE) {
        ItemClass items = new_class(c, byte_range);
        c->classes.items[class].items = items;
    }
    return item_class_root(c, c->classes.items[class].items);
}

static void unify(ItemClasses *c, ItemClass left, ItemClass right) {
    for (;;) {
        left = item_class_root(c, left);
        right = item_class_root(c, right);
        if (left == right) return;
        if (right == ITEM_CLASS_ESCAPED) {
            right = left;
            left = ITEM_CLASS_ESCAPED;
        }
        ItemClassData *kept = &c->classes.items[left], *joined = &c->classes.items[right];
        joined->parent = left;
        kept->range = range_hull(kept->range, joined->range);
        ItemClass more = joined->items;
        if (more == ITEM_CLASS_NONE) return;
        if (kept->items == ITEM_CLASS_NONE) {
            kept->items = more;
            return;
        }
        left = kept->items;
        right = more;
    }
}

// ---- classes of a function's values

static bool has_class(IrType type) {
    return type == IR_REF || type == IR_VALUE || type == IR_PTR;
}

static ItemClass of(const Walk *w, IrValue value) {
    ItemClass *class = &w->c->of_value[w->func_index][value];
    if (*class == ITEM_CLASS_NONE) *class = new_class(w->c, byte_range);
    return *class;
}

static bool is_object(const Walk *w, IrValue value) {
    return has_class(w->func->insts.items[value].type);
}

static void escape(const Walk *w, IrValue value) {
    if (is_object(w, value)) unify(w->c, ITEM_CLASS_ESCAPED, of(w, value));
}

static void escape_all(const Walk *w, IrValue value) {
    const IrInst *inst = &w->func->insts.items[value];
    for (u32 i = 0; i < inst->arg_count; i++) escape(w, inst->args[i]);
    escape(w, value);
}

static void same(const Walk *w, IrValue left, IrValue right) {
    unify(w->c, of(w, left), of(w, right));
}

static ItemClass items_of(const Walk *w, IrValue value) {
    return item_class_items(w->c, of(w, value));
}

static void same_items(const Walk *w, IrValue left, IrValue right) {
    ItemClass items = items_of(w, left);
    unify(w->c, items, items_of(w, right));
}

// The class may hold objects that hold its own members: what a slice or a method may give.
static void make_recursive(const Walk *w, ItemClass class) {
    unify(w->c, class, item_class_items(w->c, class));
}

// ---- calls of the runtime

// Natives that only look at what they get, or move it between it and their result.
static bool native_moves_items(u64 native) {
    switch (native) {
    case NATIVE_LIST_APPEND:
    case NATIVE_LIST_CLEAR:
    case NATIVE_LIST_COPY:
    case NATIVE_LIST_EXTEND:
    case NATIVE_LIST_INSERT:
    case NATIVE_LIST_POP:
    case NATIVE_LIST_REVERSE:
    case NATIVE_LIST_SORT:
    case NATIVE_NEW_LIST:
    case NATIVE_NEW_TUPLE:
    case NATIVE_SORTED:
    case NATIVE_MIN:
    case NATIVE_MAX: return true;
    default: return false;
    }
}

// Natives that compare items or count them: objects with methods of their own have escaped, and so
// has what is compared to them.
static bool native_compares_items(u64 native) {
    return native == NATIVE_LIST_COUNT || native == NATIVE_LIST_INDEX ||
           native == NATIVE_LIST_REMOVE;
}

static void visit_native(const Walk *w, IrValue value, const IrInst *inst) {
    const IrInst *id = &w->func->insts.items[inst->args[0]];
    if (id->op == IR_CONST_I32 && (id->imm == NATIVE_PRINT || id->imm == NATIVE_LEN)) return;
    bool moves = id->op == IR_CONST_I32 && native_moves_items(id->imm);
    if (!moves && !(id->op == IR_CONST_I32 && native_compares_items(id->imm))) {
        escape_all(w, value);
        return;
    }
    // The arguments are the items of the address; a function among them makes all of them escape.
    ItemClass arguments = items_of(w, inst->args[2]);
    make_recursive(w, arguments);
    if (!moves)
        escape(w, value);
    else if (is_object(w, value))
        unify(w->c, arguments, of(w, value));
}

static void visit_call_rt(const Walk *w, IrValue value) {
    const IrInst *inst = &w->func->insts.items[value];
    switch (inst->imm) {  // table:
    // The result is new, the arguments are only looked at.
    case RT_LIST_NEW:
    case RT_LIST_FROM_RANGE:
    case RT_LIST_MAKE_WRITABLE:
    case RT_STR_CONCAT:
    case RT_STR_APPEND:
    case RT_STR_JOIN_PARTS:
    case RT_STR_EQ:
    case RT_STR_COMPARE:
    case RT_STR_CHAR:
    case RT_STR_CONTAINS:
    case RT_STR_SLICE:
    case RT_STR_REPEAT:
    case RT_STR_FROM_CHAR:
    case RT_INT_TO_STR:
    case RT_F64_TO_STR:
    case RT_REPR:
    case RT_STR:
    case RT_LEN:
    case RT_TRUTH: return;
    case RT_LIST_REPEAT:
    case RT_LIST_TO_KIND: same_items(w, value, inst->args[0]); return;
    case RT_LIST_CONCAT:
        same_items(w, value, inst->args[0]);
        same_items(w, value, inst->args[1]);
        return;
    case RT_LIST_FROM_VALUES: same_items(w, value, inst->args[2]); return;
    case RT_TUPLE_NEW: same_items(w, value, inst->args[1]); return;
    case RT_UNPACK: same_items(w, inst->args[0], inst->args[2]); return;
    case RT_UNPACK_STAR:
        same_items(w, inst->args[0], inst->args[3]);
        make_recursive(w, items_of(w, inst->args[0]));
        return;
    case RT_GETITEM:  // an item, or a slice
        unify(w->c, of(w, value), items_of(w, inst->args[0]));
        make_recursive(w, of(w, value));
        return;
    case RT_SETITEM:  // of an item, or a slice
        unify(w->c, of(w, inst->args[2]), items_of(w, inst->args[0]));
        make_recursive(w, of(w, inst->args[2]));
        return;
    case RT_CALL_NATIVE: visit_native(w, value, inst); return;
    default: escape_all(w, value);
    }
}

// ---- instructions

static void visit_call(const Walk *w, IrValue value) {
    const IrInst *inst = &w->func->insts.items[value];
    const IrFunc *callee = w->c->module->funcs.items[inst->imm];
    if (callee->is_generic) {
        escape_all(w, value);
        return;
    }
    for (u32 i = 0; i < inst->arg_count; i++) {
        if (is_object(w, inst->args[i]))
            unify(w->c, w->c->of_param[inst->imm][i], of(w, inst->args[i]));
    }
    if (has_class(inst->type)) unify(w->c, w->c->of_result[inst->imm], of(w, value));
}

static void visit_constant(const Walk *w, IrValue value) {
    const IrInst *inst = &w->func->insts.items[value];
    if (inst->op == IR_CONST_VALUE) {
        if (value_is_small_int(inst->imm)) {
            ItemClass class = item_class_root(w->c, of(w, value));
            ItemClassData *data = &w->c->classes.items[class];
            i64 number = value_small(inst->imm);
            data->range = range_hull(data->range, (Interval){number, number});
        }
        return;
    }
    u8 tag = inst->op == IR_CONST_POOL ? w->c->module->consts.items[inst->imm].tag : 0;
    if (tag != 's' && tag != 'i' && tag != 'b') escape(w, value);
}

static void visit_edges(const Walk *w, const IrInst *inst) {
    for (u32 e = 0; e < inst->edge_count; e++) {
        const IrEdge *edge = &inst->edges[e];
        const IrBlockData *target = &w->func->blocks.items[edge->target];
        for (u32 i = 0; i < edge->arg_count; i++) {
            if (is_object(w, edge->args[i])) same(w, target->params.items[i], edge->args[i]);
        }
    }
}

static void visit_store(const Walk *w, const IrInst *inst) {
    IrValue item = inst->args[inst->arg_count - 1];
    if (is_object(w, item)) unify(w->c, items_of(w, inst->args[0]), of(w, item));
}

static void visit_memory(const Walk *w, IrValue value) {
    const IrInst *inst = &w->func->insts.items[value];
    switch (inst->op) {  // table:
    case IR_LIST_GET:
    case IR_TUPLE_GET:
    case IR_SLOT_TAKE:
    case IR_SLOT_GET:
        if (has_class(inst->type)) unify(w->c, of(w, value), items_of(w, inst->args[0]));
        return;
    case IR_LIST_SET:
    case IR_LIST_APPEND: visit_store(w, inst); return;
    case IR_STACK_VALUES:
        for (u32 i = 0; i < inst->arg_count; i++)
            unify(w->c, items_of(w, value), of(w, inst->args[i]));
        return;
    case IR_GLOBAL_GET:
        if (has_class(inst->type)) unify(w->c, of(w, value), w->c->of_global[inst->imm]);
        return;
    case IR_GLOBAL_SET:
        if (is_object(w, inst->args[0]))
            unify(w->c, of(w, inst->args[0]), w->c->of_global[inst->imm]);
        return;
    default: escape_all(w, value);
    }
}

static void visit(const Walk *w, IrValue value) {
    const IrInst *inst = &w->func->insts.items[value];
    visit_edges(w, inst);
    switch (inst->op) {  // table:
    case IR_PARAM:
        if (has_class(inst->type))
            unify(w->c, of(w, value), w->c->of_param[w->func_index][inst->imm]);
        return;
    case IR_CONST_POOL:
    case IR_CONST_VALUE: visit_constant(w, value); return;
    case IR_VALUE_FROM_REF:
    case IR_REF_FROM_VALUE: same(w, value, inst->args[0]); return;
    case IR_CALL: visit_call(w, value); return;
    case IR_CALL_RT: visit_call_rt(w, value); return;
    case IR_RET:
        if (inst->arg_count > 0 && is_object(w, inst->args[0]))
            unify(w->c, w->c->of_result[w->func_index], of(w, inst->args[0]));
        return;
    // Only looked at, or made of nothing but a number.
    case IR_UNDEF:
    case IR_STACK_SLOTS:
    case IR_VALUE_FROM_INT:
    case IR_VALUE_FROM_F64:
    case IR_VALUE_FROM_BOOL:
    case IR_INT_FROM_VALUE:
    case IR_F64_FROM_VALUE:
    case IR_BOOL_FROM_VALUE:
    case IR_VALUE_IS:
    case IR_VALUE_IS_REF:
    case IR_VALUE_IS_SMALL_INT:
    case IR_VALUE_IS_UNBOXED_F64:
    case IR_VALUE_CLASS_IS:
    case IR_VALUE_CLASS_IS_USER:
    case IR_REF_CLASS:
    case IR_REF_EQ:
    case IR_LIST_LEN:
    case IR_LIST_CHECK:
    case IR_LIST_CHECK_WRITE:
    case IR_TUPLE_LEN:
    case IR_STR_LEN:
    case IR_STR_CHECK:
    case IR_BYTEARRAY_LEN:
    case IR_BYTEARRAY_CHECK:
    case IR_STR_CODE:
    case IR_BYTES_GET:
    case IR_BYTES_SET: return;
    default:
        if (!(ir_ops[inst->op].flags & IR_TERM)) visit_memory(w, value);
    }
}

// ---- the module

static void find_calls(ItemClasses *c) {
    for (u32 f = 0; f < c->module->funcs.count; f++) {
        const IrFunc *func = c->module->funcs.items[f];
        for (u32 i = 0; i < func->insts.count; i++) {
            const IrInst *inst = &func->insts.items[i];
            if (inst->op == IR_CALL && inst->block != IR_NONE) c->is_called[inst->imm] = true;
        }
    }
}

static ItemClass variable(ItemClasses *c, IrType type, bool is_known) {
    if (!is_known) return ITEM_CLASS_ESCAPED;
    return new_class(c, has_class(type) ? byte_range : no_int);
}

static void make_variables(ItemClasses *c) {
    const IrModule *module = c->module;
    for (u32 f = 0; f < module->funcs.count; f++) {
        const IrFunc *func = module->funcs.items[f];
        bool is_known = !func->is_generic && c->is_called[f];
        c->of_value[f] = ARENA_NEW_ARRAY(c->arena, ItemClass, func->insts.count);
        c->of_param[f] = ARENA_NEW_ARRAY(c->arena, ItemClass, func->param_count);
        for (u32 i = 0; i < func->param_count; i++)
            c->of_param[f][i] = variable(c, func->param_types[i], is_known);
        c->of_result[f] = variable(c, func->result, is_known);
    }
    // A module variable that is not set yet reads as 0.
    for (u32 i = 0; i < module->globals.count; i++) {
        c->of_global[i] =
            module->globals.items[i].is_open ? ITEM_CLASS_ESCAPED : new_class(c, byte_range);
    }
    // A field that is not set yet reads as 0 as well.
    for (u32 i = 0; i < module->closed_fields.count; i++)
        c->of_field[i] =
            module->closed_fields.items[i] ? new_class(c, (Interval){0, 0}) : ITEM_CLASS_NONE;
    // The runtime reads and writes those that are class attributes.
    for (u32 k = 0; k < module->classes.count; k++) {
        const IrClass *class = &module->classes.items[k];
        for (u32 i = 0; i < class->attributes.count; i++)
            unify(c, ITEM_CLASS_ESCAPED, c->of_global[class->attributes.items[i].global_index]);
    }
}

void item_classes_find(ItemClasses *c, IrModule *module, Arena *arena) {
    u32 func_count = module->funcs.count;
    *c = (ItemClasses){.module = module, .arena = arena};
    new_class(c, no_int);
    ItemClass escaped = new_class(c, all_ints);
    CHECK(escaped == ITEM_CLASS_ESCAPED);
    c->classes.items[escaped].items = escaped;
    c->of_value = ARENA_NEW_ARRAY(arena, ItemClass *, func_count);
    c->of_param = ARENA_NEW_ARRAY(arena, ItemClass *, func_count);
    c->of_result = ARENA_NEW_ARRAY(arena, ItemClass, func_count);
    c->of_global = ARENA_NEW_ARRAY(arena, ItemClass, module->globals.count);
    c->of_field = ARENA_NEW_ARRAY(arena, ItemClass, module->closed_fields.count + 1);
    c->is_called = ARENA_NEW_ARRAY(arena, bool, func_count);
    find_calls(c);
    make_variables(c);
    for (u32 f = 0; f < func_count; f++) {
        const IrFunc *func = module->funcs.items[f];
        Walk w = {c, f, func};
        for (IrBlock block = 0; block < func->blocks.count; block++) {
            const IrBlockData *data = &func->blocks.items[block];
            for (u32 i = 0; i < data->insts.count; i++) visit(&w, data->insts.items[i]);
        }
    }
}

// ---- where ints come from and go

static ItemClass of_field(const Walk *w, const IrInst *access) {
    bool is_numbered = access->field > 0 && access->field < w->c->module->closed_fields.count;
    return is_numbered ? w->c->of_field[access->field] : ITEM_CLASS_NONE;
}

static bool is_int(const Walk *w, IrValue value) {
    return w->func->insts.items[value].type == IR_INT;
}

ItemClass item_class_read(ItemClasses *c, u32 func_index, IrValue value) {
    Walk w = {c, func_index, c->module->funcs.items[func_index]};
    const IrInst *inst = &w.func->insts.items[value];
    if (inst->op == IR_LIST_SET)
        return is_object(&w, inst->args[2]) ? ITEM_CLASS_NONE : items_of(&w, inst->args[0]);
    if (inst->op == IR_FIELD_SET)
        return is_int(&w, inst->args[1]) ? of_field(&w, inst) : ITEM_CLASS_NONE;
    if (inst->type != IR_INT && inst->type != IR_I64) return ITEM_CLASS_NONE;
    switch (inst->op) {
    case IR_PARAM: return item_class_root(c, c->of_param[func_index][inst->imm]);
    case IR_CALL: return item_class_root(c, c->of_result[inst->imm]);
    case IR_GLOBAL_GET: return item_class_root(c, c->of_global[inst->imm]);
    case IR_INT_FROM_VALUE: return item_class_root(c, of(&w, inst->args[0]));
    case IR_LIST_GET: return items_of(&w, inst->args[0]);
    case IR_FIELD_GET: return inst->type == IR_INT ? of_field(&w, inst) : ITEM_CLASS_NONE;
    default: return ITEM_CLASS_NONE;
    }
}

ItemClass item_class_written(ItemClasses *c, u32 func_index, IrValue value, u32 index) {
    Walk w = {c, func_index, c->module->funcs.items[func_index]};
    const IrInst *inst = &w.func->insts.items[value];
    switch (inst->op) {
    case IR_CALL: return item_class_root(c, c->of_param[inst->imm][index]);
    case IR_RET: return item_class_root(c, c->of_result[func_index]);
    case IR_GLOBAL_SET: return item_class_root(c, c->of_global[inst->imm]);
    case IR_VALUE_FROM_INT: return item_class_root(c, of(&w, value));
    case IR_LIST_SET: return index == 2 ? items_of(&w, inst->args[0]) : ITEM_CLASS_NONE;
    case IR_LIST_APPEND: return items_of(&w, inst->args[0]);
    case IR_FIELD_SET:
    case IR_FIELD_INIT: return index == 1 ? of_field(&w, inst) : ITEM_CLASS_NONE;
    default: return ITEM_CLASS_NONE;
    }
}
