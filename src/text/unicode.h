// text/unicode.h — what str methods and identifiers need to know of each code point (Unicode 16, as
// CPython 3.14).
//
// The tables come from tools/unicode/gen.mjs at build time (generated/text/unicode_tables.h). All
// functions take any u32; what is no code point has no property. Normalisation (NFKC of
// identifiers) is not here yet.
#pragma once

#include "base/types.h"

enum { UNICODE_MAPPING_MAX = 3 };

bool unicode_is_alpha(u32 point);
bool unicode_is_decimal(u32 point);
bool unicode_is_digit(u32 point);
bool unicode_is_numeric(u32 point);
bool unicode_is_alnum(u32 point);
bool unicode_is_space(u32 point);       // str.isspace and str.split
bool unicode_is_line_break(u32 point);  // str.splitlines; CR LF is the caller's business
bool unicode_is_printable(u32 point);
bool unicode_is_upper(u32 point);
bool unicode_is_lower(u32 point);
bool unicode_is_title(u32 point);
bool unicode_is_cased(u32 point);
bool unicode_is_case_ignorable(u32 point);
bool unicode_is_id_start(u32 point);     // XID_Start or '_'
bool unicode_is_id_continue(u32 point);  // XID_Continue
i32 unicode_decimal_value(u32 point);    // 0..9 or -1
i32 unicode_digit_value(u32 point);      // 0..9 or -1: superscripts too

// Full mappings, without context: 1 to UNICODE_MAPPING_MAX code points go to `out`, the count is
// returned. The final sigma is the caller's: 'Σ' becomes 'ς' when unicode_sigma_is_final.
u32 unicode_to_upper(u32 point, u32 out[UNICODE_MAPPING_MAX]);
u32 unicode_to_lower(u32 point, u32 out[UNICODE_MAPPING_MAX]);
u32 unicode_to_title(u32 point, u32 out[UNICODE_MAPPING_MAX]);
u32 unicode_casefold(u32 point, u32 out[UNICODE_MAPPING_MAX]);

// Whether the sigma at `index` ends a word: str.lower's only rule with context. `width` is 1, 2 or
// 4 bytes a character.
bool unicode_sigma_is_final(const void *chars, u32 width, u32 len, u32 index);

enum { UNICODE_SIGMA = 0x3a3, UNICODE_FINAL_SIGMA = 0x3c2, UNICODE_POINT_MAX = 0x10ffff };
