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
    VEC(AstName) bound;  // of a closure: variables of loops whose values are bound
    AstName self;        // AST_NO_NAME outside of methods
    bool is_mutating;    // self is unique, and changes in place
    bool is_async;
    u32 loop_depth;
    u32 break_label;     // of the switch around, inside of the innermost loop; else 0
    u32 broken_label;    // of a switch that was left
    u32 continue_label;  // of the innermost loop, where it is a `repeat`; else 0
} FormFunc;

typedef struct {
    AstName name;
    FormFunc *func;  // whose variable it is
    u32 loop_depth;  // how deep in the loops of that function
    bool is_cell;    // `name[0]` holds the value
    bool is_getter;  // `name()` gives it
} FormLocal;

// `$0` … of the closures around.
typedef struct FormArgs {
    struct FormArgs *outer;
    AstName *names;
    u32 count;
} FormArgs;

// What is written of a declaration.
typedef enum {
    FORM_PART_ALL,     // the function, the class
    FORM_PART_TEXT,    // a function: the text form of a value
    FORM_PART_RAW,     // of an enum, a function: from raw value to case, or None
    FORM_PART_BOX,     // of a plain enum, a class: a case among values of other types
    FORM_PART_NAMES,   // of a plain enum, a function: from case to name
    FORM_PART_VALUES,  // of a plain enum, a function: from case to raw value
    FORM_PART_GETTER,  // of an atom of the module, a function: reads it
    FORM_PART_SETTER,  // the same: writes it
} FormPart;

// Something of the module that has to be written once.
typedef struct {
    JxlDecl *decl;
    FormInstance instance;
    AstName name;
    u8 part;  // FormPart
} FormItem;

typedef struct {
    JxlDecl *decl;
    FormInstance instance;  // of a static member: of its owner
    AstName name;
    AstName node;  // of an atom: its node
    PyBlock init;
    bool is_written;
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
    const JxlDecl *row;   // the variable of the loop that is written
    AstName key;          // its member that is the key: it never changes in a row
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
    IntMap imported;  // AstName of what is bound
    PyBlock imports, classes, defs, tail;
    FormUi ui;
    const JxlDesignToken *tokens;
    u32 token_count;
    FormArgs *args;
    bool uses_ui;
    u32 chain;  // the block that `?.` leaves, in the receiver of a chain; else 0
} Form;

// ---- form.c

// J0900 at the node. Gives None, so that rewriting goes on.
AstExpr *form_refuse(Form *f, const JxlNode *node, const char *feature);
const JxlFact *form_fact(const Form *f, const JxlNode *node);
bool form_name_is(const Form *f, AstName name, const char *text);
void form_import(Form *f, AstName module, AstName bound);  // once
// Enters the place where a declaration stands: module and type arguments.
typedef struct {
    const JxlModule *module;
    FormInstance instance;
} FormPlace;
FormPlace form_enter(Form *f, u32 module, FormInstance instance);
void form_leave(Form *f, FormPlace saved);
// The declaration behind a name that the language declares (`error`, `oldValue`), if it is used.
JxlDecl *form_find_implicit(Form *f, JxlNode *body, const char *name);
JxlDecl *form_find_implicit_name(Form *f, JxlNode *body, AstName name);

// ---- form_decl.c: names, functions, variables of the module

