// bytes and bytearray: find and its kin, split, strip, replace, affixes, join.
#include "runtime/core/bytes_object.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/native.h"

#include <string.h>

static BytesObject *self_of(const Value *args) {
    return value_ref(args[0]);
}

// A bytes-like argument. False: TypeError.
static bool view_of(RtState *rt, Value value, Slice *view) {
    if (value_is_bytes(value)) {
        *view = bytes_view(value_ref(value));
        return true;
    }
    error_format(rt, CLASS_TYPE_ERROR, "a bytes-like object is required, not '%T'", value);
    return false;
}

// The same where one int stands for one byte.
static bool view_or_byte(RtState *rt, Value value, u8 *holder, Slice *view) {
    if (value_is_int(value) || value_is_bool(value)) {
        *view = slice_make(holder, 1);
        return bytes_item(rt, value, holder);
    }
    if (value_is_bytes(value)) return view_of(rt, value, view);
    error_format(rt, CLASS_TYPE_ERROR, "argument should be integer or bytes-like object, not '%T'",
                 value);
    return false;
}

static ResultWord made(BytesObject *bytes) {
    return bytes ? word_object(bytes) : word_error();
}

static BytesObject *piece(RtState *rt, const Value *args, usize start, usize end) {
    return bytes_from(rt, class_id_layout(self_of(args)->head.class_id),
                      slice_range(bytes_view(self_of(args)), start, end));
}

// ---- find

static i64 find_first(Slice text, Slice sub, i64 start, i64 end) {
    for (i64 at = start; at + (i64)sub.len <= end; at++) {
        if (sub.len == 0 || memcmp(text.data + at, sub.data, sub.len) == 0) return at;
    }
    return -1;
}

static i64 find_last(Slice text, Slice sub, i64 start, i64 end) {
    for (i64 at = end - (i64)sub.len; at >= start; at--) {
        if (sub.len == 0 || memcmp(text.data + at, sub.data, sub.len) == 0) return at;
    }
    return -1;
}

static bool find(RtState *rt, const Value *args, bool is_from_right, i64 *found) {
    Slice text = bytes_view(self_of(args)), sub;
    u8 byte;
    i64 start, end;
    if (!argument_range(rt, args[2], args[3], (u32)text.len, &start, &end)) return false;
    if (!view_or_byte(rt, args[1], &byte, &sub)) return false;
    *found = is_from_right ? find_last(text, sub, start, end) : find_first(text, sub, start, end);
    return true;
}

static ResultWord find_native(RtState *rt, const Value *args, bool is_from_right, bool is_index) {
    i64 found;
    if (!find(rt, args, is_from_right, &found)) return word_error();
    if (is_index && found < 0) return error_text(rt, CLASS_VALUE_ERROR, "subsection not found");
    return word_ok(value_from_small(found));
}

ResultWord rt_native_BYTES_FIND(RtState *rt, const Value *args) {
    return find_native(rt, args, false, false);
}

ResultWord rt_native_BYTES_RFIND(RtState *rt, const Value *args) {
    return find_native(rt, args, true, false);
}

ResultWord rt_native_BYTES_INDEX(RtState *rt, const Value *args) {
    return find_native(rt, args, false, true);
}

ResultWord rt_native_BYTES_RINDEX(RtState *rt, const Value *args) {
    return find_native(rt, args, true, true);
}

ResultWord rt_native_BYTES_COUNT(RtState *rt, const Value *args) {
    Slice text = bytes_view(self_of(args)), sub;
    u8 byte;
    i64 start, end, count = 0;
    if (!argument_range(rt, args[2], args[3], (u32)text.len, &start, &end)) return word_error();
    if (!view_or_byte(rt, args[1], &byte, &sub)) return word_error();
    if (sub.len == 0) return word_ok(value_from_small(start > end ? 0 : end - start + 1));
    while ((start = find_first(text, sub, start, end)) >= 0) {
        count++;
        start += (i64)sub.len;
    }
    return word_ok(value_from_small(count));
}

