// sema/program.h — a whole program after name resolution and type inference: what lower reads.
//
//   SemaProgram ── modules (in order of first execution) ── funcs (module, def, lambda, class body)
//   ── instances
//              ├── classes (fields, methods, attributes; preorder of inheritance)
//              └── globals (module variables, class attributes, defaults): one numbering for the
//              unit
//
// A SemaFunc is a piece of code of the source; a SemaInstance is one specialisation of it: the same
// code with types. Lower makes one IR function per live instance. Tables by AST node id: names (per
// module) and types, calls and attributes (per instance). Everything lives in the arena given to
// sema_analyze and is constant afterwards.
//
// Rules between sema and lower:
//   - An expression's value has the type sema_type_at(inst, node id). When a variable, field, cell
//   or result has a wider type than
//     the expression that reads it (narrowing by isinstance, is None …), lower converts: the
//     narrower type is proved.
//   - A local variable has one type per instance (var_types: the join of all its definitions),
//   hence one representation.
//     `var_is_checked` says that a read may find it unassigned: then it is held as VALUE, and reads
//     are checked.
//   - DYNAMIC calls, attributes and operators go through the runtime on VALUEs; their result is
//   converted to the node's type.
//   - A type `never` has REPR_VALUE; code that computes it either raises or is not reached.
//   - A list made here has the kind sema_list_kind of its type. A list that comes from a native
//   call may have
//     another kind: lower converts it (rt_list_to_kind) when the static kind is not SLOT_VALUE or
//     the native keeps kinds.
#pragma once

#include "base/status.h"
#include "compiler/sema/types.h"
#include "compiler/source/diag.h"
#include "compiler/syntax/ast.h"

// ---- names

typedef enum {
    SEMA_NAME_NONE,    // the node names nothing
    SEMA_NAME_VAR,     // index: SemaFunc.vars of the function the node stands in
    SEMA_NAME_GLOBAL,  // index: SemaProgram.globals; while unassigned, `fallback` applies when it
                       // is not NONE
    SEMA_NAME_METHOD,  // in a class body: index: SemaFunc defined there
    SEMA_NAME_NATIVE,  // index: NativeId of a built-in function
    SEMA_NAME_BUILTIN_CLASS,  // index: class id (int, str, ValueError …)
    SEMA_NAME_CONSTANT,       // index: SemaNameConstant
    SEMA_NAME_UNKNOWN,        // nowhere defined: NameError when it is evaluated
    SEMA_NAME_NAMESPACE,      // in the body of an open class: a key of the namespace, parameter 0;
                              // index: AstName; where it is missing, `fallback`
    SEMA_NAME_MODULE,  // of an import statement's alias: binds nothing at run time (a user module
                       // is known by its type)
} SemaNameKind;

typedef enum {
    SEMA_CONSTANT_NOT_IMPLEMENTED,
    SEMA_CONSTANT_ELLIPSIS,
    SEMA_CONSTANT_DEBUG,
    SEMA_CONSTANT_FILE,         // __file__
    SEMA_CONSTANT_DOC,          // __doc__ of a module without a docstring: None
    SEMA_CONSTANT_LATER,        // not in the text: globals() may have set it
    SEMA_CONSTANT_SUPER,        // only as super() in a method
    SEMA_CONSTANT_MODULE_NAME,  // __name__: a str
    SEMA_CONSTANT_MODULE_DOC,   // __doc__: a str or None
    SEMA_CONSTANT_PACKAGE,      // __package__: a str; None in the entry module
    SEMA_CONSTANT_OF_MODULE,  // __spec__, __path__, __loader__: an attribute of the module's object
} SemaNameConstant;

typedef struct {
    u8 kind;           // SemaNameKind
    u8 fallback_kind;  // SemaNameKind: a built-in, or in a class body the name of the enclosing
                       // scope
    u32 index;
    u32 fallback;  // index for fallback_kind
} SemaName;

// ---- functions