// The name of a function, class, … of the module; it will be written.
AstName form_item(Form *f, JxlDecl *decl, FormInstance instance, FormPart part);
AstName form_global(Form *f, JxlDecl *decl, FormInstance instance);
AstName form_plain_name(Form *f, AstName name);  // of a field or method
AstName form_local(Form *f, JxlDecl *decl);      // declares it
const FormLocal *form_find_local(Form *f, const JxlDecl *decl);
AstExpr *form_read_local(Form *f, const JxlDecl *decl);
// The target of an assignment to it; notes `nonlocal` or `global`.
AstExpr *form_local_target(Form *f, const JxlDecl *decl);
AstExpr *form_global_target(Form *f, JxlDecl *decl, FormInstance instance);
void form_note_global(Form *f, AstName name);   // assigned in this function
void form_note_capture(Form *f, AstName name);  // of a loop outside of this closure
void form_put_scopes(Form *f, const FormFunc *func, PyBlock *block);
// The type arguments of a call's callee and of its owner.
FormInstance form_call_instance(Form *f, const JxlBinding *binding);
FormInstance form_type_instance(Form *f, JxlTypeId type);  // of a nominal type
// A function: parameters, body, into f->py.out. `self` may be AST_NO_NAME.
void form_function(Form *f, AstName name, AstName self, JxlDecl *decl, JxlNode *body);
// The same, with a body that `write` writes and these parameters.
typedef void FormBody(Form *f, void *context);
void form_made_function(Form *f, AstName name, const AstName *params, u32 count, FormBody *write,
                        void *context);
AstName form_self_name(Form *f);
AstExpr *form_self(Form *f);  // of the method around
void form_write_items(Form *f);

// ---- form_type.c

JxlTypeId form_in_instance(Form *f, JxlTypeId type);
JxlTypeId form_type(Form *f, const JxlNode *node);        // of an expression, before conversion
JxlTypeId form_value_type(Form *f, const JxlNode *node);  // behind conversion
FormKind form_kind(const Form *f, JxlTypeId type);
JxlTypeId form_arg(const Form *f, JxlTypeId type, u32 index);
JxlTypeId form_unwrapped(const Form *f, JxlTypeId type);  // T of T?
AstExpr *form_convert(Form *f, AstExpr *value, JxlTypeId from, JxlTypeId to);
AstExpr *form_text(Form *f, AstExpr *value, JxlTypeId type);        // as a str
AstExpr *form_inner_text(Form *f, AstExpr *value, JxlTypeId type);  // inside another: strs quoted
AstExpr *form_hashable(Form *f, AstExpr *value, JxlTypeId type);
AstExpr *form_fixed(Form *f, AstExpr *value, JxlTypeId type, bool truncates);
void form_write_text(Form *f, const FormItem *item);

// ---- form_expr.c

AstExpr *form_expr(Form *f, JxlNode *node);
AstExpr *form_binary_values(Form *f, const JxlNode *node, u32 op, JxlTypeId type, AstExpr *left,
                            AstExpr *right);
// In the order of the nodes; NULL nodes give NULL.
void form_operands(Form *f, JxlNode *const *nodes, u32 count, AstExpr **values);

AstExpr *form_if_value(Form *f, JxlNode *node);
AstExpr *form_switch_value(Form *f, JxlNode *node);
// `value` is assigned to `name`, unless the block does not reach its end.
void form_branch(Form *f, JxlNode *block, AstName name, JxlTypeId type);

// ---- form_closure.c

AstExpr *form_closure(Form *f, JxlNode *node);
AstExpr *form_closure_arg(Form *f, const JxlNode *node);
AstExpr *form_thunk(Form *f, FormBody *write, void *context);  // a function without parameters

// ---- form_call.c, form_library.c, form_member.c

AstExpr *form_call(Form *f, JxlNode *node);
AstExpr *form_library_call(Form *f, JxlNode *node, const JxlBinding *binding);
AstExpr *form_library_member(Form *f, JxlNode *node, const JxlDecl *member, JxlTypeId type,
                             AstExpr *receiver);
