// LIST_… FIELD_… STR_…: memory of known objects, at the offsets of abi/object.h. Pointers are the
// low halves of their slots.
#include "base/check.h"
#include "compiler/wasm/emit_priv.h"

static void load_word(WasmFunc *f, IrType type, u32 offset) {
    memory(f, type == IR_F64 ? W_F64_LOAD : W_I64_LOAD, 3, offset);
}

static void store_word(WasmFunc *f, IrType type, u32 offset) {
    memory(f, type == IR_F64 ? W_F64_STORE : W_I64_STORE, 3, offset);
}

// On the stack: base address, index. Leaves base + index * 8.
static void add_index(WasmFunc *f) {
    op(f, W_I32_WRAP_I64);
    const_i32(f, 3);
    op(f, W_I32_SHL);
    op(f, W_I32_ADD);
}

static const u32 list_len = offsetof(List, len), list_writable = offsetof(List, writable_len),
                 list_buffer = offsetof(List, buffer), buffer_items = offsetof(Buffer, items);

// ---- loads. Arguments are on the stack; an index that is there already needs the base beneath it
// changed first, so list and tuple elements have their arguments pushed here instead.

bool wasm_op_load(WasmFunc *f, const IrInst *inst) {
    switch (inst->op) {
    case IR_REF_CLASS: memory(f, W_I32_LOAD, 2, offsetof(Object, class_id)); return true;
    case IR_LIST_LEN: memory(f, W_I64_LOAD32_U, 2, list_len); return true;
    case IR_TUPLE_LEN:
    case IR_BYTEARRAY_LEN:
    case IR_STR_LEN: memory(f, W_I64_LOAD32_U, 2, offsetof(Tuple, len)); return true;
    case IR_LIST_ITEMS:
        memory(f, W_I32_LOAD, 2, list_buffer);
        const_i32(f, (i32)buffer_items);
        op(f, W_I32_ADD);
        return true;
    case IR_LIST_GET:
        // list, index: the list's buffer is loaded under the index by way of a local.
        op(f, W_I32_WRAP_I64);
        const_i32(f, 3);
        op(f, W_I32_SHL);
        set(f, f->scratch_i32[2]);
        memory(f, W_I32_LOAD, 2, list_buffer);
        get(f, f->scratch_i32[2]);
        op(f, W_I32_ADD);
        load_word(f, inst->type, buffer_items);
        return true;
    case IR_TUPLE_GET:
        add_index(f);
        load_word(f, IR_VALUE, offsetof(Tuple, items));
        return true;
    case IR_BYTES_ITEMS: memory(f, W_I32_LOAD, 2, offsetof(BytesObject, data)); return true;
    case IR_BYTES_GET:
        op(f, W_I32_WRAP_I64);
        set(f, f->scratch_i32[2]);
        memory(f, W_I32_LOAD, 2, offsetof(BytesObject, data));
        get(f, f->scratch_i32[2]);
        op(f, W_I32_ADD);
        memory(f, W_I64_LOAD8_U, 0, 0);
        return true;
    case IR_FIELD_GET:
        load_word(f, inst->type, (u32)offsetof(Instance, slots) + 8 * (u32)inst->imm);
        return true;
    case IR_CELL_GET: load_word(f, IR_VALUE, offsetof(Cell, value)); return true;
    case IR_CAPTURE_GET:
        load_word(f, IR_VALUE, (u32)offsetof(Func, captures) + 8 * (u32)inst->imm);
        return true;
    default: return false;
    }
}

// ---- checks

