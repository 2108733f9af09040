#include "compiler/pass/counts.h"

#include "base/check.h"
#include "compiler/pass/counts_priv.h"

typedef struct {
    Counts c;
    IrBlock block;        // being rewritten
    IrValueVec reversed;  // its new instructions, last first
    IrValueVec live;      // owned roots alive behind the instruction at hand, without order or gaps
    u32 *live_at;         // by root: index in `live` + 1, or 0
    u32 *taken, *borrowed;  // by root: uses by the instruction at hand; all 0 between instructions
    IrValueVec touched;     // roots with such uses
    u32 *edge_args;         // by root: how often the edge at hand passes it on
} Rewriter;

// ---- the set of live roots

static bool is_live(const Rewriter *r, IrValue root) {
    return r->live_at[root] != 0;
}

static void live_add(Rewriter *r, IrValue root) {
    if (is_live(r, root)) return;
    *VEC_PUSH(r->c.scratch, &r->live) = root;
    r->live_at[root] = r->live.count;
}

static void live_remove(Rewriter *r, IrValue root) {
    u32 at = r->live_at[root];
    if (at == 0) return;
    IrValue last = *VEC_LAST(&r->live);
    r->live.items[at - 1] = last;
    r->live_at[last] = at;
    r->live_at[root] = 0;
    r->live.count--;
}

static void live_clear(Rewriter *r) {
    for (u32 i = 0; i < r->live.count; i++) r->live_at[r->live.items[i]] = 0;
    r->live.count = 0;
}

// ---- instructions to insert

static IrValue new_inst(Rewriter *r, IrOp op, IrValue arg, IrBlock block) {
    IrInst inst = {.op = (u8)op, .arg_count = 1, .position = IR_NONE, .block = block};
    inst.args = arena_copy(r->c.module->arena, &arg, sizeof arg);
    *VEC_PUSH(r->c.module->arena, &r->c.func->insts) = inst;
    return r->c.func->insts.count - 1;
}

static void push(Rewriter *r, IrOp op, IrValue root, u32 times) {
    for (u32 i = 0; i < times; i++) {
        *VEC_PUSH(r->c.scratch, &r->reversed) = new_inst(r, op, root, r->block);
    }
}

// ---- edges

typedef struct {
    IrValueVec retains, releases;
} EdgeWork;

// Stamps what is alive at the start of `target`.
static void mark_live_into(Rewriter *r, IrBlock target, u32 *stamp, u32 value) {
    const IrValueVec *live_in = &r->c.live_in[target];
    for (u32 i = 0; i < live_in->count; i++) stamp[live_in->items[i]] = value;
}

static EdgeWork edge_work(Rewriter *r, const IrEdge *edge, IrValue absent_result) {
    Counts *c = &r->c;
    EdgeWork work = {0};
    for (u32 i = 0; i < edge->arg_count; i++) {
        IrValue root = c->root[edge->args[i]];
        if (!counts_edge_takes(c, edge, i)) continue;
        if (c->kind[root] == ROOT_BORROWED) *VEC_PUSH(c->scratch, &work.retains) = root;
        if (c->kind[root] == ROOT_OWNED) r->edge_args[root]++;
    }
    mark_live_into(r, edge->target, r->taken, 1);
    for (u32 i = 0; i < r->live.count; i++) {
        IrValue root = r->live.items[i];
        if (root == absent_result) continue;
        u32 needed = r->edge_args[root] + r->taken[root];
        if (needed == 0) *VEC_PUSH(c->scratch, &work.releases) = root;
        for (u32 k = 1; k < needed; k++) *VEC_PUSH(c->scratch, &work.retains) = root;
    }
    mark_live_into(r, edge->target, r->taken, 0);
    for (u32 i = 0; i < edge->arg_count; i++) r->edge_args[c->root[edge->args[i]]] = 0;
    return work;
}

static void append_work(Rewriter *r, IrBlock block, const EdgeWork *work, IrValueVec *out) {
    Arena *arena = r->c.module->arena;
    for (u32 i = 0; i < work->retains.count; i++) {
        IrValue inst = new_inst(r, IR_RETAIN, work->retains.items[i], block);
        *VEC_PUSH(arena, out) = inst;
    }
    for (u32 i = 0; i < work->releases.count; i++) {
        IrValue inst = new_inst(r, IR_RELEASE, work->releases.items[i], block);
        *VEC_PUSH(arena, out) = inst;
    }
}

