// compiler/jxl/jxl_program.h — a JXL program after checking: what lowering reads.
//
//   JxlProgram ── modules ── tree, facts (by node id): type, target, how it is used
//              ── decls   what has a name: types, functions, views, atoms, variables, parameters
//              ── types   interned: the same type has the same JxlTypeId
//
// Rules between the checker and lowering, true when no error was reported:
//   - facts[node.id].type is the type of each expression; `converted` (if not 0) is the type that
//     the place around it needs: the value is converted there (Int to Double, T to T?, a number to
//     Length, a type to an interface). No other conversion is implicit.
//   - facts[node.id].target is the declaration that a NAME, MEMBER, HANDLE, IMPLICIT, a type name
//   or
//     a pattern means. Calls have a JxlBinding: which declaration, which parameter each argument
//     is for, and the type arguments of this call.
//   - Bodies of generic declarations are checked once; their types name type parameters. Lowering
//     instantiates: jxl_substitute with the binding's type arguments.
//   - JXL_READS: the expression reads something that may change (an atom, a prop, a computed atom,
//   a
//     variable of a loop or a `let` of a render block that does), directly or through functions.
//     In a render block such an argument is a binding; another one is set once. JXL_CONSTANT: the
//     compiler can evaluate it.
#pragma once

#include "base/map.h"
#include "base/status.h"
#include "base/vec.h"
#include "compiler/syntax/jxl/jxl_parser.h"

// ---- types

typedef u32 JxlTypeId;  // an index of JxlProgram.types

enum {
    JXL_NO_TYPE = 0,
    JXL_ERROR_TYPE = 1,  // told already: goes with everything
    JXL_NEVER_TYPE = 2,  // of what does not come back
    JXL_VOID_TYPE = 3,   // the empty tuple
    JXL_GENERIC_DEPTH_MAX = 32,
};

typedef enum {
    JXL_TYPE_NONE,
    JXL_TYPE_ERROR,
    JXL_TYPE_NEVER,
    JXL_TYPE_TUPLE,      // args; names
    JXL_TYPE_NOMINAL,    // decl (NOMINAL), args: also Int, String, Array …, of the library
    JXL_TYPE_PARAMETER,  // decl (TYPE_PARAM)
    JXL_TYPE_FUNC,       // args: parameters; result; flags: JXL_FLAG_ASYNC, JXL_FLAG_THROWS
    JXL_TYPE_META,       // args[0]: the name of a type as a value
    JXL_TYPE_MODULE,     // module: a namespace
    JXL_TYPE_VAR,        // being inferred; none is left behind the checker
} JxlTypeKind;

typedef struct JxlDecl JxlDecl;

typedef struct {
    u8 kind;  // JxlTypeKind
    u32 flags;
    JxlDecl *decl;
    JxlTypeId *args;  // in arena
    u32 arg_count;
    JxlTypeId result;
    AstName *names;  // in arena, or NULL: of a tuple's fields
    u32 number;      // MODULE: its index; VAR: its number
} JxlType;

// ---- declarations

typedef enum {
    JXL_DECL_FUNC,
    JXL_DECL_INIT,
    JXL_DECL_NOMINAL,  // struct, class, interface, enum
    JXL_DECL_CASE,     // of an enum
    JXL_DECL_ALIAS,
    JXL_DECL_TYPE_PARAM,
    JXL_DECL_VIEW,
    JXL_DECL_PROP,    // of a view
    JXL_DECL_FIELD,   // let or var of a type, a view (`private let`, `var`)
    JXL_DECL_GLOBAL,  // let or var of a module
    JXL_DECL_ATOM,    // also signals; `form`
    JXL_DECL_LOCAL,   // a variable of a function or a pattern
    JXL_DECL_PARAM,   // of a function or closure
    JXL_DECL_MODULE,  // a namespace
    JXL_DECL_STYLE,
} JxlDeclKind;

enum {
    JXL_DECL_PRIVATE = 1,
    JXL_DECL_STATIC = 2,
    JXL_DECL_MUTABLE = 4,   // var
    JXL_DECL_MUTATING = 8,  // a method that changes its receiver
    JXL_DECL_BUILTIN = 16,  // of the library
    JXL_DECL_IMPURE = 32,
    JXL_DECL_REACTIVE = 64,    // tracked when read: atoms, props, variables of keyed loops
    JXL_DECL_WRITTEN = 128,    // assigned somewhere behind its declaration
    JXL_DECL_HANDLED = 256,    // `$name` is taken
    JXL_DECL_CAPTURED = 512,   // a local that a closure uses
    JXL_DECL_COMPUTED = 1024,  // a field with a getter
    JXL_DECL_READS = 2048,     // a function that reads something reactive
    JXL_DECL_CONSTANT = 4096,  // its value is known to the compiler
    JXL_DECL_HAS_DEFAULT = 8192,
    JXL_DECL_ENTRY = 16384,
    JXL_DECL_ASYNC = 32768,
    JXL_DECL_THROWS = 65536,
    JXL_DECL_PYTHON = 131072,  // of a Python module
    JXL_DECL_WRITES = 524288,  // a function that always writes an atom
    JXL_DECL_LOOP = 262144,    // a `let` that became a var with J0250 has MUTABLE instead
};

typedef struct {
    AstName label, name;  // label: AST_NO_NAME means the name
    JxlTypeId type;
    JxlNode *init;  // the default, or NULL
    JxlDecl *decl;  // the parameter inside the body; NULL where there is none
    bool has_default;
} JxlParam;

