#include "base/check.h"
#include "compiler/pass/int_range_priv.h"

enum { SWEEPS_MAX = 16, WIDEN_AFTER = 3, NARROW_SWEEPS = 2, FACTS_READ_MAX = 256 };

static const Interval everything = {INT64_MIN, INT64_MAX}, nothing = {INT64_MAX, INT64_MIN};

static Interval intersect(Interval left, Interval right) {
    return (Interval){left.lo > right.lo ? left.lo : right.lo,
                      left.hi < right.hi ? left.hi : right.hi};
}

Interval range_hull(Interval left, Interval right) {
    if (range_is_empty(left)) return right;
    if (range_is_empty(right)) return left;
    return (Interval){left.lo < right.lo ? left.lo : right.lo,
                      left.hi > right.hi ? left.hi : right.hi};
}

// Ends outside the small range are no bounds for an INT.
static Interval clip(Interval range) {
    if (range_is_empty(range)) return range;
    if (range.lo < SMALL_INT_MIN) range.lo = INT64_MIN;
    if (range.hi > SMALL_INT_MAX) range.hi = INT64_MAX;
    // Nothing is known of a value whose bounds are both out of sight; one bound alone stays.
    if (range.lo > SMALL_INT_MAX) range.lo = INT64_MIN;
    if (range.hi < SMALL_INT_MIN) range.hi = INT64_MAX;
    return range;
}

// ---- arithmetic on ends; an end without bound stays without

static i64 add_end(i64 left, i64 right, i64 unbounded) {
    i64 sum;
    bool is_open =
        left == INT64_MIN || left == INT64_MAX || right == INT64_MIN || right == INT64_MAX;
    return is_open || __builtin_add_overflow(left, right, &sum) ? unbounded : sum;
}

// A counter that grows by at most 4 at each addition needs 2^58 of them to get from here out of the
// small range, years of computing: it stays here. Only widening makes these ends, no constant does.
#define COUNTER_END ((INT64_C(1) << 60) + INT64_C(0x5a17b3c9d))

static Interval add(Interval left, Interval right) {
    Interval sum = {add_end(left.lo, right.lo, INT64_MIN), add_end(left.hi, right.hi, INT64_MAX)};
    if ((left.hi == COUNTER_END && right.hi >= 0 && right.hi <= 4) ||
        (right.hi == COUNTER_END && left.hi >= 0 && left.hi <= 4))
        sum.hi = COUNTER_END;
    if ((left.lo == -COUNTER_END && right.lo <= 0 && right.lo >= -4) ||
        (right.lo == -COUNTER_END && left.lo <= 0 && left.lo >= -4))
        sum.lo = -COUNTER_END;
    return sum;
}

static i64 negate_end(i64 end) {
    return end == INT64_MIN ? INT64_MAX : end == INT64_MAX ? INT64_MIN : -end;
}

static Interval negate(Interval range) {
    return (Interval){negate_end(range.hi), negate_end(range.lo)};
}

static bool is_bounded(Interval range) {
    return range.lo != INT64_MIN && range.hi != INT64_MAX;
}

static Interval multiply(Interval left, Interval right) {
    if (!is_bounded(left) || !is_bounded(right)) {
        bool is_not_negative = left.lo >= 0 && right.lo >= 0;
        return is_not_negative ? (Interval){0, INT64_MAX} : everything;
    }
    Interval result = {INT64_MAX, INT64_MIN};
    const i64 ends[2][2] = {{left.lo, left.hi}, {right.lo, right.hi}};
    for (u32 i = 0; i < 4; i++) {
        i64 product;
        if (__builtin_mul_overflow(ends[0][i & 1], ends[1][i >> 1], &product)) return everything;
        result = range_hull(result, (Interval){product, product});
    }
    return result;
}

// 0 … 2^k - 1 that holds all of 0 … hi.
static i64 bits_above(i64 hi) {
    return hi == 0 ? 0 : (i64)(UINT64_MAX >> __builtin_clzll((u64)hi));
}

