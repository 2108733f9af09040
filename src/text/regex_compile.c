// Trees to instructions.
#include "text/regex_priv.h"

#include "base/check.h"

#include <string.h>

typedef RegexParse Compiler;

static void compile_node(Compiler *compiler, u32 node, const RegexFirst *follow);

static u32 here(const Compiler *compiler) {
    return compiler->code.count;
}

static u32 emit(Compiler *compiler, u32 word) {
    *VEC_PUSH(compiler->arena, &compiler->code) = word;
    return compiler->code.count - 1;
}

static u32 emit2(Compiler *compiler, RegexOp op, u32 operand) {
    emit(compiler, op);
    return emit(compiler, operand);
}

static void patch(Compiler *compiler, u32 at) {
    compiler->code.items[at] = here(compiler);
}

static u32 new_slots(Compiler *compiler, u32 count) {
    compiler->slot_count += count;
    return compiler->slot_count - count;
}

static RegexFirst anything(void) {
    RegexFirst all;
    regex_first_all(&all);
    return all;
}

// ---- characters
static void one_kind(Compiler *compiler, u32 index, u32 *kind, u32 *operand) {
    const RegexNode *node = &compiler->nodes.items[index];
    *operand = node->a;
    if (node->kind == NODE_ANY) {
        *kind = node->flags & REGEX_DOTALL ? ONE_ALL : ONE_ANY;
    } else if (regex_node_is_char(compiler, index)) {
        *kind = node->is_negated ? ONE_NOT_CHAR : ONE_CHAR;
    } else {
        *kind = ONE_SET;
        *operand = regex_node_set(compiler, index);
        u32 single = compiler->data.items[*operand + SET_TABLE_WORDS + 3];
        if (single == REGEX_NONE) return;
        *kind = ONE_NOT_CHAR;
        *operand = single;
    }
}

static void compile_one(Compiler *compiler, u32 index) {
    static const u8 ops[] = {OP_CHAR, OP_NOT_CHAR, OP_ANY, OP_ALL, OP_SET};
    u32 kind, operand;
    one_kind(compiler, index, &kind, &operand);
    emit(compiler, ops[kind]);
    if (kind != ONE_ANY && kind != ONE_ALL) emit(compiler, operand);
}

static bool is_plain_char(const Compiler *compiler, u32 node) {
    return node != NODE_END && regex_node_is_char(compiler, node) &&
           !compiler->nodes.items[node].is_negated;
}

// Literals side by side; the node behind them.
static u32 compile_string(Compiler *compiler, u32 node) {
    u32 next = compiler->nodes.items[node].next;
    if (!is_plain_char(compiler, next)) {
        emit2(compiler, OP_CHAR, compiler->nodes.items[node].a);
        return next;
    }
    u32 len = emit2(compiler, OP_STRING, 0);
    for (; is_plain_char(compiler, node); node = compiler->nodes.items[node].next) {
        emit(compiler, compiler->nodes.items[node].a);
        compiler->code.items[len]++;
    }
    return node;
}

static void compile_list(Compiler *compiler, u32 child, const RegexFirst *follow) {
    while (child != NODE_END) {
        if (is_plain_char(compiler, child)) {
            child = compile_string(compiler, child);
            continue;
        }
        u32 next = compiler->nodes.items[child].next;
        RegexFirst behind;
        regex_first_of_list(compiler, next, follow, &behind);
        compile_node(compiler, child, &behind);
        child = next;
    }
}

// ---- choices
static void put_table_byte(u32 *table, u32 at, u32 bits) {
    ((u8 *)table)[at] = (u8)bits;
}

static u32 split_bits(bool first, bool other) {
    return (first ? (u32)SPLIT_FIRST : 0) | (other ? (u32)SPLIT_OTHER : 0);
}

// 0 when the next character tells nothing.
static u32 split_table(Compiler *compiler, const RegexFirst *first, const RegexFirst *other) {
    if (regex_first_is_all(first) && regex_first_is_all(other)) return 0;
    if (compiler->data.count == 0) *VEC_PUSH(compiler->arena, &compiler->data) = 0;
    u32 offset = compiler->data.count;
    VEC_RESERVE(compiler->arena, &compiler->data, SPLIT_TABLE_WORDS);
    compiler->data.count += SPLIT_TABLE_WORDS;
    u32 *table = compiler->data.items + offset;
    for (u32 i = 0; i < 256; i++)
        put_table_byte(table, i, split_bits(regex_first_has(first, i), regex_first_has(other, i)));
    table[64] = split_bits(first->wide, other->wide) | split_bits(first->end, other->end) << 8;
    return offset;
}

