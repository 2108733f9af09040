// Who needs no reference of its own.
#include "compiler/pass/counts_priv.h"

#include <string.h>

// ---- positions: all instructions in a row, block by block, and what lies between two of them

typedef struct {
    u32 *start, *end;  // by block: position of its first instruction, and behind its last
    u32 *position;     // by instruction
    IrValue *at;       // by position
    u32 *changes;      // by position: how many instructions before it may release anything
    u32 *stores;       // by position: how many before it replace the content of known places
} Places;

// A store gives up what it replaces, and so what only that kept alive. But an object that a
// place of a live object refers to stays, as long as nobody stores into that place.
static bool is_store(const IrInst *inst) {
    return inst->op == IR_LIST_SET || inst->op == IR_FIELD_SET || inst->op == IR_GLOBAL_SET;
}

// Whether the store or call may change what `source` has read.
static bool may_replace(const Counts *c, const IrInst *store, const IrInst *source) {
    if (store->op == IR_GLOBAL_SET) return source->op == IR_GLOBAL_GET && source->imm == store->imm;
    IrEffect effect = effect_of(c->rules, c->module, c->func, store);
    IrEffectKind kind = effect_kind((IrType)source->type),
                 other = kind == IR_EFFECT_INTS ? IR_EFFECT_VALUES : IR_EFFECT_INTS;
    switch (source->op) {
    case IR_FIELD_GET:
        return effect_replaces_field(&effect, source, kind) ||
               // The words of a generator's frame are now this, now that.
               (c->func->is_generic && effect_replaces_field(&effect, source, other));
    case IR_GLOBAL_GET: return effect.globals >> (source->imm % 64) & 1;
    case IR_CELL_GET: return effect.sets_cells;
    case IR_LIST_GET: return c->func->is_generic ? effect.lists : effect.lists >> kind & 1;
    default: return false;
    }
}

static Places find_places(Counts *c) {
    Places p;
    u32 inst_count = c->func->insts.count, block_count = c->func->blocks.count;
    p.start = ARENA_NEW_ARRAY(c->scratch, u32, block_count);
    p.end = ARENA_NEW_ARRAY(c->scratch, u32, block_count);
    p.position = ARENA_NEW_ARRAY(c->scratch, u32, inst_count);
    p.at = ARENA_NEW_ARRAY(c->scratch, IrValue, inst_count + 1);
    p.changes = ARENA_NEW_ARRAY(c->scratch, u32, inst_count + 2);
    p.stores = ARENA_NEW_ARRAY(c->scratch, u32, inst_count + 2);
    u32 position = 0;
    for (u32 k = 0; k < c->flow.count; k++) {
        IrBlock block = c->flow.order[k];
        const IrBlockData *data = &c->func->blocks.items[block];
        p.start[block] = position;
        for (u32 i = 0; i < data->insts.count; i++, position++) {
            IrValue value = data->insts.items[i];
            p.position[value] = position;
            p.at[position] = value;
            IrEffect effect = effect_of(c->rules, c->module, c->func, counts_inst(c, value));
            p.changes[position + 1] = p.changes[position] + !effect.is_known;
            p.stores[position + 1] =
                p.stores[position] + (effect.is_known && effect_replaces(&effect));
        }
        p.end[block] = position;
    }
    return p;
}

// ---- lending: a value needs no reference of its own when nothing that may release it lies on any
// way from where it is read to where it is used, and what it was read from stays alive. A block's
// parameter needs none when that holds for all that it may be: the node at hand of a loop over a
// linked list is kept by the list.

enum { LENT_BLOCKS_MAX = 64, SOURCES_MAX = 16, ROUNDS_MAX = 6 };

typedef struct {
    IrValue root, user;
} LentUse;

