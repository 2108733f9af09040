// rt_split RUNTIME.o CORE.wasm LIBRARY.wasm: the runtime of a page in two modules (see
// compiler/wasm/split.h). Part of the build, not of what users get.
#include "compiler/wasm/split.h"
#include "os/files.h"

#include <stdio.h>

enum { WRONG_USAGE = 2 };

static int complain(const char *path, Status status) {
    (void)fprintf(stderr, "rt_split: %s: %s\n", path, status_text(status));
    return 1;
}

static int split(Arena *arena, char **paths) {
    Slice runtime;
    Status status = os_file_read(paths[0], SIZE_MAX / 2, arena, &runtime);
    if (status != STATUS_OK) return complain(paths[0], status);
    Bytes parts[2];
    for (u32 i = 0; i < 2; i++) bytes_init(&parts[i], arena);
    status = wasm_split(&parts[0], &parts[1], runtime);
    if (status != STATUS_OK) return complain(paths[0], status);
    for (u32 i = 0; i < 2; i++) {
        status = os_file_write(paths[1 + i], bytes_slice(&parts[i]), 0);
        if (status != STATUS_OK) return complain(paths[1 + i], status);
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        (void)fputs("usage: rt_split RUNTIME.o CORE.wasm LIBRARY.wasm\n", stderr);
        return WRONG_USAGE;
    }
    Arena arena;
    arena_init(&arena, arena_source_default());
    int code = split(&arena, argv + 1);
    arena_deinit(&arena);
    return code;
}
