// str: cutting into pieces (split, partition, splitlines, strip) and putting together (join).
#include "runtime/core/builder.h"
#include "runtime/core/chars.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/native.h"
#include "text/unicode.h"

static void add_piece(RtState *rt, List *list, Str *str, u32 start, u32 end) {
    rt_list_append_value(rt, list, value_from_ref(str_slice(rt, str, start, end - start)));
}

// ---- split at blanks. ASCII has its own loop: most text that is split is.

static bool is_blank(const Str *str, u32 index) {
    u32 point = str_get(str, index);
    if (point < 0x80)
        return point == ' ' || (point >= 9 && point <= 13) || (point >= 28 && point <= 31);
    return unicode_is_space(point);
}

static inline bool is_ascii_blank(u8 byte) {
    return byte <= ' ' && (UINT64_C(0x1f0003e00) >> byte & 1);
}

// The next blank in [at, len), or `len`.
static inline u32 find_ascii_blank(const u8 *data, u32 at, u32 len) {
    const u64 ones = UINT64_C(0x0101010101010101);
    for (; at + 8 <= len; at += 8) {
        u64 word = chars_word(data + at);
        // The lowest bit that is set is that of a byte <= ' '; higher ones may be mistaken.
        u64 low = (word - (' ' + 1) * ones) & ~word & 0x80 * ones;
        if (!low) continue;
        at += (u32)__builtin_ctzll(low) >> 3;
        break;
    }
    while (at < len && !is_ascii_blank(data[at])) at++;
    return at;
}

static void split_ascii_blanks(RtState *rt, List *list, Str *str, i64 count_max) {
    const u8 *data = str->data;
    u32 at = 0, len = str->len;
    for (;;) {
        while (at < len && is_ascii_blank(data[at])) at++;
        if (at == len) return;
        if (count_max-- == 0) break;
        u32 start = at;
        at = find_ascii_blank(data, at, len);
        add_piece(rt, list, str, start, at);
    }
    add_piece(rt, list, str, at, len);
}

static void split_blanks(RtState *rt, List *list, Str *str, i64 count_max) {
    if (str->is_ascii) {
        split_ascii_blanks(rt, list, str, count_max);
        return;
    }
    u32 at = 0, len = str->len;
    for (;;) {
        while (at < len && is_blank(str, at)) at++;
        if (at == len) return;
        if (count_max-- == 0) break;
        u32 start = at;
        while (at < len && !is_blank(str, at)) at++;
        add_piece(rt, list, str, start, at);
    }
    add_piece(rt, list, str, at, len);
}

static void split_blanks_right(RtState *rt, List *list, Str *str, i64 count_max) {
    u32 at = str->len;
    for (;;) {
        while (at > 0 && is_blank(str, at - 1)) at--;
        if (at == 0) return;
        if (count_max-- == 0) break;
        u32 end = at;
        while (at > 0 && !is_blank(str, at - 1)) at--;
        add_piece(rt, list, str, at, end);
    }
    add_piece(rt, list, str, 0, at);
}

// By blocks: one look finds all separators in 16 characters.
static void split_at_byte(RtState *rt, List *list, Str *str, u8 byte, i64 count_max) {
    const u8 *data = str->data;
    u32 start = 0, len = str->len;
    for (u32 at = 0; at < len && count_max != 0;) {
        u32 bits, seen = 0;
        if (len < BYTE_BLOCK_BYTES) {
            bits = data[at] == byte;
            at++;
        } else {  // the last block ends where the text ends: what was seen is left out
            u32 from = at + BYTE_BLOCK_BYTES <= len ? at : len - BYTE_BLOCK_BYTES;
            seen = at - from;
            bits = byte_block_bits((ByteBlock)(byte_block_load(data + from) == byte)) >> seen;
            at = from + BYTE_BLOCK_BYTES;
        }
        u32 first = len < BYTE_BLOCK_BYTES ? at - 1 : at - BYTE_BLOCK_BYTES + seen;
        for (; bits && count_max != 0; bits &= bits - 1, count_max--) {
            u32 found = first + (u32)__builtin_ctz(bits);
            add_piece(rt, list, str, start, found);
            start = found + 1;
        }
    }
    add_piece(rt, list, str, start, len);
}

static void split_at(RtState *rt, List *list, Str *str, const Str *separator, i64 count_max) {
    if (str->width == 1 && separator->width == 1 && separator->len == 1) {
        split_at_byte(rt, list, str, separator->data[0], count_max);
        return;
    }
    i64 start = 0;
    while (count_max-- != 0) {
        i64 found = str_find(str, separator, start, str->len);
        if (found < 0) break;
        add_piece(rt, list, str, (u32)start, (u32)found);
        start = found + separator->len;
    }
    add_piece(rt, list, str, (u32)start, str->len);
}

