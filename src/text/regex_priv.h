// text/regex_priv.h — between the files of the regex engine: the tree, the instructions, sets.
#pragma once

#include "base/vec.h"
#include "text/regex.h"

// ---- the tree
typedef enum {
    NODE_SEQUENCE,  // children
    NODE_LITERAL,   // a: character; is_negated
    NODE_ANY,
    NODE_SET,      // items [a, a + b) ; is_negated
    NODE_BRANCH,   // children: sequences
    NODE_REPEAT,   // a: min, b: max; mode; one child
    NODE_GROUP,    // a: number, 0 when it captures nothing; one child
    NODE_ATOMIC,   // one child
    NODE_LOOK,     // is_behind, is_negated; one child
    NODE_BACKREF,  // a: number
    NODE_COND,     // a: number; one or two children
    NODE_AT,       // a: RegexPlace
    NODE_FAIL,
} RegexNodeKind;

typedef enum { REPEAT_GREEDY, REPEAT_LAZY, REPEAT_POSSESSIVE } RegexRepeatMode;

typedef enum {
    PLACE_BEGIN,
    PLACE_BEGIN_LINE,
    PLACE_END,
    PLACE_END_LINE,
    PLACE_END_TEXT,
    PLACE_BOUNDARY,
    PLACE_NOT_BOUNDARY,
    PLACE_BOUNDARY_ASCII,
    PLACE_NOT_BOUNDARY_ASCII,
} RegexPlace;

typedef struct {
    u8 kind;  // RegexNodeKind
    u8 mode;  // RegexRepeatMode
    bool is_negated, is_behind;
    u32 flags;        // in force at this place
    u32 child, next;  // NODE_END: none
    u32 a, b;
} RegexNode;

#define NODE_END UINT32_MAX

typedef enum {
    CATEGORY_DIGIT = 1,
    CATEGORY_NOT_DIGIT = 2,
    CATEGORY_SPACE = 4,
    CATEGORY_NOT_SPACE = 8,
    CATEGORY_WORD = 16,
    CATEGORY_NOT_WORD = 32,
} RegexCategory;

// A character range, or a category of characters.
typedef struct {
    u32 category;  // RegexCategory, or 0: a range
    u32 low, high;
} RegexItem;

typedef VEC(RegexNode) RegexNodeVec;
typedef VEC(RegexItem) RegexItemVec;
typedef VEC(RegexName) RegexNameVec;
typedef VEC(u32) RegexWordVec;

typedef struct {
    u64 min, max;
} RegexWidth;

typedef struct {
    Arena *arena;
    RegexText text;
    bool is_text;
    RegexError *error;
    bool has_failed;
    u32 flags;  // global ones
    u32 scope;  // in force here
    // the next token: [at, at + len); len 0 at the end, 2 for an escape
    u32 at, len;
    u32 depth;
    RegexNodeVec nodes;
    RegexItemVec items;
    RegexNameVec names;
    RegexWordVec warnings;
    VEC(RegexWidth) widths;     // of groups; REGEX_WIDTH_OPEN while open
    u32 lookbehind_groups;      // groups before the outermost lookbehind; REGEX_NONE outside
    VEC(RegexName) references;  // conditions by number: group, position
    // what compiling adds
    RegexWordVec code, data;
    RegexWordVec node_sets;  // by node: its set in `data`, or NODE_END
    u32 slot_count;
    bool can_memo, has_backrefs;
} RegexParse;

#define REGEX_WIDTH_OPEN UINT64_MAX
#define REGEX_WIDTH_MAX (UINT64_C(1) << 63)

// ---- tokens and errors (regex_token.c)
void regex_token_seek(RegexParse *parse, u32 index);
void regex_token_skip(RegexParse *parse);
bool regex_token_is(const RegexParse *parse, char ascii);
bool regex_token_take(RegexParse *parse, char ascii);
// The first character of the token, 0 at the end.
static inline u32 regex_token_first(const RegexParse *parse) {
    return parse->len ? regex_text_at(parse->text, parse->at) : 0;
}
static inline bool regex_token_is_escape(const RegexParse *parse) {
    return parse->len == 2;
}
// A name up to `end`; false: failed.
bool regex_token_name(RegexParse *parse, char end, const char *what, u32 *start, u32 *len);
bool regex_check_name(RegexParse *parse, u32 start, u32 len, u32 offset);
bool regex_is_decimal(RegexText text, u32 start, u32 len);
u64 regex_decimal(RegexText text, u32 start, u32 len);  // capped

// Message pieces: %s text, %u number, %P the pattern from .start of .len as it is, %Q that from
// .start2, %R the repr of the former.
typedef struct {
    const char *text;
    u64 number, second;
    u32 start, len;
    u32 start2, len2;
} RegexSay;
void regex_fail_at(RegexParse *parse, RegexErrorKind kind, u32 position, const char *format,
                   RegexSay say);
// At the token, `offset` characters back.
void regex_fail(RegexParse *parse, u32 offset, const char *format, RegexSay say);

// ---- escapes (regex_escape.c)
// The value of \n, \x41, …; false: failed, or `*is_other` when it is none of these.
bool regex_escape_char(RegexParse *parse, u32 start, bool is_set, u32 *point, bool *is_other);
u32 regex_escape_category(u32 letter);  // 0: none

u32 regex_node_new(RegexParse *parse, RegexNodeKind kind);
u32 regex_parse_branches(RegexParse *parse);
u32 regex_parse_set(RegexParse *parse);  // behind '['
RegexWidth regex_width(const RegexParse *parse, u32 node);
void regex_parse_all(RegexParse *parse, u32 *root);

