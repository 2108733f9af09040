// Instances of the unit's own classes: made and given back here through the free lists of the
// runtime's heap, without a call of it.
#include "base/check.h"
#include "compiler/wasm/emit_priv.h"

enum {
    INSTANCE_SLOTS_MAX = 60,  // well below HEAP_SMALL_MAX
    FREE_NEXT_OFFSET = 8,     // of ObjectFree: a free piece keeps its count of 0
    FREE_DEPTH_MAX = 64,      // nested here before the runtime, which never nests deep, goes on
};

bool wasm_class_is_plain(const WasmModule *m, u32 index) {
    const IrClass *items = m->module->classes.items;
    if (items[index].slot_count > INSTANCE_SLOTS_MAX) return false;
    while (items[index].has_unit_base) index = items[index].base;
    return items[index].base == CLASS_OBJECT;
}

// What each slot of an instance holds.
static void find_kinds(const WasmModule *m, u32 index, u8 *kinds) {
    const IrClass *made = &m->module->classes.items[index];
    u32 first = made->slot_count - made->fields.count;
    if (made->has_unit_base) find_kinds(m, made->base, kinds);
    for (u32 i = 0; i < made->fields.count; i++) kinds[first + i] = (u8)made->fields.items[i].kind;
}

void wasm_find_instances(WasmModule *m) {
    u32 count = m->module->classes.count, next = HELPER_COUNT;
    m->new_helper = ARENA_NEW_ARRAY(m->arena, u32, count + 1);
    for (u32 i = 0; i < count; i++) m->new_helper[i] = wasm_class_is_plain(m, i) ? next++ : IR_NONE;
    m->helper_count = next;
}

static u32 list_address(u32 slot_count) {
    // The smallest piece has room for the link behind the head.
    u32 words = slot_count == 0 ? 2 : slot_count + 1;
    return RT_STATE_ADDRESS + RT_HEAP_OBJECT_LISTS_WASM + 4 * words;
}

// ---- a new one: the first of the free list, else what the runtime has

// Those slots that the instructions behind the new object store into before anyone can look.
static u64 slots_stored_next(const WasmFunc *f, IrValue object) {
    const IrBlockData *data = &f->func->blocks.items[wasm_inst(f, object)->block];
    u32 at = 0;
    while (data->insts.items[at] != object) at++;
    u64 stored = 0;
    for (at++; at < data->insts.count; at++) {
        const IrInst *inst = wasm_inst(f, data->insts.items[at]);
        bool is_store =
            (inst->op == IR_FIELD_SET || inst->op == IR_FIELD_INIT) && inst->args[0] == object;
        if (is_store)
            stored |= UINT64_C(1) << inst->imm;
        else if (ir_effects(inst) != IR_PURE || (ir_ops[inst->op].flags & IR_TERM))
            break;
    }
    return stored;
}

void wasm_op_instance_new(WasmFunc *f, IrValue value) {
    u32 index = (u32)wasm_inst(f, value)->imm, object = f->local[value];
    op_u32(f, W_CALL, wasm_helper_index(f->m, f->m->new_helper[index]));
    set(f, object);
    u8 kinds[INSTANCE_SLOTS_MAX] = {0};
    find_kinds(f->m, index, kinds);
    u64 stored = slots_stored_next(f, value);
    for (u32 i = 0; i < f->m->module->classes.items[index].slot_count; i++) {
        if (stored >> i & 1) continue;
        get(f, object);
        const_i64(f, kinds[i] == SLOT_VALUE ? (i64)VALUE_UNDEFINED : 0);
        memory(f, W_I64_STORE, 3, (u32)offsetof(Instance, slots) + 8 * i);
    }
}

// All that the runtime does.
static void call_runtime(WasmFunc *f, u32 index) {
    wasm_push_state(f);
    get_global(f, GLOBAL_CLASS_BASE);
    const_i32(f, (i32)index);
    op(f, W_I32_ADD);
    const_i32(f, (i32)f->m->module->classes.items[index].slot_count);
    wasm_call_rt(f, RT_INSTANCE_NEW);
    op(f, W_RETURN);
}

// One reference and the class, as one word.
static void put_head(WasmFunc *f, u32 index, u32 object) {
    get(f, object);
    if (f->m->global_index[GLOBAL_CLASS_BASE] == IR_NONE) {
        const_i64(f, ((i64)f->m->global_value[GLOBAL_CLASS_BASE] + index) << 32 | 1);
    } else {
        get_global(f, GLOBAL_CLASS_BASE);
        op(f, W_I64_EXTEND_I32_U);
        const_i64(f, 32);
        op(f, W_I64_SHL);
        const_i64(f, (i64)index << 32 | 1);
        op(f, W_I64_ADD);
    }
    memory(f, W_I64_STORE, 3, offsetof(Object, refs));
}