typedef struct {
    Places places;
    VEC(LentUse) uses;
    u32 *use_end;        // by root: behind its last use in `sorted`
    LentUse *sorted;     // by root
    bool *is_refused;    // by root: an edge hands it over
    bool *is_returned;   // by root
    VEC(LentUse) extra;  // of owners: uses by what they lend, found before the owner is decided
    IrValue user;        // whose uses are being visited
    // The live range at hand:
    IrBlock blocks[LENT_BLOCKS_MAX];  // where the value comes in alive
    u32 block_count;
    u32 *mark;      // by block: root + 1 where it comes in alive
    u32 *last_use;  // by block: position of the last use in it; valid where marked by use_mark
    u32 *use_mark;  // by block: root + 1 where it is used
    IrValue *last_user;
    // Where the value at hand may come from: what was read, and who keeps it alive in the end.
    IrValueVec sources, bases;
    IrValueVec seen;
    // In this round: who turned out to need a reference, and whether somebody relied on others.
    bool has_demoted, has_demoted_param, is_fragile;
} Lending;

static void note_use(Counts *c, void *context, IrValue root, bool is_taken) {
    Lending *l = context;
    if (c->kind[root] != ROOT_LENT) return;
    if (is_taken && counts_inst(c, l->user)->op == IR_RET) l->is_returned[root] = true;
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
                    IrValue root = c->root[inst->edges[e].args[a]];
                    l->is_refused[root] |= counts_edge_takes(c, &inst->edges[e], a);
                    note_use(c, l, root, false);
                }
            }
        }
    }
    // Uses of one root together, by counting.
    u32 inst_count = c->func->insts.count;
    memset(l->use_end, 0, (inst_count + 1) * sizeof(u32));
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

// ---- where a value may come from

static bool has_item(const IrValueVec *vec, IrValue value) {
    for (u32 i = 0; i < vec->count; i++) {
        if (vec->items[i] == value) return true;
    }
    return false;
}

static bool find_sources(Counts *c, Lending *l, IrValue root);

static bool find_edge_sources(Counts *c, Lending *l, IrValue param) {
    const IrInst *inst = counts_inst(c, param);
    u32 index = 0;
    while (c->func->blocks.items[inst->block].params.items[index] != param) index++;
    u32 order = c->flow.index[inst->block];
    for (u32 k = c->flow.pred_first[order]; k < c->flow.pred_first[order + 1]; k++) {
        const IrInst *last = ir_terminator(c->func, c->flow.preds[k]);
        for (u32 e = 0; e < last->edge_count; e++) {
            if (last->edges[e].target != inst->block) continue;
            if (!find_sources(c, l, c->root[last->edges[e].args[index]])) return false;
        }
    }
    return true;
}

// False: too many, so nothing is known.
static bool find_sources(Counts *c, Lending *l, IrValue root) {
    if (c->kind[root] == ROOT_OWNED && !has_item(&l->bases, root))
        *VEC_PUSH(c->scratch, &l->bases) = root;
    if (c->kind[root] != ROOT_LENT || has_item(&l->seen, root)) return true;
    if (l->seen.count == SOURCES_MAX) return false;
    *VEC_PUSH(c->scratch, &l->seen) = root;
    const IrInst *inst = counts_inst(c, root);
    if (inst->op == IR_BLOCK_PARAM) return find_edge_sources(c, l, root);
    *VEC_PUSH(c->scratch, &l->sources) = root;
    return inst->arg_count == 0 || find_sources(c, l, c->root[inst->args[0]]);
}

static bool is_param(const Counts *c, IrValue root) {
    return counts_inst(c, root)->op == IR_BLOCK_PARAM;
}

// Whether the value exists wherever `block` begins. What may raise has a result on one edge only.
static bool is_there_before(const Counts *c, IrValue value, IrBlock block) {
    IrBlock made = counts_inst(c, value)->block;
    const IrInst *last = ir_terminator(c->func, made);
    if (last->op == IR_BRERR && last->args[0] == value) {
        made = last->edges[0].target;
        u32 order = c->flow.index[made];
        bool has_one_way = c->flow.pred_first[order + 1] - c->flow.pred_first[order] == 1;
        return has_one_way && ir_dominates(&c->flow, made, block);
    }
    return made != block && ir_dominates(&c->flow, made, block);
}

