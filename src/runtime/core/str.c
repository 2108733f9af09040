#include "runtime/core/str.h"

#include "runtime/core/chars.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "text/utf8.h"

#include <string.h>

static usize inline_bytes(u64 len, u32 width) {
    return sizeof(Str) + (usize)(len * width);
}

static Str *init_str(Str *str, u32 len, u32 width) {
    str->head.refs = 1;
    str->head.class_id = CLASS_STR;
    str->len = len;
    str->hash = 0;
    str->width = (u8)width;
    str->is_ascii = 0;
    str->is_interned = 0;
    return str;
}

Str *str_adopt(RtState *rt, Buffer *buffer, u32 len, u32 width, u32 capacity) {
    buffer->refs = 1;
    buffer->capacity = capacity;
    buffer->kind = width;
    Str *str = init_str(rt_alloc(rt, sizeof *str), len, width);
    str->buffer = buffer;
    str->data = (u8 *)buffer->items;
    return str;
}

static Str *new_with_buffer(RtState *rt, u32 len, u32 width, u64 capacity) {
    usize buffer_bytes = sizeof(Buffer) + (usize)capacity * width;
    Buffer *buffer = rt_alloc_try(rt, buffer_bytes);
    if (!buffer) return NULL;
    return str_adopt(rt, buffer, len, width, (u32)capacity);
}

static Str *try_new(RtState *rt, u64 len, u32 width) {
    if (len > STR_LEN_MAX) return NULL;
    if (len * width > STR_INLINE_MAX) return new_with_buffer(rt, (u32)len, width, len);
    Str *str = heap_take(rt, inline_bytes(len, width));
    if (!str) return NULL;
    init_str(str, (u32)len, width);
    str->buffer = NULL;
    str->data = (u8 *)(str + 1);
    return str;
}

Str *str_new(RtState *rt, u32 len, u32 width) {
    Str *str = try_new(rt, len, width);
    if (UNLIKELY(!str)) rt_fatal(rt, "MemoryError: string too long");
    return str;
}

Str *str_try_new(RtState *rt, u64 len, u32 width) {
    Str *str = try_new(rt, len, width);
    if (UNLIKELY(!str)) error_no_memory(rt);
    return str;
}

static void release_buffer(RtState *rt, Buffer *buffer, u32 item_bytes) {
    if (--buffer->refs == 0)
        rt_free_memory(rt, buffer, sizeof(Buffer) + (usize)buffer->capacity * item_bytes);
}

void str_free(RtState *rt, Str *str) {
    if (str->buffer) {
        release_buffer(rt, str->buffer, str->width);
        heap_give(rt, str, sizeof *str);
    } else {
        heap_give(rt, str, inline_bytes(str->len, str->width));
    }
}

Str *str_empty(RtState *rt) {
    Str *str = rt_core(rt)->empty_str;
    object_retain(str);
    return str;
}

Str *str_char(RtState *rt, u32 point) {
    if (LIKELY(point < 256)) {
        Str **place = &rt_core(rt)->chars[point];
        if (UNLIKELY(!*place)) {
            Str *str = str_new(rt, 1, 1);
            str->data[0] = (u8)point;
            str->is_ascii = point < 128;
            *place = str;
        }
        object_retain(*place);
        return *place;
    }
    Str *str = str_new(rt, 1, str_point_width(point));
    if (str->width == 2)
        *(u16 *)(void *)str->data = (u16)point;
    else
        *(u32 *)(void *)str->data = point;
    return str;
}

Str *str_from_ascii(RtState *rt, const void *chars, u32 len) {
    if (len == 0) return str_empty(rt);
    if (len == 1) return str_char(rt, *(const u8 *)chars);
    Str *str = str_new(rt, len, 1);
    chars_copy(str->data, chars, len);
    str->is_ascii = 1;
    return str;
}

static void put_char(Str *str, u32 index, u32 point) {
    if (str->width == 1)
        str->data[index] = (u8)point;
    else if (str->width == 2)
        ((u16 *)(void *)str->data)[index] = (u16)point;
    else
        ((u32 *)(void *)str->data)[index] = point;
}

Str *str_from_points(RtState *rt, const u32 *points, u32 len) {
    u32 all = 0;
    for (u32 i = 0; i < len; i++) all |= points[i];
    if (len == 0) return str_empty(rt);
    if (len == 1) return str_char(rt, points[0]);
    Str *str = str_new(rt, len, str_point_width(all));
    str->is_ascii = all < 0x80;
    for (u32 i = 0; i < len; i++) put_char(str, i, points[i]);
    return str;
}

