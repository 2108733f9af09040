#include "compiler/pass/list_loop.h"

#include "compiler/ir/flow.h"
#include "compiler/pass/edit.h"
#include "compiler/pass/effect.h"

enum { LOOP_LISTS_MAX = 16, LOOP_CHECKS_MAX = 32 };

typedef struct {
    IrValue list, len, items;
    bool is_written, is_bytes;
    u64 global;  // the loop itself gets it from this variable; NO_GLOBAL: made outside
} LoopList;

#define NO_GLOBAL UINT64_MAX

typedef struct {
    IrValue list, index, checked;
    IrBlock block;  // holds in all blocks that this one dominates
} LoopCheck;

typedef struct {
    EffectRules rules;
    IrFlow flow;
    u32 block_count;  // that `flow` knows
    Edit edit;
    bool *is_header;  // by order index
    u32 *loop_of;     // by order index: 1 + the header's order index while its loop is handled
    u32 *body;        // order indices of the loop at hand
    u32 body_count;
    LoopList lists[LOOP_LISTS_MAX];
    u32 list_count;
    LoopCheck checks[LOOP_CHECKS_MAX];
    u32 check_count;
} LoopPass;

static IrInst *inst_of(const LoopPass *p, IrValue value) {
    return &p->edit.func->insts.items[value];
}

// ---- the loop

static void enter(LoopPass *p, u32 header, u32 order) {
    if (p->loop_of[order] == header + 1) return;
    p->loop_of[order] = header + 1;
    p->body[p->body_count++] = order;
}

static bool is_back_edge(const LoopPass *p, u32 header, IrBlock pred) {
    return ir_dominates(&p->flow, p->flow.order[header], pred);
}

static void find_body(LoopPass *p, u32 header) {
    p->body_count = 0;
    enter(p, header, header);
    for (u32 k = p->flow.pred_first[header]; k < p->flow.pred_first[header + 1]; k++) {
        IrBlock pred = p->flow.preds[k];
        if (is_back_edge(p, header, pred)) enter(p, header, p->flow.index[pred]);
    }
    for (u32 done = 1; done < p->body_count; done++) {
        u32 order = p->body[done];
        for (u32 k = p->flow.pred_first[order]; k < p->flow.pred_first[order + 1]; k++)
            enter(p, header, p->flow.index[p->flow.preds[k]]);
    }
}

static bool is_in_loop(const LoopPass *p, u32 header, IrValue value) {
    IrBlock block = inst_of(p, value)->block;
    bool is_known = block < p->block_count && p->flow.index[block] != IR_NONE;
    return !is_known || p->loop_of[p->flow.index[block]] == header + 1;
}

// Lengths and buffers stay: what a store releases has no code of its own to run.
static bool keeps_lists(const LoopPass *p, const IrInst *inst) {
    if (inst->op == IR_LIST_CHECK_WRITE) return true;
    IrEffect effect = effect_of(p->rules, p->edit.module, p->edit.func, inst);
    return effect.is_known && !effect.moves_items;
}

// The variable that the value was read from and nothing else: no test stands between.
static u64 global_of(const LoopPass *p, IrValue value) {
    const IrInst *ref = inst_of(p, value);
    if (ref->op != IR_REF_FROM_VALUE) return NO_GLOBAL;
    const IrInst *get = inst_of(p, ref->args[0]);
    return get->op == IR_GLOBAL_GET ? get->imm : NO_GLOBAL;
}

static LoopList *known_list(LoopPass *p, IrValue list) {
    u64 global = global_of(p, list);
    for (u32 i = 0; i < p->list_count; i++) {
        const LoopList *known = &p->lists[i];
        if (known->list == list || (global != NO_GLOBAL && known->global == global))
            return &p->lists[i];
    }
    return NULL;
}

// What asks for the length or tests an index; only where these are asked is an address of use.
static bool is_list_access(const IrInst *inst) {
    return inst->op == IR_LIST_CHECK || inst->op == IR_LIST_CHECK_WRITE ||
           inst->op == IR_LIST_GET || inst->op == IR_LIST_PUT || inst->op == IR_LIST_SET ||
           inst->op == IR_LIST_LEN;
}