// ---- letters without case (regex_case.c)
u32 regex_lower(u32 point, u32 flags);
u32 regex_upper(u32 point, u32 flags);
bool regex_is_cased(u32 point, u32 flags);
// Other lower-case characters with the same upper case: at most 2.
u32 regex_case_twins(u32 point, u32 twins[2]);

// ---- sets
enum { SET_TABLE_WORDS = 64, SET_RANGES_AT = SET_TABLE_WORDS + 4 };

// In the words of a program:
//   64 words   one byte for each character below 256: 1 when it is in
//   1 word     flags, see RegexSetFlag
//   1 word     categories of characters from 256 on
//   1 word     number of ranges
//   1 word     a single character that is not in, or REGEX_NONE; the set holds all others
//   2 words    each range, in ascending order
typedef enum {
    SET_IS_NEGATED = 1,   // from 256 on
    SET_LOWERS = 2,       // compares the lower case, from 256 on
    SET_TRIES_UPPER = 4,  // and the upper case of characters above U+FFFF
    SET_IS_ASCII = 8,     // categories
    SET_HAS_WIDE = 16,    // may hold characters from 256 on
} RegexSetFlag;

bool regex_set_has_wide(const u32 *set, u32 point);
static inline bool regex_set_has(const u32 *set, u32 point) {
    if (LIKELY(point < 256)) return ((const u8 *)set)[point] != 0;
    return regex_set_has_wide(set, point);
}
bool regex_category_has(u32 categories, u32 point, bool is_ascii);

// ---- instructions: word 0 is the op, operands follow
typedef enum {
    OP_MATCH,
    OP_FAIL,
    OP_CHAR,      // c
    OP_NOT_CHAR,  // c
    OP_ANY,
    OP_ALL,
    OP_SET,             // set
    OP_STRING,          // length, characters …
    OP_AT,              // place
    OP_SAVE,            // slot
    OP_CLOSE,           // slot, group
    OP_JUMP,            // to
    OP_SPLIT,           // preferred, other, table: 64 words of bytes, then wide and end; or 0
    OP_SWITCH,          // table, count, to …: alternatives in order; see below
    OP_ONE_GREEDY,      // kind, operand, min, max, next character or NONE: and behind it the tail
    OP_ONE_LAZY,        // the same
    OP_ONE_POSSESSIVE,  // the same
    OP_LOOP_BEGIN,      // slot of the count (the last position comes behind it)
    OP_LOOP_GREEDY,     // slot, min, max, body
    OP_LOOP_LAZY,       // slot, min, max, body
    OP_ATOMIC_BEGIN,    // slot
    OP_ATOMIC_END,      // slot
    OP_LOOK_BEGIN,      // slot (height, position), how far behind
    OP_LOOK_END,        // slot
    OP_LOOK_NOT_BEGIN,  // slot, how far behind, to
    OP_LOOK_NOT_END,    // slot
    OP_BACKREF,         // group, flags of the comparison
    OP_COND,            // group, to when it is not set
} RegexOp;

enum { ONE_WORDS = 6, SPLIT_TABLE_WORDS = 65, SWITCH_TABLE_WORDS = 258, SWITCH_MAX = 32 };
enum { SPLIT_FIRST = 1, SPLIT_OTHER = 2 };  // in the bytes of a split's table

// What a run is made of.
typedef enum { ONE_CHAR, ONE_NOT_CHAR, ONE_ANY, ONE_ALL, ONE_SET } RegexOneKind;

typedef enum {
    START_ANYWHERE,
    START_TEXT,    // only at the beginning of the text
    START_STRING,  // start_offset, start_len: characters
    START_SET,     // start_offset: a set's table
} RegexStart;

// ---- what can come next
typedef struct {
    u64 bits[4];  // characters below 256
    bool wide;    // some character from 256 on
    bool end;     // the end of the text
} RegexFirst;

// What can come first in the node when `follow` comes behind it.
void regex_first(RegexParse *parse, u32 node, const RegexFirst *follow, RegexFirst *first);
// Of the items of a sequence from `child` on.
void regex_first_of_list(RegexParse *parse, u32 child, const RegexFirst *follow, RegexFirst *first);
void regex_first_all(RegexFirst *first);
bool regex_first_is_all(const RegexFirst *first);
static inline bool regex_first_has(const RegexFirst *first, u32 byte) {
    return first->bits[byte / 64] >> (byte % 64) & 1;
}
bool regex_first_overlaps(const RegexFirst *left, const RegexFirst *right);
void regex_first_join(RegexFirst *first, const RegexFirst *other);

// Writes the set of a one-character node behind `words`; its offset.
u32 regex_set_make(const RegexParse *parse, const RegexNode *node, RegexWordVec *words);
// The same in `data`, once for each node.
u32 regex_node_set(RegexParse *parse, u32 node);
// A literal that stands for itself alone.
bool regex_node_is_char(const RegexParse *parse, u32 node);
// The only character-wide node that this one comes to, or NODE_END.
u32 regex_node_one(const RegexParse *parse, u32 node);
void regex_compile_all(RegexParse *parse, u32 root);

// ---- looking for bytes (regex_scan.c)
// First index in [at, end) of a character in (or, with `is_in` false, not in) the table; `end` when
// there is none.
u32 regex_scan_set(RegexText text, u32 at, u32 end, const u32 *set, bool is_in);
u32 regex_scan_char(RegexText text, u32 at, u32 end, u32 point);
u32 regex_scan_not_char(RegexText text, u32 at, u32 end, u32 point);
u32 regex_scan_string(RegexText text, u32 at, u32 end, const u32 *chars, u32 len);
