// Iteration without iterator objects. A cursor holds what an iterator would, in SSA variables; what
// has no cursor of its own is iterated through the runtime. Cursors nest: enumerate and zip are
// made of others.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

typedef enum {
    CURSOR_GENERIC,
    CURSOR_RANGE,      // counter: I64
    CURSOR_RANGE_INT,  // counter: INT, for bounds that may be big
    CURSOR_LIST,
    CURSOR_LIST_REVERSED,
    CURSOR_TUPLE,
    CURSOR_STR,
    CURSOR_BYTES,  // and bytearray
    CURSOR_WEB,    // a web object with length and items
    CURSOR_DICT,   // and set
    CURSOR_ENUMERATE,
    CURSOR_ZIP,
} CursorKind;

typedef enum { ENTRY_KEY, ENTRY_VALUE, ENTRY_ITEM } EntryPart;

typedef struct Cursor {
    CursorKind kind;
    Span span;                  // of the iterable: where errors of the iteration show
    Val source;                 // the iterable or iterator
    SsaVar at;                  // index, position or counter
    IrValue stop, step, is_up;  // RANGE
    i64 step_constant;          // 0: not constant
    IrValue len;                // DICT: as it was at the start
    EntryPart part;
    SemaType key_type, value_type;
    struct Cursor *parts;
    u32 part_count;
    u32 web_member;  // WEB: what gives items
} Cursor;

static SsaVar counter_new(Lower *l, IrType type, IrValue initial) {
    SsaVar var = ssa_var_new(&l->ssa, type);
    ssa_write(&l->ssa, var, initial);
    return var;
}

static bool small_constant(Lower *l, IrValue value, i64 *number) {
    const IrInst *inst = &l->b.func->insts.items[value];
    if (inst->op != IR_CONST_INT) return false;
    *number = (i64)inst->imm;
    return *number > -(INT64_C(1) << 31) && *number < INT64_C(1) << 31;
}

// ---- range

enum { RANGE_STEP_MAX = 1 << 16 };

// The bounds are evaluated; a step of 0 and what is no int are the runtime's business.
static bool range_cursor(Lower *l, const AstExpr *call, Cursor *cursor) {
    AstExprs args = call->call.args;
    if (args.count < 1 || args.count > 3 || call->call.keywords.count > 0) return false;
    for (u32 i = 0; i < args.count; i++) {
        if (args.items[i]->kind == AST_STARRED) return false;
        IrType repr = lower_repr_of(l, lower_type_of(l, args.items[i]));
        if (repr != IR_INT && repr != IR_I1) return false;
    }
    IrValue bounds[3];
    for (u32 i = 0; i < args.count; i++) bounds[i] = lower_to_int(l, lower_expr(l, args.items[i]));
    IrValue start = args.count == 1 ? lower_const_int(l, 0) : bounds[0];
    IrValue stop = args.count == 1 ? bounds[0] : bounds[1];
    IrValue step = args.count == 3 ? bounds[2] : lower_const_int(l, 1);
    i64 step_constant = 0;
    bool is_step_known = small_constant(l, step, &step_constant) && step_constant != 0;
    cursor->step_constant = step_constant;
    // Counted from a small start in small steps, a stop beyond the small range is as good as its
    // end: nobody gets there.
    bool is_step_small =
        is_step_known && step_constant > -RANGE_STEP_MAX && step_constant < RANGE_STEP_MAX;
    IrValue start_word;
    if (is_step_small && lower_small_word(l, start, &start_word)) {
        cursor->kind = CURSOR_RANGE;
        cursor->stop = lower_index(l, (Val){stop, IR_INT, SEMA_INT});
        cursor->at = counter_new(l, IR_I64, start_word);
        return true;
    }
    cursor->kind = CURSOR_RANGE_INT;
    cursor->stop = stop;
    cursor->step = step;
    if (!is_step_known) {
        IrBlock fine = ssa_block_new(&l->ssa), zero = ssa_block_new(&l->ssa);
        lower_at(l, call->span);
        ssa_brif(&l->ssa, EMIT(l, INT_IS_ZERO, 0, step), zero, fine, 2);
        ssa_begin_sealed(&l->ssa, zero);
        lower_raise_text(l, CLASS_VALUE_ERROR, SLICE_LITERAL("range() arg 3 must not be zero"));
        ssa_begin_sealed(&l->ssa, fine);
        cursor->is_up = EMIT(l, INT_GT, 0, step, lower_const_int(l, 0));
    }
    cursor->at = counter_new(l, IR_INT, start);
    return true;
}