static Interval bitwise(IrOp op, Interval left, Interval right) {
    bool is_and = op == IR_INT_AND || op == IR_I64_AND;
    // A mask that is not negative bounds the result, whatever the other side is.
    if (is_and && left.lo >= 0 && right.lo >= 0)
        return (Interval){0, left.hi < right.hi ? left.hi : right.hi};
    if (is_and && right.lo >= 0) return (Interval){0, right.hi};
    if (is_and && left.lo >= 0) return (Interval){0, left.hi};
    if (!is_bounded(left) || !is_bounded(right)) return everything;
    if (left.lo >= 0 && right.lo >= 0)
        return (Interval){0, bits_above(left.hi > right.hi ? left.hi : right.hi)};
    i64 low = left.lo < right.lo ? left.lo : right.lo,
        high = left.hi > right.hi ? left.hi : right.hi;
    i64 bits = bits_above(high < 0 ? ~low : (low < 0 && ~low > high ? ~low : high));
    return (Interval){-bits - 1, bits};
}

static Interval floordiv(Interval left, Interval right) {
    if (right.lo <= 0 || !is_bounded(right)) return everything;
    Interval result = everything;
    // By something positive: the ends come nearer to zero.
    if (left.lo != INT64_MIN) result.lo = left.lo >= 0 ? left.lo / right.hi : left.lo;
    if (left.hi != INT64_MAX) result.hi = left.hi >= 0 ? left.hi / right.lo : -1;
    if (left.lo >= 0 && result.lo < 0) result.lo = 0;
    return result;
}

static Interval modulo(Interval left, Interval right) {
    if (right.lo > 0 && right.hi != INT64_MAX) {
        i64 high = right.hi - 1;
        if (left.lo >= 0 && left.hi < high) high = left.hi;
        return (Interval){0, high};
    }
    if (right.hi < 0 && right.lo != INT64_MIN) return (Interval){right.lo + 1, 0};
    return everything;
}

static Interval shift_left(Interval left, Interval right) {
    i64 count;
    if (!range_is_constant(right, &count) || count < 0 || count > 62)
        return left.lo >= 0 ? (Interval){0, INT64_MAX} : everything;
    return multiply(left, (Interval){INT64_C(1) << count, INT64_C(1) << count});
}

static Interval shift_right(Interval left, Interval right) {
    i64 count;
    if (range_is_constant(right, &count) && count >= 0 && count < 64) {
        Interval result = everything;
        if (left.lo != INT64_MIN) result.lo = left.lo >> count;
        if (left.hi != INT64_MAX) result.hi = left.hi >> count;
        return result;
    }
    return left.lo >= 0 ? (Interval){0, left.hi} : everything;
}

static Interval absolute(Interval range) {
    if (range.lo >= 0) return range;
    if (range.hi <= 0) return negate(range);
    return (Interval){0, is_bounded(range) ? (range.hi > -range.lo ? range.hi : -range.lo)
                                           : INT64_MAX};
}

// ---- facts from branches

static void add_fact(Ranges *r, IrBlock block, IrValue value, Interval range) {
    *VEC_PUSH(r->scratch, &r->facts) = (RangeFact){value, block, range, r->fact_first[value]};
    r->fact_first[value] = r->facts.count - 1;
}

typedef enum { ORDER_NONE, ORDER_LT, ORDER_LE, ORDER_EQ, ORDER_GT, ORDER_GE, ORDER_NE } Order;

static Order order_of(IrOp op) {
    switch (op) {
    case IR_INT_LT:
    case IR_I64_LT_S: return ORDER_LT;
    case IR_INT_LE:
    case IR_I64_LE_S: return ORDER_LE;
    case IR_INT_GT:
    case IR_I64_GT_S: return ORDER_GT;
    case IR_INT_GE:
    case IR_I64_GE_S: return ORDER_GE;
    case IR_INT_EQ:
    case IR_I64_EQ: return ORDER_EQ;
    case IR_INT_NE:
    case IR_I64_NE: return ORDER_NE;
    default: return ORDER_NONE;
    }
}

