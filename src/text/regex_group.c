// What stands behind an opening parenthesis.
#include "text/regex_parse.h"

#include "text/unicode.h"

static const RegexSay NOTHING = {0};

typedef struct {
    bool is_capturing, is_atomic;
    bool has_name;
    u32 name_start, name_len;
    u32 add, remove;  // flags
} Head;

static void fail_end(RegexParse *parse) {
    regex_fail(parse, 0, "unexpected end of pattern", NOTHING);
}

// Takes the token; false at the end of the pattern.
static bool next_token(RegexParse *parse, u32 *start, u32 *len) {
    *start = parse->at;
    *len = parse->len;
    regex_token_skip(parse);
    return *len > 0 && !parse->has_failed;
}

static void fail_unknown(RegexParse *parse, const char *format, u32 start, u32 len, u32 offset) {
    regex_fail(parse, len + offset, format, (RegexSay){.start = start, .len = len});
}

static bool close_group(RegexParse *parse, u32 start) {
    if (!regex_token_take(parse, ')'))
        regex_fail(parse, parse->at - start, "missing ), unterminated subpattern", NOTHING);
    return !parse->has_failed;
}

static bool same_name(const RegexParse *parse, RegexName name, u32 start, u32 len) {
    if (name.len != len) return false;
    for (u32 i = 0; i < len; i++) {
        if (regex_text_at(parse->text, name.start + i) != regex_text_at(parse->text, start + i))
            return false;
    }
    return true;
}

static u32 find_name(const RegexParse *parse, u32 start, u32 len) {
    for (u32 i = 0; i < parse->names.count; i++) {
        if (same_name(parse, parse->names.items[i], start, len)) return parse->names.items[i].group;
    }
    return REGEX_NONE;
}

static u32 find_known_name(RegexParse *parse, u32 start, u32 len) {
    u32 group = find_name(parse, start, len);
    if (group == REGEX_NONE)
        regex_fail(parse, len + 1, "unknown group name %R", (RegexSay){.start = start, .len = len});
    return group;
}

// ---- flags
static u32 flag_of(u32 letter) {
    switch (letter) {
    case 'i': return REGEX_IGNORECASE;
    case 'L': return REGEX_LOCALE;
    case 'm': return REGEX_MULTILINE;
    case 's': return REGEX_DOTALL;
    case 'x': return REGEX_VERBOSE;
    case 'a': return REGEX_ASCII;
    case 'u': return REGEX_UNICODE;
    default: return 0;
    }
}

enum { TYPE_FLAGS = REGEX_ASCII | REGEX_LOCALE | REGEX_UNICODE };

// The next flag's token; `*flag` 0 when it is another character.
static bool next_flag(RegexParse *parse, const char *missing, const char *ends, u32 *letter) {
    u32 start, len;
    if (!next_token(parse, &start, &len)) {
        regex_fail(parse, 0, missing, NOTHING);
        return false;
    }
    *letter = len == 1 ? regex_text_at(parse->text, start) : '\\';
    for (const char *end = ends; *end; end++) {
        if (*letter == (u8)*end) return true;
    }
    if (len == 1 && flag_of(*letter)) return true;
    bool is_alpha = len == 1 && unicode_is_alpha(*letter);
    regex_fail(parse, len, is_alpha ? "unknown flag" : missing, NOTHING);
    return false;
}

static bool add_flag(RegexParse *parse, u32 letter, u32 *flags) {
    u32 flag = flag_of(letter);
    if (parse->is_text && letter == 'L')
        regex_fail(parse, 0, "bad inline flags: cannot use 'L' flag with a str pattern", NOTHING);
    if (!parse->is_text && letter == 'u')
        regex_fail(parse, 0, "bad inline flags: cannot use 'u' flag with a bytes pattern", NOTHING);
    *flags |= flag;
    if ((flag & TYPE_FLAGS) && (*flags & TYPE_FLAGS) != flag)
        regex_fail(parse, 0, "bad inline flags: flags 'a', 'u' and 'L' are incompatible", NOTHING);
    return !parse->has_failed;
}

