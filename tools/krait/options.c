#include "tools/krait/krait.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const help_run =
    "Usage: krait run [--target native|wasm|interp] [-O0|-O2] [--no-freeze] FILE.py [ARGS]\n\n"
    "Compiles the program and runs it. Exit code, output and input are the program's.\n"
    "  --target native  through the system's C compiler (default; without one: wasm)\n"
    "  --target wasm    as WebAssembly under node\n"
    "  --target interp  interpreted in this process\n"
    "  -O0, -O2         how much to optimize (default -O2)\n"
    "  --python PATH    the CPython whose library modules are compiled (default: python3)\n"
    "  --no-freeze      library modules are made when the program starts, not when it is compiled\n"
    "  --untyped        without type inference (for testing it)\n";
static const char *const help_build =
    "Usage: krait build FILE.py -o OUT [--target exe|ext|wasm|web] [-O0|-O2] [--timings]\n\n"
    "  --target exe   a native program (default)\n"
    "  --target ext   a module that CPython 3.11 or later imports (default OUT: NAME.abi3.so)\n"
    "  --target wasm  one WebAssembly module, with its runtime\n"
    "  --target web   a folder with index.html, the loader and the wasm files\n"
    "  --python PATH  the CPython whose library modules are compiled, and that an\n"
    "                 ext module is for (default: python3)\n"
    "  --specialize 'NAME(TYPE,...)'\n"
    "                 compile a function of an ext module for arguments of these types too: int,\n"
    "                 float, bool, str, object (default: those of its annotations)\n"
    "  --source-name NAME\n"
    "                 the file that tracebacks of an ext module name (default: FILE.py)\n"
    "  --report       what a wasm or web program carries: sizes, and which references keep it\n"
    "  --report-html FILE\n"
    "                 the same as a page with a treemap\n"
    "  --no-freeze    library modules are made when the program starts, not when it is compiled\n"
    "  --timings      how long each phase took, on standard error\n";
static const char *const help_check =
    "Usage: krait check [--types] [--deferred] [--timings] [-O0|-O2] FILE.py...\n\n"
    "Reports every error without compiling to code.\n"
    "  --types    print what type inference found, and where and why values have no type\n"
    "  --deferred print what library modules use that raises when it is reached\n"
    "  --timings  how long each phase took, on standard error\n"
    "For FILE.jxl, a program with its imports:\n"
    "  --json     problems as lines of JSON on standard output\n"
    "  --release  conditions (#if) of a release build\n"
    "  --library  a module without an entry view\n";
static const char *const help_fmt =
    "Usage: krait fmt [--check] [--diff] FILE.jxl...\n\n"
    "Lays out JXL source in place; `-` reads standard input and writes standard output.\n"
    "  --check  change nothing; exit 1 if a file would change\n"
    "  --diff   print what would change\n";
static const char *const help_ast = "Usage: krait ast [--dump] [--like 3.X] FILE.py...\n\n"
                                    "Parses like ast.parse; --dump prints the tree like ast.dump "
                                    "of CPython 3.X (default: the python3 on PATH, else 3.14).\n";
static const char *const help_ir =
    "Usage: krait ir [--after PASS] [-O0|-O2] [--untyped] FILE.py\n\n"
    "Prints the intermediate representation (--after lower: before any pass;\n"
    "--after desugar: the Python form of FILE.jxl, as ast.dump prints it).\n";
static const char *const help_batch = "Usage: krait test-batch\n\nReads `ENGINE TAB OPT TAB PATH` "
                                      "lines and answers with frames; used by the test suites.\n";

static const char *help_of(const char *command) {
    static const struct {
        const char *name;
        const char *const *text;
    } helps[] = {{"run", &help_run}, {"build", &help_build}, {"check", &help_check},
                 {"ast", &help_ast}, {"ir", &help_ir},       {"test-batch", &help_batch},
                 {"fmt", &help_fmt}};
    for (usize i = 0; i < COUNT_OF(helps); i++) {
        if (strcmp(helps[i].name, command) == 0) return *helps[i].text;
    }
    return "";
}

static bool is_known(const char *known, const char *option) {
    const char *found = strstr(known, option);
    usize len = strlen(option);
    return found && (found[len] == ' ' || found[len] == 0);
}

static bool set_target(KraitOptions *options, const char *command, const char *name) {
    bool is_build = strcmp(command, "build") == 0;
    static const struct {
        const char *name;
        KraitTarget target;
        bool for_build, for_run;
    } targets[] = {{"native", TARGET_NATIVE, false, true}, {"exe", TARGET_NATIVE, true, false},
                   {"wasm", TARGET_WASM, true, true},      {"interp", TARGET_INTERP, false, true},
                   {"web", TARGET_WEB, true, false},       {"ext", TARGET_EXT, true, false}};
    for (usize i = 0; i < COUNT_OF(targets); i++) {
        if (strcmp(targets[i].name, name) != 0 ||
            !(is_build ? targets[i].for_build : targets[i].for_run))
            continue;
        options->target = targets[i].target;
        options->has_target = true;
        return true;
    }
    print_error("krait %s has no target '%s' (try --help)", command, name);
    return false;
}