static IrValue range_goes_on(Lower *l, const Cursor *cursor, IrValue at) {
    if (cursor->kind == CURSOR_RANGE) {
        return cursor->step_constant > 0 ? EMIT(l, I64_LT_S, 0, at, cursor->stop)
                                         : EMIT(l, I64_GT_S, 0, at, cursor->stop);
    }
    if (cursor->step_constant > 0) return EMIT(l, INT_LT, 0, at, cursor->stop);
    if (cursor->step_constant < 0) return EMIT(l, INT_GT, 0, at, cursor->stop);
    IrValue below = EMIT(l, INT_LT, 0, at, cursor->stop),
            above = EMIT(l, INT_GT, 0, at, cursor->stop);
    return EMIT_TYPED(l, SELECT, IR_I1, 0, cursor->is_up, below, above);
}

// ---- starting

static void cursor_init(Lower *l, const AstExpr *iter, Cursor *cursor);

static void generic_cursor(Lower *l, Val val, Cursor *cursor) {
    lower_at(l, cursor->span);
    cursor->kind = CURSOR_GENERIC;
    cursor->source = (Val){RT(l, ITER, lower_to_value(l, val)), IR_VALUE, SEMA_OBJECT};
}

static void dict_cursor(Lower *l, Val dict, EntryPart part, Cursor *cursor) {
    const SemaTypeRow *row = sema_type_row(&l->program->types, dict.type);
    bool is_dict = row->kind == SEMA_DICT;
    lower_at(l, cursor->span);
    cursor->kind = CURSOR_DICT;
    cursor->source = dict;
    cursor->part = part;
    cursor->key_type = sema_cell_content(&l->program->types, row->cells[0]);
    cursor->value_type =
        is_dict ? sema_cell_content(&l->program->types, row->cells[1]) : SEMA_OBJECT;
    cursor->len = RT(l, LEN, lower_to_value(l, dict));
    cursor->at = counter_new(l, IR_I64, lower_const_i64(l, 0));
}

static void value_cursor(Lower *l, Val val, Cursor *cursor) {
    cursor->source = val;
    if (lower_web_sequence(l, val, &cursor->web_member)) {
        cursor->kind = CURSOR_WEB;
        cursor->at = counter_new(l, IR_I64, lower_const_i64(l, 0));
        return;
    }
    switch (lower_kind(l, val.type)) {
    case SEMA_LIST: cursor->kind = CURSOR_LIST; break;
    case SEMA_TUPLE:
    case SEMA_TUPLE_OF: cursor->kind = CURSOR_TUPLE; break;
    case SEMA_STR: cursor->kind = CURSOR_STR; break;
    case SEMA_BYTES:
    case SEMA_BYTEARRAY: cursor->kind = CURSOR_BYTES; break;
    case SEMA_DICT:
    case SEMA_SET:
    case SEMA_FROZENSET: dict_cursor(l, val, ENTRY_KEY, cursor); return;
    case SEMA_GENERATOR:
        // It is its own iterator.
        cursor->kind = CURSOR_GENERIC;
        cursor->source = (Val){lower_to_value(l, val), IR_VALUE, val.type};
        return;
    default: generic_cursor(l, val, cursor); return;
    }
    if (val.repr != IR_REF) {
        generic_cursor(l, val, cursor);
        return;
    }
    cursor->at = counter_new(l, IR_I64, lower_const_i64(l, 0));
}

