// What library modules use and Krait does not compile is no reason to refuse the program: most of a
// library is never reached. The function around it raises NotImplementedError instead, with the
// place and the feature; a class becomes a function that does; any other statement raises itself.
//
// Refusals found before names are resolved are put into the tree at once. Later ones are
// remembered, and the program is analyzed again from its text.
#include "compiler/sema/build_priv.h"

#include "compiler/syntax/python/parser.h"

static const SourceFile *file_of(Build *build, Slice shown, Slice bytes) {
    u32 *known = map_at(&build->deferrals->files, shown, SEMA_NONE_INDEX);
    if (*known == SEMA_NONE_INDEX) *known = sources_add(build->sources, shown, bytes)->id;
    return sources_file(build->sources, *known);
}

// A library's file that is no Python of today raises when it is imported.
static AstModule *parse_library(Build *build, const SourceFile *file) {
    Diagnostics own;
    diag_init(&own, build->arena);
    AstModule *ast = python_parse(build->arena, build->names, file, &own, (ParseOptions){0});
    if (own.error_count == 0) return ast;
    Bytes text, shown;
    bytes_init(&text, build->arena);
    bytes_init(&shown, build->arena);
    bytes_format(&text, "raise SyntaxError('''%S (%S, line %u)''')", &own.items[0].message,
                 &file->name, source_line(file, own.items[0].span.start));
    bytes_format(&shown, "%S (unreadable)", &file->name);
    file = file_of(build, bytes_slice(&shown), bytes_slice(&text));
    return python_parse(build->arena, build->names, file, build->diags, (ParseOptions){0});
}

AstModule *build_parse(Build *build, Slice shown, Slice bytes, bool is_library) {
    const SourceFile *file = file_of(build, shown, bytes);
    if (is_library) return parse_library(build, file);
    return python_parse(build->arena, build->names, file, build->diags, (ParseOptions){0});
}

enum { DEFER_ROUNDS_MAX = 200 };  // each takes at least one refusal away

// ---- the place of a refusal in the tree

typedef struct {
    Span span;
    AstStmt *stmt;   // the innermost statement that holds it and is no definition around it
    AstStmt *def;    // the innermost function whose body holds it
    AstStmt *class;  // the innermost class around it, inside `def`
    AstStmt *whole;  // the function definition that it names as a whole
    const IntMap *refusals;
    u32 first_refusal;  // of this round
    bool is_done;       // what is around it was refused in this round
} Place;

static bool is_inside(Span span, const AstNode *node) {
    return span.start >= node->span.start && span.end <= node->span.end;
}

static bool is_def(AstKind kind) {
    return kind == AST_FUNCTION_DEF || kind == AST_ASYNC_FUNCTION_DEF;
}

// A definition that was refused in an earlier round is looked at for its head: decorators,
// defaults.
static bool is_refused_now(const Place *place, const AstStmt *def) {
    u32 index;
    AstStmts body = def->function_def.body;
    return int_map_get(place->refusals, body.items[body.count - 1]->id, &index) &&
           index >= place->first_refusal;
}

static void visit(void *context, AstNode *node) {
    Place *place = context;
    AstGroup group = ast_kind_info(node->kind)->group;
    if (group == AST_GROUP_STMT && is_inside(place->span, node)) {
        AstStmt *stmt = (AstStmt *)node;
        bool is_whole = is_def(node->kind) && place->span.start == node->span.start &&
                        place->span.end == node->span.end;
        if (is_def(node->kind) && !is_whole && is_refused_now(place, stmt)) place->is_done = true;
        if (place->is_done) return;
        place->stmt = stmt;
        if (node->kind == AST_CLASS_DEF) place->class = stmt;
        for (u32 i = 0; is_def(node->kind) && !is_whole && i < stmt->function_def.body.count; i++) {
            if (!is_inside(place->span, &stmt->function_def.body.items[i]->node)) continue;
            place->def = stmt;
            place->class = NULL;
        }
        place->whole = is_whole ? stmt : NULL;
        if (is_whole) return;
    }
    if (group == AST_GROUP_EXPR || group == AST_GROUP_ARGUMENTS) return;
    ast_each_child(node, visit, context);
}

// ---- what stands there instead

static void make_raise(Build *build, SemaModule *module, AstStmt *stmt, const Deferral *deferral) {
    stmt->kind = AST_RAISE;
    stmt->span = deferral->span;
    stmt->raise_stmt.exc = stmt->raise_stmt.cause = NULL;
    *int_map_at(&module->refusals, stmt->id, 0) = build->program->refusals.count;
    *VEC_PUSH(build->arena, &build->program->refusals) = deferral->message;
}

static bool is_text(const AstStmt *stmt) {
    return stmt->kind == AST_EXPR && ast_is_constant(stmt->expr.value, AST_CONST_STR);
}

static void make_raising_body(Build *build, SemaModule *module, AstStmt *def,
                              const Deferral *deferral) {
    u32 keeps = def->function_def.body.count > 1 && is_text(def->function_def.body.items[0]);
    def->kind = AST_FUNCTION_DEF;
    make_raise(build, module, def->function_def.body.items[keeps], deferral);
    def->function_def.body.count = keeps + 1;
}

static void *new_node(Build *build, SemaModule *module, AstKind kind, usize bytes, Span span) {
    AstNode *node = arena_alloc(build->arena, bytes);
    node->kind = kind;
    node->id = ((AstModule *)(uintptr_t)module->ast)->node_count++;
    node->span = span;
    return node;
}

static AstArg *new_arg(Build *build, SemaModule *module, const char *name, Span span) {
    AstArg *arg = new_node(build, module, AST_ARG, sizeof *arg, span);
    arg->arg = names_intern_text(build->names, name);
    return arg;
}

