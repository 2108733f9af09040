// From the control-flow graph to structured control flow: Norman Ramsey, "Beyond Relooper:
// recursive translation of unstructured control flow to structured control flow" (ICFP 2022). The
// graphs are reducible: Python has no goto.
//
// A block with several ways in (merge) is placed behind a `block` that its immediate dominator
// opens; a loop header gets a `loop`. All other blocks stand where they are branched to. Every path
// ends with a branch, so nothing falls through.
#include "base/check.h"
#include "compiler/wasm/loop.h"

typedef enum { LABEL_BLOCK, LABEL_LOOP, LABEL_IF } LabelKind;

typedef struct {
    LabelKind kind;
    IrBlock target;  // behind the block, or the loop's header
} Label;

typedef struct {
    WasmFunc *f;
    VEC(Label) labels;         // open ones, outermost first
    u32 *merge_first;          // by order index: merge children, as in IrFlow.preds
    IrBlock *merge_children;   // of each block, by order
    bool *is_merge, *is_loop;  // by order index
    bool *is_in_loop;          // by order index: there may be blocks of no loop among them
} Structure;

static u32 order_of(const Structure *s, IrBlock block) {
    return s->f->flow.index[block];
}

static void open_label(Structure *s, LabelKind kind, IrBlock target) {
    *VEC_PUSH(s->f->m->arena, &s->labels) = (Label){kind, target};
}

static void close_label(Structure *s) {
    end(s->f);
    s->labels.count--;
}

static u32 label_depth(const Structure *s, IrBlock target, LabelKind kind) {
    for (u32 i = s->labels.count; i-- > 0;) {
        if (s->labels.items[i].kind == kind && s->labels.items[i].target == target)
            return s->labels.count - 1 - i;
    }
    UNREACHABLE("irreducible control flow");
}

// ---- leaving a block

// Arguments first all onto the stack, then into the parameters: they may be each other.
static void pass_arguments(WasmFunc *f, const IrEdge *edge) {
    const IrBlockData *target = &f->func->blocks.items[edge->target];
    for (u32 i = 0; i < edge->arg_count; i++) {
        if (edge->args[i] != target->params.items[i]) wasm_push(f, edge->args[i]);
    }
    for (u32 i = edge->arg_count; i-- > 0;) {
        if (edge->args[i] != target->params.items[i]) set(f, f->local[target->params.items[i]]);
    }
}

static bool is_back_edge(const Structure *s, IrBlock from, IrBlock to) {
    return order_of(s, to) <= order_of(s, from);
}

static bool is_branch(const Structure *s, IrBlock from, IrBlock to) {
    return is_back_edge(s, from, to) || s->is_merge[order_of(s, to)];
}

static u32 branch_depth(const Structure *s, IrBlock from, IrBlock to) {
    return label_depth(s, to, is_back_edge(s, from, to) ? LABEL_LOOP : LABEL_BLOCK);
}

static void emit_tree(Structure *s, IrBlock block);

// Ends in a branch. Returns the block to go on with in place, or IR_NONE.
static IrBlock leave_by(Structure *s, IrBlock from, const IrEdge *edge) {
    pass_arguments(s->f, edge);
    if (!is_branch(s, from, edge->target)) return edge->target;
    op_u32(s->f, W_BR, branch_depth(s, from, edge->target));
    return IR_NONE;
}

typedef enum { MAYBE, LIKELY, UNLIKELY } Likelihood;

// A condition is on the stack: leaves by `edge` when it holds.
static void leave_if(Structure *s, IrBlock from, const IrEdge *edge, Likelihood likelihood) {
    if (likelihood != MAYBE) wasm_hint(s->f, likelihood == LIKELY);
    if (edge->arg_count == 0 && is_branch(s, from, edge->target)) {
        op_u32(s->f, W_BR_IF, branch_depth(s, from, edge->target));
        return;
    }
    begin_if(s->f);
    open_label(s, LABEL_IF, IR_NONE);
    IrBlock next = leave_by(s, from, edge);
    if (next != IR_NONE) emit_tree(s, next);
    close_label(s);
}

