// Any bytes: parsing ends, ids are dense and used once, spans are inside, and the tree can be
// printed and checked; what was refused has an error.
#include "base/check.h"
#include "compiler/syntax/dump.h"
#include "compiler/syntax/python/compile_check.h"
#include "compiler/syntax/python/parser.h"

int LLVMFuzzerTestOneInput(const u8 *data, usize len);

typedef struct {
    const AstModule *module;
    u8 *is_seen;
} Walk;

static void check_node(void *context, AstNode *node) {
    Walk *walk = context;
    CHECK(node->id < walk->module->node_count && !walk->is_seen[node->id]);
    walk->is_seen[node->id] = 1;
    CHECK(node->span.start <= node->span.end && node->span.end <= walk->module->file->text.len);
    ast_each_child(node, check_node, walk);
}

int LLVMFuzzerTestOneInput(const u8 *data, usize len) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Sources sources;
    sources_init(&sources, &arena);
    Names names;
    names_init(&names, &arena);
    Diagnostics diags;
    diag_init(&diags, &arena);
    SourceFile *file = sources_add(&sources, SLICE_LITERAL("fuzz.py"), slice_make(data, len));
    AstModule *module = python_parse(&arena, &names, file, &diags, (ParseOptions){0});
    Bytes out;
    bytes_init(&out, &arena);
    if (diags.error_count == 0) {
        Walk walk = {module, arena_alloc(&arena, module->node_count)};
        check_node(&walk, &module->node);
        compile_check(module, &names, &diags, &arena);
        ast_dump(&out, module, (AstDumpOptions){0});
    }
    diag_sort(&diags);
    diag_print_all(&out, &sources, &diags);
    arena_deinit(&arena);
    return 0;
}
