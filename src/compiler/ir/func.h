// compiler/ir/func.h — the typed SSA form on which all passes work and from which every back end
// starts.
//
//   IrModule ── functions ── blocks ── instructions
//
// A value is the instruction that makes it (IrValue is the index of an IrInst in its function).
// Blocks have parameters; an edge passes arguments to them: there are no phis. An instruction that
// may raise (ir_can_fail) is followed directly by BRERR: every exception is an edge. Reference
// counts are absent until pass/counts. Invariants are those of verify.h. All memory is in the
// module's arena; nothing is freed alone.
#pragma once

#include "abi/calls.h"
#include "base/vec.h"
#include "base/map.h"
#include "base/slice.h"
#include "compiler/source/source.h"

typedef enum {
    IR_VOID,
    IR_I1,
    IR_I32,
    IR_I64,
    IR_INT,
    IR_F64,
    IR_VALUE,
    IR_REF,
    IR_PTR,
    IR_TYPE_COUNT
} IrType;

typedef enum {
#define OP(NAME, text, RESULT, ARGS, FLAGS) IR_##NAME,
#include "compiler/ir/ops.def"
#undef OP
    IR_OP_COUNT,
} IrOp;

typedef u32 IrValue;  // index of an IrInst of the same function
typedef u32 IrBlock;  // index of an IrBlockData of the same function

#define IR_NONE UINT32_MAX

// LIST_CHECK and its kin: the fault in the low bits of imm, and whether the index is known not to
// be negative.
enum { IR_INDEX_NOT_NEGATIVE = 256, IR_FAULT_MASK = 255 };

enum { IR_ENTRY = 0 };

typedef struct {
    IrBlock target;
    u32 arg_count;
    IrValue *args;  // in arena
} IrEdge;

typedef struct {
    u8 op;        // IrOp
    u8 type;      // IrType of the result
    u8 can_fail;  // CALL only: set when the callee can raise
    u32 arg_count;
    IrValue *args;  // in arena
    u64 imm;
    IrEdge *edges;  // in arena; terminators only
    u32 edge_count;
    u32 position;   // index into IrModule.positions, or IR_NONE: what tracebacks show when this
                    // raises
    IrBlock block;  // where it stands, or IR_NONE when removed
    u32 field;      // of FIELD_GET, FIELD_SET and FIELD_INIT: which field of the program, or 0 when
                    // it may be any of that slot
} IrInst;

typedef struct {
    VEC(IrValue) params;  // BLOCK_PARAM instructions
    VEC(IrValue) insts;   // in order; the last one is the terminator
    bool is_cold;         // error paths
} IrBlockData;

enum { IR_EFFECT_FIELD_WORDS = 4 };

typedef enum { IR_EFFECT_VALUES, IR_EFFECT_INTS, IR_EFFECT_FLOATS, IR_EFFECT_KINDS } IrEffectKind;

// What a function or instruction may store into (pass/effect).
typedef struct {
    bool is_known;               // else anything
    u64 slots[IR_EFFECT_KINDS];  // of instances, by bit; the last one for all above
    u64 fields[IR_EFFECT_KINDS][IR_EFFECT_FIELD_WORDS];  // of the program, by bit modulo their sum
    u64 fresh_slots;                                     // stored to for the first time
    u64 globals;       // by bit: number of the module variable modulo 64, but floats
    u8 lists;          // by bit: kind of items that are replaced
    bool moves_items;  // a list changes its length or begins or ends sharing
    bool sets_cells;
} IrEffect;

typedef struct {
    Slice name;  // unique in the module, for text and symbols: letters, digits, _ and .
    IrType result;
    bool can_fail;      // returns (value, is_error)
    bool is_generic;    // has GenericCode's signature: params PTR func, PTR args; result VALUE
    bool is_generator;  // has YIELD, until pass/generator makes it generic
    bool is_body;       // of a module, or its import: stays a function
    u32 param_count;
    IrType *param_types;  // in arena
    u32 spec_index;       // index into IrModule.specs, or IR_NONE: helpers without Python function
    VEC(IrInst) insts;
    VEC(IrBlockData) blocks;  // block 0 is the entry, without parameters
    bool is_verified;
    IrEffect effect;
} IrFunc;

// ---- what the unit's description (abi/unit.h) is made from
typedef struct {
    u8 tag;       // as in abi/unit.h
    Slice bytes;  // 's' 'i' 'b' 'n': contents; 't': u32 indices, native byte order
    u64 bits;     // 'v' 'f'
    bool is_negative;
} IrConst;

