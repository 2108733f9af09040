// dev/dev_build.h — builds of the program, each in a process of its own.
//
// A compiler that is killed, hangs or breaks takes nobody with it; a build that a newer save makes
// useless is ended. The next process is started ahead and waits for one line, so that a build pays
// neither for the start nor for what it reads before it looks at the program.
//
//   to the process     "go\n"
//   from it            dep HASH PATH        a file that it read, or (HASH 0) looked for in vain
//                      text BYTES           what a person reads: errors, warnings; the bytes follow
//                      json BYTES           the same, an object of diag_print_json on each line
//                      file BYTES NAME      a file of the product
//                      end good | end bad   the last line
#pragma once

#include "base/bytes.h"
#include "base/vec.h"
#include "os/process.h"

enum { DEV_BUILD_BYTES_MAX = 256 * 1024 * 1024 };

typedef struct {
    Slice path;
    u64 hash;  // of the content that was compiled; 0: there was none
} DevInput;

typedef struct {
    Slice name, content;
} DevFile;

// What a build left. Everything lies in its arena.
typedef struct {
    Arena arena;
    bool is_good;
    Slice text, json;
    VEC(DevInput) inputs;
    VEC(DevFile) files;
    u64 version;  // of the product: the same bytes, the same version; 0: there is none
} DevResult;

typedef struct {
    const char *const *argv;  // borrowed; of the process
    OsProcess next, running;
    bool has_next, has_running;
    Arena arena;  // of the output
    Bytes output;
} DevBuild;

void dev_build_init(DevBuild *build, const char *const *argv);
void dev_build_deinit(DevBuild *build);  // ends what runs

// Begins a build; one that runs is ended. Its output is then to be read from `*stream`.
NODISCARD Status dev_build_begin(DevBuild *build, i32 *stream);
// Reads what there is. STATUS_BUSY: not the end yet. Then `result` is whole, also where the process
// broke; dev_result_deinit gives it back.
NODISCARD Status dev_build_read(DevBuild *build, DevResult *result);

// What a process says, as a result. Bytes that make no sense make a bad one. Public for tests.
void dev_result_parse(DevResult *result, Slice output);
void dev_result_deinit(DevResult *result);
const DevFile *dev_result_file(const DevResult *result, Slice name);  // NULL: none
u64 dev_content_hash(Slice content);                                  // never 0
