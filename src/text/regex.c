// The door of the compiler: from a pattern to the flat program.
#include "text/regex.h"

#include "text/regex_priv.h"

#include <string.h>

enum { HEAD_WORDS = sizeof(RegexProgram) / sizeof(u32) };

static void append(u32 *words, u32 *at, const void *from, u32 count) {
    if (count) memcpy(words + *at, from, (usize)count * sizeof(u32));
    *at += count;
}

// Where a match can start, by its first instructions and characters.
static void find_start(RegexParse *parse, u32 root, RegexProgram *head) {
    const u32 *code = parse->code.items;
    u32 at = 0;
    while (code[at] == OP_SAVE) at += 2;
    bool is_run = code[at] == OP_ONE_GREEDY || code[at] == OP_ONE_POSSESSIVE;
    head->is_lead_loop = is_run && code[at + 4] == REGEX_NONE && !parse->has_backrefs;
    head->start_kind = START_ANYWHERE;
    if (code[at] == OP_AT && code[at + 1] == PLACE_BEGIN) {
        head->start_kind = START_TEXT;
        return;
    }
    while (code[at] == OP_SAVE || code[at] == OP_AT) at += 2;
    if (code[at] == OP_CHAR || code[at] == OP_STRING) {
        bool is_string = code[at] == OP_STRING;
        head->start_kind = START_STRING;
        head->start_len = is_string ? code[at + 1] : 1;
        head->start_offset = at + 1 + is_string;  // in the code
        return;
    }
    RegexFirst all, first;
    regex_first_all(&all);
    regex_first(parse, root, &all, &first);
    if (first.end) return;
    head->start_kind = START_SET;
    head->start_offset = parse->data.count;
    VEC_RESERVE(parse->arena, &parse->data, SET_RANGES_AT);
    u32 *set = parse->data.items + parse->data.count;
    parse->data.count += SET_RANGES_AT;
    memset(set, 0, SET_RANGES_AT * sizeof *set);
    for (u32 i = 0; i < 256; i++) ((u8 *)set)[i] = regex_first_has(&first, i);
    // From 256 on: all or none.
    set[SET_TABLE_WORDS] = first.wide ? SET_HAS_WIDE | SET_IS_NEGATED : 0;
    set[SET_TABLE_WORDS + 3] = REGEX_NONE;
}

const RegexProgram *regex_compile(Arena *arena, RegexText pattern, bool is_text, u32 flags,
                                  RegexError *error) {
    RegexParse parse = {
        .arena = arena, .text = pattern, .is_text = is_text, .error = error, .flags = flags};
    u32 root = 0;
    *error = (RegexError){0};
    bytes_init(&error->message, arena);
    regex_parse_all(&parse, &root);
    if (parse.has_failed) return NULL;
    regex_compile_all(&parse, root);
    if (parse.has_failed) return NULL;
    RegexProgram head = {.flags = parse.flags};
    RegexWidth width = regex_width(&parse, root);
    find_start(&parse, root, &head);
    head.group_count = parse.widths.count - 1;
    head.slot_count = parse.slot_count;
    head.code_offset = HEAD_WORDS;
    head.data_offset = head.code_offset + parse.code.count;
    head.names_offset = head.data_offset + parse.data.count;
    head.name_count = parse.names.count;
    head.warnings_offset = head.names_offset + 3 * parse.names.count;
    head.warning_count = parse.warnings.count / 2;
    head.word_count = head.warnings_offset + parse.warnings.count;
    head.can_memo = parse.can_memo;
    head.width_min = width.min > UINT32_MAX ? UINT32_MAX : (u32)width.min;
    u32 *words = ARENA_NEW_ARRAY(arena, u32, head.word_count), at = 0;
    append(words, &at, &head, HEAD_WORDS);
    append(words, &at, parse.code.items, parse.code.count);
    append(words, &at, parse.data.items, parse.data.count);
    append(words, &at, parse.names.items, 3 * parse.names.count);
    append(words, &at, parse.warnings.items, parse.warnings.count);
    return (const RegexProgram *)words;
}

RegexName regex_name(const RegexProgram *program, u32 index) {
    RegexName name;
    memcpy(&name, (const u32 *)program + program->names_offset + 3 * index, sizeof name);
    return name;
}