static bool enumerate_cursor(Lower *l, const AstExpr *call, Cursor *cursor) {
    AstExprs args = call->call.args;
    AstKeywords keywords = call->call.keywords;
    const AstExpr *start = args.count == 2 ? args.items[1] : NULL;
    if (args.count < 1 || args.count > 2 || args.count + keywords.count > 2) return false;
    if (keywords.count == 1) {
        if (!slice_equal(names_text(l->names, keywords.items[0]->arg), SLICE_LITERAL("start")))
            return false;
        start = keywords.items[0]->value;
    }
    if (start && lower_repr_of(l, lower_type_of(l, start)) != IR_INT) return false;
    cursor->kind = CURSOR_ENUMERATE;
    cursor->part_count = 1;
    cursor->parts = ARENA_NEW_ARRAY(l->ssa.scratch, Cursor, 1);
    cursor_init(l, args.items[0], &cursor->parts[0]);
    IrValue first = start ? lower_to_int(l, lower_expr(l, start)) : lower_const_int(l, 0);
    cursor->at = counter_new(l, IR_INT, first);
    i64 constant;
    cursor->step_constant = 0;
    if (small_constant(l, first, &constant)) {
        // Counted in a machine word: no list is so long that it overflows.
        cursor->step_constant = 1;
        cursor->at = counter_new(l, IR_I64, lower_const_i64(l, constant));
    }
    return true;
}

static bool zip_cursor(Lower *l, const AstExpr *call, Cursor *cursor) {
    AstExprs args = call->call.args;
    if (call->call.keywords.count > 0 || args.count == 0) return false;
    cursor->kind = CURSOR_ZIP;
    cursor->part_count = args.count;
    cursor->parts = ARENA_NEW_ARRAY(l->ssa.scratch, Cursor, args.count);
    for (u32 i = 0; i < args.count; i++) cursor_init(l, args.items[i], &cursor->parts[i]);
    return true;
}

static bool reversed_cursor(Lower *l, const AstExpr *call, Cursor *cursor) {
    AstExprs args = call->call.args;
    if (args.count != 1 || lower_kind(l, lower_type_of(l, args.items[0])) != SEMA_LIST)
        return false;
    cursor->source = lower_expr(l, args.items[0]);
    cursor->kind = CURSOR_LIST_REVERSED;
    IrValue len = EMIT(l, LIST_LEN, 0, cursor->source.id);
    cursor->at = counter_new(l, IR_I64, EMIT(l, I64_SUB, 0, len, lower_const_i64(l, 1)));
    return true;
}

static bool call_cursor(Lower *l, const AstExpr *expr, Cursor *cursor) {
    const SemaCall *call = sema_call_at(l->program, l->inst, expr->id);
    if (call->kind == SEMA_CALL_NATIVE) {
        switch (call->native) {
        case NATIVE_NEW_RANGE: return range_cursor(l, expr, cursor);
        case NATIVE_NEW_ENUMERATE: return enumerate_cursor(l, expr, cursor);
        case NATIVE_NEW_ZIP: return zip_cursor(l, expr, cursor);
        case NATIVE_NEW_REVERSED: return reversed_cursor(l, expr, cursor);
        default: return false;
        }
    }
    if (call->kind != SEMA_CALL_NATIVE_METHOD || expr->call.func->kind != AST_ATTRIBUTE)
        return false;
    const AstExpr *receiver = expr->call.func->attribute.value;
    bool is_view = call->native == NATIVE_DICT_ITEMS || call->native == NATIVE_DICT_KEYS ||
                   call->native == NATIVE_DICT_VALUES;
    if (!is_view || lower_kind(l, lower_type_of(l, receiver)) != SEMA_DICT) return false;
    EntryPart part = call->native == NATIVE_DICT_ITEMS  ? ENTRY_ITEM
                     : call->native == NATIVE_DICT_KEYS ? ENTRY_KEY
                                                        : ENTRY_VALUE;
    dict_cursor(l, lower_expr(l, receiver), part, cursor);
    return true;
}

