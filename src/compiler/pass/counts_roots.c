#include "base/check.h"
#include "compiler/pass/counts_priv.h"

void counts_visit_uses(Counts *c, IrValue user, CountsVisit visit, void *context) {
    const IrInst *inst = counts_inst(c, user);
    for (u32 i = 0; i < inst->arg_count; i++) {
        IrValue arg = inst->args[i];
        const IrInst *source = counts_inst(c, arg);
        if (source->op == IR_STACK_VALUES && inst->op != IR_BRERR) {
            for (u32 k = 0; k < source->arg_count; k++)
                visit(c, context, c->root[source->args[k]], false);
        }
        // BRERR names its fallible instruction without using its result.
        if (inst->op != IR_BRERR) visit(c, context, c->root[arg], ir_arg_is_taken(inst, i));
    }
    for (u32 k = c->keep_first[user]; k != IR_NONE; k = c->keeps.items[k].next) {
        visit(c, context, c->keeps.items[k].root, false);
    }
}

// ---- roots and their kinds, before lending is decided

static RootKind kind_of_definition(const IrInst *inst) {
    if (!ir_type_is_counted(inst->type)) return ROOT_NONE;
    switch (inst->op) {
    case IR_CONST_INT:
    case IR_CONST_VALUE:
    case IR_INT_FROM_SMALL:
    case IR_INT_FROM_BOOL:
    case IR_VALUE_FROM_BOOL:
    case IR_UNDEF: return ROOT_NONE;
    case IR_PARAM:
    case IR_CONST_POOL:
    case IR_UNIT_CLASS: return ROOT_BORROWED;
    default: return ir_ops[inst->op].flags & IR_PEEK ? ROOT_LENT : ROOT_OWNED;
    }
}

static void assign_roots(Counts *c) {
    for (u32 k = 0; k < c->flow.count; k++) {
        const IrBlockData *data = &c->func->blocks.items[c->flow.order[k]];
        for (u32 i = 0; i < data->params.count; i++) {
            IrValue param = data->params.items[i];
            c->root[param] = param;
            c->kind[param] = (u8)kind_of_definition(counts_inst(c, param));
        }
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            const IrInst *inst = counts_inst(c, value);
            bool is_alias = ir_ops[inst->op].flags & IR_ALIAS;
            c->root[value] = is_alias ? c->root[inst->args[0]] : value;
            if (!is_alias) c->kind[value] = (u8)kind_of_definition(inst);
        }
    }
}

// ---- positions: all instructions in a row, block by block, and what lies between two of them

typedef struct {
    u32 *start, *end;  // by block: position of its first instruction, and behind its last
    u32 *position;     // by instruction
    u32 *changes;      // by position: how many instructions before it may release memory
} Places;

static bool may_release(const Counts *c, const IrInst *inst) {
    switch (inst->op) {
    case IR_LIST_SET:
    case IR_FIELD_SET:
    case IR_GLOBAL_SET:
        // A float replaces a float: nothing is given up.
        return counts_inst(c, inst->args[inst->arg_count - 1])->type != IR_F64;
    case IR_LIST_APPEND:
    case IR_LIST_PUT:
    case IR_LIST_WRITABLE:
    case IR_ITEM_PUT:
    case IR_STACK_VALUES:
    case IR_STACK_SLOTS:
    case IR_INSTANCE_NEW:
    case IR_FIELD_INIT:
    case IR_CAPTURE_INIT:
    case IR_FUNC_DEFAULTS:
    case IR_LIST_CHECK_WRITE:
    case IR_BYTES_SET: return false;
    default: return ir_effects(inst) & (IR_WRITE | IR_ANY);
    }
}

static Places find_places(Counts *c) {
    Places p;
    u32 inst_count = c->func->insts.count, block_count = c->func->blocks.count;
    p.start = ARENA_NEW_ARRAY(c->scratch, u32, block_count);
    p.end = ARENA_NEW_ARRAY(c->scratch, u32, block_count);
    p.position = ARENA_NEW_ARRAY(c->scratch, u32, inst_count);
    p.changes = ARENA_NEW_ARRAY(c->scratch, u32, inst_count + 2);
    u32 position = 0;
    for (u32 k = 0; k < c->flow.count; k++) {
        IrBlock block = c->flow.order[k];
        const IrBlockData *data = &c->func->blocks.items[block];
        p.start[block] = position;
        for (u32 i = 0; i < data->insts.count; i++, position++) {
            IrValue value = data->insts.items[i];
            p.position[value] = position;
            p.changes[position + 1] = p.changes[position] + may_release(c, counts_inst(c, value));
        }
        p.end[block] = position;
    }
    return p;
}

