// The command: krait COMMAND ….
#include "tools/krait/krait.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "Usage: krait COMMAND [OPTIONS] FILE...\n\n"
    "  run     compile a Python program and run it\n"
    "  new     make a project to begin with\n"
    "  dev     serve a program as a page that follows each save\n"
    "  build   make a native program, a wasm unit or a page\n"
    "  check   report errors (--types: what inference found)\n"
    "  fmt     lay out JXL source\n"
    "  lsp     language server for editors\n"
    "  ast     parse, and print the tree\n"
    "  ir      print the intermediate representation\n"
    "  serve   host an ASGI or WSGI application\n"
    "  layout  boxes of a tree of styles\n"
    "  ipc     shared-memory rings between processes\n\n"
    "krait COMMAND --help tells more; krait --version prints the version.\n";

void print_error(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("krait: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void print_bytes(int stream, Slice bytes) {
    fwrite(bytes.data, 1, bytes.len, stream == 2 ? stderr : stdout);
}

typedef int (*Command)(Arena *arena, int argc, char **argv);

static const struct {
    const char *name;
    Command run;
} commands[] = {{"run", run_command},
                {"build", build_command},
                {"check", check_command},
                {"serve", serve_command},
                {"ast", ast_command},
                {"ir", ir_command},
                {"test-batch", batch_command},
                {"fmt", fmt_command},
                {"layout", layout_command},
                {"dev", dev_command},
                {"dev-build", dev_build_command},
                {"lsp", lsp_command},
                {"new", new_command}};

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs(usage, stderr);
        return KRAIT_EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        puts("krait " KRAIT_VERSION);
        return 0;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    if (strcmp(name, "ipc") == 0) return ipc_command(argc - 2, argv + 2);
    for (usize i = 0; i < COUNT_OF(commands); i++) {
        if (strcmp(commands[i].name, name) != 0) continue;
        Arena arena;
        arena_init(&arena, arena_source_default());
        int code = commands[i].run(&arena, argc - 2, argv + 2);
        arena_deinit(&arena);
        if (fflush(stdout) != 0 && code == 0) code = KRAIT_EXIT_FAILED;
        return code;
    }
    print_error("there is no command '%s' (try --help)", name);
    return KRAIT_EXIT_USAGE;
}