typedef enum {
    SEMA_VAR_LOCAL,         // a parameter or local in SSA form
    SEMA_VAR_CELL,          // own, held in a Cell because inner functions see later assignments
    SEMA_VAR_CAPTURE,       // of an outer function, captured by value
    SEMA_VAR_CAPTURE_CELL,  // of an outer function, in its Cell
} SemaVarKind;

typedef struct {
    AstName name;
    u8 kind;            // SemaVarKind
    bool is_hidden;     // of a comprehension: not seen outside it
    bool is_loose;      // stored by an inner function (nonlocal) or in the midst of an expression
                        // (:=): one type everywhere
    u32 param_index;    // or SEMA_NONE_INDEX
    u32 capture_index;  // of CAPTURE and CAPTURE_CELL: place in Func.captures
    u32 outer_var;  // of CAPTURE and CAPTURE_CELL: variable of the outer function (SemaFunc.outer)
    u32 type_cell;  // of infer
} SemaVar;

typedef struct {
    AstName name;
    u32 var;
    const AstExpr *default_value;  // or NULL
    bool default_is_constant;      // a literal: may be repeated at the call
    u32 default_global;  // else: the hidden global that holds it when the def runs once only, or
                         // SEMA_NONE_INDEX
} SemaParam;

typedef enum {
    SEMA_FUNC_MODULE,
    SEMA_FUNC_DEF,
    SEMA_FUNC_LAMBDA,
    SEMA_FUNC_GENEXPR,  // a generator expression: its parameter is the first iterable
    SEMA_FUNC_CLASS_BODY
} SemaFuncKind;

typedef struct {
    u32 index;
    u8 kind;  // SemaFuncKind
    u32 module;
    u32 outer;             // enclosing function (a class body included), or SEMA_NONE_INDEX
    u32 owner_class;       // of methods and class bodies: SemaClass, else SEMA_NONE_INDEX
    Slice name, qualname;  // "<lambda>", "<module>", "f.<locals>.g", "C.m"
    const AstNode *node;   // AST_MODULE, AST_FUNCTION_DEF, AST_LAMBDA or AST_CLASS_DEF
    AstStmts body;         // empty for a lambda
    const AstExpr *lambda_body;
    VEC(SemaParam) params;  // positional, *args, keyword-only, **kwargs
    u32 required_count;     // leading ones without default
    u32 positional_count, positional_only_count;
    u32 extra;  // FuncExtra
    VEC(SemaVar) vars;
    u32 capture_count;
    u32 node_first, node_last;  // ids of the nodes inside: node_first <= id < node_last
    bool is_class_body;         // of an open class: its parameter is the namespace
    bool is_run_once;           // not in a function or loop: its def statement runs at most once
    bool needs_generic_entry;   // can be called by code that does not know it
    u32 generic_instance;       // what the generic entry calls, or SEMA_NONE_INDEX
    VEC(u32) instances;         // SemaInstance
    bool is_web_callback;       // JavaScript calls it: the generic entry checks its arguments
    u32 typed_instance;  // of an exported function: what the generic entry calls when the arguments
                         // have these types, or SEMA_NONE_INDEX
    bool has_yield, is_async;
    bool is_self_unbound;  // of infer: a method that escaped as a plain function
} SemaFunc;

// ---- calls, attributes

typedef enum {
    SEMA_CALL_DYNAMIC,  // rt_call, rt_call_kw, rt_call_method: nothing is known but the result type
    SEMA_CALL_DIRECT,   // one instance
    SEMA_CALL_DISPATCH,       // a method; by the class of the receiver: targets
    SEMA_CALL_CONSTRUCT,      // a user class: INSTANCE_NEW, then `targets[0]` (its __init__) when
                              // target_count is 1
    SEMA_CALL_NATIVE,         // a native function; `native`
    SEMA_CALL_NATIVE_METHOD,  // a method of a built-in type on the callee's `value`; `native`. The
                              // receiver's type is known
    SEMA_CALL_WEB,  // an operation or constructor of the web platform: `web_member`, `web_result`
} SemaCallKind;

