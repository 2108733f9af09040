// What krait lsp knows of JXL: the checker's facts.
#include "tools/krait/lsp_language.h"

#include "compiler/jxl/jxl_program.h"
#include "compiler/syntax/jxl/jxl_format.h"
#include "os/files.h"
#include "tools/krait/jxl_files.h"
#include "tools/krait/krait.h"
#include <string.h>

// lsp_open_text as the loader of files wants it.
static bool open_text(const void *documents, Slice path, Slice *text) {
    return lsp_open_text(documents, path, text);
}

typedef struct {
    Names names;
    Sources sources;
    Diagnostics diags;
    JxlProgram *program;
} Checked;

// A module alone: whether it is a program with an entry view is not known here.
static bool check(const LspAsk *ask, Checked *checked) {
    names_init(&checked->names, ask->arena);
    sources_init(&checked->sources, ask->arena);
    diag_init(&checked->diags, ask->arena);
    const char *path = ask->document->path;
    JxlFiles files = {.arena = ask->arena,
                      .root = path_folder(ask->arena, path),
                      .documents = ask->documents,
                      .open_text = open_text};
    JxlOptions options = {.is_library = true};
    JxlLoader loader = jxl_loader(&files);
    JxlSettings settings;
    if (!jxl_read_tokens(&files, &options) || !jxl_read_settings(&files, &settings)) return false;
    options.parse.environment = settings.environment.items;
    options.parse.environment_count = settings.environment.count;
    const char *slash = strrchr(path, '/');
    checked->program = jxl_check(ask->arena, &checked->names, &checked->sources, &checked->diags,
                                 slice_of_text(slash ? slash + 1 : path), slice_of_text(path),
                                 ask->document->text, &loader, &options);
    return true;
}

void lsp_jxl_check(const LspAsk *ask, Bytes *out) {
    Checked checked;
    if (check(ask, &checked)) lsp_push_problems(out, ask, &checked.sources, &checked.diags);
}

typedef struct {
    const JxlModule *module;
    u32 offset;
    const JxlNode *node;  // the smallest with a fact
} Place;

static void find_place(JxlNode *node, Place *place) {
    if (place->offset < node->span.start || place->offset > node->span.end) return;
    const JxlFact *fact = &place->module->facts[node->id];
    if (fact->type != JXL_NO_TYPE || fact->target) place->node = node;
}

static void find_child(void *context, JxlNode *node) {
    find_place(node, context);
    jxl_each_child(node, find_child, context);
}

static bool find_node(const LspAsk *ask, LspPosition position, Checked *checked, Place *place) {
    if (!check(ask, checked) || checked->program->modules.count < 2) return false;
    *place = (Place){.module = checked->program->modules.items[1]};
    if (place->module->is_broken || !place->module->facts) return false;
    place->offset = lsp_file_offset(place->module->tree.file, position);
    find_child(place, place->module->tree.root);
    return place->node != NULL;
}

void lsp_jxl_hover(const LspAsk *ask, LspPosition position, Bytes *out) {
    Checked checked;
    Place place;
    if (!find_node(ask, position, &checked, &place)) return;
    const JxlFact *fact = &place.module->facts[place.node->id];
    JxlTypeId type = fact->type != JXL_NO_TYPE ? fact->type : fact->target->type;
    if (type == JXL_NO_TYPE || type == JXL_ERROR_TYPE) return;
    Bytes code;
    bytes_init(&code, ask->arena);
    if (fact->target) {
        bytes_append(&code, names_text(&checked.names, fact->target->name));
        bytes_text(&code, ": ");
    }
    jxl_print_type(&code, checked.program, type);
    lsp_push_hover(out, place.module->tree.file, place.node->span, "jxl", bytes_slice(&code));
}

void lsp_jxl_definition(const LspAsk *ask, LspPosition position, Bytes *out) {
    Checked checked;
    Place place;
    if (!find_node(ask, position, &checked, &place)) return;
    const JxlDecl *target = place.module->facts[place.node->id].target;
    if (!target || !target->node || (target->flags & (JXL_DECL_BUILTIN | JXL_DECL_PYTHON))) return;
    const JxlModule *module = checked.program->modules.items[target->module];
    if (module->is_library || module->is_python) return;
    Span span = target->node->span;
    // Of a declaration its name, not its body.
    Slice name = names_text(&checked.names, target->name);
    Slice text = source_span_text(module->tree.file, span);
    for (usize at = 0; at + name.len <= text.len; at++) {
        if (!slice_equal(slice_range(text, at, at + name.len), name)) continue;
        span = (Span){span.file, span.start + (u32)at, span.start + (u32)(at + name.len)};
        break;
    }
    lsp_push_location(out, module->tree.file, span);
}

bool lsp_jxl_format(const LspAsk *ask, Bytes *out, const char **problem) {
    Checked checked;
    names_init(&checked.names, ask->arena);
    sources_init(&checked.sources, ask->arena);
    diag_init(&checked.diags, ask->arena);
    SourceFile *file =
        sources_add(&checked.sources, slice_of_text(ask->document->path), ask->document->text);
    JxlParseOptions options = {0};
    JxlParsed parsed = jxl_parse(ask->arena, &checked.names, file, &checked.diags, &options);
    *problem = "the document has errors";
    if (checked.diags.error_count > 0) return false;
    jxl_format(ask->arena, out, file, &parsed);
    return true;
}
