#include "compiler/eval/eval.h"

#include "abi/inline.h"
#include "base/check.h"
#include "compiler/eval/eval_priv.h"
#include "compiler/ir/describe.h"
#include <string.h>

// What is computed once for each function.
typedef struct {
    u32 *slot;  // by value: first frame slot of STACK_VALUES and STACK_SLOTS
    u32 slot_count;
} EvalFunc;

struct Eval {
    Arena *arena;  // borrowed
    const IrModule *module;
    EvalFunc *funcs;  // by function index
    GenericCode *codes;
    Bytes description;
    EvalWatch *watch;  // borrowed, or NULL
};

enum { WORDS_ON_STACK = 256 };

// ---- preparing

static EvalFunc prepare(Eval *eval, const IrFunc *func) {
    EvalFunc prepared = {.slot = ARENA_NEW_ARRAY(eval->arena, u32, func->insts.count)};
    for (u32 i = 0; i < func->insts.count; i++) {
        const IrInst *inst = &func->insts.items[i];
        if (inst->op != IR_STACK_VALUES && inst->op != IR_STACK_SLOTS) continue;
        prepared.slot[i] = prepared.slot_count;
        prepared.slot_count += inst->op == IR_STACK_VALUES ? inst->arg_count : (u32)inst->imm;
    }
    return prepared;
}

static u32 run_func(RtState *rt, const Eval *eval, u32 func_index, const u64 *args, u64 *result);

// Every function of the unit has this generic code: which one is meant, its Func says.
static ResultWord run_generic(RtState *rt, Func *self, const Value *args) {
    const Eval *eval = rt->engine;
    u32 func_index = eval->module->specs.items[self->spec->func_index].generic_func;
    u64 words[] = {(u64)(uintptr_t)self, (u64)(uintptr_t)args};
    ResultWord outcome = {0};
    outcome.is_error = run_func(rt, eval, func_index, words, &outcome.value);
    if (UNLIKELY(outcome.is_error == EVAL_STOPPED)) {
        if (rt->exception == VALUE_UNDEFINED)
            rt_raise_text(rt, CLASS_RUNTIME_ERROR, VALUE_NONE, VALUE_NONE);
        outcome = (ResultWord){0, 1};
    }
    return outcome;
}

static u32 run_unit(RtState *rt) {
    const Eval *eval = rt->engine;
    u64 nothing = 0;
    return run_func(rt, eval, eval->module->run_func, &nothing, &nothing);
}

Eval *eval_new(Arena *arena, const IrModule *module) {
    Eval *eval = ARENA_NEW(arena, Eval);
    eval->arena = arena;
    eval->module = module;
    eval->funcs = ARENA_NEW_ARRAY(arena, EvalFunc, module->funcs.count);
    for (u32 i = 0; i < module->funcs.count; i++)
        eval->funcs[i] = prepare(eval, module->funcs.items[i]);
    eval->codes = ARENA_NEW_ARRAY(arena, GenericCode, module->specs.count + 1);
    for (u32 i = 0; i < module->specs.count; i++) {
        if (module->specs.items[i].generic_func != IR_NONE) eval->codes[i] = run_generic;
    }
    bytes_init(&eval->description, arena);
    ir_describe(&eval->description, module);
    return eval;
}

void eval_set_watch(Eval *eval, EvalWatch *watch) {
    eval->watch = watch;
}

u32 eval_run(Eval *eval, RtState *rt, u32 func_index) {
    u64 nothing = 0;
    return run_func(rt, eval, func_index, &nothing, &nothing);
}

RtUnit eval_unit(Eval *eval, RtState *rt) {
    rt->engine = eval;
    return (RtUnit){eval->description.data, eval->description.len, eval->codes, run_unit};
}

// ---- running. A frame holds a word for each value, then the slots.

typedef struct {
    RtState *rt;
    const Eval *eval;
    const IrFunc *func;
    u32 func_index;
    const u64 *args;  // the function's
    u64 *words;
    u64 *slots;
} Frame;

// The unit that this state interprets is its first one.
enum { UNIT = 0 };

static u64 run_const(const Frame *f, const IrInst *inst) {
    const IrModule *module = f->eval->module;
    const u64 *block = f->rt->blocks[UNIT];
    switch (inst->op) {
    case IR_CONST_POOL: {
        Value value = block[inst->imm];
        if (inst->type == IR_REF) return (u64)(uintptr_t)value_ref(value);
        return inst->type == IR_INT ? (u64)op_int_from_value(value) : value;
    }
    case IR_UNIT_CLASS: return block[module->consts.count + module->globals.count + inst->imm];
    case IR_CLASS_ID: return f->rt->class_bases[UNIT] + inst->imm;
    case IR_UNIT_INDEX: return UNIT;
    case IR_PARAM: return f->args[inst->imm];
    case IR_FUNC_CODE: return (u64)(uintptr_t)run_generic;
    default: return inst->imm;
    }
}

static u64 run_stack_values(const Frame *f, IrValue value, const IrInst *inst) {
    u64 *slots = f->slots + f->eval->funcs[f->func_index].slot[value];
    for (u32 i = 0; i < inst->arg_count; i++) slots[i] = f->words[inst->args[i]];
    return (u64)(uintptr_t)slots;
}