static bool is_bytes_access(const IrInst *inst) {
    return inst->op == IR_BYTEARRAY_CHECK || inst->op == IR_BYTEARRAY_LEN;
}

static bool is_access(const IrInst *inst) {
    return is_list_access(inst) || is_bytes_access(inst) || inst->op == IR_BYTES_GET ||
           inst->op == IR_BYTES_SET;
}

static bool is_check(const IrInst *inst) {
    return inst->op == IR_LIST_CHECK || inst->op == IR_LIST_CHECK_WRITE ||
           inst->op == IR_BYTEARRAY_CHECK;
}

// A variable may be read ahead of the loop when the function nowhere asks whether it is set, or
// what it holds: then it is known to hold a list wherever the function stands.
static bool is_plain_global(const LoopPass *p, u64 global) {
    const IrFunc *func = p->edit.func;
    for (u32 i = 0; i < func->insts.count; i++) {
        const IrInst *inst = &func->insts.items[i];
        if (inst->block == IR_NONE || inst->op == IR_REF_FROM_VALUE) continue;
        if (inst->op == IR_GLOBAL_SET && inst->imm == global) return false;
        for (u32 a = 0; a < inst->arg_count; a++) {
            const IrInst *arg = &func->insts.items[inst->args[a]];
            if (arg->op == IR_GLOBAL_GET && arg->imm == global) return false;
        }
        for (u32 e = 0; e < inst->edge_count; e++) {
            for (u32 a = 0; a < inst->edges[e].arg_count; a++) {
                const IrInst *arg = &func->insts.items[inst->edges[e].args[a]];
                if (arg->op == IR_GLOBAL_GET && arg->imm == global) return false;
            }
        }
    }
    return true;
}

// Whether something in the loop may store into the variable; calls included.
static bool is_set_in_loop(const LoopPass *p, u64 global) {
    for (u32 i = 0; i < p->body_count; i++) {
        const IrBlockData *data = &p->edit.func->blocks.items[p->flow.order[p->body[i]]];
        for (u32 k = 0; k < data->insts.count; k++) {
            IrEffect effect =
                effect_of(p->rules, p->edit.module, p->edit.func, inst_of(p, data->insts.items[k]));
            if (!effect.is_known || effect.globals >> (global % 64) & 1) return true;
        }
    }
    return false;
}

static LoopList *add_list(LoopPass *p, u32 header, IrValue list) {
    if (p->list_count == LOOP_LISTS_MAX) return NULL;
    u64 global = NO_GLOBAL;
    if (is_in_loop(p, header, list)) {
        global = global_of(p, list);
        if (global == NO_GLOBAL || !is_plain_global(p, global) || is_set_in_loop(p, global))
            return NULL;
    }
    p->lists[p->list_count] = (LoopList){.list = list, .global = global};
    return &p->lists[p->list_count++];
}

// Fills the table of lists. False: the loop may change a list, or stores into one of its own.
static bool find_lists(LoopPass *p, u32 header) {
    p->list_count = 0;
    for (u32 i = 0; i < p->body_count; i++) {
        const IrBlockData *data = &p->edit.func->blocks.items[p->flow.order[p->body[i]]];
        for (u32 k = 0; k < data->insts.count; k++) {
            const IrInst *inst = inst_of(p, data->insts.items[k]);
            if (!keeps_lists(p, inst)) return false;
            if (!is_list_access(inst) && !is_bytes_access(inst)) continue;
            bool is_write = inst->op == IR_LIST_CHECK_WRITE;
            LoopList *known = known_list(p, inst->args[0]);
            if (!known) known = add_list(p, header, inst->args[0]);
            if (is_write && !known) return false;
            if (is_write) known->is_written = true;
            if (known && is_bytes_access(inst)) known->is_bytes = true;
        }
    }
    return p->list_count > 0;
}

// ---- in front of the loop

static IrBlock new_block(LoopPass *p, bool is_cold) {
    *VEC_PUSH(p->edit.module->arena, &p->edit.func->blocks) = (IrBlockData){.is_cold = is_cold};
    return p->edit.func->blocks.count - 1;
}

