// Subscripts, lengths, and what displays and comprehensions put into containers.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

static bool is_int(Val val) {
    return val.repr == IR_INT || val.repr == IR_I1 || val.repr == IR_I64;
}

// An int made from a machine word gives it back.
static bool word_of(Lower *l, IrValue value, IrValue *word) {
    IrInst inst = l->b.func->insts.items[value];
    i64 number = (i64)inst.imm;
    if (inst.op == IR_INT_FROM_SMALL) *word = inst.args[0];
    if (inst.op == IR_CONST_INT && number > -(i64)LOWER_WORD_MAX && number < (i64)LOWER_WORD_MAX) {
        *word = lower_const_i64(l, number);
        return true;
    }
    return inst.op == IR_INT_FROM_SMALL;
}

bool lower_small_word(Lower *l, IrValue value, IrValue *word) {
    if (word_of(l, value, word)) return true;
    IrInst inst = l->b.func->insts.items[value];
    if (inst.op != IR_INT_ADD && inst.op != IR_INT_SUB) return false;
    IrValue left, right;
    if (!word_of(l, inst.args[0], &left) || !word_of(l, inst.args[1], &right)) return false;
    *word =
        inst.op == IR_INT_ADD ? EMIT(l, I64_ADD, 0, left, right) : EMIT(l, I64_SUB, 0, left, right);
    return true;
}

IrValue lower_index(Lower *l, Val val) {
    if (val.repr == IR_I64) return val.id;
    IrValue whole = lower_to_int(l, val), word;
    // A sum that leaves the small range is no index either way.
    if (lower_small_word(l, whole, &word)) return word;
    return EMIT(l, INDEX_FROM_INT, 0, whole);
}

bool lower_len_of_known(Lower *l, Val val, IrValue *len) {
    if (val.repr != IR_REF) return false;
    switch (lower_kind(l, val.type)) {
    case SEMA_LIST: *len = EMIT(l, LIST_LEN, 0, val.id); return true;
    case SEMA_STR:
    case SEMA_BYTES: *len = EMIT(l, STR_LEN, 0, val.id); return true;
    case SEMA_BYTEARRAY: *len = EMIT(l, BYTEARRAY_LEN, 0, val.id); return true;
    case SEMA_TUPLE:
    case SEMA_TUPLE_OF: *len = EMIT(l, TUPLE_LEN, 0, val.id); return true;
    default: return false;
    }
}

// ---- reading

static Val list_get(Lower *l, Val list, Val key) {
    SlotKind kind = sema_list_kind(&l->program->types, list.type);
    IrType repr = lower_slot_type(kind);
    IrValue index = EMIT(l, LIST_CHECK, RT_FAULT_LIST_INDEX, list.id, lower_index(l, key));
    return (Val){EMIT_TYPED(l, LIST_GET, repr, 0, list.id, index), repr,
                 lower_list_item(l, list.type)};
}

static Val tuple_get(Lower *l, Val tuple, Val key) {
    const SemaTypeRow *row = sema_type_row(&l->program->types, tuple.type);
    const IrInst *inst = &l->b.func->insts.items[key.id];
    if (row->kind == SEMA_TUPLE && inst->op == IR_CONST_INT) {
        i64 index = (i64)inst->imm;
        if (index < 0) index += row->part_count;
        if (index >= 0 && index < (i64)row->part_count) {
            IrValue item = EMIT(l, TUPLE_GET, 0, tuple.id, lower_const_i64(l, index));
            return lower_as(l, (Val){item, IR_VALUE, SEMA_OBJECT}, row->parts[index]);
        }
    }
    SemaType item_type = row->kind == SEMA_TUPLE_OF ? row->parts[0] : SEMA_OBJECT;
    IrValue index = EMIT(l, STR_CHECK, RT_FAULT_TUPLE_INDEX, tuple.id, lower_index(l, key));
    return (Val){EMIT(l, TUPLE_GET, 0, tuple.id, index), IR_VALUE, item_type};
}

// A key that is absent takes the general way, which raises KeyError.
static Val dict_item(Lower *l, Val dict, Val key) {
    SemaType type = sema_cell_content(&l->program->types,
                                      sema_type_row(&l->program->types, dict.type)->cells[1]);
    SsaVar result = ssa_var_new(&l->ssa, IR_VALUE);
    IrValue found = lower_is(l, key, SEMA_STR) ? RT(l, DICT_GET_STR, dict.id, key.id)
                                               : RT(l, DICT_GET, dict.id, lower_to_value(l, key));
    ssa_write(&l->ssa, result, found);
    IrBlock done = ssa_block_new(&l->ssa), absent = ssa_block_new(&l->ssa);
    IrValue is_absent = EMIT(l, VALUE_IS, 0, found, lower_const_value(l, VALUE_UNDEFINED));
    ssa_brif(&l->ssa, is_absent, absent, done, 2);
    ssa_begin_sealed(&l->ssa, absent);
    l->b.func->blocks.items[absent].is_cold = true;
    ssa_write(&l->ssa, result, RT(l, GETITEM, lower_to_value(l, dict), lower_to_value(l, key)));
    ssa_jump(&l->ssa, done);
    ssa_begin_sealed(&l->ssa, done);
    return (Val){ssa_read(&l->ssa, result), IR_VALUE, type};
}

