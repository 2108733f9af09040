// Parses many files for the scripts in tests/syntax: one process, one line of result per file.
//
//   build/syntax_dump [--like 3.N] [--positions] [--check] [--time] [--list FILE] FILE...
//
// Prints for each file "ok LENGTH\n" and LENGTH bytes of ast dump and "\n", or "error LENGTH\n" and
// the diagnostics. --check also looks for what only compile() rejects. --time prints only the
// speed.
#include "compiler/syntax/dump.h"
#include "compiler/syntax/python/compile_check.h"
#include "compiler/syntax/python/parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    AstDumpOptions dump;
    bool checks, only_time;
    u64 lines, bytes, nodes;
    double seconds;
} Run;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static u8 *read_whole(const char *path, usize *len) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fseek(file, 0, SEEK_SET);
    u8 *data = malloc((usize)size + 1);
    *len = fread(data, 1, (usize)size, file);
    fclose(file);
    return data;
}

static void run_file(Run *run, const char *path) {
    usize len;
    u8 *data = read_whole(path, &len);
    if (data == NULL) {
        printf("missing 0\n\n");
        return;
    }
    Arena arena;
    arena_init(&arena, arena_source_default());
    Sources sources;
    sources_init(&sources, &arena);
    Names names;
    names_init(&names, &arena);
    Diagnostics diags;
    diag_init(&diags, &arena);
    double start = now();
    SourceFile *file = sources_add(&sources, slice_of_text(path), slice_make(data, len));
    AstModule *module = python_parse(&arena, &names, file, &diags,
                                     (ParseOptions){.minor_version = run->dump.minor_version});
    if (run->checks && diags.error_count == 0) compile_check(module, &names, &diags, &arena);
    run->seconds += now() - start;
    run->lines += file->line_count;
    run->bytes += len;
    run->nodes += module->node_count;
    if (!run->only_time) {
        Bytes out;
        bytes_init(&out, &arena);
        bool is_good = diags.error_count == 0;
        if (is_good)
            ast_dump(&out, module, run->dump);
        else
            diag_print_all(&out, &sources, &diags);
        printf("%s %zu\n", is_good ? "ok" : "error", out.len);
        fwrite(out.data, 1, out.len, stdout);
        putchar('\n');
    }
    arena_deinit(&arena);
    free(data);
}

static void run_list(Run *run, const char *path) {
    FILE *list = fopen(path, "r");
    char line[4096];
    while (list != NULL && fgets(line, sizeof(line), list) != NULL) {
        line[strcspn(line, "\n")] = 0;
        run_file(run, line);
    }
    if (list != NULL) fclose(list);
}

int main(int argc, char **argv) {
    Run run = {0};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--like") == 0 && i + 1 < argc) {
            run.dump.minor_version = (u32)atoi(argv[++i] + 2);
        } else if (strcmp(argv[i], "--positions") == 0) {
            run.dump.includes_positions = true;
        } else if (strcmp(argv[i], "--check") == 0) {
            run.checks = true;
        } else if (strcmp(argv[i], "--time") == 0) {
            run.only_time = true;
        } else if (strcmp(argv[i], "--list") == 0 && i + 1 < argc) {
            run_list(&run, argv[++i]);
        } else {
            run_file(&run, argv[i]);
        }
    }
    if (run.only_time) {
        printf("%llu lines %llu bytes %llu nodes %.3f s %.0f lines/s\n",
               (unsigned long long)run.lines, (unsigned long long)run.bytes,
               (unsigned long long)run.nodes, run.seconds, (double)run.lines / run.seconds);
    }
    return 0;
}