static Order inverted(Order order) {
    static const u8 opposite[] = {ORDER_NONE, ORDER_GE, ORDER_GT, ORDER_NE,
                                  ORDER_LE,   ORDER_LT, ORDER_EQ};
    return (Order)opposite[order];
}

static Order mirrored(Order order) {
    static const u8 mirror[] = {ORDER_NONE, ORDER_GT, ORDER_GE, ORDER_EQ,
                                ORDER_LT,   ORDER_LE, ORDER_NE};
    return (Order)mirror[order];
}

// What `value order other` says about value.
static Interval bound(Order order, Interval other) {
    switch (order) {
    case ORDER_LT:
        return (Interval){INT64_MIN,
                          other.hi == INT64_MAX || other.hi == INT64_MIN ? other.hi : other.hi - 1};
    case ORDER_LE: return (Interval){INT64_MIN, other.hi};
    case ORDER_GT:
        return (Interval){other.lo == INT64_MIN || other.lo == INT64_MAX ? other.lo : other.lo + 1,
                          INT64_MAX};
    case ORDER_GE: return (Interval){other.lo, INT64_MAX};
    case ORDER_EQ: return other;
    default: return everything;
    }
}

// Through the conversions that do not change the number.
static IrValue source_of(const Ranges *r, IrValue value) {
    for (;;) {
        const IrInst *inst = &r->func->insts.items[value];
        bool is_same = inst->op == IR_SMALL_FROM_INT || inst->op == IR_INT_FROM_SMALL ||
                       inst->op == IR_INDEX_FROM_INT;
        if (!is_same || inst->args[0] >= r->value_count) return value;
        value = inst->args[0];
    }
}

static void facts_of_condition(Ranges *r, IrBlock block, IrBlock pred, const IrInst *condition,
                               bool is_true) {
    Order order = order_of(condition->op);
    if (order == ORDER_NONE) return;
    if (!is_true) order = inverted(order);
    for (u32 side = 0; side < 2; side++) {
        IrValue value = condition->args[side], other = condition->args[1 - side];
        if (range_is_empty(range_at(r, other, pred))) continue;
        Interval range = bound(side == 0 ? order : mirrored(order), range_at(r, other, pred));
        if (range.lo == INT64_MIN && range.hi == INT64_MAX) continue;
        add_fact(r, block, value, range);
        IrValue source = source_of(r, value);
        if (source != value) add_fact(r, block, source, range);
    }
}

// An index that passed its check lies within any list's length, whatever it was made from.
static void facts_of_check(Ranges *r, IrBlock block, IrBlock pred) {
    const IrInst *check = &r->func->insts.items[ir_terminator(r->func, pred)->args[0]];
    bool is_check = check->op == IR_LIST_CHECK || check->op == IR_LIST_CHECK_WRITE ||
                    check->op == IR_STR_CHECK || check->op == IR_BYTEARRAY_CHECK;
    if (!is_check || ir_terminator(r->func, pred)->edges[0].target != block) return;
    bool is_list = check->op == IR_LIST_CHECK || check->op == IR_LIST_CHECK_WRITE;
    i64 limit = is_list ? LIST_LEN_LIMIT : INT32_MAX;
    Interval range = {-limit, limit};
    add_fact(r, block, check->args[1], range);
    IrValue source = source_of(r, check->args[1]);
    if (source != check->args[1]) add_fact(r, block, source, range);
}

static void find_facts(Ranges *r) {
    for (u32 i = 0; i < r->facts.count; i++) r->fact_first[r->facts.items[i].value] = IR_NONE;
    r->facts.count = 0;
    for (u32 i = 0; i < r->assumed_count; i++)
        add_fact(r, r->assumed[i].block, r->assumed[i].value, r->assumed[i].range);
    for (u32 k = 0; k < r->flow.count; k++) {
        IrBlock block = r->flow.order[k];
        if (r->flow.pred_first[k + 1] - r->flow.pred_first[k] != 1) continue;
        IrBlock pred = r->flow.preds[r->flow.pred_first[k]];
        const IrInst *last = ir_terminator(r->func, pred);
        if (last->op == IR_BRERR) facts_of_check(r, block, pred);
        if (last->op == IR_BRIF && last->edges[0].target != last->edges[1].target) {
            facts_of_condition(r, block, pred, &r->func->insts.items[last->args[0]],
                               last->edges[0].target == block);
        }
    }
}

