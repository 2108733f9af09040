// Patterns to trees: sequences, repeats, alternatives, groups (regex_group.c
// has their heads).
#include "text/regex_parse.h"

#include "text/unicode.h"

u32 regex_node_new(RegexParse *parse, RegexNodeKind kind) {
    *VEC_PUSH(parse->arena, &parse->nodes) =
        (RegexNode){.kind = (u8)kind, .flags = parse->scope, .child = NODE_END, .next = NODE_END};
    return parse->nodes.count - 1;
}

static u32 add(RegexParse *parse, RegexList *list, RegexNodeKind kind) {
    u32 node = regex_node_new(parse, kind);
    regex_list_add(parse, list, node);
    return node;
}

void regex_list_add(RegexParse *parse, RegexList *list, u32 node) {
    if (list->last == NODE_END)
        parse->nodes.items[list->sequence].child = node;
    else
        parse->nodes.items[list->last].next = node;
    list->last = node;
}

static void add_literal(RegexParse *parse, RegexList *list, u32 point) {
    u32 node = add(parse, list, NODE_LITERAL);
    parse->nodes.items[node].a = point;
}

static void add_place(RegexParse *parse, RegexList *list, RegexPlace place) {
    u32 node = add(parse, list, NODE_AT);
    parse->nodes.items[node].a = place;
}

// ---- escapes
bool regex_check_reference(RegexParse *parse, u32 group, u32 offset) {
    if (parse->widths.items[group].min == REGEX_WIDTH_OPEN) {
        regex_fail(parse, offset, "cannot refer to an open group", (RegexSay){0});
        return false;
    }
    return regex_check_behind(parse, group);
}

bool regex_check_behind(RegexParse *parse, u32 group) {
    if (parse->lookbehind_groups == REGEX_NONE) return true;
    if (group >= parse->widths.count || parse->widths.items[group].min == REGEX_WIDTH_OPEN)
        regex_fail(parse, 0, "cannot refer to an open group", (RegexSay){0});
    else if (group >= parse->lookbehind_groups)
        regex_fail(parse, 0, "cannot refer to group defined in the same lookbehind subpattern",
                   (RegexSay){0});
    return !parse->has_failed;
}

static bool is_digit_token(const RegexParse *parse) {
    return parse->len == 1 && regex_token_first(parse) - '0' <= 9;
}

// \1 to \99, or three octal digits.
static void add_number(RegexParse *parse, RegexList *list, u32 start) {
    u32 first = regex_text_at(parse->text, start + 1) - '0', group = first;
    if (is_digit_token(parse)) {
        u32 second = regex_token_first(parse) - '0';
        regex_token_skip(parse);
        group = group * 10 + second;
        u32 third = is_digit_token(parse) ? regex_token_first(parse) - '0' : 9;
        if (first < 8 && second < 8 && third < 8) {
            regex_token_skip(parse);
            u32 point = first * 64 + second * 8 + third, len = parse->at - start;
            if (point > 0377)
                regex_fail(parse, len, "octal escape value %P outside of range 0-0o377",
                           (RegexSay){.start = start, .len = len});
            add_literal(parse, list, point);
            return;
        }
    }
    if (parse->has_failed) return;
    u32 len = parse->at - start;
    if (group >= parse->widths.count) {
        regex_fail(parse, len - 1, "invalid group reference %u", (RegexSay){.number = group});
        return;
    }
    if (!regex_check_reference(parse, group, len)) return;
    u32 node = add(parse, list, NODE_BACKREF);
    parse->nodes.items[node].a = group;
}

