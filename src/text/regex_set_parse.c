// Character sets: what stands in square brackets.
#include "text/regex_priv.h"

static void warn(RegexParse *parse, RegexWarning warning, u32 position) {
    *VEC_PUSH(parse->arena, &parse->warnings) = warning;
    *VEC_PUSH(parse->arena, &parse->warnings) = position;
}

static bool is_doubled(const RegexParse *parse, u32 start) {
    u32 point = regex_text_at(parse->text, start);
    return parse->len == 1 && regex_token_first(parse) == point &&
           (point == '-' || point == '&' || point == '~' || point == '|');
}

static RegexWarning warning_of(u32 point) {
    return point == '-'   ? REGEX_WARN_DIFFERENCE
           : point == '&' ? REGEX_WARN_INTERSECTION
           : point == '~' ? REGEX_WARN_SYMMETRIC_DIFFERENCE
                          : REGEX_WARN_UNION;
}

// One member, its token taken: a character or a category.
static RegexItem read_member(RegexParse *parse, u32 start, u32 len) {
    u32 point = regex_text_at(parse->text, start);
    if (len == 2) {
        u32 category = regex_escape_category(regex_text_at(parse->text, start + 1));
        if (category) return (RegexItem){.category = category};
        bool is_other;
        if (!regex_escape_char(parse, start, true, &point, &is_other)) return (RegexItem){0};
    }
    return (RegexItem){.low = point, .high = point};
}

static u32 take_token(RegexParse *parse) {
    u32 len = parse->len;
    regex_token_skip(parse);
    return len;
}

static bool fail_unterminated(RegexParse *parse, u32 here) {
    regex_fail(parse, parse->at - here, "unterminated character set", (RegexSay){0});
    return false;
}

static void push_item(RegexParse *parse, RegexItem item) {
    *VEC_PUSH(parse->arena, &parse->items) = item;
}

// The second half of a range; true when the set goes on.
static bool read_range(RegexParse *parse, u32 here, u32 start, u32 len, RegexItem low) {
    u32 that = parse->at, that_len = take_token(parse);
    if (!that_len) return fail_unterminated(parse, here);
    if (that_len == 1 && regex_text_at(parse->text, that) == ']') {
        push_item(parse, low);
        push_item(parse, (RegexItem){.low = '-', .high = '-'});
        return false;
    }
    if (that_len == 1 && regex_text_at(parse->text, that) == '-')
        warn(parse, REGEX_WARN_DIFFERENCE, parse->at - 2);
    RegexItem high = read_member(parse, that, that_len);
    if (parse->has_failed) return false;
    if (low.category || high.category || high.high < low.low) {
        RegexSay say = {.start = start, .len = len, .start2 = that, .len2 = that_len};
        regex_fail(parse, len + 1 + that_len, "bad character range %P-%Q", say);
        return false;
    }
    push_item(parse, (RegexItem){.low = low.low, .high = high.high});
    return true;
}

// True when the set goes on.
static bool read_next(RegexParse *parse, u32 here, bool is_first) {
    u32 start = parse->at, len = take_token(parse);
    if (!len) return fail_unterminated(parse, here);
    if (len == 1 && !is_first) {
        if (regex_text_at(parse->text, start) == ']') return false;
        if (is_doubled(parse, start))
            warn(parse, warning_of(regex_text_at(parse->text, start)), parse->at - 1);
    }
    RegexItem item = read_member(parse, start, len);
    if (parse->has_failed) return false;
    if (regex_token_take(parse, '-')) return read_range(parse, here, start, len, item);
    push_item(parse, item);
    return !parse->has_failed;
}

u32 regex_parse_set(RegexParse *parse) {
    u32 here = parse->at - 1, first = parse->items.count;
    if (regex_token_is(parse, '[')) warn(parse, REGEX_WARN_NESTED, parse->at);
    bool is_negated = regex_token_take(parse, '^');
    while (!parse->has_failed && read_next(parse, here, parse->items.count == first)) {
    }
    u32 index = regex_node_new(parse, NODE_SET);
    RegexNode *node = &parse->nodes.items[index];
    node->is_negated = is_negated;
    node->a = first;
    node->b = parse->items.count - first;
    const RegexItem *items = parse->items.count > first ? parse->items.items + first : NULL;
    bool is_one = node->b > 0 && !parse->has_failed;
    for (u32 i = 0; i < node->b && is_one; i++) {
        is_one =
            !items[i].category && items[i].low == items[0].low && items[i].high == items[i].low;
    }
    if (is_one) {
        node->kind = NODE_LITERAL;
        node->a = items[0].low;
        node->b = 0;
    }
    return index;
}
