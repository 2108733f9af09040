// runtime/core/format/format_spec.h — what stands behind the colon (PEP 3101):
//
//   [[fill]align][sign]["z"]["#"]["0"][width][grouping]["." precision][type]
#pragma once

#include "runtime/core/builder.h"

typedef struct {
    u32 fill;
    u8 align;  // < > = ^ or 0
    u8 sign;   // + - space or 0
    bool is_alternate, has_no_negative_zero;
    u8 grouping;    // , _ or 0
    u32 type;       // presentation type or 0
    i64 width;      // -1: none
    i64 precision;  // -1: none
} FormatSpec;

// False: ValueError raised. `owner` is the value being formatted, for the messages.
NODISCARD bool format_spec_parse(RtState *rt, const Str *text, Value owner, FormatSpec *spec);

// Text in the field: sign and prefix stay in front when padding is put between ('='). All parts are
// ASCII.
typedef struct {
    const char *prefix;  // sign and 0x…
    u32 prefix_len;
    const char *digits;  // whole part: grouped by spec->grouping
    u32 digit_len;
    const char *rest;  // point, fraction, exponent
    u32 rest_len;
    u32 group_digits;  // 3, or 4 for other bases
} FormatNumber;

void format_spec_number(StrBuilder *builder, const FormatSpec *spec, const FormatNumber *number);
void format_spec_text(StrBuilder *builder, const FormatSpec *spec, Str *text);
bool format_spec_unknown(RtState *rt, const FormatSpec *spec, Value owner);  // raises; always false