static IrValue terminate(LoopPass *p, IrOp op, const IrValue *condition, const IrEdge *edges,
                         u32 edge_count) {
    IrValue value =
        edit_add(&p->edit, op, IR_VOID, condition, condition ? 1 : 0, condition != NULL);
    IrInst *inst = inst_of(p, value);
    inst->edges = arena_copy(p->edit.module->arena, edges, edge_count * sizeof(IrEdge));
    inst->edge_count = edge_count;
    return value;
}

// The block that enters the loop, ending in a jump to it; IR_NONE when several do.
static IrBlock find_entry(LoopPass *p, u32 header) {
    IrBlock entry = IR_NONE;
    for (u32 k = p->flow.pred_first[header]; k < p->flow.pred_first[header + 1]; k++) {
        IrBlock pred = p->flow.preds[k];
        if (is_back_edge(p, header, pred)) continue;
        if (entry != IR_NONE) return IR_NONE;
        entry = pred;
    }
    return entry;
}

static IrBlock make_place(LoopPass *p, u32 header) {
    IrBlock entry = find_entry(p, header);
    if (entry == IR_NONE) return IR_NONE;
    const IrInst *last = ir_terminator(p->edit.func, entry);
    if (last->op == IR_JUMP) return entry;
    for (u32 e = 0; e < last->edge_count; e++) {
        if (last->edges[e].target != p->flow.order[header]) continue;
        // The result of a fallible instruction does not exist yet where an edge is split.
        if (last->edges[e].arg_count > 0) return IR_NONE;
        IrEdge onwards = last->edges[e];
        IrEdge *edges = last->edges;
        IrBlock place = new_block(p, false);
        edges[e] = (IrEdge){.target = place};
        edit_block(&p->edit, place);
        terminate(p, IR_JUMP, NULL, &onwards, 1);
        edit_end_block(&p->edit);
        return place;
    }
    return IR_NONE;
}

static void read_lists(LoopPass *p, IrBlock place) {
    const IrBlockData *data = &p->edit.func->blocks.items[place];
    u32 count = data->insts.count;
    const IrValue *insts = arena_copy(p->edit.scratch, data->insts.items, count * sizeof(IrValue));
    edit_block(&p->edit, place);
    for (u32 i = 0; i + 1 < count; i++) edit_keep(&p->edit, insts[i]);
    for (u32 i = 0; i < p->list_count; i++) {
        LoopList *list = &p->lists[i];
        if (list->global == NO_GLOBAL) continue;
        IrValue value = edit_add(&p->edit, IR_GLOBAL_GET, IR_VALUE, NULL, 0, list->global);
        list->list = edit_add(&p->edit, IR_REF_FROM_VALUE, IR_REF, &value, 1, 0);
    }
    // Two of them may be the same list: all are made writable before one is read.
    for (u32 i = 0; i < p->list_count; i++) {
        if (p->lists[i].is_written)
            edit_add(&p->edit, IR_LIST_WRITABLE, IR_VOID, &p->lists[i].list, 1, 0);
    }
    for (u32 i = 0; i < p->list_count; i++) {
        LoopList *list = &p->lists[i];
        IrOp len = list->is_bytes ? IR_BYTEARRAY_LEN : IR_LIST_LEN,
             items = list->is_bytes ? IR_BYTES_ITEMS : IR_LIST_ITEMS;
        list->len = edit_add(&p->edit, len, IR_I64, &list->list, 1, 0);
        list->items = edit_add(&p->edit, items, IR_PTR, &list->list, 1, 0);
    }
    edit_keep(&p->edit, insts[count - 1]);
    edit_end_block(&p->edit);
}

// ---- in the loop

static const LoopCheck *earlier_check(const LoopPass *p, IrValue list, IrValue index,
                                      IrBlock block) {
    for (u32 i = 0; i < p->check_count; i++) {
        const LoopCheck *check = &p->checks[i];
        if (check->list == list && check->index == index &&
            ir_dominates(&p->flow, check->block, block))
            return check;
    }
    return NULL;
}

