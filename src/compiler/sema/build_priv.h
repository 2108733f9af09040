// sema/build_priv.h — what turns parsed modules into a SemaProgram before inference: the state that
// modules.c, scopes*.c, classes.c and refuse.c share.
#pragma once

#include "compiler/sema/program.h"

typedef enum { SCOPE_MODULE, SCOPE_FUNC, SCOPE_CLASS, SCOPE_COMP } ScopeKind;

// How often and where a variable is assigned: decides whether it can be captured by value.
typedef struct {
    u32 store_count;
    u32 store_end;    // of the statement that stores last, in the text
    bool is_in_loop;  // some store is in a loop, or it is deleted
    bool is_captured;
    bool is_nonlocal;   // an inner function stores it
    u32 capture_start;  // the first function that captures it
} VarUse;

typedef VEC(VarUse) VarUses;

typedef struct Scope {
    ScopeKind kind;
    struct Scope *outer;
    SemaFunc *func;      // whose variables these are; for SCOPE_CLASS the class body
    u32 class_index;     // SCOPE_CLASS
    IntMap names;        // AstName to variable (FUNC, COMP) or global (MODULE, CLASS)
    bool is_class_body;  // FUNC: of an open class: what it binds are keys of its namespace
    IntMap bound;        // of such: those AstNames
    IntMap globals;      // FUNC: names declared `global`
    IntMap nonlocals;    // FUNC: names declared `nonlocal`
    VarUses *uses;       // parallel to func->vars
} Scope;

// Parallel to SemaProgram.globals.
typedef struct {
    u32 store_count;
    u32 def_node_kind;  // AST_FUNCTION_DEF, AST_CLASS_DEF, or AST_ALIAS of the one store; else
                        // AST_NONE
    u32 def_id;         // node id of that statement or alias
    bool is_shared;     // code outside the module's own body names it
} GlobalUse;

// Something in a library module that Krait does not compile: see defer.c.
typedef struct {
    Span span;
    Slice message;
} Deferral;

// What one analysis leaves to the next.
typedef struct {
    Map files;         // shown name to SourceFile
    IntMap wanted;     // file << 32 | start: imports in functions that are reached
    IntMap opened;     // file << 32 | start: classes that cannot be closed after all
    bool lists_entry;  // code that is reached reads sys.modules, and finds the entry there
    VEC(Deferral) items;
} Deferrals;

typedef struct {
    SemaProgram *program;
    Deferrals *deferrals;
    Arena *arena;
    Names *names;
    Sources *sources;
    Diagnostics *diags;
    const SemaLoader *loader;
    bool lacks_web;  // see SemaOptions
    VEC(GlobalUse) global_uses;
    IntMap stored_attributes;  // AstName: stored as x.NAME = … somewhere
    IntMap bound_names;   // module << 32 | node of a decorated definition: the hidden name it binds
    IntMap open_classes;  // module << 32 | class statement that is open
    IntMap class_bodies;  // module << 32 | function definition that is an open class's body
    IntMap class_cells;   // module << 32 | class statement whose methods need the class
    IntMap async_functions;   // module << 32 | node of an async def
    IntMap eager_generators;  // module << 32 | node of a generator expression that runs as a loop
    IntMap property_names;    // AstName: a property of some class
    IntMap own_attributes;    // AstName << 32 | class: stored as self.NAME in one of its methods
    Map builtins;             // name to SemaNameKind << 16 | index
    Map module_names;         // dotted name to SemaModule
    u32 run_count;
    // of the module being walked
    SemaModule *module;
    u32 try_import_depth;       // inside try: … except ImportError
    bool wants_annotations;     // of desugar_annotate.c: functions keep theirs
    bool has_text_annotations;  // in the module being walked they stay text
    bool has_bound_names;       // of desugar_match.c: the table below is filled
    IntMap bound_anywhere;      // AstName: bound somewhere in the module
    u32 loop_depth, func_depth, finally_depth;
    u32 lazy_depth;             // of what is loaded now: SemaModule.lazy_depth
    const AstNode *stmt;        // innermost statement
    const AstExpr *read_scope,  // of refuse.c: a call of globals() that is only read from
        *allowed_generator;     // of refuse.c: the argument of the consuming call being visited
    Scope *scope;
} Build;