// Puts an edge's work into a block of its own between the two ends.
static void split_edge(Rewriter *r, IrValue terminator, u32 edge_index, const EdgeWork *work) {
    Counts *c = &r->c;
    IrBlock middle = c->func->blocks.count;
    IrEdge *edge = &c->func->insts.items[terminator].edges[edge_index];
    IrBlockData data = {.is_cold = c->func->blocks.items[edge->target].is_cold};
    IrInst jump = {.op = IR_JUMP, .position = IR_NONE, .block = middle, .edge_count = 1};
    jump.edges = arena_copy(c->module->arena, edge, sizeof *edge);
    *edge = (IrEdge){.target = middle};
    *VEC_PUSH(c->module->arena, &c->func->blocks) = data;

    IrValueVec insts = {0};
    append_work(r, middle, work, &insts);
    *VEC_PUSH(c->module->arena, &c->func->insts) = jump;
    *VEC_PUSH(c->module->arena, &insts) = c->func->insts.count - 1;
    IrBlockData *placed = &c->func->blocks.items[middle];
    placed->insts.items = insts.items;
    placed->insts.count = insts.count;
    placed->insts.capacity = insts.capacity;
}

// ---- one instruction, backwards

static void count_use(Counts *c, void *context, IrValue root, bool is_taken) {
    Rewriter *r = context;
    if (c->kind[root] == ROOT_NONE || (c->kind[root] == ROOT_LENT && !is_taken)) return;
    if (r->taken[root] == 0 && r->borrowed[root] == 0) *VEC_PUSH(c->scratch, &r->touched) = root;
    if (is_taken) r->taken[root]++;
    if (!is_taken) r->borrowed[root]++;
}

// What must happen around an instruction for one root it uses. `before` retains, `after` releases.
static void plan_use(Rewriter *r, IrValue root, u32 *before, bool *is_released_after) {
    u32 taken = r->taken[root];
    bool is_borrowed = r->borrowed[root] > 0;
    *before = taken;
    *is_released_after = false;
    if (r->c.kind[root] != ROOT_OWNED || is_live(r, root)) return;
    // The last use: one taking use may have our own reference, if nobody needs it besides.
    if (taken > 0 && !is_borrowed) *before = taken - 1;
    if (is_borrowed) *is_released_after = true;
}

static bool releases_operands(IrOp op) {
    return op == IR_INT_ADD || op == IR_INT_SUB || op == IR_INT_MUL || op == IR_INT_AND ||
           op == IR_INT_OR || op == IR_INT_XOR;
}

// `reversed` holds RELEASEs right behind (before, in this order) the INT operation that was pushed
// last: those of its own operands become part of it.
static void absorb_releases(Rewriter *r, IrValue value) {
    IrInst *inst = &r->c.func->insts.items[value];
    if (!releases_operands(inst->op)) return;
    u32 at = r->reversed.count - 1;  // of the operation itself
    u32 first = at;
    while (first > 0 && counts_inst(&r->c, r->reversed.items[first - 1])->op == IR_RELEASE) first--;
    u32 kept = first;
    for (u32 i = first; i < at; i++) {
        IrValue released = counts_inst(&r->c, r->reversed.items[i])->args[0];
        bool is_left = released == inst->args[0] && !(inst->imm & 1);
        bool is_right = !is_left && released == inst->args[1] && !(inst->imm & 2);
        if (is_left || is_right) {
            inst->imm |= is_left ? 1 : 2;
        } else {
            r->reversed.items[kept++] = r->reversed.items[i];
        }
    }
    r->reversed.items[kept++] = value;
    r->reversed.count = kept;
}