AstExpr *form_library_static(Form *f, JxlNode *node, const JxlDecl *member);
// The arguments in the order of the parameters.
AstExpr **form_arguments(Form *f, const JxlNode *node, const JxlBinding *binding);
AstExpr *form_read_decl(Form *f, JxlNode *node, JxlDecl *decl);
// The handle that a prop, parameter or variable is.
AstExpr *form_read_local_or_prop(Form *f, JxlNode *node, JxlDecl *decl);
AstExpr *form_index(Form *f, AstExpr *index);  // not negative
AstExpr *form_member(Form *f, JxlNode *node);
AstExpr *form_subscript(Form *f, JxlNode *node);
AstExpr *form_implicit(Form *f, JxlNode *node, JxlDecl *decl);
AstExpr *form_case_value(Form *f, JxlDecl *decl, JxlTypeId type);  // without payload
// The receiver of a member, subscript or method: in a chain, behind the test for nil.
AstExpr *form_receiver(Form *f, JxlNode *value, bool is_optional, JxlTypeId *type);
bool form_is_chain(const Form *f, const JxlNode *node);
AstExpr *form_chain(Form *f, JxlNode *node);
AstExpr *form_link(Form *f, JxlNode *node);         // a member, subscript or call inside a chain
AstExpr *form_handle_part(Form *f, JxlNode *node);  // $a.field, $a[i]
// The result of JxlBinding's callee as a value: a function name, a bound method.
AstExpr *form_func_value(Form *f, JxlNode *node, JxlDecl *decl);

// ---- form_loop.c

AstExpr *form_loop_call(Form *f, JxlNode *node, const JxlBinding *binding, JxlTypeId type,
                        AstExpr *receiver, bool *is_one);
AstExpr *form_without(Form *f, AstExpr *old, JxlNode *node, JxlTypeId type);
AstExpr *form_sorted_by(Form *f, AstExpr *old, JxlNode *node);
AstExpr *form_joined(Form *f, JxlNode *node, const JxlBinding *binding, JxlTypeId type,
                     AstExpr *receiver);
AstExpr *form_texts(Form *f, AstExpr *list, JxlTypeId item, bool is_inner);

// ---- form_style.c

AstExpr *form_style_call(Form *f, JxlNode *node);  // X.token(.a)
AstExpr *form_style_make(Form *f, JxlNode *node, const JxlBinding *binding, AstExpr **args);
AstExpr *form_style_method(Form *f, JxlNode *node, const JxlBinding *binding, AstExpr *receiver,
                           AstExpr **args);  // receiver NULL: a static function
AstExpr *form_style_member(Form *f, JxlNode *node, const JxlDecl *member, JxlTypeId type,
                           AstExpr *receiver);
AstExpr *form_style_static(Form *f, JxlNode *node, const JxlDecl *member);
// navigate, onFrame, every …
AstExpr *form_view_function(Form *f, const JxlNode *node, const JxlBinding *binding);

// ---- form_python.c

AstName form_python_module(Form *f, const JxlModule *module);
AstExpr *form_python_name(Form *f, const JxlDecl *decl);  // form_member.c
AstExpr *form_to_python(Form *f, AstExpr *value, JxlTypeId type);
AstExpr *form_from_python(Form *f, AstExpr *value, JxlTypeId type);

// ---- form_place.c

// A place, its indices and objects evaluated.
struct FormPath;
struct FormPath *form_path(Form *f, JxlNode *node);
// Changes what is there: `change` gets it unique, as a name that can be copied (py_copy).
typedef void FormChange(Form *f, void *context, AstExpr *value, JxlTypeId type);
typedef enum {
    FORM_CHANGE_SAFE,  // runs no code of the program and cannot fail
    FORM_CHANGE_ANY,
} FormChangeKind;
void form_path_change(Form *f, struct FormPath *path, FormChangeKind kind, FormChange *change,
                      void *context);
bool form_path_is_optional(Form *f, const struct FormPath *path);  // nothing may happen
AstExpr *form_path_read(Form *f, struct FormPath *path);
void form_path_assign(Form *f, struct FormPath *path, AstExpr *value, JxlTypeId type);
void form_assign(Form *f, const JxlNode *node);
void form_assign_value(Form *f, JxlNode *target, AstExpr *value);  // target = value
AstExpr *form_unique(Form *f, AstExpr *value, JxlTypeId type);     // copied if somebody else has it

// ---- form_atom.c