Val lower_item_get(Lower *l, Val object, Val key, SemaType type) {
    Val web_item;
    if (lower_web_item(l, object, key, &web_item)) return web_item;
    switch (lower_kind(l, object.type)) {
    case SEMA_LIST:
        if (is_int(key)) return list_get(l, object, key);
        break;
    case SEMA_TUPLE:
    case SEMA_TUPLE_OF:
        if (is_int(key)) return tuple_get(l, object, key);
        break;
    case SEMA_STR:
        if (is_int(key)) {
            IrValue index = EMIT(l, STR_CHECK, RT_FAULT_STR_INDEX, object.id, lower_index(l, key));
            return (Val){RT(l, STR_CHAR, object.id, index), IR_REF, SEMA_STR};
        }
        break;
    case SEMA_BYTES:
        if (is_int(key)) {
            IrValue index =
                EMIT(l, STR_CHECK, RT_FAULT_BYTES_INDEX, object.id, lower_index(l, key));
            IrValue byte = EMIT(l, BYTES_GET, 0, object.id, index);
            return (Val){EMIT(l, INT_FROM_SMALL, 0, byte), IR_INT, SEMA_INT};
        }
        break;
    case SEMA_BYTEARRAY:
        if (is_int(key)) {
            IrValue index =
                EMIT(l, BYTEARRAY_CHECK, RT_FAULT_BYTEARRAY_INDEX, object.id, lower_index(l, key));
            IrValue byte = EMIT(l, BYTES_GET, 0, object.id, index);
            return (Val){EMIT(l, INT_FROM_SMALL, 0, byte), IR_INT, SEMA_INT};
        }
        break;
    case SEMA_DICT: return dict_item(l, object, key);
    default: break;
    }
    Val item = {RT(l, GETITEM, lower_to_value(l, object), lower_to_value(l, key)), IR_VALUE,
                SEMA_OBJECT};
    // A slice of a list has the list's kind.
    bool is_list_slice =
        lower_is(l, object, SEMA_LIST) && lower_kind(l, type) == SEMA_LIST &&
        sema_list_kind(&l->program->types, object.type) != sema_list_kind(&l->program->types, type);
    return is_list_slice && lower_is(l, key, SEMA_SLICE) ? lower_fit_list(l, item, type) : item;
}

Val lower_slice_key(Lower *l, const AstExpr *slice) {
    const AstExpr *parts[] = {slice->slice.lower, slice->slice.upper, slice->slice.step};
    IrValue values[3];
    for (u32 i = 0; i < 3; i++) {
        values[i] = parts[i] ? lower_expr_value(l, parts[i]) : lower_const_value(l, VALUE_NONE);
    }
    return (Val){RT(l, SLICE_NEW, values[0], values[1], values[2]), IR_VALUE, SEMA_SLICE};
}

// ---- slices of str: no slice object when the bounds are ints and there is no step

static bool is_bound(Lower *l, const AstExpr *bound) {
    if (!bound) return true;
    IrType repr = lower_repr_of(l, lower_type_of(l, bound));
    return repr == IR_INT || repr == IR_I1;
}

// Counted from the end when negative, then brought between 0 and `len`.
static IrValue clamped(Lower *l, IrValue bound, IrValue len) {
    const IrInst *inst = &l->b.func->insts.items[bound];
    bool is_natural = inst->op == IR_CONST_I64 && (i64)inst->imm >= 0;
    IrValue zero = lower_const_i64(l, 0);
    if (!is_natural) {
        IrValue is_negative = EMIT(l, I64_LT_S, 0, bound, zero);
        IrValue from_end = EMIT(l, I64_ADD, 0, bound, len);
        IrValue floor =
            EMIT_TYPED(l, SELECT, IR_I64, 0, EMIT(l, I64_LT_S, 0, from_end, zero), zero, from_end);
        bound = EMIT_TYPED(l, SELECT, IR_I64, 0, is_negative, floor, bound);
    }
    return EMIT_TYPED(l, SELECT, IR_I64, 0, EMIT(l, I64_GT_S, 0, bound, len), len, bound);
}