static void rewrite_inst(Rewriter *r, IrValue value) {
    Counts *c = &r->c;
    const IrInst *inst = counts_inst(c, value);
    bool is_owned = c->root[value] == value && c->kind[value] == ROOT_OWNED;
    bool is_read_out = is_owned && (ir_ops[inst->op].flags & IR_PEEK);
    bool is_used = is_live(r, value);
    if (is_owned && !is_used && !is_read_out) push(r, IR_RELEASE, value, 1);
    live_remove(r, value);

    counts_visit_uses(c, value, count_use, r);
    // From here on `inst` is stale: inserting instructions moves them.
    for (u32 i = 0; i < r->touched.count; i++) {
        u32 before;
        bool is_released_after;
        plan_use(r, r->touched.items[i], &before, &is_released_after);
        if (is_released_after) push(r, IR_RELEASE, r->touched.items[i], 1);
    }
    // Behind the instruction, but before its owner may go.
    if (is_read_out && is_used) push(r, IR_RETAIN, value, 1);
    *VEC_PUSH(c->scratch, &r->reversed) = value;
    absorb_releases(r, value);
    for (u32 i = 0; i < r->touched.count; i++) {
        IrValue root = r->touched.items[i];
        u32 before;
        bool is_released_after;
        plan_use(r, root, &before, &is_released_after);
        push(r, IR_RETAIN, root, before);
        r->taken[root] = r->borrowed[root] = 0;
    }
    for (u32 i = 0; i < r->touched.count; i++) {
        if (c->kind[r->touched.items[i]] == ROOT_OWNED) live_add(r, r->touched.items[i]);
    }
    r->touched.count = 0;
}

// ---- one block

// The fallible instruction before BRERR: counts change on the two edges, never between the two.
static void begin_fallible(Rewriter *r, IrValue value) {
    counts_visit_uses(&r->c, value, count_use, r);
    for (u32 i = 0; i < r->touched.count; i++) {
        IrValue root = r->touched.items[i];
        bool is_last_taken = r->taken[root] > 0 && r->borrowed[root] == 0 && !is_live(r, root);
        if (r->c.kind[root] == ROOT_OWNED && !is_last_taken) live_add(r, root);
    }
}

static void finish_fallible(Rewriter *r, IrValue value) {
    Counts *c = &r->c;
    *VEC_PUSH(c->scratch, &r->reversed) = value;
    live_remove(r, value);
    for (u32 i = 0; i < r->touched.count; i++) {
        IrValue root = r->touched.items[i];
        u32 before = r->taken[root];
        // Not live behind the call: the one taking use gets our own reference.
        if (before > 0 && c->kind[root] == ROOT_OWNED && !is_live(r, root)) before--;
        push(r, IR_RETAIN, root, before);
        r->taken[root] = r->borrowed[root] = 0;
    }
    for (u32 i = 0; i < r->touched.count; i++) {
        if (c->kind[r->touched.items[i]] == ROOT_OWNED) live_add(r, r->touched.items[i]);
    }
    r->touched.count = 0;
}

static void add_edge_needs(Rewriter *r, IrValue terminator) {
    Counts *c = &r->c;
    const IrInst *last = counts_inst(c, terminator);
    // Who lends what an edge passes on lives up to there.
    for (u32 k = c->keep_first[terminator]; k != IR_NONE; k = c->keeps.items[k].next) {
        IrValue root = c->keeps.items[k].root;
        if (c->kind[root] == ROOT_OWNED) live_add(r, root);
    }
    for (u32 e = 0; e < last->edge_count; e++) {
        const IrValueVec *live_in = &c->live_in[last->edges[e].target];
        for (u32 i = 0; i < live_in->count; i++) live_add(r, live_in->items[i]);
        for (u32 a = 0; a < last->edges[e].arg_count; a++) {
            IrValue root = c->root[last->edges[e].args[a]];
            bool is_taken = counts_edge_takes(c, &last->edges[e], a);
            if (is_taken && c->kind[root] == ROOT_OWNED) live_add(r, root);
        }
    }
}

static void place_edge_work(Rewriter *r, IrValue terminator, u32 edge_index, const EdgeWork *work,
                            IrValueVec *before_jump) {
    Counts *c = &r->c;
    if (work->retains.count + work->releases.count == 0) return;
    if (c->func->insts.items[terminator].op == IR_JUMP) {
        append_work(r, r->block, work, before_jump);
    } else {
        split_edge(r, terminator, edge_index, work);
    }
}