// result = index, or index + len when negative; flag = whether it is outside.
static void op_check(WasmFunc *f, const IrInst *inst, u32 result, u32 len_offset) {
    wasm_push(f, inst->args[0]);
    memory(f, W_I64_LOAD32_U, 2, len_offset);
    set(f, f->scratch_i64[0]);
    wasm_push(f, inst->args[1]);
    IrOp index_op = wasm_inst(f, inst->args[1])->op;
    bool is_constant = index_op == IR_CONST_I64;
    bool is_negative = is_constant && (i64)wasm_inst(f, inst->args[1])->imm < 0;
    if (is_negative) {
        get(f, f->scratch_i64[0]);
        op(f, W_I64_ADD);
    } else if (!is_constant && !(inst->imm & IR_INDEX_NOT_NEGATIVE)) {
        // index + (len where index < 0)
        get(f, f->scratch_i64[0]);
        wasm_push(f, inst->args[1]);
        const_i64(f, 63);
        op(f, W_I64_SHR_S);
        op(f, W_I64_AND);
        op(f, W_I64_ADD);
    }
    tee(f, result);
    get(f, f->scratch_i64[0]);
    op(f, W_I64_GE_U);
    tee(f, f->flag);
    begin_rare(f);
    wasm_push_state(f);
    const_i32(f, (i32)(inst->imm & IR_FAULT_MASK));
    wasm_push(f, inst->args[1]);
    wasm_call_rt(f, RT_RAISE_INDEX);
    end(f);
}

static void op_writable(WasmFunc *f, const IrInst *inst) {
    wasm_push(f, inst->args[0]);
    memory(f, W_I32_LOAD, 2, list_writable);
    wasm_push(f, inst->args[0]);
    memory(f, W_I32_LOAD, 2, list_len);
    op(f, W_I32_NE);
    begin_rare(f);
    wasm_push_state(f);
    wasm_push(f, inst->args[0]);
    wasm_call_rt(f, RT_LIST_MAKE_WRITABLE);
    end(f);
}

static void op_check_write(WasmFunc *f, const IrInst *inst, u32 result) {
    op_writable(f, inst);
    op_check(f, inst, result, list_len);
}

// ---- stores

static void release_old(WasmFunc *f, IrType type, u32 old) {
    get(f, old);
    if (type == IR_VALUE && f->is_hot) {
        wasm_release_value(f, old, f->scratch_i32[0], f->scratch_i32[1]);
        return;
    }
    if (type == IR_VALUE) {
        op_u32(f, W_CALL, wasm_helper_index(f->m, HELPER_RELEASE_VALUE));
        return;
    }
    test_not_small(f);
    begin_rare(f);
    get(f, old);
    op(f, W_I32_WRAP_I64);
    op_u32(f, W_CALL, wasm_helper_index(f->m, HELPER_RELEASE_REF));
    end(f);
}

// The slot's address is on the stack: stores `value` there and releases what it replaces.
static void replace(WasmFunc *f, IrValue value, u32 offset) {
    IrType type = wasm_inst(f, value)->type;
    if (type == IR_F64) {
        wasm_push(f, value);
        store_word(f, type, offset);
        return;
    }
    tee(f, f->scratch_i32[0]);
    load_word(f, type, offset);
    set(f, f->scratch_i64[0]);
    get(f, f->scratch_i32[0]);
    wasm_push(f, value);
    store_word(f, type, offset);
    release_old(f, type, f->scratch_i64[0]);
}

static void op_list_set(WasmFunc *f, const IrInst *inst) {
    wasm_push(f, inst->args[0]);
    memory(f, W_I32_LOAD, 2, list_buffer);
    wasm_push(f, inst->args[1]);
    add_index(f);
    if (inst->imm & 1) {
        wasm_push(f, inst->args[2]);
        store_word(f, wasm_inst(f, inst->args[2])->type, buffer_items);
        return;
    }
    replace(f, inst->args[2], buffer_items);
}

static void op_list_put(WasmFunc *f, const IrInst *inst) {
    wasm_push(f, inst->args[0]);
    memory(f, W_I32_LOAD, 2, list_buffer);
    wasm_push(f, inst->args[1]);
    add_index(f);
    wasm_push(f, inst->args[2]);
    store_word(f, IR_I64, buffer_items);
}

// The first argument only keeps the list alive.
static void op_item_put(WasmFunc *f, const IrInst *inst) {
    wasm_push(f, inst->args[1]);
    wasm_push(f, inst->args[2]);
    add_index(f);
    wasm_push(f, inst->args[3]);
    store_word(f, wasm_inst(f, inst->args[3])->type, 0);
}

void wasm_push_item(WasmFunc *f, const IrInst *inst) {
    wasm_push(f, inst->args[1]);
    wasm_push(f, inst->args[2]);
    add_index(f);
    load_word(f, inst->type, 0);
}

