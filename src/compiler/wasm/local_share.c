// Values that are never needed at the same time share a local. Engines compile a body in time that
// grows with its locals times its branches, and a module body may have thousands of values.
//
// Each value gets one interval over the positions of the instructions in reverse postorder, where
// all edges but those back to a loop's header lead on. What is needed at a header stays until the
// last branch back.
#include "compiler/wasm/emit_priv.h"

enum { TYPE_FIRST = W_TYPE_F64, TYPE_COUNT = 4 };  // numbered downwards: i32, i64, f32, f64

typedef struct {
    WasmFunc *f;
    const u32 *made_at;  // by instruction: place in its block
    IrBlock *order;
    u32 count, *index;  // of `order`, and by block its place there
    u32 *base;          // by order index: position before the block's first instruction
    u32 *first, *last;  // by value: its interval
    // By position, and from there by value: who starts and ends there; IR_NONE behind the last.
    u32 *starts, *next_start, *ends, *next_end;
    u32 *loop_end;  // by order index: position of the last branch back to this header, or 0
    VEC(u32) unused[TYPE_COUNT];
} Sharing;

static bool has_local(const Sharing *s, IrValue value) {
    return s->f->local[value] != NO_LOCAL;
}

// ---- the order

// The edge to walk as number `turn`: what is walked last comes first in the order. IR_NONE: not
// now.
static IrBlock walked_edge(const Sharing *s, const IrInst *last, u32 turn) {
    bool is_cold_turn = turn >= last->edge_count;
    IrBlock target = last->edges[last->edge_count - 1 - turn % last->edge_count].target;
    return s->f->func->blocks.items[target].is_cold == is_cold_turn ? target : IR_NONE;
}

static void find_order(Sharing *s) {
    Arena *arena = s->f->m->arena;
    u32 block_count = s->f->func->blocks.count, depth = 0, finished = block_count;
    u32 *turn = ARENA_NEW_ARRAY(arena, u32, block_count);
    IrBlock *stack = ARENA_NEW_ARRAY(arena, IrBlock, block_count);
    s->order = ARENA_NEW_ARRAY(arena, IrBlock, block_count);
    s->index = ARENA_NEW_ARRAY(arena, u32, block_count);
    for (u32 i = 0; i < block_count; i++) s->index[i] = IR_NONE;
    stack[depth++] = IR_ENTRY;
    s->index[IR_ENTRY] = 0;
    while (depth > 0) {
        IrBlock block = stack[depth - 1];
        const IrInst *last = ir_terminator(s->f->func, block);
        if (turn[block] == 2 * last->edge_count) {
            depth--;
            s->order[--finished] = block;
            continue;
        }
        IrBlock target = walked_edge(s, last, turn[block]++);
        if (target == IR_NONE || s->index[target] != IR_NONE) continue;
        s->index[target] = 0;
        stack[depth++] = target;
    }
    s->count = block_count - finished;
    s->order += finished;
    for (u32 i = 0; i < s->count; i++) s->index[s->order[i]] = i;
}

// ---- intervals

static void use(Sharing *s, IrValue value, u32 position) {
    if (position > s->last[value]) s->last[value] = position;
}

static void use_edge(Sharing *s, const IrEdge *edge, u32 position, u32 order) {
    const IrBlockData *target = &s->f->func->blocks.items[edge->target];
    u32 target_order = s->index[edge->target];
    bool is_back = target_order <= order;
    if (is_back && position > s->loop_end[target_order]) s->loop_end[target_order] = position;
    for (u32 a = 0; a < edge->arg_count; a++) {
        use(s, edge->args[a], position);
        IrValue param = target->params.items[a];
        if (is_back) use(s, param, position);
        if (position < s->first[param]) s->first[param] = position;
    }
}

static void find_intervals(Sharing *s) {
    for (u32 k = 0; k < s->count; k++) {
        const IrBlockData *data = &s->f->func->blocks.items[s->order[k]];
        for (u32 i = 0; i < data->params.count; i++) {
            IrValue param = data->params.items[i];
            if (s->base[k] < s->first[param]) s->first[param] = s->base[k];
            use(s, param, s->base[k]);
        }
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            const IrInst *inst = wasm_inst(s->f, value);
            u32 position = s->base[k] + 1 + s->made_at[value];
            s->first[value] = position;
            use(s, value, position);
            for (u32 a = 0; a < inst->arg_count; a++) use(s, inst->args[a], position);
            for (u32 e = 0; e < inst->edge_count; e++) use_edge(s, &inst->edges[e], position, k);
        }
    }
}