static void add_escape(RegexParse *parse, RegexList *list, u32 start) {
    u32 letter = regex_text_at(parse->text, start + 1);
    switch (letter) {
    case 'A': add_place(parse, list, PLACE_BEGIN); return;
    case 'b': add_place(parse, list, PLACE_BOUNDARY); return;
    case 'B': add_place(parse, list, PLACE_NOT_BOUNDARY); return;
    case 'z':
    case 'Z': add_place(parse, list, PLACE_END_TEXT); return;
    default: break;
    }
    u32 category = regex_escape_category(letter);
    if (category) {
        u32 node = add(parse, list, NODE_SET);
        parse->nodes.items[node].a = parse->items.count;
        parse->nodes.items[node].b = 1;
        *VEC_PUSH(parse->arena, &parse->items) = (RegexItem){.category = category};
        return;
    }
    u32 point = 0;
    bool is_other;
    if (!regex_escape_char(parse, start, false, &point, &is_other)) return;
    if (is_other)
        add_number(parse, list, start);
    else
        add_literal(parse, list, point);
}

// ---- repeats
// {m,n}; false: the brace is a character.
static bool read_bounds(RegexParse *parse, u32 here, u32 *min, u32 *max) {
    u64 numbers[2] = {0, REGEX_NONE};
    if (regex_token_is(parse, '}')) return false;
    for (u32 i = 0; i < 2; i++) {
        u32 start = parse->at;
        while (is_digit_token(parse)) regex_token_skip(parse);
        u32 len = parse->at - start;
        if (len) numbers[i] = regex_decimal(parse->text, start, len);
        if (len && numbers[i] >= REGEX_NONE) numbers[i] = UINT64_MAX;
        if (i == 0 && !regex_token_take(parse, ',')) {
            if (len) numbers[1] = numbers[0];
            break;
        }
    }
    if (parse->has_failed) return true;
    if (!regex_token_take(parse, '}')) {
        regex_token_seek(parse, here);
        return false;
    }
    if (parse->has_failed) return true;
    if (numbers[0] == UINT64_MAX || numbers[1] == UINT64_MAX) {
        regex_fail_at(parse, REGEX_ERROR_OVERFLOW, 0, "the repetition number is too large",
                      (RegexSay){0});
    } else if (numbers[1] < numbers[0]) {
        regex_fail(parse, parse->at - here, "min repeat greater than max repeat", (RegexSay){0});
    }
    *min = (u32)numbers[0];
    *max = (u32)numbers[1];
    return true;
}

static void add_repeat(RegexParse *parse, RegexList *list, u32 what) {
    u32 here = parse->at, min = what == '+', max = what == '?' ? 1 : REGEX_NONE;
    if (what == '{' && !read_bounds(parse, here, &min, &max)) {
        add_literal(parse, list, what);
        return;
    }
    if (parse->has_failed) return;
    u32 offset = parse->at - here + 1;
    const RegexNode *item = list->last == NODE_END ? NULL : &parse->nodes.items[list->last];
    if (!item || item->kind == NODE_AT) {
        regex_fail(parse, offset, "nothing to repeat", (RegexSay){0});
        return;
    }
    if (item->kind == NODE_REPEAT) {
        regex_fail(parse, offset, "multiple repeat", (RegexSay){0});
        return;
    }
    RegexRepeatMode mode = regex_token_take(parse, '?')   ? REPEAT_LAZY
                           : regex_token_take(parse, '+') ? REPEAT_POSSESSIVE
                                                          : REPEAT_GREEDY;
    u32 child = regex_node_new(parse, NODE_FAIL);
    parse->nodes.items[child] = parse->nodes.items[list->last];
    parse->nodes.items[list->last] = (RegexNode){.kind = NODE_REPEAT,
                                                 .mode = (u8)mode,
                                                 .flags = parse->nodes.items[child].flags,
                                                 .child = child,
                                                 .next = NODE_END,
                                                 .a = min,
                                                 .b = max};
}

// ---- sequences and alternatives
static bool is_space(u32 point) {
    return point == ' ' || (point >= '\t' && point <= '\r');
}

static void skip_comment(RegexParse *parse) {
    while (parse->len && !regex_token_is(parse, '\n')) regex_token_skip(parse);
    regex_token_skip(parse);
}