static void cursor_init(Lower *l, const AstExpr *iter, Cursor *cursor) {
    cursor->span = iter->span;
    if (iter->kind == AST_CALL && call_cursor(l, iter, cursor)) return;
    value_cursor(l, lower_expr(l, iter), cursor);
}

// ---- stepping: goes to `done` at the end, else on in a new block with the item

static void go_on_if(Lower *l, IrValue condition, IrBlock done) {
    IrBlock body = ssa_block_new(&l->ssa);
    ssa_brif(&l->ssa, condition, body, done, 1);
    ssa_begin_sealed(&l->ssa, body);
}

static IrValue advance(Lower *l, const Cursor *cursor, i64 by) {
    IrValue at = ssa_read(&l->ssa, cursor->at);
    ssa_write(&l->ssa, cursor->at, EMIT(l, I64_ADD, 0, at, lower_const_i64(l, by)));
    return at;
}

static LowerItem item_of(Val val) {
    return (LowerItem){.val = val};
}

static LowerItem range_next(Lower *l, const Cursor *cursor, IrBlock done) {
    go_on_if(l, range_goes_on(l, cursor, ssa_read(&l->ssa, cursor->at)), done);
    if (cursor->kind == CURSOR_RANGE) {
        IrValue number = advance(l, cursor, cursor->step_constant);
        return item_of((Val){EMIT(l, INT_FROM_SMALL, 0, number), IR_INT, SEMA_INT});
    }
    IrValue number = ssa_read(&l->ssa, cursor->at);
    ssa_write(&l->ssa, cursor->at, EMIT(l, INT_ADD, 0, number, cursor->step));
    return item_of((Val){number, IR_INT, SEMA_INT});
}

static LowerItem list_next(Lower *l, const Cursor *cursor, IrBlock done) {
    SlotKind kind = sema_list_kind(&l->program->types, cursor->source.type);
    IrType repr = lower_slot_type(kind);
    IrValue list = cursor->source.id;
    IrValue len = EMIT(l, LIST_LEN, 0, list);
    // Below 0 is above every length, unsigned: that ends a reversed list; so does a list that
    // shrank meanwhile.
    go_on_if(l, EMIT(l, I64_LT_U, 0, ssa_read(&l->ssa, cursor->at), len), done);
    IrValue index = advance(l, cursor, cursor->kind == CURSOR_LIST ? 1 : -1);
    IrValue item = EMIT_TYPED(l, LIST_GET, repr, 0, list, index);
    return item_of((Val){item, repr, lower_list_item(l, cursor->source.type)});
}

static SemaType tuple_item_type(Lower *l, SemaType tuple) {
    const SemaTypeRow *row = sema_type_row(&l->program->types, tuple);
    for (u32 i = 1; i < row->part_count; i++) {
        if (row->parts[i] != row->parts[0]) return SEMA_OBJECT;
    }
    return row->part_count > 0 ? row->parts[0] : SEMA_OBJECT;
}

static LowerItem sequence_next(Lower *l, const Cursor *cursor, IrBlock done) {
    IrValue source = cursor->source.id;
    bool is_str = cursor->kind == CURSOR_STR;
    IrValue len = is_str ? EMIT(l, STR_LEN, 0, source) : EMIT(l, TUPLE_LEN, 0, source);
    go_on_if(l, EMIT(l, I64_LT_S, 0, ssa_read(&l->ssa, cursor->at), len), done);
    IrValue index = advance(l, cursor, 1);
    if (is_str) return item_of((Val){RT(l, STR_CHAR, source, index), IR_REF, SEMA_STR});
    IrValue item = EMIT(l, TUPLE_GET, 0, source, index);
    return item_of((Val){item, IR_VALUE, tuple_item_type(l, cursor->source.type)});
}