// What was made before a header and is needed behind it is needed in the whole loop.
static void extend_over_loops(Sharing *s) {
    u32 loop_count = 0;
    u32 *headers = ARENA_NEW_ARRAY(s->f->m->arena, u32, s->count);
    for (u32 k = 0; k < s->count; k++) {
        if (s->loop_end[k] != 0) headers[loop_count++] = k;
    }
    if (loop_count == 0) return;
    for (IrValue value = 0; value < s->f->func->insts.count; value++) {
        if (!has_local(s, value)) continue;
        u32 low = 0, high = loop_count;
        while (low < high) {
            u32 middle = (low + high) / 2;
            if (s->base[headers[middle]] <= s->first[value])
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < loop_count && s->base[headers[low]] <= s->last[value]; low++)
            use(s, value, s->loop_end[headers[low]]);
    }
}

// ---- locals

static void sort_by_position(Sharing *s, u32 position_count) {
    for (u32 i = 0; i < position_count; i++) s->starts[i] = s->ends[i] = IR_NONE;
    for (IrValue value = s->f->func->insts.count; value-- > 0;) {
        if (!has_local(s, value)) continue;
        s->next_start[value] = s->starts[s->first[value]];
        s->starts[s->first[value]] = value;
        s->next_end[value] = s->ends[s->last[value]];
        s->ends[s->last[value]] = value;
    }
}

static u32 type_of(const Sharing *s, IrValue value) {
    return wasm_value_type(wasm_inst(s->f, value)->type) - TYPE_FIRST;
}

static void take_local(Sharing *s, IrValue value) {
    u32 type = type_of(s, value);
    if (s->unused[type].count > 0)
        s->f->local[value] = s->unused[type].items[--s->unused[type].count];
    else
        s->f->local[value] = wasm_new_local(s->f, (u8)(type + TYPE_FIRST));
}

static void give_back(Sharing *s, u32 position, bool is_started_before) {
    for (IrValue value = s->ends[position]; value != IR_NONE; value = s->next_end[value]) {
        if ((s->first[value] < position) != is_started_before) continue;
        *VEC_PUSH(s->f->m->arena, &s->unused[type_of(s, value)]) = s->f->local[value];
    }
}

// Operations that read all their arguments before they write a result: it may stand where they
// stood.
static bool reads_first(const IrInst *inst) {
    return inst->op == IR_CALL || inst->op == IR_JUMP || inst->op == IR_BRIF ||
           inst->op == IR_BRERR || wasm_op_is_inline(inst);
}

static void assign(Sharing *s) {
    for (u32 k = 0; k < s->count; k++) {
        const IrBlockData *data = &s->f->func->blocks.items[s->order[k]];
        for (u32 i = 0; i <= data->insts.count; i++) {
            u32 position = s->base[k] + i;
            bool is_early = i > 0 && reads_first(wasm_inst(s->f, data->insts.items[i - 1]));
            if (is_early) give_back(s, position, true);
            for (IrValue value = s->starts[position]; value != IR_NONE;) {
                IrValue next = s->next_start[value];
                take_local(s, value);
                value = next;
            }
            if (!is_early) give_back(s, position, true);
            give_back(s, position, false);
        }
    }
}

void wasm_share_locals(WasmFunc *f, const u32 *made_at) {
    Arena *arena = f->m->arena;
    u32 value_count = f->func->insts.count, position_count = 0;
    Sharing s = {.f = f, .made_at = made_at};
    find_order(&s);
    s.base = ARENA_NEW_ARRAY(arena, u32, s.count);
    s.loop_end = ARENA_NEW_ARRAY(arena, u32, s.count);
    s.first = ARENA_NEW_ARRAY(arena, u32, value_count);
    s.last = ARENA_NEW_ARRAY(arena, u32, value_count);
    s.next_start = ARENA_NEW_ARRAY(arena, u32, value_count);
    s.next_end = ARENA_NEW_ARRAY(arena, u32, value_count);
    for (u32 k = 0; k < s.count; k++) {
        s.base[k] = position_count;
        position_count += 1 + f->func->blocks.items[s.order[k]].insts.count;
    }
    for (u32 i = 0; i < value_count; i++) s.first[i] = IR_NONE;
    s.starts = ARENA_NEW_ARRAY(arena, u32, position_count);
    s.ends = ARENA_NEW_ARRAY(arena, u32, position_count);
    find_intervals(&s);
    extend_over_loops(&s);
    sort_by_position(&s, position_count);
    assign(&s);
}
