// What the encoder's files share: the module's imports and types (wasm.c), one
// function's blocks (flow.c) and locals (local.c), one operation's instructions
// (op.c, op_int.c, op_memory.c, op_call.c).
#pragma once

#include "abi/state.h"
#include "base/map.h"
#include "compiler/ir/flow.h"
#include "compiler/wasm/code.h"
#include "compiler/wasm/wasm.h"

// What the unit knows of its place. A unit of its own imports all but the last
// as globals, in this order; linked with its runtime it has constants for some
// and numbers of its own for the others.
enum {
    GLOBAL_STACK_POINTER,
    GLOBAL_BLOCK,
    GLOBAL_CLASS_BASE,
    GLOBAL_TABLE_BASE,
    GLOBAL_UNIT_INDEX,
    GLOBAL_STACK_LIMIT,
    GLOBAL_IMPORT_COUNT,
    GLOBAL_FREE_DEPTH = GLOBAL_IMPORT_COUNT,  // nested frees of instances
    GLOBAL_COUNT
};

// Functions that the encoder adds for code which would be too long in line.
typedef enum {
    HELPER_RELEASE_REF,
    HELPER_RELEASE_VALUE,
    HELPER_FREE,
    HELPER_TRAP,
    HELPER_COUNT  // behind them: what makes an instance of each plain class
} WasmHelper;

typedef struct WasmLoop WasmLoop;

typedef struct {
    Arena *arena;                  // borrowed
    const IrModule *module;        // borrowed
    u32 import_of[RT_CALL_COUNT];  // function index of each imported runtime call,
                                   // or IR_NONE
    u32 import_count;
    u32 *web_import;                 // function index of each web name of the module, or IR_NONE
    u32 web_count;                   // of those that are imported
    u32 first_func;                  // number of the module's first function
    u32 global_index[GLOBAL_COUNT];  // or IR_NONE: then it is `global_value`
    i32 global_value[GLOBAL_COUNT];
    Bytes types;     // encoded function types
    Map type_index;  // by encoding
    VEC(bool)
    is_type_used;     // by number; not known of those that nobody asked for again
    u32 *new_helper;  // by unit class: the helper that makes an instance, or
                      // IR_NONE
    u32 helper_count;
    u8 *call_depth;  // by function: loops around its calls
    VEC(WasmLoop *)
    loops;         // taken out of their functions: functions behind the helpers
    Bytes bodies;  // of all functions
    Bytes hints;   // of those that have some
    u32 hinted_count;
} WasmModule;

// Functions are numbered: imports, when linked the runtime's, the module's
// functions, helpers.
u32 wasm_func_index(const WasmModule *m, u32 ir_func);
u32 wasm_helper_index(const WasmModule *m, u32 helper);
u32 wasm_loop_index(const WasmModule *m, u32 loop);
u32 wasm_type(WasmModule *m, const u8 *params, u32 param_count, const u8 *results,
              u32 result_count);
u8 wasm_value_type(IrType type);

u32 wasm_type_encoded(WasmModule *m, Slice encoding);  // the number of a type
void wasm_use_type(WasmModule *m, u32 type);
// The parts that a unit of its own and a linked program share.
void wasm_module_init(WasmModule *m, Arena *arena, const IrModule *module);
void wasm_find_needs(WasmModule *m);  // import_of is 0 for what is needed, else IR_NONE
u32 wasm_type_of_call(WasmModule *m, RtCall call);
u32 wasm_func_count(const WasmModule *m);  // with helpers and loops
void wasm_put_func_types(WasmModule *m, Bytes *section);
void wasm_put_element_funcs(WasmModule *m, Bytes *section);
void wasm_make_bodies(WasmModule *m);            // when all is numbered; finds the loops
void wasm_put_hints(WasmModule *m, Bytes *out);  // before the code
void wasm_put_description(WasmModule *m, Bytes *out);

#define NO_LOCAL UINT32_MAX