static void split_at_right(RtState *rt, List *list, Str *str, const Str *separator, i64 count_max) {
    i64 end = str->len;
    while (count_max-- != 0) {
        i64 found = str_rfind(str, separator, 0, end);
        if (found < 0) break;
        add_piece(rt, list, str, (u32)(found + separator->len), (u32)end);
        end = found;
    }
    add_piece(rt, list, str, 0, (u32)end);
}

static ResultWord split(RtState *rt, const Value *args, bool is_from_right) {
    Str *str = value_str(args[0]);
    i64 count_max;
    if (!argument_count(rt, args[2], -1, &count_max)) return word_error();
    if (argument_is_none(args[1])) {
        List *list = list_new(rt, SLOT_VALUE, 0);
        if (is_from_right) split_blanks_right(rt, list, str, count_max);
        if (!is_from_right) split_blanks(rt, list, str, count_max);
        if (is_from_right) list_reverse(list);
        return word_object(list);
    }
    Str *separator = argument_str(rt, args[1], "must be str or None, not %T");
    if (!separator) return word_error();
    if (separator->len == 0) return error_text(rt, CLASS_VALUE_ERROR, "empty separator");
    List *list = list_new(rt, SLOT_VALUE, 0);
    if (is_from_right) split_at_right(rt, list, str, separator, count_max);
    if (!is_from_right) split_at(rt, list, str, separator, count_max);
    if (is_from_right) list_reverse(list);
    return word_object(list);
}

ResultWord rt_native_STR_SPLIT(RtState *rt, const Value *args) {
    return split(rt, args, false);
}

ResultWord rt_native_STR_RSPLIT(RtState *rt, const Value *args) {
    return split(rt, args, true);
}

ResultWord rt_native_STR_SPLITLINES(RtState *rt, const Value *args) {
    Str *str = value_str(args[0]);
    bool keeps_ends;
    if (!argument_truth(rt, args[1], false, &keeps_ends)) return word_error();
    List *list = list_new(rt, SLOT_VALUE, 0);
    u32 start = 0;
    while (start < str->len) {
        u32 end = start;
        while (end < str->len && !unicode_is_line_break(str_get(str, end))) end++;
        u32 next = end;
        if (next < str->len) next++;
        if (end + 1 < str->len && str_get(str, end) == '\r' && str_get(str, end + 1) == '\n')
            next++;
        add_piece(rt, list, str, start, keeps_ends ? next : end);
        start = next;
    }
    return word_object(list);
}

// ---- partition

static Value piece(RtState *rt, Str *str, i64 start, i64 end) {
    return value_from_ref(str_slice(rt, str, (u32)start, (u32)(end - start)));
}

static ResultWord partition(RtState *rt, const Value *args, bool is_from_right) {
    Str *str = value_str(args[0]);
    Str *separator = argument_str(rt, args[1], "must be str, not %T");
    if (!separator) return word_error();
    if (separator->len == 0) return error_text(rt, CLASS_VALUE_ERROR, "empty separator");
    i64 found = is_from_right ? str_rfind(str, separator, 0, str->len)
                              : str_find(str, separator, 0, str->len);
    Tuple *tuple = tuple_new(rt, 3);
    if (found < 0) {
        u32 whole = is_from_right ? 2 : 0;
        for (u32 i = 0; i < 3; i++)
            tuple->items[i] = i == whole ? value_of(str) : value_from_ref(str_empty(rt));
        return word_object(tuple);
    }
    tuple->items[0] = piece(rt, str, 0, found);
    tuple->items[1] = value_of(separator);
    tuple->items[2] = piece(rt, str, found + separator->len, str->len);
    return word_object(tuple);
}

ResultWord rt_native_STR_PARTITION(RtState *rt, const Value *args) {
    return partition(rt, args, false);
}

ResultWord rt_native_STR_RPARTITION(RtState *rt, const Value *args) {
    return partition(rt, args, true);
}

// ---- strip

static bool is_stripped(const Str *str, u32 index, const Str *chars) {
    if (!chars) return is_blank(str, index);
    u32 point = str_get(str, index);
    for (u32 i = 0; i < chars->len; i++) {
        if (str_get(chars, i) == point) return true;
    }
    return false;
}

// The usual case: characters of one byte, stripped of blanks or of a single character.
static bool is_plain_strip(const Str *str, const Str *chars) {
    return str->is_ascii && (!chars || (chars->len == 1 && chars->width == 1));
}

