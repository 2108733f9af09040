// What krait lsp knows of Python: problems and types by inference, definitions by the tree alone.
#include "tools/krait/lsp_language.h"

#include "os/files.h"
#include "os/paths.h"
#include "os/process.h"
#include "tools/krait/krait.h"
#include <string.h>

enum { TYPES_MAX = 4, FORMATTED_BYTES_MAX = 64 * 1024 * 1024 };

// Modules as the editor has them, before those on disk.
typedef struct {
    const LspAsk *ask;
    SemaLoader inner;
    const char *folder;
} OpenLoader;

static Status load(void *context, SemaOrigin origin, Slice path, Slice *bytes, Slice *shown_name) {
    OpenLoader *loader = context;
    const char *name = arena_text(loader->ask->arena, path.data, path.len);
    if (origin == SEMA_ORIGIN_PROGRAM) {
        Slice full = slice_of_text(path_join(loader->ask->arena, loader->folder, name));
        *shown_name = full;
        if (lsp_open_text(loader->ask->documents, full, bytes)) return STATUS_OK;
    }
    return loader->inner.load(loader->inner.context, origin, path, bytes, shown_name);
}

// Up to types and what lowering refuses.
static bool analyze(const LspAsk *ask, Driver *driver) {
    const char *folder = path_folder(ask->arena, ask->document->path);
    OpenLoader open = {ask, module_loader(ask->arena, folder, NULL), folder};
    SemaLoader loader = {&open, load};
    DriverOptions options = {.last_pass = "lower"};
    driver_init(driver, ask->arena);
    Slice name = slice_of_text(ask->document->path);
    return driver_analyze(driver, name, ask->document->text, &loader, options) &&
           driver_lower(driver, options);
}

void lsp_python_check(const LspAsk *ask, Bytes *out) {
    Driver driver;
    analyze(ask, &driver);
    lsp_push_problems(out, ask, &driver.sources, &driver.diags);
}

// ---- the tree around a place

typedef struct {
    u32 offset;
    AstNode *expr;       // the smallest name or attribute there
    AstNode *funcs[64];  // functions, lambdas and classes around it, outermost first
    u32 func_count;
} Place;

static void find_place(void *context, AstNode *node) {
    Place *place = context;
    // Some nodes (arguments) have no span of their own.
    bool has_span = node->span.end > node->span.start;
    if (has_span && (place->offset < node->span.start || place->offset > node->span.end)) return;
    bool is_func = node->kind == AST_FUNCTION_DEF || node->kind == AST_ASYNC_FUNCTION_DEF ||
                   node->kind == AST_LAMBDA;
    if (is_func && place->func_count < COUNT_OF(place->funcs))
        place->funcs[place->func_count++] = node;
    if (node->kind == AST_NAME || node->kind == AST_ATTRIBUTE || node->kind == AST_ARG)
        place->expr = node;
    ast_each_child(node, find_place, context);
}

static AstName name_of(const AstNode *node) {
    switch (node->kind) {
    case AST_NAME: return ((const AstExpr *)node)->name.id;
    case AST_ATTRIBUTE: return ((const AstExpr *)node)->attribute.attr;
    case AST_ARG: return ((const AstArg *)node)->arg;
    default: return AST_NO_NAME;
    }
}

// ---- types

static void push_type(Bytes *out, const Driver *driver, SemaType type, Slice *told, u32 *count) {
    Bytes text;
    bytes_init(&text, driver->arena);
    sema_print_type(&text, driver->program, type);
    Slice shown = bytes_slice(&text);
    for (u32 i = 0; i < *count; i++) {
        if (slice_equal(told[i], shown)) return;
    }
    if (*count == TYPES_MAX) return;
    if (*count > 0) bytes_text(out, " | ");
    bytes_append(out, shown);
    told[(*count)++] = shown;
}

// A function that was specialised has a type for each kind of call.
static void push_types(Bytes *out, const Driver *driver, const AstNode *node) {
    const SemaProgram *program = driver->program;
    Slice told[TYPES_MAX];
    u32 count = 0;
    for (u32 i = 0; i < program->instances.count; i++) {
        const SemaInstance *inst = program->instances.items[i];
        const SemaFunc *func = sema_func(program, inst->func);
        if (func->module != 0 || !inst->is_live || node->id < func->node_first ||
            node->id >= func->node_last)
            continue;
        if (node->kind == AST_ARG) {
            for (u32 j = 0; j < func->params.count; j++) {
                if (func->params.items[j].name == name_of(node))
                    push_type(out, driver, inst->param_types[j], told, &count);
            }
            continue;
        }
        SemaType type = sema_type_at(program, inst, node->id);
        SemaName name = sema_name_at(program, 0, node->id);
        if (type == SEMA_BOTTOM && node->kind == AST_NAME && name.kind == SEMA_NAME_VAR)
            type = inst->var_types[name.index];
        if (type == SEMA_BOTTOM && node->kind == AST_NAME && name.kind == SEMA_NAME_GLOBAL)
            type = program->globals.items[name.index].type;
        if (type != SEMA_BOTTOM) push_type(out, driver, type, told, &count);
    }
}

