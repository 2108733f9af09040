// The matcher. One function for each width of characters, made of the same inline parts.
//
// Entries on the stack, the newest on top, by the upper bits of `op` (its lower bits are a place in
// the code):
//   CHOICE  go on at the place, position `first`
//   SLOT    put the value `second` back into the slot `first`, and fail on
//   RUN     a greedy run: one character less, down to `first`; it reached `second`
//   LAZY    a lazy run: one character more, up to `third`; it reached `first`
//   SWITCH  the alternatives left, bits of `second`, from position `first`
//   AGAIN   a lazy loop: now its body, from position `first`
#include "text/regex_priv.h"

#include <string.h>

#define ALWAYS_INLINE inline __attribute__((always_inline))

enum { ENTRY_CHOICE, ENTRY_SLOT, ENTRY_RUN, ENTRY_LAZY, ENTRY_SWITCH, ENTRY_AGAIN };
enum {
    ENTRY_SHIFT = 28,
    PLACE_MASK = (1 << ENTRY_SHIFT) - 1,
    STACK_MIN = 256,
    POLL_STEPS = 1 << 16,  // returns to older choices between two questions to the host
    MEMO_STEPS = 1 << 12,  // the same before failures are remembered
    MEMO_BYTES_MAX = 64 << 20,
};

typedef struct {
    RegexMatcher *matcher;
    const RegexProgram *program;
    const u32 *code, *data;
    const void *chars;
    u32 len;  // where the text ends
    u32 start;
    bool must_advance, is_full;
    u32 *slots;
    RegexEntry *stack;
    u32 height, capacity;
    u32 lead_place, lead_end;  // the run that the pattern begins with, and where it ended
    u32 steps;
    bool has_memo;
    RegexResult problem;  // REGEX_FOUND: none
} Run;

static ALWAYS_INLINE u32 char_at(const Run *run, u32 width, u32 at) {
    if (width == 1) return ((const u8 *)run->chars)[at];
    return width == 2 ? ((const u16 *)run->chars)[at] : ((const u32 *)run->chars)[at];
}

static RegexText text_of(const Run *run, u32 width) {
    return (RegexText){run->chars, width, run->len};
}

// ---- the stack
static bool grow(Run *run) {
    usize old_bytes = (usize)run->capacity * sizeof(RegexEntry);
    usize bytes = old_bytes ? old_bytes * 2 : STACK_MIN * sizeof(RegexEntry);
    usize limit = sizeof(void *) == 4 ? REGEX_STACK_BYTES_MAX / 2 : REGEX_STACK_BYTES_MAX;
    RegexMatcher *matcher = run->matcher;
    void *stack =
        bytes > limit ? NULL : matcher->resize(matcher->context, run->stack, old_bytes, bytes);
    if (!stack) {
        run->problem = REGEX_NO_MEMORY;
        return false;
    }
    matcher->stack = run->stack = stack;
    matcher->stack_capacity = run->capacity = (u32)(bytes / sizeof(RegexEntry));
    return true;
}

static ALWAYS_INLINE bool push(Run *run, u32 kind, u32 place, u32 first, u32 second, u32 third) {
    if (UNLIKELY(run->height == run->capacity) && !grow(run)) return false;
    run->stack[run->height++] = (RegexEntry){kind << ENTRY_SHIFT | place, first, second, third};
    return true;
}

// Remembers the old value for those who come back. Without entries nobody will.
static ALWAYS_INLINE bool set_slot(Run *run, u32 slot, u32 value) {
    bool ok = run->height == 0 || push(run, ENTRY_SLOT, 0, slot, run->slots[slot], 0);
    run->slots[slot] = value;
    return ok;
}

// Drops the choices above `height`; old values stay, for choices below it.
static void cut(Run *run, u32 height) {
    u32 kept = height;
    for (u32 i = height; i < run->height; i++) {
        if (run->stack[i].op >> ENTRY_SHIFT == ENTRY_SLOT && kept > 0)
            run->stack[kept++] = run->stack[i];
    }
    run->height = kept;
}

static void unwind(Run *run, u32 height) {
    while (run->height > height) {
        RegexEntry entry = run->stack[--run->height];
        if (entry.op >> ENTRY_SHIFT == ENTRY_SLOT) run->slots[entry.first] = entry.second;
    }
}

