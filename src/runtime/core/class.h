// runtime/core/class.h — class objects: what a class id means, and attribute look-up along the
// bases.
//
// A class keeps only its own attributes, in a small hash table by interned name; class_find walks
// the bases and remembers the answer in the state's cache. Instances have no dict: their fields are
// the slots that the compiler laid out.
#pragma once

#include "runtime/core/count.h"

typedef enum {
    ATTRIBUTE_NATIVE,  // row of natives.def
    ATTRIBUTE_METHOD,  // a function that is bound to the instance
    ATTRIBUTE_STATIC,  // a value that is not bound
    ATTRIBUTE_CLASS,   // a function that is bound to the class
    ATTRIBUTE_GLOBAL,  // a word of the unit's block
    ATTRIBUTE_GETTER,  // row of natives.def that computes the value
    ATTRIBUTE_OPEN,    // of an open class: any value, bound by its own __get__
    ATTRIBUTE_SLOT,    // a name of __slots__: a word of the instance
} AttributeKind;

typedef struct {
    Str *name;  // NULL: free slot
    AttributeKind kind;
    u32 setter;   // ATTRIBUTE_GETTER: the NativeId that sets it, or NATIVE_COUNT
    u32 owner;    // ATTRIBUTE_NATIVE: the class it belongs to; several share a native
    u32 number;   // NativeId, SlotKind of a global, or place of a slot
    u32 order;    // when the class got it
    Value value;  // owned
    u64 *slot;    // ATTRIBUTE_GLOBAL, borrowed from the unit
} ClassAttribute;

typedef struct {
    Str *name;
    u32 slot;
    SlotKind kind;
} ClassField;

struct RtClass {
    Object head;
    u32 id, base_id;
    u32 layout_id;  // the nearest built-in class: OBJECT for plain instances, an exception class, …
    Str *name, *qualname;
    Str *
        shown_name;  // in messages, with its module where a library module defines it in C; or NULL
    Str *module;     // NULL for the built-in ones
    u32 new_native;  // NativeId that makes an instance of this very class, or NATIVE_COUNT
    u32 next_native;  // NativeId of a native class's __next__, or NATIVE_COUNT
    u32 slot_count;   // all words behind the head of an instance
    u32 field_count;
    ClassField *fields;          // all, the base's first
    ClassAttribute *attributes;  // open addressing, capacity a power of two
    u32 attribute_count, attribute_capacity;
    u32 order_last;
    u32 hash_epoch;    // RtCore.class_epoch when instances were known to hash by their address
    bool is_referred;  // an instance has, or had, a weak reference
    // ---- of open classes; 0 and NULL in all others
    bool has_finalizer;  // defines or inherits __del__
    bool is_weak;        // instances may have weak references
    u32 dict_slot;       // the word of an instance that holds its __dict__, CLASS_NO_DICT,
                         // CLASS_SIDE_DICT
    Tuple *bases;        // owned
    RtClass **mro;       // itself first
    u32 mro_count;
    ValueStack subclasses;  // borrowed: classes live as long as the state
};

// In place of a word: none, or in RtCore.side_dicts where the struct is a built-in class's own.
#define CLASS_NO_DICT UINT32_MAX
#define CLASS_SIDE_DICT (UINT32_MAX - 1)

// An object of a class whose content is one native struct: random.Random.
typedef struct {
    Object head;
    u32 bytes;  // of `content`
    u32 unused;
    u64 content[];
} NativeStateObject;

struct AttributeCacheEntry {
    RtClass *holder;
    Str *name;
    ClassAttribute *attribute;  // NULL: known to be absent
};

enum { ATTRIBUTE_CACHE_COUNT = 1024 };

// Classes whose special methods are found by name: native ones and the user's. Exceptions, which
// lie between, have none in natives.def but what object offers too.
static inline bool class_has_methods(u32 id) {
    return id > CLASS_NATIVE_FIRST;
}

static inline RtClass *class_get(RtState *rt, u32 id) {
    const RtCore *core = rt_core(rt);
    if (UNLIKELY(class_id_is_open(id))) return core->open_classes[id & (CLASS_OPEN_MAX - 1)];
    return core->classes[id];
}

static inline RtClass *class_of(RtState *rt, Value value) {
    return class_get(rt, value_class(value));
}

static inline const Str *class_name_peek(RtState *rt, Value value) {
    const RtClass *holder = class_of(rt, value);
    return holder->shown_name ? holder->shown_name : holder->name;
}

RtClass *class_new(RtState *rt, u32 id, u32 base_id, Str *name);
RtClass *class_new_open(RtState *rt, u32 layout_id, Str *name);
void class_release_open(RtState *rt);  // what open classes hold; their methods' specs go next
void class_free_all(RtState *rt);
void class_init_builtins(RtState *rt);
ClassAttribute *class_add(RtState *rt, RtClass *holder, Str *name,
                          AttributeKind kind);  // new or replaced
bool class_is_subclass(RtState *rt, u32 id, u32 ancestor_id);
// Class `place` in the order of look-up, or NULL behind its end.
RtClass *class_mro_at(RtState *rt, RtClass *holder, u32 place);
// The attribute that look-up by name finds along the bases, or NULL. `name` must be interned.
ClassAttribute *class_find(RtState *rt, RtClass *holder, Str *name);
// Whether what class_find has just said of the name holds until some class changes.
bool class_is_settled(RtState *rt, const RtClass *holder, NameId name);
ClassAttribute *class_find_behind(RtState *rt, RtClass *holder, const RtClass *after, Str *name);
bool class_remove(RtState *rt, RtClass *holder, const Str *name);  // false: it has none
ClassAttribute *class_find_own(const RtClass *holder,
                               const Str *name);  // not along the bases; set or not
// The same for one of the runtime's names, but NULL when only a built-in class has it: a method
// that the user defined, or the native class of a library module.
ClassAttribute *class_find_user(RtState *rt, Value object, NameId name);
// False when the class, or one between it and the definition of __hash__, defines __eq__ without
// __hash__.
bool class_hash_is_kept(RtState *rt, u32 id);
const ClassField *class_field(const RtClass *holder, const Str *name);
Value class_attribute_value(
    RtState *rt, const ClassAttribute *attribute);  // owned, unbound; UNDEFINED: unset global
void class_forget_cache(RtState *rt);
Value slot_value(RtState *rt, u64 word, SlotKind kind);  // owned
// Stores a borrowed value; false (and TypeError raised) when an INT or F64 slot cannot hold it.
bool slot_store(RtState *rt, u64 *slot, SlotKind kind, Value value);