// What a parameter may be is kept alive by values that are there before it and stay. Nobody can be
// given up behind a return, so what is returned must be kept by the caller.
static bool has_good_bases(Counts *c, Lending *l, IrValue root) {
    l->sources.count = l->bases.count = l->seen.count = 0;
    if (!is_param(c, root) && !l->is_returned[root]) {
        *VEC_PUSH(c->scratch, &l->sources) = root;
        return true;
    }
    if (!find_sources(c, l, root)) return false;
    if (l->is_returned[root]) return l->bases.count == 0;
    IrBlock home = counts_inst(c, root)->block;
    for (u32 i = 0; i < l->bases.count; i++) {
        if (!is_there_before(c, l->bases.items[i], home)) return false;
    }
    return true;
}

// ---- what happens to it meanwhile

// Whether something between the two positions may release a value of those sources.
static bool is_changed_between(const Counts *c, const Lending *l, u32 from, u32 to) {
    const Places *p = &l->places;
    if (to <= from) return false;
    if (p->changes[to] != p->changes[from]) return true;
    if (p->stores[to] == p->stores[from]) return false;
    for (u32 at = from; at < to; at++) {
        if (p->stores[at + 1] == p->stores[at]) continue;
        const IrInst *store = counts_inst(c, p->at[at]);
        for (u32 i = 0; i < l->sources.count; i++) {
            if (may_replace(c, store, counts_inst(c, l->sources.items[i]))) return true;
        }
    }
    return false;
}

// Between `from` and the end of the value's life in `block`. A use that itself may release is one
// of them: it could drop the owner and go on using what was lent. A store releases last.
static bool is_changed_in(const Counts *c, const Lending *l, IrValue root, IrBlock block,
                          u32 from) {
    u32 to = l->places.end[block];
    if (!is_live_out(c, l, root, block)) {
        if (l->use_mark[block] != root + 1) return false;
        to = l->last_use[block];
        to += !is_store(counts_inst(c, l->places.at[to]));
    }
    return is_changed_between(c, l, from, to);
}

static bool is_lendable(Counts *c, Lending *l, IrValue root) {
    if (l->is_refused[root] || !has_good_bases(c, l, root)) return false;
    if (!find_range(c, l, root)) return false;
    IrBlock home = counts_inst(c, root)->block;
    u32 first = is_param(c, root) ? l->places.start[home] : l->places.position[root] + 1;
    if (is_changed_in(c, l, root, home, first)) return false;
    for (u32 i = 0; i < l->block_count; i++) {
        if (is_changed_in(c, l, root, l->blocks[i], l->places.start[l->blocks[i]])) return false;
    }
    return true;
}

// Uses `owner` wherever the life of what it lends ends.
static void keep_until_end(Counts *c, Lending *l, IrValue root, IrValue owner) {
    if (c->kind[owner] != ROOT_OWNED && c->kind[owner] != ROOT_LENT) return;
    IrBlock home = counts_inst(c, root)->block;
    if (l->use_mark[home] == root + 1) keep_alive(c, l, l->last_user[home], owner);
    for (u32 i = 0; i < l->block_count; i++) {
        if (l->use_mark[l->blocks[i]] == root + 1)
            keep_alive(c, l, l->last_user[l->blocks[i]], owner);
    }
}

static void keep_owner(Counts *c, Lending *l, IrValue root) {
    const IrInst *inst = counts_inst(c, root);
    if (is_param(c, root)) {
        for (u32 i = 0; i < l->bases.count; i++) keep_until_end(c, l, root, l->bases.items[i]);
    } else if (inst->arg_count > 0) {  // else lent by a module variable
        keep_until_end(c, l, root, c->root[inst->args[0]]);
    }
}

