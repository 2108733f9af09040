// What the files of compiler/freeze share.
#pragma once

#include "abi/frozen.h"
#include "base/bytes.h"
#include "compiler/eval/eval.h"
#include "compiler/freeze/freeze.h"
#include "runtime/core/class.h"
#include "runtime/core/seal.h"
#include "runtime/core/unit.h"

// Bytes of a build before constants and shared objects have their numbers.
typedef enum {
    TOKEN_BYTE,
    TOKEN_NUMBER,
    TOKEN_WORD,        // 8 bytes
    TOKEN_CONST_REF,   // a new constant (Freeze.consts)
    TOKEN_CONST,       // its number
    TOKEN_CONST_MORE,  // its number and 1
} FreezeTokenKind;

typedef struct {
    u64 number;
    u32 kind;  // FreezeTokenKind
} FreezeToken;

typedef struct {
    u8 tag;      // as in abi/unit.h
    Slice text;  // s i b n
    u64 bits;    // v f
    bool is_negative;
    u32 index;  // in the module, once it is there; IR_NONE
} FreezeConst;

// What a build gets as an argument.
typedef enum { OUTSIDE_NATIVE, OUTSIDE_CLASS, OUTSIDE_MODULE } OutsideKind;

typedef struct {
    OutsideKind kind;
    u32 number;  // NativeId, class id
    Slice name;  // of a module
} Outside;

// A module that a body imports: one of the program, or a native one.
typedef struct {
    u32 body;  // or IR_NONE
    Slice native;
} FreezeImport;

typedef enum { BODY_NEW, BODY_RUNNING, BODY_FROZEN, BODY_AT_START } BodyState;

typedef struct {
    BodyState state;
    VEC(FreezeToken) tokens;
    u32 made_count;
    VEC(Outside) outside;
    VEC(FreezeImport) imports;  // in the order of their first import
} FreezeBody;

typedef struct {
    Object *object;
    u64 look;        // hash of its contents when the last body had ended
    u32 len;         // of a list, then
    bool has_grown;  // it has more items now, and is a list of an earlier body
    u32 owner;       // body, or IR_NONE: it was there before
    u32 ref;         // number << 2 | FrozenRef, for the body `ref_body`
    u32 ref_body;
    u32 shared;         // number, or IR_NONE
    u32 unit_class;     // of a class of the unit, or a method of it; IR_NONE
    const Str *method;  // its name there, or NULL
} FreezeObject;

// What is done with the contents of an object.
typedef enum {
    FREEZE_ENSURE,  // all that they refer to is made
    FREEZE_WRITE,   // instructions
    FREEZE_LOOK,    // bytes to compare: references are addresses
} FreezeMode;

typedef struct Freeze Freeze;

typedef struct {
    EvalWatch watch;  // first
    Freeze *freeze;
} FreezeWatch;

typedef struct {
    RtSeal seal;  // first
    Freeze *freeze;
} FreezeSeal;

struct Freeze {
    Arena *arena;  // borrowed: what stays
    IrModule *module;
    Eval *eval;
    u32 *class_bodies;  // by unit class: whose it is
    IntMap import_funcs, body_funcs;
    bool *is_refused;  // by body, over all attempts
    Slice *whys;
    u32 *lines;
    // ---- of this attempt
    Arena *scratch;
    RtState *rt;
    FreezeWatch watch;
    FreezeSeal seal;
    FreezeBody *bodies;
    u32 current;     // body, or IR_NONE
    Slice why;       // the first reason against it
    u64 *before;     // globals when it began
    u32 open_count;  // open classes then
    VEC(FreezeObject) objects;
    IntMap places;  // address to index in objects
    IntMap consts_by_address;
    VEC(FreezeConst) consts;
    VEC(u32) to_fill;  // objects
    VEC(u32) frozen;   // bodies in order
    u32 shared_count;
    VEC(u32) kept_specs, kept_consts;  // that builds use
    bool *used_classes;                // built-in ones of which it makes objects
    u32 depth;
    FreezeMode mode;
    Bytes look;
};

// ---- freeze_world.c
const RtHost *freeze_host(Freeze *freeze);
void freeze_seal(Freeze *freeze);
void freeze_refuse(Freeze *freeze, const char *why);  // keeps the first reason; stops what runs
void freeze_refuse_text(Freeze *freeze, Slice why);
bool freeze_state_is_clean(Freeze *freeze);  // nothing but objects has changed

// ---- freeze_write.c: what a body made, as tokens. All false: it cannot be written.
bool freeze_write(Freeze *freeze);
bool freeze_olds_are_whole(Freeze *freeze);  // no object of earlier bodies has changed
void freeze_note_olds(Freeze *freeze);       // those of the unit's classes, before any body runs

// ---- freeze_token.c: the parts of instructions, in every mode
void freeze_byte(Freeze *freeze, u32 byte);
void freeze_number(Freeze *freeze, u64 number);
void freeze_word(Freeze *freeze, u64 word);
void freeze_name(Freeze *freeze, const Str *name);       // NAME
void freeze_text_more(Freeze *freeze, const Str *text);  // a constant's number + 1; NULL: 0
bool freeze_ref(Freeze *freeze, Value value);            // REF
void freeze_ref_text(Freeze *freeze, const Str *text);   // REF of an equal plain str
void freeze_ref_f64(Freeze *freeze, f64 number);
bool freeze_is_const(Freeze *freeze, Value value);  // no object of its own
void freeze_use_class(Freeze *freeze, u32 layout_id);

// ---- freeze_object.c
FreezeObject *freeze_find(Freeze *freeze, const Object *object);  // or NULL
bool freeze_ensure(Freeze *freeze, Value value);       // it is made, by this body or an earlier one
bool freeze_contents(Freeze *freeze, Object *object);  // the instructions that fill it
// The same of a part of a list that is only looked at, or only has grown.
bool freeze_list_contents(Freeze *freeze, Object *object, u32 from, u32 to);
bool freeze_unknown(Freeze *freeze, Value value);  // refuses: such objects cannot be written
u32 freeze_made(Freeze *freeze, Object *object, bool is_filled);  // the next object

// ---- freeze_class.c
bool freeze_class(Freeze *freeze, RtClass *made);
bool freeze_class_contents(Freeze *freeze, RtClass *made);

// ---- freeze_body.c: the new bodies
void freeze_rewrite(Freeze *freeze, FreezeReport *report);

// ---- freeze_drop.c
u32 freeze_drop(Freeze *freeze);  // how many functions are gone