// One character of WTF-8: surrogates are let through.
static u32 wtf8_next(Slice text, usize *at) {
    const u8 *data = text.data + *at;
    u32 count = data[0] < 0x80 ? 1 : data[0] < 0xe0 ? 2 : data[0] < 0xf0 ? 3 : 4;
    if (count > text.len - *at) count = 1;
    *at += count;
    switch (count) {
    case 1: return data[0];
    case 2: return (data[0] & 0x1fu) << 6 | (data[1] & 0x3fu);
    case 3: return (data[0] & 0x0fu) << 12 | (data[1] & 0x3fu) << 6 | (data[2] & 0x3fu);
    default: break;
    }
    return (data[0] & 7u) << 18 | (data[1] & 0x3fu) << 12 | (data[2] & 0x3fu) << 6 |
           (data[3] & 0x3fu);
}

Str *str_from_utf8(RtState *rt, Slice text) {
    Utf8Scan scan = utf8_scan(text);
    if (scan.is_ascii && scan.error == UTF8_OK) return str_from_ascii(rt, text.data, (u32)text.len);
    u32 len = 0, all = 0;
    for (usize at = 0; at < text.len; len++) {
        u32 point = wtf8_next(text, &at);
        all |= point < 0x10000 ? point : 0x10000;
    }
    if (len == 1) {
        usize at = 0;
        return str_char(rt, wtf8_next(text, &at));
    }
    Str *str = str_new(rt, len, str_point_width(all));
    usize at = 0;
    for (u32 i = 0; i < len; i++) put_char(str, i, wtf8_next(text, &at));
    return str;
}

Str *str_from_text(RtState *rt, const char *text) {
    return str_from_utf8(rt, slice_make(text, strlen(text)));
}

u8 *str_utf8(RtState *rt, const Str *str, usize *len, usize *capacity) {
    usize surrogate;
    usize bytes = utf8_size_of_chars(str->data, str->width, str->len, &surrogate);
    u8 *data = rt_alloc(rt, bytes + 1);
    *len = utf8_from_chars(str->data, str->width, str->len, data);
    *capacity = bytes + 1;
    return data;
}

// ---- hash and order
u32 str_hash(Str *str) {
    if (LIKELY(str->hash)) return str->hash;
    str->hash = chars_hash(str->data, (usize)str->len * str->width);
    return str->hash;
}

bool str_equal(Str *left, Str *right) {
    if (left == right) return true;
    if (left->len != right->len || left->width != right->width) return false;
    if (left->hash && right->hash && left->hash != right->hash) return false;
    return chars_equal(left->data, right->data, (usize)left->len * left->width);
}

int str_order(const Str *left, const Str *right) {
    u32 len = left->len < right->len ? left->len : right->len;
    if (left->width == 1 && right->width == 1) {
        if (len > 0 && left->data[0] != right->data[0])
            return left->data[0] < right->data[0] ? -1 : 1;
        int order = memcmp(left->data, right->data, len);
        if (order) return order < 0 ? -1 : 1;
    } else {
        for (u32 i = 0; i < len; i++) {
            u32 a = str_get(left, i), b = str_get(right, i);
            if (a != b) return a < b ? -1 : 1;
        }
    }
    return left->len == right->len ? 0 : left->len < right->len ? -1 : 1;
}

bool str_is(const Str *str, const char *ascii) {
    usize len = strlen(ascii);
    return str->width == 1 && str->len == len && memcmp(str->data, ascii, len) == 0;
}

// ---- slices
static u32 narrowest(const void *chars, u32 width, u32 len, bool *is_ascii) {
    u32 all = 0;
    if (width == 1) {
        for (u32 i = 0; i < len; i++) all |= ((const u8 *)chars)[i];
    } else if (width == 2) {
        for (u32 i = 0; i < len; i++) all |= ((const u16 *)chars)[i];
    } else {
        for (u32 i = 0; i < len; i++) all |= ((const u32 *)chars)[i];
    }
    *is_ascii = all < 0x80;
    return str_point_width(all);
}

Str *str_slice(RtState *rt, Str *str, u32 start, u32 len) {
    if (len == str->len) {
        object_retain(str);
        return str;
    }
    if (len <= 1) return len ? str_char(rt, str_get(str, start)) : str_empty(rt);
    const u8 *data = str->data + (usize)start * str->width;
    bool is_ascii = str->is_ascii;
    u32 width = str->width == 1 ? 1 : narrowest(data, str->width, len, &is_ascii);
    if (str->buffer && width == str->width && len >= STR_SHARE_MIN) {
        Str *view = init_str(rt_alloc(rt, sizeof *view), len, width);
        view->buffer = str->buffer;
        view->buffer->refs++;
        view->data = (u8 *)(uintptr_t)data;
        view->is_ascii = is_ascii;
        return view;
    }
    Str *copy = str_new(rt, len, width);
    copy->is_ascii = is_ascii;
    if (width == str->width)
        chars_copy(copy->data, data, (usize)len * width);
    else
        for (u32 i = 0; i < len; i++) put_char(copy, i, str_get(str, start + i));
    return copy;
}