static void make_jump(LoopPass *p, IrValue terminator) {
    IrInst *last = inst_of(p, terminator);
    last->op = IR_JUMP;
    last->arg_count = 0;
    last->edge_count = 1;
}

// index, or index + len when it is negative.
static IrValue wrapped_index(LoopPass *p, const IrInst *check, IrValue len) {
    IrValue index = edit_resolve(&p->edit, check->args[1]);
    if (check->imm & IR_INDEX_NOT_NEGATIVE) return index;
    Edit *edit = &p->edit;
    IrValue count = edit_add(edit, IR_CONST_I64, IR_I64, NULL, 0, 63);
    IrValue sign = edit_add(edit, IR_I64_SHR_S, IR_I64, (IrValue[]){index, count}, 2, 0);
    IrValue extra = edit_add(edit, IR_I64_AND, IR_I64, (IrValue[]){sign, len}, 2, 0);
    return edit_add(edit, IR_I64_ADD, IR_I64, (IrValue[]){index, extra}, 2, 0);
}

// The check at the end of the block at hand becomes a comparison; a cold block raises.
static void expand_check(LoopPass *p, IrBlock block, IrValue value, IrValue terminator,
                         const LoopList *list) {
    IrInst check = *inst_of(p, value), last = *inst_of(p, terminator);
    IrValue key = edit_resolve(&p->edit, check.args[1]);
    const LoopCheck *earlier = earlier_check(p, list->list, key, block);
    if (earlier) {
        edit_replace(&p->edit, value, earlier->checked);
        make_jump(p, terminator);
        edit_keep(&p->edit, terminator);
        edit_end_block(&p->edit);
        return;
    }
    IrValue index = wrapped_index(p, &check, list->len);
    edit_replace(&p->edit, value, index);
    IrValue is_inside = edit_add(&p->edit, IR_I64_LT_U, IR_I1, (IrValue[]){index, list->len}, 2, 0);
    IrBlock fault = new_block(p, true);
    IrEdge edges[] = {last.edges[0], {.target = fault}};
    terminate(p, IR_BRIF, &is_inside, edges, 2);
    edit_end_block(&p->edit);

    edit_block(&p->edit, fault);
    IrValue number = edit_add(&p->edit, IR_CONST_I32, IR_I32, NULL, 0, check.imm & IR_FAULT_MASK);
    edit_add(&p->edit, IR_CALL_RT, IR_VOID, (IrValue[]){number, key}, 2, RT_RAISE_INDEX);
    terminate(p, IR_JUMP, NULL, &last.edges[1], 1);
    edit_end_block(&p->edit);
    u32 success = p->flow.index[last.edges[0].target];
    bool has_one_pred = p->flow.pred_first[success + 1] - p->flow.pred_first[success] == 1;
    if (has_one_pred && p->check_count < LOOP_CHECKS_MAX)
        p->checks[p->check_count++] = (LoopCheck){list->list, key, index, last.edges[0].target};
}

static bool is_plain(IrType type) {
    return type == IR_I64 || type == IR_F64;
}

static void rewrite_access(LoopPass *p, IrValue value, const LoopList *list) {
    IrInst inst = *inst_of(p, value);
    if (inst.op == IR_LIST_LEN || inst.op == IR_BYTEARRAY_LEN) {
        edit_replace(&p->edit, value, list->len);
    } else if (inst.op == IR_BYTES_GET) {
        IrValue args[] = {list->list, list->items, inst.args[1]};
        edit_replace(&p->edit, value, edit_add(&p->edit, IR_BYTE_GET, IR_I64, args, 3, 0));
    } else if (inst.op == IR_BYTES_SET) {
        IrValue args[] = {list->list, list->items, inst.args[1], inst.args[2]};
        edit_add(&p->edit, IR_BYTE_PUT, IR_VOID, args, 4, 0);
    } else if (inst.op == IR_LIST_GET && is_plain(inst.type)) {
        IrValue args[] = {list->list, list->items, inst.args[1]};
        edit_replace(&p->edit, value, edit_add(&p->edit, IR_ITEM_GET, inst.type, args, 3, 0));
    } else if (inst.op == IR_LIST_PUT ||
               (inst.op == IR_LIST_SET && is_plain(inst_of(p, inst.args[2])->type))) {
        IrValue args[] = {list->list, list->items, inst.args[1], inst.args[2]};
        edit_add(&p->edit, IR_ITEM_PUT, IR_VOID, args, 4, 0);
    } else {
        edit_keep(&p->edit, value);
    }
}

