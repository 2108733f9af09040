// Any bytes as what an editor sends: frames never reach past the input, places in a text lead back
// to where they were, and the difference of two texts makes one into the other.
#include "base/check.h"
#include "dev/lsp_frame.h"
#include "dev/lsp_text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, usize size);

static void play_frames(Slice input) {
    for (;;) {
        LspFrame frame = lsp_frame_next(input);
        if (frame.kind == LSP_FRAME_MORE || frame.kind == LSP_FRAME_BROKEN) return;
        CHECK(frame.used > 0 && frame.used <= input.len);
        if (frame.kind == LSP_FRAME_MESSAGE)
            CHECK(frame.body.data >= input.data && frame.body.len <= frame.used);
        input = slice_from(input, frame.used);
        if (frame.kind == LSP_FRAME_LARGE)
            input = slice_from(input, frame.skip < input.len ? (usize)frame.skip : input.len);
    }
}

static void play_text(Arena *arena, Slice text, const u8 numbers[4]) {
    LspRange range = {{numbers[0] % 8, numbers[1] % 32}, {numbers[2] % 8, numbers[3] % 32}};
    usize offset = lsp_text_offset(text, range.start);
    CHECK(offset <= text.len);
    CHECK(lsp_text_offset(text, lsp_text_position(text, offset)) == offset);
    Bytes edited, back;
    bytes_init(&edited, arena);
    bytes_init(&back, arena);
    lsp_text_replace(&edited, text, range, SLICE_LITERAL("x\n"));
    Slice after = bytes_slice(&edited), by;
    LspRange changed;
    if (!lsp_text_difference(text, after, &changed, &by)) {
        CHECK(slice_equal(text, after));
        return;
    }
    lsp_text_replace(&back, text, changed, by);
    CHECK(slice_equal(bytes_slice(&back), after));
}

int LLVMFuzzerTestOneInput(const u8 *data, usize size) {
    if (size < 4) return 0;
    Arena arena;
    arena_init(&arena, arena_source_default());
    u8 *copy = malloc(size);  // of its very size, for the sanitizer
    CHECK(copy);
    memcpy(copy, data, size);
    play_frames(slice_make(copy, size));
    play_text(&arena, slice_make(copy + 4, size - 4), copy);
    free(copy);
    arena_deinit(&arena);
    return 0;
}
