// compiler/desugar/py_priv.h — making Python's nodes: what the files of this room write with.
//
// A Py holds the span that new nodes get and the block that new statements go to. Node ids are
// given at the end, by py_number: until then they are 0, and a node stands in one place only.
#pragma once

#include "base/vec.h"
#include "compiler/syntax/ast.h"

typedef VEC(AstStmt *) PyBlock;

typedef struct {
    Arena *arena;    // borrowed
    Names *names;    // borrowed
    Span span;       // of the JXL that is being rewritten
    PyBlock *out;    // where statements go
    u32 next_temp;   // of hidden names, which no program can write
    u32 next_label;  // of blocks
} Py;

AstName py_intern(Py *py, const char *text);
AstName py_temp(Py *py, const char *word);  // a new hidden name

// ---- expressions

AstExpr *py_load(Py *py, AstName name);
AstExpr *py_store(Py *py, AstName name);
AstExpr *py_builtin(Py *py, const char *name);  // a name of Python's builtins
AstExpr *py_library(Py *py, const char *name);  // _jxl.name
AstExpr *py_attr(Py *py, AstExpr *value, AstName name);
AstExpr *py_attr_text(Py *py, AstExpr *value, const char *name);
AstExpr *py_item(Py *py, AstExpr *value, AstExpr *index);
AstExpr *py_none(Py *py);
AstExpr *py_bool(Py *py, bool value);
AstExpr *py_int(Py *py, i64 value);
AstExpr *py_uint(Py *py, u64 value);
AstExpr *py_float(Py *py, f64 value);
AstExpr *py_str(Py *py, Slice text);
AstExpr *py_call(Py *py, AstExpr *func, u32 count, ...);  // AstExpr * arguments
AstExpr *py_call_list(Py *py, AstExpr *func, AstExpr *const *args, u32 count);
AstExpr *py_method(Py *py, AstExpr *value, const char *name, u32 count, ...);
AstExpr *py_binary(Py *py, AstExpr *left, AstOperator op, AstExpr *right);
AstExpr *py_compare(Py *py, AstExpr *left, AstCompareOperator op, AstExpr *right);
AstExpr *py_bool_op(Py *py, AstBoolOperator op, AstExpr *left, AstExpr *right);
AstExpr *py_not(Py *py, AstExpr *value);
AstExpr *py_negate(Py *py, AstExpr *value);
AstExpr *py_if_exp(Py *py, AstExpr *test, AstExpr *body, AstExpr *orelse);
AstExpr *py_is_none(Py *py, AstExpr *value, bool is_none);
AstExpr *py_list(Py *py, AstExpr *const *items, u32 count);
AstExpr *py_tuple(Py *py, AstExpr *const *items, u32 count);
AstExpr *py_dict(Py *py, AstExpr *const *keys, AstExpr *const *values, u32 count);
AstExpr *py_joined(Py *py, AstExpr *const *parts, u32 count);  // an f-string of strs
AstExpr *py_slice(Py *py, AstExpr *value, AstExpr *lower, AstExpr *upper);
AstExpr *py_lambda(Py *py, const AstName *params, u32 count, AstExpr *body);
// A copy of constants, names and attributes of them; NULL for anything else.
AstExpr *py_copy(Py *py, const AstExpr *expr);
// The same as the target of an assignment.
AstExpr *py_as_store(AstExpr *expr);
// Whether nothing that runs in between changes its value: constants and hidden names.
bool py_is_stable(const Py *py, const AstExpr *expr);

// ---- statements: into py->out

AstStmt *py_stmt(Py *py, AstKind kind);  // not put anywhere
void py_put(Py *py, AstStmt *stmt);
void py_do(Py *py, AstExpr *value);  // an expression as a statement
void py_assign(Py *py, AstExpr *target, AstExpr *value);
void py_assign_name(Py *py, AstName name, AstExpr *value);
void py_return(Py *py, AstExpr *value);  // NULL: nothing
void py_raise(Py *py, AstExpr *value);
void py_if(Py *py, AstExpr *test, const PyBlock *body, const PyBlock *orelse);  // NULL: no else
void py_while(Py *py, AstExpr *test, const PyBlock *body);
void py_for(Py *py, AstExpr *target, AstExpr *iter, const PyBlock *body);
void py_pass(Py *py);
void py_break(Py *py);
void py_continue(Py *py);
void py_scope(Py *py, AstKind kind, const AstName *names, u32 count);  // GLOBAL, NONLOCAL
void py_def(Py *py, AstName name, const AstName *params, u32 count, const PyBlock *body,
            bool is_async);
void py_class(Py *py, AstName name, AstExpr *base, const PyBlock *body);  // base may be NULL
// try: body, except TYPE as name: handler. TYPE NULL: everything.
void py_try(Py *py, const PyBlock *body, AstExpr *type, AstName name, const PyBlock *handler,
            const PyBlock *finally);

// A block that py_leave leaves, whatever is in between.
u32 py_label(Py *py);
void py_labelled(Py *py, u32 label, const PyBlock *body);
void py_leave(Py *py, u32 label);
void py_leave_if(Py *py, AstExpr *test, u32 label);
void py_reraise(Py *py);
// The last statement gets a decorator.
void py_decorate(Py *py, AstExpr *decorator);

AstStmts py_stmts(const PyBlock *block);    // never empty: `pass` is put into what is
PyBlock *py_begin(Py *py, PyBlock *block);  // what follows goes there; gives the block before
// An expression that is evaluated before `mark`'s statements is kept in a hidden name, put there.
AstExpr *py_keep_at(Py *py, u32 mark, AstExpr *expr);
AstExpr *py_keep(Py *py, AstExpr *expr);  // now; what is stable stays as it is

// Ids for all nodes, with those that sema wants free.
void py_number(AstModule *module);