// Does the work of all edges. Only a JUMP has its work in the block itself: `before_jump`.
static void rewrite_edges(Rewriter *r, IrValue terminator, IrValue fallible,
                          IrValueVec *before_jump) {
    Counts *c = &r->c;
    // edge_work stamps `taken`: put the fallible instruction's uses aside meanwhile.
    u32 *aside = ARENA_NEW_ARRAY(c->scratch, u32, r->touched.count + 1);
    for (u32 i = 0; i < r->touched.count; i++) {
        aside[i] = r->taken[r->touched.items[i]];
        r->taken[r->touched.items[i]] = 0;
    }
    u32 edge_count = counts_inst(c, terminator)->edge_count;
    for (u32 e = 0; e < edge_count; e++) {
        EdgeWork work =
            edge_work(r, &counts_inst(c, terminator)->edges[e], e == 1 ? fallible : IR_NONE);
        place_edge_work(r, terminator, e, &work, before_jump);
    }
    for (u32 i = 0; i < r->touched.count; i++) r->taken[r->touched.items[i]] = aside[i];
}

static void finish_block(Rewriter *r, IrBlock block) {
    Counts *c = &r->c;
    // Owned parameters that nobody uses.
    u32 param_count = c->func->blocks.items[block].params.count;
    for (u32 i = 0; i < param_count; i++) {
        IrValue param = c->func->blocks.items[block].params.items[i];
        if (c->kind[param] == ROOT_OWNED && !is_live(r, param)) push(r, IR_RELEASE, param, 1);
    }
    IrBlockData *data = &c->func->blocks.items[block];
    data->insts.count = 0;
    for (u32 i = r->reversed.count; i-- > 0;) {
        *VEC_PUSH(c->module->arena, &data->insts) = r->reversed.items[i];
    }
}

static void rewrite_block(Rewriter *r, IrBlock block) {
    Counts *c = &r->c;
    const IrBlockData *data = &c->func->blocks.items[block];
    u32 old_count = data->insts.count;
    const IrValue *old = arena_copy(c->scratch, data->insts.items, old_count * sizeof(IrValue));
    r->block = block;
    r->reversed.count = 0;
    live_clear(r);

    IrValue terminator = old[old_count - 1];
    bool is_brerr = counts_inst(c, terminator)->op == IR_BRERR;
    IrValue fallible = is_brerr ? old[old_count - 2] : IR_NONE;
    add_edge_needs(r, terminator);
    if (is_brerr) {
        if (c->root[fallible] == fallible && c->kind[fallible] == ROOT_OWNED) live_add(r, fallible);
        begin_fallible(r, fallible);
    }
    IrValueVec before_jump = {0};
    rewrite_edges(r, terminator, fallible, &before_jump);
    if (is_brerr) {
        *VEC_PUSH(c->scratch, &r->reversed) = terminator;
        finish_fallible(r, fallible);
    } else {
        rewrite_inst(r, terminator);
        for (u32 i = before_jump.count; i-- > 0;)
            *VEC_PUSH(c->scratch, &r->reversed) = before_jump.items[i];
    }
    for (u32 i = old_count - (is_brerr ? 2 : 1); i-- > 0;) rewrite_inst(r, old[i]);
    finish_block(r, block);
}

void pass_counts(IrModule *module, IrFunc *func, Arena *scratch) {
    CHECK(func->is_verified);
    Rewriter r = {.c = {.module = module, .func = func, .scratch = scratch}};
    r.c.rules = effect_rules(module);
    r.c.flow = ir_flow(scratch, func);
    counts_find_roots(&r.c);
    counts_find_liveness(&r.c);
    u32 inst_count = func->insts.count;
    r.live_at = ARENA_NEW_ARRAY(scratch, u32, inst_count);
    r.taken = ARENA_NEW_ARRAY(scratch, u32, inst_count);
    r.borrowed = ARENA_NEW_ARRAY(scratch, u32, inst_count);
    r.edge_args = ARENA_NEW_ARRAY(scratch, u32, inst_count);
    // New blocks, at the end, hold nothing but counts.
    for (u32 k = 0; k < r.c.flow.count; k++) rewrite_block(&r, r.c.flow.order[k]);
    func->is_verified = false;
}