static void number_dominators(Ranges *r) {
    u32 count = r->flow.count;
    r->dom_first = ARENA_NEW_ARRAY(r->scratch, u32, count);
    r->dom_count = ARENA_NEW_ARRAY(r->scratch, u32, count);
    u32 *next = ARENA_NEW_ARRAY(r->scratch, u32, count);
    for (u32 k = count; k-- > 0;) {
        r->dom_count[k]++;
        if (k > 0) r->dom_count[r->flow.index[r->flow.idom[k]]] += r->dom_count[k];
    }
    for (u32 k = 0; k < count; k++) {
        u32 above = r->flow.index[r->flow.idom[k]];
        r->dom_first[k] = k == 0 ? 0 : next[above];
        if (k > 0) next[above] += r->dom_count[k];
        next[k] = r->dom_first[k] + 1;
    }
}

static bool dominates(const Ranges *r, IrBlock above, IrBlock below) {
    u32 first = r->flow.index[above];
    u32 at = r->dom_first[r->flow.index[below]];
    return at >= r->dom_first[first] && at - r->dom_first[first] < r->dom_count[first];
}

static Interval with_facts(const Ranges *r, IrValue value, IrBlock block, Interval range) {
    u32 steps = 0;
    for (u32 i = r->fact_first[value]; i != IR_NONE && steps < FACTS_READ_MAX;
         i = r->facts.items[i].next, steps++) {
        const RangeFact *fact = &r->facts.items[i];
        if (dominates(r, fact->block, block)) range = intersect(range, fact->range);
    }
    return range;
}

Interval range_at(const Ranges *r, IrValue value, IrBlock block) {
    Interval range = with_facts(r, value, block, r->range[value]);
    // What is known of a number is known of it as index.
    IrValue source = source_of(r, value);
    return source == value ? range : with_facts(r, source, block, range);
}

// ---- one instruction

static Interval of_call(const IrInst *inst) {
    switch (inst->imm) {
    case RT_LEN: return (Interval){0, SMALL_INT_MAX};  // of a user's class: anything
    case RT_INT_COMPARE:
    case RT_STR_COMPARE: return (Interval){-1, 1};
    case RT_F64_COMPARE_INT: return (Interval){-1, 2};
    case RT_DICT_NEXT: return (Interval){-1, INT64_MAX};
    default: return everything;
    }
}

static bool is_tracked(const IrInst *inst) {
    return inst->type == IR_INT || inst->type == IR_I64;
}

static Interval operand(const Ranges *r, const IrInst *inst, u32 index, IrBlock block) {
    bool is_number =
        index < inst->arg_count && is_tracked(&r->func->insts.items[inst->args[index]]);
    return is_number ? range_at(r, inst->args[index], block) : everything;
}

static Interval from_outside(const Ranges *r, IrValue value) {
    return r->given ? r->given[value] : everything;
}

