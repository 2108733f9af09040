// Any bytes as the runtime's module: the reader refuses them, or a small program is linked to them.
#include "compiler/ir/read.h"
#include "compiler/wasm/wasm.h"

int LLVMFuzzerTestOneInput(const u8 *data, usize len) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Bytes report, out;
    bytes_init(&report, &arena);
    bytes_init(&out, &arena);
    const IrModule *module = ir_read(
        &arena, SLICE_LITERAL("run @f\nfunc @f() -> void fails {\nb0:\n  ret\n}\n"), &report);
    if (module) {
        Status status = wasm_link(&out, module, slice_make(data, len), NULL);
        (void)status;  // whatever it says, it must come back
    }
    arena_deinit(&arena);
    return 0;
}
