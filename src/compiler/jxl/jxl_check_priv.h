// compiler/jxl/jxl_check_priv.h — what the files of the checker share.
//
// Types are checked in both directions: an expression is given the type that its place expects (or
// none) and answers its own. Type parameters of a call are VAR types, bound by unification; a
// trail undoes the bindings of an attempt. Bodies are checked when they are first needed, so a
// caller knows whether a function reads state.
#pragma once

#include "compiler/jxl/jxl_program.h"

typedef enum {
    JXL_PLACE_FREE,    // handlers, functions, onMount: reads are untracked, writes allowed
    JXL_PLACE_PURE,    // computed atoms, expressions of a render block: no writes
    JXL_PLACE_RENDER,  // statements of a render block
} JxlPlaceKind;

typedef struct {
    AstName name;
    JxlDecl *decl;
} JxlLocal;

// A function, closure or other body being checked.
typedef struct JxlBody JxlBody;
struct JxlBody {
    JxlBody *outer;
    JxlDecl *decl;  // the declaration whose edges and READS it feeds
    JxlPlaceKind place;
    JxlTypeId result;    // expected of `return`; JXL_NO_TYPE where none may stand
    bool infers_result;  // `result` is a VAR
    bool is_async, is_throwing;
    bool is_closure;
    bool is_render;     // part of a render block, at any depth, and no action
    bool may_jump;      // inside a loop (or a switch in one)
    bool has_returned;  // a conditional return was met: what follows is conditional
    u32 first_local;    // in c->locals
    u32 closure_arg_count;
    const JxlTypeId *closure_args;  // of $0, $1
};

typedef struct {
    JxlProgram *program;
    Arena *arena;
    Names *names;
    Diagnostics *diags;
    const JxlLoader *loader;
    const JxlOptions *options;
    JxlModule *module;  // being checked
    JxlDecl *self;      // the type or view around
    JxlBody *body;
    VEC(JxlLocal) locals;
    u32 locals_hidden;    // the first ones: of a declaration around the one being checked
    VEC(JxlTypeId) vars;  // bindings of VAR types; JXL_NO_TYPE: free
    VEC(u32) trail;       // of vars bound, to undo
    JxlTypeId row_type;   // of the table whose columns are checked
    u32 muted;            // attempts: problems are counted, not told
    u32 problems;
    u32 conditional;       // depth of branches
    u32 reads, variables;  // counters: READS and CONSTANT of a node are differences
    u32 awaits, tries;     // > 0: inside await, try
    u32 depth, interface_depth;
    bool is_statement;         // the expression's value is not used
    bool wants_value;          // the switch is an expression
    bool is_render_statement;  // the switch stands in a render block
    // The library.
    JxlDecl *int_, *double_, *float_, *string, *bool_, *view, *optional, *array, *map, *set;
    JxlDecl *range, *atom, *async_value, *key_path, *type, *length, *any_error, *duration, *color;
    JxlDecl *numeric, *comparable, *equatable, *identifiable;
} JxlChecker;

// ---- problems

void jxl_error(JxlChecker *c, u32 code, Span span, const char *hint, const char *format, ...);
void jxl_warn(JxlChecker *c, u32 code, Span span, const char *hint, const char *format, ...);
const char *jxl_text_of_type(JxlChecker *c, JxlTypeId type);  // in arena, for messages
const char *jxl_text_of_name(JxlChecker *c, AstName name);
JxlFact *jxl_fact(JxlChecker *c, const JxlNode *node);

// ---- types

JxlTypeId jxl_nominal(JxlProgram *p, JxlDecl *decl, const JxlTypeId *args, u32 count);
JxlTypeId jxl_func_type(JxlProgram *p, const JxlTypeId *params, u32 count, JxlTypeId result,
                        u32 flags);