// ---- remembering failures
static void memo_begin(Run *run) {
    RegexMatcher *matcher = run->matcher;
    u64 places = run->program->data_offset - run->program->code_offset;
    u64 words = (places * ((u64)run->len + 1) + 63) / 64;
    if (words * 8 > MEMO_BYTES_MAX) return;
    if (matcher->visited_words < words) {
        void *memory = matcher->resize(matcher->context, matcher->visited,
                                       (usize)matcher->visited_words * 8, (usize)words * 8);
        if (!memory) return;
        matcher->visited = memory;
        matcher->visited_words = (u32)words;
    }
    memset(matcher->visited, 0, (usize)words * 8);
    run->has_memo = true;
}

// Whether this place was taken up at this position before: then it failed.
static bool was_visited(Run *run, u32 place, u32 at) {
    u64 bit = (u64)place * ((u64)run->len + 1) + at;
    u64 *word = &run->matcher->visited[bit / 64], mask = UINT64_C(1) << bit % 64;
    if (*word & mask) return true;
    *word |= mask;
    return false;
}

static bool count_steps(Run *run) {
    run->steps++;
    if (run->steps == MEMO_STEPS && run->program->can_memo) memo_begin(run);
    RegexMatcher *matcher = run->matcher;
    if (run->steps % POLL_STEPS != 0 || !matcher->may_go_on) return true;
    if (matcher->may_go_on(matcher->context)) return true;
    run->problem = REGEX_STOPPED;
    return false;
}

// ---- characters
static ALWAYS_INLINE bool one_has(const Run *run, u32 kind, u32 operand, u32 point) {
    switch ((RegexOneKind)kind) {
    case ONE_CHAR: return point == operand;
    case ONE_NOT_CHAR: return point != operand;
    case ONE_ANY: return point != '\n';
    case ONE_ALL: return true;
    case ONE_SET: return regex_set_has(run->data + operand, point);
    }
    return false;
}

// Where a run of such characters ends, at `limit` or before.
static ALWAYS_INLINE u32 run_end(const Run *run, u32 width, const u32 *op, u32 at, u32 limit) {
    switch ((RegexOneKind)op[1]) {
    case ONE_ALL: return limit;
    case ONE_ANY: return regex_scan_char(text_of(run, width), at, limit, '\n');
    case ONE_NOT_CHAR: return regex_scan_char(text_of(run, width), at, limit, op[2]);
    case ONE_CHAR:
        while (at < limit && char_at(run, width, at) == op[2]) at++;
        return at;
    case ONE_SET: break;
    }
    const u32 *set = run->data + op[2];
    const u8 *table = (const u8 *)set;
    if (width == 1) {
        while (at < limit && table[char_at(run, 1, at)]) at++;
    } else {
        while (at < limit && regex_set_has(set, char_at(run, width, at))) at++;
    }
    return at;
}

static ALWAYS_INLINE u32 limit_of(const Run *run, u32 at, u32 max) {
    return max >= run->len - at ? run->len : at + max;
}

static ALWAYS_INLINE bool next_fits(const Run *run, u32 width, u32 next, u32 at) {
    return next == REGEX_NONE || (at < run->len && char_at(run, width, at) == next);
}

// Greedy: back to the last place where what must come next comes, if there is one.
static ALWAYS_INLINE bool run_greedy(Run *run, u32 width, u32 place, u32 *at) {
    const u32 *op = run->code + place;
    u32 end = run_end(run, width, op, *at, limit_of(run, *at, op[4]));
    if (UNLIKELY(place == run->lead_place) && run->lead_end == REGEX_NONE) run->lead_end = end;
    if (end - *at < op[3]) return false;
    u32 low = *at + op[3];
    if (op[0] == OP_ONE_GREEDY) {
        while (end > low && !next_fits(run, width, op[5], end)) end--;
        if (end > low && !push(run, ENTRY_RUN, place, low, end, 0)) return false;
    }
    *at = end;
    return true;
}

// Lazy: on to the first place where what must come next comes. `at` is good for the run so far.
static ALWAYS_INLINE bool extend_lazy(Run *run, u32 width, u32 place, u32 *at, u32 limit) {
    const u32 *op = run->code + place;
    u32 end = *at;
    while (!next_fits(run, width, op[5], end)) {
        if (end >= limit || !one_has(run, op[1], op[2], char_at(run, width, end))) return false;
        end++;
    }
    *at = end;
    return end >= limit || push(run, ENTRY_LAZY, place, end, 0, limit);
}

