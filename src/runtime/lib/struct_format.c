#include "runtime/lib/struct_format.h"

#include "runtime/core/bytes_object.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/result.h"
#include "runtime/lib/math_argument.h"

#include <string.h>

enum { STRUCT_BYTES_MAX = 0x7fffff00 };

// ---- reading formats
void struct_format_begin(StructReader *reader, Slice format) {
    *reader = (StructReader){format.data, format.data + format.len, true, false};
    if (format.len == 0) return;
    switch (format.data[0]) {
    case '@': reader->at++; return;
    case '>':
    case '!': reader->is_big = true; __attribute__((fallthrough));
    case '=':
    case '<':
        reader->is_native = false;
        reader->at++;
        return;
    default: return;
    }
}

// 0: no such format.
static u32 bytes_of(u8 code, bool is_native) {
    switch (code) {  // table:
    case 'x':
    case 'c':
    case 'b':
    case 'B':
    case '?':
    case 's':
    case 'p': return 1;
    case 'h':
    case 'H':
    case 'e': return 2;
    case 'i':
    case 'I':
    case 'f': return 4;
    case 'l':
    case 'L': return is_native ? 8 : 4;
    case 'q':
    case 'Q':
    case 'd': return 8;
    case 'n':
    case 'N':
    case 'P': return is_native ? 8 : 0;
    default: return 0;
    }
}

int struct_format_next(RtState *rt, StructReader *reader, StructItem *item) {
    while (reader->at < reader->end &&
           (*reader->at == ' ' || (*reader->at >= 9 && *reader->at <= 13)))
        reader->at++;
    if (reader->at == reader->end) return 0;
    i64 count = -1;
    for (; reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9'; reader->at++) {
        count = (count < 0 ? 0 : count) * 10 + (*reader->at - '0');
        if (count > STRUCT_BYTES_MAX) {
            error_text(rt, CLASS_STRUCT_ERROR, "total struct size too long");
            return -1;
        }
    }
    if (reader->at == reader->end) {
        error_text(rt, CLASS_STRUCT_ERROR, "repeat count given without format specifier");
        return -1;
    }
    u8 code = *reader->at++;
    u32 bytes = bytes_of(code, reader->is_native);
    if (bytes == 0) {
        error_text(rt, CLASS_STRUCT_ERROR, "bad char in struct format");
        return -1;
    }
    *item = (StructItem){code,
                         count < 0 ? 1 : count,
                         bytes,
                         reader->is_native ? bytes : 1,
                         reader->is_native,
                         reader->is_big};
    return 1;
}

bool struct_format_size(RtState *rt, Slice format, StructSize *size) {
    StructReader reader;
    StructItem item;
    struct_format_begin(&reader, format);
    *size = (StructSize){0, 0};
    int found;
    while ((found = struct_format_next(rt, &reader, &item)) > 0) {
        size->bytes = struct_format_align(size->bytes, &item) + item.count * item.bytes;
        if (item.code == 's' || item.code == 'p')
            size->item_count++;
        else if (item.code != 'x')
            size->item_count += item.count;
        if (size->bytes <= STRUCT_BYTES_MAX) continue;
        error_text(rt, CLASS_STRUCT_ERROR, "total struct size too long");
        return false;
    }
    return found == 0;
}

// ---- integers
static void put_bytes(const StructItem *item, u8 *out, u64 bits) {
    for (u32 i = 0; i < item->bytes; i++)
        out[item->is_big ? item->bytes - 1 - i : i] = (u8)(bits >> 8 * i);
}

static u64 get_bytes(const StructItem *item, const u8 *in) {
    u64 bits = 0;
    for (u32 i = 0; i < item->bytes; i++)
        bits |= (u64)in[item->is_big ? item->bytes - 1 - i : i] << 8 * i;
    return bits;
}

static bool is_signed(u8 code) {
    return code == 'b' || code == 'h' || code == 'i' || code == 'l' || code == 'q' || code == 'n';
}

