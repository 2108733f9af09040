// sema/infer_priv.h — abstract interpretation: the state that the infer_*.c files share.
//
// Each instance (a function with types for its parameters) is walked statement by statement with an
// environment: one type per local variable. What instances have in common lives in cells:
// parameters, results, globals, fields, captured variables, contents of containers. Cells only
// grow; whoever read one is walked again when it does.
#pragma once

#include "compiler/sema/infer.h"
#include "compiler/sema/native_sig.h"

enum {
    INFER_INSTANCES_PER_FUNC = 8,
    INFER_INSTANCES_MAX = 20000,
    INFER_NESTING_MAX = 24,  // calls followed at once; deeper ones wait in the queue
    INFER_LOOP_ROUNDS_MAX = 24,
    // The budget. An instance walked more often makes what it still changes `object`, and so does
    // everyone when the visits of expressions are too many for the program's size.
    INFER_RUNS_MAX = 100,
    INFER_VISITS_PER_NODE = 24,
    INFER_VISITS_MIN = 300000,
    INFER_HASTY_LOOP_ROUNDS_MAX = 2,
    INFER_BINARY_COUNT = AST_OP_FLOOR_DIV + 1,  // operators that have methods
    INFER_UNARY_COUNT = AST_UNARY_SUB + 1,
    INFER_COMPARE_COUNT = AST_CMP_GT_E + 1,
    INFER_REACH_MAX = 64,  // types looked at when asking which objects a value leads to
};

typedef struct {
    u32 inst, next;
} Reader;

// The type of each variable of a function, at one point of it.
typedef struct InferEnvPage InferEnvPage;

typedef struct {
    u32 id;
    InferEnvPage *pages[];  // in arena, perhaps shared with other environments
} InferEnv;

// Something used by the statement that starts there in the text; the first one counts.
typedef struct {
    u32 index, start;
} PlacedUse;

typedef VEC(PlacedUse) PlacedUses;

typedef struct InferState {
    bool is_queued, is_running;
    bool is_dynamic;  // may run code that inference cannot name
    u32 run_count;
    SemaCell return_cell;
    // Of a generator's code: what it yields, what is sent to it, what its return statements give.
    SemaCell yield_cell, sent_cell, end_cell;
    SemaCell *param_cells;
    IntMap sites;  // node id << 3 | place: the cell of a container made there
    IntMap loops;  // node id: index into saved
    VEC(InferEnv *) saved;
    u32 dynamic_start;  // where in the text it first may
    PlacedUses global_reads;
    PlacedUses callees;                 // instances
    IntMap read_places, callee_places;  // index to place there, once there are many
    VEC(const AstExpr *) attribute_nodes;
} InferState;

typedef struct {
    SemaCell *defaults;       // by parameter; SEMA_NONE_INDEX without one
    bool is_return_escaping;  // what it returns is seen by dynamic code
} FuncInfo;

typedef struct {
    Arena *arena;
    SemaProgram *program;
    SemaTypes *types;
    Diagnostics *diags;
    VEC(Reader) readers;
    VEC(bool) is_cell_escaping;  // by cell: dynamic code reads it
    IntMap reader_index;
    VEC(u32) queue;
    FuncInfo *funcs;
    SemaCell *class_cells;  // by class: grow when it is instantiated
    IntMap dynamic_reads;   // AstName: read from objects that nothing is known about
    IntMap dynamic_stores;  // AstName: stored there; the value is a cell
    IntMap escaped_modules;
    IntMap module_values;  // row of abi/modules.def: its type
    VEC(u32) escaped_module_list;
    bool reads_any_attribute;  // by a computed name
    u32 special_class_count;   // of those whose special methods are read, from the first one on
    IntMap dynamic_calls;      // AstName << 8 | argument count
    AstName dunder_init, dunder_repr, dunder_str, dunder_eq, dunder_lt, dunder_hash, dunder_bool,
        dunder_len, dunder_contains, dunder_getitem, dunder_setitem, dunder_iter, dunder_next,
        name_join, name_super;
    AstName binary_dunders[INFER_BINARY_COUNT], reflected_dunders[INFER_BINARY_COUNT],
        inplace_dunders[INFER_BINARY_COUNT], unary_dunders[INFER_UNARY_COUNT],
        compare_dunders[INFER_COMPARE_COUNT];
    IntMap reported;       // places in the text that have their diagnostic
    bool has_descriptors;  // the program makes properties, static or class methods
    u32 harmless_node;     // a call of type() whose result is only named or compared
    u32 nesting;
    u32 env_id_last;
    u64 visits_max;
    bool gives_up;  // haste was not enough: all types become `object` as soon as nothing runs
    u32 running;    // the instance that is walked
} Infer;

// `return`, `break`, `continue` and exceptions leave these behind.
typedef struct InferLoop {
    struct InferLoop *outer;
    InferEnv *break_env, *continue_env;
    bool has_break, has_continue;
} InferLoop;