// Where a parameter's value comes from.
typedef enum {
    SEMA_ARG_POSITIONAL,  // index into call.args
    SEMA_ARG_KEYWORD,     // index into call.keywords
    SEMA_ARG_DEFAULT,     // the callee's default for this parameter (index: parameter)
    SEMA_ARG_SELF,  // the receiver: call.func.attribute.value, `self` of a super() call, or the new
                    // instance
    SEMA_ARG_ABSENT,    // VALUE_UNDEFINED (natives only)
    SEMA_ARG_REST,      // a tuple of call.args from `index` on (natives with *args only)
    SEMA_ARG_KEYWORDS,  // a dict of the keywords that are left over (natives with **kwargs only)
} SemaArgKind;

typedef struct {
    u8 kind;  // SemaArgKind
    u32 index;
} SemaArg;

typedef struct {
    u32 instance;     // SemaInstance
    u32 class_first;  // DISPATCH: receivers of these classes (SemaClass indices, inclusive)
    u32 class_last;
} SemaTarget;

typedef struct {
    u8 kind;             // SemaCallKind
    bool is_super;       // super().m(…): the receiver is the method's first parameter
    bool is_class_call;  // C.m(obj, …): the callee is a class's attribute, no receiver
    u16 native;          // NativeId
    u16 web_result;      // WEB: a type of the table
    u32 web_member;      // WEB: the member; of a constructor too
    u32 class_index;     // CONSTRUCT
    u32 target_count;
    SemaTarget *targets;
    u32 arg_count;  // = the callee's parameters
    SemaArg *args;
} SemaCall;

typedef enum {
    SEMA_ATTR_DYNAMIC,  // rt_getattr, rt_setattr
    SEMA_ATTR_FIELD,    // index: slot of the instance; `may_be_undef`: then attributes of the class
                        // (or an error) follow: DYNAMIC then
    SEMA_ATTR_GLOBAL,   // index: SemaProgram.globals: a module's variable or a class's attribute
    SEMA_ATTR_NATIVE,   // index: NativeId: a native module's function
    SEMA_ATTR_NATIVE_VALUE,  // a native module's constant: by name
    SEMA_ATTR_WEB,           // index: member of krait.web's table: attribute or constant
    SEMA_ATTR_WEB_NAME,      // a name of krait.web: slot_kind, index: SemaWebName
} SemaAttributeKind;

typedef struct {
    u8 kind;  // SemaAttributeKind
    bool may_be_undef;
    bool raises_unset;  // of FIELD: nothing else has that name, where it is unset
    u8 slot_kind;       // SlotKind, of FIELD and GLOBAL
    u32 index;
    u32 field;             // of FIELD: SemaField.number
    SemaType stored_type;  // of the field or global: may be wider than the node's type
} SemaAttribute;

// ---- instances

typedef struct {
    u32 index;
    u32 func;               // SemaFunc
    bool is_live;           // reached from the program's start: lower makes code for it
    SemaType *param_types;  // in arena
    SemaType return_type;
    SemaType *var_types;       // by variable: the join of all definitions, `undef` left out
    bool *var_is_checked;      // by variable: a read may find it unassigned
    SemaType *node_types;      // by node id - node_first; SEMA_BOTTOM where never evaluated
    IntMap calls;              // node id to index into program.calls
    IntMap attributes;         // node id to index into program.attributes
    struct InferState *state;  // of infer
} SemaInstance;

// ---- classes and globals

typedef struct {
    AstName name;
    SemaType type;  // `undef` included where a read may find it unset
    SlotKind kind;
    bool is_set_in_init;  // every instance has it before anyone else sees the instance
    u32 slot;             // in Instance.slots
    u32 number;           // no other field of the program has it; from 1
    bool is_closed;       // only code whose inference knows the instance stores into it
    SemaCell cell;        // of infer
} SemaField;

typedef struct {
    AstName name;
    u32 func;
} SemaMethod;

typedef struct {
    AstName name;
    u32 global;
} SemaClassAttribute;

