// tools/krait/jxl_files.h — the files of a JXL program, as the checker wants them.
#pragma once

#include "compiler/jxl/jxl_program.h"

// A text that comes before the one on disk, or false: an editor's.
typedef bool JxlOpenText(const void *documents, Slice path, Slice *text);

typedef struct {
    Arena *arena;
    const char *root;        // the folder that paths are relative to
    const void *documents;   // borrowed
    JxlOpenText *open_text;  // or NULL
} JxlFiles;

JxlLoader jxl_loader(JxlFiles *files);
// tokens.yml, .yaml or .json beside the program. False: complained.
bool jxl_read_tokens(JxlFiles *files, JxlOptions *options);