static Interval compute(const Ranges *r, IrValue value, IrBlock block) {
    const IrInst *inst = &r->func->insts.items[value];
    Interval a = operand(r, inst, 0, block), b = operand(r, inst, 1, block);
    // No value has come here yet.
    if (range_is_empty(a) || range_is_empty(b)) return nothing;
    switch (inst->op) {  // table:
    case IR_CONST_INT:
    case IR_CONST_I64: return (Interval){(i64)inst->imm, (i64)inst->imm};
    case IR_INT_FROM_SMALL: return intersect(a, (Interval){SMALL_INT_MIN, SMALL_INT_MAX});
    case IR_SMALL_FROM_INT: return intersect(a, (Interval){SMALL_INT_MIN, SMALL_INT_MAX});
    case IR_INDEX_FROM_INT: return intersect(a, (Interval){INT64_MIN, INT64_MAX});
    case IR_INT_FROM_I64: return a;
    case IR_INT_FROM_BOOL:
    case IR_I64_FROM_I1: return (Interval){0, 1};
    case IR_I64_FROM_I32_U: return (Interval){0, UINT32_MAX};
    case IR_I64_FROM_I32_S: return (Interval){INT32_MIN, INT32_MAX};
    case IR_INT_ADD:
    case IR_I64_ADD: return add(a, b);
    case IR_INT_SUB:
    case IR_I64_SUB: return add(a, negate(b));
    case IR_INT_MUL:
    case IR_I64_MUL: return multiply(a, b);
    case IR_INT_NEG: return negate(a);
    case IR_INT_ABS: return absolute(a);
    case IR_INT_INVERT: return add(negate(a), (Interval){-1, -1});
    case IR_INT_AND:
    case IR_INT_OR:
    case IR_INT_XOR:
    case IR_I64_AND:
    case IR_I64_OR:
    case IR_I64_XOR: return bitwise(inst->op, a, b);
    case IR_INT_FLOORDIV: return floordiv(a, b);
    case IR_INT_MOD: return modulo(a, b);
    case IR_INT_SHL: return shift_left(a, b);
    case IR_INT_SHR:
    case IR_I64_SHR_S: return shift_right(a, b);
    // No list, tuple or str is longer: the runtime's LIST_LEN_MAX and STR_LEN_MAX lie below.
    case IR_LIST_LEN:
    case IR_LIST_CHECK:
    case IR_LIST_CHECK_WRITE: return (Interval){0, LIST_LEN_LIMIT};
    case IR_STR_LEN:
    case IR_TUPLE_LEN:
    case IR_STR_CHECK:
    case IR_BYTEARRAY_LEN:
    case IR_BYTEARRAY_CHECK: return (Interval){0, INT32_MAX};
    case IR_STR_CODE: return (Interval){0, 0x10ffff};
    case IR_BYTE_GET:
    case IR_BYTES_GET: return (Interval){0, 255};
    case IR_CALL_RT: return of_call(inst);
    default: return from_outside(r, value);
    }
}

static bool may_wrap(IrOp op) {
    return op == IR_I64_ADD || op == IR_I64_SUB || op == IR_I64_MUL;
}

// An I64 that may have wrapped is anything; an INT that leaves the small range may be big.
static Interval settle(const IrInst *inst, Interval range) {
    if (inst->type == IR_INT) return clip(range);
    return may_wrap(inst->op) && !range_is_empty(range) && !is_bounded(range) ? everything : range;
}

// ---- the fixed point

static Interval incoming(const Ranges *r, u32 order, u32 index) {
    IrBlock block = r->flow.order[order];
    Interval range = {INT64_MAX, INT64_MIN};
    for (u32 k = r->flow.pred_first[order]; k < r->flow.pred_first[order + 1]; k++) {
        IrBlock pred = r->flow.preds[k];
        const IrInst *last = ir_terminator(r->func, pred);
        for (u32 e = 0; e < last->edge_count; e++) {
            if (last->edges[e].target != block) continue;
            range = range_hull(range, range_at(r, last->edges[e].args[index], pred));
        }
    }
    return range;
}

// Ends that still grow jump to the next of these.
static i64 widen_low(i64 low) {
    static const i64 steps[] = {0, -1, INT32_MIN, -COUNTER_END, SMALL_INT_MIN};
    for (u32 i = 0; i < COUNT_OF(steps); i++) {
        if (low >= steps[i]) return steps[i];
    }
    return INT64_MIN;
}

