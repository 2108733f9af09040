// compiler/desugar/form_priv.h — the state of a rewriting, shared by the files of this room.
//
// Expressions become expressions; what Python can only say with statements goes into f->py.out in
// front of them, and operands that come before are kept in hidden variables (py_keep_at). So
// whoever rewrites several operands in turn uses form_operands.
//
// Generic declarations are rewritten once for each list of type arguments: f->instance holds those
// in force, and no type that form_type gives names a parameter.
#pragma once

#include "compiler/desugar/form.h"
#include "compiler/desugar/py_priv.h"

enum {
    FORM_OPERANDS_MAX = 256,
    FORM_INSTANCES_MAX = 4000,  // of generic declarations, in all
    FORM_TYPE_DEPTH_MAX = 24,   // of type arguments inside each other
};

// What a type is to the rewriting.
typedef enum {
    FORM_KIND_OTHER,
    FORM_KIND_VOID,
    FORM_KIND_INT,
    FORM_KIND_FIXED,  // Int8 … UInt64
    FORM_KIND_DOUBLE,
    FORM_KIND_FLOAT,
    FORM_KIND_BOOL,
    FORM_KIND_STRING,
    FORM_KIND_OPTIONAL,
    FORM_KIND_ARRAY,
    FORM_KIND_MAP,
    FORM_KIND_SET,
    FORM_KIND_RANGE,
    FORM_KIND_SEQUENCE,
    FORM_KIND_TUPLE,
    FORM_KIND_FUNC,
    FORM_KIND_STRUCT,
    FORM_KIND_CLASS,
    FORM_KIND_ENUM,   // with payloads: an object
    FORM_KIND_PLAIN,  // an enum without payloads: an int
    FORM_KIND_INTERFACE,
    FORM_KIND_ATOM,
    FORM_KIND_DURATION,  // seconds, a float
    FORM_KIND_DATE,      // seconds, a float
    FORM_KIND_ERROR,     // AnyError, PyError and the built-in errors: the exception
    FORM_KIND_JSON,
    FORM_KIND_VIEW,
    FORM_KIND_STYLE,  // Color, Length, Font …
} FormKind;

// The type arguments in force.
typedef struct {
    JxlDecl **params;
    JxlTypeId *args;
    u32 count;
} FormInstance;

// A function of Python that is being written.
typedef struct FormFunc {
    struct FormFunc *outer;  // around a closure
    VEC(AstName) globals, nonlocals;
    AstName self;        // AST_NO_NAME outside of methods
    bool self_is_owned;  // a mutating method: self is unique, and changes in place
    u32 loop_depth;
} FormFunc;

typedef struct {
    AstName name;
    FormFunc *func;  // whose variable it is
    u32 loop_depth;  // how deep in the loops of that function
    bool is_cell;    // `name[0]` holds the value
    bool is_getter;  // `name()` gives it
} FormLocal;

// Something of the module that has to be written once.
typedef struct {
    JxlDecl *decl;
    FormInstance instance;
    AstName name;
    bool is_written;
} FormItem;

typedef struct {
    JxlDecl *decl;
    AstName name;
    PyBlock init;
    u8 visit;
} FormGlobal;

// What a module with views has once (form_view_ui.c).
typedef struct {
    PyBlock setup;  // names, templates
    Map names;      // texts to the variables of their numbers
    Map classes;    // of CSS: declarations to numbers
    u32 class_count;
    Bytes sheet;
    AstName sheet_template;
    VEC(AstName) events;  // that somebody listens to
} FormUi;

typedef struct {
    Py py;
    Arena *arena;
    JxlProgram *program;
    Diagnostics *diags;
    const JxlModule *module;  // whose facts are read
    FormInstance instance;
    FormFunc *func;
    VEC(FormLocal) locals;
    IntMap local_slots;   // of the function: JxlDecl.index to locals
    IntMap local_names;   // of the function: AstName to how often
    IntMap global_names;  // of the module, and what built-in names are used
    IntMap kinds;         // AstName of a library type to FormKind
    VEC(FormItem) items;
    Map item_slots;  // by declaration and type arguments
    VEC(FormGlobal) globals;
    IntMap global_slots;
    PyBlock imports, classes, defs, tail;
    FormUi ui;
    const JxlDesignToken *tokens;
    u32 token_count;
    const JxlTypeId *closure_args;
} Form;

// ---- form.c

// J0900 at the node. Gives None, so that rewriting goes on.
AstExpr *form_refuse(Form *f, const JxlNode *node, const char *feature);
const JxlFact *form_fact(const Form *f, const JxlNode *node);
bool form_name_is(const Form *f, AstName name, const char *text);
// Enters the place where a declaration stands: module and type arguments.
typedef struct {
    const JxlModule *module;
    FormInstance instance;
} FormPlace;
FormPlace form_enter(Form *f, u32 module, FormInstance instance);
void form_leave(Form *f, FormPlace saved);

// ---- form_decl.c: names, functions, variables of the module

// The name of a function, class, … of the module; it will be written.
AstName form_item(Form *f, JxlDecl *decl, FormInstance instance);
AstName form_global(Form *f, JxlDecl *decl);
AstName form_local(Form *f, JxlDecl *decl);  // declares it
const FormLocal *form_find_local(Form *f, const JxlDecl *decl);
AstExpr *form_read_local(Form *f, const JxlDecl *decl);
// The target of an assignment to it; notes `nonlocal` or `global`.
AstExpr *form_local_target(Form *f, const JxlDecl *decl);
AstExpr *form_global_target(Form *f, JxlDecl *decl);
// The type arguments of a call's callee and of its owner.
FormInstance form_call_instance(Form *f, const JxlBinding *binding);
FormInstance form_type_instance(Form *f, JxlTypeId type);  // of a nominal type
// A function: parameters, body, into f->py.out. `self` may be AST_NO_NAME.
void form_function(Form *f, AstName name, AstName self, JxlDecl *decl, JxlNode *body);
void form_write_items(Form *f);

// ---- form_type.c

JxlTypeId form_in_instance(Form *f, JxlTypeId type);
JxlTypeId form_type(Form *f, const JxlNode *node);        // of an expression, before conversion
JxlTypeId form_value_type(Form *f, const JxlNode *node);  // behind conversion
FormKind form_kind(const Form *f, JxlTypeId type);
JxlTypeId form_arg(const Form *f, JxlTypeId type, u32 index);
JxlTypeId form_unwrapped(const Form *f, JxlTypeId type);  // T of T?
AstExpr *form_convert(Form *f, AstExpr *value, JxlTypeId from, JxlTypeId to);
AstExpr *form_text(Form *f, AstExpr *value, JxlTypeId type);  // as a str

// ---- form_expr.c

AstExpr *form_expr(Form *f, JxlNode *node);
AstExpr *form_binary_values(Form *f, const JxlNode *node, u32 op, JxlTypeId type, AstExpr *left,
                            AstExpr *right);
// In the order of the nodes; NULL nodes give NULL.
void form_operands(Form *f, JxlNode *const *nodes, u32 count, AstExpr **values);

// ---- form_call.c, form_member.c

AstExpr *form_call(Form *f, JxlNode *node);
AstExpr *form_read_decl(Form *f, JxlNode *node, JxlDecl *decl);

// ---- form_stmt.c

void form_block(Form *f, JxlNode *block);
void form_stmt(Form *f, JxlNode *node);
// A body that gives its value, if it is one expression.
void form_function_block(Form *f, JxlNode *block, JxlTypeId result);