// `--name VALUE` or `--name=VALUE`: the value, or NULL after a complaint.
static const char *value_of(int argc, char **argv, int *at, usize name_len, const char *command) {
    if (argv[*at][name_len] == '=') return argv[*at] + name_len + 1;
    if (*at + 1 < argc) return argv[++*at];
    print_error("krait %s: %s needs a value", command, argv[*at]);
    return NULL;
}

// NAME(TYPE,...)
static bool add_specialization(KraitOptions *o, const char *value) {
    Slice text = slice_of_text(value);
    const char *open = strchr(value, '(');
    if (!open || open == value || text.data[text.len - 1] != ')') {
        print_error("krait build: --specialize needs NAME(TYPE,...)");
        return false;
    }
    usize at = (usize)(open - value);
    o->specializations[o->specialization_count++] =
        (SemaSpecialization){slice_range(text, 0, at), slice_range(text, at + 1, text.len - 1)};
    return true;
}

// One option with a value. Returns false when `argv[*at]` is none of them; `*is_good` is false
// after a complaint.
static bool read_valued(KraitOptions *o, const char *command, int argc, char **argv, int *at,
                        const char *known, bool *is_good) {
    static const char *const names[] = {
        "--target", "--after",      "--like",        "-o",
        "--python", "--specialize", "--source-name", "--report-html"};
    for (usize i = 0; i < COUNT_OF(names); i++) {
        usize len = strlen(names[i]);
        bool is_it = strncmp(argv[*at], names[i], len) == 0 &&
                     (argv[*at][len] == 0 || (argv[*at][len] == '=' && len > 2));
        if (!is_it || !is_known(known, names[i])) continue;
        const char *value = value_of(argc, argv, at, len, command);
        *is_good = value != NULL;
        if (value && i == 0) *is_good = set_target(o, command, value);
        if (value && i == 1) o->driver.last_pass = value;
        if (value && i == 2) o->like = value;
        if (value && i == 3) o->output = value;
        if (value && i == 4) o->driver.python = value;
        if (value && i == 5) *is_good = add_specialization(o, value);
        if (value && i == 6) o->source_name = value;
        if (value && i == 7) o->report_path = value;
        return true;
    }
    return false;
}

static bool read_flag(KraitOptions *o, const char *arg, const char *known) {
    if (!is_known(known, arg)) return false;
    if (strcmp(arg, "-O0") == 0)
        o->driver.optimize = 0;
    else if (strcmp(arg, "-O2") == 0)
        o->driver.optimize = 2;
    else if (strcmp(arg, "--untyped") == 0)
        o->driver.is_untyped = true;
    else if (strcmp(arg, "--no-freeze") == 0)
        o->is_frozen = false;
    else if (strcmp(arg, "--deferred") == 0)
        o->shows_deferred = true;
    else if (strcmp(arg, "--types") == 0)
        o->shows_types = true;
    else if (strcmp(arg, "--timings") == 0)
        o->shows_timings = true;
    else if (strcmp(arg, "--report") == 0)
        o->shows_report = true;
    else if (strcmp(arg, "--dump") == 0)
        o->is_dump = true;
    else if (strcmp(arg, "--json") == 0)
        o->is_json = true;
    else if (strcmp(arg, "--release") == 0)
        o->is_release = true;
    else if (strcmp(arg, "--library") == 0)
        o->is_library = true;
    else if (strcmp(arg, "--check") == 0)
        o->is_check = true;
    else if (strcmp(arg, "--diff") == 0)
        o->is_diff = true;
    else
        return false;
    return true;
}

bool options_read(Arena *arena, const char *command, int argc, char **argv, const char *known,
                  bool takes_rest, KraitOptions *options) {
    *options = (KraitOptions){.driver.optimize = 2, .is_frozen = true};
    options->files = ARENA_NEW_ARRAY(arena, const char *, argc + 1);
    options->specializations = ARENA_NEW_ARRAY(arena, SemaSpecialization, argc + 1);
    bool is_over = false;
    for (int at = 0; at < argc; at++) {
        const char *arg = argv[at];
        bool is_option =
            !is_over && arg[0] == '-' && arg[1] != 0 && !(takes_rest && options->file_count > 0);
        bool is_good = true;
        if (!is_option) {
            options->files[options->file_count++] = arg;
        } else if (strcmp(arg, "--") == 0) {
            is_over = true;
        } else if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
            fputs(help_of(command), stdout);
            exit(0);
        } else if (!read_valued(options, command, argc, argv, &at, known, &is_good) &&
                   !read_flag(options, arg, known)) {
            print_error("krait %s does not know %s (try --help)", command, arg);
            is_good = false;
        }
        if (!is_good) return false;
    }
    if (options->file_count > 0 || known[0] == 0) return true;
    print_error("krait %s needs a file (try --help)", command);
    return false;
}