// Behind "(?" and the first letter. `*is_global`: "(?im)".
static bool read_flags(RegexParse *parse, u32 letter, Head *head, bool *is_global) {
    *is_global = false;
    while (letter != '-' && letter != ')' && letter != ':') {
        if (!add_flag(parse, letter, &head->add)) return false;
        if (!next_flag(parse, "missing -, : or )", ")-:", &letter)) return false;
    }
    if (letter == ')') {
        parse->flags |= head->add;
        *is_global = true;
        return true;
    }
    if (letter == '-') {
        if (!next_flag(parse, "missing flag", "", &letter)) return false;
        while (letter != ':') {
            if (flag_of(letter) & TYPE_FLAGS) {
                regex_fail(parse, 0, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'",
                           NOTHING);
                return false;
            }
            head->remove |= flag_of(letter);
            if (!next_flag(parse, "missing :", ":", &letter)) return false;
        }
    }
    if (head->add & head->remove) {
        regex_fail(parse, 1, "bad inline flags: flag turned on and off", NOTHING);
        return false;
    }
    return true;
}

// ---- kinds of groups that are no subpattern
static void add_named_reference(RegexParse *parse, RegexList *list) {
    u32 start, len;
    if (!regex_token_name(parse, ')', "group name", &start, &len)) return;
    if (!regex_check_name(parse, start, len, 1)) return;
    u32 group = find_known_name(parse, start, len);
    if (parse->has_failed || !regex_check_reference(parse, group, len + 1)) return;
    u32 node = regex_node_new(parse, NODE_BACKREF);
    parse->nodes.items[node].a = group;
    regex_list_add(parse, list, node);
}

static void skip_comment(RegexParse *parse, u32 start) {
    while (parse->len && !regex_token_is(parse, ')')) regex_token_skip(parse);
    if (!parse->len)
        regex_fail(parse, parse->at - start, "missing ), unterminated comment", NOTHING);
    regex_token_skip(parse);
}

static void add_look(RegexParse *parse, RegexList *list, u32 group_start, u32 letter) {
    bool is_behind = letter == '<';
    u32 outer = parse->lookbehind_groups;
    if (is_behind) {
        u32 start, len;
        if (!next_token(parse, &start, &len)) {
            fail_end(parse);
            return;
        }
        letter = len == 1 ? regex_text_at(parse->text, start) : 0;
        if (letter != '=' && letter != '!') {
            fail_unknown(parse, "unknown extension ?<%P", start, len, 2);
            return;
        }
        if (outer == REGEX_NONE) parse->lookbehind_groups = parse->widths.count;
    }
    u32 node = regex_node_new(parse, NODE_LOOK);
    u32 child = regex_parse_branches(parse);
    if (is_behind) parse->lookbehind_groups = outer;
    if (!close_group(parse, group_start)) return;
    RegexNode *look = &parse->nodes.items[node];
    look->is_behind = is_behind;
    look->is_negated = letter == '!';
    look->child = child;
    regex_list_add(parse, list, node);
}

static u32 read_condition(RegexParse *parse) {
    u32 start, len;
    if (!regex_token_name(parse, ')', "group name", &start, &len)) return 0;
    if (!regex_is_decimal(parse->text, start, len)) {
        if (!regex_check_name(parse, start, len, 1)) return 0;
        return find_known_name(parse, start, len);
    }
    u64 group = regex_decimal(parse->text, start, len);
    if (group == 0) {
        regex_fail(parse, len + 1, "bad group number", NOTHING);
    } else if (group >= REGEX_GROUPS_MAX) {
        while (len > 1 && regex_text_at(parse->text, start) == '0') {
            start++;
            len--;
        }
        regex_fail_at(parse, REGEX_ERROR_PATTERN, parse->at - len - 1, "invalid group reference %P",
                      (RegexSay){.start = start, .len = len});
    } else {
        *VEC_PUSH(parse->arena, &parse->references) =
            (RegexName){(u32)group, parse->at - len - 1, len};
    }
    return (u32)group;
}

static void add_condition(RegexParse *parse, RegexList *list, u32 group_start) {
    u32 group = read_condition(parse);
    if (parse->has_failed || !regex_check_behind(parse, group)) return;
    u32 node = regex_node_new(parse, NODE_COND);
    if (parse->depth++ >= REGEX_DEPTH_MAX)
        regex_fail_at(parse, REGEX_ERROR_RECURSION, 0, "maximum recursion depth exceeded", NOTHING);
    u32 yes = regex_parse_sequence(parse, false);
    parse->nodes.items[node].a = group;
    parse->nodes.items[node].child = yes;
    if (regex_token_take(parse, '|')) {
        u32 no = regex_parse_sequence(parse, false);
        parse->nodes.items[yes].next = no;
        if (regex_token_is(parse, '|'))
            regex_fail(parse, 0, "conditional backref with more than two branches", NOTHING);
    }
    parse->depth--;
    if (close_group(parse, group_start)) regex_list_add(parse, list, node);
}

