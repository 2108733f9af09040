#include "tools/krait/krait.h"

#include "compiler/wasm/wasm.h"
#include "os/files.h"

bool wasm_program(Arena *arena, Driver *driver, Bytes *out, LinkReport *report) {
    const char *path = path_join(arena, install_folder(arena), "lib/krait-rt.o");
    Slice runtime;
    Status status = os_file_read(path, SIZE_MAX / 2, arena, &runtime);
    if (status == STATUS_OK) status = driver_link_wasm(driver, runtime, out, report);
    if (status != STATUS_OK) print_error("cannot link '%s': %s", path, status_text(status));
    return status == STATUS_OK;
}