static void decide(Counts *c, Lending *l, IrValue value) {
    if (c->root[value] != value || c->kind[value] != ROOT_LENT) return;
    if (is_lendable(c, l, value)) {
        l->is_fragile |= is_param(c, value) || l->is_returned[value];
        keep_owner(c, l, value);
        return;
    }
    c->kind[value] = ROOT_OWNED;
    c->is_forced[value] = true;
    l->has_demoted = true;
    l->has_demoted_param |= is_param(c, value);
}

// Backwards over the order: what is lent by a lent value is decided before its owner.
static void decide_all(Counts *c, Lending *l) {
    for (u32 k = c->flow.count; k-- > 0;) {
        const IrBlockData *data = &c->func->blocks.items[c->flow.order[k]];
        for (u32 i = data->insts.count; i-- > 0;) decide(c, l, data->insts.items[i]);
        for (u32 i = data->params.count; i-- > 0;) decide(c, l, data->params.items[i]);
    }
}

static void force_params(Counts *c) {
    for (u32 k = 0; k < c->flow.count; k++) {
        const IrBlockData *data = &c->func->blocks.items[c->flow.order[k]];
        for (u32 i = 0; i < data->params.count; i++) c->is_forced[data->params.items[i]] = true;
    }
}

// Parameters that stand no chance, whatever happens to them.
static void force_hopeless(Counts *c, Lending *l) {
    for (bool changes = true; changes;) {
        changes = false;
        for (u32 k = 0; k < c->flow.count; k++) {
            const IrBlockData *data = &c->func->blocks.items[c->flow.order[k]];
            for (u32 i = 0; i < data->params.count; i++) {
                IrValue param = data->params.items[i];
                if (c->kind[param] != ROOT_LENT || has_good_bases(c, l, param)) continue;
                c->kind[param] = ROOT_OWNED;
                c->is_forced[param] = changes = true;
            }
        }
    }
}

static void begin_round(Counts *c, Lending *l) {
    u32 inst_count = c->func->insts.count, block_count = c->func->blocks.count;
    for (u32 i = 0; i < inst_count; i++) c->keep_first[i] = IR_NONE;
    c->keeps.count = l->uses.count = l->extra.count = 0;
    memset(l->is_refused, 0, inst_count);
    memset(l->is_returned, 0, inst_count);
    memset(l->mark, 0, block_count * sizeof(u32));
    memset(l->use_mark, 0, block_count * sizeof(u32));
    l->has_demoted = l->has_demoted_param = l->is_fragile = false;
    counts_assign_roots(c);
}

// A decision stands on what others turn out to be: rounds, until none has been wrong.
void counts_lend(Counts *c) {
    u32 inst_count = c->func->insts.count, block_count = c->func->blocks.count;
    Lending l = {.places = find_places(c)};
    l.is_refused = ARENA_NEW_ARRAY(c->scratch, bool, inst_count);
    l.is_returned = ARENA_NEW_ARRAY(c->scratch, bool, inst_count);
    l.mark = ARENA_NEW_ARRAY(c->scratch, u32, block_count);
    l.last_use = ARENA_NEW_ARRAY(c->scratch, u32, block_count);
    l.use_mark = ARENA_NEW_ARRAY(c->scratch, u32, block_count);
    l.last_user = ARENA_NEW_ARRAY(c->scratch, IrValue, block_count);
    l.use_end = ARENA_NEW_ARRAY(c->scratch, u32, inst_count + 1);
    counts_assign_roots(c);
    force_hopeless(c, &l);
    for (u32 round = 1;; round++) {
        if (round >= ROUNDS_MAX) force_params(c);
        begin_round(c, &l);
        note_all_uses(c, &l);
        decide_all(c, &l);
        if (!l.has_demoted_param && !(l.is_fragile && l.has_demoted)) return;
    }
}
