// sema/types.h — the lattice of static types: small interned numbers, and cells that containers
// point to.
//
//   bottom  ⊂  none bool int float str … list[cell] … instance(class)  ⊂  unions (at most 8)  ⊂
//   object
//
// A SemaType says which objects an expression can give. Types are never trusted further than they
// were proved: inference (infer.h) makes them, everything later only reads. Containers point to
// cells: what all containers of one allocation site hold. Two container types that meet have their
// cells united (union-find), so a type is compared and read through sema_type_find only. `undef`
// stands for "not assigned yet" and only appears in variables and fields.
#pragma once

#include "abi/natives.h"
#include "base/bytes.h"
#include "base/map.h"
#include "base/vec.h"
#include "compiler/sema/web_table.h"

typedef u32 SemaType;  // index into SemaTypes.rows
typedef u32 SemaCell;

// X(NAME, "printed"): kinds without parts come first, and are themselves the SemaType of that
// number.
#define SEMA_KIND_TABLE(X)                                                                         \
    X(BOTTOM, "never") /* no object: the expression is never evaluated, or always raises */        \
    X(UNDEF, "undef")                                                                              \
    X(OBJECT, "object") /* any object (not undef) */                                               \
    X(NONE, "None")                                                                                \
    X(BOOL, "bool")                                                                                \
    X(INT, "int") /* not bool */                                                                   \
    X(FLOAT, "float")                                                                              \
    X(STR, "str")                                                                                  \
    X(BYTES, "bytes")                                                                              \
    X(BYTEARRAY, "bytearray")                                                                      \
    X(RANGE, "range")                                                                              \
    X(SLICE, "slice")                                                                              \
    X(NOT_IMPLEMENTED, "NotImplemented")                                                           \
    X(ELLIPSIS, "ellipsis")                                                                        \
    X(FILE, "file")                                                                                \
    X(RANDOM, "random")                                                                            \
    X(LIST, "list")           /* cells[0] */                                                       \
    X(SET, "set")             /* cells[0] */                                                       \
    X(FROZENSET, "frozenset") /* cells[0] */                                                       \
    X(DICT, "dict")           /* cells[0] keys, cells[1] values */                                 \
    X(TUPLE, "tuple")         /* parts: one type for each item */                                  \
    X(TUPLE_OF, "tuple*")     /* parts[0]: any number of items */                                  \
    X(INSTANCE, "instance")   /* index: SemaClass; of it or of one of its subclasses */            \
    X(EXCEPTION, "exception") /* index: class id of exceptions.def; of it or any subclass */       \
    X(CLASS, "class")         /* index: SemaClass: the class object itself */                      \
    X(BUILTIN_CLASS, "builtin class") /* index: class id */                                        \
    X(FUNC, "function")               /* index: SemaFunc */                                        \
    X(METHOD, "method")               /* index: SemaFunc, parts[0]: self */                        \
    X(DESCRIPTOR, "descriptor")       /* index: CLASS_PROPERTY …, parts[0]: tuple get, set, del */ \
    X(NATIVE, "native")               /* index: NativeId, not bound */                             \
    X(NATIVE_METHOD, "native method") /* index: NativeId, parts[0]: self */                        \
    X(MODULE, "module")               /* index: SemaModule */                                      \
    X(NATIVE_MODULE, "native module") /* index: NATIVE_OWNER_MODULE_x */                           \
    X(ITERATOR, "iterator")           /* index: class id (CLASS_ENUMERATE …), parts[0]: item */    \
    X(WEB, "web object")              /* index: interface of krait.web, or a descendant */         \
    X(WEB_CLASS, "web class")         /* index: interface: its object, or a namespace */           \
    X(WEB_METHOD, "web method")       /* index: member, parts[0]: what it is called on */          \
    X(WEB_MODULE, "web module")       /* index: see web_type.h */                                  \
    X(GENERATOR, "generator")         /* index: SemaInstance; cells[0] yields, cells[1] returns */ \
    X(VIEW, "view")   /* index: CLASS_DICT_KEYS …, cells[0], cells[1] of the dict */               \
    X(UNION, "union") /* parts: the members, in ascending order; at least 2 */

typedef enum {
#define X(NAME, text) SEMA_##NAME,
    SEMA_KIND_TABLE(X)
#undef X
        SEMA_KIND_COUNT,
    SEMA_SIMPLE_COUNT = SEMA_LIST,  // kinds below are types by themselves
} SemaKind;

enum { SEMA_UNION_MAX = 8, SEMA_TUPLE_MAX = 16, SEMA_DEPTH_MAX = 4 };

typedef struct {
    SemaKind kind;
    u32 index;  // see SEMA_KIND_TABLE
    SemaCell cells[2];
    u32 part_count;
    SemaType *parts;  // in arena
    u32 depth;        // of nested parts
} SemaTypeRow;

typedef struct {
    SemaCell parent;   // itself: a root
    SemaType content;  // of a root: the join of all that was ever stored
    u32 first_reader;  // of infer: who must run again when it grows; SEMA_NONE_INDEX ends
} SemaCellRow;

