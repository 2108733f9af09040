// base/json.h — reads JSON (RFC 8259) piece by piece, in one pass, without a tree.
//
//   JsonValue value;
//   json_value(&reader, &value);             a scalar is complete; of an array or object only the
//   bracket is read while (json_item(&reader)) json_value(…)            array: one value per round
//   while (json_member(&reader, &name)) json_value(…)   object: one value per round
//   json_end(&reader)                                   nothing may follow
//
// The first error stays: then every call answers as at the end, so that a reader's loops stop, and
// `error` says what is wrong at byte `at`. Members come in their order, repeated ones too.
#pragma once

#include "base/bytes.h"

enum { JSON_DEPTH_MAX = 1024 };

typedef enum { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT } JsonKind;

typedef struct {
    JsonKind kind;
    bool is_true;
    Slice text;  // of a text, decoded, UTF-8, in arena; of a number, as it is written
    usize at;    // where it begins
} JsonValue;

typedef struct {
    Slice source;  // borrowed
    Arena *arena;  // borrowed
    usize at;
    u32 depth;
    bool is_first;      // right behind an opening bracket
    const char *error;  // static; NULL: none
} JsonReader;

JsonReader json_reader(Arena *arena, Slice source);
bool json_value(JsonReader *reader, JsonValue *value);  // false: an error
bool json_item(JsonReader *reader);
bool json_member(JsonReader *reader, Slice *name);
void json_skip(JsonReader *reader);  // the next value, whatever it is
bool json_end(JsonReader *reader);

// Stops the reading with an error of the caller's, at `at`.
void json_fail(JsonReader *reader, usize at, const char *error);

// Writes UTF-8 as a JSON text, quotes included.
void json_push_text(Bytes *out, Slice text);