// Operands: preferred at +1, other at +2.
static u32 emit_split(Compiler *compiler, const RegexFirst *first, const RegexFirst *other) {
    u32 at = emit(compiler, OP_SPLIT);
    emit(compiler, 0);
    emit(compiler, 0);
    emit(compiler, split_table(compiler, first, other));
    return at;
}

static u32 switch_table(Compiler *compiler, const RegexFirst *firsts, u32 count) {
    u32 offset = compiler->data.count;
    VEC_RESERVE(compiler->arena, &compiler->data, SWITCH_TABLE_WORDS);
    compiler->data.count += SWITCH_TABLE_WORDS;
    u32 *table = compiler->data.items + offset;
    memset(table, 0, SWITCH_TABLE_WORDS * sizeof *table);
    for (u32 k = 0; k < count; k++) {
        for (u32 i = 0; i < 256; i++) table[i] |= (u32)regex_first_has(&firsts[k], i) << k;
        table[256] |= (u32)firsts[k].wide << k;
        table[257] |= (u32)firsts[k].end << k;
    }
    return offset;
}

// More than SWITCH_MAX alternatives: the rest is one alternative.
static void compile_branches(Compiler *compiler, u32 child, const RegexFirst *follow) {
    RegexFirst *firsts = ARENA_NEW_ARRAY(compiler->arena, RegexFirst, SWITCH_MAX);
    u32 children[SWITCH_MAX], ends[SWITCH_MAX], count = 0, rest = NODE_END;
    for (; child != NODE_END && rest == NODE_END; child = compiler->nodes.items[child].next) {
        bool has_more = compiler->nodes.items[child].next != NODE_END;
        if (count == SWITCH_MAX - 1 && has_more) rest = child;
        children[count] = child;
        regex_first(compiler, child, follow, &firsts[count++]);
    }
    for (u32 node = rest; node != NODE_END; node = compiler->nodes.items[node].next) {
        RegexFirst one;
        regex_first(compiler, node, follow, &one);
        regex_first_join(&firsts[count - 1], &one);
    }
    u32 table = switch_table(compiler, firsts, count);
    emit(compiler, OP_SWITCH);
    emit(compiler, table);
    u32 targets = emit(compiler, count) + 1;
    for (u32 i = 0; i < count; i++) emit(compiler, 0);
    for (u32 i = 0; i < count; i++) {
        patch(compiler, targets + i);
        if (rest != NODE_END && i == count - 1)
            compile_branches(compiler, rest, follow);
        else
            compile_node(compiler, children[i], follow);
        if (i + 1 < count) ends[i] = emit2(compiler, OP_JUMP, 0);
    }
    for (u32 i = 0; i + 1 < count; i++) patch(compiler, ends[i]);
}

// ---- repeats
static u32 only_char(const RegexFirst *first) {
    u32 found = REGEX_NONE;
    if (first->wide || first->end) return REGEX_NONE;
    for (u32 i = 0; i < 256; i++) {
        if (!regex_first_has(first, i)) continue;
        if (found != REGEX_NONE) return REGEX_NONE;
        found = i;
    }
    return found;
}

static void compile_run(Compiler *compiler, const RegexNode *repeat, u32 one,
                        const RegexFirst *follow) {
    RegexFirst first;
    regex_first(compiler, one, follow, &first);
    bool needs_no_choice = repeat->mode == REPEAT_GREEDY && !regex_first_overlaps(&first, follow);
    RegexOp op = repeat->mode == REPEAT_POSSESSIVE || repeat->a == repeat->b || needs_no_choice
                     ? OP_ONE_POSSESSIVE
                 : repeat->mode == REPEAT_LAZY ? OP_ONE_LAZY
                                               : OP_ONE_GREEDY;
    u32 kind, operand;
    one_kind(compiler, one, &kind, &operand);
    emit(compiler, op);
    emit(compiler, kind);
    emit(compiler, operand);
    emit(compiler, repeat->a);
    emit(compiler, repeat->b);
    emit(compiler, only_char(follow));
}