typedef struct {
    u32 index;  // preorder of inheritance: subclasses follow at once
    u32 module;
    Slice name, qualname;
    const AstStmt *node;
    u32 base;          // SemaClass or SEMA_NONE_INDEX
    u32 builtin_base;  // class id: CLASS_OBJECT, or an exception's
    u32 last_subclass;
    u32 body_func;            // SemaFunc
    u32 first_slot;           // of its own fields
    u32 slot_count;           // with those of the bases (exceptions: the Exception slots included)
    VEC(SemaField) fields;    // own ones, in slot order
    VEC(SemaMethod) methods;  // defined once, never replaced
    VEC(SemaClassAttribute) attributes;  // all else that the class object holds
    bool is_instantiated;
} SemaClass;

typedef struct {
    AstName name;  // AST_NO_NAME: hidden (a default)
    u32 module;
    u32 owner_class;  // of a class attribute, else SEMA_NONE_INDEX
    SemaType type;    // join of all assignments
    SlotKind kind;
    bool is_checked;     // a read may find it unassigned
    bool is_open;        // code that inference does not see through may store into it
    u32 constant_func;   // only ever assigned by one def statement: this SemaFunc; else
                         // SEMA_NONE_INDEX
    u32 constant_class;  // only ever assigned by one class statement: this SemaClass; else
                         // SEMA_NONE_INDEX
    SemaCell cell;       // of infer
} SemaGlobal;

// ---- modules

typedef enum {
    SEMA_IMPORT_USER,
    SEMA_IMPORT_NATIVE,
    SEMA_IMPORT_WEB,           // krait.web or a name of it: `bound`, `native` are a SemaWebName
    SEMA_IMPORT_MISSING,       // no such module: ModuleNotFoundError when it is reached
    SEMA_IMPORT_LATER,         // in a function of a library module: looked for once that is reached
    SEMA_IMPORT_MISSING_NAME,  // the module (`module`, a user's) runs, but has no such name:
                               // ImportError
    SEMA_IMPORT_HOOKED,        // the same, but the module has a __getattr__ to be asked
} SemaImportKind;

// Per alias node: what it imports.
typedef struct {
    u32 node_id;
    u8 kind;          // SemaImportKind
    u32 module;       // SemaModule, or NATIVE_OWNER_MODULE_x
    u32 bound;        // `import a.b` binds a: the module to bind; else the same as module
    u32 global;       // from-import of a user module's variable, or SEMA_NONE_INDEX
    u32 native;       // from-import of a native function, or SEMA_NONE_INDEX
    bool is_native;   // of MISSING_NAME: a native module lacks it
    bool is_guarded;  // inside try: … except ImportError
    bool is_whole;    // import a.b, without as
    Slice name;       // dotted, as messages show it
    bool is_deep;     // of LATER: too many such imports led here
    Span span;        // of LATER
} SemaImport;

typedef struct {
    u32 index;
    Slice name;  // "__main__", "pkg.mod"
    const AstModule *ast;
    u32 body_func;
    bool is_library;      // not the user's own: what is not supported there is told when it runs
    bool is_own_library;  // from lib/
    bool is_package;      // from __init__.py: has submodules
    bool is_imported;     // by any module
    bool is_rewritten;    // its variables may be set through globals()
    SemaName *names;  // by node id: Name, FunctionDef, ClassDef, alias, ExceptHandler and arg nodes
    u32 *funcs;       // by node id of FunctionDef, Lambda, ClassDef, Module: SemaFunc, else
                      // SEMA_NONE_INDEX
    IntMap imports;   // alias node id to index into program.imports
    IntMap globals;   // AstName to SemaProgram.globals
    IntMap refusals;  // id of a Raise statement without exception to SemaProgram.refusals
    u32 lazy_depth;   // how many imports in functions of libraries led to it; the least
    u32 run_order;    // when its body first runs; the entry module's is the last to end
} SemaModule;

// Parts of the entry module that a page keeps apart: its script tags. Behind the first one each
// begins at a line of its own; the host learns which one runs (RT_SECTION).
typedef struct {
    const u32 *lines;  // borrowed, ascending
    u32 count;
} SemaSections;

