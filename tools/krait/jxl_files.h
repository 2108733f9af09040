// tools/krait/jxl_files.h — the files of a JXL program, as the checker wants them.
#pragma once

#include "compiler/driver/driver.h"
#include "compiler/jxl/jxl_program.h"
#include "compiler/jxl/jxl_settings.h"

// A text that comes before the one on disk, or false: an editor's.
typedef bool JxlOpenText(const void *documents, Slice path, Slice *text);

typedef struct {
    Arena *arena;
    const char *root;        // the folder that paths are relative to
    const void *documents;   // borrowed
    JxlOpenText *open_text;  // or NULL
    // Told of each file that is looked for, or NULL. `content`: NULL where there is none.
    void (*on_load)(void *context, Slice path, const Slice *content);
    void *context;      // of on_load
    Bytes *complaints;  // about settings and tokens; NULL: to standard error
} JxlFiles;

JxlLoader jxl_loader(JxlFiles *files);
// As driver_analyze: a program whose entry module is the file `path`. `files->root` is set.
bool jxl_analyze(Driver *driver, JxlFiles *files, const char *path, Slice shown, Slice bytes,
                 const SemaLoader *modules, DriverOptions options);
// What stands beside the program: tokens.yml, .yaml or .json; jxl.toml or .json. False: complained.
bool jxl_read_tokens(JxlFiles *files, JxlOptions *options);
bool jxl_read_settings(JxlFiles *files, JxlSettings *settings);