enum { SCRATCH_I32_COUNT = 3, SCRATCH_I64_COUNT = 2 };

typedef struct {
    u32 offset;  // of the instruction in the function's code
    bool is_likely;
} WasmHint;

typedef struct {
    WasmModule *m;
    const IrFunc *func;
    IrFlow flow;
    Bytes *out;           // the function's instructions
    u32 *local;           // by value: its local, or NO_LOCAL when it is made where it is
                          // used
    u32 param_count;      // of the wasm function
    VEC(u8) local_types;  // of the locals behind the parameters
    u32 scratch_i32[SCRATCH_I32_COUNT], scratch_i64[SCRATCH_I64_COUNT];
    u32 flag;              // local: the flag of the fallible instruction at hand
    u32 frame;             // local: address of the frame, or NO_LOCAL
    const WasmLoop *loop;  // whose function this is, or NULL
    bool has_loop_calls;
    bool is_called_in_loops;
    bool is_hot;  // the block at hand runs often: speed before size
    VEC(WasmHint) hints;
    u32 turns;  // local: turns that are left to a loop function
    u32 frame_bytes;
    u32 *frame_offset;  // by value: of STACK_VALUES and STACK_SLOTS
} WasmFunc;

static inline const IrInst *wasm_inst(const WasmFunc *f, IrValue value) {
    return &f->func->insts.items[value];
}

static inline bool wasm_is_loop_call(const WasmFunc *f, const IrInst *inst) {
    return inst->op == IR_CALL && inst->imm >= f->m->module->funcs.count;
}

static inline void op(WasmFunc *f, WasmOp code) {
    bytes_push(f->out, (u8)code);
}

static inline void op_u32(WasmFunc *f, WasmOp code, u32 immediate) {
    bytes_push(f->out, (u8)code);
    wasm_u32(f->out, immediate);
}

static inline void get(WasmFunc *f, u32 local) {
    op_u32(f, W_LOCAL_GET, local);
}

static inline void set(WasmFunc *f, u32 local) {
    op_u32(f, W_LOCAL_SET, local);
}

static inline void tee(WasmFunc *f, u32 local) {
    op_u32(f, W_LOCAL_TEE, local);
}

static inline void const_i32(WasmFunc *f, i32 number) {
    op(f, W_I32_CONST);
    wasm_i64(f->out, number);
}

static inline void const_i64(WasmFunc *f, i64 number) {
    op(f, W_I64_CONST);
    wasm_i64(f->out, number);
}

static inline void get_global(WasmFunc *f, u32 global) {
    if (f->m->global_index[global] == IR_NONE) {
        const_i32(f, f->m->global_value[global]);
    } else {
        op_u32(f, W_GLOBAL_GET, f->m->global_index[global]);
    }
}

static inline void set_global(WasmFunc *f, u32 global) {
    op_u32(f, W_GLOBAL_SET, f->m->global_index[global]);
}

// What abi/value.h asks of the word on the stack.
#define SMALL_HALF (INT64_C(1) << 61)

static inline void test_small(WasmFunc *f) {
    const_i64(f, SMALL_HALF);
    op(f, W_I64_ADD);
    const_i64(f, 2 * SMALL_HALF);
    op(f, W_I64_LT_U);
}

static inline void test_not_small(WasmFunc *f) {
    const_i64(f, SMALL_HALF);
    op(f, W_I64_ADD);
    const_i64(f, 2 * SMALL_HALF);
    op(f, W_I64_GE_U);
}

static inline void test_tag(WasmFunc *f, ValueTag tag) {
    const_i64(f, VALUE_TAG_MASK);
    op(f, W_I64_AND);
    const_i64(f, tag);
    op(f, W_I64_EQ);
}

// Loads and stores; all addresses are aligned to the access, `align_log2` says
// so.
static inline void memory(WasmFunc *f, WasmOp code, u32 align_log2, u32 offset) {
    op(f, code);
    wasm_u32(f->out, align_log2);
    wasm_u32(f->out, offset);
}