// An exported function is compiled for these types too: "int,float", one name for each parameter.
typedef struct {
    Slice function, types;
} SemaSpecialization;

// A module for CPython: whoever imports it sees the entry module's variables. No name: a program.
typedef struct {
    Slice module_name;  // borrowed, as all of this
    const SemaSpecialization *specializations;
    u32 specialization_count;
} SemaExtension;

// Whether the end of objects can be seen, so that variables keep theirs as long as Python's do.
typedef enum {
    SEMA_LIFETIMES_SHORT,   // no: they end behind their last use
    SEMA_LIFETIMES_SCOPE,   // generators that stop in a `finally`
    SEMA_LIFETIMES_MODULE,  // __del__, weak references: module variables are variables of the
                            // module
} SemaLifetimes;

typedef struct {
    Arena *arena;  // borrowed
    Names *names;  // borrowed
    SemaTypes types;
    VEC(SemaModule *) modules;  // [0] is the entry
    VEC(SemaFunc *) funcs;
    VEC(SemaInstance *) instances;
    VEC(SemaClass *) classes;
    VEC(SemaGlobal) globals;
    VEC(SemaImport) imports;
    VEC(SemaCall) calls;
    VEC(SemaAttribute) attributes;
    bool lists_entry;          // sys.modules is read
    VEC(Span) opened;          // classes that must be open: analysis goes on with that
    VEC(Span) wanted;          // imports that were LATER and are reached
    VEC(Slice) refusals;       // what library modules use and Krait does not compile: messages
    VEC(Diagnostic) deferred;  // the same with places; `krait check --deferred`
    VEC(u32) hasty;            // instances whose types did not settle in time; with `is_spent` any
    bool is_spent;             // the budget of the whole program
    u32 spender;               // the instance that was looked at then
    u64 visit_count;           // expressions looked at by inference
    u64 visits_max;            // 0: by the program's size
    u32 round_count;           // of analysis: later ones know what the earlier deferred
    bool has_open_subclass[CLASS_BUILTIN_COUNT];  // by class id: open classes may descend from it
    bool is_untyped;
    IntMap replaced_values;  // AstName: what built-in modules have under it may be set
    bool replaces_streams;   // somewhere sys.stdin, sys.stdout or sys.stderr may be set
    SemaSections sections;
    SemaExtension extension;
    u8 lifetimes;  // SemaLifetimes
    // Names complex numbers: a float to the power of a float may be one. In other programs that is
    // an error that says so, and the result a float.
    bool uses_complex;
    bool uses_js;  // imports `krait`: the entry module's functions are JavaScript's too
} SemaProgram;

// ---- the door

// Where modules come from, in the order they are looked for. Native modules (abi/modules.def) come
// between LIBRARY and PYTHON.
typedef enum {
    SEMA_ORIGIN_PROGRAM,  // beside the entry file, then the folders of PYTHONPATH
    SEMA_ORIGIN_LIBRARY,  // Krait's own
    SEMA_ORIGIN_PYTHON,   // of the installed CPython: its standard library, then site-packages
    SEMA_ORIGIN_COUNT
} SemaOrigin;

// How modules are found. `path` is relative to a folder of that origin ("pkg/mod.py",
// "pkg/__init__.py"). STATUS_NOT_FOUND when there is no such file.
typedef struct {
    void *context;
    Status (*load)(void *context, SemaOrigin origin, Slice path, Slice *bytes, Slice *shown_name);
} SemaLoader;

typedef struct {
    bool is_untyped;  // every expression is `object`, every call dynamic: to test inference against
    bool lacks_web;   // the target is no wasm: what needs JavaScript is refused
    SemaSections sections;
    SemaExtension extension;
    u32 visits_max;  // the budget of inference, for tests; 0: by the program's size
    // Analysis changes the tree; where it begins again it asks for a new one. NULL: the entry
    // module's text is Python's.
    const AstModule *(*make_entry)(void *context);
    void *context;
} SemaOptions;

