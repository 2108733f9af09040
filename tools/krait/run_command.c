#include "tools/krait/krait.h"

#include "compiler/c/c.h"
#include "os/files.h"
#include "os/process.h"
#include <stdio.h>
#include <stdlib.h>

static const char KNOWN[] = "--target -O0 -O2 --python --untyped --no-freeze";

static int run_native(Arena *arena, Driver *driver, const KraitOptions *options) {
    Bytes text;
    bytes_init(&text, arena);
    c_print(&text, driver->module, C_PROGRAM, (Slice){0});
    const char *salt = cc_salt(arena, options->driver.optimize);
    const char *program = cache_path(arena, bytes_slice(&text), salt, "");
    bool is_kept = program != NULL;
    const char *folder = NULL;
    OsFileInfo info;
    if (!is_kept) {
        if (os_folder_make_temporary(arena, &folder) != STATUS_OK)
            return print_error("no temporary folder"), KRAIT_EXIT_FAILED;
        program = path_join(arena, folder, "program");
    }
    if (os_file_info(program, &info) == STATUS_OK) {
        Status touched = os_file_touch(program);
        (void)touched;  // only makes it the youngest
    } else {
        if (!cc_compile(arena, bytes_slice(&text), options->driver.optimize, CC_PROGRAM, program))
            return KRAIT_EXIT_FAILED;
        if (is_kept) cache_trim(arena);
    }
    const char **argv = ARENA_NEW_ARRAY(arena, const char *, options->file_count + 2);
    argv[0] = program;
    for (u32 i = 1; i < options->file_count; i++) argv[i] = options->files[i];
    setenv("KRAIT_PROGRAM", options->files[0], 1);
    fflush(stdout);
    Status status = os_process_exec(argv);
    print_error("cannot run '%s': %s", program, status_text(status));
    return KRAIT_EXIT_FAILED;
}

static int run_wasm(Arena *arena, Driver *driver, const KraitOptions *options) {
    Bytes unit;
    bytes_init(&unit, arena);
    if (!wasm_program(arena, driver, &unit, NULL)) return KRAIT_EXIT_FAILED;
    const char *path = cache_path(arena, bytes_slice(&unit), "wasm", ".wasm");
    if (!path) {
        const char *folder;
        if (os_folder_make_temporary(arena, &folder) != STATUS_OK)
            return print_error("no temporary folder"), KRAIT_EXIT_FAILED;
        path = path_join(arena, folder, "program.wasm");
    }
    Status status = os_file_write(path, bytes_slice(&unit), 0);
    if (status != STATUS_OK)
        return print_error("cannot write '%s': %s", path, status_text(status)), KRAIT_EXIT_FAILED;
    cache_trim(arena);
    fflush(stdout);
    return node_run(arena, path, options);
}

int run_command(Arena *arena, int argc, char **argv) {
    KraitOptions options;
    if (!options_read(arena, "run", argc, argv, KNOWN, true, &options)) return KRAIT_EXIT_USAGE;
    if (options.target == TARGET_NATIVE && !cc_is_present(arena)) {
        print_error("no C compiler found (cc): running as WebAssembly");
        options.target = TARGET_WASM;
    }
    options.driver.lacks_web = options.target == TARGET_NATIVE || options.target == TARGET_INTERP;
    Driver driver;
    driver_init(&driver, arena);
    if (!compile_file(&driver, options.files[0], options.driver)) return KRAIT_EXIT_FAILED;
    freeze_program(&driver, &options);
    if (options.target == TARGET_NATIVE) return run_native(arena, &driver, &options);
    if (options.target == TARGET_WASM) return run_wasm(arena, &driver, &options);
    return interp_run(arena, driver.module, &options);
}