// if without result
static inline void begin_if(WasmFunc *f) {
    op(f, W_IF);
    bytes_push(f->out, W_EMPTY);
}

// Says of the `if` or `br_if` that comes next how it mostly goes. Engines that
// know the section metadata.code.branch_hint move the other way out of the way.
static inline void wasm_hint(WasmFunc *f, bool is_likely) {
    *VEC_PUSH(f->m->arena, &f->hints) = (WasmHint){(u32)f->out->len, is_likely};
}

// if without result, seldom entered
static inline void begin_rare(WasmFunc *f) {
    wasm_hint(f, false);
    begin_if(f);
}

static inline void end(WasmFunc *f) {
    op(f, W_END);
}

// A VALUE is on the stack; the locals are free. A reference more; a reference
// less, and at 0 the object is freed.
void wasm_retain_value(WasmFunc *f, u32 value, u32 object);
void wasm_release_value(WasmFunc *f, u32 value, u32 object, u32 refs);
// An object's address is on the stack: a reference less, in line where the
// block is hot.
void wasm_release_ref(WasmFunc *f);

void wasm_find_locals(WasmFunc *f);
u32 wasm_new_local(WasmFunc *f, u8 type);
// Gives a local to each value whose `local` is not NO_LOCAL. `made_at`: by
// instruction, the place in its block where it is really made.
void wasm_share_locals(WasmFunc *f, const u32 *made_at);
// Puts the value on the stack: reads its local or makes it.
void wasm_push(WasmFunc *f, IrValue value);
// Instructions of an operation that is not a terminator, its result left on the
// stack (if it has one); for a fallible one the flag is in f->flag. Operations
// whose result has a local end with `local.set`.
void wasm_op(WasmFunc *f, IrValue value);
// Each does its own operations, leaving a result in the value's local; false
// for all others.
bool wasm_op_int(WasmFunc *f, IrValue value);
bool wasm_op_value(WasmFunc *f, IrValue value);
bool wasm_op_store(WasmFunc *f, IrValue value);
bool wasm_op_call(WasmFunc *f, IrValue value);
bool wasm_op_load(WasmFunc *f,
                  const IrInst *inst);                 // arguments and result on the stack
void wasm_push_item(WasmFunc *f, const IrInst *inst);  // of ITEM_GET
void wasm_push_byte(WasmFunc *f, const IrInst *inst);  // of BYTE_GET
// Whether the operation may stand in the middle of an expression: one result,
// on the stack, no local needed.
bool wasm_op_is_inline(const IrInst *inst);
// The arguments but RtState are on the stack, pushed after wasm_push_state.
void wasm_call_rt(WasmFunc *f, RtCall call);
void wasm_push_state(WasmFunc *f);
void wasm_body(WasmFunc *f);
// op_web.c: names that are used, their function indices from `first` on (gives
// the next), their imports.
void wasm_web_find(WasmModule *m);
u32 wasm_web_number(WasmModule *m, u32 first);
void wasm_put_web_imports(WasmModule *m, Bytes *section);
void wasm_op_web(WasmFunc *f, IrValue value);
void wasm_restore_frame(WasmFunc *f);
bool wasm_is_constant(const IrInst *inst);  // made at each use, without a local
void wasm_helper(WasmModule *m, Bytes *body, WasmHelper helper);
// instance.c. Plain: no built-in base, so its instances are slots and nothing
// else.
bool wasm_class_is_plain(const WasmModule *m, u32 index);
void wasm_find_instances(WasmModule *m);
void wasm_instance_new(WasmModule *m, Bytes *body, u32 index);
void wasm_op_instance_new(WasmFunc *f, IrValue value);  // of a plain class
void wasm_instance_free(WasmFunc *f);                   // the object at local 0
bool wasm_op_getattr(WasmFunc *f,
                     IrValue value);  // false: nothing but the call would do