// A new object, its slots not filled yet.
void wasm_instance_new(WasmModule *m, Bytes *body, u32 index) {
    WasmFunc f = {.m = m, .out = body};
    enum { OBJECT };
    wasm_u32(body, 1);
    wasm_u32(body, 1);
    bytes_push(body, W_TYPE_I32);
    u32 address = list_address(m->module->classes.items[index].slot_count);
    const_i32(&f, 0);
    memory(&f, W_I32_LOAD, 2, address);
    tee(&f, OBJECT);
    begin_if(&f);
    const_i32(&f, 0);
    get(&f, OBJECT);
    memory(&f, W_I32_LOAD, 2, FREE_NEXT_OFFSET);
    memory(&f, W_I32_STORE, 2, address);
    op(&f, W_ELSE);
    call_runtime(&f, index);
    end(&f);
    put_head(&f, index, OBJECT);
    get(&f, OBJECT);
    end(&f);
}

// ---- the end of one

static void change_depth(WasmFunc *f, WasmOp code) {
    get_global(f, GLOBAL_FREE_DEPTH);
    const_i32(f, 1);
    op(f, code);
    set_global(f, GLOBAL_FREE_DEPTH);
}

static void release_slot(WasmFunc *f, u32 object, SlotKind kind, u32 offset) {
    if (kind == SLOT_F64) return;
    get(f, object);
    memory(f, W_I64_LOAD, 3, offset);
    if (kind == SLOT_VALUE) {
        wasm_release_value(f, object + 3, object + 1, object + 2);
        return;
    }
    test_not_small(f);
    begin_if(f);
    get(f, object);
    memory(f, W_I64_LOAD, 3, offset);
    op(f, W_I32_WRAP_I64);
    op_u32(f, W_CALL, wasm_helper_index(f->m, HELPER_RELEASE_REF));
    end(f);
}

static void free_plain(WasmFunc *f, u32 index, u32 object) {
    u8 kinds[INSTANCE_SLOTS_MAX] = {0};
    find_kinds(f->m, index, kinds);
    u32 slot_count = f->m->module->classes.items[index].slot_count;
    bool owns = false;
    for (u32 i = 0; i < slot_count; i++) owns |= kinds[i] != SLOT_F64;
    if (owns) change_depth(f, W_I32_ADD);
    for (u32 i = 0; i < slot_count; i++)
        release_slot(f, object, (SlotKind)kinds[i], (u32)offsetof(Instance, slots) + 8 * i);
    if (owns) change_depth(f, W_I32_SUB);
    u32 address = list_address(slot_count);
    get(f, object);
    const_i32(f, 0);
    memory(f, W_I32_LOAD, 2, address);
    memory(f, W_I32_STORE, 2, FREE_NEXT_OFFSET);
    const_i32(f, 0);
    get(f, object);
    memory(f, W_I32_STORE, 2, address);
    op(f, W_RETURN);
}

// A block for each plain class, the first one innermost; others leave all of them.
static void dispatch(WasmFunc *f, u32 plain_count, u32 object) {
    u32 class_count = f->m->module->classes.count;
    for (u32 i = 0; i <= plain_count; i++) {
        op(f, W_BLOCK);
        bytes_push(f->out, W_EMPTY);
    }
    get_global(f, GLOBAL_FREE_DEPTH);
    const_i32(f, FREE_DEPTH_MAX);
    op(f, W_I32_GE_U);
    op_u32(f, W_BR_IF, plain_count);
    get(f, object);
    memory(f, W_I32_LOAD, 2, offsetof(Object, class_id));
    get_global(f, GLOBAL_CLASS_BASE);
    op(f, W_I32_SUB);
    op(f, W_BR_TABLE);
    wasm_u32(f->out, class_count);
    u32 next = 0;
    for (u32 i = 0; i < class_count; i++)
        wasm_u32(f->out, f->m->new_helper[i] == IR_NONE ? plain_count : next++);
    wasm_u32(f->out, plain_count);
}

void wasm_instance_free(WasmFunc *f) {
    u32 object = 0;
    u32 class_count = f->m->module->classes.count, plain_count = f->m->helper_count - HELPER_COUNT;
    if (f->m->module->has_weak_references) plain_count = 0;
    if (plain_count > 0) dispatch(f, plain_count, object);
    for (u32 i = 0; i < class_count && plain_count > 0; i++) {
        if (f->m->new_helper[i] == IR_NONE) continue;
        end(f);
        free_plain(f, i, object);
    }
    if (plain_count > 0) end(f);
    wasm_push_state(f);
    get(f, object);
    wasm_call_rt(f, RT_FREE);
}