// ---- affixes

static bool has_affix(Slice text, Slice affix, i64 start, i64 end, bool is_suffix) {
    if (start > (i64)text.len || end - start < (i64)affix.len) return false;
    i64 at = is_suffix ? end - (i64)affix.len : start;
    return find_first(text, affix, at, at + (i64)affix.len) == at;
}

static ResultWord test_affix(RtState *rt, const Value *args, bool is_suffix) {
    Slice text = bytes_view(self_of(args));
    i64 start, end;
    if (!argument_range(rt, args[2], args[3], (u32)text.len, &start, &end)) return word_error();
    if (value_is_bytes(args[1])) {
        return word_ok(value_from_bool(
            has_affix(text, bytes_view(value_ref(args[1])), start, end, is_suffix)));
    }
    if (!value_has_layout(args[1], CLASS_TUPLE)) {
        return error_format(rt, CLASS_TYPE_ERROR,
                            "%s first arg must be bytes or a tuple of bytes, not %T",
                            is_suffix ? "endswith" : "startswith", args[1]);
    }
    const Tuple *tuple = value_ref(args[1]);
    for (u32 i = 0; i < tuple->len; i++) {
        Slice affix;
        if (!view_of(rt, tuple->items[i], &affix)) return word_error();
        if (has_affix(text, affix, start, end, is_suffix)) return word_ok(VALUE_TRUE);
    }
    return word_ok(VALUE_FALSE);
}

ResultWord rt_native_BYTES_STARTSWITH(RtState *rt, const Value *args) {
    return test_affix(rt, args, false);
}

ResultWord rt_native_BYTES_ENDSWITH(RtState *rt, const Value *args) {
    return test_affix(rt, args, true);
}

ResultWord rt_native_BYTES_REMOVEPREFIX(RtState *rt, const Value *args) {
    Slice text = bytes_view(self_of(args)), prefix;
    if (!view_of(rt, args[1], &prefix)) return word_error();
    return made(piece(rt, args, slice_starts_with(text, prefix) ? prefix.len : 0, text.len));
}

ResultWord rt_native_BYTES_REMOVESUFFIX(RtState *rt, const Value *args) {
    Slice text = bytes_view(self_of(args)), suffix;
    if (!view_of(rt, args[1], &suffix)) return word_error();
    return made(piece(rt, args, 0, text.len - (slice_ends_with(text, suffix) ? suffix.len : 0)));
}

// ---- split

static bool is_blank(u8 byte) {
    return byte == ' ' || (byte >= 9 && byte <= 13);
}

static bool add_piece(RtState *rt, List *list, const Value *args, usize start, usize end) {
    BytesObject *bytes = piece(rt, args, start, end);
    if (!bytes) return false;
    rt_list_append_value(rt, list, value_from_ref(bytes));
    return true;
}

static bool split_blanks(RtState *rt, List *list, const Value *args, i64 count_max,
                         bool is_from_right) {
    Slice text = bytes_view(self_of(args));
    usize start = 0, end = text.len;
    for (;;) {
        while (start < end && is_blank(text.data[start])) start++;
        while (end > start && is_blank(text.data[end - 1])) end--;
        if (start == end) return true;
        usize cut = is_from_right ? end : start;
        if (count_max-- == 0) return add_piece(rt, list, args, start, end);
        if (is_from_right) {
            while (cut > start && !is_blank(text.data[cut - 1])) cut--;
            if (!add_piece(rt, list, args, cut, end)) return false;
            end = cut;
        } else {
            while (cut < end && !is_blank(text.data[cut])) cut++;
            if (!add_piece(rt, list, args, start, cut)) return false;
            start = cut;
        }
    }
}