AstExpr *form_read_atom(Form *f, JxlDecl *decl);
void form_write_atom(Form *f, JxlDecl *decl, AstExpr *value);  // whole: compares, stores, marks
AstName form_atom_node_name(Form *f, JxlDecl *decl);  // "count.node"; of a view an attribute
AstExpr *form_atom_node(Form *f, JxlDecl *decl);
AstExpr *form_atom_raw(Form *f, JxlDecl *decl);                // its variable, untracked
void form_store_atom(Form *f, JxlDecl *decl, AstExpr *value);  // the variable alone
void form_mark_atom(Form *f, JxlDecl *decl);
bool form_atom_has_options(Form *f, const JxlDecl *decl);
void form_setter_body(Form *f, JxlDecl *decl, AstName value);
AstExpr *form_differs(Form *f, AstExpr *old, AstExpr *new, JxlTypeId type);
AstExpr *form_handle(Form *f, JxlNode *node);
void form_write_atom_part(Form *f, const FormItem *item);
void form_init_global(Form *f, FormGlobal *global);

// ---- form_struct.c, form_enum.c

void form_init_fields(Form *f, JxlDecl *owner);  // those with a value, at the start of `init`
void form_write_struct(Form *f, const FormItem *item);
void form_write_enum(Form *f, const FormItem *item);
void form_write_enum_part(Form *f, const FormItem *item);
bool form_is_stored(const JxlDecl *field);  // a field of each instance, without a getter
JxlDecl *form_text_method(const Form *f, const JxlDecl *decl);  // toString, or NULL
void form_write_getter(Form *f, JxlDecl *field, AstName name);  // a property
// A function of `self`: of plain enums.
bool form_write_getter_function(Form *f, JxlDecl *field, AstName name);
AstExpr *form_construct(Form *f, JxlNode *node, const JxlBinding *binding);
// The name of the class of an enum's case.
AstName form_case_class(Form *f, JxlDecl *decl, JxlTypeId type);
AstName form_payload_name(Form *f, const JxlDecl *decl, u32 index);

// ---- form_pattern.c

// Whether a value that can be used again matches, as an expression; names are bound in front of
// it. NULL: always. `label` is left where it does not match, if the test needs statements.
AstExpr *form_pattern_test(Form *f, JxlNode *pattern, AstExpr *value, JxlTypeId type);
AstExpr *form_case_test(Form *f, JxlDecl *found, AstExpr *value, JxlTypeId type);
bool form_pattern_is_simple(Form *f, const JxlNode *pattern);
void form_match(Form *f, JxlNode *pattern, AstExpr *value, JxlTypeId type, u32 label);
void form_switch(Form *f, JxlNode *node, AstName result, JxlTypeId type);
// A pattern that always matches.
void form_bind(Form *f, JxlNode *pattern, AstExpr *value, JxlTypeId type);

// ---- form_stmt.c

void form_block(Form *f, JxlNode *block);
void form_stmt(Form *f, JxlNode *node);
// Conditions: leaves `label` where one does not hold.
void form_conds(Form *f, JxlNodes conds, u32 label);
bool form_block_leaves(const JxlNode *block);
// The value of a closure's body that is no function of its own.
AstExpr *form_block_value(Form *f, JxlNode *block, JxlTypeId type);
// A body that gives its value, if it is one expression.
void form_function_block(Form *f, JxlNode *block, JxlTypeId result);

JxlTypeId form_item_type(Form *f, const JxlNode *sequence);

// ---- form_async.c

AstExpr *form_await(Form *f, JxlNode *node);
AstExpr *form_async(Form *f, JxlNode *node);

// ---- form_error.c

void form_throw(Form *f, JxlNode *node);
void form_do(Form *f, JxlNode *node);
AstExpr *form_try(Form *f, JxlNode *node);
AstExpr *form_boxed(Form *f, AstExpr *value, JxlTypeId type);    // as a value among others
AstExpr *form_is_type(Form *f, AstExpr *value, JxlTypeId type);  // of a value among others
AstExpr *form_unboxed(Form *f, AstExpr *value, JxlTypeId type);