// A block that a `match` statement became; Leave statements jump behind it.
typedef struct InferBlock {
    struct InferBlock *outer;
    i32 label;
    InferEnv *exit_env;
    bool has_exit;
} InferBlock;

typedef struct InferTry {
    struct InferTry *outer;
    InferEnv *env;  // join of every state inside the try body
} InferTry;

typedef struct {
    Infer *in;
    SemaInstance *inst;
    SemaFunc *func;
    SemaModule *module;
    InferEnv *env;
    u32 var_count;
    bool is_dead;
    InferLoop *loop;
    InferBlock *blocks;
    InferTry *tries;
    const AstStmt *stmt;  // the innermost one
} Frame;

// ---- infer.c: cells, instances, the worklist
SemaType infer_read(Frame *frame, SemaCell cell);  // and depend on it
void infer_store(Infer *in, SemaCell cell, SemaType type);
void infer_mark_escaping(Infer *in, SemaCell cell);
SemaCell infer_end_cell(const Frame *frame);
SemaCell infer_site(Frame *frame, u32 node_id, u32 place);
SemaType infer_record(Frame *frame, u32 node_id, SemaType type);
void infer_queue(Infer *in, u32 inst);
void infer_visit(Infer *in);  // spends one of the visits
void infer_note_callee(Frame *frame, u32 inst);
void infer_note_read(Frame *frame, u32 global);
u32 infer_instance_for(Frame *frame, u32 func, const SemaType *args);
SemaType infer_call_instance(Frame *frame, u32 inst);  // its result, walked if it never was
// Called by the runtime or dynamic code with such arguments: through the generic entry.
SemaType infer_call_generic(Infer *in, Frame *frame, u32 func, const SemaType *args, u32 count);
void infer_escape_func(Infer *in, u32 func, SemaType self);
void infer_return_escapes(Infer *in, u32 func);  // code that nobody knows sees what it returns
void infer_instantiate(Infer *in, u32 class_index);
bool infer_is_instantiated(Frame *frame, u32 class_index);  // and depend on it
SemaCell infer_global_cell(Infer *in, u32 global);
// ---- infer_env.c
InferEnv *infer_env_new(Frame *frame);
InferEnv *infer_env_copy(Frame *frame, InferEnv *env);
void infer_env_assign(Frame *frame, InferEnv *to, InferEnv *from);
SemaType infer_env_get(const InferEnv *env, u32 var);
void infer_env_set(Frame *frame, InferEnv *env, u32 var, SemaType type);
void infer_env_join(Frame *frame, InferEnv *into, const InferEnv *from);
// Takes over what differs; as `object` if it is endless. False when nothing differs.
bool infer_env_widen(Frame *frame, InferEnv *into, const InferEnv *next, bool is_endless);
// ---- infer_stmt.c
void infer_stmts(Frame *frame, AstStmts stmts);
void infer_assign(Frame *frame, const AstExpr *target, SemaType type);
void infer_store_name(Frame *frame, u32 node_id, SemaType type);
SemaType infer_unpacked(Frame *frame, SemaType type, u32 node_id, u32 index, u32 count);
// ---- infer_narrow.c
void infer_narrow(Frame *frame, const AstExpr *test, bool truth);
// Whether objects of that kind match a sequence or mapping pattern (MATCH_SEQUENCE, MATCH_MAPPING);
// false: they may or may not.
bool infer_matches(SemaKind kind, u32 native, bool *matches);
// ---- infer_expr.c
SemaType infer_expr(Frame *frame, const AstExpr *expr);
SemaType infer_comprehension(Frame *frame, const AstExpr *expr);
void infer_genexpr_body(Frame *frame);
void infer_closure(Frame *frame, const SemaFunc *func);
SemaType infer_subscript(Frame *frame, SemaType base, SemaType key, const AstExpr *slice,
                         u32 node_id);
void infer_subscript_store(Frame *frame, SemaType base, SemaType key, bool is_slice,
                           SemaType value);
// ---- infer_op.c
SemaType infer_binary(Frame *frame, AstOperator op, SemaType left, SemaType right,
                      const AstExpr *right_expr, u32 node_id);
SemaType infer_inplace(Frame *frame, AstOperator op, SemaType left, SemaType right,
                       const AstExpr *right_expr, u32 node_id);
SemaType infer_unary(Frame *frame, AstUnaryOperator op, SemaType operand);
SemaType infer_compare_op(Frame *frame, AstCompareOperator op, SemaType left, SemaType right);
void infer_truth(Frame *frame, SemaType type);
// ---- infer_dunder.c: the methods behind operators
void infer_init_dunders(Infer *in);
// False: none of the two is an instance, or one is an object that nothing is known about.
bool infer_binary_instance(Frame *frame, AstOperator op, SemaType left, SemaType right,
                           SemaType *result);