// ---- lending: a value needs no reference of its own when nothing that may release memory lies on
// any way from where it is read to where it is used, and what it was read from stays alive.

enum { LENT_BLOCKS_MAX = 64 };

typedef struct {
    IrValue root, user;
} LentUse;

typedef struct {
    Places places;
    VEC(LentUse) uses;
    u32 *use_end;        // by root: behind its last use in `sorted`
    LentUse *sorted;     // by root
    bool *is_refused;    // by root: taken, or passed on by an edge
    VEC(LentUse) extra;  // of owners: uses by what they lend, found before the owner is decided
    IrValue user;        // whose uses are being visited
    // The live range at hand:
    IrBlock blocks[LENT_BLOCKS_MAX];  // where the value comes in alive
    u32 block_count;
    u32 *mark;      // by block: root + 1 where it comes in alive
    u32 *last_use;  // by block: position of the last use in it; valid where marked by use_mark
    u32 *use_mark;  // by block: root + 1 where it is used
    IrValue *last_user;
} Lending;

static void note_use(Counts *c, void *context, IrValue root, bool is_taken) {
    Lending *l = context;
    if (c->kind[root] != ROOT_LENT) return;
    if (is_taken) l->is_refused[root] = true;
    *VEC_PUSH(c->scratch, &l->uses) = (LentUse){root, l->user};
}

static void note_all_uses(Counts *c, Lending *l) {
    for (u32 k = 0; k < c->flow.count; k++) {
        const IrBlockData *data = &c->func->blocks.items[c->flow.order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            l->user = data->insts.items[i];
            counts_visit_uses(c, l->user, note_use, l);
            const IrInst *inst = counts_inst(c, l->user);
            for (u32 e = 0; e < inst->edge_count; e++) {
                for (u32 a = 0; a < inst->edges[e].arg_count; a++) {
                    note_use(c, l, c->root[inst->edges[e].args[a]], true);
                }
            }
        }
    }
    // Uses of one root together, by counting.
    u32 inst_count = c->func->insts.count;
    l->use_end = ARENA_NEW_ARRAY(c->scratch, u32, inst_count + 1);
    for (u32 i = 0; i < l->uses.count; i++) l->use_end[l->uses.items[i].root]++;
    for (u32 i = 0, sum = 0; i < inst_count; i++) {
        u32 count = l->use_end[i];
        l->use_end[i] = sum;
        sum += count;
    }
    l->sorted = ARENA_NEW_ARRAY(c->scratch, LentUse, l->uses.count + 1);
    for (u32 i = 0; i < l->uses.count; i++)
        l->sorted[l->use_end[l->uses.items[i].root]++] = l->uses.items[i];
}

static void keep_alive(Counts *c, Lending *l, IrValue user, IrValue root) {
    *VEC_PUSH(c->scratch, &c->keeps) = (KeepAlive){root, c->keep_first[user]};
    c->keep_first[user] = c->keeps.count - 1;
    if (c->kind[root] != ROOT_LENT) return;
    *VEC_PUSH(c->scratch, &l->extra) = (LentUse){root, user};
}

static void add_use(Counts *c, Lending *l, IrValue root, IrValue user) {
    IrBlock block = counts_inst(c, user)->block;
    u32 position = l->places.position[user];
    if (l->use_mark[block] == root + 1 && l->last_use[block] >= position) return;
    l->use_mark[block] = root + 1;
    l->last_use[block] = position;
    l->last_user[block] = user;
}

static bool enter_block(const Counts *c, Lending *l, IrValue root, IrBlock block) {
    if (block == counts_inst(c, root)->block || l->mark[block] == root + 1) return true;
    if (l->block_count == LENT_BLOCKS_MAX) return false;
    l->mark[block] = root + 1;
    l->blocks[l->block_count++] = block;
    return true;
}

static bool enter_user(Counts *c, Lending *l, IrValue root, IrValue user) {
    add_use(c, l, root, user);
    return enter_block(c, l, root, counts_inst(c, user)->block);
}