static void push_byte_address(WasmFunc *f, const IrInst *inst) {
    wasm_push(f, inst->args[1]);
    wasm_push(f, inst->args[2]);
    op(f, W_I32_WRAP_I64);
    op(f, W_I32_ADD);
}

void wasm_push_byte(WasmFunc *f, const IrInst *inst) {
    push_byte_address(f, inst);
    memory(f, W_I64_LOAD8_U, 0, 0);
}

static void op_byte_put(WasmFunc *f, const IrInst *inst) {
    push_byte_address(f, inst);
    wasm_push(f, inst->args[3]);
    memory(f, W_I64_STORE8, 0, 0);
}

static void call_append(WasmFunc *f, const IrInst *inst) {
    static const u8 calls[IR_TYPE_COUNT] = {[IR_VALUE] = RT_LIST_APPEND_VALUE,
                                            [IR_INT] = RT_LIST_APPEND_INT,
                                            [IR_F64] = RT_LIST_APPEND_F64};
    wasm_push_state(f);
    wasm_push(f, inst->args[0]);
    wasm_push(f, inst->args[1]);
    wasm_call_rt(f, calls[wasm_inst(f, inst->args[1])->type]);
}

// Room and not shared: buffer, len == writable_len, len < capacity; else the runtime.
static void op_list_append(WasmFunc *f, const IrInst *inst) {
    u32 buffer = f->scratch_i32[0], len = f->scratch_i32[1];
    wasm_push(f, inst->args[0]);
    memory(f, W_I32_LOAD, 2, list_len);
    set(f, len);
    // A list without buffer has address 0 here: capacity is then read from address 4, which is
    // always 0.
    wasm_push(f, inst->args[0]);
    memory(f, W_I32_LOAD, 2, list_buffer);
    tee(f, buffer);
    memory(f, W_I32_LOAD, 2, offsetof(Buffer, capacity));
    get(f, len);
    op(f, W_I32_LE_U);
    wasm_push(f, inst->args[0]);
    memory(f, W_I32_LOAD, 2, list_writable);
    get(f, len);
    op(f, W_I32_NE);
    op(f, W_I32_OR);
    begin_rare(f);
    call_append(f, inst);
    op(f, W_ELSE);
    get(f, buffer);
    get(f, len);
    const_i32(f, 3);
    op(f, W_I32_SHL);
    op(f, W_I32_ADD);
    wasm_push(f, inst->args[1]);
    store_word(f, wasm_inst(f, inst->args[1])->type, buffer_items);
    // len and writable_len at once
    wasm_push(f, inst->args[0]);
    get(f, len);
    const_i32(f, 1);
    op(f, W_I32_ADD);
    op(f, W_I64_EXTEND_I32_U);
    const_i64(f, INT64_C(0x100000001));
    op(f, W_I64_MUL);
    memory(f, W_I64_STORE, 2, list_len);
    end(f);
}

static void op_str_code(WasmFunc *f, const IrInst *inst, u32 result) {
    u32 width = f->scratch_i32[0], data = f->scratch_i32[1];
    wasm_push(f, inst->args[0]);
    memory(f, W_I32_LOAD, 2, offsetof(Str, data));
    set(f, data);
    wasm_push(f, inst->args[0]);
    memory(f, W_I32_LOAD8_U, 0, offsetof(Str, width));
    tee(f, width);
    const_i32(f, 1);
    op(f, W_I32_EQ);
    wasm_hint(f, true);
    begin_if(f);
    get(f, data);
    wasm_push(f, inst->args[1]);
    op(f, W_I32_WRAP_I64);
    op(f, W_I32_ADD);
    memory(f, W_I64_LOAD8_U, 0, 0);
    set(f, result);
    op(f, W_ELSE);
    // 2 or 4 bytes: width / 2 is the shift
    get(f, data);
    wasm_push(f, inst->args[1]);
    op(f, W_I32_WRAP_I64);
    get(f, width);
    const_i32(f, 4);
    op(f, W_I32_EQ);
    const_i32(f, 1);
    op(f, W_I32_ADD);
    op(f, W_I32_SHL);
    op(f, W_I32_ADD);
    set(f, data);
    get(f, width);
    const_i32(f, 2);
    op(f, W_I32_EQ);
    begin_if(f);
    get(f, data);
    memory(f, W_I64_LOAD16_U, 1, 0);
    set(f, result);
    op(f, W_ELSE);
    get(f, data);
    memory(f, W_I64_LOAD32_U, 2, 0);
    set(f, result);
    end(f);
    end(f);
}

