// tools/krait/jxl_files.h — the files of a JXL program, as the checker wants them.
#pragma once

#include "compiler/jxl/jxl_program.h"
#include "compiler/jxl/jxl_settings.h"

// A text that comes before the one on disk, or false: an editor's.
typedef bool JxlOpenText(const void *documents, Slice path, Slice *text);

typedef struct {
    Arena *arena;
    const char *root;        // the folder that paths are relative to
    const void *documents;   // borrowed
    JxlOpenText *open_text;  // or NULL
} JxlFiles;

JxlLoader jxl_loader(JxlFiles *files);
// What stands beside the program: tokens.yml, .yaml or .json; jxl.toml or .json. False: complained.
bool jxl_read_tokens(JxlFiles *files, JxlOptions *options);
bool jxl_read_settings(JxlFiles *files, JxlSettings *settings);
