// krait serve: becomes the Python of the active environment with our package on its path.
#include "os/files.h"
#include "os/process.h"
#include "tools/krait/krait.h"

#include <stdlib.h>
#include <string.h>

// The first argument is the folder of our package: behind the script's own, before all others.
static const char program[] = "import sys; sys.path.insert(1, sys.argv.pop(1)); "
                              "from krait.serve import main; sys.exit(main())";

// --python, else the active environment's, else the first on PATH.
static const char *python_name(Arena *arena, int argc, char **argv) {
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "--python=", 9) == 0) return argv[i] + 9;
        if (strcmp(argv[i], "--python") == 0 && i + 1 < argc) return argv[i + 1];
    }
    const char *named = getenv("KRAIT_PYTHON");
    if (named && named[0]) return named;
    const char *environment = getenv("VIRTUAL_ENV");
    if (!environment || !environment[0]) return "python3";
    return path_join(arena, environment, "bin/python");
}

int serve_command(Arena *arena, int argc, char **argv) {
    const char *folder = path_join(arena, install_folder(arena), "python");
    OsFileInfo info;
    if (os_file_info(path_join(arena, folder, "krait/serve/__main__.py"), &info) != STATUS_OK) {
        print_error("serve: there is no Python package at %s", folder);
        return KRAIT_EXIT_FAILED;
    }
    enum { FIXED = 4 };
    const char **command = arena_alloc(arena, ((usize)argc + FIXED + 1) * sizeof(*command));
    command[0] = python_name(arena, argc, argv);
    command[1] = "-c";
    command[2] = program;
    command[3] = folder;
    for (int i = 0; i < argc; i++) command[FIXED + i] = argv[i];
    command[FIXED + argc] = NULL;
    Status status = os_process_exec(command);
    print_error("serve: cannot run %s: %s", command[0], status_text(status));
    return KRAIT_EXIT_FAILED;
}
