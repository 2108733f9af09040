// compiler/pass/effect.h — which places a call may store into: fields, items of lists, module
// variables, cells.
//
// Requires:  a verified module before pass/counts.
// Preserves: everything; fills in IrFunc.effect.
// Result:    IrFunc.effect says of every function, with all that it calls, what it may store into.
//            Passes after this one may remove stores and calls, not add any.
//
// What only gives up references stores into no place: an object that a place of a live object
// refers to stays as long as nobody stores into that place. All this holds only while the end of an
// object runs no code of the program (effect_rules); where it may, nothing is known of any call.
#pragma once

#include "compiler/ir/func.h"

typedef struct {
    bool has_finalizers;  // the end of an object may run code: finalizers, callbacks, generators
    bool has_equality;    // keys of dicts may have methods of their own
} EffectRules;

void pass_effect(IrModule *module, Arena *scratch);

EffectRules effect_rules(IrModule *module);
// Of one instruction, calls included.
IrEffect effect_of(EffectRules rules, const IrModule *module, const IrFunc *func,
                   const IrInst *inst);
// Whether it may take away what keeps an object alive.
bool effect_replaces(const IrEffect *effect);
// Whether it may change what the field holds that `access` reads or writes; the first store into a
// fresh one is such a store too.
bool effect_stores_field(const IrEffect *effect, const IrInst *access);
bool effect_replaces_field(const IrEffect *effect, const IrInst *access, IrEffectKind kind);
IrEffectKind effect_kind(IrType type);
