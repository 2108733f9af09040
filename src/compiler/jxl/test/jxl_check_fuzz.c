// Any text as a program: checking ends, and what it found can be printed. A second module imports
// it, so that everything public is asked for.
#include "base/check.h"
#include "compiler/jxl/jxl_program.h"

int LLVMFuzzerTestOneInput(const u8 *data, usize len);

static Status load(void *context, Slice path, Slice *bytes, Slice *shown_name) {
    if (!slice_equal(path, SLICE_LITERAL("self.jxl"))) return STATUS_NOT_FOUND;
    *bytes = *(const Slice *)context;
    *shown_name = path;
    return STATUS_OK;
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
    Slice text = slice_make(data, len);
    JxlLoader loader = {&text, load};
    JxlOptions options = {.is_library = len % 2 == 0};
    JxlProgram *program = jxl_check(&arena, &names, &sources, &diags, SLICE_LITERAL("fuzz.jxl"),
                                    SLICE_LITERAL("fuzz.jxl"), text, &loader, &options);
    Bytes out;
    bytes_init(&out, &arena);
    jxl_print_program(&out, program);
    diag_sort(&diags);
    diag_print_all(&out, &sources, &diags);
    JxlDesignToken *tokens;
    u32 count, line;
    const char *problem;
    (void)!jxl_design_tokens(&arena, text, &tokens, &count, &problem, &line);
    arena_deinit(&arena);
    return 0;
}