void lsp_python_hover(const LspAsk *ask, LspPosition position, Bytes *out) {
    Driver driver;
    analyze(ask, &driver);
    if (!driver.program || !driver.entry || driver.diags.error_count > 0) return;
    const SourceFile *file = driver.entry->file;
    Place place = {.offset = lsp_file_offset(file, position)};
    find_place(&place, (AstNode *)(uintptr_t)&driver.entry->node);
    if (!place.expr) return;
    Bytes code;
    bytes_init(&code, ask->arena);
    bytes_append(&code, names_text(&driver.names, name_of(place.expr)));
    bytes_text(&code, ": ");
    usize before = code.len;
    push_types(&code, &driver, place.expr);
    if (code.len > before)
        lsp_push_hover(out, file, place.expr->span, "python", bytes_slice(&code));
}

// ---- definitions

typedef struct {
    AstName name;
    AstNode *found;
} Search;

// The first node that binds the name, without looking into functions inside.
static void find_binding(void *context, AstNode *node) {
    Search *search = context;
    if (search->found) return;
    bool is_bound = false, is_scope = false;
    switch (node->kind) {
    case AST_NAME:
        is_bound =
            ((AstExpr *)node)->name.ctx == AST_STORE && ((AstExpr *)node)->name.id == search->name;
        break;
    case AST_ARG: is_bound = ((AstArg *)node)->arg == search->name; break;
    case AST_ALIAS: {
        const AstAlias *alias = (AstAlias *)node;
        is_bound = (alias->asname ? alias->asname : alias->name) == search->name;
        break;
    }
    case AST_FUNCTION_DEF:
        is_scope = true;
        is_bound = ((AstStmt *)node)->function_def.name == search->name;
        break;
    case AST_ASYNC_FUNCTION_DEF:
        is_scope = true;
        is_bound = ((AstStmt *)node)->async_function_def.name == search->name;
        break;
    case AST_CLASS_DEF:
        is_scope = true;
        is_bound = ((AstStmt *)node)->class_def.name == search->name;
        break;
    case AST_EXCEPT_HANDLER: is_bound = ((AstExceptHandler *)node)->name == search->name; break;
    default: break;
    }
    if (is_bound) search->found = node;
    if (!is_scope) ast_each_child(node, find_binding, context);
}

// The name itself, where the node is more than that.
static Span name_span(const SourceFile *file, const AstNode *node, Slice name) {
    Slice text = source_span_text(file, node->span);
    for (usize at = 0; at + name.len <= text.len; at++) {
        if (!slice_equal(slice_range(text, at, at + name.len), name)) continue;
        bool is_word_before = at > 0 && (text.data[at - 1] == '_' || text.data[at - 1] >= '0');
        if (is_word_before) continue;
        u32 start = node->span.start + (u32)at;
        return (Span){node->span.file, start, start + (u32)name.len};
    }
    return node->span;
}

void lsp_python_definition(const LspAsk *ask, LspPosition position, Bytes *out) {
    Driver driver;
    driver_init(&driver, ask->arena);
    driver_parse_only(&driver, slice_of_text(ask->document->path), ask->document->text);
    if (!driver.entry) return;
    const SourceFile *file = driver.entry->file;
    Place place = {.offset = lsp_file_offset(file, position)};
    AstNode *module = (AstNode *)(uintptr_t)&driver.entry->node;
    find_place(&place, module);
    if (!place.expr || place.expr->kind == AST_ATTRIBUTE) return;
    Search search = {name_of(place.expr), NULL};
    for (u32 i = place.func_count; i > 0 && !search.found; i--) {
        ast_each_child(place.funcs[i - 1], find_binding, &search);
    }
    if (!search.found) ast_each_child(module, find_binding, &search);
    if (!search.found) return;
    Slice name = names_text(&driver.names, search.name);
    lsp_push_location(out, file, name_span(file, search.found, name));
}

// ---- layout

// Python's layout is what the person's own tool makes of it.
bool lsp_python_format(const LspAsk *ask, Bytes *out, const char **problem) {
    static const char *const ruff[] = {"ruff", "format", "--quiet", NULL, NULL};
    static const char *const black[] = {"black", "--quiet", NULL, NULL};
    const char *found;
    bool has_ruff = os_path_program("ruff", ask->arena, &found) == STATUS_OK;
    if (!has_ruff && os_path_program("black", ask->arena, &found) != STATUS_OK) {
        *problem = "Python is laid out by ruff or black, and neither is installed";
        return false;
    }
    const char *folder, *argv[5] = {NULL};
    memcpy(argv, has_ruff ? ruff : black, has_ruff ? sizeof ruff : sizeof black);
    *problem = "no file for the formatter can be made";
    if (os_folder_make_temporary(ask->arena, &folder) != STATUS_OK) return false;
    const char *path = path_join(ask->arena, folder, "document.py");
    argv[has_ruff ? 3 : 2] = path;
    i32 code = 1;
    Slice output, text;
    Status status = os_file_write(path, ask->document->text, 0600);
    if (status == STATUS_OK)
        status = os_process_capture(argv, true, FORMATTED_BYTES_MAX, ask->arena, &output, &code);
    bool is_good = status == STATUS_OK && code == 0 &&
                   os_file_read(path, FORMATTED_BYTES_MAX, ask->arena, &text) == STATUS_OK;
    if (is_good) bytes_append(out, text);
    *problem = "the formatter refused the document: it has errors";
    status = os_folder_remove(folder);
    return is_good;
}