void wasm_restore_frame(WasmFunc *f) {
    if (f->frame == NO_LOCAL) return;
    get(f, f->frame);
    const_i32(f, (i32)f->frame_bytes);
    op(f, W_I32_ADD);
    set_global(f, GLOBAL_STACK_POINTER);
}

static void push_zero(WasmFunc *f, IrType type) {
    switch (wasm_value_type(type)) {
    case W_TYPE_I32: const_i32(f, 0); break;
    case W_TYPE_I64: const_i64(f, 0); break;
    default:
        op(f, W_F64_CONST);
        for (u32 i = 0; i < 8; i++) bytes_push(f->out, 0);
        break;
    }
}

static void emit_return(WasmFunc *f, const IrInst *last) {
    bool is_error = last->op == IR_RET_ERROR;
    if (f->func->result != IR_VOID) {
        if (is_error) push_zero(f, f->func->result);
        if (!is_error) wasm_push(f, last->args[0]);
    }
    wasm_restore_frame(f);
    if (f->func->can_fail) const_i32(f, is_error);
    op(f, W_RETURN);
}

static void emit_switch(Structure *s, IrBlock block, const IrInst *last) {
    // A chain of comparisons: class dispatch and finally have few cases.
    for (u32 i = 0; i + 1 < last->edge_count; i++) {
        wasm_push(s->f, last->args[0]);
        const_i64(s->f, i);
        op(s->f, W_I64_EQ);
        leave_if(s, block, &last->edges[i], MAYBE);
    }
}

// Returns the block to go on with in place, or IR_NONE.
static IrBlock emit_terminator(Structure *s, IrBlock block) {
    WasmFunc *f = s->f;
    const IrInst *last = ir_terminator(f->func, block);
    switch (last->op) {
    case IR_JUMP: return leave_by(s, block, &last->edges[0]);
    case IR_BRIF: {
        wasm_push(f, last->args[0]);
        // The side that is only a branch goes into br_if, the other one stays in line.
        bool is_inverted = !is_branch(s, block, last->edges[0].target) &&
                           is_branch(s, block, last->edges[1].target);
        if (is_inverted) op(f, W_I32_EQZ);
        Likelihood likelihood = (Likelihood)last->imm;  // of edge 0
        if (is_inverted && likelihood != MAYBE)
            likelihood = likelihood == LIKELY ? UNLIKELY : LIKELY;
        leave_if(s, block, &last->edges[is_inverted], likelihood);
        return leave_by(s, block, &last->edges[!is_inverted]);
    }
    case IR_BRERR:
        get(f, f->flag);
        leave_if(s, block, &last->edges[1], UNLIKELY);
        return leave_by(s, block, &last->edges[0]);
    case IR_SWITCH:
        emit_switch(s, block, last);
        return leave_by(s, block, &last->edges[last->edge_count - 1]);
    case IR_UNREACHABLE:
        if (f->loop && last->imm > 0)
            wasm_loop_exit(f, (i64)last->imm - 1);
        else
            op(f, W_UNREACHABLE);
        return IR_NONE;
    default: emit_return(f, last); return IR_NONE;
    }
}

// ---- blocks

static void emit_insts(WasmFunc *f, IrBlock block) {
    const IrBlockData *data = &f->func->blocks.items[block];
    for (u32 i = 0; i + 1 < data->insts.count; i++) {
        IrValue value = data->insts.items[i];
        const IrInst *inst = wasm_inst(f, value);
        bool is_made_at_use = inst->type != IR_VOID && f->local[value] == NO_LOCAL;
        if (!is_made_at_use) wasm_op(f, value);
    }
}

static bool is_hot(const Structure *s, IrBlock block) {
    if (s->f->func->blocks.items[block].is_cold) return false;
    return s->f->is_called_in_loops || s->is_in_loop[order_of(s, block)];
}