static bool split_at(RtState *rt, List *list, const Value *args, Slice separator, i64 count_max,
                     bool is_from_right) {
    Slice text = bytes_view(self_of(args));
    i64 start = 0, end = (i64)text.len;
    while (count_max-- != 0) {
        i64 found = is_from_right ? find_last(text, separator, start, end)
                                  : find_first(text, separator, start, end);
        if (found < 0) break;
        i64 behind = found + (i64)separator.len;
        bool is_good = is_from_right ? add_piece(rt, list, args, (usize)behind, (usize)end)
                                     : add_piece(rt, list, args, (usize)start, (usize)found);
        if (!is_good) return false;
        if (is_from_right) end = found;
        if (!is_from_right) start = behind;
    }
    return add_piece(rt, list, args, (usize)start, (usize)end);
}

static ResultWord split(RtState *rt, const Value *args, bool is_from_right) {
    i64 count_max;
    Slice separator = {0};
    bool is_by_blanks = argument_is_none(args[1]);
    if (!argument_count(rt, args[2], -1, &count_max)) return word_error();
    if (!is_by_blanks && !view_of(rt, args[1], &separator)) return word_error();
    if (!is_by_blanks && separator.len == 0)
        return error_text(rt, CLASS_VALUE_ERROR, "empty separator");
    List *list = list_new(rt, SLOT_VALUE, 0);
    bool is_good = is_by_blanks ? split_blanks(rt, list, args, count_max, is_from_right)
                                : split_at(rt, list, args, separator, count_max, is_from_right);
    if (is_from_right) list_reverse(list);
    if (is_good) return word_object(list);
    object_release(rt, list);
    return word_error();
}

ResultWord rt_native_BYTES_SPLIT(RtState *rt, const Value *args) {
    return split(rt, args, false);
}

ResultWord rt_native_BYTES_RSPLIT(RtState *rt, const Value *args) {
    return split(rt, args, true);
}

ResultWord rt_native_BYTES_SPLITLINES(RtState *rt, const Value *args) {
    Slice text = bytes_view(self_of(args));
    bool keeps_ends;
    if (!argument_truth(rt, args[1], false, &keeps_ends)) return word_error();
    List *list = list_new(rt, SLOT_VALUE, 0);
    for (usize start = 0; start < text.len;) {
        usize end = start;
        while (end < text.len && text.data[end] != '\n' && text.data[end] != '\r') end++;
        usize next = end < text.len ? end + 1 : end;
        if (end + 1 < text.len && text.data[end] == '\r' && text.data[end + 1] == '\n') next++;
        if (!add_piece(rt, list, args, start, keeps_ends ? next : end))
            return object_release(rt, list), word_error();
        start = next;
    }
    return word_object(list);
}

static ResultWord partition(RtState *rt, const Value *args, bool is_from_right) {
    Slice text = bytes_view(self_of(args)), separator;
    if (!view_of(rt, args[1], &separator)) return word_error();
    if (separator.len == 0) return error_text(rt, CLASS_VALUE_ERROR, "empty separator");
    i64 found = is_from_right ? find_last(text, separator, 0, (i64)text.len)
                              : find_first(text, separator, 0, (i64)text.len);
    usize cut = found >= 0 ? (usize)found : is_from_right ? 0 : text.len;
    usize behind = found >= 0 ? cut + separator.len : cut;
    BytesObject *parts[3] = {piece(rt, args, 0, cut), NULL, piece(rt, args, behind, text.len)};
    parts[1] = bytes_from(rt, class_id_layout(self_of(args)->head.class_id),
                          found >= 0 ? separator : slice_make(NULL, 0));
    Tuple *tuple = tuple_new(rt, 3);
    bool is_good = true;
    for (u32 i = 0; i < 3; i++) {
        is_good &= parts[i] != NULL;
        tuple->items[i] = parts[i] ? value_from_ref(parts[i]) : VALUE_NONE;
    }
    if (is_good) return word_object(tuple);
    object_release(rt, tuple);
    return word_error();
}