static Val text_slice(Lower *l, Val text, const AstExpr *slice) {
    const AstExpr *bounds[] = {slice->slice.lower, slice->slice.upper};
    IrValue words[2] = {IR_NONE, IR_NONE};
    for (u32 i = 0; i < 2; i++) {
        if (bounds[i]) words[i] = lower_index(l, lower_expr(l, bounds[i]));
    }
    IrValue len = EMIT(l, STR_LEN, 0, text.id);
    IrValue start = words[0] == IR_NONE ? lower_const_i64(l, 0) : clamped(l, words[0], len);
    IrValue stop = words[1] == IR_NONE ? len : clamped(l, words[1], len);
    IrValue is_empty = EMIT(l, I64_LT_S, 0, stop, start);
    stop = EMIT_TYPED(l, SELECT, IR_I64, 0, is_empty, start, stop);
    return (Val){RT(l, STR_SLICE, text.id, start, stop), IR_REF, SEMA_STR};
}

Val lower_subscript(Lower *l, const AstExpr *expr) {
    Val object = lower_expr(l, expr->subscript.value);
    const AstExpr *slice = expr->subscript.slice;
    bool is_text_slice = slice->kind == AST_SLICE && lower_is(l, object, SEMA_STR) &&
                         !slice->slice.step && is_bound(l, slice->slice.lower) &&
                         is_bound(l, slice->slice.upper);
    if (is_text_slice) return text_slice(l, object, slice);
    Val key = slice->kind == AST_SLICE ? lower_slice_key(l, slice) : lower_expr(l, slice);
    lower_at(l, expr->span);
    return lower_item_get(l, object, key, lower_type_of(l, expr));
}

// ---- writing

Val lower_list_new(Lower *l, SemaType type, IrValue capacity) {
    SlotKind kind =
        lower_kind(l, type) == SEMA_LIST ? sema_list_kind(&l->program->types, type) : SLOT_VALUE;
    return (Val){RT(l, LIST_NEW, lower_const_i32(l, kind), capacity), IR_REF, type};
}

void lower_list_append(Lower *l, Val list, Val item) {
    SlotKind kind =
        lower_is(l, list, SEMA_LIST) ? sema_list_kind(&l->program->types, list.type) : SLOT_VALUE;
    EMIT(l, LIST_APPEND, 0, list.id, lower_convert(l, item, lower_slot_type(kind)));
}

Val lower_dict_set(Lower *l, Val dict, Val key, Val value) {
    IrValue stored = lower_to_value(l, value);
    if (lower_is(l, key, SEMA_STR)) {
        RT(l, DICT_SET_STR, dict.id, key.id, stored);
    } else {
        RT(l, DICT_SET, dict.id, lower_to_value(l, key), stored);
    }
    return dict;
}

// What is no byte is the runtime's business: it raises.
static void bytearray_set(Lower *l, Val array, Val key, Val value) {
    IrValue byte = lower_index(l, value);
    IrBlock fine = ssa_block_new(&l->ssa), wrong = ssa_block_new(&l->ssa);
    IrValue is_byte = EMIT(l, I64_LT_U, 0, byte, lower_const_i64(l, 256));
    ssa_brif(&l->ssa, is_byte, fine, wrong, 1);
    ssa_begin_sealed(&l->ssa, wrong);
    l->b.func->blocks.items[wrong].is_cold = true;
    RT(l, SETITEM, lower_to_value(l, array), lower_to_value(l, key), lower_to_value(l, value));
    lower_unreachable(l);
    ssa_begin_sealed(&l->ssa, fine);
    IrValue index =
        EMIT(l, BYTEARRAY_CHECK, RT_FAULT_BYTEARRAY_INDEX, array.id, lower_index(l, key));
    EMIT(l, BYTES_SET, 0, array.id, index, byte);
}

static SemaType list_items(Lower *l, Val list) {
    const SemaTypes *types = &l->program->types;
    return sema_cell_content(types, sema_type_row(types, list.type)->cells[0]);
}

void lower_item_set(Lower *l, Val object, Val key, Val value) {
    switch (lower_kind(l, object.type)) {
    case SEMA_LIST:
        if (is_int(key)) {
            SlotKind kind = sema_list_kind(&l->program->types, object.type);
            IrValue stored = lower_convert(l, value, lower_slot_type(kind));
            IrValue index = EMIT(l, LIST_CHECK_WRITE, RT_FAULT_LIST_ASSIGN_INDEX, object.id,
                                 lower_index(l, key));
            u32 uncounted = lower_is_uncounted(l, list_items(l, object));
            EMIT(l, LIST_SET, uncounted, object.id, index, stored);
            return;
        }
        break;
    case SEMA_BYTEARRAY:
        if (is_int(key) && is_int(value)) {
            bytearray_set(l, object, key, value);
            return;
        }
        break;
    case SEMA_DICT: lower_dict_set(l, object, key, value); return;
    default: break;
    }
    RT(l, SETITEM, lower_to_value(l, object), lower_to_value(l, key), lower_to_value(l, value));
}
