// text/regex.h — Python's regular expressions: patterns to programs, programs over text.
//
//   pattern ── regex_compile ──> RegexProgram (flat words, may be copied) ── regex_run ──> marks
//
// Everything is as in CPython 3.14's `re`: syntax, messages with positions, what matches and what
// the groups hold. Text is characters of 1, 2 or 4 bytes; bytes patterns are read as Latin-1.
//
// The matcher backtracks over an explicit stack of entries: choices to come back to, and old values
// of slots to restore on the way. Slots are the marks of groups (start, end), the last group closed
// and the counters of loops. What makes it fast is known when compiling: the set of characters that
// can come next decides most choices without an entry, runs of one-character items are loops of
// their own that never give back what cannot help, and a search jumps to where a match can start.
//
// Invariants: a program is at most REGEX_WORDS_MAX words; its targets, slots and tables lie inside;
// only regex_compile makes one. Memory is the caller's: a scratch arena to compile in, `resize` for
// the stack.
#pragma once

#include "base/arena.h"
#include "base/bytes.h"

typedef enum {
    REGEX_IGNORECASE = 2,
    REGEX_LOCALE = 4,
    REGEX_MULTILINE = 8,
    REGEX_DOTALL = 16,
    REGEX_UNICODE = 32,
    REGEX_VERBOSE = 64,
    REGEX_DEBUG = 128,
    REGEX_ASCII = 256,
} RegexFlag;

#define REGEX_NONE UINT32_MAX        // a mark that is not set; a maximum that there is none of
#define REGEX_GROUPS_MAX 1073741823  // what CPython says when a group's number is too large

enum {
    REGEX_DEPTH_MAX = 400,  // of nested groups in a pattern
    REGEX_WORDS_MAX = 1 << 27,
    REGEX_STACK_BYTES_MAX = 512 << 20,  // 256 MiB where addresses have 32 bits
};

typedef struct {
    const void *chars;
    u32 width;  // bytes of a character: 1, 2 or 4
    u32 len;
} RegexText;

static inline u32 regex_text_at(RegexText text, u32 index) {
    if (text.width == 1) return ((const u8 *)text.chars)[index];
    return text.width == 2 ? ((const u16 *)text.chars)[index] : ((const u32 *)text.chars)[index];
}

// ---- compiling
typedef enum {
    REGEX_ERROR_NONE,
    REGEX_ERROR_PATTERN,    // re.PatternError(message, pattern, position)
    REGEX_ERROR_UNPLACED,   // re.PatternError(message)
    REGEX_ERROR_VALUE,      // ValueError
    REGEX_ERROR_OVERFLOW,   // OverflowError
    REGEX_ERROR_INDEX,      // IndexError: of templates
    REGEX_ERROR_RECURSION,  // RecursionError
} RegexErrorKind;

typedef struct {
    RegexErrorKind kind;
    u32 position;
    Bytes message;  // UTF-8, in the arena
} RegexError;

typedef struct {
    u32 group, start, len;  // of the name in the pattern
} RegexName;

// The head of a program; words follow. Offsets count words from the head.
typedef struct {
    u32 word_count;  // with the head
    u32 flags;       // as Pattern.flags
    u32 group_count, slot_count;
    u32 code_offset;  // at least one instruction
    u32 data_offset;  // sets and tables; word 0 is none
    u32 name_count, names_offset;
    u32 warning_count, warnings_offset;  // pairs: RegexWarning, position
    u32 start_kind;                      // RegexStart: where a match can start
    u32 start_offset, start_len;         // a string, or a set
    u32 is_lead_loop;  // begins with an endless run: a failed search goes on behind the run
    u32 width_min;     // of any match
    u32 can_memo;      // a place and a position decide everything that follows
} RegexProgram;

typedef enum {
    REGEX_WARN_NESTED,
    REGEX_WARN_DIFFERENCE,
    REGEX_WARN_INTERSECTION,
    REGEX_WARN_SYMMETRIC_DIFFERENCE,
    REGEX_WARN_UNION,
} RegexWarning;

// The program lies in the arena. NULL: `*error` says why.
const RegexProgram *regex_compile(Arena *arena, RegexText pattern, bool is_text, u32 flags,
                                  RegexError *error);
RegexName regex_name(const RegexProgram *program, u32 index);

// ---- templates of sub() and expand()
typedef struct {
    u32 group;          // REGEX_NONE: literal characters
    const u32 *points;  // in the arena
    u32 point_count;
} RegexPart;

// `find_group` answers the number of a named group, or REGEX_NONE. False: `*error` says why.
typedef struct {
    u32 (*find_group)(void *context, const u32 *name, u32 len);
    void *context;
    u32 group_count;
} RegexGroups;

bool regex_template(Arena *arena, RegexText text, bool is_text, RegexGroups groups,
                    RegexPart **parts, u32 *part_count, RegexError *error);

// ---- matching
typedef struct {
    u32 op, first, second, third;
} RegexEntry;

typedef struct {
    // Memory for the stack and the slots: like realloc, with the old size; new_bytes 0 frees. NULL
    // when there is none.
    void *(*resize)(void *context, void *memory, usize old_bytes, usize new_bytes);
    // Asked now and then in long matches; false ends the match (Ctrl-C). May be NULL.
    bool (*may_go_on)(void *context);
    void *context;
    RegexEntry *stack;  // owned
    u32 stack_capacity;
    u32 *slots;  // owned: the marks of group i at 2 * i - 2, then the last group
    u32 slot_capacity;
    u64 *visited;  // owned: places and positions that failed
    u32 visited_words;
} RegexMatcher;

typedef enum { REGEX_MATCH, REGEX_FULLMATCH, REGEX_SEARCH } RegexMode;
typedef enum { REGEX_FOUND, REGEX_NOT_FOUND, REGEX_NO_MEMORY, REGEX_STOPPED } RegexResult;

typedef struct {
    RegexText text;  // its len is where the text ends for the match
    u32 start;       // where to try first
    RegexMode mode;
    bool must_advance;  // no empty match at `start`
} RegexTask;

// When found, `span` are start and end, and the matcher's slots hold the groups.
RegexResult regex_run(RegexMatcher *matcher, const RegexProgram *program, RegexTask task,
                      u32 span[2]);
void regex_matcher_deinit(RegexMatcher *matcher);
// The group closed last, or 0.
static inline u32 regex_last_group(const RegexMatcher *matcher, const RegexProgram *program) {
    return program->group_count ? matcher->slots[2 * program->group_count] : 0;
}