ResultWord rt_native_BYTES_PARTITION(RtState *rt, const Value *args) {
    return partition(rt, args, false);
}

ResultWord rt_native_BYTES_RPARTITION(RtState *rt, const Value *args) {
    return partition(rt, args, true);
}

// ---- strip

static ResultWord strip(RtState *rt, const Value *args, bool is_left, bool is_right) {
    Slice text = bytes_view(self_of(args)), chars = SLICE_LITERAL(" \t\n\r\v\f");
    if (!argument_is_none(args[1]) && !view_of(rt, args[1], &chars)) return word_error();
    usize start = 0, end = text.len;
    while (is_left && start < end && chars.len > 0 &&
           memchr(chars.data, text.data[start], chars.len))
        start++;
    while (is_right && end > start && chars.len > 0 &&
           memchr(chars.data, text.data[end - 1], chars.len))
        end--;
    return made(piece(rt, args, start, end));
}

ResultWord rt_native_BYTES_STRIP(RtState *rt, const Value *args) {
    return strip(rt, args, true, true);
}

ResultWord rt_native_BYTES_LSTRIP(RtState *rt, const Value *args) {
    return strip(rt, args, true, false);
}

ResultWord rt_native_BYTES_RSTRIP(RtState *rt, const Value *args) {
    return strip(rt, args, false, true);
}

// ---- replace and join build a bytearray, then give it the class asked for.

static bool put(RtState *rt, BytesObject *out, Slice data) {
    return bytearray_replace(rt, out, out->len, out->len, data);
}

static ResultWord finish(RtState *rt, BytesObject *out, u32 class_id, bool is_good) {
    BytesObject *result = is_good ? bytes_from(rt, class_id, bytes_view(out)) : NULL;
    if (out) object_release(rt, out);
    return made(result);
}

ResultWord rt_native_BYTES_REPLACE(RtState *rt, const Value *args) {
    Slice text = bytes_view(self_of(args)), old, new;
    i64 count_max;
    if (!view_of(rt, args[1], &old) || !view_of(rt, args[2], &new)) return word_error();
    if (!argument_count(rt, args[3], -1, &count_max)) return word_error();
    BytesObject *out = bytes_new(rt, CLASS_BYTEARRAY, 0);
    bool is_good = out != NULL;
    usize start = 0;
    for (usize at = 0; is_good && count_max != 0;) {
        i64 found = find_first(text, old, (i64)at, (i64)text.len);
        if (found < 0) break;
        is_good = put(rt, out, slice_range(text, start, (usize)found)) && put(rt, out, new);
        start = (usize)found + old.len;
        // An empty `old` lies between all bytes.
        at = old.len > 0 ? start : (usize)found + 1;
        count_max--;
        if (at > text.len) break;
    }
    is_good = is_good && put(rt, out, slice_from(text, start));
    return finish(rt, out, class_id_layout(self_of(args)->head.class_id), is_good);
}

ResultWord rt_native_BYTES_JOIN(RtState *rt, const Value *args) {
    List *list = list_from_value(rt, args[1]);
    if (!list) return word_error();
    BytesObject *out = bytes_new(rt, CLASS_BYTEARRAY, 0);
    bool is_good = out != NULL;
    for (u32 i = 0; is_good && i < list->len; i++) {
        Value item = list_slots(list)[i];
        if (!value_is_bytes(item)) {
            error_format(rt, CLASS_TYPE_ERROR,
                         "sequence item %d: expected a bytes-like object, %T found", (i64)i, item);
            is_good = false;
            break;
        }
        if (i > 0) is_good = put(rt, out, bytes_view(self_of(args)));
        is_good = is_good && put(rt, out, bytes_view(value_ref(item)));
    }
    object_release(rt, list);
    return finish(rt, out, class_id_layout(self_of(args)->head.class_id), is_good);
}