static void op_bytes_set(WasmFunc *f, const IrInst *inst) {
    wasm_push(f, inst->args[0]);
    memory(f, W_I32_LOAD, 2, offsetof(BytesObject, data));
    wasm_push(f, inst->args[1]);
    op(f, W_I32_WRAP_I64);
    op(f, W_I32_ADD);
    wasm_push(f, inst->args[2]);
    memory(f, W_I64_STORE8, 0, 0);
}

static void store_fresh(WasmFunc *f, const IrInst *inst, u32 offset) {
    wasm_push(f, inst->args[0]);
    wasm_push(f, inst->args[1]);
    store_word(f, wasm_inst(f, inst->args[1])->type, offset);
}

// Whether the object was made just before, in the same block, and nothing but stores into it stands
// in between.
static bool is_first_store(const WasmFunc *f, IrValue value) {
    const IrInst *inst = wasm_inst(f, value);
    IrValue object = inst->args[0];
    if (wasm_inst(f, object)->op != IR_INSTANCE_NEW) return false;
    const IrBlockData *data = &f->func->blocks.items[inst->block];
    u32 at = data->insts.count;
    while (at > 0 && data->insts.items[at - 1] != value) at--;
    for (at--; at-- > 0;) {
        IrValue before = data->insts.items[at];
        const IrInst *other = wasm_inst(f, before);
        if (before == object) return true;
        bool is_store =
            (other->op == IR_FIELD_SET || other->op == IR_FIELD_INIT) && other->args[0] == object;
        if (is_store ? other->imm == inst->imm : ir_effects(other) != IR_PURE) return false;
    }
    return false;
}

bool wasm_op_store(WasmFunc *f, IrValue value) {
    const IrInst *inst = wasm_inst(f, value);
    u32 result = f->local[value];
    switch (inst->op) {
    case IR_LIST_CHECK: op_check(f, inst, result, list_len); return true;
    case IR_BYTEARRAY_CHECK:
    case IR_STR_CHECK: op_check(f, inst, result, offsetof(Tuple, len)); return true;
    case IR_LIST_CHECK_WRITE: op_check_write(f, inst, result); return true;
    case IR_LIST_SET: op_list_set(f, inst); return true;
    case IR_LIST_PUT: op_list_put(f, inst); return true;
    case IR_LIST_WRITABLE: op_writable(f, inst); return true;
    case IR_ITEM_PUT: op_item_put(f, inst); return true;
    case IR_BYTE_PUT: op_byte_put(f, inst); return true;
    case IR_LIST_APPEND: op_list_append(f, inst); return true;
    case IR_STR_CODE: op_str_code(f, inst, result); return true;
    case IR_BYTES_SET: op_bytes_set(f, inst); return true;
    case IR_FIELD_SET:
        if (is_first_store(f, value)) {
            store_fresh(f, inst, (u32)offsetof(Instance, slots) + 8 * (u32)inst->imm);
            return true;
        }
        wasm_push(f, inst->args[0]);
        replace(f, inst->args[1], (u32)offsetof(Instance, slots) + 8 * (u32)inst->imm);
        return true;
    case IR_FIELD_INIT:
        store_fresh(f, inst, (u32)offsetof(Instance, slots) + 8 * (u32)inst->imm);
        return true;
    case IR_CELL_SET:
        wasm_push(f, inst->args[0]);
        replace(f, inst->args[1], offsetof(Cell, value));
        return true;
    case IR_CAPTURE_INIT:
        store_fresh(f, inst, (u32)offsetof(Func, captures) + 8 * (u32)inst->imm);
        return true;
    case IR_FUNC_DEFAULTS: store_fresh(f, inst, offsetof(Func, defaults)); return true;
    case IR_GLOBAL_SET:
        get_global(f, GLOBAL_BLOCK);
        replace(f, inst->args[0], (f->m->module->consts.count + (u32)inst->imm) * 8);
        return true;
    default: return false;
    }
}