SemaType infer_inplace_instance(Frame *frame, AstOperator op, SemaType left, SemaType right);
SemaType infer_unary_instance(Frame *frame, AstUnaryOperator op, SemaType operand);
AstName infer_compare_dunder(const Infer *in, AstCompareOperator op);
// The method of the right operand that does the same: __gt__ for __lt__.
AstName infer_mirrored_dunder(const Infer *in, AstName dunder);
// ---- infer_item.c: iteration, and what objects a value leads to
SemaType infer_items(Frame *frame, SemaType type);
void infer_compared(Frame *frame, SemaType left, SemaType right, AstName dunder);
bool infer_is_inert(Frame *frame, SemaType type, u32 depth);
void infer_dynamic(Frame *frame);  // this instance may run unknown code
// ---- infer_attr.c
SemaType infer_attribute(Frame *frame, const AstExpr *expr);
void infer_narrow_receiver(Frame *frame, const AstExpr *expr);
void infer_note_attribute(Frame *frame, const AstExpr *expr);  // its kind is decided at the end
SemaType infer_attribute_of(Frame *frame, SemaType base, AstName name);
void infer_attribute_store(Frame *frame, SemaType base, AstName name, SemaType value);
void infer_dynamic_read(Infer *in, AstName name);
void infer_any_attribute(Infer *in);  // every attribute may be read by a name made at run time
void infer_dynamic_store(Infer *in, AstName name, SemaType value);
void infer_special_methods(Infer *in);  // every method with a name like __this__ may be called
SemaField *infer_field(const SemaProgram *program, u32 class_index, AstName name);
u32 infer_native_method(SemaKind kind, u32 index, Slice name);  // NativeId or SEMA_NONE_INDEX
u32 infer_class_attribute(const SemaProgram *program, u32 class_index, AstName name);
// ---- infer_module.c: modules of the program as values
SemaType infer_module_attribute(Frame *frame, u32 module, AstName name);
void infer_module_escapes(Infer *in, u32 module);
// Its variables are read, and set if it is rewritten, through globals().
void infer_module_scope(Infer *in, u32 module);
void infer_scope_call(Frame *frame, u32 native, bool has_no_argument);
void infer_module_read(Infer *in, AstName name);  // from objects that nothing is known about
void infer_module_store(Infer *in, AstName name, SemaType value);
void infer_module_read_any(Infer *in);
// Who has a module as a value may read any of its variables at any time.
void infer_modules_unset(Infer *in);
void infer_modules_listed(Infer *in);  // in sys.modules, which the program looks at
// ---- infer_call.c
SemaType infer_call(Frame *frame, const AstExpr *expr);
SemaType infer_call_value(Frame *frame, SemaType callee, const SemaType *args, u32 count);
bool infer_is_super(Frame *frame, const AstExpr *expr);  // super().name
SemaType infer_super_attribute(Frame *frame, const AstExpr *expr);
SemaType infer_call_method_of(Frame *frame, SemaType receiver, AstName name, const SemaType *args,
                              u32 count);
void infer_set_call(Frame *frame, u32 node_id, SemaCall call);
// ---- infer_native.c
typedef struct {
    const SemaType *args;  // by parameter; SEMA_UNDEF when absent
    const SemaType *rest;  // of *args
    u32 rest_count;
    u32 node_id;
} NativeCall;
SemaType infer_native(Frame *frame, u32 native, NativeCall call);
// What itertools' functions make; UNDEF for all others. Defined in infer_itertools.c.
SemaType infer_itertools(Frame *frame, u32 native, const NativeCall *call);
SemaType infer_type_of(Frame *frame, SemaType type, u32 node_id);  // type(x)
SemaType infer_text_type(Frame *frame, Slice text, SemaType self, SemaType item, u32 node_id);
u32 infer_native_of_class(u32 class_id);  // NEW_INT for int …, or SEMA_NONE_INDEX
// ---- infer_web.c: objects of the web platform
SemaType infer_web_import(Frame *frame, const SemaImport *import);
SemaType infer_web_attribute(Frame *frame, SemaType base, AstName attr);
bool infer_web_attribute_kind(Infer *in, SemaType base, const AstExpr *expr, SemaAttribute *out);
void infer_web_store(Frame *frame, SemaType base, AstName attr, SemaType value);
// Whether a call of that type, written as `func`, says what it is called on.
bool infer_web_is_call(Frame *frame, SemaType callee, const AstExpr *func);
// `args`: the positional ones, and one more for the keywords together when there are some.
SemaType infer_web_call(Frame *frame, SemaType callee, const AstExpr *expr, const SemaType *args,
                        u32 count);
SemaType infer_web_items(Frame *frame, SemaTypeRow row);
SemaType infer_web_subscript(Frame *frame, SemaTypeRow row, SemaType key);
void infer_web_subscript_store(Frame *frame, SemaType key, SemaType value);
// ---- infer_export.c: modules for CPython
void infer_export_module(Infer *in);  // code outside reads, stores and calls what it can name
void infer_export_func(Frame *frame, const AstStmt *def, u32 func);
// ---- infer_finish.c
void infer_finish(Infer *in);