static void rewrite_block(LoopPass *p, IrBlock block) {
    const IrBlockData *data = &p->edit.func->blocks.items[block];
    u32 count = data->insts.count;
    const IrValue *insts = arena_copy(p->edit.scratch, data->insts.items, count * sizeof(IrValue));
    IrValue terminator = insts[count - 1];
    bool is_brerr = inst_of(p, terminator)->op == IR_BRERR;
    edit_block(&p->edit, block);
    for (u32 i = 0; i + 1 < count; i++) {
        const IrInst *inst = inst_of(p, insts[i]);
        const LoopList *list = is_access(inst) ? known_list(p, inst->args[0]) : NULL;
        // A success edge with arguments may pass the index on itself: left alone.
        if (list && is_check(inst) && is_brerr && inst_of(p, terminator)->edges[0].arg_count == 0) {
            expand_check(p, block, insts[i], terminator, list);
            return;
        }
        if (list && !is_check(inst))
            rewrite_access(p, insts[i], list);
        else
            edit_keep(&p->edit, insts[i]);
    }
    edit_keep(&p->edit, terminator);
    edit_end_block(&p->edit);
}

static void sort_body(LoopPass *p) {
    for (u32 i = 1; i < p->body_count; i++) {
        u32 order = p->body[i], at = i;
        for (; at > 0 && p->body[at - 1] > order; at--) p->body[at] = p->body[at - 1];
        p->body[at] = order;
    }
}

// ---- the function

static void find_headers(LoopPass *p) {
    for (u32 k = 0; k < p->flow.count; k++) {
        for (u32 i = p->flow.pred_first[k]; i < p->flow.pred_first[k + 1]; i++) {
            if (is_back_edge(p, k, p->flow.preds[i])) p->is_header[k] = true;
        }
    }
}

// A list that may never have been made must not be read ahead of its use: such functions are left
// alone, and so are those that check no list.
static bool is_worthwhile(const IrFunc *func) {
    bool has_check = false;
    for (u32 i = 0; i < func->insts.count; i++) {
        const IrInst *inst = &func->insts.items[i];
        if (inst->op == IR_UNDEF && inst->type == IR_REF && inst->block != IR_NONE) return false;
        has_check |= is_check(inst);
    }
    return has_check;
}

void pass_list_loop(IrModule *module, IrFunc *func, Arena *scratch) {
    if (!is_worthwhile(func)) return;
    LoopPass p = {.flow = ir_flow(scratch, func), .block_count = func->blocks.count};
    p.is_header = ARENA_NEW_ARRAY(scratch, bool, p.flow.count);
    p.loop_of = ARENA_NEW_ARRAY(scratch, u32, p.flow.count);
    p.body = ARENA_NEW_ARRAY(scratch, u32, p.flow.count);
    find_headers(&p);
    bool has_begun = false;
    // Outer loops come first; the loops in them find what is left.
    for (u32 header = 1; header < p.flow.count; header++) {
        if (!p.is_header[header]) continue;
        if (!has_begun) p.edit = edit_begin(module, func, scratch);
        if (!has_begun) p.rules = effect_rules(module);
        has_begun = true;
        find_body(&p, header);
        if (!find_lists(&p, header)) continue;
        IrBlock place = make_place(&p, header);
        if (place == IR_NONE) continue;
        sort_body(&p);
        read_lists(&p, place);
        p.check_count = 0;
        for (u32 i = 0; i < p.body_count; i++) rewrite_block(&p, p.flow.order[p.body[i]]);
    }
    if (has_begun) edit_finish(&p.edit);
}