static u32 run_watched(const Frame *f, const IrInst *inst, const u64 *args, u64 *result) {
    EvalWatch *watch = f->eval->watch;
    if (watch->is_stopped || !watch->may_run(watch, f->func_index, inst, args)) return EVAL_STOPPED;
    u32 outcome;
    if (inst->op == IR_CALL_RT) {
        outcome = eval_calls[inst->imm](f->rt, args, result);
    } else {
        if (watch->instead(watch, f->func_index, (u32)inst->imm)) return 0;
        outcome = run_func(f->rt, f->eval, (u32)inst->imm, args, result);
    }
    return watch->is_stopped ? (u32)EVAL_STOPPED : outcome;
}

// Calls with their arguments copied out of the frame. Returns whether the callee raised, or that
// the run ends.
static u32 run_call(const Frame *f, const IrInst *inst, u64 *result) {
    enum { ARGS_ON_STACK = 16 };
    u64 few[ARGS_ON_STACK];
    u64 *args = few;
    if (inst->arg_count > ARGS_ON_STACK) args = __builtin_alloca(inst->arg_count * sizeof(u64));
    for (u32 i = 0; i < inst->arg_count; i++) args[i] = f->words[inst->args[i]];
    if (UNLIKELY(f->eval->watch != NULL)) return run_watched(f, inst, args, result);
    if (inst->op == IR_CALL_RT) return eval_calls[inst->imm](f->rt, args, result);
    return run_func(f->rt, f->eval, (u32)inst->imm, args, result);
}

static void pass_edge(const Frame *f, const IrEdge *edge) {
    if (edge->arg_count == 0) return;
    // All arguments are read before any parameter is written: they may be each other.
    enum { ARGS_ON_STACK = 16 };
    u64 few[ARGS_ON_STACK];
    u64 *args = few;
    if (edge->arg_count > ARGS_ON_STACK) args = __builtin_alloca(edge->arg_count * sizeof(u64));
    const IrValue *params = f->func->blocks.items[edge->target].params.items;
    for (u32 i = 0; i < edge->arg_count; i++) args[i] = f->words[edge->args[i]];
    for (u32 i = 0; i < edge->arg_count; i++) f->words[params[i]] = args[i];
}

// ---- the operations, from exprs.def

#define ARG(k) f->words[inst->args[k]]
#define L0 ((i64)ARG(0))
#define L1 ((i64)ARG(1))
#define L2 ((i64)ARG(2))
#define I0 ((IntWord)ARG(0))
#define I1 ((IntWord)ARG(1))
#define I2 ((IntWord)ARG(2))
#define W0 ((u32)ARG(0))
#define W1 ((u32)ARG(1))
#define B0 ((u32)ARG(0))
#define B1 ((u32)ARG(1))
#define V0 ARG(0)
#define V1 ARG(1)
#define V2 ARG(2)
#define R0 ((void *)(uintptr_t)ARG(0))
#define R1 ((void *)(uintptr_t)ARG(1))
#define F0 float_from_bits(ARG(0))
#define F1 float_from_bits(ARG(1))
#define F2 float_from_bits(ARG(2))
#define X1 ARG(1)
#define X2 ARG(2)
#define X3 ARG(3)
#define P1 ((void *)(uintptr_t)ARG(1))
#define IMM inst->imm
#define GLOBALS (f->rt->blocks[UNIT] + f->eval->module->consts.count)
#define OUT checked

// A result of any type as a word; the type is the C expression's.
#define WORD(expression) word_of(expression)
static inline u64 word_of_u64(u64 word) {
    return word;
}
static inline u64 word_of_i64(i64 word) {
    return (u64)word;
}
static inline u64 word_of_pointer(const void *pointer) {
    return (u64)(uintptr_t)pointer;
}
#define word_of(expression)                                                                        \
    _Generic((expression),                                                                         \
        f64: float_bits,                                                                           \
        i64: word_of_i64,                                                                          \
        bool: word_of_u64,                                                                         \
        int: word_of_i64,                                                                          \
        u32: word_of_u64,                                                                          \
        u64: word_of_u64,                                                                          \
        void *: word_of_pointer,                                                                   \
        const void *: word_of_pointer)(expression)
static inline u64 word_of_result_f64(ResultF64 outcome) {
    return float_bits(outcome.value);
}
static inline u64 word_of_result_word(ResultWord outcome) {
    return outcome.value;
}
#define RESULT_WORD(outcome)                                                                       \
    _Generic((outcome), ResultF64: word_of_result_f64, ResultWord: word_of_result_word)(outcome)