static bool out_of_range(RtState *rt, const StructItem *item) {
    u32 bits = item->bytes * 8;
    IntWord most, low = 0;
    if (is_signed(item->code)) {
        most = rt_int_from_i64(rt, (i64)(~UINT64_C(0) >> (65 - bits)));
        low = rt_int_invert(rt, most);
    } else {
        Value all = int_value_from_u64(rt, ~UINT64_C(0) >> (64 - bits));
        most = value_int_peek(all);
    }
    Str *from = rt_int_to_str(rt, low).value, *to = rt_int_to_str(rt, most).value;
    error_format(rt, CLASS_STRUCT_ERROR, "'%c' format requires %S <= number <= %S", (u32)item->code,
                 from, to);
    object_release(rt, from);
    object_release(rt, to);
    int_release(rt, most);
    int_release(rt, low);
    return false;
}

static bool pack_int(RtState *rt, const StructItem *item, u8 *out, Value value) {
    ResultWord found = int_index(rt, value, "required argument is not an integer");
    if (found.is_error) {
        if (!error_is(rt, CLASS_TYPE_ERROR)) return false;
        error_clear(rt);
        error_text(rt, CLASS_STRUCT_ERROR, "required argument is not an integer");
        return false;
    }
    IntWord word = (IntWord)found.value;
    u32 bits = item->bytes * 8;
    i64 number;
    bool fits = int_to_i64(word, &number);
    u64 content = (u64)number;
    if (is_signed(item->code)) {
        fits = fits && (bits == 64 || (number >= -(INT64_C(1) << (bits - 1)) &&
                                       number < INT64_C(1) << (bits - 1)));
    } else if (fits) {
        fits = number >= 0 && (bits == 64 || number < INT64_C(1) << bits);
    } else if (bits == 64 && !int_big_is_negative(word)) {
        const BigInt *big = int_big(word);
        fits = big->limb_count == 2;
        if (fits) content = (u64)big->limbs[1] << 32 | big->limbs[0];
    }
    int_release(rt, word);
    if (!fits) return out_of_range(rt, item);
    put_bytes(item, out, content);
    return true;
}

// ---- floats
// A half: 5 bits of exponent, 10 of fraction; rounded to even. False: too large.
static bool half_from_f64(f64 number, u64 *half) {
    u64 bits = float_bits(number), sign = bits >> 63 << 15;
    i64 exponent = (i64)(bits >> 52 & 0x7ff) - 1023;
    u64 fraction = bits & ((UINT64_C(1) << 52) - 1);
    if (exponent == 1024) {
        *half = sign | 0x7c00 | (fraction ? 0x200 : 0);
        return true;
    }
    if (exponent < -25) {
        *half = sign;
        return true;
    }
    u64 whole = fraction | UINT64_C(1) << 52;
    u32 shift = exponent < -14 ? (u32)(42 + (-14 - exponent)) : 42;
    u64 kept = whole >> shift, rest = whole & ((UINT64_C(1) << shift) - 1),
        middle = UINT64_C(1) << (shift - 1);
    if (rest > middle || (rest == middle && (kept & 1))) kept++;
    // A carry moves into the exponent by itself.
    u64 result = exponent < -14 ? kept : kept + ((u64)(exponent + 14) << 10);
    *half = sign | result;
    return result < 0x7c00;
}

static f64 half_to_f64(u64 half) {
    u64 exponent = half >> 10 & 31, fraction = half & 0x3ff;
    f64 size;
    if (exponent == 31)
        size = fraction ? __builtin_nan("") : __builtin_inf();
    else if (exponent == 0)
        size = (f64)fraction * 0x1p-24;
    else
        size = (f64)(fraction | 0x400) * (exponent >= 25
                                              ? (f64)(UINT64_C(1) << (exponent - 25))
                                              : 1.0 / (f64)(UINT64_C(1) << (25 - exponent)));
    return half >> 15 ? -size : size;
}

