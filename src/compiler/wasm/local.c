#include "base/check.h"
#include "compiler/wasm/loop.h"

// A value used once, in its own block, is made where it is used when nothing in between can change
// it. Constants are made at each use. All others have a local.

#define LOCAL_LATER (NO_LOCAL - 1)  // the value needs a local; which one is not known yet

enum { UNSHARED_MAX = 12 };  // so few are not worth sharing

typedef struct {
    u32 *use_count;  // by value
    IrValue *user;   // by value: the last instruction that uses it
    u32 *position;   // by instruction: in its block
    u32 *made_at;    // by value: position where it is really made, its user's when it moves there
} Uses;

bool wasm_is_constant(const IrInst *inst) {
    switch (inst->op) {
    case IR_CONST_I32:
    case IR_CONST_I64:
    case IR_CONST_INT:
    case IR_CONST_F64:
    case IR_CONST_VALUE:
    case IR_UNIT_INDEX:
    case IR_CLASS_ID:
    case IR_UNDEF: return true;
    default: return false;
    }
}

static void count_uses(const WasmFunc *f, Uses *uses) {
    for (u32 k = 0; k < f->flow.count; k++) {
        const IrBlockData *data = &f->func->blocks.items[f->flow.order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue user = data->insts.items[i];
            const IrInst *inst = wasm_inst(f, user);
            uses->position[user] = i;
            if (inst->op == IR_BRERR) {
                // Names its instruction without a use, but the edges may have it.
                for (u32 e = 0; e < inst->edge_count; e++) {
                    for (u32 a = 0; a < inst->edges[e].arg_count; a++)
                        uses->use_count[inst->edges[e].args[a]] += 2;
                }
                continue;
            }
            for (u32 a = 0; a < inst->arg_count; a++) {
                uses->use_count[inst->args[a]]++;
                uses->user[inst->args[a]] = user;
            }
            for (u32 e = 0; e < inst->edge_count; e++) {
                for (u32 a = 0; a < inst->edges[e].arg_count; a++) {
                    uses->use_count[inst->edges[e].args[a]]++;
                    uses->user[inst->edges[e].args[a]] = user;
                }
            }
        }
    }
}

// Whether it looks into an object: that must not have ended by then, though its contents never
// change.
static bool looks_into_object(const WasmFunc *f, const IrInst *inst) {
    switch (inst->op) {
    case IR_VALUE_FROM_REF:
    case IR_REF_FROM_VALUE:
    case IR_REF_EQ:
    case IR_VALUE_IS:
    case IR_VALUE_IS_REF:
    case IR_VALUE_IS_SMALL_INT:
    case IR_VALUE_IS_UNBOXED_F64:
    case IR_BOOL_FROM_VALUE:
    case IR_SMALL_FROM_INT:
    case IR_INT_IS_ZERO: return false;
    default: break;
    }
    for (u32 i = 0; i < inst->arg_count; i++) {
        if (ir_type_is_counted(wasm_inst(f, inst->args[i])->type)) return true;
    }
    return false;
}

// May `value` move down to its user? What it reads must not change in between.
static bool can_move(const WasmFunc *f, const Uses *uses, IrValue value, IrValue user) {
    const IrInst *inst = wasm_inst(f, value);
    if (inst->block != wasm_inst(f, user)->block) return false;
    if (ir_effects(inst) == IR_PURE && !looks_into_object(f, inst)) return true;
    const IrBlockData *data = &f->func->blocks.items[inst->block];
    for (u32 i = uses->position[value] + 1; i < uses->made_at[user]; i++) {
        if (ir_effects(wasm_inst(f, data->insts.items[i])) & (IR_WRITE | IR_ANY)) return false;
    }
    return true;
}

// Operations that name an argument several times need it in a local; the others take it from the
// stack.
static bool takes_from_stack(const IrInst *user) {
    if (user->op == IR_SWITCH) return false;
    bool is_terminator = ir_ops[user->op].flags & IR_TERM;
    return is_terminator || user->op == IR_CALL || user->op == IR_CALL_RT ||
           user->op == IR_STACK_VALUES || wasm_op_is_inline(user);
}

u32 wasm_new_local(WasmFunc *f, u8 type) {
    *VEC_PUSH(f->m->arena, &f->local_types) = type;
    return f->param_count + f->local_types.count - 1;
}

static bool needs_local(const WasmFunc *f, const Uses *uses, IrValue value) {
    const IrInst *inst = wasm_inst(f, value);
    if (inst->type == IR_VOID || inst->op == IR_PARAM) return false;
    if (inst->op == IR_BLOCK_PARAM) return true;
    if (wasm_is_constant(inst)) return false;
    if (!wasm_op_is_inline(inst) || uses->use_count[value] != 1) return true;
    IrValue user = uses->user[value];
    return !takes_from_stack(wasm_inst(f, user)) || !can_move(f, uses, value, user);
}

static void place_frame(WasmFunc *f, IrValue value, const IrInst *inst) {
    if (inst->op != IR_STACK_VALUES && inst->op != IR_STACK_SLOTS) return;
    f->frame_offset[value] = f->frame_bytes;
    f->frame_bytes += 8 * (inst->op == IR_STACK_VALUES ? inst->arg_count : (u32)inst->imm);
}