// class C(…): … becomes def C(*args, **kwargs): raise …
static void make_raising_class(Build *build, SemaModule *module, AstStmt *stmt,
                               const Deferral *deferral) {
    AstStmts body = stmt->class_def.body;
    AstName name = stmt->class_def.name;
    AstArguments *args = new_node(build, module, AST_ARGUMENTS, sizeof *args, stmt->span);
    args->vararg = new_arg(build, module, "args", stmt->span);
    args->kwarg = new_arg(build, module, "kwargs", stmt->span);
    AstStmt def = {.kind = AST_FUNCTION_DEF, .id = stmt->id, .span = stmt->span};
    def.function_def.name = name;
    def.function_def.args = args;
    def.function_def.body = body;
    *stmt = def;
    make_raising_body(build, module, stmt, deferral);
    build_module_tables(build, module);
}

static void apply(Build *build, SemaModule *module, const Deferral *deferral, u32 first_refusal) {
    Place place = {
        .span = deferral->span, .refusals = &module->refusals, .first_refusal = first_refusal};
    ast_each_child((AstNode *)(uintptr_t)&module->ast->node, visit, &place);
    if (place.is_done) return;
    *VEC_PUSH(build->arena, &build->program->deferred) = (Diagnostic){
        .kind = DIAG_UNSUPPORTED, .span = deferral->span, .message = deferral->message};
    bool is_async = place.whole && place.whole->kind == AST_ASYNC_FUNCTION_DEF;
    if (is_async)
        make_raising_body(build, module, place.whole, deferral);
    else if (place.class)
        make_raising_class(build, module, place.class, deferral);
    else if (place.whole)
        make_raising_body(build, module, place.whole, deferral);
    else if (place.def)
        make_raising_body(build, module, place.def, deferral);
    else if (place.stmt)
        make_raise(build, module, place.stmt, deferral);
}

void build_defer_known(Build *build, SemaModule *module) {
    if (!module->is_library) return;
    for (u32 i = 0; i < build->deferrals->items.count; i++) {
        const Deferral *deferral = &build->deferrals->items.items[i];
        if (deferral->span.file == module->ast->file->id) apply(build, module, deferral, 0);
    }
}

// ---- finding them

static const SemaModule *library_of(const SemaProgram *program, u32 file) {
    for (u32 i = 0; i < program->modules.count; i++) {
        const SemaModule *module = program->modules.items[i];
        if (module->ast->file->id == file) return module->is_library ? module : NULL;
    }
    return NULL;
}

static void remember(Build *build, const Diagnostic *diag) {
    Deferral *deferral = VEC_PUSH(build->arena, &build->deferrals->items);
    *deferral = (Deferral){diag->span, diag->message};
}

static u64 import_key(Span span) {
    return (u64)span.file << 32 | span.start;
}

bool build_is_wanted(const Build *build, Span import) {
    u32 ignored;
    return int_map_get(&build->deferrals->wanted, import_key(import), &ignored);
}

bool build_is_opened(const Build *build, Span class_stmt) {
    u32 ignored;
    return int_map_get(&build->deferrals->opened, import_key(class_stmt), &ignored);
}

// Whether the error says of a class that it must be open, which helps.
static bool is_about_opened(const Build *build, const Diagnostic *diag) {
    for (u32 i = 0; i < build->program->opened.count; i++) {
        Span span = build->program->opened.items[i];
        if (span.file == diag->span.file && span.start == diag->span.start) return true;
    }
    return false;
}

static void remember_opened(Build *build) {
    for (u32 i = 0; i < build->program->opened.count; i++)
        *int_map_at(&build->deferrals->opened, import_key(build->program->opened.items[i]), 1) = 1;
}

bool build_defer_later(Build *build) {
    Diagnostics *diags = build->diags;
    u32 kept = 0;
    bool lists_entry =
        build->program->lists_entry && !build->program->modules.items[0]->is_imported;
    bool has_own = false, is_found = build->program->wanted.count > 0 || lists_entry;
    build->deferrals->lists_entry |= lists_entry;
    for (u32 i = 0; i < build->program->wanted.count; i++)
        *int_map_at(&build->deferrals->wanted, import_key(build->program->wanted.items[i]), 1) = 1;
    for (u32 i = 0; i < diags->count; i++) {
        const Diagnostic *diag = &diags->items[i];
        if (is_about_opened(build, diag)) {
            is_found = true;
            continue;
        }
        bool is_library =
            diag->severity == DIAG_ERROR && library_of(build->program, diag->span.file) != NULL;
        if (is_library) remember(build, diag);
        is_found |= is_library;
        if (!is_library) diags->items[kept++] = *diag;
        has_own |= !is_library && diag->severity == DIAG_ERROR;
    }
    remember_opened(build);
    if (!is_found) return false;
    diags->count = kept;
    diags->error_count = 0;
    for (u32 i = 0; i < kept; i++) diags->error_count += diags->items[i].severity == DIAG_ERROR;
    return !has_own;
}

void build_refuse_library(Build *build, SemaModule *module) {
    Diagnostics own, *outer = build->diags;
    build->diags = &own;
    u32 round = 0;
    do {
        diag_init(&own, build->arena);
        u32 first_refusal = build->program->refusals.count;
        build_refuse(build, module);
        for (u32 i = 0; i < own.count; i++) {
            Deferral deferral = {own.items[i].span, own.items[i].message};
            apply(build, module, &deferral, first_refusal);
        }
    } while (own.error_count > 0 && ++round < DEFER_ROUNDS_MAX);
    build->diags = outer;
}
