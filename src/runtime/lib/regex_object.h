// runtime/lib/regex_object.h — the objects of module re, and how its files share the work.
//
//   pattern_object.c   compiling, the cache, Pattern
//   match_object.c     Match
//   regex_search.c     match, search, findall, finditer, split, Scanner
//   regex_replace.c    sub, subn, expand, templates
//   regex_flag.c       RegexFlag
#pragma once

#include "runtime/core/bytes_object.h"
#include "runtime/core/native_class.h"
#include "runtime/core/result.h"
#include "text/regex.h"

typedef struct {
    Object head;
    Value pattern;     // str or bytes
    Value groupindex;  // dict: names to numbers
    Value program;     // bytes: the words of a RegexProgram
    u64 is_text;
    u64 flags;  // as given
} PatternObject;
NATIVE_CLASS_CHECK(PatternObject, REGEX_PATTERN);

// Marks are start and end of each group, REGEX_NONE where it has no part in the match.
enum { MATCH_GROUPS_MAX = 4 };  // with group 0; marks of more are in bytes

typedef struct {
    Object head;
    Value string;    // str, bytes or bytearray
    Value pattern;   // PatternObject
    Value more;      // bytes, or None
    u32 start, end;  // as given
    u32 last_group;
    u32 group_count;  // with group 0
    u32 first[2 * MATCH_GROUPS_MAX];
} MatchObject;
NATIVE_CLASS_CHECK(MatchObject, REGEX_MATCH);

typedef struct {
    Object head;
    Value string, pattern;
    u32 start, at, end;
    u32 must_advance, is_done;
    u32 unused;
} ScannerObject;
NATIVE_CLASS_CHECK(ScannerObject, REGEX_SCANNER);

static inline const RegexProgram *pattern_program(const PatternObject *pattern) {
    const BytesObject *bytes = value_ref(pattern->program);
    return (const RegexProgram *)(const void *)bytes->data;
}

static inline u32 *match_marks(const MatchObject *match) {
    const BytesObject *bytes = value_ref(match->more);
    if (match->more == VALUE_NONE) return (u32 *)(uintptr_t)match->first;
    return (u32 *)(void *)bytes->data;
}

// ---- arguments
// A compiled pattern, or one from the cache. NULL: exception. Owned.
PatternObject *regex_pattern_of(RtState *rt, Value pattern, Value flags);
// The characters of a subject that fits the pattern; false: exception. Good until the subject
// changes.
bool regex_subject(RtState *rt, const PatternObject *pattern, Value string, RegexText *text);
// Start and end as clamped by CPython.
bool regex_bounds(RtState *rt, u32 len, Value start, Value end, u32 bounds[2]);
u32 regex_flags_of(RtState *rt, Value flags, bool *is_error);
Value regex_flag_new(RtState *rt, u32 flags);
void regex_put_flags(struct StrBuilder *builder, u32 flags);
void regex_raise(RtState *rt, const RegexError *error, Value pattern);
ArenaSource regex_arena_source(RtState *rt);

// ---- one operation
enum { MATCHER_LOCAL_ENTRIES = 32, MATCHER_LOCAL_SLOTS = 32 };

// A matcher whose first memory is local.
typedef struct {
    RtState *rt;
    PatternObject *pattern;  // borrowed
    Value string;            // borrowed
    RegexMatcher matcher;
    RegexTask task;
    u32 marks[2];  // of the whole match, when one is found
    RegexEntry local_stack[MATCHER_LOCAL_ENTRIES];
    u32 local_slots[MATCHER_LOCAL_SLOTS];
} RegexWork;

void regex_work_begin(RegexWork *work, RtState *rt, PatternObject *pattern, Value string,
                      RegexText text, RegexMode mode, u32 start, u32 end);
void regex_work_end(RegexWork *work);
// 1 found, 0 not, -1 exception. A search that found goes on behind the match at the next call.
int regex_work_next(RegexWork *work);
MatchObject *regex_match_new(const RegexWork *work, u32 start, u32 end);
// A group of the last match: a str or bytes, or `if_unset` (owned) when it has no part in it.
Value regex_work_group(const RegexWork *work, u32 group, Value if_unset);
Value regex_slice(RtState *rt, Value string, u32 start, u32 end);
Value regex_match_group(RtState *rt, const MatchObject *match, u32 group, Value if_unset);
Value regex_empty(RtState *rt, const PatternObject *pattern);

static inline PatternObject *match_pattern(const MatchObject *match) {
    return value_ref(match->pattern);
}