static void read_item(RegexParse *parse, RegexList *list, bool is_first) {
    u32 start = parse->at, point = regex_token_first(parse);
    bool is_escape = regex_token_is_escape(parse);
    regex_token_skip(parse);
    if (parse->has_failed) return;
    if (is_escape) {
        add_escape(parse, list, start);
        return;
    }
    if (parse->scope & REGEX_VERBOSE) {
        if (is_space(point)) return;
        if (point == '#') {
            skip_comment(parse);
            return;
        }
    }
    switch (point) {
    case '[': regex_list_add(parse, list, regex_parse_set(parse)); return;
    case '*':
    case '+':
    case '?':
    case '{': add_repeat(parse, list, point); return;
    case '.': add(parse, list, NODE_ANY); return;
    case '(': regex_parse_group(parse, list, start, is_first); return;
    case '^': add_place(parse, list, PLACE_BEGIN_LINE); return;
    case '$': add_place(parse, list, PLACE_END_LINE); return;
    default: add_literal(parse, list, point); return;
    }
}

u32 regex_parse_sequence(RegexParse *parse, bool is_first) {
    u32 flags = parse->scope;
    RegexList list = {regex_node_new(parse, NODE_SEQUENCE), NODE_END};
    while (parse->len && !regex_token_is(parse, '|') && !regex_token_is(parse, ')'))
        read_item(parse, &list, is_first);
    if (!is_first) parse->scope = flags;
    return list.sequence;
}

// Alternatives that are one character each are a set. Their flags are the same,
// or the set would not mean the same.
static bool is_member(const RegexParse *parse, u32 sequence, u32 flags) {
    u32 child = parse->nodes.items[sequence].child;
    if (child == NODE_END || parse->nodes.items[child].next != NODE_END) return false;
    const RegexNode *node = &parse->nodes.items[child];
    return (node->kind == NODE_LITERAL || node->kind == NODE_SET) && !node->is_negated &&
           node->flags == flags;
}

static u32 set_of_branches(RegexParse *parse, u32 branch) {
    u32 first = parse->nodes.items[branch].child;
    u32 only = parse->nodes.items[first].child;
    u32 flags = only == NODE_END ? 0 : parse->nodes.items[only].flags;
    for (u32 at = first; at != NODE_END; at = parse->nodes.items[at].next) {
        if (!is_member(parse, at, flags)) return branch;
    }
    u32 items = parse->items.count;
    for (u32 at = first; at != NODE_END; at = parse->nodes.items[at].next) {
        RegexNode node = parse->nodes.items[parse->nodes.items[at].child];
        if (node.kind == NODE_LITERAL)
            *VEC_PUSH(parse->arena, &parse->items) = (RegexItem){.low = node.a, .high = node.a};
        for (u32 i = 0; node.kind == NODE_SET && i < node.b; i++) {
            RegexItem item = parse->items.items[node.a + i];
            *VEC_PUSH(parse->arena, &parse->items) = item;
        }
    }
    u32 set = regex_node_new(parse, NODE_SET);
    parse->nodes.items[set].flags = flags;
    parse->nodes.items[set].a = items;
    parse->nodes.items[set].b = parse->items.count - items;
    return set;
}

u32 regex_parse_branches(RegexParse *parse) {
    bool is_outermost = parse->depth == 0;
    if (parse->depth++ >= REGEX_DEPTH_MAX)
        regex_fail_at(parse, REGEX_ERROR_RECURSION, 0, "maximum recursion depth exceeded",
                      (RegexSay){0});
    u32 first = regex_parse_sequence(parse, is_outermost), result = first;
    if (regex_token_is(parse, '|')) {
        result = regex_node_new(parse, NODE_BRANCH);
        parse->nodes.items[result].child = first;
        for (u32 last = first; regex_token_take(parse, '|');) {
            u32 next = regex_parse_sequence(parse, false);
            parse->nodes.items[last].next = next;
            last = next;
        }
        if (!parse->has_failed) result = set_of_branches(parse, result);
    }
    parse->depth--;
    return result;
}