// rt_stack_check sees only the stack in linear memory, but recursion also uses up the engine's own.
// So functions that may recurse take as much of the one as an unoptimized frame takes of the other.
static u32 engine_frame_bytes(const WasmFunc *f) {
    enum { FIXED_BYTES = 64 };
    bool may_recurse = f->func->is_generic;
    for (u32 i = 0; i < f->func->insts.count && !may_recurse; i++) {
        const IrInst *inst = &f->func->insts.items[i];
        may_recurse = inst->op == IR_CALL_RT && inst->imm == RT_STACK_CHECK;
    }
    return may_recurse ? FIXED_BYTES + 8 * f->local_types.count : 0;
}

static void give_each_a_local(WasmFunc *f) {
    for (IrValue value = 0; value < f->func->insts.count; value++) {
        if (f->local[value] == LOCAL_LATER)
            f->local[value] = wasm_new_local(f, wasm_value_type(wasm_inst(f, value)->type));
    }
}

// The loop function gets what it reads, and the header's parameters, as its own parameters.
static void place_loop_params(WasmFunc *f, Uses *uses) {
    const WasmLoop *loop = f->loop;
    const IrBlockData *header = &f->func->blocks.items[loop->header];
    for (u32 i = 0; i < loop->ins.count; i++) f->local[loop->ins.items[i]] = i;
    for (u32 i = 0; i < header->params.count; i++)
        f->local[header->params.items[i]] = loop->ins.count + i;
    // What it gives back stays in a local.
    for (u32 i = 0; i < loop->outs.count; i++) uses->use_count[loop->outs.items[i]] += 2;
}

// What loop functions give back is made in no block of their caller.
static void place_loop_results(WasmFunc *f) {
    for (u32 i = 0; i < f->func->insts.count; i++) {
        const IrInst *inst = &f->func->insts.items[i];
        if (!wasm_is_loop_call(f, inst)) continue;
        const WasmLoop *loop = f->m->loops.items[inst->imm - f->m->module->funcs.count];
        for (u32 k = 0; k < loop->outs.count; k++) {
            u32 *local = &f->local[loop->outs.items[k]];
            if (*local == NO_LOCAL)
                *local =
                    wasm_new_local(f, wasm_value_type(wasm_inst(f, loop->outs.items[k])->type));
        }
    }
}

void wasm_find_locals(WasmFunc *f) {
    u32 inst_count = f->func->insts.count, local_count = 0;
    Arena *arena = f->m->arena;
    Uses uses = {ARENA_NEW_ARRAY(arena, u32, inst_count),
                 ARENA_NEW_ARRAY(arena, IrValue, inst_count),
                 ARENA_NEW_ARRAY(arena, u32, inst_count), ARENA_NEW_ARRAY(arena, u32, inst_count)};
    count_uses(f, &uses);
    f->local = ARENA_NEW_ARRAY(arena, u32, inst_count);
    f->frame_offset = ARENA_NEW_ARRAY(arena, u32, inst_count);
    for (u32 i = 0; i < inst_count; i++) f->local[i] = NO_LOCAL;
    if (f->loop) place_loop_params(f, &uses);
    for (u32 k = 0; k < f->flow.count; k++) {
        const IrBlockData *data = &f->func->blocks.items[f->flow.order[k]];
        for (u32 i = 0; i < data->params.count; i++) {
            IrValue param = data->params.items[i];
            if (f->local[param] != NO_LOCAL) continue;
            f->local[param] = LOCAL_LATER;
            local_count++;
        }
        // Backwards: where a user is made is known before what it uses is looked at.
        for (u32 i = data->insts.count; i-- > 0;) {
            IrValue value = data->insts.items[i];
            place_frame(f, value, wasm_inst(f, value));
            uses.made_at[value] = i;
            if (needs_local(f, &uses, value)) {
                f->local[value] = LOCAL_LATER;
                local_count++;
            } else if (uses.use_count[value] == 1) {
                uses.made_at[value] = uses.made_at[uses.user[value]];
            }
        }
    }
    if (local_count > UNSHARED_MAX && !f->loop && !f->has_loop_calls)
        wasm_share_locals(f, uses.made_at);
    else
        give_each_a_local(f);
    if (f->has_loop_calls) place_loop_results(f);
    if (f->loop) f->turns = wasm_new_local(f, W_TYPE_I32);
    for (u32 i = 0; i < SCRATCH_I32_COUNT; i++) f->scratch_i32[i] = wasm_new_local(f, W_TYPE_I32);
    for (u32 i = 0; i < SCRATCH_I64_COUNT; i++) f->scratch_i64[i] = wasm_new_local(f, W_TYPE_I64);
    f->flag = wasm_new_local(f, W_TYPE_I32);
    f->frame_bytes = (f->frame_bytes + engine_frame_bytes(f) + 15) & ~15u;
    f->frame = f->frame_bytes > 0 ? wasm_new_local(f, W_TYPE_I32) : NO_LOCAL;
}

void wasm_push(WasmFunc *f, IrValue value) {
    const IrInst *inst = wasm_inst(f, value);
    if (f->local[value] != NO_LOCAL) {
        get(f, f->local[value]);
    } else if (inst->op == IR_PARAM) {
        // Generic functions have RtState first.
        get(f, (u32)inst->imm + f->func->is_generic);
    } else {
        wasm_op(f, value);
    }
}
