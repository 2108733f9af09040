// Any bytes: decoding and lexing end, and tokens are in order and inside the text.
#include "base/check.h"
#include "compiler/syntax/python/lexer_priv.h"

int LLVMFuzzerTestOneInput(const u8 *data, usize len);

int LLVMFuzzerTestOneInput(const u8 *data, usize len) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    SourceFile file;
    source_file_init(&file, &arena, 0, SLICE_LITERAL("fuzz.py"), slice_make(data, len));
    Names names;
    names_init(&names, &arena);
    Diagnostics diags;
    diag_init(&diags, &arena);
    if (file.problem == NULL) {
        Tokens tokens;
        lexer_run(&tokens, &arena, &names, &file, &diags);
        u32 before = 0;
        for (u32 i = 0; i < tokens.count; i++) {
            const Token *token = &tokens.items[i];
            CHECK(token->start <= token->end && token->end <= file.text.len);
            bool is_made_up = token->kind == TOKEN_END || token->kind == TOKEN_DEDENT ||
                              token->kind == TOKEN_ERROR;
            CHECK(token->start >= before || is_made_up);
            if (!is_made_up) before = token->start;
        }
        CHECK(tokens.count > 0 && tokens.items[tokens.count - 1].kind == TOKEN_END);
    }
    arena_deinit(&arena);
    return 0;
}