// ---- heads
// True when a subpattern follows.
static bool read_python(RegexParse *parse, RegexList *list, Head *head) {
    if (regex_token_take(parse, '<')) {
        head->has_name = true;
        return regex_token_name(parse, '>', "group name", &head->name_start, &head->name_len) &&
               regex_check_name(parse, head->name_start, head->name_len, 1);
    }
    if (regex_token_take(parse, '=')) {
        add_named_reference(parse, list);
        return false;
    }
    u32 start, len;
    if (!next_token(parse, &start, &len))
        fail_end(parse);
    else
        fail_unknown(parse, "unknown extension ?P%P", start, len, 2);
    return false;
}

static bool read_flag_head(RegexParse *parse, const RegexList *list, Head *head, u32 group_start,
                           u32 letter, bool is_first) {
    bool is_global;
    head->is_capturing = false;
    if (!read_flags(parse, letter, head, &is_global)) return false;
    if (!is_global) return true;
    if (!is_first || list->last != NODE_END)
        regex_fail(parse, parse->at - group_start,
                   "global flags not at the start of the expression", NOTHING);
    parse->scope = parse->flags;
    return false;
}

static bool read_head(RegexParse *parse, RegexList *list, Head *head, u32 group_start,
                      bool is_first) {
    u32 start, len;
    if (!next_token(parse, &start, &len)) {
        fail_end(parse);
        return false;
    }
    u32 letter = len == 1 ? regex_text_at(parse->text, start) : 0;
    switch (letter) {
    case 'P': return read_python(parse, list, head);
    case ':': head->is_capturing = false; return true;
    case '>':
        head->is_capturing = false;
        head->is_atomic = true;
        return true;
    case '#': skip_comment(parse, group_start); return false;
    case '=':
    case '!':
    case '<': add_look(parse, list, group_start, letter); return false;
    case '(': add_condition(parse, list, group_start); return false;
    default: break;
    }
    if (letter == '-' || flag_of(letter))
        return read_flag_head(parse, list, head, group_start, letter, is_first);
    fail_unknown(parse, "unknown extension ?%P", start, len, 1);
    return false;
}

// ---- subpatterns
static u32 open_group(RegexParse *parse, const Head *head) {
    u32 group = parse->widths.count;
    u32 known = head->has_name ? find_name(parse, head->name_start, head->name_len) : REGEX_NONE;
    if (known != REGEX_NONE) {
        regex_fail(parse, head->name_len + 1,
                   "redefinition of group name %R as group %u; was group %u",
                   (RegexSay){.start = head->name_start,
                              .len = head->name_len,
                              .number = group,
                              .second = known});
        return 0;
    }
    *VEC_PUSH(parse->arena, &parse->widths) = (RegexWidth){REGEX_WIDTH_OPEN, 0};
    if (head->has_name)
        *VEC_PUSH(parse->arena, &parse->names) =
            (RegexName){group, head->name_start, head->name_len};
    return group;
}

void regex_parse_group(RegexParse *parse, RegexList *list, u32 start, bool is_first) {
    Head head = {.is_capturing = true};
    if (regex_token_take(parse, '?') && !read_head(parse, list, &head, start, is_first)) return;
    if (parse->has_failed) return;
    u32 group = head.is_capturing ? open_group(parse, &head) : 0;
    u32 outer = parse->scope;
    if (head.add & TYPE_FLAGS) parse->scope &= ~(u32)TYPE_FLAGS;
    parse->scope = (parse->scope | head.add) & ~head.remove;
    u32 node = regex_node_new(parse, head.is_atomic ? NODE_ATOMIC : NODE_GROUP);
    u32 child = regex_parse_branches(parse);
    parse->scope = outer;
    if (!close_group(parse, start)) return;
    parse->nodes.items[node].child = child;
    parse->nodes.items[node].a = group;
    if (group) parse->widths.items[group] = regex_width(parse, child);
    regex_list_add(parse, list, node);
}