static Value strip_plain(RtState *rt, Str *str, const Str *chars, bool is_left, bool is_right) {
    const u8 *start = str->data, *end = start + str->len;
    if (chars) {
        u8 byte = chars->data[0];
        while (is_left && start < end && *start == byte) start++;
        while (is_right && end > start && end[-1] == byte) end--;
    } else {
        while (is_left && start < end && is_ascii_blank(*start)) start++;
        while (is_right && end > start && is_ascii_blank(end[-1])) end--;
    }
    return piece(rt, str, (u32)(start - str->data), (u32)(end - str->data));
}

static ResultWord strip(RtState *rt, const Value *args, bool is_left, bool is_right,
                        const char *message) {
    Str *str = value_str(args[0]);
    const Str *chars = NULL;
    if (!argument_is_none(args[1])) {
        chars = argument_str(rt, args[1], message);
        if (!chars) return word_error();
    }
    if (LIKELY(is_plain_strip(str, chars)))
        return word_ok(strip_plain(rt, str, chars, is_left, is_right));
    u32 start = 0, end = str->len;
    while (is_left && start < end && is_stripped(str, start, chars)) start++;
    while (is_right && end > start && is_stripped(str, end - 1, chars)) end--;
    return word_ok(piece(rt, str, start, end));
}

ResultWord rt_native_STR_STRIP(RtState *rt, const Value *args) {
    return strip(rt, args, true, true, "strip arg must be None or str");
}

ResultWord rt_native_STR_LSTRIP(RtState *rt, const Value *args) {
    return strip(rt, args, true, false, "lstrip arg must be None or str");
}

ResultWord rt_native_STR_RSTRIP(RtState *rt, const Value *args) {
    return strip(rt, args, false, true, "rstrip arg must be None or str");
}

// ---- join

// The items of a list or tuple as they lie; others are made into a list first. False: exception.
static bool take_items(RtState *rt, Value iterable, Value *owner, const Value **items, u32 *count) {
    if (value_is(iterable, CLASS_TUPLE)) {
        Tuple *tuple = value_ref(value_retain(iterable));
        *owner = iterable;
        *items = tuple->items;
        *count = tuple->len;
        return true;
    }
    List *list;
    if (value_is(iterable, CLASS_LIST) && ((List *)value_ref(iterable))->kind == SLOT_VALUE) {
        list = value_ref(value_retain(iterable));
    } else {
        list = list_from_value(rt, iterable);
        if (!list) {
            if (!error_is(rt, CLASS_TYPE_ERROR)) return false;
            // "'int' object is not iterable" reads "can only join an iterable" here; an error from
            // inside stays.
            ResultWord iterator = rt_iter(rt, iterable);
            if (!iterator.is_error) return value_release(rt, iterator.value), false;
            error_clear(rt);
            error_text(rt, CLASS_TYPE_ERROR, "can only join an iterable");
            return false;
        }
    }
    *owner = value_from_ref(list);
    *items = list->len > 0 ? list_slots(list) : NULL;
    *count = list->len;
    return true;
}

// The only character of what is joined.
static Str *join_one(RtState *rt, const Str *separator, const Value *items, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (value_str(items[i])->len) return str_char(rt, str_get(value_str(items[i]), 0));
    }
    return str_char(rt, str_get(separator, 0));
}

static ResultWord join_items(RtState *rt, Str *separator, const Value *items, u32 count) {
    u64 len = 0;
    u32 width = separator->len ? separator->width : 1;
    for (u32 i = 0; i < count; i++) {
        if (!value_is_str(items[i])) {
            return error_format(rt, CLASS_TYPE_ERROR,
                                "sequence item %d: expected str instance, %T found", (i64)i,
                                items[i]);
        }
        const Str *item = value_str(items[i]);
        len += item->len;
        if (item->width > width) width = item->width;
    }
    if (count == 0) return word_object(str_empty(rt));
    if (count == 1) return word_ok(value_retain(items[0]));
    len += (u64)(count - 1) * separator->len;
    if (len > STR_LEN_MAX) return error_no_memory(rt);
    if (len == 0) return word_object(str_empty(rt));
    if (len == 1) return word_object(join_one(rt, separator, items, count));
    Str *str = str_try_new(rt, len, width);
    if (!str) return word_error();
    bool is_ascii = separator->is_ascii || separator->len == 0;
    u32 at = 0;
    for (u32 i = 0; i < count; i++) {
        const Str *item = value_str(items[i]);
        if (i > 0 && separator->len > 0) at = str_put(str, at, separator);
        at = str_put(str, at, item);
        is_ascii &= item->is_ascii || item->len == 0;
    }
    str->is_ascii = is_ascii;
    return word_object(str);
}

ResultWord rt_native_STR_JOIN(RtState *rt, const Value *args) {
    Value owner;
    const Value *items;
    u32 count;
    if (!take_items(rt, args[1], &owner, &items, &count)) return word_error();
    ResultWord result = join_items(rt, value_str(args[0]), items, count);
    value_release(rt, owner);
    return result;
}
