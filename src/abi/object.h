// abi/object.h — what objects look like in memory, the same on hosts with 32- and 64-bit addresses.
// Design note 002.
//
// Every pointer in an object is an 8-byte slot (PTR): on wasm32 the address is its low half, the
// high half is never read. So one IR with one set of offsets serves all back ends, and compiled
// code may use the offsets below.
//
//   offset 0  u32 refs       references; the object is freed when it falls to 0. Literals hold one
//                            reference of the unit, so they never get there.
//   offset 4  u32 class_id   index into RtState.classes
//   offset 8  the object's own fields
//
// Storage that grows (list, bytearray, dict, str) is a Buffer of its own, counted separately. A
// buffer with more than one reference is frozen: whoever wants to write to it copies it first
// (copy-on-write, used by the UI language).
#pragma once

#include "abi/value.h"

#define PTR(Type, name)                                                                            \
    union {                                                                                        \
        Type *name;                                                                                \
        u64 name##_slot;                                                                           \
    }

typedef struct {
    u32 refs;
    u32 class_id;
} Object;

enum {
#define CLASS(NAME, text, BASE) CLASS_##NAME,
#include "abi/classes.def"
#undef CLASS
    CLASS_NATIVE_END,               // no class has this id or those up to the exceptions,
    CLASS_BEFORE_EXCEPTIONS = 383,  // which so keep their numbers while classes are added
#define EXCEPTION(NAME, text, BASE) CLASS_##NAME,
#include "abi/exceptions.def"
#undef EXCEPTION
    CLASS_BUILTIN_COUNT,
    CLASS_USER_FIRST = 512,
};

// Classes made at run time ("open") have ids of their own above all others, which tell the built-in
// class whose struct their instances are: CLASS_OBJECT, CLASS_DICT, an exception …
#define CLASS_OPEN UINT32_C(0x80000000)
enum { CLASS_LAYOUT_SHIFT = 20, CLASS_OPEN_MAX = 1 << 20 };

static inline bool class_id_is_open(u32 class_id) {
    return class_id >= CLASS_OPEN;
}

// The built-in class with the same struct, for open classes; any other id is itself.
static inline u32 class_id_layout(u32 class_id) {
    return class_id >= CLASS_OPEN ? (class_id & ~CLASS_OPEN) >> CLASS_LAYOUT_SHIFT : class_id;
}

// How the elements of a list and the slots of an instance are kept: all are 8 bytes wide.
typedef enum {
    SLOT_VALUE,  // any object; VALUE_UNDEFINED means unset
    SLOT_INT,    // IntWord
    SLOT_F64,
} SlotKind;

typedef struct {
    u32 refs;
    u32 capacity;  // in elements
    u32 kind;      // SlotKind; for str and bytes the width of an element in bytes
    u32 unused;
    u64 items[];  // or bytes
} Buffer;

// No list is longer: compiled code computes with indices below this without overflow checks.
enum { LIST_LEN_LIMIT = 0x7fffffff / 8 };

typedef struct {
    Object head;
    u32 len;
    u32 writable_len;  // == len, or 0 while the buffer is shared: a store checks its index against
                       // this one
    PTR(Buffer, buffer);  // owned, one count; NULL when capacity is 0
    u32 kind;             // SlotKind, fixed when the list is made, also when it is empty
    u32 unused;
} List;

typedef struct {
    Object head;
    u32 len;
    u32 hash;  // low half of the hash or 0
    Value items[];
} Tuple;

// A template is a tuple of a unit's constants from which rt_thaw makes a new container: first
// VALUE_UNDEFINED, then what it is (a SlotKind for a list of that kind, or one of these), then the
// items; of a dict keys and values in turn. Items that are templates are made anew, too.
enum { TEMPLATE_DICT = 8, TEMPLATE_SET = 9 };

// One form, O(1) index: characters of 1, 2 or 4 bytes, the least that the largest one needs
// (Latin-1, UCS-2, UCS-4).
typedef struct {
    Object head;
    u32 len;        // in characters
    u32 hash;       // 0 means not computed yet
    PTR(u8, data);  // first character: inside `buffer`, or just behind this struct when `buffer` is
                    // NULL
    PTR(Buffer, buffer);  // owned, one count; may be shared with the str that this is a slice of
    u8 width;             // 1, 2 or 4
    u8 is_ascii;          // known to hold only characters below 128
    u8 is_interned;
    u8 unused[5];
} Str;

typedef struct {
    Object head;
    u32 len;
    u32 hash;
    PTR(u8, data);  // as in Str
    PTR(Buffer, buffer);
} BytesObject;  // bytes and bytearray (which needs `buffer` whenever len > 0)

typedef struct {
    Object head;
    f64 number;
} Float;

typedef struct {
    Object head;
    u32 limb_count;  // the top limb is not 0; the value lies outside the small range
    u32 is_negative;
    u32 limbs[];  // least significant first
} BigInt;

typedef struct {
    Object head;
    Value value;  // VALUE_UNDEFINED before assignment
} Cell;

typedef struct {
    Object head;
    IntWord start, stop, step;
} Range;

// An instance of a user class: slots in the order of its class's fields, the base class's first.
typedef struct {
    Object head;
    u64 slots[];
} Instance;