// ---- modules.c: parses the entry's imports, their imports and so on.
void build_modules(Build *build, const AstModule *entry);
SemaModule *build_module_find(Build *build, Slice name);
// Empty tables by node id; again when the tree has grown. Before scopes.c fills them.
void build_module_tables(Build *build, SemaModule *module);
// import NAME as HIDDEN at the module's top; before its imports are followed.
void build_hidden_import(Build *build, SemaModule *module, const char *name, const char *hidden);
// ---- type_params.c: right after parsing
void build_type_params(Build *build, SemaModule *module);
// ---- defer.c: what library modules use and Krait does not compile.
AstModule *build_parse(Build *build, Slice shown, Slice bytes, bool is_library);
void build_defer_known(Build *build, SemaModule *module);
void build_refuse_library(Build *build, SemaModule *module);
// ---- prune.c: what library modules define and nobody names
void build_prune(Build *build);
bool build_is_wanted(const Build *build, Span import);
bool build_is_opened(const Build *build, Span class_stmt);
// Takes the errors of library modules out of the diagnostics. True: analyze again, knowing them.
bool build_defer_later(Build *build);
// ---- import_web.c
bool build_web_is_module(Slice name);
// False: refused or missing, and reported where no `except ImportError` waits.
bool build_web_import(Build *build, SemaImport *import, Span span);
void build_web_import_name(Build *build, SemaImport *import, const AstAlias *alias);
// ---- import_star.c: whether a native module has that name.
bool build_native_has(u32 owner, Slice name);
//  puts the names in place of the star. `target` is NULL for a native module.
void build_import_star(Build *build, AstStmt *stmt, const SemaModule *target, u32 native_owner);
// ---- refuse.c: what stage 1 does not have; fills stored_attributes.
void build_refuse(Build *build, SemaModule *module);
bool build_builtin_is_refused(Slice name);
// Whether the generator expression makes an asynchronous generator.
bool build_generator_is_async(const AstExpr *expr);
bool build_class_name_is_plain(Slice name);  // a closed class may bind it
void build_unsupported(Build *build, Span span, const char *feature);
// ---- class_open.c: which classes are made at run time.
void build_find_open(Build *build);
bool build_class_is_open(const Build *build, const AstStmt *stmt);
// ---- class_body.c
void build_class_names(Build *build, SemaModule *module);  // private names, super()
// The statements in place of an open class; the class is bound to `bound`.
AstStmts build_open_class(Build *build, AstStmt *stmt, AstName bound);
// ---- template.c: `text` parsed; its nodes get ids from `first_id` on, then new ones.
AstStmts build_template(Build *build, Slice text, Span span, u32 first_id, u32 end_id);
void build_template_end(Build *build, u32 old_count);  // after the last one of a module
// ---- desugar.c: statements said in terms of others. After refuse.c.
void build_desugar(Build *build, SemaModule *module);
// The name that a definition binds: a hidden one where it is decorated.
AstName build_bound_name(Build *build, const AstNode *definition, AstName name);
// ---- scopes.c
void build_scopes(Build *build, SemaModule *module);
// ---- scope_collect.c: the names that a scope binds.
void build_collect(Build *build, Scope *scope, AstNode *node);
u32 build_global_new(Build *build, AstName name, u32 module, u32 owner_class);
u32 build_var_new(Build *build, Scope *scope, AstName name);
// ---- builtins.c
void build_builtin_table(Map *table, Arena *arena);
SemaName build_builtin(const Build *build, AstName name);
// ---- classes.c: bases, preorder, methods, fields; imports of names; which globals are private to
// their body.
void build_link(Build *build);
