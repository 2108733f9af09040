// compiler/lower/lower_priv.h — the state of lowering one function, and what the files of this room
// offer each other.
#pragma once

#include "compiler/lower/lower.h"
#include "compiler/lower/ssa.h"

// A value of an expression: its instruction, its representation, what sema knows about it.
typedef struct {
    IrValue id;
    IrType repr;
    SemaType type;
} Val;

// Where exceptions go: `traced` gets the position that raised as its parameter, adds a traceback
// entry and goes on to `plain`. Both are made on demand.
typedef struct {
    IrBlock traced;
    IrValue position;
    IrBlock plain;
} LowerHandler;

typedef enum {
    LOWER_SCOPE_LOOP,
    LOWER_SCOPE_BLOCK,
    LOWER_SCOPE_FINALLY,
    LOWER_SCOPE_HANDLING,
} LowerScopeKind;

// What a return, break or continue crosses on its way out.
typedef struct LowerScope {
    LowerScopeKind kind;
    struct LowerScope *outer;
    IrBlock break_block, continue_block;  // LOOP; BLOCK has the first alone
    i32 label;                            // BLOCK
    bool has_iterator;                    // LOOP: the next
    IrValue iterated;                     // a generator that lives until the loop is left
    LowerHandler *handler;                // FINALLY, HANDLING: the one outside
    AstStmts final_body;                  // FINALLY
    const AstExceptHandler *clause;       // HANDLING: the except clause whose name ends, or NULL
    IrValue exception;                    // HANDLING: what is handled
} LowerScope;

// Shared by all functions of the program.
typedef struct {
    Arena *arena;
    SemaProgram *program;
    IrModule *out;
    Diagnostics *diags;
    u32 *func_of_instance;  // IrFunc of each SemaInstance, IR_NONE when not live
    u32 *body_of_instance;  // of a generator function: what its generators run
    u32 *import_of_module;  // IrFunc that runs a module's body once
    u32 *imported_global;   // its flag
    u32 *spec_of_func;      // IrSpec of each SemaFunc
} LowerProgram;

typedef struct {
    LowerProgram *shared;
    SemaProgram *program;  // the same as in shared
    IrModule *out;
    const Names *names;
    const SemaModule *module;
    const SemaFunc *func;
    const SemaInstance *inst;
    u32 spec_index;
    IrBuilder b;
    Ssa ssa;
    bool is_started;    // parameters have their values
    SsaVar *vars;       // of each SemaVar: LOCAL the value, CELL its cell (REF)
    IrValue self_func;  // REF of the function object, when it has captures
    IrType result;      // IR_VOID when it only returns None
    LowerHandler *handler;
    LowerScope *scope;
    LowerHandler unwind;
    Span span, position_span;
    u32 position;
} Lower;

// ---- lower_emit.c
void lower_at(Lower *l, Span span);  // what raises next shows this place
void lower_handler_init(LowerHandler *handler);
// Goes on where the handler's exceptions arrive. False when none do.
bool lower_handler_begin(Lower *l, LowerHandler *handler);
void lower_raise(Lower *l);        // the exception is set: to the handler, with a traceback entry
void lower_unreachable(Lower *l);  // what stands before has raised
void lower_reraise(Lower *l);      // the same without an entry
IrValue lower_emit(Lower *l, IrOp op, u64 imm, const IrValue *args, u32 count);
IrValue lower_emit_typed(Lower *l, IrOp op, IrType type, u64 imm, const IrValue *args, u32 count);
IrValue lower_const_value(Lower *l, Value value);
IrValue lower_const_i64(Lower *l, i64 number);
IrValue lower_const_i32(Lower *l, u32 number);
IrValue lower_const_int(Lower *l, i64 small);
IrValue lower_const_f64(Lower *l, f64 number);
IrValue lower_const_bool(Lower *l, bool truth);
IrValue lower_const_text(Lower *l, Slice text, bool is_name);  // REF
IrValue lower_const_name(Lower *l, AstName name);              // REF, interned
IrValue lower_stack_values(Lower *l, const IrValue *values, u32 count);
void lower_fault(Lower *l, RtFault fault);
void lower_fault_name(Lower *l, RtFault fault, AstName name);
void lower_raise_text(Lower *l, u32 class_id, Slice text);
void lower_raise_text_if_unset(Lower *l, IrValue value, u32 class_id, Slice text);
// Its exception leaves no traceback entry here.
IrValue lower_emit_plain(Lower *l, IrOp op, u64 imm, const IrValue *args, u32 count);
IrValue lower_emit_untraced(Lower *l, RtCall call);  // the same
void lower_continue_at(Lower *l,
                       IrBlock block);  // seals it; IR_NONE as block when nothing leads there
bool lower_is_dead(const Lower *l);
void lower_unsupported(Lower *l, Span span, const char *feature);