// The first slots of every exception; fields of user subclasses follow.
typedef struct {
    Object head;
    Value args;        // tuple
    Value cause;       // __cause__ or None
    Value context;     // __context__ or None
    Value traceback;   // list of frames, or None
    Value flags;       // small int: 1 = __suppress_context__
    Value extra;       // what the class adds: StopIteration.value, SystemExit.code, OSError fields
                       // (tuple), message and members of a group (tuple), or None
    Value attributes;  // a dict of what else was set, __notes__ for one, or None
} Exception;

enum { EXCEPTION_SLOT_COUNT = 7 };

// An object of another world: a JavaScript value, a PyObject. `host` answers every operation on it.
typedef struct {
    Object head;
    u64 handle;
    PTR(const struct ForeignHost, host);
} Foreign;

// ---- results: fallible calls return (value, is_error). In wasm these are two results
// (multi-value), natively two registers. While is_error is set, RtState.exception holds the
// exception and `value` is 0. Design note 003.
typedef struct {
    u64 value;
    u32 is_error;
} ResultWord;  // Value, IntWord

typedef struct {
    f64 value;
    u32 is_error;
} ResultF64;

typedef struct {
    u32 value;
    u32 is_error;
} ResultI32;  // bool

typedef struct {
    void *value;
    u32 is_error;
} ResultRef;

// ---- functions
typedef struct RtState RtState;
typedef struct Func Func;

// How a compiled function is called when the caller does not know it: `args` are the parameters in
// order, defaults filled in, exactly as many as the spec says; all borrowed. `self` is the function
// object, for its captures. Owned result.
typedef ResultWord (*GenericCode)(RtState *rt, Func *self, const Value *args);

// The parameters stand in this order: positional ones, *args, keyword-only ones, **kwargs.
typedef enum {
    FUNC_HAS_REST = 1,      // *args
    FUNC_HAS_KEYWORDS = 2,  // **kwargs
    // Code of a Generator: capture_count is the words of its frame, no parameters.
    FUNC_IS_GENERATOR = 4,
    FUNC_IS_COROUTINE = 8,
    FUNC_IS_ASYNC_GENERATOR = 16,
    // What a call of it gives.
    FUNC_MAKES_GENERATOR = 32,
    FUNC_MAKES_COROUTINE = 64,
    FUNC_MAKES_ASYNC_GENERATOR = 128,
    FUNC_MAKES = FUNC_MAKES_GENERATOR | FUNC_MAKES_COROUTINE | FUNC_MAKES_ASYNC_GENERATOR,
} FuncExtra;

typedef struct {
    u32 name_const, qualname_const;  // indices into the unit's constants (str)
    u32 param_count;
    u32 required_count;         // leading parameters without default
    u32 positional_count;       // leading parameters that take positional arguments
    u32 positional_only_count;  // of these the leading ones that take no keyword
    u32 extra;                  // FuncExtra
    u32 params_const;           // tuple of the parameter names
    u32 capture_count;
    u32 file_const, first_line;
    u32 module_const;  // str
    u32 doc_const;     // the docstring, or None
    u32 locals_const;  // tuple of str: the parameters, then the other variables
    u32 free_const;    // tuple of str: the captures by name
    u32 func_index;    // in the unit
    u32 unit_index;
} FuncSpec;

struct Func {
    Object head;
    PTR(void, code);            // GenericCode; in wasm the table index
    PTR(const FuncSpec, spec);  // borrowed from the unit
    PTR(Value, consts);         // borrowed: the unit's constants
    // A tuple or None: the defaults of the positional parameters that have some, then one for each
    // keyword-only parameter, VALUE_UNDEFINED where it has none.
    Value defaults;
    Value attributes;  // __dict__: a dict, or UNDEFINED while nobody asked
    Value overrides;   // a dict or UNDEFINED: __name__, __doc__ … that were set, and what is kept
    Value captures[];  // cells, or values that are never assigned again
};

// A piece of code that stops in its midst and goes on later. It begins as a Func does, so that its
// code is called as one, with the generator as `self` and with &sent as `args`. Each time it gives
// what it yields, or VALUE_UNDEFINED when it has ended. Compiled code reads and writes all words
// but `code` and `spec` (compiler/pass/generator.c).
typedef struct {
    Object head;
    PTR(void, code);
    PTR(const FuncSpec, spec);
    u32 state;        // where to go on: 0 the start, 1 … a yield, or a GeneratorState
    u32 value_count;  // while it is suspended: leading words of the frame that are owned Values
    // Of a return statement, when it has ended. Of an asynchronous generator: True during a step.
    Value result;
    u64 flags;   // of an asynchronous generator: 1 when it yielded, 0 when it awaits
    Value sent;  // what the yield gives, or VALUE_UNDEFINED: RtState.exception is raised there
    u64 words[];
} Generator;

typedef enum { GENERATOR_RUNNING = 0x7fffffff, GENERATOR_ENDED = 0x7ffffffe } GeneratorState;

// As slots of an Instance.
enum {
    GENERATOR_SLOT_STATE = 2,  // state and value_count
    GENERATOR_SLOT_RESULT,
    GENERATOR_SLOT_FLAGS,
    GENERATOR_SLOT_SENT,
    GENERATOR_SLOT_WORDS,
};
