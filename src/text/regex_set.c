// Character sets as a program holds them: a byte for each character below 256, ranges and
// categories for the others.
#include "text/regex_priv.h"

#include "text/unicode.h"

#include <string.h>

enum { BMP_POINTS = 0x10000 };

bool regex_category_has(u32 categories, u32 point, bool is_ascii) {
    bool is_digit = is_ascii ? point - '0' <= 9 : unicode_is_decimal(point);
    bool is_space = is_ascii ? point == ' ' || point - '\t' < 5 : unicode_is_space(point);
    bool is_word = point == '_' || (is_ascii ? point - '0' <= 9 || (point | 32) - 'a' < 26
                                             : unicode_is_alnum(point));
    u32 found = (is_digit ? CATEGORY_DIGIT : CATEGORY_NOT_DIGIT) |
                (is_space ? CATEGORY_SPACE : CATEGORY_NOT_SPACE) |
                (is_word ? CATEGORY_WORD : CATEGORY_NOT_WORD);
    return (found & categories) != 0;
}

static bool in_ranges(const u32 *set, u32 point) {
    const u32 *ranges = set + SET_RANGES_AT;
    u32 low = 0, high = set[SET_TABLE_WORDS + 2];
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (point < ranges[2 * middle])
            high = middle;
        else if (point > ranges[2 * middle + 1])
            low = middle + 1;
        else
            return true;
    }
    return false;
}

// By the rules for characters from 256 on, but for any.
static bool has_by_rule(const u32 *set, u32 point) {
    u32 flags = set[SET_TABLE_WORDS], categories = set[SET_TABLE_WORDS + 1];
    if (flags & SET_LOWERS)
        point = regex_lower(point, flags & SET_IS_ASCII ? 0 : (u32)REGEX_UNICODE);
    bool is_in = in_ranges(set, point) ||
                 (categories && regex_category_has(categories, point, flags & SET_IS_ASCII));
    if (!is_in && (flags & SET_TRIES_UPPER) && point >= BMP_POINTS)
        is_in = in_ranges(set, regex_upper(point, REGEX_UNICODE));
    return is_in != ((flags & SET_IS_NEGATED) != 0);
}

bool regex_set_has_wide(const u32 *set, u32 point) {
    if (!(set[SET_TABLE_WORDS] & SET_HAS_WIDE)) return false;
    return has_by_rule(set, point);
}

// ---- making

typedef struct {
    const RegexParse *parse;
    const RegexNode *node;
    u32 flags;          // of case: REGEX_UNICODE or 0
    bool ignores_case;  // and not by locale
    bool has_cased, tries_upper;
    u32 categories;
    RegexItemVec ranges;
} SetMaker;

static void push_range(SetMaker *maker, u32 low, u32 high) {
    *VEC_PUSH(maker->parse->arena, &maker->ranges) = (RegexItem){.low = low, .high = high};
}

static void add_lowered(SetMaker *maker, u32 point) {
    u32 lower = regex_lower(point, maker->flags), twins[2];
    push_range(maker, lower, lower);
    if (!maker->flags) return;
    u32 count = regex_case_twins(lower, twins);
    for (u32 i = 0; i < count; i++) push_range(maker, twins[i], twins[i]);
}

// Characters whose lower case is themselves go in as runs.
static void add_lowered_range(SetMaker *maker, u32 low, u32 high) {
    u32 run = low;
    u32 last = high < BMP_POINTS ? high : BMP_POINTS - 1;
    u32 twins[2];
    if (!maker->flags && last >= 128) last = low < 128 ? 127 : low - 1;
    for (u32 point = low; point <= last && low < BMP_POINTS; point++) {
        if (regex_is_cased(point, maker->flags)) maker->has_cased = true;
        bool is_plain = regex_lower(point, maker->flags) == point &&
                        !(maker->flags && regex_case_twins(point, twins));
        if (is_plain) continue;
        if (run < point) push_range(maker, run, point - 1);
        add_lowered(maker, point);
        run = point + 1;
    }
    if (run <= high) push_range(maker, run, high);
    if (high >= BMP_POINTS) maker->has_cased = maker->tries_upper = true;
}

static void add_item(SetMaker *maker, RegexItem item) {
    if (item.category) {
        maker->categories |= item.category;
    } else if (!maker->ignores_case) {
        push_range(maker, item.low, item.high);
    } else if (item.low == item.high) {
        maker->has_cased |= regex_is_cased(item.low, maker->flags);
        add_lowered(maker, item.low);
    } else {
        add_lowered_range(maker, item.low, item.high);
    }
}