JxlTypeId jxl_tuple_type(JxlProgram *p, const JxlTypeId *items, const AstName *names, u32 count);
JxlTypeId jxl_param_type(JxlProgram *p, JxlDecl *decl);
JxlTypeId jxl_meta_type(JxlProgram *p, JxlTypeId type);
JxlTypeId jxl_module_type(JxlProgram *p, u32 module);
void jxl_types_init(JxlProgram *p);
JxlTypeId jxl_plain(JxlChecker *c, JxlDecl *decl);  // a nominal without arguments
JxlTypeId jxl_optional_of(JxlChecker *c, JxlTypeId item);
JxlTypeId jxl_array_of(JxlChecker *c, JxlTypeId item);
JxlTypeId jxl_fresh(JxlChecker *c);                    // a VAR
JxlTypeId jxl_resolve(JxlChecker *c, JxlTypeId type);  // VARs replaced by what they are bound to
bool jxl_is_nominal(JxlChecker *c, JxlTypeId type, const JxlDecl *decl);
JxlTypeId jxl_arg(JxlChecker *c, JxlTypeId type, u32 index);
bool jxl_is_numeric(JxlChecker *c, JxlTypeId type);
bool jxl_is_integer(JxlChecker *c, JxlTypeId type);
bool jxl_has_free_var(JxlChecker *c, JxlTypeId type);

// ---- conversions

bool jxl_unify(JxlChecker *c, JxlTypeId left, JxlTypeId right);
u32 jxl_trail(const JxlChecker *c);
void jxl_undo(JxlChecker *c, u32 trail);
// Whether a value of `from` may stand where `to` is expected; binds VARs.
bool jxl_fits(JxlChecker *c, JxlTypeId from, JxlTypeId to);
bool jxl_conforms(JxlChecker *c, JxlTypeId type, JxlTypeId interface);
// Checks the node against `expected`; J0201 when it does not fit.
JxlTypeId jxl_check_value(JxlChecker *c, JxlNode *node, JxlTypeId expected);

// ---- names

JxlDecl *jxl_new_decl(JxlChecker *c, JxlDeclKind kind, AstName name, JxlNode *node);
JxlDecl *jxl_find_member(JxlChecker *c, JxlDecl *owner, AstName name);
JxlDecl *jxl_find_global(JxlChecker *c, JxlModule *module, AstName name);
JxlDecl *jxl_find_name(JxlChecker *c, AstName name);  // from the place being checked
void jxl_unknown_name(JxlChecker *c, Span span, AstName name);
void jxl_unknown_member(JxlChecker *c, Span span, JxlTypeId type, JxlDecl *owner, AstName name);
JxlDecl *jxl_declare_local(JxlChecker *c, JxlDeclKind kind, JxlNode *node, AstName name,
                           JxlTypeId type, u32 flags);
bool jxl_name_is(const JxlChecker *c, AstName name, const char *text);
const JxlNode *jxl_attribute(const JxlChecker *c, const JxlNode *node, const char *name);

// ---- declarations

bool jxl_load_library(JxlChecker *c);
JxlModule *jxl_load_module(JxlChecker *c, Slice path, Slice shown_name, Slice bytes);
void jxl_load_imports(JxlChecker *c, JxlModule *module);
void jxl_declare_module(JxlChecker *c, JxlModule *module);
// The type of what the declaration names, resolved now if it was not.
JxlTypeId jxl_type_of(JxlChecker *c, JxlDecl *decl);
void jxl_resolve_signature(JxlChecker *c, JxlDecl *decl);
JxlTypeId jxl_resolve_type(JxlChecker *c, JxlNode *node);
void jxl_check_decl(JxlChecker *c, JxlDecl *decl);  // its body, once
void jxl_check_module(JxlChecker *c, JxlModule *module);
// False, and an error, where the declaration cannot cross the border.
bool jxl_check_python_use(JxlChecker *c, const JxlDecl *decl, Span span);
bool jxl_import_python(JxlChecker *c, JxlModule *module, const SourceFile *file);

// ---- bodies

typedef struct {
    JxlModule *module;
    JxlDecl *self;
    JxlBody *body;
    u32 local_count, conditional, awaits, tries, reads, variables, muted;
    JxlTypeId row_type;
    bool is_statement;
    u32 hidden;
} JxlContext;
JxlContext jxl_enter_decl(JxlChecker *c, JxlDecl *decl);
void jxl_leave_decl(JxlChecker *c, JxlContext saved);