// Emits `block` and all that it dominates. What comes last is done in a turn of the loop, so that
// long straight code does not nest calls.
static void emit_tree(Structure *s, IrBlock block) {
    u32 open_loops = 0;
    while (block != IR_NONE) {
        u32 order = order_of(s, block);
        if (s->is_loop[order]) {
            op(s->f, W_LOOP);
            bytes_push(s->f->out, W_EMPTY);
            open_label(s, LABEL_LOOP, block);
            if (s->f->loop && s->f->loop->header == block) wasm_loop_turn(s->f);
            open_loops++;
        }
        // Merge children by descending order: the last one is outermost.
        u32 first = s->merge_first[order], count = s->merge_first[order + 1] - first;
        for (u32 i = count; i-- > 0;) {
            op(s->f, W_BLOCK);
            bytes_push(s->f->out, W_EMPTY);
            open_label(s, LABEL_BLOCK, s->merge_children[first + i]);
        }
        s->f->is_hot = is_hot(s, block);
        emit_insts(s->f, block);
        IrBlock next = emit_terminator(s, block);
        if (count == 0) {
            block = next;
            continue;
        }
        if (next != IR_NONE) emit_tree(s, next);
        for (u32 i = 0; i < count; i++) {
            close_label(s);
            if (i + 1 < count) emit_tree(s, s->merge_children[first + i]);
        }
        block = s->merge_children[first + count - 1];
    }
    while (open_loops-- > 0) {
        close_label(s);
        // Never reached, but a function's end must have its results.
        op(s->f, W_UNREACHABLE);
    }
}

// ---- which blocks merge, which are loops

static void classify(Structure *s) {
    const IrFlow *flow = &s->f->flow;
    Arena *arena = s->f->m->arena;
    s->is_merge = ARENA_NEW_ARRAY(arena, bool, flow->count);
    s->is_loop = ARENA_NEW_ARRAY(arena, bool, flow->count);
    s->is_in_loop = ARENA_NEW_ARRAY(arena, bool, flow->count);
    u32 loop_end = 0;
    s->merge_first = ARENA_NEW_ARRAY(arena, u32, flow->count + 2);
    s->merge_children = ARENA_NEW_ARRAY(arena, IrBlock, flow->count + 1);
    for (u32 k = 0; k < flow->count; k++) {
        u32 forward = 0;
        for (u32 i = flow->pred_first[k]; i < flow->pred_first[k + 1]; i++) {
            u32 from = flow->index[flow->preds[i]];
            bool is_back = from >= k;
            s->is_loop[k] |= is_back;
            if (is_back && from >= loop_end) loop_end = from + 1;
            forward += !is_back;
        }
        s->is_in_loop[k] = k < loop_end;
        s->is_merge[k] = forward > 1;
        if (s->is_merge[k]) s->merge_first[flow->index[flow->idom[k]] + 2]++;
    }
    for (u32 k = 0; k <= flow->count; k++) s->merge_first[k + 1] += s->merge_first[k];
    // In reverse postorder, so the children of each block are in ascending order.
    for (u32 k = 0; k < flow->count; k++) {
        if (!s->is_merge[k]) continue;
        s->merge_children[s->merge_first[flow->index[flow->idom[k]] + 1]++] = flow->order[k];
    }
}

void wasm_body(WasmFunc *f) {
    if (f->frame != NO_LOCAL) {
        get_global(f, GLOBAL_STACK_POINTER);
        const_i32(f, (i32)f->frame_bytes);
        op(f, W_I32_SUB);
        tee(f, f->frame);
        set_global(f, GLOBAL_STACK_POINTER);
    }
    if (f->loop) {
        const_i32(f, (i32)f->loop->turns + 1);
        set(f, f->turns);
    }
    Structure s = {.f = f};
    classify(&s);
    emit_tree(&s, IR_ENTRY);
    op(f, W_UNREACHABLE);
    end(f);
}