static i64 widen_high(i64 high) {
    static const i64 steps[] = {
        0, 255, INT32_MAX, UINT32_MAX, COUNTER_END, SMALL_INT_MAX - 1, SMALL_INT_MAX};
    for (u32 i = 0; i < COUNT_OF(steps); i++) {
        if (high <= steps[i]) return steps[i];
    }
    return INT64_MAX;
}

Interval range_widen(Interval old, Interval new) {
    if (new.lo < old.lo) new.lo = widen_low(new.lo);
    if (new.hi > old.hi) new.hi = widen_high(new.hi);
    return new;
}

static bool update(Ranges *r, IrValue value, Interval computed, u32 sweep, bool is_param) {
    Interval old = r->range[value], new = range_hull(old, computed);
    if (sweep >= WIDEN_AFTER && is_param && !range_is_empty(old)) {
        new = settle(&r->func->insts.items[value], range_widen(old, new));
    }
    r->range[value] = new;
    return new.lo != old.lo || new.hi != old.hi;
}

// What holds as it is says how far a sum can get; so this is no circle.
static void narrow_param(Ranges *r, u32 order, u32 index, Interval incoming_range) {
    Interval *range = &r->range[r->func->blocks.items[r->flow.order[order]].params.items[index]];
    *range = intersect(*range, incoming_range);
    if (range_is_empty(*range) || range_is_small(*range)) return;
    *range = intersect(*range, range_of_sum(r, order, index));
}

static bool sweep_all(Ranges *r, u32 sweep, bool is_narrowing) {
    bool is_changed = false;
    for (u32 k = 0; k < r->flow.count; k++) {
        IrBlock block = r->flow.order[k];
        const IrBlockData *data = &r->func->blocks.items[block];
        for (u32 i = 0; i < data->params.count; i++) {
            const IrInst *inst = &r->func->insts.items[data->params.items[i]];
            if (!is_tracked(inst)) continue;
            Interval range = settle(inst, incoming(r, k, i));
            if (is_narrowing)
                narrow_param(r, k, i, range);
            else
                is_changed |= update(r, data->params.items[i], range, sweep, true);
        }
        for (u32 i = 0; i < data->insts.count; i++) {
            const IrInst *inst = &r->func->insts.items[data->insts.items[i]];
            if (!is_tracked(inst)) continue;
            Interval range = settle(inst, compute(r, data->insts.items[i], block));
            if (is_narrowing)
                r->range[data->insts.items[i]] = range;
            else
                is_changed |= update(r, data->insts.items[i], range, sweep, false);
        }
    }
    return is_changed;
}

void ranges_find(Ranges *r, const IrFunc *func, const Interval *given, Arena *scratch) {
    ranges_find_assuming(r, func, given, NULL, 0, scratch);
}

void ranges_find_assuming(Ranges *r, const IrFunc *func, const Interval *given,
                          const RangeFact *facts, u32 fact_count, Arena *scratch) {
    *r = (Ranges){.func = func,
                  .scratch = scratch,
                  .given = given,
                  .flow = ir_flow(scratch, func),
                  .value_count = func->insts.count,
                  .assumed = facts,
                  .assumed_count = fact_count};
    r->range = ARENA_NEW_ARRAY(scratch, Interval, func->insts.count);
    r->fact_first = ARENA_NEW_ARRAY(scratch, u32, func->insts.count);
    number_dominators(r);
    for (u32 i = 0; i < func->insts.count; i++) {
        r->range[i] = (Interval){INT64_MAX, INT64_MIN};
        r->fact_first[i] = IR_NONE;
    }
    bool is_changed = true;
    for (u32 sweep = 0; is_changed && sweep < SWEEPS_MAX; sweep++) {
        find_facts(r);
        is_changed = sweep_all(r, sweep, false);
    }
    if (is_changed) {
        // No fixed point in time: nothing is known.
        for (u32 i = 0; i < func->insts.count; i++) r->range[i] = everything;
        find_facts(r);
        return;
    }
    for (u32 sweep = 0; sweep < NARROW_SWEEPS; sweep++) {
        find_facts(r);
        sweep_all(r, sweep, true);
    }
    find_facts(r);
}