// Runs one instruction that is not a terminator. Returns whether it raised.
// table:
static u32 run_inst(const Frame *f, IrValue value, const IrInst *inst) {
    RtState *rt = f->rt;
    u64 *result = &f->words[value];
    i64 checked;
    switch (inst->op) {
    case IR_CALL:
    case IR_CALL_RT: return run_call(f, inst, result);
    case IR_STACK_VALUES: *result = run_stack_values(f, value, inst); return 0;
    case IR_STACK_SLOTS:
        *result = (u64)(uintptr_t)(f->slots + f->eval->funcs[f->func_index].slot[value]);
        return 0;
    case IR_SLOT_TAKE:
    case IR_SLOT_GET: *result = ((const u64 *)R0)[IMM]; return 0;
    case IR_INSTANCE_NEW:
        *result = word_of_pointer(rt_instance_new(rt, rt->class_bases[UNIT] + (u32)IMM,
                                                  f->eval->module->classes.items[IMM].slot_count));
        return 0;
#define E(NAME, expression)                                                                        \
    case IR_##NAME: *result = WORD(expression); return 0;
#define E_WORD(NAME, expression)                                                                   \
    case IR_##NAME: *result = (expression); return 0;
#define E_RESULT(NAME, expression)                                                                 \
    case IR_##NAME: {                                                                              \
        __typeof__(expression) outcome = (expression);                                             \
        *result = RESULT_WORD(outcome);                                                            \
        return outcome.is_error;                                                                   \
    }
#define E_CHECK(NAME, condition)                                                                   \
    case IR_##NAME: {                                                                              \
        bool is_good = (condition);                                                                \
        if (!is_good) rt_raise_index(rt, IR_FAULT_MASK &(u32)IMM, L1);                             \
        *result = (u64)checked;                                                                    \
        return !is_good;                                                                           \
    }
#define S(NAME, statement)                                                                         \
    case IR_##NAME: statement; return 0;
#define S_TYPED(NAME, of_value, of_int, of_f64, of_ref)                                            \
    case IR_##NAME:                                                                                \
        switch (f->func->insts.items[inst->args[inst->arg_count - 1]].type) {                      \
        case IR_VALUE: of_value; return 0;                                                         \
        case IR_INT: of_int; return 0;                                                             \
        case IR_F64: of_f64; return 0;                                                             \
        default: of_ref; return 0;                                                                 \
        }
#include "compiler/ir/exprs.def"
    default: *result = run_const(f, inst); return 0;
    }
}

// The edge that a terminator takes; NULL for those that leave the function.
static const IrEdge *choose_edge(const Frame *f, const IrInst *last, bool has_raised) {
    switch (last->op) {
    case IR_JUMP: return &last->edges[0];
    case IR_BRIF: return &last->edges[f->words[last->args[0]] ? 0 : 1];
    case IR_BRERR: return &last->edges[has_raised];
    case IR_SWITCH: {
        u64 index = f->words[last->args[0]];
        return &last->edges[index < last->edge_count ? index : last->edge_count - 1];
    }
    case IR_UNREACHABLE: UNREACHABLE("the IR says that this is never reached");
    default: return NULL;
    }
}

// Calls ask when their arguments are there.
static bool may_go_on(const Frame *f, const IrInst *inst) {
    EvalWatch *watch = f->eval->watch;
    bool is_call = inst->op == IR_CALL || inst->op == IR_CALL_RT;
    return !watch->is_stopped && (is_call || watch->may_run(watch, f->func_index, inst, NULL));
}

static u32 stop(const Frame *f, const IrInst *inst) {
    EvalWatch *watch = f->eval->watch;
    watch->is_stopped = true;
    if (f->func_index == watch->noted_func) watch->noted_position = inst->position;
    return EVAL_STOPPED;
}

static u32 run_blocks(const Frame *f, u64 *result) {
    EvalWatch *watch = f->eval->watch;
    for (IrBlock block = IR_ENTRY;;) {
        const IrBlockData *data = &f->func->blocks.items[block];
        u32 has_raised = 0;
        if (UNLIKELY(watch && watch->blocks_left-- == 0)) {
            watch->blocks_left = 0;
            return stop(f, &f->func->insts.items[data->insts.items[0]]);
        }
        for (u32 i = 0; i + 1 < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            const IrInst *inst = &f->func->insts.items[value];
            if (UNLIKELY(watch && !may_go_on(f, inst)))
                has_raised = EVAL_STOPPED;
            else
                has_raised = run_inst(f, value, inst);
            if (UNLIKELY(has_raised == EVAL_STOPPED)) return stop(f, inst);
        }
        const IrInst *last = &f->func->insts.items[data->insts.items[data->insts.count - 1]];
        const IrEdge *edge = choose_edge(f, last, has_raised);
        if (!edge) {
            *result = last->op == IR_RET && last->arg_count > 0 ? f->words[last->args[0]] : 0;
            return last->op == IR_RET_ERROR;
        }
        pass_edge(f, edge);
        block = edge->target;
    }
}

static u32 run_func(RtState *rt, const Eval *eval, u32 func_index, const u64 *args, u64 *result) {
    const IrFunc *func = eval->module->funcs.items[func_index];
    u32 word_count = func->insts.count + eval->funcs[func_index].slot_count;
    u64 few[WORDS_ON_STACK];
    u64 *words = few;
    if (word_count > WORDS_ON_STACK) words = __builtin_alloca(word_count * sizeof(u64));
    Frame frame = {rt, eval, func, func_index, args, words, words + func->insts.count};
    return run_blocks(&frame, result);
}