// A bytearray's length is asked for each time: bytes may come and go.
static LowerItem bytes_next(Lower *l, const Cursor *cursor, IrBlock done) {
    IrValue source = cursor->source.id, len;
    CHECK(lower_len_of_known(l, cursor->source, &len));
    go_on_if(l, EMIT(l, I64_LT_S, 0, ssa_read(&l->ssa, cursor->at), len), done);
    IrValue byte = EMIT(l, BYTES_GET, 0, source, advance(l, cursor, 1));
    return item_of((Val){EMIT(l, INT_FROM_SMALL, 0, byte), IR_INT, SEMA_INT});
}

static LowerItem dict_next(Lower *l, const Cursor *cursor, IrBlock done) {
    IrValue dict = cursor->source.id;
    lower_at(l, cursor->span);
    IrValue at = RT(l, DICT_NEXT, dict, ssa_read(&l->ssa, cursor->at), cursor->len);
    go_on_if(l, EMIT(l, I64_GE_S, 0, at, lower_const_i64(l, 0)), done);
    ssa_write(&l->ssa, cursor->at, at);
    LowerItem key = {0}, value = {0};
    if (cursor->part != ENTRY_VALUE) {
        key = item_of((Val){RT(l, DICT_ENTRY_KEY, dict, at), IR_VALUE, cursor->key_type});
    }
    if (cursor->part != ENTRY_KEY) {
        value = item_of((Val){RT(l, DICT_ENTRY_VALUE, dict, at), IR_VALUE, cursor->value_type});
    }
    if (cursor->part == ENTRY_KEY) return key;
    if (cursor->part == ENTRY_VALUE) return value;
    LowerItem *parts = ARENA_NEW_ARRAY(l->ssa.scratch, LowerItem, 2);
    parts[0] = key;
    parts[1] = value;
    return (LowerItem){.count = 2, .parts = parts};
}

// The length is asked for each time: items may come and go.
static LowerItem web_next(Lower *l, const Cursor *cursor, IrBlock done) {
    IrValue at = ssa_read(&l->ssa, cursor->at);
    lower_at(l, cursor->span);
    go_on_if(l, EMIT(l, I64_LT_S, 0, at, lower_web_length(l, cursor->source)), done);
    ssa_write(&l->ssa, cursor->at, EMIT(l, I64_ADD, 0, at, lower_const_i64(l, 1)));
    return item_of(lower_web_item_at(l, cursor->source, cursor->web_member, at));
}

static LowerItem generic_next(Lower *l, const Cursor *cursor, IrBlock done) {
    lower_at(l, cursor->span);
    IrValue item = RT(l, NEXT, cursor->source.id);
    IrValue is_end = EMIT(l, VALUE_IS, 0, item, lower_const_value(l, VALUE_UNDEFINED));
    go_on_if(l, NOT(l, is_end), done);
    const SemaTypeRow *row = sema_type_row(&l->program->types, cursor->source.type);
    bool is_known = row->kind == SEMA_GENERATOR;
    SemaType type = is_known ? sema_cell_content(&l->program->types, row->cells[0]) : SEMA_OBJECT;
    return item_of((Val){item, IR_VALUE, type});
}

static LowerItem cursor_next(Lower *l, const Cursor *cursor, IrBlock done);

static LowerItem enumerate_next(Lower *l, const Cursor *cursor, IrBlock done) {
    LowerItem *parts = ARENA_NEW_ARRAY(l->ssa.scratch, LowerItem, 2);
    parts[1] = cursor_next(l, &cursor->parts[0], done);
    if (cursor->step_constant == 1) {
        IrValue number = EMIT(l, INT_FROM_SMALL, 0, advance(l, cursor, 1));
        parts[0] = item_of((Val){number, IR_INT, SEMA_INT});
    } else {
        IrValue number = ssa_read(&l->ssa, cursor->at);
        ssa_write(&l->ssa, cursor->at, EMIT(l, INT_ADD, 0, number, lower_const_int(l, 1)));
        parts[0] = item_of((Val){number, IR_INT, SEMA_INT});
    }
    return (LowerItem){.count = 2, .parts = parts};
}

