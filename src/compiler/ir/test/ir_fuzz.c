// Any text: the reader refuses or reads it, and what it read the verifier judges.
#include "compiler/ir/print.h"
#include "compiler/ir/read.h"
#include "compiler/ir/verify.h"

int LLVMFuzzerTestOneInput(const u8 *data, usize len) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Bytes out;
    bytes_init(&out, &arena);
    IrModule *module = ir_read(&arena, slice_make(data, len), &out);
    if (module) ir_verify(module, &out);
    arena_deinit(&arena);
    return 0;
}