typedef struct {
    Arena *arena;  // borrowed
    VEC(SemaTypeRow) rows;
    VEC(SemaCellRow) cells;
    IntMap index;  // hash of a row to the newest type with it
    VEC(u32) next_same_hash;
    // Called when a type becomes indistinguishable from `object`, when two cells are united and
    // when a cell grows.
    void *watcher;
    void (*on_escape)(void *watcher, SemaType type);
    void (*on_cells_united)(void *watcher, SemaCell kept, SemaCell gone);
    void (*on_cell_grown)(void *watcher, SemaCell cell);
    // The base of a user class as a SemaClass index, or SEMA_NONE_INDEX; then the built-in class it
    // descends from.
    u32 (*class_base)(void *watcher, u32 class_index);
    u32 (*class_builtin_base)(void *watcher, u32 class_index);
    const WebTable *web;  // of programs that import krait.web, else NULL
    // The budget of inference is spent: a cell that still grows becomes `object` at once.
    bool is_hasty;
    VEC(SemaType) escapes;  // to be worked off once nobody holds them
    u32 escapes_held;
} SemaTypes;

#define SEMA_NONE_INDEX UINT32_MAX

// How an object of that type is held by compiled code. Storage: see sema_slot_kind.
typedef enum {
    SEMA_REPR_VALUE,  // tagged
    SEMA_REPR_I1,     // bool
    SEMA_REPR_INT,    // IntWord
    SEMA_REPR_F64,
    SEMA_REPR_REF,   // address of a heap object: one class, or several user classes
    SEMA_REPR_NONE,  // None: no word at all
} SemaRepr;

void sema_types_init(SemaTypes *types, Arena *arena);

// ---- making types
SemaCell sema_cell_new(SemaTypes *types);
SemaType sema_type_with_cells(SemaTypes *types, SemaKind kind, u32 index, SemaCell first,
                              SemaCell second);
SemaType sema_type_with_index(SemaTypes *types, SemaKind kind, u32 index);
SemaType sema_type_with_part(SemaTypes *types, SemaKind kind, u32 index, SemaType part);
SemaType sema_type_tuple(SemaTypes *types, const SemaType *items, u32 count);

// ---- reading types
const SemaTypeRow *sema_type_row(const SemaTypes *types, SemaType type);
static inline SemaKind sema_type_kind(const SemaTypes *types, SemaType type) {
    return types->rows.items[type].kind;
}
static inline bool sema_kind_has_two_cells(SemaKind kind) {
    return kind == SEMA_DICT || kind == SEMA_VIEW || kind == SEMA_GENERATOR;
}
// The same type with the cells that stand for it now; compare results of this only.
SemaType sema_type_find(SemaTypes *types, SemaType type);
SemaCell sema_cell_find(const SemaTypes *types, SemaCell cell);
SemaType sema_cell_content(const SemaTypes *types, SemaCell cell);
// 1 for a type that is no union; the members one by one.
u32 sema_member_count(const SemaTypes *types, SemaType type);
SemaType sema_member(const SemaTypes *types, SemaType type, u32 index);
bool sema_type_has(const SemaTypes *types, SemaType type, SemaKind kind);  // a member of that kind
SemaType sema_type_without(SemaTypes *types, SemaType type, SemaKind kind);
// The only member, `undef` aside, has that kind.
bool sema_type_is(const SemaTypes *types, SemaType type, SemaKind kind);

// Iterating it runs no code of the program, and its iterator needs nothing but it.
bool sema_is_plain_iterable(const SemaTypes *types, SemaType type);

// ---- the lattice
// The least type over both. Unites cells of containers that meet; what falls to `object` is
// reported to on_escape.
SemaType sema_type_join(SemaTypes *types, SemaType left, SemaType right);
// Joins `type` into what the cell holds. True when that grew.
bool sema_cell_store(SemaTypes *types, SemaCell cell, SemaType type);
// From now on dynamic code may do with it what it wants: what containers hold becomes `object`.
void sema_type_escape(SemaTypes *types, SemaType type);
bool sema_builtin_is_subclass(u32 class_id, u32 base);
// Every cell that holds something holds anything from now on.
void sema_cells_give_up(SemaTypes *types);
void sema_cells_unite(SemaTypes *types, SemaCell left, SemaCell right);

// ---- what lower needs
SemaRepr sema_repr(const SemaTypes *types,
                   SemaType type);  // of a value; `undef` or several kinds: VALUE
// For REPR_REF: the class id of the object's header, or CLASS_USER_FIRST for "some user class" (see
// program.h).
u32 sema_ref_class(const SemaTypes *types, SemaType type);
// How storage of that content is laid out: SLOT_INT or SLOT_F64 when it is always that, else
// SLOT_VALUE.
SlotKind sema_slot_kind(const SemaTypes *types, SemaType content);
SlotKind sema_list_kind(const SemaTypes *types, SemaType list);  // of a type with kind LIST
SemaType sema_list_item(const SemaTypes *types,
                        SemaType list);  // LIST, SET, FROZENSET: content of cells[0]

// "list[int]", "int | None", "P" for instances (names from `class_name`, may be NULL).
typedef Slice SemaNameOf(void *context, SemaKind kind, u32 index);
void sema_type_print(Bytes *out, SemaTypes *types, SemaType type, SemaNameOf *name_of,
                     void *context);