typedef struct {
    u32 name_const;
    SlotKind kind;
    bool is_closed;  // of a global: set before anybody reads it, and by GLOBAL_SET alone
    bool is_open;    // of a global: the runtime may store into it by its name
} IrSlot;            // a global or a field

typedef struct {
    u32 name_const, func_index, flags;
} IrMethod;

typedef struct {
    u32 name_const, global_index;
} IrAttribute;

typedef struct {
    u32 name_const, global_index;
    bool is_constant;  // assigned once, by a def or class statement
} IrExport;

typedef struct {
    u32 name_const, qualname_const, module_const;
    bool has_unit_base;
    u32 base;            // unit class index, or built-in class id
    u32 slot_count;      // of an instance: with those of the bases
    u32 last_subclass;   // unit index of the last class in its subtree (preorder)
    VEC(IrSlot) fields;  // own ones
    VEC(IrMethod) methods;
    VEC(IrAttribute) attributes;
} IrClass;

// A Python function as the runtime knows it (FuncSpec).
typedef struct {
    u32 name_const, qualname_const, params_const, param_count, required_count, capture_count,
        file_const, first_line;
    u32 positional_count, positional_only_count, extra;  // FuncExtra
    u32 module_const, doc_const, locals_const, free_const;
    u32 generic_func;  // IrFunc with is_generic, or IR_NONE when never called dynamically
} IrSpec;

typedef struct {
    u32 spec_index, line, column, end_line, end_column;
} IrPosition;

// A module of the program: how it is imported.
typedef struct {
    Slice name;
    u32 import_func;  // runs the body the first time
    u32 body_func;    // IR_NONE: there is nothing to run
    u32 early_order;  // not 0: of a library, and imported before any code of the user's can have
                      // run; those that it imports itself come first
} IrBody;

typedef struct {
    Arena *arena;  // borrowed
    VEC(IrFunc *) funcs;
    VEC(IrConst) consts;
    VEC(IrSlot) globals;
    VEC(IrSpec) specs;
    VEC(IrClass) classes;
    VEC(bool) closed_fields;  // by IrInst.field: nothing but FIELD_SET and FIELD_INIT stores there
    VEC(IrPosition) positions;
    Map const_index;           // of build.c: contents of a constant to its index
    VEC(IrExport) exports;     // of a module for CPython: its variables
    bool has_weak_references;  // the runtime has to hear of the end of every instance
    VEC(IrBody) bodies;        // by module; [0] is the entry
    VEC(u32) global_bodies;    // by global: whose variable it is; IR_NONE: nobody's
    VEC(u32) frozen_classes;   // built-in classes of which rt_build makes objects
    // What pass/effect found in the first constants and functions' descriptions: none ever changes.
    u32 effect_const_count, effect_spec_count;
    bool has_finalizer_name, has_equality_name, has_generators;
    u32 run_func;          // takes nothing, returns nothing, can fail: the module bodies in order
    VEC(Slice) web_names;  // operations on JavaScript objects, by name (abi/web.h)
    bool uses_web;         // needs the bridge to JavaScript (abi/web.h)
} IrModule;

typedef enum {
    IR_PURE = 0,
    IR_READ = 1,
    IR_WRITE = 2,
    IR_ANY = 4,
    IR_FAIL = 8,
    IR_ALIAS = 16,
    IR_PEEK = 32,
    IR_TERM = 64,
    IR_HIGH = 128,
} IrFlags;

typedef struct {
    const char *name;
    char result;  // letter of ops.def
    const char *args;
    u32 flags;  // IrFlags
} IrOpInfo;

extern const IrOpInfo ir_ops[IR_OP_COUNT];

static inline bool ir_type_is_counted(IrType type) {
    return type == IR_INT || type == IR_VALUE || type == IR_REF;
}

const char *ir_type_name(IrType type);
bool ir_can_fail(const IrInst *inst);
// READ, WRITE or ANY bits; 0 for pure ones. For CALL_RT from the signature.
u32 ir_effects(const IrInst *inst);
// Whether argument `index` of `inst` hands its reference over (edges always do).
bool ir_arg_is_taken(const IrInst *inst, u32 index);
// The type the machine knows: what `letter` of ops.def or calls.def stands for. 'T' gives IR_VOID.
IrType ir_type_of_letter(char letter);