// Parses imported modules, resolves names, refuses what stage 1 does not have, infers types. Never
// NULL; usable by lower exactly when `diags` has no error. `entry` is the parsed entry module.
SemaProgram *sema_analyze(Arena *arena, Names *names, Sources *sources, Diagnostics *diags,
                          const SemaLoader *loader, const AstModule *entry, SemaOptions options);

// Notes on each place of the user's modules where a value of unknown type begins, and why.
void sema_explain(Diagnostics *diags, const SemaProgram *program);

// ---- reading

static inline bool sema_is_extension(const SemaProgram *program) {
    return program->extension.module_name.len > 0;
}
static inline const SemaModule *sema_module(const SemaProgram *program, u32 index) {
    return program->modules.items[index];
}
static inline const SemaFunc *sema_func(const SemaProgram *program, u32 index) {
    return program->funcs.items[index];
}
static inline const SemaInstance *sema_instance(const SemaProgram *program, u32 index) {
    return program->instances.items[index];
}
static inline const SemaClass *sema_class(const SemaProgram *program, u32 index) {
    return program->classes.items[index];
}
// The built-in names one by one, those made of underscores left out; empty behind the last.
Slice sema_builtin_name(u32 index);
static inline SemaName sema_name_at(const SemaProgram *program, u32 module, u32 node_id) {
    return program->modules.items[module]->names[node_id];
}
// The function that a FunctionDef, Lambda or ClassDef node makes.
static inline const SemaFunc *sema_func_at(const SemaProgram *program, u32 module, u32 node_id) {
    return program->funcs.items[program->modules.items[module]->funcs[node_id]];
}
const SemaImport *sema_import_at(const SemaProgram *program, u32 module, u32 alias_node_id);
SemaType sema_type_at(const SemaProgram *program, const SemaInstance *inst, u32 node_id);
SemaRepr sema_repr_at(const SemaProgram *program, const SemaInstance *inst, u32 node_id);
// Never NULL: a call or attribute that nothing is known about is DYNAMIC.
const SemaCall *sema_call_at(const SemaProgram *program, const SemaInstance *inst, u32 node_id);
const SemaAttribute *sema_attribute_at(const SemaProgram *program, const SemaInstance *inst,
                                       u32 node_id);

// What an object of type `base` is once it has given its attribute `name`: not None, which has none
// but those with two underscores. Attributes and calls are settled for this type, so lower tests.
SemaType sema_receiver_type(SemaProgram *program, SemaType base, AstName name);
// The representation of a local variable: VALUE when a read may find it unassigned. Cells and
// captures are stored as VALUE; this is then the representation that reads of them have.
SemaRepr sema_var_repr(const SemaProgram *program, const SemaInstance *inst, u32 var);
// Whether all parameters are positional and none is *args or **kwargs.
// Whether JavaScript sees it, as window.krait.NAME.
bool sema_func_is_exported(const SemaProgram *program, const SemaFunc *func);
bool sema_func_is_plain(const SemaFunc *func);
// A call of it makes a generator, a coroutine or an asynchronous generator.
static inline bool sema_func_is_generator(const SemaFunc *func) {
    return func->has_yield || func->is_async;
}
// The parameter that takes a method's receiver, or SEMA_NONE_INDEX.
u32 sema_func_self(const SemaFunc *func);
// The parameter *args or **kwargs, or SEMA_NONE_INDEX.
u32 sema_func_rest(const SemaFunc *func);
u32 sema_func_keywords(const SemaFunc *func);
// The field `name` of instances of `class_index` (its own or a base's), or NULL.
const SemaField *sema_field_find(const SemaProgram *program, u32 class_index, AstName name);
// The method `name` by inheritance, or SEMA_NONE_INDEX.
u32 sema_method_find(const SemaProgram *program, u32 class_index, AstName name);
bool sema_class_is_subclass(const SemaProgram *program, u32 class_index, u32 base);
void sema_print_type(Bytes *out, const SemaProgram *program, SemaType type);
// `krait check --types`: each live instance with the types of its parameters, variables and result.
void sema_print_program(Bytes *out, const SemaProgram *program);
