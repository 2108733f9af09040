// tools/krait/krait.h — the parts of the command. Each command takes the arguments behind its name
// and returns an exit code.
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "compiler/driver/driver.h"

#define KRAIT_VERSION "0.1.0"

enum { KRAIT_EXIT_FAILED = 1, KRAIT_EXIT_USAGE = 2, KRAIT_SOURCE_BYTES_MAX = 256 * 1024 * 1024 };

typedef enum { TARGET_NATIVE, TARGET_WASM, TARGET_INTERP, TARGET_WEB, TARGET_EXT } KraitTarget;

// What the options of run, build, check, ast and ir say; a command refuses those it does not know.
typedef struct {
    KraitTarget target;
    bool has_target;
    DriverOptions driver;
    const char *output;
    const char *like;                     // ast --like
    const char *source_name;              // build --source-name
    const char *report_path;              // build --report-html
    SemaSpecialization *specializations;  // build --specialize
    u32 specialization_count;
    bool shows_types;        // check --types
    bool shows_deferred;     // check --deferred
    bool shows_timings;      // check, build --timings
    bool shows_report;       // build --report
    bool is_frozen;          // not --no-freeze: docs/design/027-freeze.md
    bool is_dump;            // ast --dump
    bool is_json;            // check --json
    bool is_release;         // check --release: conditions of JXL
    bool is_library;         // check --library: JXL without an entry view
    bool is_check, is_diff;  // fmt
    const char **files;      // what is left: FILE and, for run, its arguments
    u32 file_count;
} KraitOptions;

// Reads options up to the first FILE (`takes_rest`: all behind it are the program's), else all.
// False: usage was printed.
bool options_read(Arena *arena, const char *command, int argc, char **argv, const char *known,
                  bool takes_rest, KraitOptions *options);

int run_command(Arena *arena, int argc, char **argv);
int build_command(Arena *arena, int argc, char **argv);
int check_command(Arena *arena, int argc, char **argv);
int ast_command(Arena *arena, int argc, char **argv);
int ir_command(Arena *arena, int argc, char **argv);
int serve_command(Arena *arena, int argc, char **argv);
int layout_command(Arena *arena, int argc, char **argv);
int dev_command(Arena *arena, int argc, char **argv);
int new_command(Arena *arena, int argc, char **argv);
int lsp_command(Arena *arena, int argc, char **argv);
int dev_build_command(Arena *arena, int argc, char **argv);
int batch_command(Arena *arena, int argc, char **argv);

// The folder that a file lies in; "." where its path names none.
const char *path_folder(Arena *arena, const char *path);

// Reads FILE; complains on standard error when that fails.
bool source_read(Arena *arena, const char *path, Slice *bytes);
// Compiles FILE up to finished IR; prints diagnostics to standard error. False: there were errors.
bool compile_file(Driver *driver, const char *path, DriverOptions options);
// Modules beside the program, of this installation, of CPython (`python`: its program, or NULL for
// the one that the environment names).
SemaLoader module_loader(Arena *arena, const char *program_folder, const char *python);
// Bodies of library modules become data; with --types and --report it says which, and why not.
void freeze_program(Driver *driver, const KraitOptions *options);
void timings_start(Driver *driver);
void timings_print(const Driver *driver);   // to standard error; nothing if none were started
void print_error(const char *format, ...);  // "krait: …" on standard error
void print_bytes(int stream, Slice bytes);  // 1 or 2

// The folder with lib/, include/ and web/ of this installation: where the program itself lies. In
// the arena.
const char *install_folder(Arena *arena);
const char *path_join(Arena *arena, const char *folder, const char *name);

// Results by content under the user's cache; NULL when there is no cache folder.
const char *cache_path(Arena *arena, Slice content, const char *salt, const char *suffix);
void cache_trim(Arena *arena);  // keeps it below its limit, oldest first

// What an executable depends on beside its C text: the compiler's name and the runtime library.
const char *cc_salt(Arena *arena, u32 optimize);
// Compiles C text to an executable or a module for CPython. False: complained.
typedef enum { CC_PROGRAM, CC_EXTENSION } CcProduct;
bool cc_compile(Arena *arena, Slice text, u32 optimize, CcProduct product, const char *output);
bool cc_is_present(Arena *arena);
// build --target ext: the module's name, from its file's; then the module. `ext_options` false:
// complained.
bool ext_options(Arena *arena, KraitOptions *options);
int ext_build(Arena *arena, Driver *driver, const KraitOptions *options);
const char *node_name(void);  // $KRAIT_NODE, or "node" on PATH
// The program linked with the runtime of this installation; `report` may be NULL. False:
// complained.
bool wasm_program(Arena *arena, Driver *driver, Bytes *out, LinkReport *report);
// What a page is made of: index.html, the loader, the program with its runtime; no compiler.
enum { WEB_FILES_MAX = 8 };
typedef struct {
    const char *name;
    Slice content;
} WebFile;
typedef struct {
    WebFile files[WEB_FILES_MAX];
    u32 count;
} WebProduct;
// False: complained.
bool web_product(Arena *arena, Driver *driver, const KraitOptions *options, WebProduct *product);
// What of a program is how large and why, for people: as text, as a page with a treemap.
void report_text(Bytes *out, const LinkReport *report);
void report_html(Bytes *out, const LinkReport *report);
// Runs a linked program or a unit under node; returns its exit code.
int node_run(Arena *arena, const char *unit_path, const KraitOptions *options);
// Runs IR in this process.
int interp_run(Arena *arena, const IrModule *module, const KraitOptions *options);
// ---- JXL

bool jxl_is_source(const char *path);
// The entry module that the settings (jxl.toml, jxl.json) of a folder name, as a path. NULL:
// complained.
const char *jxl_project_entry(Arena *arena, const char *folder);
// Checks a program from its entry module on, prints problems (and types). False: there were errors.
bool jxl_check_file(Arena *arena, const char *path, const KraitOptions *options);
bool jxl_dump_file(Arena *arena, const char *path, bool prints);
int fmt_command(Arena *arena, int argc, char **argv);

int ipc_command(int argc, char **argv);