// ---- width
static RegexWidth width_of_children(const RegexParse *parse, u32 child, bool is_choice) {
    RegexWidth all = {is_choice ? REGEX_WIDTH_MAX : 0, 0};
    for (; child != NODE_END; child = parse->nodes.items[child].next) {
        RegexWidth one = regex_width(parse, child);
        if (is_choice) {
            if (one.min < all.min) all.min = one.min;
            if (one.max > all.max) all.max = one.max;
            continue;
        }
        all.min = all.min + one.min > REGEX_WIDTH_MAX ? REGEX_WIDTH_MAX : all.min + one.min;
        all.max = all.max + one.max > REGEX_WIDTH_MAX ? REGEX_WIDTH_MAX : all.max + one.max;
    }
    return all;
}

static u64 times(u64 width, u32 count) {
    if (width == 0 || count == 0) return 0;
    return width > REGEX_WIDTH_MAX / count ? REGEX_WIDTH_MAX : width * count;
}

RegexWidth regex_width(const RegexParse *parse, u32 index) {
    const RegexNode *node = &parse->nodes.items[index];
    switch ((RegexNodeKind)node->kind) {
    case NODE_LITERAL:
    case NODE_ANY:
    case NODE_SET: return (RegexWidth){1, 1};
    case NODE_SEQUENCE:
    case NODE_GROUP:
    case NODE_ATOMIC: return width_of_children(parse, node->child, false);
    case NODE_BRANCH: return width_of_children(parse, node->child, true);
    case NODE_REPEAT: {
        RegexWidth one = regex_width(parse, node->child);
        bool is_endless = node->b == REGEX_NONE && one.max > 0;
        return (RegexWidth){times(one.min, node->a),
                            is_endless ? REGEX_WIDTH_MAX : times(one.max, node->b)};
    }
    case NODE_BACKREF: return parse->widths.items[node->a];
    case NODE_COND: {
        RegexWidth all = width_of_children(parse, node->child, true);
        if (parse->nodes.items[node->child].next == NODE_END) all.min = 0;
        return all;
    }
    case NODE_LOOK:
    case NODE_AT:
    case NODE_FAIL: break;
    }
    return (RegexWidth){0, 0};
}

// ---- the whole
static void fix_flags(RegexParse *parse) {
    u32 flags = parse->flags;
    const char *problem = NULL;
    if (parse->is_text) {
        if (flags & REGEX_LOCALE)
            problem = "cannot use LOCALE flag with a str pattern";
        else if (!(flags & REGEX_ASCII))
            parse->flags |= REGEX_UNICODE;
        else if (flags & REGEX_UNICODE)
            problem = "ASCII and UNICODE flags are incompatible";
    } else {
        if (flags & REGEX_UNICODE)
            problem = "cannot use UNICODE flag with a bytes pattern";
        else if ((flags & REGEX_LOCALE) && (flags & REGEX_ASCII))
            problem = "ASCII and LOCALE flags are incompatible";
    }
    if (problem) regex_fail_at(parse, REGEX_ERROR_VALUE, 0, "%s", (RegexSay){.text = problem});
}

void regex_parse_all(RegexParse *parse, u32 *root) {
    *VEC_PUSH(parse->arena, &parse->widths) = (RegexWidth){REGEX_WIDTH_OPEN, 0};
    parse->lookbehind_groups = REGEX_NONE;
    parse->scope = parse->flags;
    regex_token_seek(parse, 0);
    *root = regex_parse_branches(parse);
    if (parse->has_failed) return;
    fix_flags(parse);
    if (parse->len) regex_fail(parse, 0, "unbalanced parenthesis", (RegexSay){0});
    for (u32 i = 0; i < parse->references.count; i++) {
        RegexName reference = parse->references.items[i];
        if (reference.group >= parse->widths.count)
            regex_fail_at(parse, REGEX_ERROR_PATTERN, reference.start, "invalid group reference %u",
                          (RegexSay){.number = reference.group});
    }
}
