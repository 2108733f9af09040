// compiler/pass/item_class.h — which lists and tuples of a whole module may be the same object, and
// where their items go.
//
// Every REF, VALUE and PTR of every function belongs to a class; a class has one class of items.
// Whatever may be the same object is in one class (Steensgaard, POPL 1996: one pass over the
// instructions, unifying). What leaves the code that this pass understands — for a call of the
// runtime without a rule below, an instance, a dict, a closure, a generic function — joins
// ITEM_CLASS_ESCAPED, whose items are ITEM_CLASS_ESCAPED as well. So every object of another class
// is a list, a tuple or an immutable value that only instructions of this module can change.
//
// Requires: a verified module before pass/counts. Changes nothing.
//
// Parameters and results of functions, module variables and fields have classes too: for an INT the
// class is one number's and only its interval counts (pass/module_range.h).
#pragma once

#include "compiler/pass/int_range_priv.h"

typedef u32 ItemClass;

enum { ITEM_CLASS_NONE, ITEM_CLASS_ESCAPED };

typedef struct {
    u32 parent;
    ItemClass items;          // ITEM_CLASS_NONE: nobody has asked
    Interval range;           // of the ints among the members, and among all that ever was one
    u32 growths, changed_at;  // of module_range.c
} ItemClassData;

typedef struct {
    IrModule *module;
    Arena *arena;
    VEC(ItemClassData) classes;
    ItemClass **of_value;  // by function and value; ITEM_CLASS_NONE where there is none yet
    ItemClass **of_param;  // by function and parameter
    ItemClass *of_result;  // by function
    ItemClass *of_global;
    ItemClass *of_field;  // by IrInst.field; ITEM_CLASS_NONE where anybody may store
    bool *is_called;      // by function: there is a direct call
} ItemClasses;

void item_classes_find(ItemClasses *c, IrModule *module, Arena *arena);

ItemClass item_class_root(ItemClasses *c, ItemClass class);
ItemClass item_class_items(ItemClasses *c, ItemClass class);
// The class that the instruction's int comes from (of LIST_SET and FIELD_SET: what it replaces), or
// ITEM_CLASS_NONE.
ItemClass item_class_read(ItemClasses *c, u32 func_index, IrValue value);
// The class that takes in argument `index` (an INT or I64) of the instruction, or ITEM_CLASS_NONE.
ItemClass item_class_written(ItemClasses *c, u32 func_index, IrValue value, u32 index);