static ALWAYS_INLINE bool run_lazy(Run *run, u32 width, u32 place, u32 *at) {
    const u32 *op = run->code + place;
    u32 limit = limit_of(run, *at, op[4]), low = limit_of(run, *at, op[3]);
    u32 end = run_end(run, width, op, *at, low);
    if (end - *at < op[3]) return false;
    *at = end;
    return extend_lazy(run, width, place, at, limit);
}

static ALWAYS_INLINE bool has_string(const Run *run, u32 width, const u32 *op, u32 at) {
    if (op[1] > run->len - at) return false;
    for (u32 i = 0; i < op[1]; i++) {
        if (char_at(run, width, at + i) != op[2 + i]) return false;
    }
    return true;
}

// ---- places and groups
static ALWAYS_INLINE bool is_word(const Run *run, u32 width, u32 at, bool is_ascii) {
    u32 point = char_at(run, width, at);
    if (point < 128) return (point | 32) - 'a' < 26 || point - '0' <= 9 || point == '_';
    return !is_ascii && regex_category_has(CATEGORY_WORD, point, false);
}

static ALWAYS_INLINE bool is_at(const Run *run, u32 width, u32 place, u32 at) {
    bool is_ascii = place >= PLACE_BOUNDARY_ASCII;
    switch ((RegexPlace)place) {
    case PLACE_BEGIN: return at == 0;
    case PLACE_BEGIN_LINE: return at == 0 || char_at(run, width, at - 1) == '\n';
    case PLACE_END:
        return at == run->len || (at + 1 == run->len && char_at(run, width, at) == '\n');
    case PLACE_END_LINE: return at == run->len || char_at(run, width, at) == '\n';
    case PLACE_END_TEXT: return at == run->len;
    default: break;
    }
    bool before = at > 0 && is_word(run, width, at - 1, is_ascii);
    bool behind = at < run->len && is_word(run, width, at, is_ascii);
    bool wants_boundary = place == PLACE_BOUNDARY || place == PLACE_BOUNDARY_ASCII;
    return (before != behind) == wants_boundary;
}

static bool group_is_set(const Run *run, u32 group) {
    if (group > run->program->group_count) return false;
    u32 start = run->slots[2 * group - 2], end = run->slots[2 * group - 1];
    return start != REGEX_NONE && end != REGEX_NONE && end >= start;
}

static ALWAYS_INLINE bool match_group(const Run *run, u32 width, const u32 *op, u32 *at) {
    if (!group_is_set(run, op[1])) return false;
    u32 start = run->slots[2 * op[1] - 2], len = run->slots[2 * op[1] - 1] - start;
    if (len > run->len - *at) return false;
    for (u32 i = 0; i < len; i++) {
        u32 left = char_at(run, width, start + i), right = char_at(run, width, *at + i);
        if (left == right) continue;
        if (!op[2] || regex_lower(left, op[2]) != regex_lower(right, op[2])) return false;
    }
    *at += len;
    return true;
}

static bool close_group(Run *run, const u32 *op, u32 at) {
    return set_slot(run, op[1], at) && set_slot(run, 2 * run->program->group_count, op[2]);
}

// ---- choices
static ALWAYS_INLINE u32 next_bits(const Run *run, u32 width, const u32 *table, u32 at) {
    if (UNLIKELY(at >= run->len)) return table[64] >> 8;
    u32 point = char_at(run, width, at);
    return LIKELY(width == 1 || point < 256) ? ((const u8 *)table)[point] : table[64] & 0xff;
}

static ALWAYS_INLINE bool split(Run *run, u32 width, u32 *place, u32 at) {
    const u32 *op = run->code + *place;
    u32 bits = op[3] ? next_bits(run, width, run->data + op[3], at) : SPLIT_FIRST | SPLIT_OTHER;
    *place = bits & SPLIT_FIRST ? op[1] : op[2];
    if (bits == (SPLIT_FIRST | SPLIT_OTHER)) return push(run, ENTRY_CHOICE, op[2], at, 0, 0);
    return bits != 0;
}

static ALWAYS_INLINE bool take_alternative(Run *run, u32 *place, u32 at, u32 mask) {
    const u32 *op = run->code + *place;
    if (mask == 0) return false;
    u32 rest = mask & (mask - 1);
    if (rest && !push(run, ENTRY_SWITCH, *place, at, rest, 0)) return false;
    *place = op[3 + (u32)__builtin_ctz(mask)];
    return true;
}

