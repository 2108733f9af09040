// runtime/core/file.h — the standard streams: buffers, sys.stdin, sys.stdout, sys.stderr, print and
// input.
#pragma once

#include "base/slice.h"
#include "runtime/core/count.h"
#include "runtime/core/result.h"

typedef struct {
    Object head;
    u32 number;  // 0 stdin, 1 stdout, 2 stderr
    bool is_closed;
} TextFile;

void file_init(RtState *rt);
void file_deinit(RtState *rt);
Value file_standard(RtState *rt, u32 number);  // owned: what sys.stdin, … holds
void file_replace_standard(RtState *rt, u32 number, Value value);
bool file_write_bytes(RtState *rt, u32 number, Slice bytes);  // false: OSError raised
bool file_write_str(RtState *rt, u32 number, const Str *str);
bool file_flush(RtState *rt, u32 number);
ResultWord file_next_line(RtState *rt, Value file);  // UNDEFINED at the end