Str *str_slice_step(RtState *rt, Str *str, i64 start, i64 step, u32 len) {
    if (step == 1) return str_slice(rt, str, len ? (u32)start : 0, len);
    if (len <= 1) return len ? str_char(rt, str_get(str, (u32)start)) : str_empty(rt);
    u32 all = 0;
    for (u32 i = 0; i < len; i++) all |= str_get(str, (u32)(start + (i64)i * step));
    Str *copy = str_new(rt, len, str_point_width(all));
    copy->is_ascii = all < 0x80;
    for (u32 i = 0; i < len; i++) put_char(copy, i, str_get(str, (u32)(start + (i64)i * step)));
    return copy;
}

// ---- interning
static u32 intern_place(const InternTable *table, Str *str) {
    u32 mask = table->capacity - 1;
    u32 place = str_hash(str) & mask;
    while (table->slots[place] && !str_equal(table->slots[place], str)) place = (place + 1) & mask;
    return place;
}

Str *str_intern_take(RtState *rt, Str *str) {
    if (str->is_interned) return str;
    InternTable *table = &rt_core(rt)->interned;
    if (table->count * 2 >= table->capacity) {
        InternTable grown = {NULL, table->count, table->capacity ? table->capacity * 2 : 512};
        grown.slots = rt_alloc(rt, grown.capacity * sizeof(Str *));
        memset(grown.slots, 0, grown.capacity * sizeof(Str *));
        for (u32 i = 0; i < table->capacity; i++) {
            if (table->slots[i])
                grown.slots[intern_place(&grown, table->slots[i])] = table->slots[i];
        }
        rt_free_memory(rt, table->slots, table->capacity * sizeof(Str *));
        *table = grown;
    }
    u32 place = intern_place(table, str);
    Str *found = table->slots[place];
    if (found) {
        object_retain(found);
        object_release(rt, str);
        return found;
    }
    if (str->len == 1 && str->width == 1 && rt_core(rt)->chars[str->data[0]] != str) {
        // One object for each Latin-1 character: the cached one is the interned one.
        Str *one = str_char(rt, str->data[0]);
        object_release(rt, str);
        str = one;
    }
    object_retain(str);  // the table's
    str->is_interned = 1;
    table->slots[place] = str;
    table->count++;
    return str;
}

Str *str_intern_text(RtState *rt, const char *text) {
    return str_intern_take(rt, str_from_text(rt, text));
}

// ---- calls of compiled code
static void copy_chars(Str *to, u32 at, const Str *from) {
    if (to->width == from->width) {
        chars_copy(to->data + (usize)at * to->width, from->data, (usize)from->len * from->width);
    } else {
        for (u32 i = 0; i < from->len; i++) put_char(to, at + i, str_get(from, i));
    }
}

u32 str_put(Str *to, u32 at, const Str *from) {
    copy_chars(to, at, from);
    return at + from->len;
}

void *rt_str_concat(RtState *rt, void *left_ref, void *right_ref) {
    Str *left = left_ref, *right = right_ref;
    if (left->len == 0 || right->len == 0) {
        Str *same = left->len ? left : right;
        object_retain(same);
        return same;
    }
    u64 len = (u64)left->len + right->len;
    if (len > STR_LEN_MAX) rt_fatal(rt, "MemoryError: string too long");
    Str *str = str_new(rt, (u32)len, left->width > right->width ? left->width : right->width);
    str->is_ascii = left->is_ascii & right->is_ascii;
    copy_chars(str, 0, left);
    copy_chars(str, left->len, right);
    return str;
}

enum { STR_APPEND_MIN = 32 };  // shorter results are made anew, without room to grow

void *rt_str_append(RtState *rt, void *left_ref, void *right_ref) {
    Str *left = left_ref, *right = right_ref;
    if (right->len == 0) return left;
    u64 len = (u64)left->len + right->len;
    if (len > STR_LEN_MAX) rt_fatal(rt, "MemoryError: string too long");
    Buffer *buffer = left->buffer;
    if (LIKELY(left->head.refs == 1 && buffer && buffer->refs == 1 &&
               right->width <= left->width)) {
        u64 start = (u64)(left->data - (u8 *)buffer->items) / left->width;
        if (start + len <= buffer->capacity) {
            u32 old_len = left->len;
            left->len = (u32)len;
            left->hash = 0;
            left->is_ascii = left->is_ascii & right->is_ascii;
            copy_chars(left, old_len, right);
            return left;
        }
    }
    Str *str;
    if (len < STR_APPEND_MIN || left->head.refs > 1) {
        str = rt_str_concat(rt, left, right);
    } else {
        u32 width = left->width > right->width ? left->width : right->width;
        u64 capacity = (rt_alloc_capacity((usize)(sizeof(Buffer) + (len + len / 2 + 16) * width)) -
                        sizeof(Buffer)) /
                       width;
        str = new_with_buffer(rt, (u32)len, width, capacity);
        if (!str) rt_fatal(rt, "MemoryError: string too long");
        str->is_ascii = left->is_ascii & right->is_ascii;
        copy_chars(str, 0, left);
        copy_chars(str, left->len, right);
    }
    object_release(rt, left);
    return str;
}