static bool pack_float(RtState *rt, const StructItem *item, u8 *out, Value value) {
    f64 number;
    if (!math_argument(rt, value, &number)) {
        if (!error_is(rt, CLASS_TYPE_ERROR)) return false;
        error_clear(rt);
        error_text(rt, CLASS_STRUCT_ERROR, "required argument is not a float");
        return false;
    }
    u64 bits = float_bits(number);
    if (item->code == 'e' && !half_from_f64(number, &bits)) {
        error_text(rt, CLASS_OVERFLOW_ERROR, "float too large to pack with e format");
        return false;
    }
    if (item->code == 'f') {
        float narrow = (float)number;
        u32 word;
        bool is_finite = number - number == 0;
        if (is_finite && narrow - narrow != 0 && !item->is_native) {
            error_text(rt, CLASS_OVERFLOW_ERROR, "float too large to pack with f format");
            return false;
        }
        memcpy(&word, &narrow, sizeof word);
        bits = word;
    }
    put_bytes(item, out, bits);
    return true;
}

// ---- bytes
static bool pack_bytes(RtState *rt, const StructItem *item, u8 *out, Value value) {
    if (!value_is_bytes(value)) {
        error_format(rt, CLASS_STRUCT_ERROR, "argument for '%c' must be a bytes object",
                     (u32)item->code);
        return false;
    }
    Slice content = bytes_view(value_ref(value));
    if (item->count <= 0) return true;
    u32 head = item->code == 'p';
    usize room = (usize)item->count - head, len = content.len < room ? content.len : room;
    if (item->code == 'p' && len > 255) len = 255;
    memset(out, 0, (usize)item->count);
    if (head) out[0] = (u8)len;
    if (len > 0) memcpy(out + head, content.data, len);
    return true;
}

bool struct_format_pack(RtState *rt, const StructItem *item, u8 *out, Value value) {
    switch (item->code) {
    case 's':
    case 'p': return pack_bytes(rt, item, out, value);
    case 'e':
    case 'f':
    case 'd': return pack_float(rt, item, out, value);
    case '?': {
        ResultI32 truth = rt_truth(rt, value);
        *out = truth.value != 0;
        return !truth.is_error;
    }
    case 'c': {
        bool is_one = value_is(value, CLASS_BYTES) && ((BytesObject *)value_ref(value))->len == 1;
        if (is_one)
            *out = ((BytesObject *)value_ref(value))->data[0];
        else
            error_text(rt, CLASS_STRUCT_ERROR, "char format requires a bytes object of length 1");
        return is_one;
    }
    default: return pack_int(rt, item, out, value);
    }
}

Value struct_format_unpack(RtState *rt, const StructItem *item, const u8 *in) {
    u64 bits = item->code == 's' || item->code == 'p' ? 0 : get_bytes(item, in);
    switch (item->code) {
    case 's': return value_from_ref(bytes_from(rt, CLASS_BYTES, (Slice){in, (usize)item->count}));
    case 'p': {
        usize len = item->count > 0 ? in[0] : 0;
        if ((i64)len >= item->count) len = item->count > 0 ? (usize)item->count - 1 : 0;
        return value_from_ref(bytes_from(rt, CLASS_BYTES, (Slice){in + 1, len}));
    }
    case 'c': return value_from_ref(bytes_from(rt, CLASS_BYTES, (Slice){in, 1}));
    case '?': return value_from_bool(bits != 0);
    case 'e': return value_box_f64(rt, half_to_f64(bits));
    case 'f': {
        u32 word = (u32)bits;
        float narrow;
        memcpy(&narrow, &word, sizeof narrow);
        return value_box_f64(rt, (f64)narrow);
    }
    case 'd': return value_box_f64(rt, float_from_bits(bits));
    default: break;
    }
    if (!is_signed(item->code)) return int_value_from_u64(rt, bits);
    u32 unused = 64 - item->bytes * 8;
    return int_value_from_i64(rt, (i64)(bits << unused) >> unused);
}
