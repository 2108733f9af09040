// Which characters can come next: what decides choices before they are made.
#include "text/regex_priv.h"

#include <string.h>

enum { LOOKAHEAD_MAX = 32 };

void regex_first_all(RegexFirst *first) {
    memset(first->bits, 0xff, sizeof first->bits);
    first->wide = first->end = true;
}

bool regex_first_is_all(const RegexFirst *first) {
    u64 all = first->bits[0] & first->bits[1] & first->bits[2] & first->bits[3];
    return all == UINT64_MAX && first->wide && first->end;
}

void regex_first_join(RegexFirst *first, const RegexFirst *other) {
    for (u32 i = 0; i < 4; i++) first->bits[i] |= other->bits[i];
    first->wide |= other->wide;
    first->end |= other->end;
}

bool regex_first_overlaps(const RegexFirst *left, const RegexFirst *right) {
    u64 common = 0;
    for (u32 i = 0; i < 4; i++) common |= left->bits[i] & right->bits[i];
    return common != 0 || (left->wide && right->wide);
}

bool regex_node_is_char(const RegexParse *parse, u32 index) {
    const RegexNode *node = &parse->nodes.items[index];
    if (node->kind != NODE_LITERAL) return false;
    bool is_unicode = parse->is_text && !(node->flags & REGEX_ASCII);
    return !(node->flags & REGEX_IGNORECASE) ||
           !regex_is_cased(node->a, is_unicode ? REGEX_UNICODE : 0);
}

u32 regex_node_one(const RegexParse *parse, u32 index) {
    for (;;) {
        const RegexNode *node = &parse->nodes.items[index];
        if (node->kind <= NODE_SET && node->kind != NODE_SEQUENCE) return index;
        bool is_wrapper = node->kind == NODE_SEQUENCE || (node->kind == NODE_GROUP && !node->a);
        if (!is_wrapper || node->child == NODE_END) return NODE_END;
        if (parse->nodes.items[node->child].next != NODE_END) return NODE_END;
        index = node->child;
    }
}

u32 regex_node_set(RegexParse *parse, u32 index) {
    while (parse->node_sets.count <= index) *VEC_PUSH(parse->arena, &parse->node_sets) = NODE_END;
    u32 *place = &parse->node_sets.items[index];
    if (*place == NODE_END)
        *place = regex_set_make(parse, &parse->nodes.items[index], &parse->data);
    return *place;
}

static void first_of_one(RegexParse *parse, u32 index, RegexFirst *first) {
    const RegexNode *node = &parse->nodes.items[index];
    memset(first, 0, sizeof *first);
    if (node->kind == NODE_ANY && (node->flags & REGEX_DOTALL)) {
        regex_first_all(first);
        first->end = false;
        return;
    }
    if (regex_node_is_char(parse, index) && !node->is_negated) {
        if (node->a < 256)
            first->bits[node->a / 64] |= UINT64_C(1) << (node->a % 64);
        else
            first->wide = true;
        return;
    }
    u32 offset = regex_node_set(parse, index);
    const u32 *set = parse->data.items + offset;
    for (u32 i = 0; i < 256; i++) {
        if (((const u8 *)set)[i]) first->bits[i / 64] |= UINT64_C(1) << (i % 64);
    }
    first->wide = (set[SET_TABLE_WORDS] & SET_HAS_WIDE) != 0;
}

// Behind LOOKAHEAD_MAX items that may match nothing, anything can come.
static void first_of_list(RegexParse *parse, u32 child, const RegexFirst *follow, RegexFirst *first,
                          u32 depth) {
    if (child == NODE_END) {
        *first = *follow;
        return;
    }
    if (depth == LOOKAHEAD_MAX) {
        regex_first_all(first);
        return;
    }
    RegexFirst rest;
    u32 next = parse->nodes.items[child].next;
    // Only an item that may match nothing lets what follows it come first.
    if (regex_width(parse, child).min == 0)
        first_of_list(parse, next, follow, &rest, depth + 1);
    else
        memset(&rest, 0, sizeof rest);
    regex_first(parse, child, &rest, first);
}

void regex_first_of_list(RegexParse *parse, u32 child, const RegexFirst *follow,
                         RegexFirst *first) {
    first_of_list(parse, child, follow, first, 0);
}

static void first_of_place(const RegexNode *node, const RegexFirst *follow, RegexFirst *first) {
    *first = *follow;
    bool is_end = node->a == PLACE_END_LINE || node->a == PLACE_END_TEXT;
    if (!is_end) return;
    u64 newline = UINT64_C(1) << '\n';
    first->bits[0] &= node->a == PLACE_END_TEXT ? 0 : newline;
    first->bits[1] = first->bits[2] = first->bits[3] = 0;
    first->wide = false;
}

void regex_first(RegexParse *parse, u32 index, const RegexFirst *follow, RegexFirst *first) {
    RegexNode node = parse->nodes.items[index];
    switch ((RegexNodeKind)node.kind) {
    case NODE_LITERAL:
    case NODE_ANY:
    case NODE_SET: first_of_one(parse, index, first); return;
    case NODE_SEQUENCE: regex_first_of_list(parse, node.child, follow, first); return;
    case NODE_GROUP: regex_first(parse, node.child, follow, first); return;
    case NODE_BRANCH:
    case NODE_COND: {
        RegexFirst one;
        memset(first, 0, sizeof *first);
        for (u32 child = node.child; child != NODE_END; child = parse->nodes.items[child].next) {
            regex_first(parse, child, follow, &one);
            regex_first_join(first, &one);
        }
        bool has_empty_half =
            node.kind == NODE_COND && parse->nodes.items[node.child].next == NODE_END;
        if (has_empty_half) regex_first_join(first, follow);
        return;
    }
    case NODE_REPEAT:
        if (node.b == 0) {
            *first = *follow;
            return;
        }
        regex_first(parse, node.child, follow, first);
        if (node.a == 0) regex_first_join(first, follow);
        return;
    case NODE_ATOMIC: {
        regex_first(parse, node.child, follow, first);
        return;
    }
    case NODE_LOOK: *first = *follow; return;
    case NODE_BACKREF: regex_first_all(first); return;
    case NODE_AT: first_of_place(&node, follow, first); return;
    case NODE_FAIL: memset(first, 0, sizeof *first); return;
    }
}