static ALWAYS_INLINE bool choose(Run *run, u32 width, u32 *place, u32 at) {
    const u32 *table = run->data + run->code[*place + 1];
    u32 index = 257;
    if (at < run->len) {
        u32 point = char_at(run, width, at);
        index = width == 1 || point < 256 ? point : 256;
    }
    return take_alternative(run, place, at, table[index]);
}

// ---- counted loops: slots hold the rounds begun and where the last one began
static bool loop_begin(Run *run, u32 slot) {
    return set_slot(run, slot, 0) && set_slot(run, slot + 1, REGEX_NONE);
}

static bool loop_round(Run *run, u32 *place, u32 at) {
    const u32 *op = run->code + *place;
    u32 count = run->slots[op[1]];
    *place += 5;
    return set_slot(run, op[1], count + 1) && (count < op[2] || set_slot(run, op[1] + 1, at));
}

static bool may_loop(const Run *run, const u32 *op, u32 at) {
    return (op[3] == REGEX_NONE || run->slots[op[1]] < op[3]) && run->slots[op[1] + 1] != at;
}

static bool loop_greedy(Run *run, u32 *place, u32 at) {
    const u32 *op = run->code + *place;
    if (run->slots[op[1]] < op[2]) return loop_round(run, place, at);
    if (!may_loop(run, op, at)) {
        *place = op[4];
        return true;
    }
    return push(run, ENTRY_CHOICE, op[4], at, 0, 0) && loop_round(run, place, at);
}

static bool loop_lazy(Run *run, u32 *place, u32 at) {
    const u32 *op = run->code + *place;
    if (run->slots[op[1]] < op[2]) return loop_round(run, place, at);
    bool ok = !may_loop(run, op, at) || push(run, ENTRY_AGAIN, *place, at, 0, 0);
    *place = op[4];
    return ok;
}

// ---- groups that are matched for themselves
static bool atomic_end(Run *run, const u32 *op) {
    cut(run, run->slots[op[1]]);
    return true;
}

static bool look_begin(Run *run, const u32 *op, u32 *at) {
    run->slots[op[1]] = run->height;
    run->slots[op[1] + 1] = *at;
    if (*at < op[2]) return false;
    *at -= op[2];
    return true;
}

static bool look_end(Run *run, const u32 *op, u32 *at) {
    cut(run, run->slots[op[1]]);
    *at = run->slots[op[1] + 1];
    return true;
}

static bool look_not_begin(Run *run, u32 *place, u32 *at) {
    const u32 *op = run->code + *place;
    if (*at < op[2]) {
        *place = op[3];
        return true;
    }
    run->slots[op[1]] = run->height;
    *place += 4;
    bool ok = push(run, ENTRY_CHOICE, op[3], *at, 0, 0);
    *at -= op[2];
    return ok;
}

static bool look_not_end(Run *run, const u32 *op) {
    unwind(run, run->slots[op[1]]);
    return false;
}

// ---- going back
static ALWAYS_INLINE bool resume_run(Run *run, u32 width, u32 *place, u32 *at) {
    RegexEntry *entry = &run->stack[run->height - 1];
    const u32 *op = run->code + *place;
    u32 low = entry->first, end = entry->second - 1;
    while (end > low && !next_fits(run, width, op[5], end)) end--;
    entry->second = end;
    if (end == low) run->height--;
    *at = end;
    *place += ONE_WORDS;
    return next_fits(run, width, op[5], end);
}

static ALWAYS_INLINE bool resume_lazy(Run *run, u32 width, u32 *place, u32 *at) {
    RegexEntry entry = run->stack[--run->height];
    const u32 *op = run->code + *place;
    u32 end = entry.first;
    if (end >= run->len || !one_has(run, op[1], op[2], char_at(run, width, end))) return false;
    *at = end + 1;
    bool ok = extend_lazy(run, width, *place, at, entry.third);
    *place += ONE_WORDS;
    return ok;
}

