// text/regex_parse.h — between the two halves of the pattern parser.
#pragma once

#include "text/regex_priv.h"

// A sequence being built.
typedef struct {
    u32 sequence, last;  // nodes
} RegexList;

void regex_list_add(RegexParse *parse, RegexList *list, u32 node);
u32 regex_parse_sequence(RegexParse *parse, bool is_first);
// Behind '('. `is_first`: global flags may still come.
void regex_parse_group(RegexParse *parse, RegexList *list, u32 start, bool is_first);
// Whether a group may be referred to: it is closed, and not inside the same lookbehind.
bool regex_check_reference(RegexParse *parse, u32 group, u32 offset);
bool regex_check_behind(RegexParse *parse, u32 group);
