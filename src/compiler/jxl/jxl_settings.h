// compiler/jxl/jxl_settings.h — a project's jxl.toml or jxl.json.
//
//   entry = "app.jxl"                 the module with the entry view
//   title = "Shop"                    of the page
//   targets = ["web"]
//   fonts = ["fonts/Inter.ttf"]
//
//   [env]                             what `env.NAME` is in conditions and expressions
//   API = "https://shop.example"
//   FLAGS.search = true
//
// Of TOML: comments, tables, dotted and quoted keys, strings of one line, numbers, booleans, and
// arrays of strings. Of JSON: the same as objects in objects.
#pragma once

#include "base/vec.h"
#include "compiler/syntax/jxl/jxl_parser.h"

enum { JXL_SETTINGS_MAX = 1000 };

typedef struct {
    Slice entry, title;  // empty: not said
    VEC(Slice) targets, fonts;
    VEC(JxlEnvironment) environment;
} JxlSettings;

// False: `problem` (in the arena) says why, at `line`.
bool jxl_settings_toml(Arena *arena, Slice text, JxlSettings *settings, const char **problem,
                       u32 *line);
bool jxl_settings_json(Arena *arena, Slice text, JxlSettings *settings, const char **problem,
                       u32 *line);