// At most once, or endless with a body that cannot be empty: no counter.
static void compile_plain_loop(Compiler *compiler, const RegexNode *repeat,
                               const RegexFirst *follow) {
    bool is_lazy = repeat->mode == REPEAT_LAZY, is_endless = repeat->b == REGEX_NONE;
    RegexFirst first, behind = *follow;
    regex_first(compiler, repeat->child, follow, &first);
    if (is_endless) regex_first_join(&behind, &first);
    u32 start = here(compiler), split = 0;
    const RegexFirst *preferred = is_lazy ? follow : &first, *other = is_lazy ? &first : follow;
    if (repeat->a == 0) split = emit_split(compiler, preferred, other);
    u32 body = here(compiler);
    compile_node(compiler, repeat->child, &behind);
    if (repeat->a == 1) {
        split = emit_split(compiler, preferred, other);
        body = start;
    } else if (is_endless) {
        emit2(compiler, OP_JUMP, start);
    }
    compiler->code.items[split + 1 + is_lazy] = body;
    compiler->code.items[split + 2 - is_lazy] = here(compiler);
}

static void compile_counted(Compiler *compiler, const RegexNode *repeat, bool is_lazy,
                            const RegexFirst *follow) {
    compiler->can_memo = false;
    u32 slot = new_slots(compiler, 2);
    RegexFirst first, behind = *follow;
    regex_first(compiler, repeat->child, follow, &first);
    regex_first_join(&behind, &first);
    emit2(compiler, OP_LOOP_BEGIN, slot);
    u32 start = emit(compiler, is_lazy ? OP_LOOP_LAZY : OP_LOOP_GREEDY);
    emit(compiler, slot);
    emit(compiler, repeat->a);
    emit(compiler, repeat->b);
    u32 tail = emit(compiler, 0);
    if (repeat->mode == REPEAT_POSSESSIVE) {
        u32 inner = new_slots(compiler, 1);
        RegexFirst all = anything();
        emit2(compiler, OP_ATOMIC_BEGIN, inner);
        compile_node(compiler, repeat->child, &all);
        emit2(compiler, OP_ATOMIC_END, inner);
    } else {
        compile_node(compiler, repeat->child, &behind);
    }
    emit2(compiler, OP_JUMP, start);
    patch(compiler, tail);
}

static void compile_repeat(Compiler *compiler, u32 index, const RegexFirst *follow) {
    RegexNode repeat = compiler->nodes.items[index];
    if (repeat.b == 0) return;
    u32 one = regex_node_one(compiler, repeat.child);
    if (one != NODE_END) {
        compile_run(compiler, &repeat, one, follow);
        return;
    }
    if (repeat.mode == REPEAT_POSSESSIVE) {
        compiler->can_memo = false;
        u32 slot = new_slots(compiler, 1);
        RegexFirst all = anything();
        emit2(compiler, OP_ATOMIC_BEGIN, slot);
        compile_counted(compiler, &repeat, false, &all);
        emit2(compiler, OP_ATOMIC_END, slot);
        return;
    }
    if (repeat.a == 1 && repeat.b == 1) {
        compile_node(compiler, repeat.child, follow);
        return;
    }
    bool is_plain =
        (repeat.a == 0 && repeat.b == 1) ||
        (repeat.a <= 1 && repeat.b == REGEX_NONE && regex_width(compiler, repeat.child).min > 0);
    if (is_plain)
        compile_plain_loop(compiler, &repeat, follow);
    else
        compile_counted(compiler, &repeat, repeat.mode == REPEAT_LAZY, follow);
}

// ---- the rest
static void compile_group(Compiler *compiler, const RegexNode *node, const RegexFirst *follow) {
    if (node->a) emit2(compiler, OP_SAVE, 2 * node->a - 2);
    compile_node(compiler, node->child, follow);
    if (!node->a) return;
    emit2(compiler, OP_CLOSE, 2 * node->a - 1);
    emit(compiler, node->a);
}

static void compile_look(Compiler *compiler, const RegexNode *node) {
    u32 behind = 0;
    compiler->can_memo = false;
    if (node->is_behind) {
        RegexWidth width = regex_width(compiler, node->child);
        const char *problem = width.min > UINT32_MAX   ? "looks too much behind"
                              : width.min != width.max ? "look-behind requires fixed-width pattern"
                                                       : NULL;
        if (problem) {
            regex_fail_at(compiler, REGEX_ERROR_UNPLACED, 0, "%s", (RegexSay){.text = problem});
            return;
        }
        behind = (u32)width.min;
    }
    u32 slot = new_slots(compiler, 2), to = 0;
    RegexFirst all = anything();
    emit2(compiler, node->is_negated ? OP_LOOK_NOT_BEGIN : OP_LOOK_BEGIN, slot);
    emit(compiler, behind);
    if (node->is_negated) to = emit(compiler, 0);
    compile_node(compiler, node->child, &all);
    emit2(compiler, node->is_negated ? OP_LOOK_NOT_END : OP_LOOK_END, slot);
    if (node->is_negated) patch(compiler, to);
}

