// The three engines: the system's C compiler, node, the interpreter.
#include "tools/krait/krait.h"

#include "abi/program.h"
#include "compiler/eval/eval.h"
#include "host/host_native.h"
#include "host/host_program.h"
#include "os/files.h"
#include "os/paths.h"
#include "os/process.h"
#include "os/stream.h"
#include <stdlib.h>
#include <string.h>

enum {
    CC_ARGS_MAX = 32,
    CC_ARGS_FIXED = 10,
    EVAL_STACK_BYTES = 6 * 1024 * 1024,
    CC_MESSAGE_BYTES_MAX = 1024 * 1024
};

static const char *cc_name(void) {
    const char *name = os_path_variable("CC");
    return name && name[0] ? name : "cc";
}

bool cc_is_present(Arena *arena) {
    const char *path;
    return os_path_program(cc_name(), arena, &path) == STATUS_OK;
}

static const char *runtime_library(Arena *arena) {
    return path_join(arena, install_folder(arena), "lib/libkrait_rt.a");
}

const char *cc_salt(Arena *arena, u32 optimize) {
    OsFileInfo runtime = {0};
    if (os_file_info(runtime_library(arena), &runtime) != STATUS_OK) runtime.bytes = 0;
    Bytes salt;
    bytes_init(&salt, arena);
    bytes_format(&salt, "exe O%d %s %U %D", (i32)optimize, cc_name(), runtime.bytes,
                 runtime.modified_ns);
    bytes_push(&salt, 0);
    return (const char *)salt.data;
}

// Appends the arguments that only one kind of product has.
static u32 product_args(Arena *arena, CcProduct product, const char **argv, u32 count) {
    static const char *const shared[] = {"-shared", "-fPIC", "-fvisibility=hidden",
                                         "-Wl,-Bsymbolic", "-Wl,--exclude-libs,ALL"};
    for (u32 i = 0; product == CC_EXTENSION && i < COUNT_OF(shared); i++) argv[count++] = shared[i];
    if (product == CC_EXTENSION)
        argv[count++] = path_join(arena, install_folder(arena), "lib/libkrait_ext.a");
    return count;
}

// The C compiler's time grows faster than the text. What makes a text that large is library code
// of which little runs often: it is optimized less.
static const char *cc_level(Slice text, u32 optimize) {
    enum { LARGE_BYTES = 2 << 20, HUGE_BYTES = 8 << 20 };
    if (!optimize || text.len > HUGE_BYTES) return "-O0";
    return text.len > LARGE_BYTES ? "-O1" : "-O2";
}

bool cc_compile(Arena *arena, Slice text, u32 optimize, CcProduct product, const char *output) {
    const char *root = install_folder(arena), *folder;
    if (os_folder_make_temporary(arena, &folder) != STATUS_OK)
        return print_error("no temporary folder"), false;
    const char *source = path_join(arena, folder, "program.c"),
               *made = path_join(arena, folder, "program");
    Bytes include;
    bytes_init(&include, arena);
    bytes_format(&include, "-I%s/include", root);
    bytes_push(&include, 0);
    const char *argv[CC_ARGS_MAX] = {cc_name(),
                                     "-std=gnu17",
                                     cc_level(text, optimize),
                                     "-w",
                                     "-fno-strict-aliasing",
                                     "-fwrapv",
                                     (const char *)include.data,
                                     "-o",
                                     made,
                                     source};
    u32 count = product_args(arena, product, argv, CC_ARGS_FIXED);
    argv[count++] = runtime_library(arena);
    argv[count++] = "-lm";
    argv[count++] = "-lpthread";
    argv[count] = NULL;
    Slice messages = {0};
    i32 code = 1;
    Status status = os_file_write(source, text, 0);
    if (status == STATUS_OK)
        status = os_process_capture(argv, true, CC_MESSAGE_BYTES_MAX, arena, &messages, &code);
    if (status == STATUS_OK && code != 0) {
        print_bytes(2, messages);
        print_error("the C compiler '%s' failed", argv[0]);
    } else if (status == STATUS_OK) {
        // Into place in one step: another krait may be doing the same. Across file systems it has
        // to be copied.
        status = os_file_rename(made, output);
        Slice program;
        if (status != STATUS_OK && os_file_read(made, SIZE_MAX / 2, arena, &program) == STATUS_OK) {
            status = os_file_write(output, program, 0777);
        }
    }
    if (status != STATUS_OK) print_error("cannot make '%s': %s", output, status_text(status));
    Status removed = os_folder_remove(folder);
    return status == STATUS_OK && code == 0 && (removed == STATUS_OK || true);
}

const char *node_name(void) {
    const char *node = os_path_variable("KRAIT_NODE");
    return node && node[0] ? node : "node";
}

int node_run(Arena *arena, const char *unit_path, const KraitOptions *options) {
    const char *root = install_folder(arena);
    u32 count = 0;
    const char **argv = ARENA_NEW_ARRAY(arena, const char *, options->file_count + 8);
    argv[count++] = node_name();
    argv[count++] = "--stack-size=4000";
    argv[count++] = path_join(arena, root, "web/krait-node.mjs");
    argv[count++] = unit_path;
    for (u32 i = 0; i < options->file_count; i++) argv[count++] = options->files[i];
    argv[count] = NULL;
    Status status = os_process_exec(argv);
    print_error("cannot run '%s': %s", argv[0], status_text(status));
    return KRAIT_EXIT_FAILED;
}

int interp_run(Arena *arena, const IrModule *module, const KraitOptions *options) {
    RtState *rt = malloc(rt_state_bytes());
    if (!rt) return print_error("out of memory"), KRAIT_EXIT_FAILED;
    const RtHost *host = host_native();
    os_stream_ignore_broken_pipes();
    if (rt_state_init(rt, host, EVAL_STACK_BYTES, options->file_count, options->files) !=
        STATUS_OK) {
        free(rt);
        return print_error("out of memory"), KRAIT_EXIT_FAILED;
    }
    RtUnit unit = eval_unit(eval_new(arena, module), rt);
    host_leaks_watch(rt);
    int code = host_program_end(rt, rt_run_main(rt, &unit));
    free(rt);
    return code;
}