// Sorted and merged, by insertion from the end: most come in order.
static void sort_ranges(SetMaker *maker) {
    RegexItem *items = maker->ranges.items;
    u32 count = maker->ranges.count, kept = 0;
    for (u32 gap = count / 2; gap > 0; gap /= 2) {
        for (u32 i = gap; i < count; i++) {
            RegexItem item = items[i];
            u32 at = i;
            for (; at >= gap && items[at - gap].low > item.low; at -= gap)
                items[at] = items[at - gap];
            items[at] = item;
        }
    }
    for (u32 i = 0; i < count; i++) {
        if (kept > 0 && items[i].low <= items[kept - 1].high + 1) {
            if (items[i].high > items[kept - 1].high) items[kept - 1].high = items[i].high;
        } else {
            items[kept++] = items[i];
        }
    }
    maker->ranges.count = kept;
}

static bool may_be_wide(const SetMaker *maker) {
    const RegexNode *node = maker->node;
    if (node->is_negated ||
        (maker->categories &&
         (maker->flags ||
          maker->categories & (CATEGORY_NOT_DIGIT | CATEGORY_NOT_SPACE | CATEGORY_NOT_WORD))))
        return true;
    if (maker->has_cased) return true;  // a wide letter may have a narrow lower case
    return maker->ranges.count > 0 && maker->ranges.items[maker->ranges.count - 1].high >= 256;
}

static void collect(SetMaker *maker) {
    const RegexNode *node = maker->node;
    if (node->kind == NODE_LITERAL) add_item(maker, (RegexItem){.low = node->a, .high = node->a});
    if (node->kind == NODE_SET) {
        for (u32 i = 0; i < node->b; i++) add_item(maker, maker->parse->items.items[node->a + i]);
    }
    if (node->kind == NODE_ANY) {
        push_range(maker, 0, '\n' - 1);
        push_range(maker, '\n' + 1, UINT32_MAX - 1);
    }
    sort_ranges(maker);
}

u32 regex_set_make(const RegexParse *parse, const RegexNode *node, RegexWordVec *words) {
    bool is_unicode = parse->is_text && !(node->flags & REGEX_ASCII);
    bool is_locale = node->flags & REGEX_LOCALE, ignores = node->flags & REGEX_IGNORECASE;
    SetMaker maker = {.parse = parse,
                      .node = node,
                      .flags = is_unicode ? REGEX_UNICODE : 0,
                      .ignores_case = ignores && !is_locale && node->kind != NODE_ANY};
    collect(&maker);
    u32 offset = words->count, word_count = SET_RANGES_AT + 2 * maker.ranges.count;
    VEC_RESERVE(parse->arena, words, word_count);
    u32 *set = words->items + offset;
    words->count += word_count;
    memset(set, 0, word_count * sizeof *set);
    set[SET_TABLE_WORDS] =
        (node->is_negated ? SET_IS_NEGATED : 0) | (maker.has_cased ? SET_LOWERS : 0) |
        (maker.tries_upper && is_unicode ? SET_TRIES_UPPER : 0) | (is_unicode ? 0 : SET_IS_ASCII) |
        (may_be_wide(&maker) ? SET_HAS_WIDE : 0);
    set[SET_TABLE_WORDS + 1] = maker.categories;
    set[SET_TABLE_WORDS + 2] = maker.ranges.count;
    for (u32 i = 0; i < maker.ranges.count; i++) {
        set[SET_RANGES_AT + 2 * i] = maker.ranges.items[i].low;
        set[SET_RANGES_AT + 2 * i + 1] = maker.ranges.items[i].high;
    }
    u8 *table = (u8 *)set;
    u32 out_count = 0, out_point = REGEX_NONE;
    for (u32 point = 0; point < 256; point++) {
        table[point] = has_by_rule(set, point);
        if (ignores && is_locale)
            table[point] =
                has_by_rule(set, regex_lower(point, 0)) ||
                (regex_upper(point, 0) != point && has_by_rule(set, regex_upper(point, 0)));
        if (table[point]) continue;
        out_count++;
        out_point = point;
    }
    bool is_all_but_one = out_count == 1 && node->is_negated && !maker.categories &&
                          maker.ranges.count == 1 && maker.ranges.items[0].high < 256;
    set[SET_TABLE_WORDS + 3] =
        (is_all_but_one && !maker.has_cased) || (out_count == 1 && node->kind == NODE_ANY)
            ? out_point
            : REGEX_NONE;
    return offset;
}