// To the newest choice that is left. False: none, or a problem.
static ALWAYS_INLINE bool back(Run *run, u32 width, u32 *place, u32 *at) {
    for (;;) {
        if (UNLIKELY(run->problem != REGEX_FOUND) || run->height == 0) return false;
        RegexEntry *entry = &run->stack[run->height - 1];
        *place = entry->op & PLACE_MASK;
        *at = entry->first;
        bool ok = true;
        switch (entry->op >> ENTRY_SHIFT) {
        case ENTRY_CHOICE: run->height--; break;
        case ENTRY_SLOT:
            run->slots[entry->first] = entry->second;
            run->height--;
            continue;
        case ENTRY_RUN: ok = resume_run(run, width, place, at); break;
        case ENTRY_LAZY: ok = resume_lazy(run, width, place, at); break;
        case ENTRY_SWITCH:
            run->height--;
            ok = take_alternative(run, place, *at, entry->second);
            break;
        default:
            run->height--;
            ok = loop_round(run, place, *at);
            break;
        }
        if (!count_steps(run)) return false;
        if (ok && (!run->has_memo || !was_visited(run, *place, *at))) return true;
    }
}

// ---- the loop over the instructions
static ALWAYS_INLINE bool match_from(Run *run, u32 width, u32 at, u32 *end) {
    u32 place = 0;
    for (;;) {
        const u32 *op = run->code + place;
        bool ok = true;
        // table:
        switch ((RegexOp)op[0]) {
        case OP_MATCH:
            *end = at;
            if ((!run->is_full || at == run->len) && !(run->must_advance && at == run->start))
                return true;
            ok = false;
            break;
        case OP_FAIL: ok = false; break;
        case OP_CHAR:
            ok = at < run->len && char_at(run, width, at) == op[1];
            at++;
            place += 2;
            break;
        case OP_NOT_CHAR:
            ok = at < run->len && char_at(run, width, at) != op[1];
            at++;
            place += 2;
            break;
        case OP_ANY:
            ok = at < run->len && char_at(run, width, at) != '\n';
            at++;
            place += 1;
            break;
        case OP_ALL:
            ok = at < run->len;
            at++;
            place += 1;
            break;
        case OP_SET:
            ok = at < run->len && regex_set_has(run->data + op[1], char_at(run, width, at));
            at++;
            place += 2;
            break;
        case OP_STRING:
            ok = has_string(run, width, op, at);
            at += op[1];
            place += 2 + op[1];
            break;
        case OP_AT:
            ok = is_at(run, width, op[1], at);
            place += 2;
            break;
        case OP_SAVE:
            ok = set_slot(run, op[1], at);
            place += 2;
            break;
        case OP_CLOSE:
            ok = close_group(run, op, at);
            place += 3;
            break;
        case OP_JUMP: place = op[1]; break;
        case OP_SPLIT: ok = split(run, width, &place, at); break;
        case OP_SWITCH: ok = choose(run, width, &place, at); break;
        case OP_ONE_GREEDY:
        case OP_ONE_POSSESSIVE:
            ok = run_greedy(run, width, place, &at);
            place += ONE_WORDS;
            break;
        case OP_ONE_LAZY:
            ok = run_lazy(run, width, place, &at);
            place += ONE_WORDS;
            break;
        case OP_LOOP_BEGIN:
            ok = loop_begin(run, op[1]);
            place += 2;
            break;
        case OP_LOOP_GREEDY: ok = loop_greedy(run, &place, at); break;
        case OP_LOOP_LAZY: ok = loop_lazy(run, &place, at); break;
        case OP_ATOMIC_BEGIN:
            run->slots[op[1]] = run->height;
            place += 2;
            break;
        case OP_ATOMIC_END:
            ok = atomic_end(run, op);
            place += 2;
            break;
        case OP_LOOK_BEGIN:
            ok = look_begin(run, op, &at);
            place += 3;
            break;
        case OP_LOOK_END:
            ok = look_end(run, op, &at);
            place += 2;
            break;
        case OP_LOOK_NOT_BEGIN: ok = look_not_begin(run, &place, &at); break;
        case OP_LOOK_NOT_END: ok = look_not_end(run, op); break;
        case OP_BACKREF:
            ok = match_group(run, width, op, &at);
            place += 3;
            break;
        case OP_COND: place = group_is_set(run, op[1]) ? place + 3 : op[2]; break;
        }
        if (LIKELY(ok)) continue;
        if (!back(run, width, &place, &at)) return false;
    }
}

static bool match_bytes(Run *run, u32 at, u32 *end) {
    return match_from(run, 1, at, end);
}

static bool match_pairs(Run *run, u32 at, u32 *end) {
    return match_from(run, 2, at, end);
}