#define LOWER_ARGS(...)                                                                            \
    (IrValue[]){__VA_ARGS__}, (u32)(sizeof((IrValue[]){__VA_ARGS__}) / sizeof(IrValue))
#define EMIT(l, OP, imm, ...) lower_emit((l), IR_##OP, (u64)(imm), LOWER_ARGS(__VA_ARGS__))
#define EMIT_TYPED(l, OP, type, imm, ...)                                                          \
    lower_emit_typed((l), IR_##OP, (type), (u64)(imm), LOWER_ARGS(__VA_ARGS__))
// Of FIELD_GET, FIELD_SET and FIELD_INIT: says which field it is.
static inline IrValue lower_field(Lower *l, IrValue access, const SemaAttribute *attribute) {
    l->b.func->insts.items[access].field = attribute->field;
    return access;
}

#define EMIT0(l, OP, imm) lower_emit((l), IR_##OP, (u64)(imm), NULL, 0)
#define RT(l, CALL, ...) lower_emit((l), IR_CALL_RT, RT_##CALL, LOWER_ARGS(__VA_ARGS__))
#define RT0(l, CALL) lower_emit((l), IR_CALL_RT, RT_##CALL, NULL, 0)
#define NOT(l, truth) EMIT((l), I1_NOT, 0, (truth))

// ---- lower_convert.c
IrType lower_repr_of(Lower *l, SemaType type);
Val lower_val(Lower *l, IrValue id, IrType repr, SemaType type);
Val lower_none(Lower *l);
IrValue lower_convert(Lower *l, Val val, IrType repr);  // `val` is known to fit
IrValue lower_to_value(Lower *l, Val val);
IrValue lower_to_f64(Lower *l, Val val);         // from int, bool or float: arithmetic's conversion
IrValue lower_to_int(Lower *l, Val val);         // from int or bool
Val lower_as(Lower *l, Val val, SemaType type);  // the same value with a type it is known to have
SemaKind lower_kind(Lower *l, SemaType type);
bool lower_is(Lower *l, Val val, SemaKind kind);
IrType lower_slot_type(SlotKind kind);
SemaType lower_type_of(Lower *l, const AstExpr *expr);
SemaType lower_list_item(Lower *l, SemaType list);
Val lower_fit_list(Lower *l, Val list,
                   SemaType type);  // a fresh list of any kind, as `type` wants it

// ---- lower_name.c
Val lower_name(Lower *l, const AstExpr *expr);
IrValue lower_var_peek(Lower *l, u32 index);  // what it holds, UNDEFINED too
// ---- lower_unknown.c
void lower_unknown_name(Lower *l, AstName name);  // raises
void lower_store_name(Lower *l, u32 node_id, AstName name, Val val);
void lower_delete_name(Lower *l, u32 node_id, AstName name);
void lower_except_name_set(Lower *l, const AstExceptHandler *clause, IrValue exception);
void lower_except_name_delete(Lower *l, const AstExceptHandler *clause);
Val lower_var_read(Lower *l, u32 var);
// What globals(), locals(), vars() and dir() show of the scope of a call.
Val lower_scope_dict(Lower *l, u32 native);
Val lower_call_native(Lower *l, u32 native, const IrValue *values, u32 count);
void lower_var_write(Lower *l, u32 var, Val val);
// ---- lower_life.c
bool lower_var_is_kept(const Lower *l,
                       u32 var);  // until it is assigned, deleted, or the function ends
IrValue lower_var_held(Lower *l, u32 var);
void lower_var_gone(Lower *l, u32 var, IrValue held);
void lower_vars_end(Lower *l);
IrValue lower_var_capture(Lower *l,
                          u32 var);  // VALUE that an inner function captures: the value or the cell
Val lower_global_read(Lower *l, u32 global);
void lower_global_write(Lower *l, u32 global, Val val);
void lower_var_cell_begin(Lower *l, u32 var);  // a fresh cell

// ---- lower_expr.c
Val lower_expr(Lower *l, const AstExpr *expr);
IrValue lower_expr_value(Lower *l, const AstExpr *expr);  // as VALUE
Val lower_constant(Lower *l, const AstExpr *expr);        // lower_const.c
// True when `expr` is a constant or a tuple of constants: its index in the unit's table.
bool lower_const_index(Lower *l, const AstExpr *expr, u32 *index);
bool lower_const_list_index(Lower *l, const AstExpr *expr, u32 *index);  // a list display, as tuple
// A list, dict or set display of constants and of such displays can be a template for rt_thaw: how
// many constants it has (0: it cannot), and its entry in the table.
u32 lower_template_leaves(const AstExpr *expr);
bool lower_template_index(Lower *l, const AstExpr *expr, u32 *index);
Val lower_display(Lower *l, const AstExpr *expr);
Val lower_fstring(Lower *l, const AstExpr *expr);
// ---- lower_logic.c
IrValue lower_truth(Lower *l, Val val);
void lower_branch(Lower *l, IrValue truth, IrBlock if_true,
                  IrBlock if_false);  // seals neither block
void lower_condition(Lower *l, const AstExpr *expr, IrBlock if_true, IrBlock if_false);
Val lower_not(Lower *l, const AstExpr *expr);
Val lower_bool_op(Lower *l, const AstExpr *expr);
Val lower_if_exp(Lower *l, const AstExpr *expr);
// ---- lower_arith.c
Val lower_binary(Lower *l, AstOperator op, Val left, Val right, SemaType type);
Val lower_inplace(Lower *l, AstOperator op, Val left, Val right, SemaType type);
Val lower_unary(Lower *l, const AstExpr *expr);
// ---- lower_compare.c
Val lower_compare(Lower *l, const AstExpr *expr);
IrValue lower_compare_typed(Lower *l, AstCompareOperator op, Val left,
                            Val right);  // I1, or IR_NONE when dynamic
void lower_compare_condition(Lower *l, const AstExpr *expr, IrBlock if_true, IrBlock if_false);
// ---- lower_item.c: subscripts
Val lower_subscript(Lower *l, const AstExpr *expr);
Val lower_item_get(Lower *l, Val object, Val key, SemaType type);
void lower_item_set(Lower *l, Val object, Val key, Val value);
Val lower_slice_key(Lower *l, const AstExpr *slice);
bool lower_len_of_known(Lower *l, Val val, IrValue *len);  // I64
IrValue lower_index(Lower *l, Val val);                    // I64 of an int or bool
enum { LOWER_WORD_MAX = 1 << 30 };
// The machine word of an INT that is a counter, a length or a constant, or the sum or difference of
// two of them: exact, if not always in the small range.
bool lower_small_word(Lower *l, IrValue value, IrValue *word);
void lower_list_append(Lower *l, Val list, Val item);
Val lower_list_new(Lower *l, SemaType type, IrValue capacity);
Val lower_dict_set(Lower *l, Val dict, Val key, Val value);
// ---- lower_attribute.c
Val lower_attribute(Lower *l, const AstExpr *expr);
Val lower_attribute_object(Lower *l,
                           const AstExpr *target);  // evaluates what the target is an attribute of
void lower_attribute_set(Lower *l, const AstExpr *target, Val object, Val value);
// Whether no object of the type has a reference count: None, True, False.
bool lower_is_uncounted(Lower *l, SemaType type);
// ---- lower_call.c
Val lower_call(Lower *l, const AstExpr *expr);
Val lower_call_instance(Lower *l, u32 instance, IrValue func, const Val *args);
// ---- lower_native.c
// `args` are bound to the native's parameters; or as written, when one of them is *args.
bool lower_native_typed(Lower *l, const AstExpr *expr, const SemaCall *call, const Val *args,
                        Val *result);
Val lower_native(Lower *l, const AstExpr *expr, const SemaCall *call, const Val *args);
IrValue lower_tuple(Lower *l, const IrValue *values, u32 count);  // REF
// ---- lower_loop.c, lower_iter.c
void lower_for(Lower *l, const AstStmt *stmt);
void lower_loop_keep(Lower *l, const LowerScope *scope);
void lower_while(Lower *l, const AstStmt *stmt);
// What an iteration gives: a value, or a tuple that was not made yet.
typedef struct LowerItem {
    Val val;
    u32 count;  // 0: `val`
    struct LowerItem *parts;
} LowerItem;
typedef void LowerEach(Lower *l, void *context, LowerItem item);
// `for item in iter: each(item)`. `each` may end the block. `done` is where the end of the iterable
// leads; whoever made it seals it. `scope` is that of a for statement, which gets its
// continue_block, or NULL.
typedef struct {
    LowerEach *each;
    void *context;
    IrBlock done;
    LowerScope *scope;
} LowerLoop;
void lower_store_item(Lower *l, const AstExpr *target, LowerItem item);
void lower_iterate(Lower *l, const AstExpr *iter, LowerLoop *loop);
void lower_iterate_value(Lower *l, Val iterable, Span span, LowerLoop *loop);
// ---- lower_comp.c
Val lower_comprehension(Lower *l, const AstExpr *expr);
Val lower_genexpr(Lower *l, const AstExpr *expr, const SemaCall *call);
void lower_genexpr_body(Lower *l);
bool lower_consuming_call(Lower *l, const AstExpr *expr, const SemaCall *call, Val *result);
// ---- lower_generator.c
void lower_generator_maker(LowerProgram *shared, const SemaInstance *inst);
Val lower_yield(Lower *l, const AstExpr *expr);
void lower_yield_value(Lower *l, IrValue value, Span span);
Val lower_yield_from(Lower *l, const AstExpr *expr);
Val lower_await(Lower *l, const AstExpr *expr);
Val lower_delegate(Lower *l, IrValue iterator, Span span);
void lower_async_iterate(Lower *l, IrValue iterator, Span span, LowerLoop *loop);
// ---- lower_stmt.c
void lower_stmts(Lower *l, AstStmts stmts);
// ---- lower_own.c

bool lower_own(Lower *l, const AstExpr *expr, u32 native, Val value, Val *result);

// ---- lower_assign.c
void lower_store(Lower *l, const AstExpr *target, Val val);
void lower_assign(Lower *l, const AstStmt *stmt);
void lower_aug_assign(Lower *l, const AstStmt *stmt);
void lower_ann_assign(Lower *l, const AstStmt *stmt);
void lower_delete(Lower *l, const AstStmt *stmt);
// ---- lower_try.c
void lower_try(Lower *l, const AstStmt *stmt);
bool lower_leave(Lower *l, LowerScope *target);
void lower_raise_stmt(Lower *l, const AstStmt *stmt);
void lower_assert(Lower *l, const AstStmt *stmt);
// ---- lower_def.c
// super().NAME in a method: whether `expr` is that, the method's first argument, what it gives.
bool lower_is_super(Lower *l, const AstExpr *expr);
Val lower_super_self(Lower *l);
// The attribute's receiver, once it is known not to be None where sema took that for granted.
Val lower_receiver(Lower *l, const AstExpr *expr, Val object);
bool lower_is_tested(Lower *l, const AstExpr *expr);
Val lower_attribute_or_dynamic(Lower *l, Val found, Val object, AstName name);
Val lower_super_attribute(Lower *l, const AstExpr *expr);
// lower_call_star.c. `first` comes before all arguments; id IR_NONE: none.
bool lower_has_star(const AstExpr *call);
Val lower_call_starred(Lower *l, const AstExpr *call, IrValue callee, Val first);
// The place in Func.defaults of a parameter that may have one.
u32 lower_default_place(const SemaFunc *func, u32 param);
Val lower_function(Lower *l, const SemaFunc *func);  // the function object of a def or lambda
void lower_def(Lower *l, const AstStmt *stmt);
void lower_class_def(Lower *l, const AstStmt *stmt);
// ---- lower_import.c
bool lower_module_doc(const AstModule *ast, Slice *text);
Val lower_module_value(Lower *l, u32 module);  // the object of a module that was imported
void lower_import(Lower *l, const AstStmt *stmt);
void lower_import_from(Lower *l, const AstStmt *stmt);
void lower_import_functions(LowerProgram *shared);
// ---- lower_body.c
void lower_bodies(LowerProgram *shared);
// ---- lower_class.c
void lower_class_tables(LowerProgram *shared);
typedef struct {
    bool is_user;
    u32 first, last;  // unit class indices or built-in class ids
} LowerClassRange;
// True when `expr` names one class whose instances are told by their class id alone.
bool lower_class_range_of(Lower *l, const AstExpr *expr, LowerClassRange *range);
IrValue lower_class_test(Lower *l, IrValue value, LowerClassRange range);  // I1
// ---- lower_web.c: objects of the web platform
Val lower_web_name(Lower *l, u32 kind, u32 index);  // a SemaWebName's value
Val lower_web_attribute(Lower *l, const AstExpr *expr, const SemaAttribute *attribute);
// The same of an object that is evaluated.
Val lower_web_attribute_get(Lower *l, const AstExpr *expr, const SemaAttribute *attribute,
                            Val object);
void lower_web_attribute_set(Lower *l, const AstExpr *target, const SemaAttribute *attribute,
                             Val object, Val value);
Val lower_web_call(Lower *l, const AstExpr *expr, const SemaCall *call);
// Each gives false where nothing typed is to be done.
bool lower_web_unused(Lower *l, const AstExpr *expr);  // a call whose result nobody wants
bool lower_web_isinstance(Lower *l, const AstExpr *expr, Val object, Val *result);
bool lower_web_item(Lower *l, Val object, Val key, Val *result);
bool lower_web_truth(Lower *l, Val val, IrValue *truth);
bool lower_web_sequence(Lower *l, Val val, u32 *member);  // iterated by length and index
IrValue lower_web_length(Lower *l, Val object);           // I64
Val lower_web_item_at(Lower *l, Val object, u32 member, IrValue index);
// What an argument of a function that JavaScript calls is as a value of the parameter's type, or an
// exception.
IrValue lower_web_argument(Lower *l, IrValue value, SemaType type);
// ---- lower_func.c
void lower_instance(LowerProgram *shared, const SemaInstance *inst);
void lower_generic_entry(LowerProgram *shared, const SemaFunc *func);