// A read of a computed atom or a call, for cycles: from the declaration that holds the list.
typedef struct {
    JxlDecl *to;
    Span span;
    bool is_conditional;
} JxlEdge;

struct JxlDecl {
    u32 index;
    u8 kind;                                     // JxlDeclKind
    u8 form;                                     // JxlNominalForm or JxlAtomForm
    u8 type_state, signature_state, body_state;  // of the checker
    u32 flags;
    AstName name;
    JxlNode *node;         // NULL for what has no declaration of its own
    u32 module;            // JxlProgram.modules
    JxlDecl *owner;        // the type, view or function around it
    JxlDecl *next;         // another one of this name: overloads of the library
    JxlTypeId type;        // of a value; FUNC: its function type; NOMINAL: the type itself
    JxlTypeId bound;       // TYPE_PARAM
    IntMap members;        // NOMINAL, VIEW: AstName to index in decls
    VEC(JxlDecl *) order;  // members in order of declaration
    JxlDecl **type_params;
    u32 type_param_count;
    JxlParam *params;  // FUNC, INIT, CASE, VIEW (its props), NOMINAL (memberwise)
    u32 param_count;
    JxlTypeId result;       // FUNC, INIT, CASE
    VEC(JxlTypeId) supers;  // NOMINAL
    VEC(JxlEdge) edges;
    // Of a Python module: why JXL cannot use it (J0702, J0703), or 0.
    u32 python_code;
    const char *python_problem;
    u8 visit;  // of the search for cycles
};

// ---- facts about nodes

enum {
    JXL_READS = 1,
    JXL_CONSTANT = 2,
    JXL_UPDATES = 4,     // a call of an updating member as a statement: the place changes
    JXL_IS_RENDER = 8,   // a closure or block whose statements are views
    JXL_IS_ACTION = 16,  // a closure that runs untracked
    JXL_WRITES = 32,     // a NAME, MEMBER, SUBSCRIPT that is assigned
    JXL_CHAIN = 256,  // optional only because of a `?.` or `?[` further left: `a?.b.c` stops there
    JXL_KEY_INDEX = 64,  // a FOR of a render block without key: the index
    JXL_KEY_ID = 128,    // … keyed by the element's id
};

typedef struct {
    JxlDecl *callee;
    u32 *params;  // for each argument: the index of its parameter
    u32 arg_count;
    JxlTypeId *type_args;  // of the callee's owner type, then of the callee
    u32 type_arg_count;
} JxlBinding;

typedef struct {
    JxlTypeId type, converted;
    u32 flags;
    JxlDecl *target;
    JxlDecl *source;      // COND_LET without value: the declaration that is unwrapped
    JxlBinding *binding;  // CALL
} JxlFact;

typedef struct {
    u32 index;
    Slice path;  // as the loader knows it
    JxlTree tree;
    JxlFact *facts;  // by node id
    IntMap names;    // AstName to index in decls
    VEC(JxlDecl *) order;
    VEC(u32) all_of;  // modules whose public names are all imported
    bool is_library, is_python;
    bool is_broken;  // its text has errors: what it declares is known, its bodies are not checked
} JxlModule;

typedef struct {
    Arena *arena;
    Names *names;
    Sources *sources;
    VEC(JxlModule *) modules;  // 0 is the library, 1 the entry module
    VEC(JxlDecl *) decls;
    VEC(JxlType) types;
    IntMap type_slots;  // of the types, by hash
    JxlDecl *entry;     // the view, or NULL
} JxlProgram;

// ---- the door

// Reads a module by its path: "dir/name.jxl", relative to the source root.
typedef struct {
    void *context;
    Status (*load)(void *context, Slice path, Slice *bytes, Slice *shown_name);
} JxlLoader;

typedef struct {
    Slice group, name;  // "color", "primary"; nested names with points
    Slice value;
} JxlDesignToken;

typedef struct {
    JxlParseOptions parse;
    const JxlDesignToken *tokens;  // borrowed
    u32 token_count;
    bool is_library;     // no entry view is needed
    bool may_lack_view;  // none is needed where there is `func main()`
} JxlOptions;

// Problems go to `diags`; the program is complete exactly when no error was added.
JxlProgram *jxl_check(Arena *arena, Names *names, Sources *sources, Diagnostics *diags, Slice path,
                      Slice shown_name, Slice bytes, const JxlLoader *loader,
                      const JxlOptions *options);

// tokens.yml and its kin: nested maps, flow maps, plain and quoted scalars. False: `problem` says
// why, at `line`.
bool jxl_design_tokens(Arena *arena, Slice text, JxlDesignToken **tokens, u32 *count,
                       const char **problem, u32 *line);

// Whether a body of this one statement gives its value.
bool jxl_gives_value(JxlNode *statement);
const JxlType *jxl_type(const JxlProgram *program, JxlTypeId id);
void jxl_print_type(Bytes *out, const JxlProgram *program, JxlTypeId id);  // "Array<Int>?"
// Each declaration, and each expression with its type: for tests and `krait check --types`.
void jxl_print_program(Bytes *out, const JxlProgram *program);
// `type` with `params` replaced by `args`.
JxlTypeId jxl_substitute(JxlProgram *program, JxlTypeId type, JxlDecl *const *params,
                         const JxlTypeId *args, u32 count);
