// check, ast and ir: looking at a program without running it.
#include "tools/krait/krait.h"

#include "compiler/ir/print.h"
#include "compiler/syntax/dump.h"
#include "os/process.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_diagnostics(Driver *driver) {
    Bytes text;
    bytes_init(&text, driver->arena);
    driver_print_diagnostics(driver, &text);
    print_bytes(2, bytes_slice(&text));
}

static void print_deferred(Driver *driver) {
    Bytes text;
    bytes_init(&text, driver->arena);
    bytes_format(&text, "%u rounds, %u modules\n", driver->program->round_count,
                 driver->program->modules.count);
    for (u32 i = 0; i < driver->program->deferred.count; i++) {
        const Diagnostic *diag = &driver->program->deferred.items[i];
        const SourceFile *file = sources_file(&driver->sources, diag->span.file);
        bytes_format(&text, "%S:%u: %S\n", &file->name, source_line(file, diag->span.start),
                     &diag->message);
    }
    print_bytes(1, bytes_slice(&text));
}

int check_command(Arena *arena, int argc, char **argv) {
    KraitOptions options;
    if (!options_read(arena, "check", argc, argv,
                      "--types --deferred --timings -O0 -O2 --python --json --release --library",
                      false, &options))
        return KRAIT_EXIT_USAGE;
    int code = 0;
    for (u32 i = 0; i < options.file_count; i++) {
        if (jxl_is_source(options.files[i])) {
            if (!jxl_check_file(arena, options.files[i], &options)) code = KRAIT_EXIT_FAILED;
            continue;
        }
        Driver driver;
        driver_init(&driver, arena);
        if (options.shows_timings) timings_start(&driver);
        bool is_good = compile_file(&driver, options.files[i], options.driver);
        timings_print(&driver);
        if (!is_good) {
            code = KRAIT_EXIT_FAILED;
            continue;
        }
        if (options.shows_deferred) print_deferred(&driver);
        if (!options.shows_types) continue;
        Bytes types;
        bytes_init(&types, arena);
        sema_print_program(&types, driver.program);
        Diagnostics notes;
        diag_init(&notes, arena);
        sema_explain(&notes, driver.program);
        diag_print_all(&types, &driver.sources, &notes);
        print_bytes(1, bytes_slice(&types));
        freeze_program(&driver, &options);
    }
    return code;
}

// The minor version of the python3 on PATH, or 14.
static u32 python_minor(Arena *arena) {
    const char *const ask[] = {"python3", "-c", "import sys; print(sys.version_info[1])", NULL};
    Slice answer;
    i32 code;
    if (os_process_capture(ask, false, 100, arena, &answer, &code) != STATUS_OK || code != 0)
        return 14;
    int minor = atoi((const char *)answer.data);
    return minor >= 8 && minor <= 14 ? (u32)minor : 14;
}

int ast_command(Arena *arena, int argc, char **argv) {
    KraitOptions options;
    if (!options_read(arena, "ast", argc, argv, "--dump --like", false, &options))
        return KRAIT_EXIT_USAGE;
    AstDumpOptions dump = {0};
    if (options.like) {
        int minor = strncmp(options.like, "3.", 2) == 0 ? atoi(options.like + 2) : 0;
        if (minor < 8 || minor > 14)
            return print_error("--like knows 3.8 to 3.14"), KRAIT_EXIT_USAGE;
        dump.minor_version = (u32)minor;
    } else if (options.is_dump) {
        dump.minor_version = python_minor(arena);
    }
    int code = 0;
    for (u32 i = 0; i < options.file_count; i++) {
        if (jxl_is_source(options.files[i])) {
            if (!jxl_dump_file(arena, options.files[i], options.is_dump)) code = KRAIT_EXIT_FAILED;
            continue;
        }
        Driver driver;
        Slice bytes;
        driver_init(&driver, arena);
        if (!source_read(arena, options.files[i], &bytes) ||
            !driver_parse_only(&driver, slice_of_text(options.files[i]), bytes)) {
            code = KRAIT_EXIT_FAILED;
            print_diagnostics(&driver);
            continue;
        }
        if (options.is_dump) {
            Bytes text;
            bytes_init(&text, arena);
            ast_dump(&text, driver.entry, dump);
            bytes_push(&text, '\n');
            print_bytes(1, bytes_slice(&text));
        }
    }
    return code;
}

int ir_command(Arena *arena, int argc, char **argv) {
    KraitOptions options;
    if (!options_read(arena, "ir", argc, argv, "--after -O0 -O2 --python --untyped", false,
                      &options))
        return KRAIT_EXIT_USAGE;
    options.driver.verifies_all = true;
    Driver driver;
    driver_init(&driver, arena);
    bool is_good = compile_file(&driver, options.files[0], options.driver);
    Bytes text;
    bytes_init(&text, arena);
    if (is_good && !driver.module) {
        ast_dump(&text, driver.entry, (AstDumpOptions){.minor_version = 11});
        bytes_push(&text, '\n');
        print_bytes(1, bytes_slice(&text));
        return 0;
    }
    if (!driver.module) return KRAIT_EXIT_FAILED;
    ir_print(&text, driver.module);
    print_bytes(1, bytes_slice(&text));
    return is_good ? 0 : KRAIT_EXIT_FAILED;
}