void jxl_open_body(JxlChecker *c, JxlBody *body, JxlDecl *decl, JxlPlaceKind place);
void jxl_close_body(JxlChecker *c);
// A block whose value, if it has one expression, is the result.
void jxl_check_function_block(JxlChecker *c, JxlNode *block);
void jxl_check_block(JxlChecker *c, JxlNode *block);
void jxl_check_render_block(JxlChecker *c, JxlNode *block);
void jxl_check_statement(JxlChecker *c, JxlNode *node);
void jxl_check_conds(JxlChecker *c, JxlNodes conds);
bool jxl_block_leaves(const JxlNode *block);  // never reaches its end
void jxl_check_switch(JxlChecker *c, JxlNode *node, JxlTypeId expected, JxlTypeId *result);
void jxl_check_pattern(JxlChecker *c, JxlNode *pattern, JxlTypeId type, bool is_var);
void jxl_check_catch_pattern(JxlChecker *c, JxlNode *pattern);
JxlTypeId jxl_element_type(JxlChecker *c, JxlNode *sequence, JxlTypeId type);
void jxl_check_variable(JxlChecker *c, JxlNode *node);
void jxl_note_edge(JxlChecker *c, JxlDecl *to, Span span);
void jxl_note_read(JxlChecker *c, JxlDecl *decl, Span span);
void jxl_find_cycles(JxlChecker *c);

// ---- expressions

JxlTypeId jxl_check_expr(JxlChecker *c, JxlNode *node, JxlTypeId expected);
JxlTypeId jxl_check_call(JxlChecker *c, JxlNode *node, JxlTypeId expected);
JxlTypeId jxl_check_closure(JxlChecker *c, JxlNode *node, JxlTypeId expected);
JxlTypeId jxl_check_member(JxlChecker *c, JxlNode *node, JxlTypeId expected);
JxlTypeId jxl_check_implicit(JxlChecker *c, JxlNode *node, AstName name, JxlTypeId expected,
                             JxlDecl **found);
JxlTypeId jxl_check_name(JxlChecker *c, JxlNode *node, JxlTypeId expected);
JxlTypeId jxl_check_handle(JxlChecker *c, JxlNode *node);
JxlTypeId jxl_check_subscript(JxlChecker *c, JxlNode *node);
JxlTypeId jxl_check_token(JxlChecker *c, JxlNode *node, JxlTypeId group);
JxlTypeId jxl_read_decl(JxlChecker *c, const JxlNode *node, JxlDecl *decl);
JxlTypeId jxl_member_type(JxlChecker *c, JxlTypeId receiver, JxlDecl *member);
JxlDecl *jxl_owner_of(JxlChecker *c, JxlTypeId type);  // the declaration with its members
// Checks that the place may be assigned, marks it WRITTEN; false after a problem.
bool jxl_check_place(JxlChecker *c, JxlNode *node, Span span);
bool jxl_is_printable(JxlChecker *c, JxlTypeId type);
// Members behind `?.`: what the receiver is, and the type of the result.
JxlTypeId jxl_chain_receiver(JxlChecker *c, const JxlNode *value, JxlTypeId type, bool *is_chain);
JxlTypeId jxl_chain_result(JxlChecker *c, const JxlNode *node, JxlTypeId type);
JxlTypeId jxl_value_of_decl(JxlChecker *c, JxlNode *node, JxlDecl *decl, JxlTypeId expected);
JxlTypeId jxl_raw_type(JxlChecker *c, JxlDecl *owner);  // of an enum's raw values, or JXL_NO_TYPE
bool jxl_is_inside(const JxlChecker *c, const JxlDecl *owner);
// What a call of a component or a modifier has to say beyond its types.
void jxl_check_component(JxlChecker *c, JxlNode *call);
void jxl_check_modifier(JxlChecker *c, JxlNode *call);
bool jxl_is_literal(const JxlNode *node);  // takes its type from the place
// Among values of one type: what has a type of its own goes first (0), then literals, which take
// theirs from it, then closures.
enum { JXL_RANK_COUNT = 4 };
u32 jxl_literal_rank(const JxlNode *node);
// The value of a branch: of its last statement, which `last` tells.
JxlTypeId jxl_check_branch(JxlChecker *c, JxlNode *block, JxlTypeId expected, JxlNode **last);
JxlTypeId jxl_join(JxlChecker *c, JxlNode *left_node, JxlTypeId left, JxlNode *right_node,
                   JxlTypeId right);
