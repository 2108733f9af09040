// krait dev: a program as a page that follows each save (dev/dev_server.h).
#include "tools/krait/krait.h"

#include "dev/dev_server.h"
#include "os/files.h"
#include "os/paths.h"
#include "os/process.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Usage: krait dev [--host HOST] [--port PORT] [--open] [-O0|-O2] [FILE.py|FILE.jxl|FOLDER]\n\n"
    "Serves the program as a page and builds it anew whenever a file that it is made of is saved.\n"
    "Of a FOLDER (default: this one) jxl.toml or jxl.json names the entry.\n"
    "Pages that are open follow; errors appear in them and go with the next good save.\n"
    "  --host HOST  where to listen (default 127.0.0.1)\n"
    "  --port PORT  default: 8000, or the next one that is free\n"
    "  --open       show the page in the system's browser\n"
    "  -O0, -O2     how much to optimize (default: -O2, of views -O0)\n";

enum { DEV_PORT = 8000, DEV_ARGS_MAX = 8 };

static void note(void *context, Slice line) {
    (void)context;
    fprintf(stdout, "%.*s\n", (int)line.len, (const char *)line.data);
    fflush(stdout);
}

// Not waited for: it may live as long as the browser.
static void open_page(void *context, const char *url) {
    (void)context;
    const char *argv[] = {"xdg-open", url, NULL};
    OsProcessSpec spec = {
        .argv = argv, .input = OS_STREAM_NULL, .output = OS_STREAM_NULL, .error = OS_STREAM_NULL};
    OsProcess process;
    if (os_process_start(&spec, &process) != STATUS_OK)
        print_error("--open: there is no xdg-open; visit %s", url);
}

typedef struct {
    DevOptions dev;
    const char *file;
    const char *optimize;
} Command;

static bool read_port(const char *text, u16 *port) {
    char *end;
    unsigned long value = strtoul(text, &end, 10);
    if (end == text || *end || value > UINT16_MAX) return false;
    *port = (u16)value;
    return true;
}

static bool read_arg(Command *command, int argc, char **argv, int *at) {
    const char *arg = argv[*at];
    bool is_host = strcmp(arg, "--host") == 0, is_port = strcmp(arg, "--port") == 0;
    if (is_host || is_port) {
        const char *value = *at + 1 < argc ? argv[++*at] : NULL;
        if (!value) return print_error("krait dev: %s needs a value", arg), false;
        if (is_host) command->dev.host = value;
        if (is_port && !read_port(value, &command->dev.port))
            return print_error("krait dev: '%s' is no port", value), false;
        if (is_port) command->dev.tries_ports = false;
    } else if (strcmp(arg, "--open") == 0) {
        command->dev.open = open_page;
    } else if (strcmp(arg, "-O0") == 0 || strcmp(arg, "-O2") == 0) {
        command->optimize = arg;
    } else if (arg[0] == '-') {
        return print_error("krait dev does not know %s (try --help)", arg), false;
    } else if (command->file) {
        return print_error("krait dev takes one file (try --help)"), false;
    } else {
        // Changes are told as paths below the folder, which never begin so.
        while (strncmp(arg, "./", 2) == 0) arg += 2;
        command->file = arg;
    }
    return true;
}

int dev_command(Arena *arena, int argc, char **argv) {
    Command command = {.dev = {.host = "127.0.0.1", .port = DEV_PORT, .tries_ports = true}};
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            fputs(usage, stdout);
            return 0;
        }
        if (!read_arg(&command, argc, argv, &i)) return KRAIT_EXIT_USAGE;
    }
    OsFileInfo info;
    const char *named = command.file ? command.file : ".";
    if (os_file_info(named, &info) == STATUS_OK && info.kind == OS_FILE_FOLDER) {
        command.file = jxl_project_entry(arena, named);
        if (!command.file) return KRAIT_EXIT_USAGE;
    }
    if (os_file_info(command.file, &info) != STATUS_OK || info.kind != OS_FILE_PLAIN)
        return print_error("can't open file '%s'", command.file), KRAIT_EXIT_FAILED;
    // Of views nothing is slow, so the time to the paint is what counts.
    if (!command.optimize) command.optimize = jxl_is_source(command.file) ? "-O0" : "-O2";
    const char *self;
    if (os_path_self(arena, &self) != STATUS_OK)
        return print_error("krait dev: this program is not found"), KRAIT_EXIT_FAILED;
    const char *build[DEV_ARGS_MAX] = {self, "dev-build", command.optimize, command.file, NULL};
    DevOptions *dev = &command.dev;
    dev->folder = path_folder(arena, command.file);
    dev->web_folder = path_join(arena, install_folder(arena), "web");
    dev->build_argv = build;
    dev->note = note;
    const char *problem;
    if (dev_serve(dev, &problem) == STATUS_OK) return 0;
    print_error("krait dev: %s:%u: %s", dev->host, dev->port, problem);
    return KRAIT_EXIT_FAILED;
}