static LowerItem zip_next(Lower *l, const Cursor *cursor, IrBlock done) {
    LowerItem *parts = ARENA_NEW_ARRAY(l->ssa.scratch, LowerItem, cursor->part_count);
    for (u32 i = 0; i < cursor->part_count; i++) parts[i] = cursor_next(l, &cursor->parts[i], done);
    return (LowerItem){.count = cursor->part_count, .parts = parts};
}

static LowerItem cursor_next(Lower *l, const Cursor *cursor, IrBlock done) {
    switch (cursor->kind) {
    case CURSOR_RANGE:
    case CURSOR_RANGE_INT: return range_next(l, cursor, done);
    case CURSOR_LIST:
    case CURSOR_LIST_REVERSED: return list_next(l, cursor, done);
    case CURSOR_TUPLE:
    case CURSOR_STR: return sequence_next(l, cursor, done);
    case CURSOR_BYTES: return bytes_next(l, cursor, done);
    case CURSOR_DICT: return dict_next(l, cursor, done);
    case CURSOR_WEB: return web_next(l, cursor, done);
    case CURSOR_ENUMERATE: return enumerate_next(l, cursor, done);
    case CURSOR_ZIP: return zip_next(l, cursor, done);
    case CURSOR_GENERIC: break;
    }
    return generic_next(l, cursor, done);
}

// ---- items and their targets

static Val item_value(Lower *l, LowerItem item) {
    if (item.count == 0) return item.val;
    IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, item.count);
    for (u32 i = 0; i < item.count; i++)
        values[i] = lower_to_value(l, item_value(l, item.parts[i]));
    return (Val){lower_tuple(l, values, item.count), IR_REF, SEMA_OBJECT};
}

void lower_store_item(Lower *l, const AstExpr *target, LowerItem item) {
    bool is_sequence = target->kind == AST_TUPLE || target->kind == AST_LIST;
    if (item.count > 0 && is_sequence) {
        AstExprs targets = target->kind == AST_LIST ? target->list.elts : target->tuple.elts;
        bool is_pairwise = targets.count == item.count;
        for (u32 i = 0; i < targets.count; i++)
            is_pairwise &= targets.items[i]->kind != AST_STARRED;
        if (is_pairwise) {
            for (u32 i = 0; i < targets.count; i++)
                lower_store_item(l, targets.items[i], item.parts[i]);
            return;
        }
    }
    Val val = item_value(l, item);
    // Unpacking wants to see the tuple that its type tells of.
    if (is_sequence && val.repr == IR_VALUE && lower_repr_of(l, val.type) == IR_REF)
        val = lower_as(l, val, val.type);
    lower_store(l, target, val);
}

static void iterate(Lower *l, Cursor *cursor, LowerLoop *loop) {
    IrBlock header = ssa_block_new(&l->ssa);
    ssa_jump(&l->ssa, header);
    ssa_begin(&l->ssa, header);
    if (loop->scope) loop->scope->continue_block = header;
    if (loop->scope && cursor->kind == CURSOR_GENERIC) {
        loop->scope->has_iterator = true;
        loop->scope->iterated = cursor->source.id;
    }
    LowerItem item = cursor_next(l, cursor, loop->done);
    loop->each(l, loop->context, item);
    if (!lower_is_dead(l)) ssa_jump(&l->ssa, header);
    ssa_seal(&l->ssa, header);
    l->b.block = IR_NONE;
}

void lower_iterate(Lower *l, const AstExpr *iter, LowerLoop *loop) {
    Cursor *cursor = ARENA_NEW(l->ssa.scratch, Cursor);
    cursor_init(l, iter, cursor);
    iterate(l, cursor, loop);
}

void lower_iterate_value(Lower *l, Val iterable, Span span, LowerLoop *loop) {
    Cursor *cursor = ARENA_NEW(l->ssa.scratch, Cursor);
    cursor->span = span;
    value_cursor(l, iterable, cursor);
    iterate(l, cursor, loop);
}