// Collects the blocks where `root` comes in alive. False: too many.
static bool find_range(Counts *c, Lending *l, IrValue root) {
    l->block_count = 0;
    for (u32 i = root == 0 ? 0 : l->use_end[root - 1]; i < l->use_end[root]; i++) {
        if (!enter_user(c, l, root, l->sorted[i].user)) return false;
    }
    for (u32 i = 0; i < l->extra.count; i++) {
        if (l->extra.items[i].root == root && !enter_user(c, l, root, l->extra.items[i].user))
            return false;
    }
    for (u32 done = 0; done < l->block_count; done++) {
        u32 order = c->flow.index[l->blocks[done]];
        for (u32 k = c->flow.pred_first[order]; k < c->flow.pred_first[order + 1]; k++) {
            if (!enter_block(c, l, root, c->flow.preds[k])) return false;
        }
    }
    return true;
}

static bool is_live_out(const Counts *c, const Lending *l, IrValue root, IrBlock block) {
    const IrInst *last = ir_terminator(c->func, block);
    for (u32 e = 0; e < last->edge_count; e++) {
        if (l->mark[last->edges[e].target] == root + 1) return true;
    }
    return false;
}

// Whether something between `from` and the end of the value's life in `block` may release memory. A
// use that itself may is one of them: it could drop the owner and go on using what was lent.
static bool is_changed_in(const Counts *c, const Lending *l, IrValue root, IrBlock block,
                          u32 from) {
    u32 to = l->places.end[block];
    if (!is_live_out(c, l, root, block)) {
        if (l->use_mark[block] != root + 1) return false;
        to = l->last_use[block] + 1;
    }
    return to > from && l->places.changes[to] != l->places.changes[from];
}

static bool is_lendable(Counts *c, Lending *l, IrValue root) {
    if (l->is_refused[root] || !find_range(c, l, root)) return false;
    if (is_changed_in(c, l, root, counts_inst(c, root)->block, l->places.position[root] + 1))
        return false;
    for (u32 i = 0; i < l->block_count; i++) {
        if (is_changed_in(c, l, root, l->blocks[i], l->places.start[l->blocks[i]])) return false;
    }
    return true;
}

// The owner is used wherever the life of what it lends ends.
static void keep_owner(Counts *c, Lending *l, IrValue root) {
    const IrInst *inst = counts_inst(c, root);
    if (inst->arg_count == 0) return;  // lent by a module variable
    IrValue owner = c->root[inst->args[0]];
    if (c->kind[owner] != ROOT_OWNED && c->kind[owner] != ROOT_LENT) return;
    IrBlock home = inst->block;
    if (l->use_mark[home] == root + 1) keep_alive(c, l, l->last_user[home], owner);
    for (u32 i = 0; i < l->block_count; i++) {
        if (l->use_mark[l->blocks[i]] == root + 1)
            keep_alive(c, l, l->last_user[l->blocks[i]], owner);
    }
}

static void decide(Counts *c, Lending *l, IrValue value) {
    if (is_lendable(c, l, value)) {
        keep_owner(c, l, value);
    } else {
        c->kind[value] = ROOT_OWNED;
    }
}

void counts_find_roots(Counts *c) {
    u32 inst_count = c->func->insts.count, block_count = c->func->blocks.count;
    c->root = ARENA_NEW_ARRAY(c->scratch, IrValue, inst_count);
    c->kind = ARENA_NEW_ARRAY(c->scratch, u8, inst_count);
    c->keep_first = ARENA_NEW_ARRAY(c->scratch, u32, inst_count);
    for (u32 i = 0; i < inst_count; i++) {
        c->root[i] = i;
        c->keep_first[i] = IR_NONE;
    }
    assign_roots(c);
    Lending l = {.places = find_places(c)};
    l.is_refused = ARENA_NEW_ARRAY(c->scratch, bool, inst_count);
    l.mark = ARENA_NEW_ARRAY(c->scratch, u32, block_count);
    l.last_use = ARENA_NEW_ARRAY(c->scratch, u32, block_count);
    l.use_mark = ARENA_NEW_ARRAY(c->scratch, u32, block_count);
    l.last_user = ARENA_NEW_ARRAY(c->scratch, IrValue, block_count);
    note_all_uses(c, &l);
    // Backwards over the order: what is lent by a lent value is decided before its owner.
    for (u32 k = c->flow.count; k-- > 0;) {
        const IrBlockData *data = &c->func->blocks.items[c->flow.order[k]];
        for (u32 i = data->insts.count; i-- > 0;) {
            IrValue value = data->insts.items[i];
            if (c->root[value] == value && c->kind[value] == ROOT_LENT) decide(c, &l, value);
        }
    }
}