void *rt_str_join_parts(RtState *rt, i64 count, void *address) {
    const Value *parts = address;
    u64 len = 0;
    u32 width = 1;
    u8 is_ascii = 1;
    for (i64 i = 0; i < count; i++) {
        Str *part = value_str(parts[i]);
        len += part->len;
        if (part->width > width) width = part->width;
        is_ascii &= part->is_ascii;
    }
    if (len == 0) return str_empty(rt);
    if (len > STR_LEN_MAX) rt_fatal(rt, "MemoryError: string too long");
    if (len == 1) {
        for (i64 i = 0; i < count; i++) {
            if (value_str(parts[i])->len) return str_char(rt, str_get(value_str(parts[i]), 0));
        }
    }
    Str *str = str_new(rt, (u32)len, width);
    str->is_ascii = is_ascii;
    u32 at = 0;
    for (i64 i = 0; i < count; i++) {
        copy_chars(str, at, value_str(parts[i]));
        at += value_str(parts[i])->len;
    }
    return str;
}

u32 rt_str_eq(RtState *rt, void *left, void *right) {
    (void)rt;
    return str_equal(left, right);
}

i64 rt_str_compare(RtState *rt, void *left, void *right) {
    (void)rt;
    return str_order(left, right);
}

void *rt_str_char(RtState *rt, void *str, i64 index) {
    return str_char(rt, str_get(str, (u32)index));
}

void *rt_str_slice(RtState *rt, void *str, i64 start, i64 end) {
    return str_slice(rt, str, (u32)start, end > start ? (u32)(end - start) : 0);
}

ResultRef rt_str_repeat(RtState *rt, void *ref, IntWord count_word) {
    Str *str = ref;
    i64 count;
    if (!int_repeat_count(rt, count_word, &count)) return ref_error();
    if (count <= 0 || str->len == 0) return ref_ok(str_empty(rt));
    if (count == 1) {
        object_retain(str);
        return ref_ok(str);
    }
    if (count > STR_LEN_MAX || (u64)count * str->len > STR_LEN_MAX) {
        if (count > INT64_MAX / str->len)
            error_text(rt, CLASS_OVERFLOW_ERROR, "repeated string is too long");
        else
            error_no_memory(rt);
        return ref_error();
    }
    Str *result = str_try_new(rt, (u64)count * str->len, str->width);
    if (!result) return ref_error();
    result->is_ascii = str->is_ascii;
    usize bytes = (usize)str->len * str->width, total = bytes * (usize)count;
    if (bytes == 1) {
        memset(result->data, str->data[0], total);
        return ref_ok(result);
    }
    memcpy(result->data, str->data, bytes);
    for (usize done = bytes; done < total;) {
        usize piece = done < total - done ? done : total - done;
        memcpy(result->data + done, result->data, piece);
        done += piece;
    }
    return ref_ok(result);
}

ResultRef rt_str_from_char(RtState *rt, IntWord word) {
    if (!int_is_small(word) || word < 0 || word > 0x10ffff) {
        error_text(rt, CLASS_VALUE_ERROR, "chr() arg not in range(0x110000)");
        return ref_error();
    }
    PART_MAKE(PART_WIDE);
    return ref_ok(str_char(rt, (u32)word));
}

static i64 start_of(const Str *str, i64 start) {
    if (start < 0) start += str->len;
    return start < 0 ? 0 : start;
}

i64 rt_str_find(RtState *rt, void *ref, void *needle, i64 start) {
    (void)rt;
    const Str *str = ref;
    return str_find(str, needle, start_of(str, start), str->len);
}

u32 rt_str_starts(RtState *rt, void *ref, void *prefix, i64 start) {
    (void)rt;
    const Str *str = ref, *wanted = prefix;
    start = start_of(str, start);
    return start <= str->len && wanted->len <= str->len - start &&
           str_matches_at(str, wanted, start);
}

u32 rt_str_ends(RtState *rt, void *ref, void *suffix) {
    (void)rt;
    const Str *str = ref, *wanted = suffix;
    return wanted->len <= str->len && str_matches_at(str, wanted, (i64)str->len - wanted->len);
}

u32 rt_str_contains(RtState *rt, void *str, void *needle) {
    (void)rt;
    return str_find(str, needle, 0, ((Str *)str)->len) >= 0;
}