static bool match_words(Run *run, u32 at, u32 *end) {
    return match_from(run, 4, at, end);
}

// ---- attempts
static bool attempt(Run *run, u32 width, u32 at, u32 *end) {
    u32 group_slots = run->program->group_count ? 2 * run->program->group_count + 1 : 0;
    for (u32 i = 0; i + 1 < group_slots; i++) run->slots[i] = REGEX_NONE;
    if (group_slots) run->slots[group_slots - 1] = 0;
    run->height = 0;
    run->lead_end = REGEX_NONE;
    if (width == 1) return match_bytes(run, at, end);
    return width == 2 ? match_pairs(run, at, end) : match_words(run, at, end);
}

// The next position where a match can start, or NONE.
static u32 next_start(const Run *run, u32 width, u32 at) {
    const RegexProgram *program = run->program;
    if (at > run->len || run->len - at < program->width_min) return REGEX_NONE;
    switch ((RegexStart)program->start_kind) {
    case START_ANYWHERE: return at;
    case START_TEXT: return at == 0 ? 0 : REGEX_NONE;
    case START_STRING:
        return regex_scan_string(text_of(run, width), at, run->len,
                                 run->code + program->start_offset, program->start_len);
    case START_SET: break;
    }
    u32 found =
        regex_scan_set(text_of(run, width), at, run->len, run->data + program->start_offset, true);
    return found == run->len ? REGEX_NONE : found;
}

static RegexResult search(Run *run, u32 width, u32 span[2]) {
    for (u32 at = run->start;;) {
        at = next_start(run, width, at);
        if (at == REGEX_NONE) return REGEX_NOT_FOUND;
        span[0] = at;
        if (attempt(run, width, at, &span[1])) return REGEX_FOUND;
        if (run->problem != REGEX_FOUND) return run->problem;
        // From inside a run that led nowhere no match can start.
        bool skips = run->lead_end != REGEX_NONE && run->lead_end > at;
        at = skips ? run->lead_end : at + 1;
    }
}

static bool prepare(RegexMatcher *matcher, u32 slots) {
    if (matcher->slot_capacity >= slots) return true;
    void *memory = matcher->resize(matcher->context, matcher->slots,
                                   (usize)matcher->slot_capacity * 4, (usize)slots * 4);
    if (!memory) return false;
    matcher->slots = memory;
    matcher->slot_capacity = slots;
    return true;
}

RegexResult regex_run(RegexMatcher *matcher, const RegexProgram *program, RegexTask task,
                      u32 span[2]) {
    if (task.start > task.text.len) return REGEX_NOT_FOUND;
    if (!prepare(matcher, program->slot_count + 1)) return REGEX_NO_MEMORY;
    const u32 *code = (const u32 *)program + program->code_offset;
    Run run = {.matcher = matcher,
               .program = program,
               .code = code,
               .data = (const u32 *)program + program->data_offset,
               .chars = task.text.chars,
               .len = task.text.len,
               .start = task.start,
               .must_advance = task.must_advance,
               .is_full = task.mode == REGEX_FULLMATCH,
               .slots = matcher->slots,
               .stack = matcher->stack,
               .capacity = matcher->stack_capacity,
               .lead_place = REGEX_NONE};
    if (program->is_lead_loop && task.mode == REGEX_SEARCH) {
        run.lead_place = 0;
        while (code[run.lead_place] == OP_SAVE) run.lead_place += 2;
    }
    u32 width = task.text.width;
    if (task.mode == REGEX_SEARCH) return search(&run, width, span);
    span[0] = task.start;
    if (attempt(&run, width, task.start, &span[1])) return REGEX_FOUND;
    return run.problem == REGEX_FOUND ? REGEX_NOT_FOUND : run.problem;
}

void regex_matcher_deinit(RegexMatcher *matcher) {
    if (matcher->stack)
        matcher->resize(matcher->context, matcher->stack,
                        (usize)matcher->stack_capacity * sizeof(RegexEntry), 0);
    if (matcher->slots)
        matcher->resize(matcher->context, matcher->slots, (usize)matcher->slot_capacity * 4, 0);
    if (matcher->visited)
        matcher->resize(matcher->context, matcher->visited, (usize)matcher->visited_words * 8, 0);
    matcher->stack = NULL;
    matcher->slots = NULL;
    matcher->visited = NULL;
    matcher->stack_capacity = matcher->slot_capacity = matcher->visited_words = 0;
}