static void compile_condition(Compiler *compiler, const RegexNode *node, const RegexFirst *follow) {
    compiler->can_memo = false;
    compiler->has_backrefs = true;
    u32 no = compiler->nodes.items[node->child].next;
    emit2(compiler, OP_COND, node->a);
    u32 other = emit(compiler, 0);
    compile_node(compiler, node->child, follow);
    if (no == NODE_END) {
        patch(compiler, other);
        return;
    }
    u32 end = emit2(compiler, OP_JUMP, 0);
    patch(compiler, other);
    compile_node(compiler, no, follow);
    patch(compiler, end);
}

static void compile_place(Compiler *compiler, const RegexNode *node) {
    bool is_multiline = node->flags & REGEX_MULTILINE;
    bool is_unicode = compiler->is_text && !(node->flags & REGEX_ASCII);
    u32 place = node->a;
    if (place == PLACE_BEGIN_LINE && !is_multiline) place = PLACE_BEGIN;
    if (place == PLACE_END_LINE && !is_multiline) place = PLACE_END;
    if (place == PLACE_BOUNDARY && !is_unicode) place = PLACE_BOUNDARY_ASCII;
    if (place == PLACE_NOT_BOUNDARY && !is_unicode) place = PLACE_NOT_BOUNDARY_ASCII;
    emit2(compiler, OP_AT, place);
}

static void compile_node(Compiler *compiler, u32 index, const RegexFirst *follow) {
    RegexNode node = compiler->nodes.items[index];
    if (compiler->has_failed) return;
    if (compiler->code.count + compiler->data.count > REGEX_WORDS_MAX / 2) {
        regex_fail_at(compiler, REGEX_ERROR_OVERFLOW, 0,
                      "regular expression code size limit exceeded", (RegexSay){0});
        return;
    }
    switch ((RegexNodeKind)node.kind) {
    case NODE_LITERAL:
    case NODE_ANY:
    case NODE_SET: compile_one(compiler, index); return;
    case NODE_SEQUENCE: compile_list(compiler, node.child, follow); return;
    case NODE_BRANCH: compile_branches(compiler, node.child, follow); return;
    case NODE_REPEAT: compile_repeat(compiler, index, follow); return;
    case NODE_GROUP: compile_group(compiler, &node, follow); return;
    case NODE_ATOMIC: {
        u32 slot = new_slots(compiler, 1);
        RegexFirst all = anything();
        compiler->can_memo = false;
        emit2(compiler, OP_ATOMIC_BEGIN, slot);
        compile_node(compiler, node.child, &all);
        emit2(compiler, OP_ATOMIC_END, slot);
        return;
    }
    case NODE_LOOK: compile_look(compiler, &node); return;
    case NODE_BACKREF: {
        bool ignores = node.flags & REGEX_IGNORECASE;
        bool is_unicode = compiler->is_text && !(node.flags & REGEX_ASCII);
        compiler->can_memo = false;
        compiler->has_backrefs = true;
        emit2(compiler, OP_BACKREF, node.a);
        emit(compiler, ignores ? (u32)REGEX_IGNORECASE | (is_unicode ? REGEX_UNICODE : 0) : 0);
        return;
    }
    case NODE_COND: compile_condition(compiler, &node, follow); return;
    case NODE_AT: compile_place(compiler, &node); return;
    case NODE_FAIL: emit(compiler, OP_FAIL); return;
    }
}

void regex_compile_all(RegexParse *parse, u32 root) {
    RegexFirst all = anything();
    u32 group_count = parse->widths.count - 1;
    parse->slot_count = group_count ? 2 * group_count + 1 : 0;
    parse->can_memo = true;
    *VEC_PUSH(parse->arena, &parse->data) = 0;  // offset 0 is no table
    compile_node(parse, root, &all);
    emit(parse, OP_MATCH);
}
